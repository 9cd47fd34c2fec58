"""What channels are given and raise: the words are kept, and where it went is said the same way by each."""

from __future__ import annotations

import pytest

from workers.channels.base import Mail, NotDelivered, Permanent, Post, Temporary, Unknown


def test_each_says_where_it_goes() -> None:
    assert Mail("a@b.example", "A", "s", "t").sent_to == "a@b.example"
    assert Post("https://b.example/hook", "x", {}).sent_to == "https://b.example/hook"


@pytest.mark.parametrize("kind", [Temporary, Permanent, Unknown])
def test_a_failure_keeps_its_words(kind: type[NotDelivered]) -> None:
    problem = kind("No such mailbox.")
    assert problem.detail == str(problem) == "No such mailbox."
    assert isinstance(problem, NotDelivered)


def test_a_wait_is_only_there_when_it_was_asked_for() -> None:
    assert Temporary("Later.").retry_after_s is None
    assert Temporary("Later.", 60).retry_after_s == 60
