"""Facts about a service's standing: who it sees, what it accepts, what has been checked.

Predicates read nothing but the service and ``now``, an aware UTC time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from matching.model import Service
from matching.words import date_words, duration_words, in_sentence, join_words, register_name, without_capital

LONDON = ZoneInfo("Europe/London")
EXEMPT = "nhs-directory"


@lru_cache(maxsize=64)
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
class AnyOf(Predicate):
    """At least one of these predicates holds."""

    predicates: tuple[Predicate, ...]

    def holds(self, service: Service, now: datetime) -> bool:
        return any(predicate.holds(service, now) for predicate in self.predicates)

    def says(self, service: Service, now: datetime) -> str:
        held = [predicate.says(service, now) for predicate in self.predicates if predicate.holds(service, now)]
        said = held or [predicate.says(service, now) for predicate in self.predicates]
        return join_words([*said[:1], *map(without_capital, said[1:])])


@dataclass(frozen=True, slots=True)
class Not(Predicate):
    """The predicate does not hold."""

    predicate: Predicate

    def holds(self, service: Service, now: datetime) -> bool:
        return not self.predicate.holds(service, now)

    def says(self, service: Service, now: datetime) -> str:
        return self.predicate.says(service, now)
