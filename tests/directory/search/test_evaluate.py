"""Columns answer as one service does."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import numpy as np
import pytest

from directory.search.codes import Interned
from directory.search.columns import join, take
from directory.search.evaluate import EVALUATORS, evaluate
from directory.search.filling import fill
from directory.search.reading import read
from matching import criteria as rules
from tests.directory.search import factory

RANDOM = random.Random(11)
DOCUMENTS = [factory.document(RANDOM) for _ in range(500)]
PREDICATES = (
    rules.IsActive(),
    rules.IsVerified(),
    rules.IndemnityInDate(),
    rules.Accepts("referral"),
    rules.Accepts("never-heard-of"),
    rules.AcceptingNow(),
    rules.SeesAge(17),
    rules.SeesAge(65),
    rules.SeesAge(66),
    rules.SeesInPerson(),
    rules.OpensWithin(0),
    rules.OpensWithin(600),
    rules.OnRegister("gdc"),
    rules.OnAnyRegister(("gdc", "nmc")),
    rules.OnAnyRegister(()),
    rules.OnSpecialistRegister("dermatology"),
    rules.HasCapability("hyaluronidase"),
    rules.HasCapability("hyaluronidase", timedelta(days=7)),
    rules.HasCapability("ultrasound", timedelta(hours=24)),
    rules.HasCapability("ultrasound", timedelta.max),
    rules.HasCapability("never-heard-of"),
    rules.TreatsAny(("acne", "mole")),
    rules.TreatsAny(("never-heard-of",)),
    rules.AnswersWithin(60),
    rules.AnswersWithin(2**40),
    rules.WaitsAtMost(14),
    rules.WaitsAtMost(0),
    rules.ConfirmedWithin(timedelta(hours=24)),
    rules.ConfirmedWithin(timedelta.max),
    rules.Speaks("pl"),
    rules.IsAccessible("step-free"),
    rules.IsOneOf((DOCUMENTS[3]["id"], DOCUMENTS[77]["id"], "nobody")),
    rules.IsOneOf(()),
    rules.AnyOf((rules.Speaks("cy"), rules.WaitsAtMost(3))),
    rules.AnyOf(()),
    rules.Not(rules.Speaks("cy")),
)
# The same in every process: a random id in a name would keep two of them from sharing the tests.
NAMED = [f"{n}-{type(each).__qualname__}" for n, each in enumerate(PREDICATES)]
MOMENTS = (
    factory.NOW,
    datetime.fromisoformat("2026-11-22T23:59:59.999999+00:00"),
    datetime.fromisoformat("2026-11-24T00:00:00+00:00"),
    datetime.fromisoformat("2026-06-30T23:30:00+00:00"),
)


def every(kind: type) -> set[type]:
    return {kind, *(deeper for one in kind.__subclasses__() for deeper in every(one))}


def test_every_predicate_can_be_evaluated_over_columns_and_is_tried_here() -> None:
    known = {one for one in every(rules.Predicate) if one.__module__.startswith("matching.")} - {rules.Predicate}
    # A dataclass with slots is made anew from the class as written, which stays among the subclasses.
    named = {one.__qualname__ for one in known}
    assert named == {one.__qualname__ for one in EVALUATORS} == {type(one).__qualname__ for one in PREDICATES}


@pytest.fixture(scope="module")
def columns():
    return fill(Interned(), [(1, document) for document in DOCUMENTS])


@pytest.mark.parametrize("now", MOMENTS)
@pytest.mark.parametrize("predicate", PREDICATES, ids=NAMED)
def test_columns_and_one_service_agree(columns, predicate, now) -> None:
    expected = [predicate.holds(read(document, now), now) for document in DOCUMENTS]
    assert evaluate(predicate, columns, np.arange(len(columns)), now).tolist() == expected


@pytest.mark.parametrize("predicate", PREDICATES, ids=NAMED)
def test_they_agree_for_some_rows_of_columns_that_were_joined_and_put_in_another_order(predicate) -> None:
    interned = Interned()
    both = join(
        fill(interned, [(1, document) for document in DOCUMENTS[:200]]),
        fill(interned, [(1, document) for document in DOCUMENTS[200:]]),
    )
    order = np.array(random.Random(2).sample(range(500), 500))
    shuffled = take(both, order)
    rows = np.array(sorted(random.Random(3).sample(range(500), 60)))
    expected = [predicate.holds(read(DOCUMENTS[order[row]], factory.NOW), factory.NOW) for row in rows]
    assert evaluate(predicate, shuffled, rows, factory.NOW).tolist() == expected


def test_a_set_may_hold_more_than_64_codes() -> None:
    documents = [factory.document(RANDOM, treats=[f"t{n}" for n in range(start, start + 5)]) for start in range(200)]
    columns = fill(Interned(), [(1, document) for document in documents])
    for code in ("t0", "t63", "t64", "t130", "t203", "t300"):
        expected = [code in document["treats"] for document in documents]
        assert evaluate(rules.TreatsAny((code,)), columns, np.arange(200), factory.NOW).tolist() == expected


def test_a_code_met_later_is_in_none_of_the_older_columns() -> None:
    interned = Interned()
    older = fill(interned, [(1, factory.document(RANDOM, treats=["acne"]))])
    newer = fill(interned, [(1, factory.document(RANDOM, treats=[f"new{n}" for n in range(100)]))])
    rule = rules.TreatsAny(("new99",))
    assert evaluate(rule, older, np.arange(1), factory.NOW).tolist() == [False]
    assert evaluate(rule, newer, np.arange(1), factory.NOW).tolist() == [True]
    assert evaluate(rule, join(older, newer), np.arange(2), factory.NOW).tolist() == [False, True]
