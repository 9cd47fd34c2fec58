"""What is sent about referrals, and what happens to them by themselves; each looks at the record before it acts."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from sqlalchemy.orm import Session

from directory.outbox import service as outbox
from directory.outbox.claims import Claimed
from directory.parts import Parts
from directory.referrals import service
from directory.referrals.steps import KIND
from workers import referral_mails as say
from workers.delivery import deliver, perform
from workers.referral_mails import wiring_of
from workers.registry import actor

log = structlog.get_logger("onward.worker")


@actor
def notify_service(message_id: str) -> None:
    """Ask the service to read the referral and answer."""
    deliver(message_id, say.request, _then(service.delivered))


@actor
def chase_service(message_id: str) -> None:
    """Remind the service that nobody has answered."""
    deliver(message_id, say.chase, _then(service.chase))


@actor
def ask_outcome(message_id: str) -> None:
    """Ask the service what came of it, in the words of the specialty's plan."""
    deliver(message_id, say.question, _then(service.ask_outcome))


@actor
def tell_service_stopped(message_id: str) -> None:
    """Tell the service of an earlier round, or of a stopped referral, that nothing more is needed."""
    deliver(message_id, say.stopped)


@actor
def confirm_to_referrer(message_id: str) -> None:
    """Tell whoever refers that the referral was taken in, with a link to follow it."""
    deliver(message_id, say.confirmation)


@actor
def tell_referrer(message_id: str) -> None:
    """Tell whoever refers what has happened."""
    deliver(message_id, say.told)


@actor
def remind_referrer(message_id: str) -> None:
    """Remind whoever refers that something waits for them."""
    deliver(message_id, say.reminder, _then(service.remind))


@actor
def post_event(message_id: str) -> None:
    """Tell the clinic's own system: ids, states and times."""
    deliver(message_id, say.post)


@actor
def escalate_referral(*message_ids: str) -> None:
    """Hand a referral that nobody answered back, with the next best matches."""
    perform(message_ids, _then(service.escalate))


@actor
def escalate_outcome(*message_ids: str) -> None:
    """Say that an outcome is overdue."""
    perform(message_ids, _then(service.escalate_outcome))


@actor
def report_failure(*message_ids: str) -> None:
    """See to a message that could not be sent: a request that reaches nobody goes back to whoever refers."""
    perform(message_ids, _failed)


def _then(step: Callable[..., object]) -> Callable[[Session, Claimed, Parts], None]:
    def follow(session: Session, claimed: Claimed, parts: Parts) -> None:
        step(session, wiring_of(parts), claimed.subject_id, claimed.seq, request_id=claimed.request_id)

    return follow


def _failed(session: Session, claimed: Claimed, parts: Parts) -> None:
    message = outbox.get(session, claimed.subject_id)
    log.error("message_failed", failed_actor=message.actor, failed_id=message.id, state=message.state)
    hand_back = _HANDED_BACK.get((message.actor, message.state))
    if message.subject_kind != KIND or hand_back is None:
        return
    hand_back(session, wiring_of(parts), message.subject_id, message.seq, request_id=claimed.request_id)


_HANDED_BACK: dict[tuple[str, str], Callable[..., object]] = {
    ("notify_service", "dead"): service.bounced,
    ("notify_service", "uncertain"): service.bounced,
    ("chase_service", "dead"): service.unreached,
    # It may have arrived.
    ("chase_service", "uncertain"): service.suspended,
}
"""What is done about a message to a service that could not be sent, or may not have been."""
