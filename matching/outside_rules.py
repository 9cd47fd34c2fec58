"""The rules of plugins outside this process: asked like any other, and never missing without being named."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from matching.asking import Assessor, TriageRules, assessor_of
from matching.criteria import Criterion
from matching.model import Concept, Finding, Need, Service, Specialty, Urgency
from matching.outside import Outside, OutsideFailed, hook_of, may_answer
from matching.plugin_loading import Hook, PluginFailed, PluginInfo

GIVEN = ("need", "service")


class OutsideRules:
    """The plugins outside, by name."""

    def __init__(self, plugins: Iterable[Outside]) -> None:
        """Nothing is asked yet."""
        self._plugins = {each.name: each for each in sorted(plugins, key=lambda each: each.name)}
        self._refused: set[str] = set()
        self._kept = lru_cache(maxsize=512)(self._asked)

    def add_to(self, specialties: dict[str, Specialty], concepts: dict[str, Concept], owners: dict[str, str]) -> None:
        """Take in what each one declared: all of it or, where something is there already, nothing."""
        for plugin in self._plugins.values():
            clash = _clash(plugin, specialties, concepts)
            if clash is None:
                specialties.update({each.code: each for each in plugin.specialties})
                concepts.update({each.code: each for each in plugin.vocabulary})
                owners.update({each.code: plugin.name for each in plugin.specialties})
            else:
                self._refused.add(plugin.name)
                if not plugin.reason:
                    plugin.refuse(*clash)

    def answering(self, hook: str) -> list[Outside]:
        """Those that may have something to say to a hook; where a plugin's words are missing, all rules are."""
        return [each for each in self._plugins.values() if may_answer(each, hook) or each.name in self._refused]

    def hooks(self, hook: str) -> list[Hook]:
        """Their answers to a hook, to be called."""
        return [hook_of(each, hook) for each in self.answering(hook)]

    def described(self, owners: Mapping[str, str]) -> Iterator[PluginInfo]:
        """Each one as it is shown."""
        for each in self._plugins.values():
            yield PluginInfo(
                name=each.name,
                version=each.version,
                specialties=_of(each, owners),
                hooks=tuple(sorted(each.hooks or ())),
                state="off" if each.reason else "on",
                reason=each.reason,
            )

    def triage_rules(self, owners: Mapping[str, str]) -> list[TriageRules]:
        """Their triage rules, those of the failed ones too: they are named in every answer."""
        return [
            TriageRules(each.name, False, frozenset(_of(each, owners)), hook_of(each, "triage_case"), each)
            for each in self.answering("triage_case")
        ]

    def criteria(self, need: Need, known: Sequence[Criterion]) -> tuple[tuple[Criterion, ...], tuple[str, ...]]:
        """Their rules about services, beside the known ones, and those whose rules are missing."""
        sources = {rule.code: rule.source for rule in known}
        rules: list[Criterion] = []
        failed = []
        for plugin in self.answering("criteria"):
            try:
                own = self._criteria_of(plugin, need, sources)
            except OutsideFailed:
                failed.append(plugin.name)
            else:
                rules += own
                sources |= {rule.code: plugin.name for rule in own}
        return tuple(rules), tuple(failed)

    def _criteria_of(self, plugin: Outside, need: Need, sources: Mapping[str, str]) -> tuple[Criterion, ...]:
        if plugin.reason:
            # What it once said is not taken from memory: nobody knows whether it was right.
            raise OutsideFailed(plugin.name, "criteria", plugin.reason)
        own = self._kept(plugin.name, need)
        codes = [rule.code for rule in own]
        for code in codes:
            if code in sources or codes.count(code) > 1:
                source = sources.get(code, plugin.name)
                raise plugin.refuse("criteria", f"the criterion {code} is there already, from {source}")
        return own

    def _asked(self, name: str, need: Need) -> tuple[Criterion, ...]:
        found = self._plugins[name].ask("criteria", {"need": need}, is_urgent=_is_urgent(need))
        return tuple(replace(rule, source=name) for rule in found)

    def assessors(self, need: Need) -> tuple[Assessor, ...]:
        """Their judgements. That of one which fails already is there too, and raises when it is asked."""
        made = (_assessor(each, need) for each in self.answering("assess_service"))
        return tuple(each for each in made if each is not None)


def _of(plugin: Outside, owners: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(code for code, owner in owners.items() if owner == plugin.name))


def _is_urgent(need: Need) -> bool:
    return need.urgency is Urgency.EMERGENCY


def _clash(
    plugin: Outside, specialties: Mapping[str, Specialty], concepts: Mapping[str, Concept]
) -> tuple[str, str] | None:
    """The hook and the reason where it brings what is there already."""
    for hook, brought, known in (
        ("specialties", [each.code for each in plugin.specialties], specialties),
        ("vocabulary", [each.code for each in plugin.vocabulary], concepts),
    ):
        for code in brought:
            if code in known or brought.count(code) > 1:
                return hook, f"it brings {code}, which is there already"
    return None


def _assessor(plugin: Outside, need: Need) -> Assessor | None:
    """None where it has nothing to add. One that fails raises when it is asked about the first service."""
    is_urgent = _is_urgent(need)
    try:
        (weight,) = plugin.ask("greatest_weight", {"need": need}, is_urgent=is_urgent) or (None,)
        if weight is not None and not 0 <= weight < math.inf:
            raise plugin.refuse("greatest_weight", f"{weight!r} is not a weight of 0 or more")
    except OutsideFailed as failure:
        return Assessor(plugin.name, 0.0, _raising(failure))
    if weight is None:
        return None
    ask = plugin.spree("assess_service", is_urgent=is_urgent)
    hook = Hook(plugin.name, lambda *given: ask(dict(zip(GIVEN, given, strict=True))), GIVEN)
    return Assessor(plugin.name, float(weight), _refusing(plugin, assessor_of(hook, float(weight))))


def _refusing(
    plugin: Outside, checked: Callable[[Need, Service], tuple[Finding, ...]]
) -> Callable[[Need, Service], tuple[Finding, ...]]:
    def assess(need: Need, service: Service) -> tuple[Finding, ...]:
        try:
            return checked(need, service)
        except OutsideFailed:
            raise
        except PluginFailed as failure:
            raise plugin.refuse("assess_service", failure.why) from None

    return assess


def _raising(failure: OutsideFailed) -> Callable[[Need, Service], tuple[Finding, ...]]:
    def assess(need: Need, service: Service) -> tuple[Finding, ...]:  # noqa: ARG001
        raise failure

    return assess
