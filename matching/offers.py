"""Facts about what a service offers: capabilities, treatments, speed, languages, access."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from matching.model import Service
from matching.predicates import EXEMPT, Predicate, today
from matching.words import ago, days_words, duration_words, in_sentence, join_words, label, quantity_words


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
            return f"{name} expired {days_words((today(now) - held.expires_on).days)} ago"
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
