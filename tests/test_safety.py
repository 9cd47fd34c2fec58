"""Every hazard is complete, and every control is proved by tests that exist."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests.safety import PAGE, RISKS, SEVERITIES, Outcomes, hazards, missing, named_tests, page, risk, unproved


def test_every_hazard_says_cause_effect_ratings_and_what_holds_it() -> None:
    ids = [each["id"] for each in hazards()]
    assert len(set(ids)) == len(ids)
    assert {f"H{number}" for number in range(1, 17)} <= set(ids)
    for each in hazards():
        for rating in (each["before"], each["after"]):
            assert rating[0] in SEVERITIES, each["id"]
            assert rating[1] in RISKS, each["id"]
        assert each["cause"].endswith("."), each["id"]
        assert each["effect"].endswith("."), each["id"]
        assert all(control["tests"] for control in each["controls"]), f"{each['id']}: a control without a test"
        assert each["controls"] or each["open"], f"{each['id']}: neither controlled nor said to be open"


def test_a_hazard_without_controls_is_rated_as_it_was() -> None:
    for each in hazards():
        assert risk(each["after"]) <= risk(each["before"]), each["id"]
        if not each["controls"]:
            assert each["after"] == each["before"], each["id"]


def test_every_test_that_a_control_names_exists_and_is_never_skipped() -> None:
    assert missing(named_tests(hazards())) == []


def test_the_page_is_made_of_the_log() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "Run: python -m tests.safety --write"


def test_a_test_that_has_gone_is_noticed() -> None:
    here = "tests/test_safety.py::test_a_test_that_has_gone_is_noticed"
    assert missing([here, "tests/test_safety.py::test_nothing", "tests/test_nowhere.py::test_it"]) == [
        "tests/test_safety.py::test_nothing",
        "tests/test_nowhere.py::test_it",
    ]


def report(name: str, outcome: str, when: str = "call") -> Any:
    return SimpleNamespace(nodeid=name, when=when, passed=outcome == "passed")


def test_only_a_test_that_passed_in_every_case_proves_a_control() -> None:
    outcomes = Outcomes()
    outcomes.pytest_runtest_logreport(report("a.py::test_good[1]", "passed"))
    outcomes.pytest_runtest_logreport(report("a.py::test_good[2]", "passed"))
    outcomes.pytest_runtest_logreport(report("a.py::test_half[1]", "passed"))
    outcomes.pytest_runtest_logreport(report("a.py::test_half[2]", "failed"))
    outcomes.pytest_runtest_logreport(report("a.py::test_skipped", "skipped", "setup"))
    outcomes.pytest_runtest_logreport(report("a.py::test_unclean", "passed"))
    outcomes.pytest_runtest_logreport(report("a.py::test_unclean", "failed", "teardown"))
    names = [f"a.py::test_{name}" for name in ("good", "half", "skipped", "unclean", "never_run")]
    assert unproved(names, outcomes) == names[1:]
