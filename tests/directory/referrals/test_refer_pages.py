"""Making a referral on its page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from directory.app import Parts
from directory.catalogue.models import HealthcareService
from directory.outbox import service as outbox
from directory.referrals import service
from tests.bad_input import counts
from tests.directory.referrals.visitor import (
    FILLED,
    errors,
    id_of,
    refer,
    referral_at,
    send,
    tags,
    with_the_key,
)


@pytest.fixture
def practice(client: FlaskClient) -> FlaskClient:
    """A practice that refers."""
    return with_the_key(client)


def form(practice: FlaskClient, parts: Parts, query: str = "") -> tuple[str, str]:
    """The address and the page of the form for one service."""
    path = f"/services/{id_of(parts, 'Park Dental')}/refer"
    return path, practice.get(path + query).text


def test_a_referral_is_made_and_shown(practice: FlaskClient, parts: Parts) -> None:
    made = referral_at(parts, refer(practice, parts))
    assert (made.patient_initials, made.patient_birth_year) == ("JS", 1985)
    assert (made.urgency, made.state, made.referrer_email) == ("routine", "submitted", "ann@example.org")
    assert made.need["specialty"] == "dentist"
    assert made.need["latitude"] == pytest.approx(53.796, abs=0.01)
    # The year of birth tells more than an age that was reckoned from it.
    assert made.need["age"] is None
    with parts.database.reading() as session:
        sent = {each.actor for each in outbox.listing(session)}
        assert {"notify_service", "confirm_to_referrer"} <= sent
        line = service.timeline(session, made.id)[0]
    assert (line.event, line.actor) == ("submit", "referrals page")


@pytest.mark.parametrize("word", ["no", "0", "off", "False", "n", " ", "Y", "<script>"])
def test_only_a_ticked_box_is_consent(practice: FlaskClient, parts: Parts, word: str) -> None:
    path, page = form(practice, parts)
    sent = send(practice, page, path, **{**FILLED, "consent": word})
    assert sent.status_code == 422
    assert "Ask the patient first" in sent.text
    assert 'value="y"' in sent.text
    assert counts(parts.database)["referral"] == 0


def test_the_page_keeps_what_the_search_asked_for(practice: FlaskClient, parts: Parts) -> None:
    found = practice.get("/search?need=complication+support&near=LS1+4AP&capability=ultrasound&age=30").text
    link = re.search(r'href="(/services/[^"]+/refer\?[^"]*)"', found)
    assert link
    page = practice.get(link[1].replace("&amp;", "&")).text
    assert 'value="complication support, Ultrasound"' in page
    assert 'value="LS1 4AP"' in page
    assert "age" not in link[1]


def test_what_is_needed_is_read_as_the_search_reads_it(practice: FlaskClient, parts: Parts) -> None:
    path = refer(
        practice,
        parts,
        "Aire Complications",
        need="complication support, Ultrasound, hyaluronidase",
        accepts="referral",
    )
    assert set(referral_at(parts, path).need["capabilities"]) == {"ultrasound", "hyaluronidase"}


def test_pressing_three_times_makes_one(practice: FlaskClient, parts: Parts) -> None:
    path, page = form(practice, parts)
    sent = [send(practice, page, path, **FILLED) for _ in range(3)]
    assert {each.status_code for each in sent} == {303}
    assert len({each.headers["Location"] for each in sent}) == 1
    assert counts(parts.database)["referral"] == 1


def test_a_page_sent_again_with_other_words_asks_whether_a_second_one_is_meant(
    practice: FlaskClient, parts: Parts
) -> None:
    path, page = form(practice, parts)
    send(practice, page, path, **FILLED)
    again = send(practice, page, path, **FILLED | {"reason": "Another reason"})
    assert again.status_code == 422
    assert "You have sent this page already" in again.text
    assert counts(parts.database)["referral"] == 1
    meant = send(practice, again.text, path, **FILLED | {"reason": "Another reason"})
    assert meant.status_code == 303
    assert counts(parts.database)["referral"] == 2


@pytest.mark.parametrize(
    ("field", "value", "target", "words"),
    [
        ("initials", "", "initials", "Enter the patient's initials"),
        ("initials", "Jane Smith", "initials", "initials only"),
        ("birth_year", "", "birth_year", "Enter the patient's year of birth"),
        ("birth_year", "85", "birth_year", "four digits"),
        ("birth_year", "1985-02-03", "birth_year", "four digits"),
        ("birth_year", "\u0661\u0669\u0668\u0665", "birth_year", "four digits"),
        ("birth_year", "2999", "birth_year", ""),
        ("urgency", "", "urgency-0", "Choose how urgent it is"),
        ("urgency", "whenever", "urgency-0", ""),
        ("reason", "", "reason", "Say why you refer"),
        ("reason", "NHS 943 476 5919", "reason", "NHS number"),
        ("need", "qwxzv", "need", "We do not know"),
        ("near", "ZZ99 9ZZ", "near", ""),
        ("consent", "", "consent", "Ask the patient first"),
        ("consent_method", "", "consent_method-0", "Choose how the patient agreed"),
        ("referrer_name", "", "referrer_name", "Enter your name"),
        ("referrer_email", "ann@", "referrer_email", "e-mail address in full"),
        ("referrer_email", "a@b.example\r\nBcc: x@y.example", "referrer_email", ""),
        ("referrer_phone", "12", "referrer_phone", "telephone number"),
    ],
)  # fmt: skip
def test_a_slip_is_said_beside_its_field_and_nothing_is_stored(
    practice: FlaskClient, parts: Parts, field: str, value: str, target: str, words: str
) -> None:
    path, page = form(practice, parts)
    before = counts(parts.database)
    refused = send(practice, page, path, **{key: text for key, text in (FILLED | {field: value}).items() if text})
    assert refused.status_code == 422
    said = errors(refused)
    assert target in said
    assert words in said[target]
    assert f'id="{target}' in refused.text
    assert counts(parts.database) == before
    assert "A lump that grows" in refused.text or field == "reason"


def test_everything_left_empty_is_asked_for_at_once(practice: FlaskClient, parts: Parts) -> None:
    path, page = form(practice, parts)
    refused = send(practice, page, path)
    assert list(errors(refused)) == [
        "initials", "birth_year", "urgency-0", "reason", "consent", "consent_method-0", "referrer_name",
        "referrer_email",
    ]  # fmt: skip


@pytest.mark.parametrize("token", [{}, {"csrf_token": "made-up"}])
def test_a_form_without_its_token_stores_nothing(practice: FlaskClient, parts: Parts, token: dict[str, Any]) -> None:
    path, page = form(practice, parts)
    carried = {name: value for name, value in tags(page, path).items() if name != "csrf_token"}
    refused = practice.post(path, data=carried | FILLED | token)
    assert refused.status_code == 422
    assert "open for too long" in refused.text
    assert counts(parts.database)["referral"] == 0


@pytest.mark.parametrize("key", ["", "é", "x" * 256])
def test_a_page_whose_own_key_was_changed_stores_nothing(practice: FlaskClient, parts: Parts, key: str) -> None:
    path, page = form(practice, parts)
    assert send(practice, page, path, **FILLED, key=key).status_code == 422
    assert counts(parts.database)["referral"] == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"is_accepting": False}, "takes no new patients"),
        ({"status": "retired"}, "takes referrals"),
        ({"assurance": "unverified"}, "takes referrals"),
        ({"clinician_email": None, "public_email": None}, "gives no e-mail address"),
        ({"accepts": ["advice"]}, "does not take requests"),
    ],
)
def test_a_service_that_cannot_be_asked_says_so_before_anything_is_filled_in(
    practice: FlaskClient, parts: Parts, change: dict[str, Any], words: str
) -> None:
    path, page = form(practice, parts)
    with parts.database.transaction() as session:
        found = session.get_one(HealthcareService, path.split("/")[2])
        for name, value in change.items():
            setattr(found, name, value)
    told = practice.get(path).text
    assert words in told
    assert "Send the referral" not in told
    assert send(practice, page, path, **FILLED).status_code == 422
    assert counts(parts.database)["referral"] == 0


def test_an_age_that_a_service_does_not_see_is_said(practice: FlaskClient, parts: Parts) -> None:
    path = f"/services/{id_of(parts, 'Seacroft Dental')}/refer"
    refused = send(practice, practice.get(path).text, path, **FILLED | {"birth_year": "2020"})
    assert refused.status_code == 422
    assert "from the age of 18" in refused.text


@pytest.mark.parametrize("id_", ["0", "x" * 400, "%00", "é", "01a201b4-9306-756a-9f69-0ad0b1054dba"])
def test_a_service_that_is_none_is_not_found(practice: FlaskClient, id_: str) -> None:
    assert practice.get(f"/services/{id_}/refer").status_code == 404
    assert practice.post(f"/services/{id_}/refer").status_code == 404


def test_who_refers_is_remembered_in_this_browser(practice: FlaskClient, parts: Parts) -> None:
    refer(practice, parts)
    _, page = form(practice, parts)
    assert 'value="ann@example.org"' in page
    assert "A lump" not in page


def test_nobody_refers_without_signing_in(client: FlaskClient, parts: Parts) -> None:
    path = f"/services/{id_of(parts, 'Park Dental')}/refer"
    assert client.get(path).headers["Location"].startswith("/sign-in")
    assert client.post(path, data=FILLED).headers["Location"].startswith("/sign-in")
    assert counts(parts.database)["referral"] == 0


def test_the_service_page_offers_it(client: FlaskClient, parts: Parts) -> None:
    id_ = id_of(parts, "Park Dental")
    assert f'href="/services/{id_}/refer"' in client.get(f"/services/{id_}").text
