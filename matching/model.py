"""Frozen values that rules read and return: no database, no clock, no patient identity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from matching.criteria import Criterion

Nation = Literal["england", "scotland", "wales", "northern-ireland"]
RequestKind = Literal["advice", "referral", "emergency"]
Assurance = Literal["unverified", "verified", "suspended", "nhs-directory"]


class Urgency(StrEnum):
    """How soon a person must be seen: now, the same day, within two weeks, or in turn."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    SOON = "soon"
    ROUTINE = "routine"

    @property
    def rank(self) -> int:
        """0 is the most urgent."""
        return list(Urgency).index(self)


class Decision(StrEnum):
    """May elective aesthetic treatment go ahead? The strictest rule wins."""

    MAY_TREAT = "may-treat"
    HOLD = "hold"
    DO_NOT_TREAT = "do-not-treat"

    @property
    def rank(self) -> int:
        """0 is the strictest."""
        return [Decision.DO_NOT_TREAT, Decision.HOLD, Decision.MAY_TREAT].index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialty:
    """A kind of service that a patient can be referred to."""

    code: str
    name: str
    person: str
    summary: str
    searchable: bool = True
    regulated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """Something that a service holds, as last confirmed: a device, a stock, a skill."""

    code: str
    value: str | None = None
    operator: str | None = None
    quantity: float | None = None
    unit: str | None = None
    expires_on: date | None = None
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service at one place, as a rule may read it.

    ``opens_in_minutes`` is worked out by the caller for the moment of the question: 0 when open now, None when it
    does not open within a week or gives no hours. Codes in ``treats`` are vocabulary concepts (treatments and
    conditions); ``registers`` and ``specialist_registers`` hold only what has been checked.
    """

    id: str
    name: str
    specialty: str
    latitude: float | None
    longitude: float | None
    is_active: bool = True
    assurance: Assurance = "unverified"
    accepts: frozenset[str] = frozenset()
    is_accepting: bool = True
    accepting_until: date | None = None
    indemnity_until: date | None = None
    registers: frozenset[str] = frozenset()
    specialist_registers: frozenset[str] = frozenset()
    treats: frozenset[str] = frozenset()
    capabilities: Mapping[str, Capability] = field(default_factory=lambda: MappingProxyType({}))
    minimum_age: int | None = None
    maximum_age: int | None = None
    is_in_person: bool = True
    is_virtual: bool = False
    languages: frozenset[str] = frozenset()
    accessibility: frozenset[str] = frozenset()
    fee_band: str | None = None
    response_minutes: int | None = None
    wait_days: int | None = None
    confirmed_at: datetime | None = None
    opens_in_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What is looked for, and where.

    Distances in metres, ages in years, ``now`` an aware UTC time. ``capabilities`` must all be present, in date and
    (unless the urgency is an emergency) confirmed recently. ``open_within_minutes`` 0 means open now.
    """

    specialty: str
    now: datetime
    latitude: float | None = None
    longitude: float | None = None
    kind: RequestKind = "referral"
    urgency: Urgency = Urgency.ROUTINE
    capabilities: tuple[str, ...] = ()
    treats: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    specialist_register: str | None = None
    age: int | None = None
    in_person: bool = False
    open_within_minutes: int | None = None
    languages: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    preferred_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One reason for a place in the ranking, or for being left out of it.

    ``kind`` is what the mark beside it says: plus (speaks for it), caution (know this first), exclusion (left out).
    ``weight`` is what it added to the score, 0 for a caution or an exclusion.
    """

    code: str
    reason: str
    weight: float = 0.0
    source: str = ""
    kind: Literal["plus", "caution", "exclusion"] = "plus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A suitable service with its place in the ranking and the reasons for it."""

    service: Service
    distance_m: float | None
    score: float
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A service that is nearer and left out, with the reasons."""

    service: Service
    distance_m: float | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """How matches are ordered: the criteria, what nearness is worth, and at which distance half of it is gone.

    ``not_applied`` names the plugins whose rules are missing among the criteria, because they failed.
    """

    criteria: tuple[Criterion, ...]
    distance_weight: float = 10.0
    distance_half_m: float = 10_000.0
    not_applied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The treatment that went before, and how many minutes ago."""

    treatment: str
    minutes_ago: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerContext:
    """What the practitioner is and did: may prescribe, has seen the patient in person."""

    prescriber: bool = True
    in_person: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a practitioner sees, as typed. Age in years; nobody can be told from it."""

    age: int | None = None
    terms: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    event: Event | None = None
    practitioner: PractitionerContext = PractitionerContext()
    red_flags: tuple[str, ...] = ()
    nation: Nation | None = None
    now: datetime | None = None


ConceptKind = Literal["condition", "medicine", "treatment", "sign", "red-flag", "wish", "capability", "specialty"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A thing that people type, with every way of saying it. ``label`` is what is shown to a practitioner.

    ``specialty`` is who usually sees it, for the search box. ``groups`` are what rules ask for. Four groups also steer
    how words are read: ``acute`` ("history of" it is past), ``lifelong`` ("previous" does not end it), ``allergy``
    (counts even in the past) and ``capability`` (a service can hold it under this code).
    """

    code: str
    label: str
    kind: ConceptKind
    synonyms: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    specialty: str | None = None

    def is_a(self, *codes: str) -> bool:
        """Whether this is one of these concepts or belongs to one of these groups."""
        return self.code in codes or any(group in codes for group in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A concept found in a typed term. Negated, family and remote history do not count as present.

    ``qualifiers`` are the words near it that rules may ask for: severe, mild, sudden, recent, long-standing, later
    (days after something), suspected; and ``wish`` for a treatment that is asked for rather than had.
    """

    concept: Concept
    typed: str
    is_negated: bool = False
    is_past: bool = False
    is_family: bool = False
    corrected_from: str | None = None
    qualifiers: frozenset[str] = frozenset()

    @property
    def is_present(self) -> bool:
        """Whether it is so of this patient now."""
        return not (self.is_negated or self.is_past or self.is_family)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstoodCase:
    """A case with its words recognised: what every triage rule reads."""

    case: Case
    terms: tuple[Recognised, ...] = ()
    wants: tuple[Recognised, ...] = ()
    scope: tuple[Recognised, ...] = ()
    event: tuple[Recognised, ...] = ()
    unrecognised: tuple[str, ...] = ()

    def has(self, *codes: str) -> bool:
        """Whether any of these concepts or groups is present in the terms."""
        return bool(self.present(*codes))

    def present(self, *codes: str) -> tuple[Recognised, ...]:
        """The recognised terms of these concept codes or groups that are so of this patient now."""
        return tuple(found for found in self.terms if found.is_present and found.concept.is_a(*codes))

    def ever(self, *codes: str) -> tuple[Recognised, ...]:
        """The same, counting the past too: for an allergy."""
        return tuple(
            found for found in self.terms if not (found.is_negated or found.is_family) and found.concept.is_a(*codes)
        )

    def wanted(self, *codes: str) -> tuple[Recognised, ...]:
        """What the patient asks for, of these codes or groups (of any, when none are given)."""
        return tuple(
            found for found in self.wants if not found.is_negated and (not codes or found.concept.is_a(*codes))
        )

    def given(self, *codes: str) -> tuple[Recognised, ...]:
        """Treatments that went before, of these codes or groups (any, when none are given): the event, or a mention."""
        mentioned = (
            found
            for found in self.terms
            if found.concept.kind in ("treatment", "capability")
            and "wish" not in found.qualifiers
            and not found.is_family
        )
        return tuple(
            found
            for found in (*self.event, *mentioned)
            if not found.is_negated and (not codes or found.concept.is_a(*codes))
        )

    def out_of_scope(self) -> tuple[Recognised, ...]:
        """What is asked for and stands on the practitioner's own list of what they refer."""
        return tuple(
            found for found in self.wanted() if any(found.concept.is_a(own.concept.code) for own in self.scope)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why, in words for the practitioner, with the rule's source; ``patient_text`` names no condition."""

    code: str
    text: str
    source: str = ""
    plugin: str = ""
    patient_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """Who is needed, how soon, holding what, and why. ``serves_wish`` marks one that answers only a wish."""

    specialty: str
    urgency: Urgency
    reasons: tuple[Reason, ...]
    needs: tuple[str, ...] = ()
    specialist_register: str | None = None
    serves_wish: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """A rule that bars elective treatment: for now (hold) or until a fresh triage (do-not-treat)."""

    decision: Decision
    reason: Reason
    withholds_wishes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question still worth asking, with the reason for asking."""

    code: str
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """The answer to a case. ``urgency`` is None where nobody is needed; ``not_assessed`` names rules that failed.

    ``restrictions`` are what ``reasons`` came from, strictest first; ``withheld`` are the recommendations that one of
    them took away because they served only the wish.
    """

    decision: Decision
    urgency: Urgency | None
    recommendations: tuple[Recommendation, ...]
    reasons: tuple[Reason, ...] = ()
    questions: tuple[Question, ...] = ()
    understood: tuple[Recognised, ...] = ()
    unrecognised: tuple[str, ...] = ()
    not_assessed: tuple[str, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    withheld: tuple[Recommendation, ...] = ()
