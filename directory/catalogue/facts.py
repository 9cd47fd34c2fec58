"""A service as its own page shows it: every public fact in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from directory.catalogue import hours
from matching.criteria import stale_after
from matching.model import Capability
from matching.plugin_manager import PluginRegistry
from matching.words import ago, date_words, join_words, label, quantity_words, register_name

FEES = {"nhs": "NHS: free", "low": "Lower than most", "medium": "About average", "high": "Higher than most"}
ASSURANCE = {
    "verified": "Verified: registration and indemnity have been checked",
    "unverified": "Not verified yet: it is not shown in searches",
    "suspended": "Suspended for now: it is not shown in searches",
    "nhs-directory": "From the NHS list, not confirmed",
}
ACCEPTS = {"referral": "referrals", "advice": "requests for advice", "emergency": "emergencies"}


@dataclass(frozen=True, slots=True)
class HeldFact:
    """One capability: what it is, its details, and how fresh that is."""

    name: str
    details: str
    confirmed: str
    is_stale: bool
    is_expired: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day's opening hours."""

    name: str
    spans: str
    is_today: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFacts:
    """Everything the page shows beside the document itself."""

    specialty: str
    is_regulated: bool
    assurance: str
    state: str
    is_open: bool
    week: tuple[Day, ...]
    held: tuple[HeldFact, ...]
    treats: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    confirmed: str


def facts_of(document: Mapping[str, Any], registry: PluginRegistry, now: datetime) -> ServiceFacts:
    """The words for one service at this moment."""
    nation = document["location"]["nation"]
    kind = registry.specialties.get(document["specialty"])
    state = hours.describe(document["opening_hours"], nation, now)
    concepts = registry.vocabulary.concepts
    return ServiceFacts(
        specialty=kind.name if kind else document["specialty"],
        is_regulated=kind.regulated if kind else True,
        assurance=ASSURANCE[document["assurance"]],
        state=state,
        is_open=state.startswith("Open "),
        week=_week(document["opening_hours"], nation, now),
        held=tuple(_held(each, now) for each in document["capabilities"]),
        treats=tuple(concepts[code].label if code in concepts else label(code) for code in document["treats"]),
        facts=tuple((name, words) for name, words in _facts(document, now) if words),
        confirmed=_confirmed(document, now),
    )


def _week(text: str, nation: str | None, now: datetime) -> tuple[Day, ...]:
    days = hours.week(text, nation, now)
    return tuple(
        Day(f"{day:%A}", join_words(spans) if spans else "Closed", index == 0)
        for index, (day, spans) in enumerate(days)
    )


def _held(held: Mapping[str, Any], now: datetime) -> HeldFact:
    confirmed = datetime.fromisoformat(held["confirmed_at"]) if held["confirmed_at"] else None
    expires = date.fromisoformat(held["expires_on"]) if held["expires_on"] else None
    parts = [quantity_words(_capability(held)), f"first expiry {date_words(expires)}" if expires else ""]
    age = now - confirmed if confirmed else None
    return HeldFact(
        name=label(held["code"]),
        details=", ".join(part for part in parts if part),
        confirmed=f"confirmed {ago(age)}" if age is not None else "never confirmed",
        is_stale=age is None or age > stale_after(held["code"]),
        is_expired=expires is not None and expires < now.astimezone(hours.LONDON).date(),
    )


def _capability(held: Mapping[str, Any]) -> Capability:
    return Capability(
        code=held["code"], value=held["value"], operator=held["operator"], quantity=held["quantity"], unit=held["unit"]
    )


def _facts(document: Mapping[str, Any], now: datetime) -> list[tuple[str, str]]:
    person = document["practitioner"]
    return [
        ("Responsible", ", ".join(part for part in (person["name"], person["title"]) if part) if person else ""),
        ("Registers, checked", join_words([register_name(each) for each in document["registers"]])),
        ("Specialist register", join_words([label(each) for each in document["specialist_registers"]])),
        ("Indemnity cover until", _day(document["indemnity_until"])),
        ("Accepts", join_words([ACCEPTS.get(each, each) for each in document["accepts"]]).capitalize()),
        ("New patients", _accepting(document, now)),
        ("Ages seen", _ages(document["minimum_age"], document["maximum_age"])),
        ("Patients are seen", _seen(document)),
        ("Usually answers", _within(document["response_minutes"])),
        ("Wait for an appointment", _days(document["wait_days"])),
        ("Fee, first appointment", FEES.get(document["fee_band"] or "", "")),
        ("Languages", join_words([label(f"lang-{each}") for each in document["languages"]])),
        ("Access", join_words([label(each) for each in document["accessibility"]])),
    ]


def _day(text: str | None) -> str:
    return date_words(date.fromisoformat(text)) if text else ""


def _accepting(document: Mapping[str, Any], now: datetime) -> str:
    until = document["accepting_until"]
    if not document["is_accepting"] or (until and until < now.astimezone(hours.LONDON).date().isoformat()):
        return "Not accepting now"
    return f"Accepting until {_day(until)}" if until else "Accepting"


def _ages(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"{low} to {high}"
    if low is not None:
        return f"{low} and over"
    return f"Up to {high}" if high is not None else "Any"


def _seen(document: Mapping[str, Any]) -> str:
    ways = [words for field, words in (("is_in_person", "in person"), ("is_virtual", "online")) if document[field]]
    return join_words(ways).capitalize()


def _within(minutes: int | None) -> str:
    if minutes is None:
        return ""
    return f"Within {minutes} minutes" if minutes < 120 else f"Within {minutes // 60} hours"


def _days(days: int | None) -> str:
    if days is None:
        return ""
    return "None" if days == 0 else f"{days} day{'' if days == 1 else 's'}"


def _confirmed(document: Mapping[str, Any], now: datetime) -> str:
    if not document["confirmed_at"]:
        return "Nobody has confirmed these details yet."
    moment = datetime.fromisoformat(document["confirmed_at"])
    by = f" by {document['confirmed_by']}" if document["confirmed_by"] else ""
    return f"Details confirmed {ago(now - moment)}{by}."
