"""A service's page, and listing one in steps without scripts."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from directory.app import Parts, create_app
from directory.catalogue import service
from directory.config import Settings

KIND = {"specialty": "complication-support", "organisation_name": "Dales Aesthetics", "description": "Filler problems"}
WHERE = {"address_street": "4 Park Square East", "address_town": "Leeds", "postcode": "ls12ne",
         "public_phone": "0113 245 0001", "clinician_phone": "0113 245 0002",
         "referral_instructions": "Ring first."}  # fmt: skip
PEOPLE = {"practitioner_name": "Sam Lee", "practitioner_title": "Doctor", "register_code": "gmc",
          "register_number": "7000017", "indemnity_until": "2090-01-31"}  # fmt: skip
OFFERS: dict[str, Any] = {
    "has_hyaluronidase": "y", "hyaluronidase_units": "3,000", "hyaluronidase_expires": "2089-12-31",
    "has_ultrasound": "y", "ultrasound_probe": "18 MHz linear", "ultrasound_operator": "Sam Lee",
    "accepts": ["referral", "emergency"], "seen": ["person"], "weekday_opens": "09:00", "weekday_closes": "17:30",
    "minimum_age": "18", "response_minutes": "10", "languages": ["en", "pl"], "accessibility": ["step-free"],
}  # fmt: skip
STEPS = (KIND, WHERE, PEOPLE, OFFERS)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page) or re.search(
        rf'value="([^"]*)"[^>]*name="{name}"', page
    )
    assert found, name
    return html.unescape(found[1])


class Walk:
    """Somebody who goes through the steps."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page = client.get("/services/new").text

    def send(self, values: dict[str, Any], *, go: str = "next", to: str = "/services/new") -> Any:
        carried = {name: hidden(self.page, name) for name in ("csrf_token", "state", "step")}
        response = self.client.post(to, data=carried | values | {"go": go})
        self.page = response.text
        return response

    def to_step(self, number: int) -> Walk:
        for values in STEPS[: number - 1]:
            self.send(values)
        assert f"step {number} of 5" in self.page
        return self


@pytest.fixture
def walk(client: FlaskClient) -> Walk:
    return Walk(client)


def test_a_clinic_lists_itself_and_is_told_that_it_is_not_shown_until_verified(walk: Walk, parts: Parts) -> None:
    walk.to_step(5)
    for words in (
        "Dales Aesthetics",
        "3,000 units, first expiry 31 December 2089",
        "09:00 to 17:30",
        "English and Polish",
    ):
        assert words in walk.page
    sent = walk.send({}, to="/services/new/send")
    assert sent.status_code == 303
    done = walk.client.get(sent.headers["Location"]).text
    id_ = sent.headers["Location"].split("/")[2]
    assert id_ in done
    assert "not shown in searches" in done
    with parts.database.reading() as session:
        document = service.get(session, id_)
    assert document["assurance"] == "unverified"
    assert document["location"]["postcode"] == "LS1 2NE"
    assert document["opening_hours"] == "Mo-Fr 09:00-17:30; PH off"
    assert [held["code"] for held in document["capabilities"]] == ["hyaluronidase", "ultrasound"]
    assert document["capabilities"][0]["quantity"] == 3000
    assert "Dales Aesthetics" not in walk.client.get("/search?need=complication+support&near=LS1+2NE").text


def test_a_listing_that_is_sent_twice_is_one_service(walk: Walk, parts: Parts) -> None:
    last = walk.to_step(5).page
    made = []
    for _ in range(3):
        walk.page = last
        made.append(walk.send({}, to="/services/new/send").headers["Location"])
    assert len(set(made)) == 1
    with parts.database.reading() as session:
        assert sum(each["name"] == "Dales Aesthetics" for each in service.listed(session)) == 1


def test_a_service_that_is_not_listed_says_so_and_not_how_to_refer(walk: Walk, parts: Parts) -> None:
    id_ = walk.to_step(5).send({}, to="/services/new/send").headers["Location"].split("/")[2]
    assert "How to refer" in walk.client.get(f"/services/{id_}").text
    with parts.database.transaction() as session:
        service.suspend(session, id_, "Indemnity has ended", actor="tests")
    suspended = walk.client.get(f"/services/{id_}").text
    with parts.database.transaction() as session:
        service.retire(session, id_, actor="tests")
    for page in (suspended, walk.client.get(f"/services/{id_}").text):
        assert "Do not refer to it" in page
        assert "How to refer" not in page
        assert "For patients who are with them already." in page
    assert "Indemnity has ended" not in suspended


def test_what_was_listed_on_the_page_is_found_once_it_is_verified(walk: Walk, parts: Parts) -> None:
    id_ = walk.to_step(5).send({}, to="/services/new/send").headers["Location"].split("/")[2]
    with parts.database.transaction() as session:
        service.verify(session, parts.registry, id_, actor="tests")
    assert "Dales Aesthetics" in walk.client.get("/search?need=complication+support&near=LS1+2NE").text


@pytest.mark.parametrize(
    ("step", "values", "field", "words"),
    [
        (1, {"organisation_name": ""}, "organisation_name", "Enter the organisation name."),
        (1, {"specialty": ""}, "specialty-0", "specialty"),
        (1, {"specialty": "emergency-services"}, "specialty-0", "We do not know this specialty"),
        (2, {"postcode": ""}, "postcode", "postcode"),
        (2, {"postcode": "LS1"}, "postcode", "Enter a full postcode"),
        (2, {"postcode": "ZZ99 9ZZ"}, "postcode", ""),
        (2, {"public_phone": "", "clinician_phone": ""}, "public_phone", "at least one telephone number"),
        (2, {"public_phone": "999"}, "public_phone", "not a telephone number"),
        (2, {"public_email": "a@b"}, "public_email", "e-mail address in full"),
        (3, {"register_number": "12"}, "register_number", "7 digits"),
        (3, {"register_code": ""}, "register_code", "Choose the register"),
        (3, {"indemnity_until": "31/01/2030"}, "indemnity_until", "year, month and day"),
        (4, {"hyaluronidase_units": ""}, "hyaluronidase_units", "how many units"),
        (4, {"hyaluronidase_units": "many"}, "hyaluronidase_units", "must be a number"),
        (4, {"hyaluronidase_expires": ""}, "hyaluronidase_expires", "expiry date"),
        (4, {"accepts": []}, "accepts-0", "Choose at least one"),
        (4, {"seen": []}, "seen-0", "in person, online, or both"),
        (4, {"weekday_closes": ""}, "weekday_closes", "Enter when you close"),
        (4, {"weekday_opens": "nine"}, "weekday_opens", "Enter a time like 09:00"),
        (4, {"minimum_age": "200"}, "minimum_age", "120 or less"),
        (4, {"minimum_age": "40", "maximum_age": "30"}, "maximum_age", "below the least age"),
        (4, {"languages": ["xx"]}, "languages-0", "language"),
        (4, {"treats": ["nothing-known"]}, "treats-0", "We do not know"),
    ],
)
def test_an_error_stands_beside_its_field_and_what_was_typed_is_kept(
    walk: Walk, step: int, values: dict[str, Any], field: str, words: str
) -> None:
    walk.to_step(step).send(STEPS[step - 1] | values)
    assert f"step {step} of 5" in walk.page
    assert "<title>Error: " in walk.page
    assert f'href="#{field}"' in walk.page
    assert f'id="{field}"' in walk.page
    assert words in html.unescape(walk.page)
    typed = next((text for text in values.values() if isinstance(text, str) and text and "-" not in text), None)
    assert typed is None or f'value="{typed}"' in walk.page


def test_going_back_keeps_everything(walk: Walk) -> None:
    walk.to_step(3).send({"practitioner_name": "Half a na"}, go="1")
    assert 'value="4 Park Square East"' in walk.page
    walk.send(WHERE)
    assert 'value="Half a na"' in walk.page


def test_a_step_cannot_be_jumped(walk: Walk) -> None:
    assert "step 2 of 5" in walk.send(KIND, go="4").text


def test_a_state_that_was_changed_starts_again(walk: Walk) -> None:
    walk.to_step(3)
    walk.page = walk.page.replace('name="state" value="', 'name="state" value="x')
    walk.send(PEOPLE)
    assert "step 1 of 5" in walk.page
    assert "open for too long" in walk.page


def test_nothing_is_stored_without_the_token_of_the_page(walk: Walk, parts: Parts) -> None:
    walk.to_step(5)
    carried = {"state": hidden(walk.page, "state"), "step": "4"}
    response = walk.client.post("/services/new/send", data=carried)
    assert response.status_code == 200
    assert "open for too long" in response.text
    with parts.database.reading() as session:
        assert not service.listed(session, assurance="unverified")


def test_what_breaks_between_the_steps_and_the_end_leads_back_to_its_step(walk: Walk) -> None:
    walk.send(KIND)
    walk.page = walk.page.replace('name="step" value="1"', 'name="step" value="3"')
    walk.send(OFFERS)
    walk.send({}, to="/services/new/send")
    assert "step 2 of 5" in walk.page
    assert "postcode" in walk.page


def test_sending_listings_is_limited(settings: Settings, parts: Parts) -> None:
    from dataclasses import replace

    few = replace(parts, settings=settings.model_copy(update={"listing_rate_limit": "2 per hour"}))
    client = create_app(parts=few).test_client()
    answers = [client.post("/services/new/send", data={}).status_code for _ in range(4)]
    assert answers == [200, 200, 429, 429]
    assert client.post("/services/new", data={}).status_code == 200


def ids(client: FlaskClient, specialty: str) -> str:
    found = client.get(f"/api/v1/services?specialty={specialty}&near=LS1+4AP").get_json()
    return str(found["items"][0]["id"])


def test_a_service_says_everything_but_the_contact_for_clinicians(walk: Walk) -> None:
    id_ = walk.to_step(5).send({}, to="/services/new/send").headers["Location"].split("/")[2]
    page = walk.client.get(f"/services/{id_}").text
    for words in ("Dales Aesthetics", "4 Park Square East", "LS1 2NE", "0113 245 0001", "Ring first.", "10 minutes",
                  "18 and over", "3,000 units", "18 MHz linear", "Monday", "Not verified yet"):  # fmt: skip
        assert words in page.replace("3000 units", "3,000 units"), words
    assert "0113 245 0002" not in page


def test_a_private_home_shows_no_address(walk: Walk) -> None:
    walk.send(KIND)
    walk.send(WHERE | {"hide_address": "y"})
    walk.send(PEOPLE)
    walk.send(OFFERS)
    id_ = walk.send({}, to="/services/new/send").headers["Location"].split("/")[2]
    page = walk.client.get(f"/services/{id_}").text
    assert "Park Square" not in page
    assert "2NE" not in page


def test_an_unknown_service_is_a_page_that_says_so(client: FlaskClient) -> None:
    for id_ in ("nothing", "0", "x" * 300, "01a2010d-38a7-74a0-8cda-ef71ed3e6436"):
        response = client.get(f"/services/{id_}")
        assert response.status_code == 404
        assert "Page not found" in response.text


def test_a_verified_service_leads_to_its_json(shared_client: FlaskClient, shared_app: APIFlask) -> None:
    id_ = ids(shared_client, "dentist")
    page = shared_client.get(f"/services/{id_}").text
    assert f"/api/v1/services/{id_}" in page
    assert "Verified: registration and indemnity have been checked" in page
