"""What every actor does: claim, read what to say, send, finish. Safe to run twice, and safe to die anywhere.

The claim is committed first, so that a message which kills its worker is counted. What to say is then read in a
transaction of its own, under the lease: whatever was cancelled by then is not sent.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import structlog
from sqlalchemy.orm import Session

from directory.outbox import claims
from directory.outbox.claims import Claimed
from directory.parts import Parts
from directory.web.failpoints import hit
from workers.channels.base import Busy, Mail, Moot, Permanent, Post, Temporary, Unknown
from workers.channels.words import kind_of
from workers.middleware import channels, current

__all__ = ["Mail", "Moot", "Permanent", "Post", "Temporary", "Unknown", "deliver", "perform"]

Prepare = Callable[[Session, Claimed, Parts], Mail | Post | Moot]
Sent = Callable[[Session, Claimed, Parts], object]
Work = Callable[[Session, Claimed, Parts], object]

log = structlog.get_logger("onward.worker")
PLACE_WAIT_S, BUSY_DELAY_S = 1.0, 2.0
SHORTEST_PLACE_WAIT_S = 0.3
"""However much waits are shortened: to give a message back costs more than to wait for the send before it."""
RECORDING_TRIES = (0.0, 0.2, 1.0, 3.0)


class _LeaseLost(Exception):
    """Somebody else has the message by now: what was done for it must not be kept."""


def deliver(message_id: str, prepare: Prepare, sent: Sent | None = None) -> None:
    """Send the message with this id, if it is due and nobody else has it.

    ``prepare`` reads what to say; ``sent`` writes what follows, in the transaction that finishes the message.
    """
    parts = current()
    claimed = _claim(parts, message_id)
    if claimed is None:
        return
    try:
        outgoing = _prepared(parts, claimed, prepare)
        if outgoing is not None:
            reference = _send(parts, claimed, outgoing)
            hit("worker_before_finish", claimed.id)
            _record(parts, claimed, reference, outgoing.sent_to, sent)
            hit("worker_after_finish", claimed.id)
    except _LeaseLost:
        log.warning("lease_lost")
    except Busy as busy:
        with parts.database.transaction() as session:
            claims.give_back(session, claimed, BUSY_DELAY_S / parts.settings.durations_divided_by, str(busy))
    except Exception as error:
        _failed(parts, claimed, error)


def perform(message_ids: Sequence[str], work: Work) -> None:
    """Do work on our own rows for the messages with these ids: the work and its end are one transaction.

    Several that were never tried share one. A raise undoes all of it, and each is then done on its own: there a
    raise undoes the work and is tried again later; so is a Temporary, and a Permanent is not.
    """
    parts, together = current(), set[str]()
    if len(message_ids) > 1:
        found = _claim_fresh(parts, message_ids)
        together = {each.id for each in found}
        if found and not _all_done(parts, found, work):
            for each in found:
                _perform(parts, each, work)
    for message_id in message_ids:
        claimed = None if message_id in together else _claim(parts, message_id)
        if claimed is not None:
            _perform(parts, claimed, work)


def _perform(parts: Parts, claimed: Claimed, work: Work) -> None:
    structlog.contextvars.bind_contextvars(message_id=claimed.id, request_id=claimed.request_id)
    try:
        with parts.database.transaction() as session:
            work(session, claimed, parts)
            hit("worker_before_finish", claimed.id)
            if not claims.finish(session, claimed):
                raise _LeaseLost
        hit("worker_after_finish", claimed.id)
    except _LeaseLost:
        log.warning("lease_lost")
    except Exception as error:
        _failed(parts, claimed, error)


def _all_done(parts: Parts, found: Sequence[Claimed], work: Work) -> bool:
    """Whether all of them could be done in one transaction; if not, nothing was."""
    try:
        with parts.database.transaction() as session:
            for each in found:
                structlog.contextvars.bind_contextvars(message_id=each.id, request_id=each.request_id)
                work(session, each, parts)
            hit("worker_before_finish", found[0].id)
            if not claims.finish_all(session, found):
                raise _LeaseLost
    except Exception as error:
        log.info("not_done_together", messages=len(found), error=kind_of(error))
        return False
    hit("worker_after_finish", found[0].id)
    return True


def _claim_fresh(parts: Parts, message_ids: Sequence[str]) -> list[Claimed]:
    with parts.database.transaction() as session:
        found = claims.claim_fresh(session, message_ids, divisor=parts.settings.durations_divided_by)
    for each in found:
        hit("worker_after_claim", each.id)
    return found


def _claim(parts: Parts, message_id: str) -> Claimed | None:
    with parts.database.transaction() as session:
        claimed = claims.claim(session, message_id, divisor=parts.settings.durations_divided_by)
    if claimed is not None:
        structlog.contextvars.bind_contextvars(request_id=claimed.request_id)
        hit("worker_after_claim", claimed.id)
    return claimed


def _prepared(parts: Parts, claimed: Claimed, prepare: Prepare) -> Mail | Post | None:
    with parts.database.transaction() as session:
        outgoing = prepare(session, claimed, parts)
        if isinstance(outgoing, Moot):
            claims.moot(session, claimed, outgoing.reason)
            return None
    return outgoing


def _send(parts: Parts, claimed: Claimed, outgoing: Mail | Post) -> str:
    ways, divisor = channels(), parts.settings.durations_divided_by
    channel = ways.by_name[claimed.topic.channel]
    deadline_s = claimed.topic.deadline_s / divisor
    with ways.hosts.slot(channel.host(outgoing), max(SHORTEST_PLACE_WAIT_S, PLACE_WAIT_S / divisor)):
        with parts.database.reading() as session:
            if claims.lease_left_s(session, claimed) < deadline_s:
                raise Busy("Too little of the lease was left to send within it.")
        hit("worker_before_connect", claimed.id)
        reference = channel.send(outgoing, claimed, deadline_s)
    # Said before it is recorded: whoever dies in between has sent it, and this line is what is left to say so.
    log.info("accepted", message_id=claimed.id, attempt=claimed.attempts)
    hit("worker_after_send", claimed.id)
    return reference


def _record(parts: Parts, claimed: Claimed, reference: str, sent_to: str, sent: Sent | None) -> None:
    """Keep that it was sent. It must not be sent again because a lock was held: so this is tried more than once."""
    for wait_s in RECORDING_TRIES:
        time.sleep(wait_s / parts.settings.durations_divided_by)
        try:
            with parts.database.transaction() as session:
                if not claims.finish(session, claimed, provider_ref=reference, sent_to=sent_to):
                    raise _LeaseLost
                if sent is not None:
                    sent(session, claimed, parts)
        except _LeaseLost:
            raise
        except Exception as error:
            log.error("not_recorded", error=kind_of(error))
            problem = kind_of(error)
        else:
            return
    raise Unknown(f"It was sent, but what follows could not be written ({problem}).")


def _failed(parts: Parts, claimed: Claimed, error: Exception) -> None:
    detail = error.detail if isinstance(error, Temporary | Permanent | Unknown) else kind_of(error)
    with parts.database.transaction() as session:
        if isinstance(error, Unknown):
            claims.uncertain(session, claimed, detail)
            state = "uncertain"
        else:
            wait_s = error.retry_after_s if isinstance(error, Temporary) else None
            state = claims.fail(
                session, claimed, detail, permanent=isinstance(error, Permanent), retry_after_s=wait_s,
                divisor=parts.settings.durations_divided_by,
            )  # fmt: skip
    log.warning("not_delivered", state=state, detail=detail)
