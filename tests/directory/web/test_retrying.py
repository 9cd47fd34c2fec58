"""What the database gave up for another's sake is done again; what is wrong stays wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg.errors
import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from directory.app import Parts
from directory.db import Database
from directory.web.retrying import AGAIN
from tests.bad_input import counts
from tests.directory.referrals.visitor import id_of
from tests.directory.referrals.world import body
from tests.network import KEY

AUTH = {"Authorization": f"Bearer {KEY}", "Idempotency-Key": "key-1"}


@pytest.fixture
def failing(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[Exception]], list[Exception]]:
    """Transactions that fail with these errors when they are committed, the last first."""

    def fail(errors: list[Exception]) -> list[Exception]:
        plain = Database.transaction

        class _Failing:
            def __init__(self, database: Database) -> None:
                self._inner = plain(database)

            def __enter__(self) -> Any:
                return self._inner.__enter__()

            def __exit__(self, *raised: Any) -> Any:
                if errors and raised[0] is None:
                    error = OperationalError("commit", {}, errors.pop())
                    self._inner.__exit__(type(error), error, None)
                    raise error
                return self._inner.__exit__(*raised)

        def transaction(database: Database) -> _Failing:
            return _Failing(database)

        monkeypatch.setattr(Database, "transaction", transaction)
        return errors

    return fail


def refer(client: FlaskClient, parts: Parts) -> Any:
    return client.post("/api/v1/referrals", json=body(id_of(parts, "Park Dental")), headers=AUTH)


@pytest.mark.parametrize("error", [psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure])
def test_a_transaction_that_gave_way_is_done_again(
    client: FlaskClient, parts: Parts, failing: Callable[..., list[Exception]], error: type[Exception]
) -> None:
    left = failing([error("gave way")] * AGAIN)
    assert refer(client, parts).status_code == 201
    assert left == []
    assert counts(parts.database)["referral"] == 1


def test_one_that_gives_way_again_and_again_is_for_the_client_to_repeat(
    app: APIFlask, client: FlaskClient, parts: Parts, failing: Callable[..., list[Exception]]
) -> None:
    app.testing = False
    failing([psycopg.errors.DeadlockDetected("gave way")] * (AGAIN + 1))
    answer = refer(client, parts)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert counts(parts.database)["referral"] == 0
    assert refer(client, parts).status_code == 201


def test_another_fault_is_not_tried_again(
    app: APIFlask, client: FlaskClient, parts: Parts, failing: Callable[..., list[Exception]]
) -> None:
    app.testing = False
    left = failing([psycopg.errors.AdminShutdown("going down")] * 2)
    assert refer(client, parts).status_code == 503
    assert len(left) == 1
