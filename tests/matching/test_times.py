"""How long ago, since when, for how long: the words of time, each where it counts and where it does not."""

from __future__ import annotations

import pytest

from matching.times import (
    days_after,
    days_ago,
    days_for,
    is_a_year,
    is_back,
    is_gap,
    is_long_gone,
    is_month,
    is_once_more,
    is_since,
)


def places(text: str) -> tuple[list[str], int, int]:
    """The words of a text, where the one behind ``|`` stands, and their number."""
    before, behind = text.split("|")
    words = [*before.split(), *behind.split()]
    return words, len(before.split()), len(words)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("pain |3 weeks ago", 21),
        ("|two days ago", 2),
        ("|10 years back", 3650),
        ("|3 weeks earlier", 21),
        ("|half days ago", None),
        ("|3 weeks", None),
        ("|3 pains ago", None),
        ("|3 weeks late", None),
        ("|last year", 180),
        ("|last month", 30),
        ("|last week", 7),
        ("|last time", None),
        ("pain |last", None),
        ("|years ago", 365),
        ("|as a child", 365),
        ("|pain", None),
    ],
)
def test_how_long_ago(text: str, days: float | None) -> None:
    assert days_ago(*places(text)) == days


@pytest.mark.parametrize("word", ["in", "since", "from", "until", "around", "of", "back"])
def test_a_year_behind_a_word_of_time_is_one(word: str) -> None:
    assert is_a_year(*places(f"pain {word} |2015 again"))
    assert not is_a_year(*places(f"{word} pain |2015 again"))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("surgery |2015", True),
        ("surgery |1999", True),
        ("in |1999", True),
        ("in |2015 again", True),
        ("surgery |2015 again", False),
        ("pain at |2015", False),
        ("pain by |2015", False),
        ("|2015 again in", False),
        ("|2015 in", False),
        ("surgery |1899", False),
        ("surgery |215", False),
        ("surgery |20150", False),
        ("surgery |20ab", False),
        ("surgery |२०१५", False),
        ("pain in |20 minutes", False),
    ],
)
def test_which_number_is_a_year(text: str, is_one: bool) -> None:
    assert is_a_year(*places(text)) is is_one


@pytest.mark.parametrize(
    ("text", "is_gone"),
    [
        ("in |2010", True),
        ("from about |2010", True),
        ("|2024", True),
        ("|2025", False),
        ("since |2010", False),
        ("from |2010", False),
    ],
)
def test_which_year_is_long_gone(text: str, is_gone: bool) -> None:
    words, at, _ = places(text)
    assert is_long_gone(words, at) is is_gone


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("|for 3 days", 3),
        ("|for two weeks", 14),
        ("|for 10 years", 3650),
        ("|for many days", 20),
        ("|for some days", 0),
        ("|for 3 pains", 0),
        ("|for 3", 0),
        ("|in 3 days", 0),
    ],
)
def test_for_how_long(text: str, days: float) -> None:
    assert days_for(*places(text)) == days


@pytest.mark.parametrize("word", ["after", "post", "following", "later", "since", "from"])
def test_days_behind_which_something_is_said_to_follow(word: str) -> None:
    assert days_after(*places(f"|5 days {word}"))
    assert days_after(*places(f"|1 day {word} it"))


@pytest.mark.parametrize("text", ["|5 hours after", "|5 days before", "|5 pains after", "|5 days", "|five", "|after"])
def test_what_is_no_number_of_days_after(text: str) -> None:
    assert not days_after(*places(text))


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("|again", True),
        ("|returned", True),
        ("now |back", True),
        ("came |back", True),
        ("|back now", True),
        ("|back again", True),
        ("her |back", False),
        ("|back", False),
        ("|back pain", False),
        ("now her |back", False),
        ("|back is now", False),
        ("now |back pain", True),
    ],
)
def test_what_is_back(text: str, is_so: bool) -> None:
    words, at, _ = places(text)
    assert is_back(words, at) is is_so


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("warfarin |today", True),
        ("warfarin |this week", True),
        ("warfarin |in the morning", True),
        ("warfarin |for 2 days", True),
        ("warfarin |since friday", True),
        ("warfarin |for 2 years", False),
        ("warfarin |for 12 hours", True),
        ("warfarin |for a year", False),
        ("2 days warfarin |at all", False),
        ("warfarin |at all", False),
        ("warfarin |", False),
        ("today |warfarin", False),
    ],
)
def test_what_is_only_left_out(text: str, is_one: bool) -> None:
    words, at, _ = places(text)
    assert is_gap(words, at) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("seizure |since march", True),
        ("seizure |in bed since 2019", True),
        ("seizure |since last year", True),
        ("seizure |since 3rd", True),
        ("seizure |since filler", False),
        ("seizure |since", False),
        ("since march |seizure", False),
    ],
)
def test_until_when_there_were_some(text: str, is_one: bool) -> None:
    words, at, _ = places(text)
    assert is_since(words, at) is is_one


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("|another just now", True),
        ("|more today", True),
        ("|one this morning", True),
        ("|another at some time today", False),
        ("|another", False),
        ("today |another", False),
        ("|today", False),
    ],
)
def test_what_came_once_more(text: str, is_so: bool) -> None:
    words, at, _ = places(text)
    assert is_once_more(words, at) is is_so


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("in |march", True),
        ("last |may", True),
        ("early |june", True),
        ("late |july", True),
        ("mid |april", True),
        ("|march", False),
        ("we |march", False),
        ("|may in", False),
    ],
)
def test_a_month_behind_a_word_of_time_is_one(text: str, is_one: bool) -> None:
    words, at, _ = places(text)
    assert is_month(words, at) is is_one
