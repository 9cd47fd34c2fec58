"""Points as whole numbers keep the order of the exact sums, and say where they cannot."""

from __future__ import annotations

from itertools import compress, product
from math import fsum

import pytest

from directory.search.elastic.steps import Steps

WEIGHTS = [
    (),
    (4.0, 2.5, 1.1, 6.3),
    (15.0, 4.0, 4.0, 25.0, 12.0, 8.0),
    (0.1, 0.2, 0.3),
    (1 / 3, 2 / 3, 1.0),
    (1e-9, 5.0, 5.000000001),
    (0.0, 1e6, 0.25),
    (1.0,) * 14,
]


def sums(steps: Steps, sure: tuple[float, ...], weights: tuple[float, ...]):
    for held in product((False, True), repeat=len(weights)):
        yield sum(compress(steps.whole, held)), fsum((*sure, *compress(weights, held)))


@pytest.mark.parametrize("weights", WEIGHTS, ids=str)
@pytest.mark.parametrize("sure", [(), (7.7,)], ids=str)
def test_no_smaller_number_earns_more_than_is_said(sure, weights) -> None:
    steps = Steps(sure, weights)
    pairs = sorted(set(sums(steps, sure, weights)))
    assert pairs[-1][0] < 1 << 24
    for number, earned in pairs:
        step = steps.at(number)
        assert step.least <= earned <= step.most
        below = [other for smaller, other in pairs if smaller < number]
        assert max(below, default=-1.0) <= max(step.below, step.most if not step.is_clear else step.below)
        if step.is_clear:
            assert {other for same, other in pairs if same == number} == {earned}
            assert all(other < earned for other in below)


@pytest.mark.parametrize("weights", WEIGHTS, ids=str)
def test_everything_above_the_first_number_with_a_sum_earns_more(weights) -> None:
    steps = Steps((), weights)
    pairs = sorted(set(sums(steps, (), weights)))
    for _, wanted in pairs:
        first = steps.first_with(wanted)
        assert first is not None
        assert all(earned > wanted for number, earned in pairs if number > first)
    assert Steps((5.0,), weights).first_with(1.0) in (None, *range(-(1 << 24), 15))


def test_usual_weights_are_clear_throughout() -> None:
    steps = Steps((), (15.0, 10.0, 4.0, 2.5))
    assert steps.whole == [30, 20, 8, 5]
    assert all(steps.at(number).is_clear for number, _ in sums(steps, (), (15.0, 10.0, 4.0, 2.5)))


def test_equal_sums_that_round_differently_are_not_clear() -> None:
    assert not Steps((), (0.1, 0.2, 0.3)).at(3).is_clear
