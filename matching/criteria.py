"""What rules about services are made of.

A rule about services is declared, not coded: a ``Criterion`` is a code, a predicate, and a weight or "required".
The same declaration is evaluated over an index's columns (``directory.search``) and, here, on one service, where it
also gives its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from matching.model import Finding, Need, Service, Urgency
from matching.offers import (
    AnswersWithin,
    ConfirmedWithin,
    HasCapability,
    IsAccessible,
    IsOneOf,
    Speaks,
    TreatsAny,
    WaitsAtMost,
)
from matching.predicates import (
    AcceptingNow,
    Accepts,
    AnyOf,
    IndemnityInDate,
    IsActive,
    IsVerified,
    Not,
    OnAnyRegister,
    OnRegister,
    OnSpecialistRegister,
    OpensWithin,
    Predicate,
    SeesAge,
    SeesInPerson,
    today,
)

FindingKind = Literal["plus", "caution", "exclusion"]

__all__ = [
    "STOCK_CODES",
    "AcceptingNow",
    "Accepts",
    "AnswersWithin",
    "AnyOf",
    "ConfirmedWithin",
    "Criterion",
    "HasCapability",
    "IndemnityInDate",
    "IsAccessible",
    "IsActive",
    "IsOneOf",
    "IsVerified",
    "Not",
    "OnAnyRegister",
    "OnRegister",
    "OnSpecialistRegister",
    "OpensWithin",
    "Predicate",
    "SeesAge",
    "SeesInPerson",
    "Speaks",
    "TreatsAny",
    "WaitsAtMost",
    "basic_criteria",
    "capability_criteria",
    "hide_after",
    "stale_after",
    "today",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A rule about services: required (a service without it is left out) or worth ``weight`` points.

    ``sentence`` replaces the predicate's own words where it holds; ``caution`` is shown, as something to know first,
    where it does not ("" or ``{words}`` in it shows the predicate's own words, None shows nothing). ``source`` is
    filled in by the engine with the plugin's name.
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
            return _finding(self.code, self.sentence or self.predicate.says(service, now), self.weight, self.source)
        if self.required:
            return _finding(self.code, self.predicate.says(service, now), 0.0, self.source, "exclusion")
        if self.caution is None:
            return None
        reason = (self.caution or "{words}").replace("{words}", self.predicate.says(service, now))
        return _finding(self.code, reason, 0.0, self.source, "caution")


@lru_cache(maxsize=4096)
def _finding(code: str, reason: str, weight: float, source: str, kind: FindingKind = "plus") -> Finding:
    """The same reason is given to many services: one value for all of them."""
    return Finding(code=code, reason=reason, weight=weight, source=source, kind=kind)


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
    is_emergency = urgency is Urgency.EMERGENCY
    fresh = HasCapability(code, stale_after(code))
    caution = "{words}: ring first" if is_emergency else ""
    return (
        Criterion(
            code=f"has-{code}", predicate=HasCapability(code, None if is_emergency else hide_after(code)), required=True
        ),
        Criterion(code=f"fresh-{code}", predicate=fresh, weight=12.0, caution=caution),
    )
