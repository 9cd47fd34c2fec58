"""Draft the letter that goes with a referral, in sections, and find the one that stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.db import now
from directory.errors import NotFound
from directory.letters.models import Letter
from matching.model import Reason, Recommendation, Urgency
from matching.plugin_loading import PluginFailed
from matching.plugin_manager import PluginRegistry
from matching.words import join_words, label

LONDON = ZoneInfo("Europe/London")
URGENCIES = {
    "emergency": "Emergency: now",
    "urgent": "Urgent: the same day",
    "soon": "Soon: within two weeks",
    "routine": "Routine",
}
KINDS = {"advice": "Advice", "referral": "Referral", "emergency": "Emergency referral"}
METHODS = {"spoken": "in words", "written": "in writing"}
log = structlog.get_logger("onward")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What a letter is made of: initials and a year of birth, never a patient's name."""

    reference: str
    at: datetime
    specialty: str
    urgency: str
    kind: str
    service_name: str
    service_address: Sequence[str]
    patient_initials: str
    patient_birth_year: int
    reason: str
    capabilities: Sequence[str]
    treats: Sequence[str]
    consent_method: str
    consent_at: datetime
    referrer_name: str
    referrer_organisation: str
    referrer_email: str
    referrer_phone: str


def draft(
    session: Session, subject_kind: str, subject_id: str, facts: LetterFacts, registry: PluginRegistry, *,
    organisation_id: str | None = None, is_first: bool = False,
) -> Letter:  # fmt: skip
    """Store the next version of a subject's letter; ``is_first`` where the caller knows that there is none yet."""
    about = (Letter.subject_kind == subject_kind, Letter.subject_id == subject_id)
    last = 0 if is_first else session.scalar(select(func.max(Letter.version)).where(*about)) or 0
    letter = Letter(
        organisation_id=organisation_id, subject_kind=subject_kind, subject_id=subject_id, version=last + 1,
        title=f"{KINDS[facts.kind]} {facts.reference}", sections=sections_of(facts, registry), created_at=now(session),
    )  # fmt: skip
    session.add(letter)
    session.flush()
    return letter


def current(session: Session, subject_kind: str, subject_id: str) -> Letter:
    """The latest version of a subject's letter. Raises NotFound."""
    about = (Letter.subject_kind == subject_kind, Letter.subject_id == subject_id)
    found = session.scalars(select(Letter).where(*about).order_by(Letter.version.desc()).limit(1)).one_or_none()
    if found is None:
        raise NotFound("There is no letter for this.")
    return found


def sections_of(facts: LetterFacts, registry: PluginRegistry) -> list[dict[str, object]]:
    """Headings with their text, in the order in which they are read; ``is_prompt`` marks what is still to be told."""
    needs = [*(label(code) for code in facts.capabilities), *(label(code) for code in facts.treats)]
    sender = (facts.referrer_name, facts.referrer_organisation, facts.referrer_email, facts.referrer_phone)
    written = [
        _section("To", "\n".join((facts.service_name, *facts.service_address))),
        _section(
            "Referral", f"{facts.reference}, {in_words(facts.at)}\n{KINDS[facts.kind]}\n{URGENCIES[facts.urgency]}"
        ),
        _section("Patient", f"{facts.patient_initials}, born {facts.patient_birth_year}"),
        _section("Reason", facts.reason),
    ]
    if needs:
        written.append(_section("What is needed", join_words(needs)))
    asked = [
        _section(heading, text, is_prompt=True)
        for heading, text in prompts(registry, facts.specialty, facts.urgency, facts.capabilities)
    ]
    consent = f"The patient agreed {METHODS[facts.consent_method]} on {in_words(facts.consent_at)} that this is shared."
    return [
        *written,
        *asked,
        _section("Consent", consent),
        _section("From", "\n".join(line for line in sender if line)),
    ]


def in_words(moment: datetime) -> str:
    """A moment as a letter writes it, on the clock of London."""
    local = moment.astimezone(LONDON)
    return f"{local.day} {local:%B %Y}, {local:%H:%M}"


def _section(heading: str, text: str, *, is_prompt: bool = False) -> dict[str, object]:
    return {"heading": heading, "text": text, "is_prompt": is_prompt}


def prompts(
    registry: PluginRegistry, specialty: str, urgency: str, capabilities: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """What the specialty wants to read: headings with their text. A plugin that fails leaves none."""
    why = Reason(code="referral", text="Referred by a practitioner")
    recommendation = Recommendation(
        specialty=specialty, urgency=Urgency(urgency), reasons=(why,), needs=tuple(capabilities)
    )
    try:
        return [(str(heading)[:200], str(text)[:1000]) for heading, text in registry.letter_sections(recommendation)]
    except (PluginFailed, TypeError, ValueError) as failure:
        log.error("letter-sections", specialty=specialty, error=type(failure).__name__)
        return []
