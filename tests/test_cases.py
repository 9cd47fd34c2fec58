"""Every case of every table: no answer changes unseen, and all ways of asking give the same."""

from __future__ import annotations

import pytest
import yaml

from directory.triage.baseline import Kept, read_baseline, replay
from matching.case_input import case_from_mapping
from tests.cases import BASELINE, builtin_registry, rows

RENEW = "If that is meant, run: python -m tests.cases. Then review what git shows of docs/safety/baseline.yaml."


@pytest.fixture(scope="module")
def kept() -> dict[str, Kept]:
    return {each.id: each for each in read_baseline(yaml.safe_load(BASELINE.read_text(encoding="utf-8")))}


def test_every_answer_is_the_one_that_was_reviewed(kept: dict[str, Kept]) -> None:
    changes = replay(kept.values(), builtin_registry())
    said = [
        f"{change.id}: {each.part}: {each.before} -> {each.after}" for change in changes for each in change.differences
    ]
    assert said == [], f"{len(changes)} answers have changed. {RENEW}"


def test_the_baseline_holds_the_cases_of_the_tables_and_no_others(kept: dict[str, Kept]) -> None:
    wanted = {row.id: case_from_mapping(row.case) for row in rows()}
    found = {id_: each.case for id_, each in kept.items()}
    assert found == wanted, f"The tables have changed. {RENEW}"


def test_the_tables_hold_as_many_cases_as_were_promised() -> None:
    assert len(list(rows())) >= 150
