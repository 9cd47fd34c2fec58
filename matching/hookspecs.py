"""The hooks that a plugin may answer. Values in, values out: no clock, no I/O, no patient identity.

docs/plugin_hooks.md tells an author of each, with an example. Plugins are asked in the order of their names, and the
order never changes an answer. An answer may be any iterable, a generator too; None is an empty one.
"""

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
    """The specialties that this plugin brings. A plugin with a code that another one brings is refused at the start."""


@hookspec
def vocabulary() -> Iterable[Concept]:
    """The conditions, treatments, medicines and signs that this plugin knows by name."""


@hookspec
def triage_case(case: UnderstoodCase) -> Iterable[Recommendation | Restriction | Question]:
    """Who is needed for this case, what bars treatment, and what is still worth asking.

    Only this plugin's own specialties may be recommended, each with a reason. A plugin that raises or answers
    anything else is named in the answer, and holds treatment.
    """


@hookspec
def criteria(need: Need) -> Iterable[Criterion]:
    """What a service must have for this need, and what makes one better than another.

    Asked for every need, so answer for your own specialties and leave the others alone. ``need`` carries no moment
    and no place: predicates are given the moment when they are evaluated. Codes are unique within a need. A plugin
    that fails is named beside the list, because a missing exclusion is a clinical risk.
    """


@hookspec
def assess_service(need: Need, service: Service) -> Iterable[Finding]:
    """Findings about one service that no predicate can say; the plugin must answer ``greatest_weight`` too."""


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
