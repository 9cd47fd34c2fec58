"""``python -m tests.mutation.rules [WORD ...]``: which small changes to the tables of rules no row would see.

A row of a table in ``tests/plugins`` sees a change when its answer is another one. WORD narrows the changes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from matching.model import UnderstoodCase
from matching.plugin_manager import PluginRegistry
from matching.triage import understand
from tests.cases import builtin_registry
from tests.mutation.changes import Change, changed_groups, changed_rules, changed_values
from tests.mutation.equivalent import why
from tests.mutation.rows import Known, known_rows


class Table:
    """The rows, read once, with what every plugin says of each."""

    def __init__(self, registry: PluginRegistry) -> None:
        self.registry = registry
        self._hooks = {each.plugin: each.rules for each in registry.triage_rules()}
        self._read = registry.vocabulary.read
        self._readings = cache(self._read)
        with self._reading_once():
            self._rows = list(known_rows(registry))
            self._understood = [self._understand(row) for row in self._rows]
        self._said = {name: [self._says(name, case) for case in self._understood] for name in self._hooks}
        self._by_concept: dict[str, list[int]] = {}
        for at, case in enumerate(self._understood):
            for code in {each.concept.code for each in (*case.terms, *case.wants, *case.scope, *case.event)}:
                self._by_concept.setdefault(code, []).append(at)

    def survivors(self, changes: Iterable[Change]) -> Iterator[Change]:
        """The changes that no row sees."""
        for change in changes:
            with change.made():
                if not self._sees(change):
                    yield change

    def _understand(self, row: Known) -> UnderstoodCase:
        return understand(row.case, self.registry.vocabulary)[0]

    def _says(self, plugin: str, case: UnderstoodCase) -> object:
        try:
            return tuple(self._hooks[plugin](case=case) or ())
        except Exception as error:
            return repr(error)

    def _sees(self, change: Change) -> bool:
        if change.field == "groups":
            return self._sees_concept(change)
        for at in self._likely(change):
            for name in (change.plugin,) if change.plugin else self._hooks:
                if self._says(name, self._understood[at]) != self._said[name][at] and self._differs(at):
                    return True
        return False

    def _likely(self, change: Change) -> list[int]:
        """The rows, first those in which the changed rule has spoken."""
        code = getattr(change.owner, "code", None)
        return sorted(range(len(self._rows)), key=lambda at: code not in self._rows[at].answer.get("reasons", ()))

    def _sees_concept(self, change: Change) -> bool:
        """Only rows with the concept can see it; their words are read again, because a group may steer the reading."""
        return any(self._differs(at, again=True) for at in self._by_concept.get(change.owner.code, ()))

    def _differs(self, at: int, *, again: bool = False) -> bool:
        if again:
            return self._rows[at].differs(self.registry)
        with self._reading_once():
            return self._rows[at].differs(self.registry)

    @contextmanager
    def _reading_once(self) -> Iterator[None]:
        """A rule changes nothing in how words are read."""
        self.registry.vocabulary.read = self._readings  # type: ignore[method-assign]
        try:
            yield
        finally:
            self.registry.vocabulary.read = self._read  # type: ignore[method-assign]


def every_change(registry: PluginRegistry) -> list[Change]:
    """All of them."""
    return [*changed_rules(), *changed_values(), *changed_groups(registry)]


def unexcused(changes: Iterable[Change]) -> list[Change]:
    """Those that a row has to see: the others have a reason in ``tests.mutation.equivalent``."""
    return [each for each in changes if not why(each.name)]


def main() -> None:
    """Print the survivors; end with 1 where there is one."""
    start = time.perf_counter()
    registry = builtin_registry()
    changes = [each for each in every_change(registry) if all(word in each.name for word in sys.argv[1:])]
    survivors = list(Table(registry).survivors(unexcused(changes)))
    for change in survivors:
        print(change.name)
    print(f"{len(changes)} changes, {len(survivors)} survived, {time.perf_counter() - start:.0f} s")
    sys.exit(bool(survivors))


if __name__ == "__main__":
    main()
