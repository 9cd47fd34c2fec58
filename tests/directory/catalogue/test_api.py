"""Reading, listing, changing and retiring one service over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from directory.app import Parts, create_app
from directory.audit.service import trail
from directory.catalogue import service
from tests.network import listing_of

API = "/api/v1/services"
LISTING = listing_of("New Dental", "dentist", "LS1 4DL", clinician_phone="0113 245 0001")
Headers = dict[str, str]


@pytest.fixture(scope="module")
def registry() -> None:
    """Not the small registry of this folder: these tests ask the whole application."""


@pytest.fixture
def created(client: FlaskClient, with_key: Headers) -> dict[str, Any]:
    made: dict[str, Any] = client.post(API, json=LISTING, headers=with_key).get_json()
    return made


def test_a_listing_is_taken_in_unverified(client: FlaskClient, with_key: Headers) -> None:
    response = client.post(API, json=LISTING, headers=with_key | {"X-Request-ID": "abc-12345678"})
    made = response.get_json()
    assert response.status_code == 201
    assert response.headers["Location"] == f"{API}/{made['id']}"
    assert response.headers["ETag"] == 'W/"1"'
    assert made["assurance"] == "unverified"
    assert made["location"]["postcode"] == "LS1 4DL"


def test_who_wrote_it_and_in_which_request_is_recorded(client: FlaskClient, with_key: Headers, parts: Parts) -> None:
    made = client.post(API, json=LISTING, headers=with_key | {"X-Request-ID": "abc-12345678"}).get_json()
    with parts.database.reading() as session:
        events = trail(session, "service", made["id"])
    assert [(each.actor, each.action, each.request_id) for each in events] == [
        ("api-key", "service.list", "abc-12345678")
    ]


def test_what_is_unverified_is_shown_only_with_the_key(
    client: FlaskClient, with_key: Headers, created: dict[str, Any]
) -> None:
    path = f"{API}/{created['id']}"
    assert client.get(path).status_code == 404
    assert client.get(path).get_json(force=True)["detail"] == client.get(f"{API}/0").get_json(force=True)[
        "detail"
    ].replace(" 0.", f" {created['id']}.")
    assert client.get(path, headers=with_key).status_code == 200


def test_it_is_found_once_it_is_verified(client: FlaskClient, parts: Parts, created: dict[str, Any]) -> None:
    search = f"{API}?specialty=dentist&near=LS1+4DL&by=distance&limit=1"
    assert client.get(search).get_json()["items"][0]["id"] != created["id"]
    with parts.database.transaction() as session:
        service.verify(session, parts.registry, created["id"], actor="tests")
    assert client.get(search).get_json()["items"][0]["id"] == created["id"]
    assert client.get(f"{API}/{created['id']}").status_code == 200


def test_the_contact_for_clinicians_needs_the_key(
    client: FlaskClient, parts: Parts, with_key: Headers, created: dict[str, Any]
) -> None:
    with parts.database.transaction() as session:
        service.verify(session, parts.registry, created["id"], actor="tests")
    path = f"{API}/{created['id']}"
    public, own = client.get(path), client.get(path, headers=with_key)
    assert "clinician" not in public.get_json()
    assert "245 0001" not in public.text
    assert "245 0001" in own.get_json()["clinician"]["phone"]
    assert "Authorization" in public.headers["Vary"]


def test_a_change_names_the_version_that_it_was_made_from(
    client: FlaskClient, with_key: Headers, created: dict[str, Any]
) -> None:
    path = f"{API}/{created['id']}"
    assert client.patch(path, json={"wait_days": 5}, headers=with_key).status_code == 428
    changed = client.patch(path, json={"wait_days": 5}, headers=with_key | {"If-Match": 'W/"1"'})
    assert changed.status_code == 200
    assert (changed.get_json()["wait_days"], changed.headers["ETag"]) == (5, 'W/"2"')
    late = client.patch(path, json={"wait_days": 9}, headers=with_key | {"If-Match": 'W/"1"'})
    assert late.status_code == 412
    assert client.get(path, headers=with_key).get_json()["wait_days"] == 5


def test_a_version_that_the_client_holds_is_not_sent_again(
    client: FlaskClient, with_key: Headers, created: dict[str, Any]
) -> None:
    response = client.get(f"{API}/{created['id']}", headers=with_key | {"If-None-Match": 'W/"1"'})
    assert (response.status_code, response.data) == (304, b"")


def test_what_is_retired_stays_and_cannot_be_changed(
    client: FlaskClient, with_key: Headers, created: dict[str, Any]
) -> None:
    path = f"{API}/{created['id']}"
    assert client.post(f"{path}/retire", headers=with_key | {"If-Match": 'W/"7"'}).status_code == 412
    assert client.post(f"{path}/retire", headers=with_key).get_json()["status"] == "retired"
    assert client.post(f"{path}/retire", headers=with_key).status_code == 409
    assert client.patch(path, json={}, headers=with_key | {"If-Match": 'W/"2"'}).status_code == 409
    assert client.get(path, headers=with_key).get_json()["retired_at"]


def test_without_a_key_in_the_settings_nobody_writes(make_parts: Callable[..., Parts], with_key: Headers) -> None:
    app: APIFlask = create_app(parts=make_parts(api_key=""))
    response = app.test_client().post(API, json=LISTING, headers=with_key)
    assert response.status_code == 403
    assert "ONWARD_API_KEY" in response.get_json(force=True)["detail"]
    empty = app.test_client().post(API, json=LISTING, headers={"Authorization": "Bearer "})
    assert empty.status_code == 403


def test_every_fault_of_a_listing_is_named_at_once(client: FlaskClient, with_key: Headers) -> None:
    body = LISTING | {"postcode": "nowhere", "treats": ["magic"], "minimum_age": 90, "maximum_age": 20}
    problem = client.post(API, json=body, headers=with_key).get_json(force=True)
    assert problem["status"] == 422
    assert {each["pointer"] for each in problem["errors"]} >= {"/postcode", "/treats/0", "/maximum_age"}
