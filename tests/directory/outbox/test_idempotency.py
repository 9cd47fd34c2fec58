"""The same request twice is done once and answered the same."""

from __future__ import annotations

import pytest

from directory.db import Database
from directory.errors import Conflict, Invalid
from directory.outbox import idempotency
from tests.directory.outbox.conftest import Ahead

BODY = {"reason": "a scar", "urgency": "soon"}


def answer(database: Database, key: str = "k", scope: str = "referrals") -> None:
    with database.transaction() as session:
        assert idempotency.begin(session, scope, key, BODY) is None
        idempotency.store(session, scope, key, status=201, body='{"id":"r1"}', resource_id="r1")


def test_the_first_answer_is_given_again(any_database: Database) -> None:
    answer(any_database)
    with any_database.transaction() as session:
        again = idempotency.begin(session, "referrals", "k", {"urgency": "soon", "reason": "a scar"})
        assert again == idempotency.Replay(201, '{"id":"r1"}', "r1")


def test_another_body_with_the_same_key_is_refused(any_database: Database) -> None:
    answer(any_database)
    with any_database.transaction() as session, pytest.raises(idempotency.IdempotencyMismatch) as refused:
        idempotency.begin(session, "referrals", "k", {**BODY, "reason": "another"})
    assert refused.value.status == 422


def test_a_key_is_of_one_scope(any_database: Database) -> None:
    answer(any_database)
    answer(any_database, scope="cancellations")


def test_a_request_that_failed_frees_its_key(any_database: Database) -> None:
    def fail() -> None:
        with any_database.transaction() as session:
            idempotency.begin(session, "referrals", "k", BODY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    answer(any_database)


def test_a_request_that_was_never_answered_is_not_done_again(any_database: Database) -> None:
    with any_database.transaction() as session:
        idempotency.begin(session, "referrals", "k", BODY)
    with any_database.transaction() as session, pytest.raises(Conflict):
        idempotency.begin(session, "referrals", "k", BODY)


def test_an_answer_without_a_beginning_is_a_mistake(any_database: Database) -> None:
    with any_database.transaction() as session, pytest.raises(LookupError):
        idempotency.store(session, "referrals", "k", status=201, body="", resource_id="")


@pytest.mark.parametrize(
    "key", ["", " ", "a\n", "a\x00", "é", "x" * 256, " padded", "padded ", "\u0661", "a\u202eb", "\ud800", "k1, k1"]
)
def test_a_key_that_cannot_be_one_is_refused(any_database: Database, key: str) -> None:
    with any_database.transaction() as session, pytest.raises(Invalid) as refused:
        idempotency.begin(session, "referrals", key, BODY)
    assert refused.value.errors[0].pointer == "/Idempotency-Key"


@pytest.mark.parametrize("key", ["a", "x" * 255, "a b", "0197a3c2-5d1e-7b3a", '"quoted"', "~!@#$%^&*()"])
def test_any_plain_key_will_do(any_database: Database, key: str) -> None:
    answer(any_database, key)


def test_bytes_and_values_have_fingerprints() -> None:
    assert idempotency.fingerprint(b"x") != idempotency.fingerprint("x")
    assert idempotency.fingerprint({"a": 1, "b": 2}) == idempotency.fingerprint({"b": 2, "a": 1})
    assert idempotency.fingerprint({"a": 1}) != idempotency.fingerprint({"a": "1"})


def test_old_keys_are_forgotten(any_database: Database, ahead: Ahead) -> None:
    answer(any_database, "old")
    there = ahead(31 * 86_400)
    answer(there, "new")
    with there.transaction() as session:
        assert idempotency.purge(session) == 1
        assert idempotency.begin(session, "referrals", "new", BODY) is not None
        assert idempotency.begin(session, "referrals", "old", BODY) is None
