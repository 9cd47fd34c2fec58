"""Plugins that run outside this process: what the engine asks of them, and how one fails.

The engine neither starts nor watches them; whoever does hands over values that fulfil ``Outside``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol, get_args, get_origin, get_type_hints

from matching import hookspecs
from matching.codec import PREDICATES, form_of
from matching.model import Concept, Specialty
from matching.plugin_loading import HOOKS, Hook, PluginFailed

MOST_ANSWERS = 200
MOST_WORDS = 20_000
DECLARED = ("specialties", "vocabulary")
HERE = ("geocoders",)
"""Hooks whose answers are no values: whoever runs the plugin stands for them."""


class OutsideFailed(PluginFailed):
    """A plugin outside this process could not be asked, or did not answer as it must.

    ``partial`` is what it said before it failed: a restriction among it still counts.
    """

    def __init__(self, plugin: str, hook: str, why: object, partial: Sequence[Any] = ()) -> None:
        """Name the plugin, the hook and the reason."""
        super().__init__(plugin, hook, why)
        self.partial = tuple(partial)

    def said(self) -> Hook:
        """What it said before it failed, to be taken like any other answer."""
        return Hook(self.plugin, lambda: self.partial, ())


class Outside(Protocol):
    """One plugin outside this process."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def version(self) -> str:
        """Its package's version."""

    @property
    def hooks(self) -> Sequence[str] | None:
        """The hooks that it answers; None where it never loaded, so that nobody knows."""

    @property
    def reason(self) -> str:
        """Why it is switched off; "" while it is on."""

    @property
    def specialties(self) -> Sequence[Specialty]:
        """What it declared at the start."""

    @property
    def vocabulary(self) -> Sequence[Concept]:
        """What it declared at the start."""

    def ask(self, hook: str, given: dict[str, object], *, is_urgent: bool = False) -> list[Any]:
        """Its answers to a hook; in an emergency only what comes almost at once. Raises OutsideFailed."""

    def spree(self, hook: str, *, is_urgent: bool = False) -> Callable[[dict[str, object]], list[Any]]:
        """The same for many questions of one search, within one limit for all of them."""

    def refuse(self, hook: str, why: str) -> OutsideFailed:
        """Note that an answer was nonsense, which switches it off; the failure is there to be raised."""


class Shape(NamedTuple):
    """The types of a hook: what it is given by name, and each of its answers; ``is_one`` where it is not a list."""

    given: dict[str, Any]
    answer: Any
    is_one: bool
    most: int


@cache
def shape_of(hook: str) -> Shape:
    """The types that the hook's specification names."""
    hints = get_type_hints(getattr(hookspecs, hook))
    returned = hints.pop("return")
    is_one = get_origin(returned) is not get_origin(Iterable[Any])
    answer = returned if is_one else get_args(returned)[0]
    return Shape(hints, answer, is_one, MOST_WORDS if hook in DECLARED else MOST_ANSWERS)


def warm_up() -> None:
    """Work out the form of every hook's values now, so that no first question pays for it."""
    for hook in HOOKS:
        if hook not in HERE:
            shape = shape_of(hook)
            for kind in (*shape.given.values(), shape.answer, *get_args(shape.answer)):
                form_of(kind)
    predicates: Iterable[Any] = PREDICATES.values()
    for kind in predicates:
        form_of(kind)


def may_answer(plugin: Outside, hook: str) -> bool:
    """Whether this plugin answers a hook, as far as anybody knows."""
    return hook in (HOOKS if plugin.hooks is None else plugin.hooks)


def hook_of(plugin: Outside, hook: str) -> Hook:
    """The plugin's answer to one hook, to be called like any other."""
    shape = shape_of(hook)
    names = tuple(shape.given)

    def ask(*given: object) -> Any:
        answers = plugin.ask(hook, dict(zip(names, given, strict=True)))
        return (answers[0] if answers else None) if shape.is_one else answers

    return Hook(plugin.name, ask, names)
