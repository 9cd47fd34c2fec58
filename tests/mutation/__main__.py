"""``python -m tests.mutation [PATTERN ...]``: mutmut over the decision code, in a copy of the project.

PATTERN narrows the run: ``'plugins.emergency*'``, ``'matching.context.x__times*'``. Everything is written below
``.cache/mutate``; mutmut itself is expected in ``.cache/mutate/lib``, where ``make mutate`` puts it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import click

from tests.mutation.survivors import left_by, reason_of
from tests.mutation.tree import ROOT, copy_to

WORK = ROOT / ".cache" / "mutate"
COMMAND = "from runpy import run_path; run_path('tests/mutation/forked.py', run_name='__main__')"
KILLED, SURVIVED, UNTRIED = "killed", "survived", "tried by no test"
EXPLAINED = "survived for a reason that is written down"
STATES = {1: KILLED, 0: SURVIVED, 33: UNTRIED, -24: "ran without end", None: "not tried"}
"""What is noted of a mutant: the exit code of the process that tried it."""


@click.command()
@click.argument("patterns", nargs=-1)
@click.option("--processes", default=os.cpu_count() or 1, show_default=True, help="How many mutants at a time.")
@click.option("--again", is_flag=True, help="Only those that survived before, and functions that have changed.")
def main(patterns: tuple[str, ...], processes: int, again: bool) -> None:
    """Change the decision code in small ways, and say which changes no test sees."""
    tree = WORK / "tree"
    if not again:
        # All of it: mutmut writes down nothing about a file that it finds mutated already.
        shutil.rmtree(tree / "mutants", ignore_errors=True)
    copy_to(tree)
    names = list(patterns)
    if again:
        names = [name for name, state in results(tree) if state == SURVIVED and _is_wanted(name, patterns)] or names
    run_mutmut(tree, str(processes), *names)
    changed = [name for name, state in results(tree) if state == STATES[None] and _is_wanted(name, patterns)]
    if again and changed:
        run_mutmut(tree, str(processes), *changed)
    found = [(name, _explained(name, state, tree)) for name, state in results(tree) if _is_wanted(name, patterns)]
    for name, state in found:
        if state not in (KILLED, EXPLAINED):
            click.echo(f"{state}: {name}: {left_by(name, tree)}")
    click.echo(", ".join(f"{count} {state}" for state, count in sorted(Counter(state for _, state in found).items())))


def run_mutmut(tree: Path, *arguments: str) -> None:
    """Run mutmut in the copy. Ends the program with its exit code where it cannot work."""
    here = {**os.environ, "PYTHONPATH": str(WORK / "lib"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run([sys.executable, "-c", COMMAND, *arguments], cwd=tree, env=here, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def results(tree: Path) -> Iterator[tuple[str, str]]:
    """Every mutant and what became of it."""
    for path in sorted(tree.glob("mutants/**/*.py.meta")):
        for name, code in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            yield name, STATES.get(code, f"ended with {code}")


def _explained(name: str, state: str, tree: Path) -> str:
    return EXPLAINED if state in (SURVIVED, UNTRIED) and reason_of(name, tree) else state


def _is_wanted(name: str, patterns: tuple[str, ...]) -> bool:
    return not patterns or any(fnmatchcase(name, pattern) for pattern in patterns)


if __name__ == "__main__":
    main()
