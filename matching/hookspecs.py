"""The hooks that a plugin may answer. Values in, values out: no clock, no I/O, no patient identity."""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from matching.criteria import Criterion
from matching.model import (
    Concept,
    Finding,
    Need,
    Question,
    Recommendation,
    Restriction,
    Service,
    Specialty,
    UnderstoodCase,
)

PROJECT = "onward"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def specialties() -> Iterable[Specialty]:
    """The specialties that this plugin brings."""


@hookspec
def vocabulary() -> Iterable[Concept]:
    """The conditions, treatments, medicines and signs that this plugin knows by name."""


@hookspec
def triage_case(case: UnderstoodCase) -> Iterable[Recommendation | Restriction | Question]:
    """Who is needed for this case, what bars treatment, and what is still worth asking."""


@hookspec
def criteria(need: Need) -> Iterable[Criterion]:
    """What a service must have for this need, and what makes one better than another."""


@hookspec
def assess_service(need: Need, service: Service) -> Iterable[Finding]:
    """Findings about one service that no predicate can say; see ``greatest_weight``."""


@hookspec
def greatest_weight(need: Need) -> float | None:
    """The most that this plugin's ``assess_service`` can add to a score for this need (None: it adds nothing)."""


@hookspec
def listing_requirements(specialty: str) -> Iterable[Criterion]:
    """What a service of this kind must have before it can be verified."""


@hookspec
def follow_ups(recommendation: Recommendation) -> Iterable[tuple[int, str]]:
    """When to ask what about a referral: days after it was accepted, and the question."""


@hookspec
def letter_sections(recommendation: Recommendation) -> Iterable[tuple[str, str]]:
    """Sections that a letter to this specialty needs: heading, and what to write under it."""


@hookspec
def extra_questions(specialty: str) -> Iterable[Question]:
    """What this specialty wants to know before it sees a patient."""


@hookspec
def geocoders() -> Iterable[object]:
    """More geopy geocoders to ask, after the built-in ones, in the order given."""
