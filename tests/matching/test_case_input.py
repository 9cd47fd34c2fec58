"""A case from outside is read strictly, and every error says which field and what to do."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from matching.case_input import CaseInvalid, case_from_mapping, triage_to_dict
from matching.model import Case, Event, PractitionerContext
from matching.plugin_manager import PluginRegistry
from matching.triage import triage


def errors(data: object) -> dict[str, str]:
    with pytest.raises(CaseInvalid) as raised:
        case_from_mapping(data)
    return {each.field: each.message for each in raised.value.errors}


def test_a_whole_case_is_read() -> None:
    case = case_from_mapping(
        {
            "age": 34,
            "terms": ["TMJ pain"],
            "wants": ["botox"],
            "scope": ["threads"],
            "red_flags": ["vision-loss"],
            "event": {"treatment": "filler", "minutes_ago": 20},
            "practitioner": {"prescriber": False, "in_person": True},
            "nation": "wales",
            "now": "2026-11-22T10:00:00Z",
        }
    )
    assert case == Case(
        age=34,
        terms=("TMJ pain",),
        wants=("botox",),
        scope=("threads",),
        red_flags=("vision-loss",),
        event=Event(treatment="filler", minutes_ago=20),
        practitioner=PractitionerContext(prescriber=False, in_person=True),
        nation="wales",
        now=datetime(2026, 11, 22, 10, tzinfo=UTC),
    )


def test_what_is_left_out_has_its_default() -> None:
    assert case_from_mapping({}) == Case()
    assert case_from_mapping({"age": None, "terms": None, "event": None, "practitioner": {}}) == Case()


BAD: list[tuple[Any, str, str]] = [
    (["acne"], "", "must be an object"),
    ("acne", "", "must be an object"),
    (None, "", "must be an object"),
    ({"agee": 3}, "agee", "not known"),
    ({3: 3}, "3", "not known"),
    ({"age": -1}, "age", "between 0 and 120"),
    ({"age": 121}, "age", "between 0 and 120"),
    ({"age": "34"}, "age", "whole number"),
    ({"age": 34.0}, "age", "whole number"),
    ({"age": True}, "age", "whole number"),
    ({"age": float("nan")}, "age", "whole number"),
    ({"age": 10**40}, "age", "between 0 and 120"),
    ({"terms": "acne"}, "terms", "list of texts"),
    ({"terms": {"a": 1}}, "terms", "list of texts"),
    ({"terms": ["acne", 3]}, "terms[1]", "Must be a text"),
    ({"terms": ["acne", None]}, "terms[1]", "Must be a text"),
    ({"terms": [["acne"]]}, "terms[0]", "Must be a text"),
    ({"terms": ["  "]}, "terms[0]", "Is empty"),
    ({"terms": ["a" * 501]}, "terms[0]", "at most 500"),
    ({"terms": ["a\x00b"]}, "terms[0]", "cannot be read"),
    ({"terms": ["\ud800"]}, "terms[0]", "cannot be read"),
    ({"terms": ["acne"] * 101}, "terms", "at most 100"),
    ({"wants": [1]}, "wants[0]", "Must be a text"),
    ({"scope": 1}, "scope", "list of texts"),
    ({"red_flags": [False]}, "red_flags[0]", "Must be a text"),
    ({"event": "filler"}, "event", "object with treatment"),
    ({"event": {}}, "event.treatment", "which treatment"),
    ({"event": {"treatment": 3}}, "event.treatment", "Must be a text"),
    ({"event": {"treatment": "filler", "minutes_ago": -1}}, "event.minutes_ago", "between 0"),
    ({"event": {"treatment": "filler", "minutes_ago": 1.5}}, "event.minutes_ago", "whole number"),
    ({"event": {"treatment": "filler", "hours": 1}}, "event.hours", "not known"),
    ({"practitioner": []}, "practitioner", "object with prescriber"),
    ({"practitioner": {"prescriber": "no"}}, "practitioner.prescriber", "true or false"),
    ({"practitioner": {"in_person": 0}}, "practitioner.in_person", "true or false"),
    ({"practitioner": {"in_person": None}}, "practitioner.in_person", "true or false"),
    ({"practitioner": {"name": "A"}}, "practitioner.name", "not known"),
    ({"nation": "france"}, "nation", "Must be one of england"),
    ({"nation": ["england"]}, "nation", "Must be one of england"),
    ({"now": "yesterday"}, "now", "date and time with a zone"),
    ({"now": "2026-11-22T10:00:00"}, "now", "date and time with a zone"),
    ({"now": 5}, "now", "date and time with a zone"),
]


@pytest.mark.parametrize(("data", "field", "message"), BAD)
def test_what_is_wrong_is_said_by_field(data: object, field: str, message: str) -> None:
    found = errors(data)
    assert list(found) == [field]
    assert message in found[field]


def test_every_error_is_said_at_once() -> None:
    found = errors({"age": -1, "terms": [3, ""], "zzz": 1})
    assert sorted(found) == ["age", "terms[0]", "terms[1]", "zzz"]


def test_the_limits_themselves_are_allowed() -> None:
    case = case_from_mapping({"age": 120, "terms": ["a" * 500] * 100})
    assert (case.age, len(case.terms)) == (120, 100)
    assert case_from_mapping({"age": 0}).age == 0


def test_the_answer_is_plain_json(registry: PluginRegistry) -> None:
    case = case_from_mapping({"age": 16, "terms": ["warferin", "qwerty"], "wants": ["facelift"]})
    answer = json.loads(json.dumps(triage_to_dict(triage(case, registry))))
    assert answer["decision"] == "do-not-treat"
    assert answer["urgency"] == "routine"
    (one,) = answer["recommendations"]
    assert {"specialty", "urgency", "needs", "reasons"} <= set(one)
    assert one["reasons"][0]["source"]
    assert answer["unrecognised"] == ["qwerty"]
    assert {each["code"] for each in answer["reasons"]} == {"under-18", "anticoagulant", "not-understood"}
    assert answer["not_assessed"] == []


def test_nobody_needed_is_null(registry: PluginRegistry) -> None:
    answer = triage_to_dict(triage(Case(age=40, wants=("lip filler",)), registry))
    assert (answer["decision"], answer["urgency"], answer["recommendations"]) == ("may-treat", None, [])
