"""Questions to parts that may hang: one at a time, and nobody waits longer than they said."""

from __future__ import annotations

import threading
import time

import pytest

from directory.admin.questions import Question


def test_an_answer_is_given_and_kept_for_a_moment() -> None:
    asked: list[int] = []
    question = Question(lambda: asked.append(1) or len(asked), keep_s=60.0)
    assert [question.begin().result(2), question.begin().result(2)] == [1, 1]


def test_an_answer_that_has_grown_old_is_asked_for_again() -> None:
    asked: list[int] = []
    question = Question(lambda: asked.append(1) or len(asked), keep_s=0.0)
    assert [question.begin().result(2), question.begin().result(2)] == [1, 2]


def test_a_part_that_hangs_holds_one_thread_however_often_it_is_asked() -> None:
    ending = threading.Event()
    question = Question(ending.wait)
    before = threading.active_count()
    started = time.monotonic()
    for _ in range(20):
        with pytest.raises(TimeoutError):
            question.begin().result(0.01)
    assert time.monotonic() - started < 2
    assert threading.active_count() == before + 1
    ending.set()
    assert question.begin().result(2) is True


def test_what_goes_wrong_is_raised_where_it_was_asked() -> None:
    def fail() -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        Question(fail).begin().result(2)
