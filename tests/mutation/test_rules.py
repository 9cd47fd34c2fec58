"""No small change to a rule goes unseen: what no row sees has a reason."""

from __future__ import annotations

import pytest

from tests.cases import builtin_registry
from tests.mutation.changes import Change, changed_groups, changed_rules
from tests.mutation.equivalent import EQUIVALENT, why
from tests.mutation.rules import Table, every_change, unexcused


@pytest.fixture(scope="module")
def table() -> Table:
    return Table(builtin_registry())


def test_every_change_to_a_rule_is_seen_by_a_case(table: Table) -> None:
    survivors = [each.name for each in table.survivors(unexcused(every_change(table.registry)))]
    assert survivors == [], "Write a row that tells them apart, in tests/plugins/test_boundaries.py or beside the rule."


def test_the_changes_are_many_and_of_every_kind(table: Table) -> None:
    changes = every_change(table.registry)
    assert len(changes) > 800
    for part in (".decision = ", ".urgency = ", ".when = ", ".needs = ", ".refer = ", ".before = ", " not in acute"):
        assert any(part in each.name for each in changes), part


def test_a_change_is_taken_back(table: Table) -> None:
    before = [each.name for each in changed_rules()]
    for change in [*changed_rules()][:5]:
        with change.made():
            assert getattr(change.owner, change.field) == change.value
    assert [each.name for each in changed_rules()] == before


def test_a_change_that_no_case_sees_is_found(table: Table) -> None:
    concept = table.registry.vocabulary.concepts["warfarin"]
    change = Change("warfarin in a group of nobody", concept, "groups", (*concept.groups, "nobody"))
    assert list(table.survivors([change])) == [change]
    assert any(each.owner is concept for each in changed_groups(table.registry))


def test_every_excuse_is_still_needed() -> None:
    names = {each.name for each in every_change(builtin_registry())}
    assert [pattern for pattern in EQUIVALENT if not any(why(name) == EQUIVALENT[pattern] for name in names)] == []
