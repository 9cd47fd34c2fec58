"""What the plugins say together, in one order that never depends on who registered first."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType, ModuleType
from typing import Any, TypeVar

import pluggy
from rapidfuzz import fuzz, process

from matching.asking import Assessor, TriageRules, answers_of, assessor_of, guarded
from matching.criteria import Criterion, basic_criteria
from matching.model import (
    Concept,
    Need,
    Question,
    Ranker,
    Recommendation,
    Specialty,
    Urgency,
)
from matching.outside import Outside, OutsideFailed
from matching.outside_rules import OutsideRules
from matching.plugin_loading import (
    PluginFailed,
    PluginInfo,
    PluginRefused,
    build_plugin_manager,
    builtin_name,
    describe,
    hooks_of,
)
from matching.vocabulary import Vocabulary, vocabulary_of

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


class PluginRegistry:
    """The installed plugins as the engine reads them; nothing in it changes after the start.

    ``outside`` are the plugins that run in another process. One of them that brings what is there already is refused
    and goes on as one that failed. Raises PluginRefused where two of the others bring the same specialty or concept,
    or one fails at the start.
    """

    def __init__(
        self,
        manager: pluggy.PluginManager,
        builtin_names: Iterable[str] = (),
        outside: Iterable[Outside] = (),
        close: Callable[[], None] | None = None,
    ) -> None:
        """Ask every plugin once for its specialties and its words."""
        self._close = close
        self._manager = manager
        self._builtin = frozenset(builtin_names)
        self._outside = OutsideRules(outside)
        self._owners: dict[str, str] = {}
        specialties = self._unique("specialties", Specialty, self._owners)
        concepts = self._unique("vocabulary", Concept, {})
        self._outside.add_to(specialties, concepts, self._owners)
        self.specialties: Mapping[str, Specialty] = MappingProxyType(dict(sorted(specialties.items())))
        self._check_vocabulary(concepts.values())
        self.vocabulary: Vocabulary = vocabulary_of(tuple(concepts.values()), tuple(self.specialties.values()))
        self._criteria = lru_cache(maxsize=512)(self._plugin_criteria)
        self._check_assessors()
        self._triage_rules = self._sorted_triage_rules()

    def _unique(self, hook: str, kind: type[T], owners: dict[str, str]) -> dict[str, T]:
        found: dict[str, T] = {}
        for implementation in hooks_of(self._manager, hook):
            for item in answers_of(implementation, hook, kind, PluginRefused):
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
        is worked out once for every need of the same shape. The rules of a plugin outside that fails are missing:
        ``ranker_for`` names it. Raises PluginFailed for any other: a missing rule would let an unsuitable service
        look suitable. Raises UnknownSpecialty.
        """
        return self._with_outside(need)[0]

    def _with_outside(self, need: Need) -> tuple[tuple[Criterion, ...], tuple[str, ...]]:
        """Every rule, and the plugins whose rules are missing."""
        self.specialty(need.specialty)
        shape = replace(need, now=ANY_MOMENT, latitude=None, longitude=None)
        inside = self._criteria(shape)
        outside, failed = self._outside.criteria(shape, inside)
        rules = sorted(inside + outside, key=lambda rule: (rule.source != "basics", rule.source)) if outside else inside
        return tuple(rules), failed

    def _plugin_criteria(self, need: Need) -> tuple[Criterion, ...]:
        rules = [replace(rule, source=rule.source or "basics") for rule in basic_criteria(need)]
        seen = {rule.code: "basics" for rule in rules}
        for implementation in hooks_of(self._manager, "criteria"):
            for rule in answers_of(implementation, "criteria", Criterion, need=need):
                if rule.code in seen:
                    why = f"the criterion {rule.code} is there already, from {seen[rule.code]}"
                    raise PluginFailed(implementation.plugin, "criteria", why)
                seen[rule.code] = implementation.plugin
                rules.append(replace(rule, source=implementation.plugin))
        return tuple(rules)

    def ranker_for(self, need: Need) -> Ranker:
        """The criteria for a need, and what nearness is worth: more, and over a shorter way, in an emergency."""
        criteria, failed = self._with_outside(need)
        weight = 30.0 if need.urgency is Urgency.EMERGENCY else 20.0
        return Ranker(criteria=criteria, distance_weight=weight, distance_half_m=10_000.0, not_applied=failed)

    def assessors(self, need: Need) -> tuple[Assessor, ...]:
        """The judgements that no predicate can say, for this need. Raises PluginFailed.

        That of a plugin outside which fails already is there too, and raises OutsideFailed when it is asked.
        """
        weights = {each.plugin: each for each in hooks_of(self._manager, "greatest_weight")}
        found = []
        for each in hooks_of(self._manager, "assess_service"):
            weight = guarded(weights[each.plugin], "greatest_weight", need=need)
            if weight is None:
                continue
            if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight < math.inf:
                raise PluginFailed(each.plugin, "greatest_weight", f"{weight!r} is not a weight of 0 or more")
            found.append(Assessor(each.plugin, float(weight), assessor_of(each, float(weight))))
        return (*found, *self._outside.assessors(need))

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
        rules += self._outside.triage_rules(self._owners)
        return tuple(sorted(rules, key=lambda each: (each.plugin not in RUN_FIRST, not each.is_builtin, each.plugin)))

    def listing_requirements(self, specialty: str) -> tuple[Criterion, ...]:
        """What a service of this kind must have before it can be verified, each with its source."""
        return self.requirements(specialty)[0]

    def requirements(self, specialty: str) -> tuple[tuple[Criterion, ...], tuple[str, ...]]:
        """The same, and the plugins outside that failed, so that their requirements are missing."""
        self.specialty(specialty)
        failed: list[str] = []
        found = self._named("listing_requirements", Criterion, failed, specialty=specialty)
        return tuple(replace(rule, source=name) for name, rule in found), tuple(failed)

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

    def close(self) -> None:
        """Let go of what the plugins outside run in."""
        if self._close is not None:
            self._close()

    def plugins(self) -> tuple[PluginInfo, ...]:
        """Every installed plugin, by name."""
        return tuple(sorted((*describe(self._manager, self._owners), *self._outside.described(self._owners))))

    def registered(self) -> Mapping[str, object]:
        """What stands behind each plugin's name: a module, for a built-in one."""
        return {name: plugin for name, plugin in self._manager.list_name_plugin() if plugin is not None}

    def _all(self, hook: str, kind: type[T], **given: Any) -> tuple[T, ...]:
        return tuple(item for _, item in self._named(hook, kind, **given))

    def _named(self, hook: str, kind: type[T], failed: list[str] | None = None, **given: Any) -> list[tuple[str, T]]:
        """Every plugin's answers with its name; a plugin outside that fails has none, and is added to ``failed``."""
        found: list[tuple[str, T]] = []
        asked = (*hooks_of(self._manager, hook), *self._outside.hooks(hook))
        for each in sorted(asked, key=lambda each: each.plugin):
            try:
                answers = answers_of(each, hook, kind, **given)
            except OutsideFailed:
                if failed is not None:
                    failed.append(each.plugin)
            else:
                found += [(each.plugin, answer) for answer in answers]
        return found


def build_registry(
    builtins: Sequence[ModuleType],
    *,
    disabled: Iterable[str] = (),
    outside: Iterable[Outside] = (),
    close: Callable[[], None] | None = None,
    load_entry_points: bool = False,
) -> PluginRegistry:
    """The registry of the built-ins, and of the plugins that run outside this process until ``close`` is called.

    ``load_entry_points`` runs what is installed in this process, with nothing between: for an author's own tests.
    """
    manager = build_plugin_manager(builtins, disabled=disabled, load_entry_points=load_entry_points)
    return PluginRegistry(manager, map(builtin_name, builtins), outside, close)
