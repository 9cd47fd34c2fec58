"""Tries mutants: the tests are collected once, and every mutant is tried in a fork of the process that has them.

mutmut itself starts pytest anew for each mutant, which takes longer than most of them live. It still makes the mutants
and finds out which tests reach them. ``python -c "run_path(...)" PROCESSES [PATTERN ...]``, in the copy of the project.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from mutmut import __main__ as mutmut
from mutmut.configuration import config
from mutmut.mutation import trampoline
from mutmut.state import state
from mutmut.utils.file_utils import change_cwd
from mutmut.utils.format_utils import mangled_name_from_mutant_name
from mutmut.workers.isolation import get_mutant_runner

UNTRIED = 33
MOST_S = 60
"""Processor seconds that a mutant may take beside twice what its tests take."""


def make(processes: int) -> None:
    """Write the mutants, and run every test once to see which functions it reaches."""
    trampoline.set_mutant_under_test("mutant_generation")
    Path("mutants").mkdir(exist_ok=True)
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.setup_source_paths()
    mutmut.store_lines_covered_by_tests()
    mutmut.create_mutants(processes)
    mutmut.collect_or_load_stats(get_mutant_runner(processes), apply_config_invalidation=True)
    trampoline.set_mutant_under_test("")


def rows_first() -> ModuleType:
    """What pytest knows of the rows, from among the mutants: beside this file it would be another module."""
    return import_module("tests.mutation.rows_first")


class Trying:
    """For pytest, in the place of its own loop over the tests: the mutants, some at a time."""

    def __init__(self, mutants: Iterable[tuple[Any, str, int | None]], processes: int) -> None:
        """Note what is to be tried."""
        self.mutants, self.processes = list(mutants), processes
        self.running: dict[int, tuple[Any, str]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try them all. Raises AssertionError when a test fails without any."""
        names = {item.nodeid for item in session.items}
        reached = {key: names & set(tests) for key, tests in state().tests_by_mangled_function_name.items()}
        if os.waitstatus_to_exitcode(os.waitpid(_fork(session, "", names), 0)[1]):
            raise AssertionError("A test fails without any mutant")
        # Last those for which every phrase is indexed anew: they take the longest.
        self.mutants.sort(key=lambda each: mangled_name_from_mutant_name(each[1]) in rows_first().building)
        for number, (data, name, _) in enumerate(self.mutants):
            tests = reached.get(mangled_name_from_mutant_name(name), set())
            if not tests:
                self._note(data, name, UNTRIED)
                continue
            while len(self.running) >= self.processes:
                self._wait()
            self.running[_fork(session, name, tests)] = (data, name)
            if number % 50 == 0:
                print(f"{number} of {len(self.mutants)}", file=sys.__stdout__, flush=True)
        while self.running:
            self._wait()
        return True

    def _wait(self) -> None:
        pid, status = os.wait()
        self._note(*self.running.pop(pid), os.waitstatus_to_exitcode(status))

    @staticmethod
    def _note(data: Any, name: str, code: int) -> None:
        data.exit_code_by_key[name] = code
        with change_cwd(".."):
            data.save()


def _fork(session: pytest.Session, name: str, tests: set[str]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        most = int(process_time() + MOST_S + 2 * sum(state().duration_by_test[test] for test in tests))
        resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))
        code = _try(session, name, tests)
    finally:
        os._exit(code)


def _try(session: pytest.Session, name: str, tests: set[str]) -> int:
    """0: it survives; 1: it is seen."""
    trampoline.set_mutant_under_test(name)
    # Asked at every call of every function: not in the environment each time.
    trampoline.get_mutant_under_test = lambda: name
    if name and rows_first().is_seen():
        return 1
    items = [item for item in session.items if item.nodeid in tests and rows_first().is_asked(item)]
    items.sort(key=lambda item: (not rows_first().is_of_reading(item), state().duration_by_test[item.nodeid]))
    for item, following in zip(items, [*items[1:], None], strict=True):
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
            return 1
    return 0


def main(processes: int, patterns: list[str]) -> None:
    """Make the mutants, and try those that are wanted."""
    make(processes)
    mutants, _ = mutmut.collect_source_file_mutation_data(mutant_names=patterns)
    arguments = ["--rootdir=.", "--tb=native", "-q", "-s", *config().pytest_add_cli_args_test_selection]
    with change_cwd("mutants"):
        sys.exit(pytest.main([*arguments, *config().pytest_add_cli_args], plugins=[Trying(mutants, processes)]))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
