"""``POST /triage`` and ``POST /match``: who is needed, and who is near."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from directory.app import Parts
from matching.plugin_manager import PluginRegistry
from tests.bad_input import counts

API = "/api/v1"
OCCLUSION = {
    "age": 30,
    "terms": ["blanching after lip filler", "severe pain"],
    "event": {"treatment": "dermal filler", "minutes_ago": 20},
}


def test_one_case_is_answered_with_one_answer(shared_client: FlaskClient) -> None:
    found = shared_client.post(f"{API}/triage", json={"age": 40, "terms": ["crooked teeth"]}).get_json()
    assert found["decision"] == "may-treat"
    assert found["urgency"] == "routine"
    assert [each["specialty"] for each in found["recommendations"]] == ["dentist"]
    assert found["recommendations"][0]["reasons"]
    assert found["unrecognised"] == []


def test_a_list_is_answered_in_its_order_with_its_ids(shared_client: FlaskClient) -> None:
    cases = [{"id": "b", "case": {"terms": ["crooked teeth"]}, "expect": {}}, {"terms": ["qwerty syndrome"]}]
    first, second = shared_client.post(f"{API}/triage", json=cases).get_json()
    assert first["id"] == "b"
    assert "id" not in second
    assert second["unrecognised"] == ["qwerty syndrome"]
    assert second["decision"] == "hold"


def test_an_empty_list_is_answered_with_one(shared_client: FlaskClient) -> None:
    assert shared_client.post(f"{API}/triage", json=[]).get_json() == []


def test_nobody_needed_has_no_urgency(shared_client: FlaskClient) -> None:
    found = shared_client.post(f"{API}/triage", json={"age": 37, "wants": ["lip filler"]}).get_json()
    assert found["urgency"] is None
    assert found["recommendations"] == []


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_fault_is_pointed_to_wherever_the_case_stands(shared_client: FlaskClient, wrapped: bool) -> None:
    case: dict[str, object] = {"terms": ["acne", 5], "event": {"treatment": "filler", "minutes_ago": -1}}
    body = [{}, {"case": case} if wrapped else case]
    problem = shared_client.post(f"{API}/triage", json=body).get_json(force=True)
    start = "/1/case" if wrapped else "/1"
    assert {each["pointer"] for each in problem["errors"]} == {f"{start}/terms/1", f"{start}/event/minutes_ago"}
    assert problem["status"] == 422


def test_an_emergency_is_matched_with_who_holds_what_is_needed(shared_client: FlaskClient) -> None:
    found = shared_client.post(f"{API}/match", json={"case": OCCLUSION, "near": "LS1 4AP"}).get_json()
    assert found["urgency"] == "emergency"
    wanted = next(each for each in found["recommendations"] if each["specialty"] == "complication-support")
    assert "hyaluronidase" in wanted["needs"]
    assert [each["name"] for each in wanted["shortlist"]["items"]] == ["Aire Complications"]
    assert found["place"]["precision"] == "unit"


def test_emergency_services_are_recommended_and_never_searched_for(shared_client: FlaskClient) -> None:
    case = {"terms": ["vision loss after filler"], "event": {"treatment": "dermal filler", "minutes_ago": 5}}
    found = shared_client.post(f"{API}/match", json={"case": case, "near": "LS1 4AP"}).get_json()
    wanted = {each["specialty"]: each for each in found["recommendations"]}
    assert wanted["emergency-services"]["shortlist"] is None


def test_a_rule_that_failed_hides_every_shortlist_but_an_emergencys(
    shared_client: FlaskClient, shared_parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = PluginRegistry.triage_rules

    def broken(self: PluginRegistry) -> object:
        def fail(**_given: object) -> None:
            raise RuntimeError

        return tuple(each._replace(rules=fail) if each.plugin == "safeguards" else each for each in rules(self))

    monkeypatch.setattr(PluginRegistry, "triage_rules", broken)
    routine = {"case": {"age": 40, "terms": ["crooked teeth"]}, "near": "LS1 4AP"}
    found = shared_client.post(f"{API}/match", json=routine).get_json()
    assert found["not_assessed"] == ["safeguards"]
    assert found["decision"] != "may-treat"
    assert [each["shortlist"] for each in found["recommendations"]] == [None]
    urgent = shared_client.post(f"{API}/match", json={"case": OCCLUSION, "near": "LS1 4AP"}).get_json()
    assert any(each["shortlist"] and each["shortlist"]["items"] for each in urgent["recommendations"])


def test_nothing_of_a_case_is_stored(shared_client: FlaskClient, shared_parts: Parts) -> None:
    before = counts(shared_parts.database)
    shared_client.post(f"{API}/triage", json=OCCLUSION)
    shared_client.post(f"{API}/match", json={"case": OCCLUSION, "near": "LS1 4AP"})
    assert counts(shared_parts.database) == before


def test_every_fault_of_a_match_is_named_at_once(shared_client: FlaskClient) -> None:
    body = json.dumps({"limit": 21, "place": "LS1"})
    problem = shared_client.post(f"{API}/match", data=body, content_type="application/json").get_json(force=True)
    assert {each["pointer"] for each in problem["errors"]} == {"/limit", "/place", "/case", "/near"}


def test_every_answer_carries_the_versions_of_the_rules(shared_client: FlaskClient) -> None:
    one = shared_client.post(f"{API}/triage", json={"age": 40, "terms": ["warfarin"]}).get_json()
    many = shared_client.post(f"{API}/triage", json=[{"age": 40}]).get_json()
    matched = shared_client.post(f"{API}/match", json={"case": {"age": 40}, "near": "LS1 4AP"}).get_json()
    assert one["rules"] == many[0]["rules"] == matched["rules"]
    assert {"matching", "emergency", "general_practice"} <= set(one["rules"])
    assert "explanation" not in one


def test_an_explanation_is_given_where_it_is_asked_for(shared_client: FlaskClient) -> None:
    case = {"age": 40, "terms": ["warfarin"]}
    alone = shared_client.post(f"{API}/triage?explain=true", json=case).get_json()["explanation"]
    matched = shared_client.post(f"{API}/match?explain=true", json={"case": case, "near": "LS1 4AP"}).get_json()
    assert alone == matched["explanation"]
    assert alone["decided_by"] == ["anticoagulant"]
    assert alone["rules"][0]["source"].startswith("S0-8")
    assert shared_client.post(f"{API}/triage?explain=perhaps", json=case).status_code == 400
