"""For pytest in the mutation run: the rows of the tables before anything else, and the registry made only once.

Most mutants give another answer to some row; that is seen in a fraction of the time that the tests themselves take.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from mutmut.mutation.trampoline import get_mutant_under_test, set_mutant_under_test
from mutmut.state import state

import plugins
from matching import criteria, plugin_manager, text
from matching.model import Concept, Specialty
from matching.plugin_manager import PluginRegistry
from matching.vocabulary import Reading, Vocabulary, vocabulary_of
from tests.mutation.rows import Known, known_rows
from tests.mutation.tree import READING

MARK = "__mutmut_"
SEED = 1
build = plugin_manager.build_registry
OF_READING = tuple(f"test_{name}" for name in "context denials text times persons talk endings reading".split())
made: list[PluginRegistry] = []
known: list[Known] = []
building: set[str] = set()
"""The functions that take part in making a registry: every test stands on them, not only the first."""


def remembered(builtins: Any, **options: Any) -> PluginRegistry:
    """The registry of the built-ins as it was made before, wherever the mutant had no part in making it."""
    if builtins is not plugins.BUILTIN or options != {"load_entry_points": False} or not made or _is_building():
        return build(builtins, **options)
    return made[0]


def remembered_words(concepts: tuple[Concept, ...], specialties: tuple[Specialty, ...]) -> Vocabulary:
    """The vocabulary as it was made before: a plugin that is made for a test seldom brings words."""
    if _is_building() and not _is_of_a_plugin():
        return Vocabulary(concepts, specialties)
    return vocabulary_of(concepts, specialties)


plugin_manager.build_registry = remembered
plugin_manager.vocabulary_of = remembered_words  # type: ignore[assignment]


def _is_building() -> bool:
    return get_mutant_under_test().rpartition(MARK)[0] in building


def _is_of_a_plugin() -> bool:
    """What a plugin does never changes how words are read, only which words there are."""
    return _module().startswith("plugins.")


def _module() -> str:
    return get_mutant_under_test().rpartition(".")[0]


@cache
def read_before(term: str) -> Reading:
    """What the words of a row mean, for mutants that do not touch the reading."""
    return made[0].vocabulary.read(term)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Know what every row is answered, before any mutant."""
    if not made:
        _prepare(get_mutant_under_test())


def _prepare(mode: str) -> None:
    """Make the registry without any mutant, note what took part in it, and what every row is answered."""
    set_mutant_under_test("stats")
    state()._stats.clear()
    made.append(build(plugins.BUILTIN, load_entry_points=False))
    made[0].vocabulary.prepare()
    building.update(state()._stats)
    set_mutant_under_test("")
    known.extend(known_rows(made[0]))
    # What one plugin's rows do not see, another's may: in turn they would all be read before it is its turn.
    random.Random(SEED).shuffle(known)
    for term in {term for row in known for term in row.words()}:
        read_before(term)
    state()._stats.clear()
    set_mutant_under_test(mode)


def is_seen() -> bool:
    """Whether some row is answered otherwise by the mutant."""
    words = made[0].vocabulary._indexed[0]
    guesses = words._words.guess, words._whole.guess
    for kept in (made[0]._criteria, criteria._finding, text.fold, text.singular, *guesses):
        kept.cache_clear()
    registry = remembered(plugins.BUILTIN, load_entry_points=False)
    if _is_building() and not (_is_of_a_plugin() and registry.vocabulary is made[0].vocabulary):
        return any(row.differs(registry) for row in known)
    read = registry.vocabulary.read
    if _module() in READING:
        is_changed = cache(lambda term: _is_read_otherwise(read, term))
        return any(row.differs(registry) for row in known if any(map(is_changed, row.words())))
    registry.vocabulary.read = read_before  # type: ignore[method-assign]
    is_seen = any(row.differs(registry) for row in known)
    registry.vocabulary.read = read  # type: ignore[method-assign]
    return is_seen


def _is_read_otherwise(read: Callable[[str], Reading], term: str) -> bool:
    """Whether a text means something else: only the rows that hold it can then be answered otherwise."""
    try:
        return read(term) != read_before(term)
    except Exception:
        return True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what says nothing here: the rows, which are tried anyway, and how fast a mutated module is."""
    items[:] = [
        item
        for item in items
        if "milliseconds" not in item.nodeid
        and ("test_boundaries" in item.nodeid or not {"case", "expect"} <= _parameters(item))
    ]


def is_asked(item: pytest.Item) -> bool:
    """Whether a test has anything to say of the mutant.

    Plugins made for one test are about the engine that asks them: only its own mutants need those tests.
    """
    is_of_engine = not get_mutant_under_test() or _module() == "matching.triage"
    return is_of_engine or "test_triage.py" not in item.nodeid or "registry" in getattr(item, "fixturenames", ())


def is_of_reading(item: pytest.Item) -> bool:
    """Whether it asks the reading itself: those fail first."""
    return any(name in item.nodeid for name in OF_READING)


def _parameters(item: pytest.Item) -> set[str]:
    call = getattr(item, "callspec", None)
    return set(call.params) if call else set()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """A registry is made once for all: say of every test that uses it that it stands on what made it."""
    if get_mutant_under_test() == "stats" and "registry" in getattr(item, "fixturenames", ()):
        state()._stats.update(building)
