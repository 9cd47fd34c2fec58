"""What is written about a failure is one plain line, and never what was being sent."""

from __future__ import annotations

import pytest

from workers.channels.words import kind_of, plain


@pytest.mark.parametrize("said", [b"no\r\nsuch\x00 user\x1b[31m", "no\nsuch user", b"\xff\xfe", "x" * 10_000, 550])
def test_it_is_one_printable_line(said: object) -> None:
    assert plain(said).isprintable()
    assert len(plain(said)) <= 400


def test_an_error_is_named_with_its_place_and_without_its_words() -> None:
    with pytest.raises(ValueError, match="Mrs Secret") as caught:
        raise ValueError("Mrs Secret")
    said = kind_of(caught.value)
    assert said.startswith("ValueError in test_words.py:")
    assert "Secret" not in said
    assert kind_of(KeyError("Mrs Secret")) == "KeyError"
