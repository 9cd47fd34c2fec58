"""Bad places, numbers and codes to every way in: refused with a pointer, nothing stored, never a failure of ours."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from directory.search.schemas import SEARCH
from directory.web.query import Param
from tests.bad_input import (
    API,
    JSON_NUMBERS,
    NOT_PLACES,
    bad_values,
    pointers,
    refused,
    send,
)
from tests.network import listing_of

pytestmark = pytest.mark.usefixtures("nothing_stored")


@pytest.mark.parametrize("typed", NOT_PLACES)
def test_what_is_no_place_is_refused_wherever_a_place_is_asked(
    shared_client: FlaskClient, service_id: str, typed: str
) -> None:
    assert pointers(refused(shared_client.get(f"{API}/places", query_string={"q": typed}))) == {"/q"}
    searched = shared_client.get(f"{API}/services", query_string={"specialty": "dentist", "near": typed})
    assert pointers(refused(searched)) == {"/near"}
    body = json.dumps({"case": {"age": 30}, "near": typed})
    assert {"/near"} >= pointers(refused(send(shared_client, "match", service_id, data=body)))
    listing = json.dumps(listing_of("Park Dental", "dentist", typed))
    assert "/postcode" in pointers(refused(send(shared_client, "services", service_id, data=listing))) or "\0" in typed
    change = json.dumps({"postcode": typed})
    assert "/postcode" in pointers(refused(send(shared_client, "change", service_id, data=change))) or "\0" in typed


@pytest.mark.parametrize("typed", NOT_PLACES)
def test_the_pages_take_what_is_no_place_in_their_stride(shared_client: FlaskClient, typed: str) -> None:
    for path in ("/search", "/help-now"):
        response = shared_client.get(path, query_string={"need": "dentist", "near": typed})
        assert response.status_code < 500
        assert "<script>alert" not in response.text


@pytest.mark.parametrize("address", [["x"] * 20, ["x" * 101], [""], [None], [1], "LS1", {}, ["a\u0000b"], [["x"]]])
def test_an_address_that_is_none_is_refused(shared_client: FlaskClient, service_id: str, address: Any) -> None:
    body = json.dumps(listing_of("Park Dental", "dentist", "LS1 4AP", address=address))
    problem = refused(send(shared_client, "services", service_id, data=body))
    assert any(pointer.startswith("/address") for pointer in pointers(problem))


@pytest.mark.parametrize(
    ("param", "value"),
    [(param, value) for param in SEARCH for value in bad_values(param)],
    ids=lambda each: str(each)[:40],
)
def test_a_parameter_that_does_not_fit_is_refused(shared_client: FlaskClient, param: Param, value: str) -> None:
    problem = refused(shared_client.get(f"{API}/services", query_string={param.name: value}))
    assert f"/{param.name}" in pointers(problem)


@pytest.mark.parametrize("number", JSON_NUMBERS)
@pytest.mark.parametrize("field", ["minimum_age", "maximum_age", "wait_days", "response_minutes"])
def test_a_number_of_a_listing_that_does_not_fit_is_refused(
    shared_client: FlaskClient, service_id: str, field: str, number: str
) -> None:
    whole = json.dumps(listing_of("Park Dental", "dentist", "LS1 4AP"))[:-1] + f', "{field}": {number}}}'
    refused(send(shared_client, "services", service_id, data=whole))
    refused(send(shared_client, "change", service_id, data=f'{{"{field}": {number}}}'))


@pytest.mark.parametrize("number", JSON_NUMBERS)
def test_a_number_of_a_case_that_does_not_fit_is_refused(
    shared_client: FlaskClient, service_id: str, number: str
) -> None:
    for case in (f'{{"age": {number}}}', f'{{"event": {{"treatment": "filler", "minutes_ago": {number}}}}}'):
        refused(send(shared_client, "triage", service_id, data=case))
        refused(send(shared_client, "match", service_id, data=f'{{"case": {case}, "near": "LS1 4AP"}}'))
    refused(send(shared_client, "match", service_id, data=f'{{"case": {{}}, "near": "LS1 4AP", "limit": {number}}}'))


@pytest.mark.parametrize(
    "quantity", ["NaN", "Infinity", "1e999", '"1500"', "true", "-1", "-0.1", "1000001", "[]", "null"]
)
def test_a_quantity_that_does_not_fit_is_refused(shared_client: FlaskClient, service_id: str, quantity: str) -> None:
    held = f'[{{"code": "hyaluronidase", "unit": "units", "expires_on": "2090-01-31", "quantity": {quantity}}}]'
    refused(send(shared_client, "change", service_id, data=f'{{"capabilities": {held}}}'))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (field, value)
        for field in ("is_in_person", "is_virtual", "is_accepting", "is_address_public")
        for value in ("yes", "true", 1, 0, None, [], {}, 1.0)
    ]
    + [("accepts", value) for value in (None, [], ["all"], ["Referral"], "referral", [None], ["referral", "referral"])]
    + [("fee_band", value) for value in ("free", "", "LOW", 1, [])]
    + [("register_code", value) for value in ("GMC", "", "xyz", 1, [])]
    + [("specialty", value) for value in ("", "Dentist", "wizard", None, 1, [])]
    + [("languages", value) for value in (["klingon"], "en", [""], [None], ["en", "en"], None)]
    + [("indemnity_until", value) for value in ("31/01/2027", "2027-02-30", 20270131, "tomorrow", [], "0000-00-00")],
)
def test_a_value_of_a_listing_that_is_not_known_is_refused(
    shared_client: FlaskClient, service_id: str, field: str, value: Any
) -> None:
    body = json.dumps(listing_of("Park Dental", "dentist", "LS1 4AP") | {field: value})
    problem = refused(send(shared_client, "services", service_id, data=body))
    assert any(pointer.startswith(f"/{field}") for pointer in pointers(problem))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("nation", "France"), ("nation", ""), ("nation", 1), ("practitioner", {"prescriber": "yes"}),
        ("practitioner", []),
        ("practitioner", {"in_person": 1}), ("now", "yesterday"), ("now", "2026-11-22"), ("now", 1), ("event",
        "filler"),
        ("event", {}), ("event", {"treatment": ""}), ("terms", "acne"), ("terms", [1]), ("terms", [""]), ("terms",
        [None]),
        ("terms", ["x" * 501]), ("terms", ["x"] * 101), ("wants", {}), ("scope", [[]]), ("red_flags", [{}]),
        ("name", "Jo"),
        ("nhs_number", "9434765919"), ("tenant_id", 1), ("__proto__", {}), ("constructor", 1),
    ],
)  # fmt: skip
def test_a_value_of_a_case_that_is_not_known_is_refused(
    shared_client: FlaskClient, service_id: str, field: str, value: Any
) -> None:
    for body in ({field: value}, {"case": {field: value}}, [{"case": {field: value}}]):
        problem = refused(send(shared_client, "triage", service_id, data=json.dumps(body)))
        assert all(f"/{field}" in pointer for pointer in pointers(problem))
