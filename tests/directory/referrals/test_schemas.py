"""A referral as it is sent: every error names its field in plain words, and nothing extra is taken."""

from __future__ import annotations

import re
from typing import Any

import pytest

from directory.errors import Invalid
from directory.referrals.schemas import OutcomeIn, ReferralIn, RejectIn, comment_needed, read
from tests.bad_input import MACHINE_WORDS
from tests.directory.referrals.world import body

ID = "01a2019c-b956-7655-abe6-48ce12a17a4d"


def changed(path: str, value: Any) -> dict[str, Any]:
    """A right body with one field changed."""
    whole = body(ID)
    *steps, last = path.strip("/").split("/")
    inner = whole
    for step in steps:
        inner[step] = dict(inner[step])
        inner = inner[step]
    inner[last] = value
    return whole


BAD: list[tuple[str, Any]] = [
    ("/service_id", ""), ("/service_id", 1), ("/service_id", None), ("/service_id", "x" * 37),
    ("/service_id", "a\x00b"),
    ("/urgency", "now"), ("/urgency", ""), ("/urgency", None), ("/urgency", 1), ("/urgency", "Routine"),
    ("/urgency", ["routine"]), ("/reason", ""), ("/reason", " "), ("/reason", "\n\n"), ("/reason", "ab"),
    ("/reason", 1),
    ("/reason", None), ("/reason", "x" * 4001), ("/reason", "a\x00b"), ("/reason", "NHS 9434765919"),
    ("/reason", ["x"]),
    ("/patient", None), ("/patient", []), ("/patient", "JS"), ("/patient/initials", "Jane Smith"),
    ("/patient/initials", ""), ("/patient/initials", 1), ("/patient/birth_year", "1990"),
    ("/patient/birth_year", 1990.0),
    ("/patient/birth_year", 1990.5), ("/patient/birth_year", True), ("/patient/birth_year", 1899),
    ("/patient/birth_year", 2101), ("/patient/birth_year", -1), ("/patient/birth_year", 0),
    ("/patient/birth_year", 90),
    ("/patient/birth_year", 2**63), ("/patient/birth_year", None), ("/patient/birth_year", "1990-01-01"),
    ("/patient/birth_year", [1990]), ("/need", None), ("/need", []), ("/need/specialty", "Dentist"),
    ("/need/specialty", ""), ("/need/specialty", "x" * 61), ("/need/capabilities", "a"),
    ("/need/capabilities", None), ("/need/treats", ["x"] * 41), ("/need/near", 1), ("/need/near", "x" * 201),
    ("/need/near", "LS1\x004AP"), ("/need/latitude", "53.8"), ("/need/latitude", 91), ("/need/latitude", -90.1),
    ("/need/longitude", 181), ("/need/latitude", True), ("/need/kind", "urgent"), ("/need/kind", None),
    ("/need/age", -1),
    ("/need/age", 121), ("/need/age", "40"), ("/need/age", 1.5), ("/referrer", None), ("/referrer", "Ann"),
    ("/referrer/name", ""), ("/referrer/name", "<b>Ann</b>"), ("/referrer/name", "x" * 121), ("/referrer/name", None),
    ("/referrer/name", "Ann\nLee"), ("/referrer/email", "ann"), ("/referrer/email", "a@b.org, c@d.org"),
    ("/referrer/email", None), ("/referrer/email", ""), ("/referrer/phone", "12"), ("/referrer/phone", "999"),
    ("/referrer/phone", "0900 000 0000"), ("/referrer/phone", 1), ("/referrer/organisation", "{{7*7}}"),
    ("/referrer/organisation", "x" * 121), ("/referrer/organisation", 1), ("/consent", None), ("/consent", True),
    ("/consent/given", False), ("/consent/given", "true"), ("/consent/given", 1), ("/consent/given", None),
    ("/consent/method", "implied"), ("/consent/method", ""), ("/consent/method", None),
    ("/consent/given_at", "yesterday"),
    ("/consent/given_at", "2026-11-22"), ("/consent/given_at", 1), ("/consent/scope", "everything"),
    ("/consent/scope", None),
]  # fmt: skip
EXTRA = [
    "/id", "/state", "/status", "/organisation_id", "/tenant_id", "/role", "/version", "/owner", "/reference",
    "/round",
    "/created_at", "/next_action_at", "/suggestions", "/nhs_number", "/patient/name", "/patient/nhs_number",
    "/patient/birth_date", "/need/radius", "/referrer/role", "/consent/withdrawn_at", "/__class__", "/a~b", "/",
]  # fmt: skip
REQUIRED = [
    "/service_id", "/urgency", "/reason", "/patient", "/patient/initials", "/patient/birth_year", "/referrer",
    "/referrer/name", "/referrer/email", "/consent", "/consent/given", "/consent/method",
]  # fmt: skip


def refusal(given: object, schema: Any = ReferralIn) -> Invalid:
    with pytest.raises(Invalid) as caught:
        read(schema, given)
    for error in caught.value.errors:
        assert error.detail.endswith((".", "?")), error.detail
        assert not MACHINE_WORDS.search(error.detail), error.detail
    return caught.value


def test_a_right_body_is_read() -> None:
    found = read(ReferralIn, body(ID))
    assert (found.patient.initials, found.patient.birth_year) == ("QZX", 1947)
    assert found.referrer.phone == "01632 960123"
    assert found.consent.scope == "share-with-service"
    assert found.need.kind == "referral"


@pytest.mark.parametrize(("path", "value"), BAD, ids=lambda value: ascii(value)[:40])
def test_a_wrong_value_is_refused_at_its_field(path: str, value: object) -> None:
    found = refusal(changed(path, value))
    assert all(error.pointer.startswith(path) for error in found.errors), found.errors


@pytest.mark.parametrize("path", EXTRA)
def test_a_field_that_is_not_named_is_refused(path: str) -> None:
    *parents, last = path[1:].split("/")
    whole = body(ID)
    inner = whole
    for step in parents:
        inner = inner[step]
    inner[last] = "x"
    assert "leave it out" in refusal(whole).errors[0].detail


@pytest.mark.parametrize("path", REQUIRED)
def test_a_field_that_is_needed_is_asked_for(path: str) -> None:
    *parents, last = path[1:].split("/")
    whole = body(ID)
    inner = whole
    for step in parents:
        inner = inner[step]
    del inner[last]
    assert [error.pointer for error in refusal(whole).errors] == [path]


@pytest.mark.parametrize("given", [None, [], "x", 1, True, 1.5, [body(ID)], {}])
def test_what_is_no_object_is_refused(given: object) -> None:
    refusal(given)


def test_every_error_comes_at_once() -> None:
    found = refusal(body(ID, urgency="now", reason="", patient={"initials": "Jane Smith", "birth_year": 3}))
    assert {error.pointer for error in found.errors} == {
        "/urgency", "/reason", "/patient/initials", "/patient/birth_year"
    }  # fmt: skip


def test_no_error_repeats_what_was_typed_about_a_patient() -> None:
    found = refusal(body(ID, reason="zebrafinch \x00", patient={"initials": "Zebrafinch Jones", "birth_year": "1947"}))
    assert not re.search("zebrafinch|1947", " ".join(error.detail for error in found.errors), re.IGNORECASE)


@pytest.mark.parametrize("code", ["", "Other", "none", None, 1, ["other"], "no capacity", "x" * 300])
@pytest.mark.parametrize("schema", [RejectIn, OutcomeIn])
def test_a_reason_is_one_of_the_codes(schema: Any, code: object) -> None:
    assert refusal({"code": code}, schema).errors[0].pointer == "/code"


def test_other_needs_words() -> None:
    with pytest.raises(Invalid):
        comment_needed("other", "", "/comment")
    comment_needed("other", "Our clinic moves", "/comment")
    comment_needed("no-capacity", "", "/comment")
