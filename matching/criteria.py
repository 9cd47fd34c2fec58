"""The predicates that rules about services are made of.

A rule about services is declared, not coded: a ``Criterion`` is a code, a predicate, and a weight or "required". The
same declaration is evaluated over an index's columns (``directory.search``) and, here, on one service, where it also
gives its reason. Predicates read nothing but the service and ``now``, an aware UTC time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from matching.model import Finding, Need, Service, Urgency
from matching.words import (
    ago,
    date_words,
    duration_words,
    in_sentence,
    join_words,
    label,
    quantity_words,
    register_name,
)

LONDON = ZoneInfo("Europe/London")
EXEMPT = "nhs-directory"


def today(now: datetime) -> date:
    """The calendar day in the United Kingdom at ``now``."""
    return now.astimezone(LONDON).date()


class Predicate:
    """A fact about a service that is so or not, with words for both."""

    def holds(self, service: Service, now: datetime) -> bool:
        """Whether it is so."""
        raise NotImplementedError

    def says(self, service: Service, now: datetime) -> str:
        """Why it is so, or why it is not, as one plain sentence without a full stop."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class IsActive(Predicate):
    """Not retired."""

    def holds(self, service: Service, now: datetime) -> bool:
        return service.is_active

    def says(self, service: Service, now: datetime) -> str:
        return "In the directory" if service.is_active else "No longer in the directory"


@dataclass(frozen=True, slots=True)
class IsVerified(Predicate):
    """Verified and not suspended; a service from the NHS list is exempt."""

    def holds(self, service: Service, now: datetime) -> bool:
        return service.assurance in ("verified", EXEMPT)

    def says(self, service: Service, now: datetime) -> str:
        return {
            "verified": "Verified",
            EXEMPT: "From the NHS list, not confirmed",
            "suspended": "Suspended for now",
        }.get(service.assurance, "Not verified yet")


@dataclass(frozen=True, slots=True)
class IndemnityInDate(Predicate):
    """Holds indemnity cover today; a service from the NHS list is exempt."""

    def holds(self, service: Service, now: datetime) -> bool:
        if service.assurance == EXEMPT:
            return True
        return service.indemnity_until is not None and service.indemnity_until >= today(now)

    def says(self, service: Service, now: datetime) -> str:
        if self.holds(service, now):
            return "Indemnity in date"
        if service.indemnity_until is None:
            return "No indemnity on record"
        return f"Indemnity ended on {date_words(service.indemnity_until)}"


@dataclass(frozen=True, slots=True)
class Accepts(Predicate):
    """Accepts this kind of request: advice, referral or emergency."""

    kind: str

    def holds(self, service: Service, now: datetime) -> bool:
        return self.kind in service.accepts

    def says(self, service: Service, now: datetime) -> str:
        words = {"advice": "requests for advice", "referral": "referrals", "emergency": "emergencies"}
        verb = "Accepts" if self.holds(service, now) else "Does not accept"
        return f"{verb} {words.get(self.kind, self.kind)}"


@dataclass(frozen=True, slots=True)
class AcceptingNow(Predicate):
    """Takes new patients today."""

    def holds(self, service: Service, now: datetime) -> bool:
        until = service.accepting_until
        return service.is_accepting and (until is None or until >= today(now))

    def says(self, service: Service, now: datetime) -> str:
        if self.holds(service, now):
            return "Accepting new patients"
        return "Not accepting new patients now"


@dataclass(frozen=True, slots=True)
class SeesAge(Predicate):
    """Sees people of this age in years."""

    age: int

    def holds(self, service: Service, now: datetime) -> bool:
        low, high = service.minimum_age, service.maximum_age
        return (low is None or self.age >= low) and (high is None or self.age <= high)

    def says(self, service: Service, now: datetime) -> str:
        if self.holds(service, now):
            return f"Sees people aged {self.age}"
        if service.minimum_age is not None and self.age < service.minimum_age:
            return f"Sees people from age {service.minimum_age}"
        return f"Sees people up to age {service.maximum_age}"


@dataclass(frozen=True, slots=True)
class SeesInPerson(Predicate):
    """Sees patients face to face."""

    def holds(self, service: Service, now: datetime) -> bool:
        return service.is_in_person

    def says(self, service: Service, now: datetime) -> str:
        return "Sees patients in person" if service.is_in_person else "Online only"


@dataclass(frozen=True, slots=True)
class OpensWithin(Predicate):
    """Open now, or opening within this many minutes."""

    minutes: int = 0

    def holds(self, service: Service, now: datetime) -> bool:
        return service.opens_in_minutes is not None and service.opens_in_minutes <= self.minutes

    def says(self, service: Service, now: datetime) -> str:
        if service.opens_in_minutes is None:
            return "No opening hours on record"
        if service.opens_in_minutes == 0:
            return "Open now"
        return f"Closed now, opens in {duration_words(timedelta(minutes=service.opens_in_minutes))}"


@dataclass(frozen=True, slots=True)
class OnRegister(Predicate):
    """Checked as being on this professional register (gdc, gmc, nmc, gphc, hcpc)."""

    register: str

    def holds(self, service: Service, now: datetime) -> bool:
        return service.assurance != EXEMPT and self.register in service.registers

    def says(self, service: Service, now: datetime) -> str:
        name = register_name(self.register)
        return f"On the {name} register" if self.holds(service, now) else f"{name} registration not confirmed"


@dataclass(frozen=True, slots=True)
class OnAnyRegister(Predicate):
    """Checked as being on at least one of these professional registers."""

    registers: tuple[str, ...]

    def holds(self, service: Service, now: datetime) -> bool:
        return service.assurance != EXEMPT and any(code in service.registers for code in self.registers)

    def says(self, service: Service, now: datetime) -> str:
        if self.holds(service, now):
            held = [register_name(code) for code in self.registers if code in service.registers]
            return f"On the {join_words(held)} register"
        wanted = join_words([register_name(code) for code in self.registers], last="or")
        return f"{wanted} registration not confirmed"


@dataclass(frozen=True, slots=True)
class OnSpecialistRegister(Predicate):
    """Checked as being on the specialist register for this field (dermatology, plastic-surgery, ...)."""

    field: str

    def holds(self, service: Service, now: datetime) -> bool:
        return service.assurance != EXEMPT and self.field in service.specialist_registers

    def says(self, service: Service, now: datetime) -> str:
        field = in_sentence(self.field)
        if self.holds(service, now):
            return f"On the specialist register for {field}"
        return f"Not confirmed on the specialist register for {field}"


@dataclass(frozen=True, slots=True)
class HasCapability(Predicate):
    """Holds this capability, in date, and confirmed within ``confirmed_within`` (any time when None)."""

    code: str
    confirmed_within: timedelta | None = None

    def holds(self, service: Service, now: datetime) -> bool:
        held = service.capabilities.get(self.code)
        if held is None or service.assurance == EXEMPT:
            return False
        if held.quantity is not None and held.quantity <= 0:
            return False
        if held.expires_on is not None and held.expires_on < today(now):
            return False
        if self.confirmed_within is None:
            return True
        return held.confirmed_at is not None and now - held.confirmed_at <= self.confirmed_within

    def says(self, service: Service, now: datetime) -> str:
        held = service.capabilities.get(self.code)
        name = label(self.code)
        if held is None or service.assurance == EXEMPT:
            return f"No {in_sentence(self.code)} on record"
        if held.quantity is not None and held.quantity <= 0:
            return f"{name}: none left"
        if held.expires_on is not None and held.expires_on < today(now):
            return f"{name} expired {ago(today(now) - held.expires_on)}"
        detail = quantity_words(held)
        if self.holds(service, now):
            seen = f"confirmed {ago(now - held.confirmed_at)}" if held.confirmed_at else "never confirmed"
            return f"{name}: {detail}, {seen}" if detail else f"{name}, {seen}"
        if held.confirmed_at is None:
            return f"{name} never confirmed"
        return f"{name} not confirmed for {duration_words(now - held.confirmed_at)}"


@dataclass(frozen=True, slots=True)
class TreatsAny(Predicate):
    """Treats at least one of these conditions, or offers one of these treatments."""

    codes: tuple[str, ...]

    def holds(self, service: Service, now: datetime) -> bool:
        return any(code in service.treats for code in self.codes)

    def says(self, service: Service, now: datetime) -> str:
        matched = [in_sentence(code) for code in self.codes if code in service.treats]
        if matched:
            return f"Treats exactly this: {join_words(matched)}"
        return f"Does not list {join_words([in_sentence(code) for code in self.codes], last='or')}"


@dataclass(frozen=True, slots=True)
class AnswersWithin(Predicate):
    """Usually answers a request within this many minutes."""

    minutes: int

    def holds(self, service: Service, now: datetime) -> bool:
        return service.response_minutes is not None and service.response_minutes <= self.minutes

    def says(self, service: Service, now: datetime) -> str:
        if service.response_minutes is None:
            return "No response time on record"
        return f"Usually answers within {duration_words(timedelta(minutes=service.response_minutes))}"


@dataclass(frozen=True, slots=True)
class WaitsAtMost(Predicate):
    """Sees a new patient within this many days."""

    days: int

    def holds(self, service: Service, now: datetime) -> bool:
        return service.wait_days is not None and service.wait_days <= self.days

    def says(self, service: Service, now: datetime) -> str:
        if service.wait_days is None:
            return "No waiting time on record"
        return "Sees patients the same day" if service.wait_days == 0 else f"Wait of {days_words(service.wait_days)}"


@dataclass(frozen=True, slots=True)
class ConfirmedWithin(Predicate):
    """The record as a whole was confirmed within this time."""

    within: timedelta

    def holds(self, service: Service, now: datetime) -> bool:
        return service.confirmed_at is not None and now - service.confirmed_at <= self.within

    def says(self, service: Service, now: datetime) -> str:
        if service.assurance == EXEMPT:
            return "From the NHS list, not confirmed"
        if service.confirmed_at is None:
            return "Details never confirmed"
        return f"Details confirmed {ago(now - service.confirmed_at)}"


@dataclass(frozen=True, slots=True)
class Speaks(Predicate):
    """Has somebody who speaks this language (ISO 639-1 code)."""

    language: str

    def holds(self, service: Service, now: datetime) -> bool:
        return self.language in service.languages

    def says(self, service: Service, now: datetime) -> str:
        name = label(f"lang-{self.language}")
        return f"Speaks {name}" if self.holds(service, now) else f"No {name} speaker on record"


@dataclass(frozen=True, slots=True)
class IsAccessible(Predicate):
    """Offers this form of access (step-free, hearing-loop, chaperone, ...)."""

    code: str

    def holds(self, service: Service, now: datetime) -> bool:
        return self.code in service.accessibility

    def says(self, service: Service, now: datetime) -> str:
        name = label(self.code)
        return name if self.holds(service, now) else f"{name} not on record"


@dataclass(frozen=True, slots=True)
class IsOneOf(Predicate):
    """Is one of these services: the practitioner's own contacts."""

    ids: tuple[str, ...]

    def holds(self, service: Service, now: datetime) -> bool:
        return service.id in self.ids

    def says(self, service: Service, now: datetime) -> str:
        return "One of your own contacts" if self.holds(service, now) else "Not one of your own contacts"


@dataclass(frozen=True, slots=True)
class AnyOf(Predicate):
    """At least one of these predicates holds."""

    predicates: tuple[Predicate, ...]

    def holds(self, service: Service, now: datetime) -> bool:
        return any(predicate.holds(service, now) for predicate in self.predicates)

    def says(self, service: Service, now: datetime) -> str:
        held = [predicate.says(service, now) for predicate in self.predicates if predicate.holds(service, now)]
        failed = [predicate.says(service, now) for predicate in self.predicates]
        return join_words(held or failed)


@dataclass(frozen=True, slots=True)
class Not(Predicate):
    """The predicate does not hold."""

    predicate: Predicate

    def holds(self, service: Service, now: datetime) -> bool:
        return not self.predicate.holds(service, now)

    def says(self, service: Service, now: datetime) -> str:
        return self.predicate.says(service, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A rule about services: required (a service without it is left out) or worth ``weight`` points.

    ``sentence`` replaces the predicate's own words where it holds; ``caution`` is shown, as something to know first,
    where it does not ("" shows the predicate's own words, None shows nothing). ``source`` is filled in by the engine
    with the plugin's name.
    """

    code: str
    predicate: Predicate
    weight: float = 0.0
    required: bool = False
    sentence: str | None = None
    caution: str | None = None
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse a weight that could turn the order around, or none at all.

        Raises ValueError for a negative or non-finite weight.
        """
        if not 0.0 <= self.weight < float("inf"):
            raise ValueError(f"The weight of criterion {self.code} must be 0 or more, not {self.weight}")

    def finding(self, service: Service, now: datetime) -> Finding | None:
        """The reason that this criterion gives for this service, if it gives one."""
        if self.predicate.holds(service, now):
            if not self.weight:
                return None
            reason = self.sentence or self.predicate.says(service, now)
            return Finding(code=self.code, reason=reason, weight=self.weight, source=self.source)
        if self.required:
            return Finding(
                code=self.code, reason=self.predicate.says(service, now), source=self.source, kind="exclusion"
            )
        if self.caution is None:
            return None
        reason = self.caution or self.predicate.says(service, now)
        return Finding(code=self.code, reason=reason, source=self.source, kind="caution")


def days_words(days: int) -> str:
    """A number of days in words."""
    return f"{days} day" if days == 1 else f"{days} days"


STOCK_STALE_AFTER = timedelta(hours=24)
STOCK_HIDE_AFTER = timedelta(days=7)
DEVICE_STALE_AFTER = timedelta(days=30)
DEVICE_HIDE_AFTER = timedelta(days=180)
STOCK_CODES = frozenset({"hyaluronidase"})


def stale_after(code: str) -> timedelta:
    """The age from which a capability's confirmation is shown with a caution."""
    return STOCK_STALE_AFTER if code in STOCK_CODES else DEVICE_STALE_AFTER


def hide_after(code: str) -> timedelta:
    """The age from which an unconfirmed capability no longer counts (except in an emergency)."""
    return STOCK_HIDE_AFTER if code in STOCK_CODES else DEVICE_HIDE_AFTER


def basic_criteria(need: Need) -> tuple[Criterion, ...]:
    """What every need demands of a service, whatever the specialty, and what every service gains by."""
    rules = [
        Criterion(code="active", predicate=IsActive(), required=True),
        Criterion(code="verified", predicate=IsVerified(), required=True),
        Criterion(code="indemnity", predicate=IndemnityInDate(), required=True),
        Criterion(code=f"accepts-{need.kind}", predicate=Accepts(need.kind), required=True),
        Criterion(code="accepting", predicate=AcceptingNow(), required=True),
    ]
    if need.age is not None:
        rules.append(Criterion(code="age", predicate=SeesAge(need.age), required=True))
    if need.in_person:
        rules.append(Criterion(code="in-person", predicate=SeesInPerson(), required=True))
    if need.open_within_minutes is not None:
        rules.append(Criterion(code="open", predicate=OpensWithin(need.open_within_minutes), required=True))
    rules += [Criterion(code=f"register-{code}", predicate=OnRegister(code), required=True) for code in need.registers]
    if need.specialist_register:
        rules.append(
            Criterion(
                code="specialist-register",
                predicate=OnSpecialistRegister(need.specialist_register),
                required=True,
            )
        )
    for code in need.capabilities:
        rules += capability_criteria(code, need.urgency)
    rules += [Criterion(code=f"speaks-{code}", predicate=Speaks(code), required=True) for code in need.languages]
    rules += [Criterion(code=code, predicate=IsAccessible(code), required=True) for code in need.accessibility]
    if need.preferred_ids:
        rules.append(Criterion(code="own-contact", predicate=IsOneOf(need.preferred_ids), weight=8.0))
    return tuple(rules)


def capability_criteria(code: str, urgency: Urgency) -> tuple[Criterion, ...]:
    """A needed capability: in date and not too long unconfirmed, and better when confirmed recently.

    In an emergency an old confirmation never hides a service: it ranks below and says to ring first.
    """
    limit = None if urgency is Urgency.EMERGENCY else hide_after(code)
    return (
        Criterion(code=f"has-{code}", predicate=HasCapability(code, limit), required=True),
        Criterion(code=f"fresh-{code}", predicate=HasCapability(code, stale_after(code)), weight=12.0, caution=""),
    )


def utc(moment: datetime) -> datetime:
    """The same moment in UTC. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("A time needs a zone")
    return moment.astimezone(UTC)
