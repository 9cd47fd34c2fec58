"""Record what a patient agreed to, ask for it before anything is shared, and take it back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.audit import service as audit
from directory.audit.service import Entry
from directory.consents.models import Consent
from directory.db import now
from directory.errors import Refused


class ConsentMissing(Refused):
    """The patient has not agreed to this, or no longer does."""

    code = "consent-missing"
    title = "The patient's consent is needed"


def record(
    session: Session, subject_kind: str, subject_id: str, *, scope: str, method: str, given_at: datetime, by: str,
    organisation_id: str | None = None, request_id: str = "",
) -> Consent:  # fmt: skip
    """Keep that the patient agreed: to what, how, when, and who says so."""
    consent, entry = keep(
        session, subject_kind, subject_id, scope=scope, method=method, given_at=given_at, by=by,
        organisation_id=organisation_id,
    )  # fmt: skip
    audit.record_many(session, by, [entry], request_id=request_id)
    return consent


def keep(
    session: Session, subject_kind: str, subject_id: str, *, scope: str, method: str, given_at: datetime, by: str,
    organisation_id: str | None = None,
) -> tuple[Consent, Entry]:  # fmt: skip
    """The same without its audit, which the caller writes together with that of its own step."""
    consent = Consent(
        organisation_id=organisation_id, subject_kind=subject_kind, subject_id=subject_id, scope=scope, method=method,
        given_at=given_at, recorded_at=now(session), recorded_by=by,
    )  # fmt: skip
    session.add(consent)
    session.flush()
    return consent, Entry("consent.record", subject_kind, subject_id, {"scope": scope, "method": method})


def require(session: Session, subject_kind: str, subject_id: str, scope: str) -> Consent:
    """The consent that stands for this scope. Raises ConsentMissing."""
    for consent in of(session, subject_kind, subject_id):
        if consent.scope == scope and consent.withdrawn_at is None:
            return consent
    raise ConsentMissing("The patient has not agreed that this is shared, or has withdrawn it: nothing is sent.")


def stands(session: Session, subject_kind: str, subject_id: str) -> bool:
    """Whether any consent about a subject has not been taken back."""
    return any(each.withdrawn_at is None for each in of(session, subject_kind, subject_id))


def withdraw(
    session: Session, subject_kind: str, subject_id: str, *, reason: str, by: str, request_id: str = ""
) -> int:
    """Keep that the patient no longer agrees; how many consents were withdrawn."""
    standing = [each for each in of(session, subject_kind, subject_id) if each.withdrawn_at is None]
    at = now(session)
    for consent in standing:
        consent.withdrawn_at, consent.withdrawn_reason = at, reason[:500]
    session.flush()
    audit.record(session, by, "consent.withdraw", subject_kind, subject_id, request_id=request_id, count=len(standing))
    return len(standing)


def of(session: Session, subject_kind: str, subject_id: str) -> list[Consent]:
    """Every consent about a subject, the latest first."""
    about = (Consent.subject_kind == subject_kind, Consent.subject_id == subject_id)
    query = select(Consent).where(*about).order_by(Consent.recorded_at.desc(), Consent.id.desc())
    return list(session.scalars(query.execution_options(populate_existing=True)))
