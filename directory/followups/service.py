"""Plan what is asked after a referral was accepted, note that it was asked and answered, or call it off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.db import now
from directory.followups.models import FollowUp
from directory.outbox import service as outbox
from directory.outbox.working_days import Due, due_after
from matching.model import Reason, Recommendation, Urgency
from matching.plugin_loading import PluginFailed
from matching.plugin_manager import PluginRegistry

LADDER = "outcome"
RUNGS = 100
DEFAULT = ((28, "Has the patient been seen, and what came of it?"),)
MOST = 12
MORNING = time(9)
log = structlog.get_logger("onward")


def plan(
    session: Session, referral_id: str, *, round: int, version: int, specialty: str, urgency: str,
    accepted_at: datetime, nation: str, registry: PluginRegistry, divisor: float = 1.0,
    organisation_id: str | None = None, tenant: str = "", request_id: str = "",
) -> list[FollowUp]:  # fmt: skip
    """Store the questions of the specialty's plan, and set a timer for each; one after four weeks where it has none.

    ``version`` is the referral's at its acceptance: it numbers the timers.
    """
    planned = []
    for seq, (days, question) in enumerate(questions(registry, specialty, urgency), 1):
        when = due(accepted_at, days, urgency=urgency, nation=nation, divisor=divisor)
        row = FollowUp(
            organisation_id=organisation_id, referral_id=referral_id, round=round, seq=seq, after_days=days,
            question=question, due_at=when.at,
        )  # fmt: skip
        session.add(row)
        planned.append(row)
        outbox.arm(
            session, "ask_outcome", subject_kind="referral", subject_id=referral_id, due_at=when.at,
            seq=version * RUNGS + seq, ladder=LADDER, local_rule=when.rule, calendar=when.calendar,
            organisation_id=organisation_id, tenant=tenant, request_id=request_id,
        )  # fmt: skip
    session.flush()
    return planned


def questions(registry: PluginRegistry, specialty: str, urgency: str) -> tuple[tuple[int, str], ...]:
    """What is asked after how many days, soonest first. A plugin that fails leaves the usual question."""
    why = Reason(code="referral", text="Referred by a practitioner")
    recommendation = Recommendation(specialty=specialty, urgency=Urgency(urgency), reasons=(why,))
    try:
        found = [(int(days), str(question)[:500]) for days, question in registry.follow_ups(recommendation)]
    except (PluginFailed, TypeError, ValueError) as failure:
        log.error("follow-ups", specialty=specialty, error=type(failure).__name__)
        found = []
    return tuple(each for each in found if 0 <= each[0] <= 730 and each[1].strip())[:MOST] or DEFAULT


def due(accepted_at: datetime, days: int, *, urgency: str, nation: str, divisor: float = 1.0) -> Due:
    """When to ask so many days after: to the minute where it is urgent, else at nine on the next working morning."""
    plain, working = waiting(days, urgency)
    if not working:
        return Due(accepted_at + timedelta(days=plain) / divisor)
    return due_after(accepted_at, working, MORNING, nation, after_days=plain, divisor=divisor)


def waiting(days: int, urgency: str) -> tuple[int, int]:
    """How a question so many days after is waited for: days of any kind, then working days."""
    return (days, 0) if urgency in ("urgent", "emergency") or days < 1 else (days - 1, 1)


def of(session: Session, referral_id: str, *, round: int | None = None) -> list[FollowUp]:
    """The follow-ups of a referral, in the order in which they are asked."""
    query = select(FollowUp).where(FollowUp.referral_id == referral_id).order_by(FollowUp.round, FollowUp.seq)
    if round is not None:
        query = query.where(FollowUp.round == round)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def follow(session: Session, referral_id: str, times: Mapping[datetime, datetime]) -> None:
    """Questions that have not been asked are due when their timers are: ``times`` says when each of before is now."""
    for row in of(session, referral_id):
        if row.state == "planned":
            row.due_at = times.get(row.due_at, row.due_at)
    session.flush()


def mark_asked(session: Session, referral_id: str, *, round: int, seq: int) -> FollowUp | None:
    """Note that this question has gone out, and those before it with it; None where there is none."""
    asked = None
    for row in of(session, referral_id, round=round):
        if row.seq <= seq and row.state == "planned":
            row.state, row.asked_at = "asked", now(session)
        asked = row if row.seq == seq else asked
    session.flush()
    return asked


def answer(session: Session, referral_id: str, *, round: int) -> None:
    """Note that the outcome has come: what was asked is answered, what was not is called off."""
    at = now(session)
    for row in of(session, referral_id, round=round):
        if row.state == "asked":
            row.state, row.answered_at = "answered", at
        elif row.state == "planned":
            row.state = "cancelled"
    session.flush()


def cancel_all(session: Session, referral_id: str) -> int:
    """Call off every question that has not been answered; how many there were."""
    standing = (FollowUp.referral_id == referral_id, FollowUp.state.in_(("planned", "asked")))
    done = session.connection().execute(update(FollowUp).where(*standing).values(state="cancelled"))
    return done.rowcount
