"""The same listing sent twice with one key lists one service."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from directory.app import Parts
from directory.catalogue import service
from tests.network import listing_of

API = "/api/v1/services"
LISTING = listing_of("New Dental", "dentist", "LS1 4DL", clinician_phone="0113 245 0001")
Headers = dict[str, str]


@pytest.fixture(scope="module")
def registry() -> None:
    """Not the small registry of this folder: these tests ask the whole application."""


def send(client: FlaskClient, with_key: Headers, key: str | None, **changes: Any) -> Any:
    given = {} if key is None else {"Idempotency-Key": key}
    return client.post(API, json=LISTING | changes, headers=with_key | given)


def listed(parts: Parts) -> int:
    with parts.database.reading() as session:
        return sum(each["organisation"]["name"] == "New Dental" for each in service.listed(session))


def test_one_key_makes_one_service_and_answers_it_again(client: FlaskClient, with_key: Headers, parts: Parts) -> None:
    sent = [send(client, with_key, "import-1") for _ in range(3)]
    assert {each.status_code for each in sent} == {201}
    assert len({each.headers["Location"] for each in sent}) == 1
    assert listed(parts) == 1


def test_another_listing_under_the_same_key_is_refused(client: FlaskClient, with_key: Headers, parts: Parts) -> None:
    send(client, with_key, "import-1")
    refused = send(client, with_key, "import-1", description="Another")
    assert refused.status_code == 422
    assert "was used for another request" in refused.get_json()["detail"]
    assert listed(parts) == 1


def test_a_listing_that_is_wrong_leaves_the_key_free(client: FlaskClient, with_key: Headers, parts: Parts) -> None:
    assert send(client, with_key, "import-1", postcode="ZZ9 9ZZ").status_code == 422
    assert send(client, with_key, "import-1").status_code == 201


@pytest.mark.parametrize("key", ["", "a,b", "x" * 256])
def test_a_key_that_cannot_be_one_is_refused(client: FlaskClient, with_key: Headers, parts: Parts, key: str) -> None:
    assert send(client, with_key, key).status_code == 422
    assert listed(parts) == 0


def test_without_a_key_each_is_made(client: FlaskClient, with_key: Headers, parts: Parts) -> None:
    for _ in range(2):
        assert send(client, with_key, None).status_code == 201
    assert listed(parts) == 2
