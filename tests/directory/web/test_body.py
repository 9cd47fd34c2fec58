"""A JSON body is read in one way only, or not at all."""

from __future__ import annotations

import time
import tracemalloc
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from directory.web.body import BadBody, parse

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=10)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=15,
)


@given(VALUES)
def test_whatever_json_can_say_is_read_as_it_was_meant(value: Any) -> None:
    assert parse(orjson.dumps(value)) == value


@given(st.binary(max_size=60))
def test_bytes_of_any_kind_are_read_or_refused(raw: bytes) -> None:
    try:
        parse(raw)
    except BadBody as refused:
        assert refused.errors[0].detail.endswith(".")  # noqa: PT017


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b'{"a":1,"a":1}', "twice"),
        (b'{"a":{"b":1,"b":2}}', "twice"),
        (b'\xef\xbb\xbf{"a":1}', "byte order mark"),
        (b"[NaN]", "NaN"),
        (b"[1e999]", "too large"),
        (b"[9007199254740993]", "too large"),
        (b'["\\ud800"]', "cannot be stored"),
        (b'["\\u0000"]', "cannot be stored"),
        (b'["\xff"]', "UTF-8"),
        (b"[" * 21 + b"]" * 21, "20 levels"),
        (b"{'a': 1}", "line 1, column 2"),
    ],
)
def test_each_refusal_says_why(raw: bytes, words: str) -> None:
    with pytest.raises(BadBody) as refused:
        parse(raw)
    assert words in refused.value.errors[0].detail


def test_a_text_that_cannot_be_stored_is_pointed_to() -> None:
    with pytest.raises(BadBody) as refused:
        parse(b'{"a/b": [{"c": "\\u0000"}]}')
    assert refused.value.errors[0].pointer == "/a~1b/0/c"


def test_brackets_inside_a_text_are_only_text() -> None:
    assert parse(b'["' + b"[" * 100 + b'", "\\"[[[[[[[[[[[[[[[[[[[[[[[[["]') is not None


@pytest.mark.parametrize(
    "raw",
    [b'"' * 262_143, b'"\\' * 131_000, b"[" * 262_144, b'{"a":' * 52_000, b"[" + b"1," * 131_000, b'["\\"' * 60_000],
)
def test_a_body_made_to_be_slow_is_refused_quickly(raw: bytes) -> None:
    started = time.thread_time()
    with pytest.raises(BadBody):
        parse(raw)
    assert time.thread_time() - started < 1
    tracemalloc.start()
    with pytest.raises(BadBody):
        parse(raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize("address", ["/triage", "/sign-in", "/services/new", "/admin/outbox/0/cancel", "/referrals"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_form_of_bytes_that_are_no_text_is_refused_everywhere(
    shared_client: FlaskClient, address: str, kind: str
) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xed\xa0\x80\r\n--x--\r\n'
    body = part if kind.startswith("multipart") else b"a=%ED%A0%80"
    refused = shared_client.post(address, data=body, content_type=kind)
    assert refused.status_code == 400
    assert "cannot be read" in refused.text
