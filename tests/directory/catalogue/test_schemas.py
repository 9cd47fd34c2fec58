"""What a listing accepts and refuses: one table of bad input, one of what is mended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from directory.catalogue.schemas import ServiceListing, ServicePatch, read
from directory.errors import Invalid

Values = Callable[..., dict[str, Any]]
JARGON = ("validation", "pydantic", "input_value", "type=", "str_", "literal", "NoneType", "constr")


def stock(**changes: Any) -> list[dict[str, Any]]:
    return [{"code": "hyaluronidase", "quantity": 1500, "unit": "units", "expires_on": "2090-01-01"} | changes]


BAD = [
    ("no name", {"organisation_name": ...}, "/organisation_name"),
    ("an empty name", {"organisation_name": "  "}, "/organisation_name"),
    ("a name of one letter", {"organisation_name": "A"}, "/organisation_name"),
    ("a name of 201 letters", {"organisation_name": "a" * 201}, "/organisation_name"),
    ("a name that is a number", {"organisation_name": 7}, "/organisation_name"),
    ("a name that is null", {"organisation_name": None}, "/organisation_name"),
    ("a name that is a list", {"organisation_name": ["a", "b"]}, "/organisation_name"),
    ("NUL", {"organisation_name": "Park\0Dental"}, "/organisation_name"),
    ("a lone surrogate", {"organisation_name": "Park \ud800"}, "/organisation_name"),
    ("a bidi override", {"organisation_name": "Park \u202elatneD"}, "/organisation_name"),
    ("a bidi isolate", {"organisation_name": "Park \u2066x"}, "/organisation_name"),
    ("a zero-width space", {"organisation_name": "Pa\u200brk"}, "/organisation_name"),
    ("an escape", {"organisation_name": "Park\x1b[31m"}, "/organisation_name"),
    ("a line break in a name", {"organisation_name": "Park\nDental"}, "/organisation_name"),
    ("a line separator", {"organisation_name": "Park\u2028Dental"}, "/organisation_name"),
    ("a noncharacter", {"organisation_name": "Park\uffff"}, "/organisation_name"),
    ("no specialty", {"specialty": ...}, "/specialty"),
    ("no postcode", {"postcode": ...}, "/postcode"),
    ("a postcode of 20 letters", {"postcode": "LS1 4AP" * 3}, "/postcode"),
    ("an unknown field", {"colour": "red"}, "/colour"),
    ("a field with a slash", {"a/b~": 1}, "/a~1b~0"),
    ("mass assignment of assurance", {"assurance": "verified"}, "/assurance"),
    ("mass assignment of status", {"status": "active"}, "/status"),
    ("mass assignment of id", {"id": "1"}, "/id"),
    ("mass assignment of version", {"version": 9}, "/version"),
    ("mass assignment of registers", {"registers": ["gdc"]}, "/registers"),
    ("mass assignment of specialist registers", {"specialist_registers": ["x"]}, "/specialist_registers"),
    ("mass assignment of verified_at", {"verified_at": "2026-01-01"}, "/verified_at"),
    ("mass assignment of verified_by", {"verified_by": "me"}, "/verified_by"),
    ("mass assignment of confirmed_at", {"confirmed_at": "2026-01-01"}, "/confirmed_at"),
    ("mass assignment of is_fictional", {"is_fictional": True}, "/is_fictional"),
    ("mass assignment of the tenant", {"organisation_id": "1"}, "/organisation_id"),
    ("mass assignment of latitude", {"latitude": 51.5}, "/latitude"),
    ("a register unknown", {"register_code": "abc"}, "/register_code"),
    ("a date of another form", {"indemnity_until": "31/01/2090"}, "/indemnity_until"),
    ("a day that is not", {"indemnity_until": "2026-02-29"}, "/indemnity_until"),
    ("the zero date", {"indemnity_until": "0000-00-00"}, "/indemnity_until"),
    ("the year 9999", {"indemnity_until": "9999-12-31"}, "/indemnity_until"),
    ("an Excel serial", {"indemnity_until": 45000}, "/indemnity_until"),
    ("a time for a date", {"accepting_until": "2026-01-01T00:00:00Z"}, "/accepting_until"),
    ("a date in other digits", {"accepting_until": "٢٠٢٦-٠١-٠١"}, "/accepting_until"),
    ("an age in quotes", {"minimum_age": "18"}, "/minimum_age"),
    ("an age of 1.0", {"minimum_age": 1.0}, "/minimum_age"),
    ("an age of true", {"minimum_age": True}, "/minimum_age"),
    ("an age of -1", {"minimum_age": -1}, "/minimum_age"),
    ("an age of 121", {"maximum_age": 121}, "/maximum_age"),
    ("an age of 2 to the 70", {"maximum_age": 2**70}, "/maximum_age"),
    ("an age of NaN", {"maximum_age": float("nan")}, "/maximum_age"),
    ("a wait of minus a day", {"wait_days": -1}, "/wait_days"),
    ("a response of a century", {"response_minutes": 10**8}, "/response_minutes"),
    ("1 for a boolean", {"is_virtual": 1}, "/is_virtual"),
    ("yes for a boolean", {"is_in_person": "yes"}, "/is_in_person"),
    ("null for a boolean", {"is_accepting": None}, "/is_accepting"),
    ("nothing accepted", {"accepts": []}, "/accepts"),
    ("an unknown request", {"accepts": ["walk-in"]}, "/accepts/0"),
    ("a request twice", {"accepts": ["advice", "advice"]}, "/accepts"),
    ("text for a list", {"accepts": "advice"}, "/accepts"),
    ("an object for a list", {"treats": {"a": 1}}, "/treats"),
    ("a treatment twice", {"treats": ["acne", "acne"]}, "/treats"),
    ("201 treatments", {"treats": [f"t{number}" for number in range(201)]}, "/treats"),
    ("a language by name", {"languages": ["Welsh"]}, "/languages/0"),
    ("an unknown language", {"languages": ["en", "xx"]}, "/languages/1"),
    ("an unknown access", {"accessibility": ["moat"]}, "/accessibility/0"),
    ("an unknown fee", {"fee_band": "free"}, "/fee_band"),
    ("hours that are not", {"opening_hours": "when we feel like it"}, "/opening_hours"),
    ("20 lines of address", {"address": ["x"] * 20}, "/address"),
    ("an address line of 101", {"address": ["x" * 101]}, "/address/0"),
    ("an address in one text", {"address": "1 Park Row"}, "/address"),
    ("999", {"public_phone": "999"}, "/public_phone"),
    ("letters in a number", {"public_phone": "0113 CALLUS 1"}, "/public_phone"),
    ("a premium number", {"public_phone": "0906 802 0000"}, "/public_phone"),
    ("too short a number", {"clinician_phone": "0113 24"}, "/clinician_phone"),
    ("an address without a domain", {"public_email": "sam@"}, "/public_email"),
    ("two addresses", {"public_email": "a@park.org.uk,b@park.org.uk"}, "/public_email"),
    ("a header in an address", {"public_email": "a@park.org.uk\r\nBcc: b@x.org"}, "/public_email"),
    ("a display name", {"public_email": "Sam <sam@park.org.uk>"}, "/public_email"),
    ("mailto", {"clinician_email": "mailto:sam@park.org.uk"}, "/clinician_email"),
    ("two at signs", {"public_email": "a@b@park.org.uk"}, "/public_email"),
    ("an address of 300", {"public_email": "a" * 290 + "@park.org.uk"}, "/public_email"),
    ("a script as website", {"website": "javascript:alert(1)"}, "/website"),
    ("a password in a website", {"website": "https://sam:secret@park.org.uk"}, "/website"),
    ("ftp", {"website": "ftp://park.org.uk"}, "/website"),
    ("a website without a dot", {"website": "https://localhost"}, "/website"),
    ("a website with a bad port", {"website": "https://park.org.uk:99999999"}, "/website"),
    ("an open bracket", {"website": "https://[park.org.uk"}, "/website"),
    ("a capability without a code", {"capabilities": [{"quantity": 1}]}, "/capabilities/0/code"),
    ("a capability that is text", {"capabilities": ["ultrasound"]}, "/capabilities/0"),
    ("a quantity of NaN", {"capabilities": stock(quantity=float("nan"))}, "/capabilities/0/quantity"),
    ("a quantity of infinity", {"capabilities": stock(quantity=float("inf"))}, "/capabilities/0/quantity"),
    ("a quantity of -infinity", {"capabilities": stock(quantity=float("-inf"))}, "/capabilities/0/quantity"),
    ("a quantity in quotes", {"capabilities": stock(quantity="1")}, "/capabilities/0/quantity"),
    ("a quantity of true", {"capabilities": stock(quantity=True)}, "/capabilities/0/quantity"),
    ("a quantity below 0", {"capabilities": stock(quantity=-1)}, "/capabilities/0/quantity"),
    ("too large a quantity", {"capabilities": stock(quantity=1_000_001)}, "/capabilities/0/quantity"),
    ("an expiry in words", {"capabilities": stock(expires_on="next May")}, "/capabilities/0/expires_on"),
    ("confirmed_at of a capability", {"capabilities": stock(confirmed_at="x")}, "/capabilities/0/confirmed_at"),
]


@pytest.mark.parametrize(("changes", "pointer"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_is_refused_at_its_field_in_plain_words(
    values: Values, changes: dict[str, Any], pointer: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        read(ServiceListing, values(**changes))
    assert [error.pointer for error in refusal.value.errors] == [pointer]
    sentence = refusal.value.errors[0].detail
    assert sentence[0].isupper() or sentence[0] == '"' or sentence.startswith(("acne", "advice"))
    assert sentence.endswith(".")
    assert not any(word in sentence for word in JARGON)


def test_every_wrong_field_is_named_at_once(values: Values) -> None:
    with pytest.raises(Invalid) as refusal:
        read(ServiceListing, values(organisation_name="", minimum_age="x", assurance="verified"))
    assert {error.pointer for error in refusal.value.errors} == {"/organisation_name", "/minimum_age", "/assurance"}


@pytest.mark.parametrize("body", [None, [], "text", 7, True, [{"organisation_name": "x"}]])
def test_a_body_that_is_no_object_is_refused(body: object) -> None:
    with pytest.raises(Invalid) as refusal:
        read(ServiceListing, body)
    assert refusal.value.errors[0].pointer == ""


MENDED = [
    ("composed to NFC", {"organisation_name": "Cafe\u0301 Dental"}, "organisation_name", "Café Dental"),
    ("trimmed", {"organisation_name": "  Park   Dental "}, "organisation_name", "Park Dental"),
    ("an apostrophe kept", {"organisation_name": "O’Connor’s"}, "organisation_name", "O’Connor’s"),
    ("markup kept as text", {"organisation_name": "<script>{{7*7}}"}, "organisation_name", "<script>{{7*7}}"),
    ("emoji kept", {"organisation_name": "Smile 👩‍⚕️"}, "organisation_name", "Smile 👩‍⚕️"),
    ("lines kept in text", {"description": "One\r\ntwo"}, "description", "One\ntwo"),
    ("a British number", {"public_phone": "+44 (0)113 2450000"}, "public_phone", "0113 245 0000"),
    ("a drama number", {"public_phone": "07700 900123"}, "public_phone", "07700 900123"),
    ("a number abroad", {"public_phone": "+353 1 679 9999"}, "public_phone", "+353 1 679 9999"),
    ("nothing for an empty number", {"clinician_phone": " "}, "clinician_phone", None),
    ("nothing for null", {"website": None}, "website", None),
    ("https added", {"website": "www.park.org.uk"}, "website", "https://www.park.org.uk"),
    ("minus zero", {"capabilities": stock(quantity=-0.0)}, "capabilities", None),
    ("language in small letters", {"languages": ["EN", "Cy"]}, "languages", ["en", "cy"]),
    ("sign language", {"languages": ["bsl"]}, "languages", ["bsl"]),
    ("hours", {"opening_hours": "Mo-Fr 09:00-17:00; PH off"}, "opening_hours", "Mo-Fr 09:00-17:00; PH off"),
    ("24/7", {"opening_hours": "24/7"}, "opening_hours", "24/7"),
]


@pytest.mark.parametrize(("changes", "field", "kept"), [row[1:] for row in MENDED], ids=[row[0] for row in MENDED])
def test_what_is_meant_is_kept_in_one_form(values: Values, changes: dict[str, Any], field: str, kept: object) -> None:
    listing = read(ServiceListing, values(**changes))
    if field == "capabilities":
        assert str(listing.capabilities[0].quantity) == "0.0"
    else:
        assert getattr(listing, field) == kept


def test_a_patch_tells_absent_from_null() -> None:
    patch = read(ServicePatch, {"website": None, "wait_days": 3})
    assert patch.model_fields_set == {"website", "wait_days"}


@pytest.mark.parametrize("field", ["organisation_name", "specialty", "postcode", "accepts", "is_accepting", "treats"])
def test_a_patch_cannot_take_away_what_a_service_needs(field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read(ServicePatch, {field: None})
    assert refusal.value.errors[0].pointer == f"/{field}"


@pytest.mark.parametrize("field", ["assurance", "status", "version", "registers", "indemnity_checked", "id"])
def test_a_patch_cannot_set_what_is_not_a_listings(field: str) -> None:
    with pytest.raises(Invalid):
        read(ServicePatch, {field: "verified"})
