"""A referral as it is answered to whoever may read it: one shape for the API and the command line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session

from directory.consents import service as consents
from directory.referrals.machine import State, actions
from directory.referrals.models import Referral, ReferralEvent
from directory.referrals.reading import service_of
from directory.referrals.schemas import StateCode, UrgencyCode
from directory.referrals.steps import KIND


class ReceiptOut(BaseModel):
    """That a referral was made: nothing in it is about the patient."""

    id: str
    reference: str
    state: StateCode
    service_id: str
    created_at: str
    version: int
    links: dict[str, str]


class SummaryOut(BaseModel):
    """A line of the worklist."""

    id: str
    reference: str
    state: StateCode
    owner: str | None
    next_action: str
    next_action_at: str | None
    urgency: UrgencyCode
    kind: str
    specialty: str
    service_id: str
    round: int
    created_at: str
    version: int


class ReferralOut(SummaryOut):
    """A whole referral, with what may be done now."""

    service_name: str
    patient: dict[str, Any]
    reason: str
    need: dict[str, Any]
    referrer: dict[str, str]
    consents: list[dict[str, Any]]
    rejection: dict[str, str] | None
    outcome: dict[str, str] | None
    suggestions: list[dict[str, Any]]
    updated_at: str
    closed_at: str | None
    actions: list[str]


class WorklistOut(BaseModel):
    """A page of the worklist, the most pressing first."""

    items: list[SummaryOut]
    next: str | None


class EventOut(BaseModel):
    """One line of a timeline."""

    version: int
    event: str
    state: StateCode
    by: str
    at: str
    service_id: str
    detail: dict[str, Any]


class TimelineOut(BaseModel):
    """Everything that has happened, oldest first."""

    items: list[EventOut]


def summary(referral: Referral) -> dict[str, Any]:
    """The referral as a line of the worklist."""
    return {
        "id": referral.id,
        "reference": referral.reference,
        "state": referral.state,
        "owner": referral.owner,
        "next_action": referral.next_action,
        "next_action_at": _time(referral.next_action_at),
        "urgency": referral.urgency,
        "kind": referral.kind,
        "specialty": referral.specialty,
        "service_id": referral.service_id,
        "round": referral.round,
        "created_at": _time(referral.created_at),
        "version": referral.version,
    }


def whole(session: Session, referral: Referral) -> dict[str, Any]:
    """The whole referral."""
    return summary(referral) | {
        "service_name": service_of(session, referral).name,
        "patient": {"initials": referral.patient_initials, "birth_year": referral.patient_birth_year},
        "reason": referral.reason,
        "need": referral.need,
        "referrer": {
            "name": referral.referrer_name,
            "email": referral.referrer_email,
            "phone": referral.referrer_phone,
            "organisation": referral.referrer_organisation,
        },
        "consents": [
            {
                "scope": each.scope,
                "method": each.method,
                "given_at": _time(each.given_at),
                "withdrawn_at": _time(each.withdrawn_at),
            }
            for each in consents.of(session, KIND, referral.id)
        ],
        "rejection": _coded(referral.rejected_code, "comment", referral.rejected_comment),
        "outcome": _coded(referral.outcome_code, "text", referral.outcome_text),
        "suggestions": referral.suggestions,
        "updated_at": _time(referral.updated_at),
        "closed_at": _time(referral.closed_at),
        "actions": _actions(session, referral),
    }


def _actions(session: Session, referral: Referral) -> list[str]:
    """What a person may do now: a consent is taken back once."""
    can = actions(State(referral.state))
    return can if consents.stands(session, KIND, referral.id) else [each for each in can if each != "withdraw-consent"]


def line(event: ReferralEvent) -> dict[str, Any]:
    """One line of the timeline."""
    return {
        "version": event.version,
        "event": event.event,
        "state": event.state,
        "by": event.actor,
        "at": _time(event.at),
        "service_id": event.service_id,
        "detail": event.detail,
    }


def _coded(code: str, name: str, words: str) -> dict[str, str] | None:
    return {"code": code, name: words} if code else None


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None
