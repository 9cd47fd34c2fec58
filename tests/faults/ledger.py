"""The books, after the storm: what was acknowledged, what the database says, what the sinks accepted."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.audit import service as audit
from directory.audit.models import AuditEvent
from directory.outbox.models import OutboxMessage
from directory.outbox.topics import TOPICS
from directory.referrals.models import Referral, ReferralEvent
from tests.faults.client import CANARY, Submitted
from tests.faults.holders import Holders
from tests.faults.waiting import drain, is_drained, settle, unfinished
from tests.faults.world import World

__all__ = ["Books", "check", "close", "drain", "is_drained", "settle", "states"]


@dataclass
class Books:
    """Counts. ``problems`` are sentences; an installation that kept its word has none."""

    acknowledged: int = 0
    lost: int = 0
    duplicate_referrals: int = 0
    orphans: int = 0
    client_retries: int = 0
    mails_accepted: int = 0
    posts_accepted: int = 0
    wire_duplicates_outside: int = 0
    wire_duplicates_inside: int = 0
    after_message_id: int = 0
    wrong_recipient: int = 0
    without_row: int = 0
    done_but_never_accepted: int = 0
    unfinished: int = 0
    uncertain: int = 0
    dead: int = 0
    sent_after_cancel: int = 0
    without_owner: int = 0
    audit_events: int = 0
    canaries: int = 0
    unexcused_5xx: int = 0
    problems: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For a file."""
        return asdict(self)


def check(world: World, submitted: Sequence[Submitted] | None = None) -> Books:
    """Every invariant that can be read off, for these referrals (all of this world's) and what was sent about them.

    Accepted twice is inside a kill window when the message's row counts a crash, and the process that sent it (or the
    database) was dead or stopped between the first acceptance and the end of the lease, in which it is recorded.
    """
    books = Books()
    asked = world.submitted if submitted is None else submitted
    contents = {_asked(each) for each in asked}
    with world.database.reading() as session:
        referrals = {row.id: row for row in session.execute(select(Referral)).scalars() if _content(row) in contents}
        rows = {row.id: row for row in session.execute(select(OutboxMessage)).scalars()}
        _acknowledged(books, asked, referrals)
        _outbox(books, session, rows, set(referrals))
        _wire(books, session, world, rows, set(referrals))
        _cancelled(books, session, world, rows)
        _audit(books, session, referrals)
    _canaries(books, world)
    books.problems.extend(_sentences(books))
    return books


def _acknowledged(books: Books, submitted: Iterable[Submitted], referrals: dict[str, Referral]) -> None:
    by_content = Counter(_content(row) for row in referrals.values())
    known = {asked.id for asked in submitted}
    books.orphans = sum(1 for referral in referrals if referral not in known)
    for asked in submitted:
        books.client_retries += max(0, len(asked.statuses) - 1)
        books.unexcused_5xx += len(asked.unexcused)
        if not asked.id:
            continue
        books.acknowledged += 1
        row = referrals.get(asked.id)
        if row is None or _content(row) != _asked(asked):
            books.lost += 1
        if len(asked.receipts) > 1 or by_content[_asked(asked)] > 1:
            books.duplicate_referrals += 1
    books.without_owner = sum(
        1 for row in referrals.values()
        if row.state not in ("completed", "cancelled") and not (row.owner and row.next_action and row.next_action_at)
    )  # fmt: skip


def _content(row: Referral) -> str:
    kept = [row.service_id, row.urgency, row.reason, row.patient_initials, row.patient_birth_year, row.referrer_email]
    return json.dumps(kept)


def _asked(asked: Submitted) -> str:
    body = asked.payload
    patient = body["patient"]
    sent = [body["service_id"], body["urgency"], body["reason"], patient["initials"], patient["birth_year"]]
    return json.dumps([*sent, body["referrer"]["email"]])


def _outbox(books: Books, session: Session, rows: dict[str, OutboxMessage], ours: set[str]) -> None:
    books.unfinished = unfinished(session)
    states = Counter(row.state for row in rows.values() if row.subject_id in ours)
    books.uncertain, books.dead = states["uncertain"], states["dead"]
    purposes = Counter((row.subject_id, row.actor, row.recipient, row.seq) for row in rows.values())
    books.problems += [f"Two rows for {purpose}" for purpose, count in purposes.items() if count > 1]
    asked = {row.subject_id for row in rows.values() if row.actor == "notify_service"}
    books.problems += [f"No request was ever published for referral {each}" for each in ours - asked]


def _wire(books: Books, session: Session, world: World, rows: dict[str, OutboxMessage], ours: set[str]) -> None:
    holders = Holders(world, session)
    accepted: dict[str, list[float]] = {}
    purposes: dict[tuple[str, str, str, int], set[str]] = {}
    for sink in ("smtp", "webhook"):
        for line in world.log(sink):
            if line["event"] != "accepted":
                continue
            row = rows.get(line["key"])
            if row is None:
                books.without_row += 1
                continue
            if row.subject_id not in ours:
                continue
            books.mails_accepted += sink == "smtp"
            books.posts_accepted += sink == "webhook"
            accepted.setdefault(line["key"], []).append(line["at"])
            purposes.setdefault((row.subject_id, row.actor, row.recipient, row.seq), set()).add(row.id)
            books.wrong_recipient += sink == "smtp" and not _is_to(row, line["recipients"])
    for key, times in accepted.items():
        for at in times[:-1]:
            # A holder that came to no harm never sends twice: a crash must be on record, and the harm known.
            inside = rows[key].crashes > 0 and holders.was_harmed(key, at)
            books.wire_duplicates_inside += inside
            books.wire_duplicates_outside += not inside
            if not inside:
                books.problems.append(f"{rows[key].actor} ({rows[key].crashes} crashes): {holders.told(key, times)}")
    books.after_message_id = sum(len(ids) - 1 for ids in purposes.values())
    for row in (row for row in rows.values() if row.subject_id in ours):
        is_internal = TOPICS[row.actor].channel == "internal"
        books.done_but_never_accepted += row.state == "done" and row.id not in accepted and not is_internal
        books.sent_after_cancel += row.state == "cancelled" and row.id in accepted


def _is_to(row: OutboxMessage, recipients: list[str]) -> bool:
    return len(recipients) == 1 and (not row.sent_to or recipients == [row.sent_to])


def _cancelled(books: Books, session: Session, world: World, rows: dict[str, OutboxMessage]) -> None:
    """A request that was accepted longer after its referral's end than a send may take was claimed after it.

    Unless whoever sent it was stopped in the middle: time does not pass for a process that is stopped.
    """
    deadline = TOPICS["notify_service"].deadline_s / world.divisor
    holders = Holders(world, session)
    ended = {
        event.referral_id: event.at.timestamp()
        for event in session.execute(select(ReferralEvent).where(ReferralEvent.state == "cancelled")).scalars()
    }
    for line in world.log("smtp"):
        row = rows.get(line.get("key", ""))
        if line["event"] != "accepted" or row is None or row.actor not in ("notify_service", "chase_service"):
            continue
        cancelled_at = ended.get(row.subject_id, time.time())
        stopped_s = holders.stopped_s(row.id, cancelled_at, line["at"])
        if line["at"] > cancelled_at + deadline + 0.5 + stopped_s:
            books.sent_after_cancel += 1
            late_s = line["at"] - cancelled_at
            books.problems.append(
                f"{row.actor} went {late_s:.1f} s after a cancel: {holders.told(row.id, [line['at']])}"
            )


def _audit(books: Books, session: Session, referrals: dict[str, Referral]) -> None:
    broken = audit.verify(session)
    books.audit_events = session.execute(select(func.count()).select_from(AuditEvent)).scalar_one()
    if broken is not None:
        books.problems.append(f"The audit chain breaks at {broken}")
    told = set(session.execute(select(AuditEvent.subject_id)).scalars())
    silent = len(set(referrals) - told)
    if silent:
        books.problems.append(f"{silent} referrals are not in the audit")


def _canaries(books: Books, world: World) -> None:
    for where, text in world.text_written():
        found = text.count(CANARY.encode())
        books.canaries += found
        if found:
            books.problems.append(f"{found} canaries in {where}")


def _sentences(books: Books) -> Iterable[str]:
    forbidden = (
        "lost", "duplicate_referrals", "orphans", "wire_duplicates_outside", "after_message_id", "wrong_recipient",
        "without_row", "done_but_never_accepted", "unfinished", "sent_after_cancel", "without_owner", "unexcused_5xx",
    )  # fmt: skip
    return [f"{name.replace('_', ' ')}: {getattr(books, name)}" for name in forbidden if getattr(books, name)]


def close(world: World, submitted: Sequence[Submitted] | None = None, *, patience_s: float = 60.0) -> Books:
    """Wait until everything that is due is finished, and check. Raises AssertionError with everything that is wrong."""
    until = time.monotonic() + patience_s
    while True:
        drain(world, patience_s=patience_s)
        books = check(world, submitted)
        # What was only due after a retry's wait may have come due since: it is finished first, too.
        if not books.unfinished or time.monotonic() > until:
            break
    assert not books.problems, "\n".join(books.problems)
    return books


def states(world: World, submitted: Sequence[Submitted], actor: str) -> Counter[str]:
    """How many of these referrals' messages of one actor are in each state."""
    ids = {each.id for each in submitted}
    with world.database.reading() as session:
        query = select(OutboxMessage.subject_id, OutboxMessage.state).where(OutboxMessage.actor == actor)
        return Counter(state for subject, state in session.execute(query) if subject in ids)
