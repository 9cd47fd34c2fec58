"""``GET /services`` and what it needs: ranked, paged, explained, and asked strictly."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

API = "/api/v1"


def names(client: FlaskClient, query: str) -> list[str]:
    return [each["name"] for each in client.get(f"{API}/services?{query}").get_json()["items"]]


def test_the_nearest_come_first_when_asked_by_distance(shared_client: FlaskClient) -> None:
    found = shared_client.get(f"{API}/services?specialty=dentist&near=LS1+4AP&by=distance").get_json()
    distances = [each["distance_m"] for each in found["items"]]
    assert distances == sorted(distances)
    assert [each["name"] for each in found["items"]] == [
        "Park Dental", "Headingley Dental", "Seacroft Dental", "Piccadilly Dental",
    ]  # fmt: skip
    assert found["searched"]["by"] == "distance"


def test_an_item_says_where_it_is_how_far_and_why(shared_client: FlaskClient) -> None:
    item = shared_client.get(f"{API}/services?specialty=dentist&near=LS1+4AP&limit=1").get_json()["items"][0]
    wanted = {"id", "name", "specialty", "postcode", "latitude", "longitude", "distance_m", "score", "findings"}
    assert wanted <= set(item)
    assert all(set(each) == {"code", "reason", "weight", "source", "kind"} for each in item["findings"])
    assert "clinician" not in item


def test_the_place_can_be_a_position(shared_client: FlaskClient) -> None:
    by_postcode = names(shared_client, "specialty=dentist&near=LS1+4AP")
    assert names(shared_client, "specialty=dentist&latitude=53.7955&longitude=-1.5557") == by_postcode


def test_a_capability_is_required(shared_client: FlaskClient) -> None:
    query = "specialty=complication-support&near=SW1A1AA"
    assert names(shared_client, query)[0] == "Westminster Complications"
    assert names(shared_client, f"{query}&capability=hyaluronidase") == ["Aire Complications"]


def test_an_age_outside_the_limits_leaves_out(shared_client: FlaskClient) -> None:
    assert "Seacroft Dental" not in names(shared_client, "specialty=dentist&near=LS1+4AP&age=12")
    assert "Seacroft Dental" in names(shared_client, "specialty=dentist&near=LS1+4AP&age=40")


def test_what_was_left_out_is_explained(shared_client: FlaskClient) -> None:
    found = shared_client.get(f"{API}/services?specialty=dentist&near=LS1+4AP&age=12&explain=5").get_json()
    assert [each["name"] for each in found["left_out"]] == ["Seacroft Dental"]
    assert [each["kind"] for each in found["left_out"][0]["findings"]] == ["exclusion"]


def test_pages_follow_each_other_without_gap_or_repeat(shared_client: FlaskClient) -> None:
    url, seen = f"{API}/services?specialty=dentist&near=LS1+4AP&limit=1&radius_km=100", []
    for _ in range(10):
        response = shared_client.get(url)
        seen += [each["name"] for each in response.get_json()["items"]]
        link = re.fullmatch(r'<([^>]+)>; rel="next"', response.headers.get("Link", ""))
        assert bool(link) == bool(response.get_json()["next"])
        if not link:
            break
        url = link[1]
        assert parse_qs(urlsplit(url).query)["cursor"] == [response.get_json()["next"]]
    assert sorted(seen) == ["Headingley Dental", "Park Dental", "Piccadilly Dental", "Seacroft Dental"]


def test_an_answer_that_the_client_holds_is_not_sent_again(shared_client: FlaskClient) -> None:
    url = f"{API}/specialties"
    tag = shared_client.get(url).headers["ETag"]
    assert tag.startswith('W/"')
    for kept in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = shared_client.get(url, headers={"If-None-Match": kept})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert shared_client.get(url, headers={"If-None-Match": '"other"'}).status_code == 200


def test_an_unknown_specialty_is_an_error_with_suggestions(shared_client: FlaskClient) -> None:
    response = shared_client.get(f"{API}/services?specialty=dentst&near=LS1+4AP")
    problem = response.get_json(force=True)
    assert response.status_code == 404
    assert "dentist" in problem["suggestions"]
    assert problem["errors"][0]["pointer"] == "/specialty"


def test_an_unknown_capability_is_an_error_not_an_empty_list(shared_client: FlaskClient) -> None:
    response = shared_client.get(f"{API}/services?specialty=dentist&near=LS1+4AP&capability=unobtainium")
    assert response.status_code == 400
    assert response.get_json(force=True)["errors"][0]["pointer"] == "/capability"


def test_every_fault_of_a_question_is_named_at_once(shared_client: FlaskClient) -> None:
    problem = shared_client.get(f"{API}/services?limit=0&age=x&what=1&by=luck").get_json(force=True)
    assert {each["pointer"] for each in problem["errors"]} == {"/limit", "/age", "/what", "/by"}


@pytest.mark.parametrize("code", ["dentist", "emergency-services"])
def test_every_specialty_is_listed_and_says_whether_it_is_searched(shared_client: FlaskClient, code: str) -> None:
    found = {each["code"]: each for each in shared_client.get(f"{API}/specialties").get_json()["items"]}
    assert len(found) == 13
    assert found[code]["searchable"] is (code != "emergency-services")


def test_words_are_suggested_while_they_are_typed(shared_client: FlaskClient) -> None:
    found = shared_client.get(f"{API}/vocabulary/suggest?q=hyal").get_json()["items"]
    assert "hyaluronidase" in {each["code"] for each in found}
