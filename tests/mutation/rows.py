"""The rows of the tables, as a mutant is tried on them: it is seen where an answer differs from the reviewed one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from matching.case_input import case_from_mapping
from matching.model import Case
from matching.plugin_manager import PluginRegistry
from matching.replaying import gist
from matching.triage import triage
from tests import words
from tests.cases import rows
from tests.plugins import test_boundaries, test_words


class Known(NamedTuple):
    """One row with the answer that it gets from the rules as they are, which ``tests/test_cases.py`` holds fast."""

    id: str
    case: Case
    answer: dict[str, Any]

    def differs(self, registry: PluginRegistry) -> bool:
        """Whether these rules answer otherwise, or not at all."""
        try:
            return gist(triage(self.case, registry)) != self.answer
        except Exception:
            return True

    def words(self) -> tuple[str, ...]:
        """Every text in it that is read."""
        event = (self.case.event.treatment,) if self.case.event else ()
        return *self.case.terms, *self.case.red_flags, *self.case.wants, *self.case.scope, *event


def known_rows(registry: PluginRegistry) -> Iterator[Known]:
    """Every row of every table, and every word in its roles."""
    for id_, given in _cases(registry):
        case = case_from_mapping(given)
        yield Known(id_, case, gist(triage(case, registry)))


def _cases(registry: PluginRegistry) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in rows():
        yield row.id, row.case
    for each in test_boundaries.CASES:
        yield each[0], each[1]
    for role, code, case in words.cases(registry):
        yield f"{code} {role}", case
    for concept in test_words.spoken(registry):
        for name, role in (("young", words.YOUNG), ("wishing", words.WISHING)):
            yield f"{concept.code} {name}", words.case_with(concept, role)
