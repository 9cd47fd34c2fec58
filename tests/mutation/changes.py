"""Every small change to what the rules are made of: rows, groups of concepts, and the values beside them.

mutmut changes the bodies of functions; most of what decides here are tables. One change at a time is made in memory
and taken back.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, NamedTuple

import plugins
from matching.model import Decision, Urgency
from matching.plugin_manager import PluginRegistry
from plugins import age_law, common
from plugins.common import Rule

HOOKS = {"triage_case"}
STEERING = {"acute", "lifelong", "capability"}
"""Groups that steer how words are read, whatever the rules ask for."""
LEVELS: list[Urgency] = list(Urgency)
STEPS: list[Decision | None] = [Decision.DO_NOT_TREAT, Decision.HOLD, None]


class Change(NamedTuple):
    """One value put in the place of another; ``plugin`` is whose rules it touches, "" when they may be anybody's."""

    name: str
    owner: Any
    field: str
    value: Any
    plugin: str = ""

    @contextmanager
    def made(self) -> Iterator[None]:
        """While this lasts the rules are the changed ones."""
        before = getattr(self.owner, self.field)
        object.__setattr__(self.owner, self.field, self.value)
        try:
            yield
        finally:
            object.__setattr__(self.owner, self.field, before)


def rules_of(module: ModuleType) -> dict[str, Rule]:
    """The rows that a plugin holds, by where they stand."""
    found: dict[str, Rule] = {}
    for name, value in vars(module).items():
        if isinstance(value, Rule):
            found[name] = value
        elif isinstance(value, tuple):
            found |= {f"{name}[{each.code}]": each for each in value if isinstance(each, Rule)}
    return found


def changed_rules() -> Iterator[Change]:
    """Each field that decides, a step to either side; each code left out."""
    for module in plugins.BUILTIN:
        plugin = module.__name__.rpartition(".")[2]
        for where, rule in rules_of(module).items():
            for field, value in _fields(rule, _specialties(module)):
                yield Change(f"{plugin}.{where}.{field} = {_said(value)}", rule, field, value, plugin)


def _fields(rule: Rule, specialties: Iterable[str]) -> Iterator[tuple[str, Any]]:
    for code in ("when", "before", "needs"):
        yield from ((code, tuple(left)) for left in _one_less(getattr(rule, code)))
    for code in ("unless", "only"):
        yield from ((code, frozenset(left)) for left in _one_less(sorted(getattr(rule, code))))
    if rule.before:
        yield "before", ()
    yield from (("decision", value) for value in _beside(STEPS, rule.decision))
    if rule.refer:
        yield from (("urgency", value) for value in _beside(LEVELS, rule.urgency))
        yield from (("refer", other) for other in (None, *specialties) if other != rule.refer)
        yield "serves_wish", not rule.serves_wish
    if rule.decision:
        yield "withholds_wishes", not rule.withholds_wishes
    if rule.register:
        yield "register", None
    yield "wanted", not rule.wanted


def changed_groups(registry: PluginRegistry) -> Iterator[Change]:
    """Each concept out of one of the groups that something asks for; its own code needs no group."""
    asked = STEERING | _asked_for()
    for concept in registry.vocabulary.concepts.values():
        for group in sorted(asked.intersection(concept.groups) - {concept.code}):
            left = tuple(each for each in concept.groups if each != group)
            yield Change(f"{concept.code} not in {group}", concept, "groups", left)


def _asked_for() -> set[str]:
    """Every code and group that a rule or a function of a plugin names."""
    found: set[str] = set()
    for module in (*plugins.BUILTIN, age_law, common):
        for rule in rules_of(module).values():
            found.update(rule.when, rule.before)
        tree = ast.parse(inspect.getsource(module))
        found |= {str(node.value) for node in ast.walk(_functions(tree)) if isinstance(node, ast.Constant)}
        for name in _used_in_functions(module) & vars(module).keys():
            value = vars(module)[name]
            if name.isupper() and isinstance(value, tuple):
                found.update(each for each in value if isinstance(each, str))
    return found


def _functions(tree: ast.Module) -> ast.Module:
    """The functions that rules are made of, without the tables of words."""
    kept = [each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name in HOOKS | _own(tree)]
    return ast.Module(body=list(kept), type_ignores=[])


def changed_values() -> Iterator[Change]:
    """Each number one up and one down, each code left out, of the values that rules look up while they run."""
    for module in (*plugins.BUILTIN, age_law, common):
        plugin = module.__name__.rpartition(".")[2]
        used = _used_in_functions(module)
        for name in sorted(used & vars(module).keys()):
            value = vars(module)[name]
            if not name.isupper() or isinstance(value, bool):
                continue
            for other in _others(value):
                owner = plugin if module in plugins.BUILTIN else ""
                yield Change(f"{plugin}.{name} = {_said(other)}", module, name, other, owner)


def _others(value: Any) -> Iterator[Any]:
    if isinstance(value, int):
        yield from (value - 1, value + 1)
    elif isinstance(value, tuple | frozenset) and value and all(isinstance(each, str) for each in value):
        if any(" " in each for each in value):
            # Words that phrases are made of: each phrase has its own row among those of the words.
            return
        yield from (type(value)(left) for left in _less_one(sorted(value)))


def _used_in_functions(module: ModuleType) -> set[str]:
    found = _functions(ast.parse(inspect.getsource(module)))
    return {name.id for name in ast.walk(found) if isinstance(name, ast.Name)}


def _own(tree: ast.Module) -> set[str]:
    """Functions that are no hooks: those that rules call."""
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef) and not each.decorator_list}


def _one_less(codes: Iterable[str]) -> Iterator[list[str]]:
    found = list(codes)
    yield from _less_one(found)


def _less_one(codes: list[str]) -> Iterator[list[str]]:
    yield from (codes[:at] + codes[at + 1 :] for at in range(len(codes)))


def _beside(scale: list[Any], value: Any) -> list[Any]:
    at = scale.index(value)
    return scale[max(0, at - 1) : at] + scale[at + 1 : at + 2]


def _specialties(module: ModuleType) -> list[str]:
    hook = getattr(module, "specialties", None)
    return [each.code for each in hook()] if hook else []


def _said(value: Any) -> str:
    return ", ".join(sorted(value)) or "nothing" if isinstance(value, tuple | frozenset | list) else str(value)
