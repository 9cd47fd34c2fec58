"""The hazard log as code: every control names the tests that prove it.

``python -m tests.safety`` runs exactly those tests, and fails when one is missing, skipped or red.
``python -m tests.safety --write`` makes docs/safety/hazard-log.md from the log.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
LOG = ROOT / "docs" / "safety" / "hazard-log.yaml"
PAGE = LOG.with_suffix(".md")
SEVERITIES = ("minor", "significant", "considerable", "major", "catastrophic")
RISKS = {
    "very high": (3, 4, 4, 5, 5),
    "high": (2, 3, 3, 4, 5),
    "medium": (2, 2, 3, 3, 4),
    "low": (1, 2, 2, 3, 4),
    "very low": (1, 1, 2, 2, 3),
}
"""The risk of a likelihood, by severity."""
HEAD = """# Hazard log

Made from [hazard-log.yaml](hazard-log.yaml) by `python -m tests.safety --write`: edit that file, not this page.
`make safety` runs exactly the tests that are named here; it fails when one is missing, is skipped or does not pass.

Severity and likelihood are in the words of DCB0129, and give a risk from 1 to 5: 1 and 2 are acceptable, 3 is to be
reduced where that can be done, 4 and 5 are not acceptable. **The ratings are the developers' own. No clinical safety
officer has signed them**: whoever deploys Onward has to do that.

| | Hazard | Risk before | Risk after | State |
| --- | --- | ---: | ---: | --- |
"""


def hazards() -> list[dict[str, Any]]:
    """The log."""
    found: list[dict[str, Any]] = yaml.safe_load(LOG.read_text(encoding="utf-8"))["hazards"]
    return found


def named_tests(log: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Every test that a control names, each once."""
    yield from dict.fromkeys(test for each in log for control in each["controls"] for test in control["tests"])


@cache
def _functions(path: Path) -> dict[str, tuple[str, ...]]:
    """The test functions of a module, with the names of their decorators."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name: tuple(ast.unparse(each) for each in node.decorator_list)
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


def missing(tests: Iterable[str]) -> list[str]:
    """Those that are not there, or that are always skipped."""
    found = []
    for test in tests:
        name, _, function = test.partition("::")
        path = ROOT / name
        marks = _functions(path).get(function) if path.is_file() else None
        if marks is None or any("mark.skip" in mark or "xfail" in mark for mark in marks):
            found.append(test)
    return found


def risk(rating: list[str]) -> int:
    """1 to 5."""
    severity, likelihood = rating
    return RISKS[likelihood][SEVERITIES.index(severity)]


def state(hazard: dict[str, Any]) -> str:
    """Whether controls hold it."""
    if not hazard["controls"]:
        return "open, not yet controlled"
    return "partly controlled" if hazard.get("open") else "controlled"


def page() -> str:
    """The log as people read it."""
    log = hazards()
    lines = [
        f"| {each['id']} | [{each['title']}](#{each['id'].lower()}) "
        f"| {risk(each['before'])} | {risk(each['after'])} | {state(each)} |"
        for each in log
    ]
    return HEAD + "\n".join(lines) + "\n" + "".join(_part(each) for each in log)


def _part(each: dict[str, Any]) -> str:
    before, after = (f"{severity}, {likelihood}" for severity, likelihood in (each["before"], each["after"]))
    lines = [
        "",
        f"## {each['id']}",
        "",
        f"**{each['title']}.** {state(each).capitalize()}.",
        "",
        f"Cause: {each['cause']} Effect: {each['effect']}",
        "",
        f"Before: {before} (risk {risk(each['before'])}). After: {after} (risk {risk(each['after'])}).",
    ]
    for control in each["controls"]:
        lines += ["", f"- {control['text']}"]
        lines += [f"  - `{test}`" for test in control["tests"]]
    if each.get("open"):
        lines += ["", f"Open: {each['open']}"]
    return "\n".join(lines) + "\n"


class Outcomes:
    """What became of every test of a run, by its function."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.passed: set[str] = set()
        self.not_passed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note it: anything but a pass counts against the whole function."""
        name = report.nodeid.partition("[")[0]
        if report.when == "call" and report.passed:
            self.passed.add(name)
        elif not report.passed:
            self.not_passed.add(name)


def unproved(tests: Iterable[str], outcomes: Outcomes) -> list[str]:
    """Those without a pass, or with anything else beside it."""
    return [test for test in tests if test not in outcomes.passed or test in outcomes.not_passed]


def main(args: list[str]) -> int:
    """Write the page, or run what the controls name."""
    if args == ["--write"]:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    tests = list(named_tests(hazards()))
    gone = missing(tests)
    outcomes = Outcomes()
    if not gone:
        pytest.main(["-p", "no:cacheprovider", *tests], plugins=[outcomes])
    failed = gone or unproved(tests, outcomes)
    print(f"{len(tests) - len(failed)} of {len(tests)} tests that the hazard log names have passed.")
    for test in failed:
        print(f"A control is not proved: {test}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
