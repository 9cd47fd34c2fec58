"""A database that cannot be asked is 503 with Retry-After, whichever way it says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from apiflask import APIFlask
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from structlog.testing import capture_logs

from directory.parts import Parts

GONE = [
    OperationalError("select", {}, Exception("the server is gone")),
    InterfaceError("select", {}, Exception("the connection is closed")),
    NoConnectionFree("QueuePool limit of size 16 overflow 16 reached, connection timed out"),
]


def test_the_log_does_not_name_the_token_of_a_link(
    parts: Parts, app: APIFlask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app.testing = False
    for error in (GONE[0], ValueError("a fault of ours")):
        monkeypatch.setattr(type(parts.database), "transaction", _raising(error))
        monkeypatch.setattr(type(parts.database), "reading", _raising(error))
        with capture_logs() as logged:
            assert app.test_client().get("/r/a-token-that-is-a-key").status_code in (500, 503)
        assert [each["path"] for each in logged if "path" in each] == ["/r/<token>"]
        assert "a-token-that-is-a-key" not in str(logged) + caplog.text


def test_what_a_column_cannot_hold_is_no_fault_of_the_server(
    parts: Parts, app: APIFlask, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = DataError("insert", {}, Exception("value too long for type character varying(12)"))
    monkeypatch.setattr(type(parts.index), "candidates", _raising(error))
    with capture_logs() as logged:
        response = app.test_client().get("/search?need=toothache&near=LS1+4AP")
    # The driver quotes what it could not store.
    (line,) = [each for each in logged if each["event"] == "unstorable"]
    assert (line["kind"], "exc_info" in line) == ("Exception", False)
    assert response.status_code == 422
    assert "shorten it" in response.text


def _raising(error: Exception) -> Callable[..., None]:
    def fall(*args: object, **kwargs: object) -> None:
        raise error

    return fall


@pytest.mark.parametrize("error", GONE, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "path", ["/api/v1/services?specialty=dentist&near=LS1+4AP", "/search?need=toothache&near=LS1+4AP"]
)
def test_a_database_that_cannot_be_asked_is_away_for_now(
    parts: Parts, app: APIFlask, monkeypatch: pytest.MonkeyPatch, error: Exception, path: str
) -> None:
    monkeypatch.setattr(type(parts.database), "reading", _raising(error))
    monkeypatch.setattr(type(parts.index), "candidates", _raising(error))
    response = app.test_client().get(path)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "Try again" in response.text
