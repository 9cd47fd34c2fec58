"""What the plugins say together, in one order that never depends on who registered first."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType, ModuleType
from typing import Any, NamedTuple, TypeVar

import pluggy
from rapidfuzz import fuzz, process

from matching.criteria import Criterion, basic_criteria
from matching.model import (
    Concept,
    Finding,
    Need,
    Question,
    Ranker,
    Recommendation,
    Service,
    Specialty,
    Urgency,
)
from matching.plugin_loading import (
    Hook,
    PluginFailed,
    PluginInfo,
    PluginRefused,
    build_plugin_manager,
    describe,
    hooks_of,
)
from matching.vocabulary import Vocabulary

ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
RUN_FIRST = ("emergency", "safeguards")
T = TypeVar("T")


class UnknownSpecialty(ValueError):
    """No plugin brings this specialty; ``suggestions`` are the codes that look like it."""

    def __init__(self, code: str, suggestions: Sequence[str]) -> None:
        """Say what was asked for and what is near it."""
        hint = f" Did you mean {' or '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"There is no specialty {code!r}.{hint}")
        self.code = code
        self.suggestions = tuple(suggestions)


class Assessor(NamedTuple):
    """One plugin's judgement of one service, and the most that it can add to a score."""

    plugin: str
    greatest_weight: float
    assess: Callable[[Need, Service], tuple[Finding, ...]]


class TriageRules(NamedTuple):
    """One plugin's triage rules, and the specialties that they may recommend."""

    plugin: str
    is_builtin: bool
    specialties: frozenset[str]
    rules: Hook


class PluginRegistry:
    """The installed plugins as the engine reads them; nothing in it changes after the start.

    Raises PluginRefused where two plugins bring the same specialty or concept, or one fails at the start.
    """

    def __init__(self, manager: pluggy.PluginManager, builtin_names: Iterable[str] = ()) -> None:
        """Ask every plugin once for its specialties and its words."""
        self._manager = manager
        self._builtin = frozenset(builtin_names)
        self._owners: dict[str, str] = {}
        specialties = self._unique("specialties", Specialty, self._owners)
        self.specialties: Mapping[str, Specialty] = MappingProxyType(dict(sorted(specialties.items())))
        concepts = self._unique("vocabulary", Concept, {})
        self._check_vocabulary(concepts.values())
        self.vocabulary = Vocabulary(concepts.values(), self.specialties.values())
        self._criteria = lru_cache(maxsize=512)(self._plugin_criteria)
        self._check_assessors()
        self._triage_rules = self._sorted_triage_rules()

    def _unique(self, hook: str, kind: type[T], owners: dict[str, str]) -> dict[str, T]:
        found: dict[str, T] = {}
        for implementation in hooks_of(self._manager, hook):
            for item in _answer(implementation, hook, kind, PluginRefused):
                code: str = item.code  # type: ignore[attr-defined]
                if code in found:
                    raise PluginRefused(
                        f"The plugins {owners[code]} and {implementation.plugin} both bring {code}: rename one of them"
                    )
                found[code], owners[code] = item, implementation.plugin
        return found

    def _check_vocabulary(self, concepts: Iterable[Concept]) -> None:
        for concept in concepts:
            if concept.specialty is not None and concept.specialty not in self.specialties:
                # A plugin switched off takes its specialty away; the words of others that point to it stay useful.
                continue
            if concept.kind == "specialty" and concept.code != concept.specialty:
                raise PluginRefused(f"The concept {concept.code} names a specialty, so its specialty must be its code")

    def _check_assessors(self) -> None:
        bounded = {each.plugin for each in hooks_of(self._manager, "greatest_weight")}
        for each in hooks_of(self._manager, "assess_service"):
            if each.plugin not in bounded:
                raise PluginRefused(
                    f"The plugin {each.plugin} assesses services, so it must declare its greatest_weight too"
                )

    def specialty(self, code: str) -> Specialty:
        """The specialty of this code. Raises UnknownSpecialty."""
        try:
            return self.specialties[code]
        except KeyError:
            near = process.extract(code, list(self.specialties), scorer=fuzz.WRatio, limit=3, score_cutoff=60)
            raise UnknownSpecialty(code, [match for match, _, _ in near]) from None

    def owner(self, specialty: str) -> str:
        """The name of the plugin that brings this specialty."""
        return self._owners[self.specialty(specialty).code]

    def criteria_for(self, need: Need) -> tuple[Criterion, ...]:
        """Every rule about services for this need, each with its source.

        Plugins see the need without its moment and place (those are the predicates' business), so that the answer
        is worked out once for every need of the same shape. Raises PluginFailed: a missing rule would let an
        unsuitable service look suitable. Raises UnknownSpecialty.
        """
        self.specialty(need.specialty)
        return self._criteria(replace(need, now=ANY_MOMENT, latitude=None, longitude=None))

    def _plugin_criteria(self, need: Need) -> tuple[Criterion, ...]:
        rules = [replace(rule, source=rule.source or "basics") for rule in basic_criteria(need)]
        seen = {rule.code: "basics" for rule in rules}
        for implementation in hooks_of(self._manager, "criteria"):
            for rule in _answer(implementation, "criteria", Criterion, need=need):
                if rule.code in seen:
                    why = f"the criterion {rule.code} is there already, from {seen[rule.code]}"
                    raise PluginFailed(implementation.plugin, "criteria", why)
                seen[rule.code] = implementation.plugin
                rules.append(replace(rule, source=implementation.plugin))
        return tuple(rules)

    def ranker_for(self, need: Need) -> Ranker:
        """The criteria for a need, and what nearness is worth: more, and over a shorter way, in an emergency."""
        criteria = self.criteria_for(need)
        if need.urgency is Urgency.EMERGENCY:
            return Ranker(criteria=criteria, distance_weight=30.0, distance_half_m=10_000.0)
        return Ranker(criteria=criteria, distance_weight=20.0, distance_half_m=10_000.0)

    def assessors(self, need: Need) -> tuple[Assessor, ...]:
        """The judgements that no predicate can say, for this need. Raises PluginFailed."""
        weights = {each.plugin: each for each in hooks_of(self._manager, "greatest_weight")}
        found = []
        for each in hooks_of(self._manager, "assess_service"):
            weight = _guarded(weights[each.plugin], "greatest_weight", need=need)
            if weight is None:
                continue
            if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight < math.inf:
                raise PluginFailed(each.plugin, "greatest_weight", f"{weight!r} is not a weight of 0 or more")
            found.append(Assessor(each.plugin, float(weight), _assessor(each, float(weight))))
        return tuple(found)

    def triage_rules(self) -> tuple[TriageRules, ...]:
        """Every plugin's triage rules: emergencies first, then built-ins, then the rest by name."""
        return self._triage_rules

    def _sorted_triage_rules(self) -> tuple[TriageRules, ...]:
        rules = [
            TriageRules(
                plugin=each.plugin,
                is_builtin=each.plugin in self._builtin,
                specialties=frozenset(code for code, owner in self._owners.items() if owner == each.plugin),
                rules=each,
            )
            for each in hooks_of(self._manager, "triage_case")
        ]
        return tuple(sorted(rules, key=lambda each: (each.plugin not in RUN_FIRST, not each.is_builtin, each.plugin)))

    def listing_requirements(self, specialty: str) -> tuple[Criterion, ...]:
        """What a service of this kind must have before it can be verified, each with its source."""
        self.specialty(specialty)
        return tuple(
            replace(rule, source=each.plugin)
            for each in hooks_of(self._manager, "listing_requirements")
            for rule in _answer(each, "listing_requirements", Criterion, specialty=specialty)
        )

    def questions(self, specialty: str) -> tuple[Question, ...]:
        """What this specialty wants to know before it sees a patient."""
        self.specialty(specialty)
        return self._all("extra_questions", Question, specialty=specialty)

    def follow_ups(self, recommendation: Recommendation) -> tuple[tuple[int, str], ...]:
        """When to ask what about a referral, soonest first."""
        return tuple(sorted(self._all("follow_ups", tuple, recommendation=recommendation)))

    def letter_sections(self, recommendation: Recommendation) -> tuple[tuple[str, str], ...]:
        """Sections that a letter to this specialty needs."""
        return self._all("letter_sections", tuple, recommendation=recommendation)

    def geocoders(self) -> tuple[object, ...]:
        """The geocoders that plugins bring, to be asked after the built-in ones."""
        return self._all("geocoders", object)

    def plugins(self) -> tuple[PluginInfo, ...]:
        """Every installed plugin, by name."""
        return tuple(describe(self._manager, self._owners))

    def registered(self) -> Mapping[str, object]:
        """What stands behind each plugin's name: a module, for a built-in one."""
        return {name: plugin for name, plugin in self._manager.list_name_plugin() if plugin is not None}

    def _all(self, hook: str, kind: type[T], **given: Any) -> tuple[T, ...]:
        return tuple(item for each in hooks_of(self._manager, hook) for item in _answer(each, hook, kind, **given))


def build_registry(
    builtins: Sequence[ModuleType], *, disabled: Iterable[str] = (), load_entry_points: bool = True
) -> PluginRegistry:
    """The registry of the built-ins and, unless told otherwise, of every plugin that is installed."""
    manager = build_plugin_manager(builtins, disabled=disabled, load_entry_points=load_entry_points)
    return PluginRegistry(manager, [module.__name__.rpartition(".")[2] for module in builtins])


def _guarded(implementation: Hook, hook: str, **given: object) -> Any:
    try:
        return implementation(**given)
    except Exception as error:
        raise PluginFailed(implementation.plugin, hook, error) from error


def _answer(
    implementation: Hook,
    hook: str,
    kind: type[T],
    wrong: type[PluginRefused] | None = None,
    **given: Any,
) -> list[T]:
    """One plugin's answer as a list of ``kind``; None is an empty one."""
    try:
        items = list(implementation(**given) or ())
        for item in items:
            if not isinstance(item, kind):
                raise TypeError(f"expected {kind.__name__}, not {item!r}")
    except Exception as error:
        if wrong is not None:
            raise wrong(f"The plugin {implementation.plugin} failed in {hook}: {error}") from error
        raise PluginFailed(implementation.plugin, hook, error) from error
    return items


def _assessor(implementation: Hook, greatest: float) -> Callable[[Need, Service], tuple[Finding, ...]]:
    def assess(need: Need, service: Service) -> tuple[Finding, ...]:
        found = _answer(implementation, "assess_service", Finding, need=need, service=service)
        total = math.fsum(each.weight for each in found)
        if any(not 0 <= each.weight < math.inf for each in found) or total > greatest + 1e-9:
            raise PluginFailed(implementation.plugin, "assess_service", f"weights of {total} exceed {greatest}")
        return tuple(replace(each, source=implementation.plugin) for each in found)

    return assess
