"""Bodies of another shape than asked: refused in plain words, nothing stored, never a failure of ours."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.bad_input import (
    BODIES,
    BODY_ROUTES,
    pointers,
    refused,
    send,
)
from tests.network import listing_of

pytestmark = pytest.mark.usefixtures("nothing_stored")


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:24]))
@pytest.mark.parametrize("route", BODY_ROUTES)
def test_a_body_of_another_shape_is_refused(
    shared_client: FlaskClient, service_id: str, route: str, body: bytes
) -> None:
    if not (route == "triage" and body == b"[]"):
        refused(send(shared_client, route, service_id, data=body))


@pytest.mark.parametrize("route", ["services", "change", "match"])
@pytest.mark.parametrize("body", [[], [{}], [[]], 1, "x", None, True])
def test_a_list_or_a_value_where_an_object_belongs_is_refused(
    shared_client: FlaskClient, service_id: str, route: str, body: Any
) -> None:
    refused(send(shared_client, route, service_id, data=json.dumps(body)))


@pytest.mark.parametrize(
    "field",
    ["id", "version", "status", "assurance", "tenant_id", "organisation_id", "role", "is_fictional", "system", "code",
     "registers", "specialist_registers", "verified_at", "verified_by", "confirmed_at", "retired_at",
     "suspended_reason",
     "latitude", "longitude", "location", "organisation", "practitioner", "created_at", "updated_at", "x", ""],
)  # fmt: skip
@pytest.mark.parametrize("route", ["services", "change"])
def test_a_field_that_is_not_for_the_sender_to_set_is_refused(
    shared_client: FlaskClient, service_id: str, route: str, field: str
) -> None:
    body = (listing_of("Park Dental", "dentist", "LS1 4AP") if route == "services" else {}) | {field: "verified"}
    problem = refused(send(shared_client, route, service_id, data=json.dumps(body)))
    assert pointers(problem) == {f"/{field}"}


def test_a_body_that_is_too_long_is_refused(shared_client: FlaskClient, service_id: str) -> None:
    for route in BODY_ROUTES:
        response = send(shared_client, route, service_id, data=b'{"terms": ["' + b"x" * 300_000 + b'"]}')
        refused(response)
        assert response.status_code == 413


def test_more_cases_than_anybody_sends_are_refused(shared_client: FlaskClient, service_id: str) -> None:
    problem = refused(send(shared_client, "triage", service_id, data=json.dumps([{}] * 1001)))
    assert "1000" in problem["detail"]
