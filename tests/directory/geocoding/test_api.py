"""``GET /places``: where that is, and plain words where it is nowhere."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

API = "/api/v1"


@pytest.mark.parametrize("typed", ["LS1 4AP", "ls14ap", " Ls1  4aP ", "LSI 4AP"])
def test_a_postcode_is_found_however_it_is_typed(shared_client: FlaskClient, typed: str) -> None:
    found = shared_client.get(f"{API}/places", query_string={"q": typed}).get_json()
    assert (found["latitude"], found["longitude"], found["precision"]) == (53.795456, -1.555724, "unit")
    assert found["label"] == "LS1 4AP"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("JE2 3AB", "place-not-covered"),
        ("48.8566,2.3522", "place-outside-uk"),
        ("-1.55,53.79", "coordinates-swapped"),
        ("Newport", "place-ambiguous"),
        ("Atlantis-on-Sea", "place-not-found"),
    ],
)
def test_each_reason_has_its_own_code(shared_client: FlaskClient, typed: str, code: str) -> None:
    problem = shared_client.get(f"{API}/places", query_string={"q": typed}).get_json(force=True)
    assert problem["type"] == f"urn:onward:problem:{code}"


def test_namesakes_are_offered_not_guessed(shared_client: FlaskClient) -> None:
    problem = shared_client.get(f"{API}/places?q=Newport").get_json(force=True)
    assert len(problem["choices"]) == 6
    assert shared_client.get(f"{API}/places", query_string={"q": problem["choices"][0]}).status_code == 200


def test_places_are_suggested_while_they_are_typed(shared_client: FlaskClient) -> None:
    found = shared_client.get(f"{API}/places/suggest?q=LS1+4&limit=2").get_json()["items"]
    assert [each["label"] for each in found] == ["LS1 4AP", "LS1 4DL"]


def test_the_place_is_asked_for_when_it_is_missing(shared_client: FlaskClient) -> None:
    response = shared_client.get(f"{API}/places")
    assert response.status_code == 400
    assert response.get_json(force=True)["errors"][0]["pointer"] == "/q"
