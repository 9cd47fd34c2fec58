"""One plugin's answer to one hook: checked, and named when it fails."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from matching.model import Finding, Need, Service
from matching.outside import Outside, OutsideFailed
from matching.plugin_loading import Hook, PluginFailed, PluginRefused

T = TypeVar("T")


class Assessor(NamedTuple):
    """One plugin's judgement of one service, and the most that it can add to a score."""

    plugin: str
    greatest_weight: float
    assess: Callable[[Need, Service], tuple[Finding, ...]]


class TriageRules(NamedTuple):
    """One plugin's triage rules, and the specialties that they may recommend; ``outside`` where it runs elsewhere."""

    plugin: str
    is_builtin: bool
    specialties: frozenset[str]
    rules: Hook
    outside: Outside | None = None


def guarded(implementation: Hook, hook: str, **given: object) -> Any:
    """Whatever a plugin answers. Raises PluginFailed."""
    try:
        return implementation(**given)
    except Exception as error:
        raise PluginFailed(implementation.plugin, hook, error) from error


def answers_of(
    implementation: Hook,
    hook: str,
    kind: type[T],
    wrong: type[PluginRefused] | None = None,
    **given: Any,
) -> list[T]:
    """One plugin's answer as a list of ``kind``; None is an empty one. Raises PluginFailed, or ``wrong``."""
    try:
        items = list(implementation(**given) or ())
        for item in items:
            if not isinstance(item, kind):
                raise TypeError(f"expected {kind.__name__}, not {item!r}")
    except OutsideFailed:
        raise
    except Exception as error:
        if wrong is not None:
            raise wrong(f"The plugin {implementation.plugin} failed in {hook}: {error}") from error
        raise PluginFailed(implementation.plugin, hook, error) from error
    return items


def assessor_of(implementation: Hook, greatest: float) -> Callable[[Need, Service], tuple[Finding, ...]]:
    """A plugin's findings about a service, within what it declared. Raises PluginFailed."""

    def assess(need: Need, service: Service) -> tuple[Finding, ...]:
        found = answers_of(implementation, "assess_service", Finding, need=need, service=service)
        total = math.fsum(each.weight for each in found)
        if any(not 0 <= each.weight < math.inf for each in found) or total > greatest + 1e-9:
            raise PluginFailed(implementation.plugin, "assess_service", f"weights of {total} exceed {greatest}")
        return tuple(replace(each, source=implementation.plugin) for each in found)

    return assess
