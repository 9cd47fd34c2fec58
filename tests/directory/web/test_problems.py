"""A database that cannot be asked is 503 with Retry-After, whichever way it says so."""

from __future__ import annotations

import pytest
from apiflask import APIFlask
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from directory.parts import Parts

GONE = [
    OperationalError("select", {}, Exception("the server is gone")),
    InterfaceError("select", {}, Exception("the connection is closed")),
    NoConnectionFree("QueuePool limit of size 16 overflow 16 reached, connection timed out"),
]


@pytest.mark.parametrize("error", GONE, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "path", ["/api/v1/services?specialty=dentist&near=LS1+4AP", "/search?need=toothache&near=LS1+4AP"]
)
def test_a_database_that_cannot_be_asked_is_away_for_now(
    parts: Parts, app: APIFlask, monkeypatch: pytest.MonkeyPatch, error: Exception, path: str
) -> None:
    def fall(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr(type(parts.database), "reading", fall)
    monkeypatch.setattr(type(parts.index), "candidates", fall)
    response = app.test_client().get(path)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "Try again" in response.text
