"""Who is let in: the bearer of the key, a browser that signed in with it, this machine while developing."""

from __future__ import annotations

import pytest
from flask import Flask, request

from directory.accounts.guards import SIGNED_IN_S, Guard
from directory.errors import Refused, Unauthorised

KEY = "a-key-that-is-long-enough-to-be-one"


@pytest.fixture
def flask() -> Flask:
    app = Flask(__name__)
    app.secret_key = "only for this test"
    return app


def asked(flask: Flask, guard: Guard, *, address: str = "127.0.0.1", header: str = "") -> bool:
    headers = {"Authorization": header} if header else {}
    with flask.test_request_context(headers=headers, environ_base={"REMOTE_ADDR": address}):
        return guard.allows(request)


@pytest.mark.parametrize(
    ("address", "is_let_in"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("192.0.2.7", False), ("2001:db8::1", False),
     ("", False), ("localhost", False)],
)  # fmt: skip
def test_without_a_key_development_lets_in_this_machine_alone(flask: Flask, address: str, is_let_in: bool) -> None:
    assert asked(flask, Guard("", "development", "s"), address=address) is is_let_in


@pytest.mark.parametrize(
    ("host", "is_let_in"),
    [("localhost", True), ("localhost:8000", True), ("onward.localhost", True), ("127.0.0.1:8000", True),
     ("[::1]:8000", True), ("onward.clinic.example", True), ("evil.example", False), ("127.0.0.1.evil.example", False),
     ("localhost.evil.example", False), ("192.0.2.7", False), ("[::1", False), ("a b", False)],
)  # fmt: skip
def test_without_a_key_this_machine_is_asked_by_its_own_name(flask: Flask, host: str, is_let_in: bool) -> None:
    guard = Guard("", "development", "s", "onward.clinic.example")
    environ = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": host}
    with flask.test_request_context(environ_overrides=environ):
        assert guard.allows(request) is is_let_in


def test_without_a_key_production_lets_in_nobody_and_says_what_to_set(flask: Flask) -> None:
    guard = Guard("", "production", "s")
    assert not asked(flask, guard)
    with flask.test_request_context(), pytest.raises(Refused, match="ONWARD_API_KEY"):
        guard.require(request)


def test_with_a_key_its_bearer_is_let_in_and_this_machine_is_not(flask: Flask) -> None:
    guard = Guard(KEY, "development", "s")
    assert asked(flask, guard, header=f"Bearer {KEY}", address="192.0.2.7")
    assert not asked(flask, guard)
    assert not asked(flask, guard, header="Bearer something-else")
    assert not asked(flask, guard, header="Bearer")
    with flask.test_request_context(), pytest.raises(Unauthorised):
        guard.require(request)


def test_whoever_signs_in_is_let_in_until_they_sign_out(flask: Flask) -> None:
    guard = Guard(KEY, "production", "s")
    with flask.test_request_context():
        assert not guard.sign_in("not the key")
        assert not guard.sign_in("")
        assert not guard.allows(request)
        assert guard.sign_in(f" {KEY} ")
        assert guard.allows(request)
        guard.sign_out()
        assert not guard.allows(request)


def test_a_session_ends_after_twelve_hours(flask: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    guard = Guard(KEY, "production", "s")
    with flask.test_request_context():
        from flask import session

        assert guard.sign_in(KEY)
        session["at"] -= SIGNED_IN_S - 60
        assert guard.allows(request)
        session["at"] -= 120
        assert not guard.allows(request)


@pytest.mark.parametrize("at", ["soon", None, True, 10**20, -1])
def test_a_session_with_a_strange_time_is_none(flask: Flask, at: object) -> None:
    guard = Guard(KEY, "production", "s")
    with flask.test_request_context():
        from flask import session

        guard.sign_in(KEY)
        session["at"] = at
        assert not guard.allows(request)


def test_a_session_of_an_earlier_key_ends_with_it(flask: Flask) -> None:
    with flask.test_request_context():
        assert Guard(KEY, "production", "s").sign_in(KEY)
        assert not Guard("another-key-that-is-long-enough-too", "production", "s").allows(request)


def test_no_key_lets_nobody_sign_in(flask: Flask) -> None:
    with flask.test_request_context():
        assert not Guard("", "production", "s").sign_in("")
