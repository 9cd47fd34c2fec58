"""Where a mutant differs inside its function: a text that makes it do so is worth reading as a whole under it.

Every call of a function is done again by each of its mutants, on copies, and compared: what is returned, and what was
changed on the way. Where no call differs, no reading can. That costs a hundredth of a reading for each mutant.
"""

from __future__ import annotations

import copy
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from importlib import import_module
from typing import Any

Mutants = dict[str, Callable[..., Any]]
MOST = 60
"""How many texts are kept for a mutant at a time."""


class Watch:
    """Notes the texts for which a mutant does something else than the function that it changes."""

    def __init__(self, names: Iterable[str]) -> None:
        """Watch every function that has one of these mutants, by its module: ``matching.times.x_is_gap__mutmut_3``."""
        self.text = ""
        self.found: dict[str, list[str]] = defaultdict(list)
        self.called: set[str] = set()
        self._is_idle = False
        functions: dict[tuple[str, str], Mutants] = defaultdict(dict)
        for name in names:
            module, _, mutant = name.rpartition(".")
            known = self._known(module, mutant.partition("__mutmut_")[0])
            if known is not None and mutant in known:
                functions[module, mutant.partition("__mutmut_")[0]][name] = known[mutant]
        self.watched = [name for mutants in functions.values() for name in mutants]
        for (module, function), mutants in functions.items():
            known = self._known(module, function)
            known["_mutmut_orig"] = self._watching(known["_mutmut_orig"], mutants)

    @contextmanager
    def idle(self) -> Any:
        """Watch nothing in the meantime."""
        before, self._is_idle = self._is_idle, True
        try:
            yield
        finally:
            self._is_idle = before

    @staticmethod
    def _known(module: str, function: str) -> Any:
        return getattr(import_module(module), f"mutants_{function}__mutmut", None)

    def _watching(self, original: Callable[..., Any], mutants: Mutants) -> Callable[..., Any]:
        def watched(*args: Any, **named: Any) -> Any:
            if not self._is_idle:
                args = tuple(list(each) if inspect.isgenerator(each) else each for each in args)
                with self.idle():
                    self._compare(original, mutants, args, named)
            return original(*args, **named)

        def yielding(*args: Any, **named: Any) -> Any:
            yield from watched(*args, **named)

        chosen = yielding if inspect.isgeneratorfunction(original) else watched
        chosen.__name__ = original.__name__
        return chosen

    def _compare(self, original: Callable[..., Any], mutants: Mutants, args: Any, named: Any) -> None:
        self.called |= mutants.keys()
        expected = _outcome(original, args, named)
        for name, mutant in mutants.items():
            texts = self.found[name]
            if len(texts) < MOST and self.text not in texts and _outcome(mutant, args, named) != expected:
                texts.append(self.text)


def _outcome(function: Callable[..., Any], args: Any, named: Any) -> Any:
    """What is returned or raised, and the arguments as they are left."""
    # The book of phrases is not changed by reading, and far too large to copy for each call.
    kept = {id(args[0]): args[0]} if args and type(args[0]).__name__ in ("Phrasebook", "Vocabulary", "Spelling") else {}
    mine, by_name = copy.deepcopy((args, named), kept)
    try:
        result = function(*mine, **by_name)
        result = list(result) if inspect.isgenerator(result) else result
    except Exception as wrong:  # what a mutant does is not known
        return type(wrong), None
    return result, mine[len(kept) :], by_name


def keep_whole(*classes: type) -> None:
    """Copy no object of these classes, which nothing changes."""
    for each in classes:
        each.__deepcopy__ = lambda self, _: self  # type: ignore[attr-defined]
