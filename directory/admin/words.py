"""Messages of the outbox in words."""

from __future__ import annotations

from directory.outbox.models import OutboxMessage
from directory.web.moments import to_the_second

STATES = {
    "pending": "Waiting to be sent",
    "leased": "Being sent now",
    "done": "Sent",
    "uncertain": "Sent or not: nobody knows",
    "dead": "Could not be sent",
    "cancelled": "Cancelled",
    "held": "Held back",
}
ACTORS = {
    "notify_service": "Request to the service",
    "chase_service": "Reminder to the service",
    "ask_outcome": "Question about the outcome",
    "tell_service_stopped": "Word to the service that it has stopped",
    "confirm_to_referrer": "Confirmation to the referrer",
    "tell_referrer": "Word to the referrer",
    "remind_referrer": "Reminder to the referrer",
    "post_event": "Event for your own system",
    "escalate_referral": "Looking for the next best match",
    "escalate_outcome": "Looking after an outcome that is late",
    "report_failure": "Reporting that a message failed",
    "index_service": "Writing a service to the search index",
}


def actor_words(actor: str) -> str:
    """What a message is, for people."""
    return ACTORS.get(actor, actor.replace("_", " ").capitalize())


def message_facts(message: OutboxMessage) -> list[tuple[str, str]]:
    """Everything known of one message, by name."""
    facts = [
        ("Due", to_the_second(message.due_at)),
        ("Made", to_the_second(message.created_at)),
        ("Finished", to_the_second(message.finished_at)),
        ("Recipient", message.recipient),
        ("Sent to", message.sent_to),
        ("Attempts", str(message.attempts)),
        ("Workers that never came back", str(message.crashes or "")),
        ("Last error", message.last_error),
        ("Known to the other side as", message.provider_ref),
        ("About", f"{message.subject_kind} {message.subject_id}"),
        ("Message", message.id),
        ("Request", message.request_id),
    ]
    return [(name, value) for name, value in facts if value]
