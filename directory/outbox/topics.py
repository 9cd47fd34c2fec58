"""Every message that may be published: named by its actor, with its channel, lease, deadline and schedule of retries.

A lease is longer than the deadline of a send, so that nobody else begins while the holder may still finish.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Channel = Literal["email", "webhook", "internal"]
MINUTE, HOUR = 60, 3600
PATIENT = (1 * MINUTE, 5 * MINUTE, 15 * MINUTE, 1 * HOUR, 4 * HOUR, 12 * HOUR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """How one kind of message travels. Durations in seconds; ``backoff`` is the wait after each failed attempt.

    ``recipient`` is who it goes to, in a word. After as many failures as ``backoff`` has steps, plus one, it is dead.
    """

    actor: str
    channel: Channel
    recipient: str = ""
    lease_s: float = 60.0
    deadline_s: float = 30.0
    poll_s: float = 5.0
    backoff: tuple[float, ...] = PATIENT
    max_crashes: int = 3

    @property
    def batch(self) -> int:
        """How many may be worked on together: a send is on its own, work on our own rows shares a transaction."""
        return 16 if self.channel == "internal" else 1

    @property
    def max_attempts(self) -> int:
        """How many attempts that ended in a known failure make it dead."""
        return len(self.backoff) + 1


TOPICS: dict[str, Topic] = {
    topic.actor: topic
    for topic in (
        # To the specialist's service, by mail with a signed link.
        Topic(actor="notify_service", channel="email", recipient="service"),
        Topic(actor="chase_service", channel="email", recipient="service"),
        Topic(actor="ask_outcome", channel="email", recipient="service"),
        Topic(actor="tell_service_stopped", channel="email", recipient="service"),
        # To the practitioner who refers.
        Topic(actor="confirm_to_referrer", channel="email", recipient="referrer"),
        Topic(actor="tell_referrer", channel="email", recipient="referrer"),
        Topic(actor="remind_referrer", channel="email", recipient="referrer"),
        # To the clinic's own system, where one is set.
        Topic(actor="post_event", channel="webhook", recipient="webhook"),
        # No channel: work on our own rows, in one transaction.
        Topic(actor="escalate_referral", channel="internal", backoff=(5, 15, 60, 300, 900)),
        Topic(actor="escalate_outcome", channel="internal", backoff=(5, 15, 60, 300, 900)),
        Topic(actor="report_failure", channel="internal", backoff=(5, 15, 60, 300, 900)),
        # A service that the search server would not take as it is; no transaction is open while it is asked again.
        Topic(actor="index_service", channel="internal", backoff=(5, 15, 60, 300, 900)),
    )
}


def topic(actor: str) -> Topic:
    """The topic of this actor. Raises KeyError for a name that nobody consumes."""
    return TOPICS[actor]
