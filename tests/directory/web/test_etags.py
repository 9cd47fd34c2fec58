"""Versions over HTTP."""

from __future__ import annotations

import pytest
from flask import Flask, request

from directory.errors import Conflict
from directory.web.etags import (
    PreconditionFailed,
    PreconditionRequired,
    answer,
    expected_version,
    stale,
    version_tag,
)

APP = Flask("test")


@pytest.mark.parametrize("given", ['W/"3"', '"3"', ' W/"3" '])
def test_a_version_is_read_from_if_match(given: str) -> None:
    with APP.test_request_context(headers={"If-Match": given}):
        assert expected_version(request) == 3


def test_a_change_without_a_version_is_refused() -> None:
    with APP.test_request_context(), pytest.raises(PreconditionRequired):
        expected_version(request)


@pytest.mark.parametrize("given", ["*", "3", 'W/"x"', 'W/"0"', 'W/"1", W/"2"', '"1\n"'.replace("\n", "")[:-1]])
def test_a_version_that_was_never_given_is_refused(given: str) -> None:
    with APP.test_request_context(headers={"If-Match": given}), pytest.raises(PreconditionFailed):
        expected_version(request)


def test_a_conflict_of_versions_is_a_failed_precondition_and_another_is_not() -> None:
    assert isinstance(stale(Conflict("It changed.", version=2)), PreconditionFailed)
    assert isinstance(stale(Conflict("It is retired.")), Conflict)


def test_the_same_content_has_the_same_tag_and_other_content_another() -> None:
    with APP.test_request_context():
        tags = [answer(request, value).headers["ETag"] for value in ({"a": 1}, {"a": 1}, {"a": 2})]
    assert tags[0] == tags[1] != tags[2]


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_write_is_never_answered_with_not_modified(method: str) -> None:
    with APP.test_request_context(method=method, headers={"If-None-Match": "*"}):
        assert answer(request, {}, tag=version_tag(1)).status_code == 200
