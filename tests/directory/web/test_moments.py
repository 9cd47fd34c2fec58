"""Moments in words, on the clock of London."""

from __future__ import annotations

from datetime import UTC, datetime

from directory.web.moments import to_the_second, when


def test_a_moment_is_written_as_the_clock_on_the_wall_shows_it() -> None:
    assert when(datetime(2026, 7, 1, 8, 5, tzinfo=UTC)) == "Wednesday 1 July 2026, 09:05"
    assert when(datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)) == "Thursday 31 December 2026, 23:59"
    assert to_the_second(datetime(2026, 7, 31, 23, 30, 7, tzinfo=UTC)) == "1 August 2026, 00:30:07"


def test_no_moment_is_no_words() -> None:
    assert when(None) == to_the_second(None) == ""
