"""What a page shows of a referral: read once, already in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models import HealthcareService
from directory.consents import service as consents
from directory.db import now
from directory.letters.service import KINDS, METHODS, URGENCIES
from directory.referrals import words
from directory.referrals.checking import is_suspended
from directory.referrals.due import answer_by
from directory.referrals.machine import Event, State, possible
from directory.referrals.models import Referral
from directory.referrals.reading import service_of, timeline
from directory.referrals.steps import KIND
from directory.referrals.suggestions import suggest
from directory.referrals.wiring import Wiring
from directory.web.moments import when
from matching.words import join_words, label

WITH_SERVICE = (State.ACCEPTED, State.OUTCOME_OVERDUE)
AWAITED = (State.SUBMITTED, State.SENT, State.UNDELIVERED, State.UNANSWERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A referral as its pages show it; ``can`` are the events that are possible now."""

    referral: Referral
    service: HealthcareService
    specialty: str
    urgency: str
    state: str
    tag: str
    is_late: bool
    asks_for_you: bool
    next: str
    answer_by: str
    due: str
    needs: str
    kind: str
    consent: str
    is_agreed: bool
    rejection: str
    outcome: str
    note: str
    lines: Sequence[tuple[str, str, str, datetime]]
    suggestions: Sequence[dict[str, Any]]
    can: frozenset[str]

    @property
    def seen(self) -> str:
        """What a decision on this page is based on."""
        return seen_of(self.referral)

    @property
    def is_awaited(self) -> bool:
        """Whether the service may still answer."""
        return self.referral.state in AWAITED

    @property
    def is_with_service(self) -> bool:
        """Whether the service has taken the patient and an outcome is to come."""
        return self.referral.state in WITH_SERVICE


def seen_of(referral: Referral) -> str:
    """Which service is asked and what people have decided: what happens by itself makes no page old."""
    state = "awaited" if referral.state in AWAITED else "taken" if referral.state in WITH_SERVICE else referral.state
    return f"{referral.round} {state}"


def shown(session: Session, wiring: Wiring, referral: Referral, *, with_suggestions: bool = True) -> Shown:
    """Everything that a page shows of this referral."""
    at = now(session)
    service = service_of(session, referral)
    events = timeline(session, referral.id)
    can = frozenset(event.value for event in possible(State(referral.state)))
    due = answer_by(session, referral) or referral.next_action_at
    kind = wiring.registry.specialties.get(referral.specialty)
    codes = [*referral.need.get("capabilities", ()), *referral.need.get("treats", ())]
    notes = [str(each.detail["note"]) for each in events if "note" in each.detail]
    return Shown(
        referral=referral,
        service=service,
        specialty=kind.name if kind else referral.specialty,
        urgency=URGENCIES[referral.urgency],
        state=words.STATES[State(referral.state)],
        tag=words.tag_of(referral),
        is_late=words.is_late(referral, at),
        asks_for_you=words.asks_for_you(referral),
        next=words.what_next(
            referral, service.name, when(due) or "the day planned", is_listed=not is_suspended(service)
        ),
        answer_by=when(due),
        due=when(referral.next_action_at),
        needs=join_words([label(code) for code in codes]),
        kind=KINDS[referral.kind],
        consent=_consent(session, referral),
        is_agreed=consents.stands(session, KIND, referral.id),
        rejection=words.REJECTIONS.get(referral.rejected_code, ""),
        outcome=words.OUTCOMES.get(referral.outcome_code, ""),
        note=notes[-1] if notes else "",
        lines=words.timeline_of(events, names_of(session, {each.service_id for each in events})),
        suggestions=_suggestions(session, wiring, referral, at) if with_suggestions and Event.REDIRECT in can else (),
        can=can,
    )


def names_of(session: Session, ids: set[str]) -> dict[str, str]:
    """The names of services by their ids."""
    query = select(HealthcareService.id, HealthcareService.name).where(HealthcareService.id.in_(ids))
    return {row.id: row.name for row in session.execute(query)}


def _suggestions(session: Session, wiring: Wiring, referral: Referral, at: datetime) -> Sequence[dict[str, Any]]:
    return referral.suggestions or suggest(session, wiring, referral, at)


def _consent(session: Session, referral: Referral) -> str:
    held = consents.of(session, KIND, referral.id)
    if not held:
        return "None is recorded"
    if held[0].withdrawn_at is not None:
        return f"Withdrawn on {when(held[0].withdrawn_at)}"
    return f"Given {METHODS[held[0].method]} on {when(held[0].given_at)}"
