"""The triage page."""

from __future__ import annotations

import re

from flask.testing import FlaskClient


def ask(client: FlaskClient, **values: str) -> str:
    page = client.get("/triage").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    response = client.post("/triage", data={"csrf_token": token[1], **values})
    assert response.status_code == 200
    return response.text


def test_a_blocked_artery_leads_to_help_now_near_the_patient(shared_client: FlaskClient) -> None:
    page = ask(shared_client, age="30", terms="blanching after lip filler\nsevere pain", treatment="dermal filler",
               minutes_ago="20", near="LS1 4AP")  # fmt: skip
    assert "<title>Do not treat - " in page
    assert "Emergency: now" in page
    assert 'href="/help-now?near=LS1+4AP"' in page
    assert "Must hold: Hyaluronidase" in page


def test_loss_of_sight_is_999(shared_client: FlaskClient) -> None:
    assert 'href="tel:999"' in ask(shared_client, terms="vision loss after filler", treatment="filler", minutes_ago="5")


def test_a_wish_leads_to_a_search_for_who_offers_it(shared_client: FlaskClient) -> None:
    page = ask(shared_client, age="36", wants="rhinoplasty", near="Leeds")
    assert "You may treat" in page
    assert "/search?need=Plastic+surgeon&amp;near=Leeds" in page


def test_what_is_not_understood_is_named_and_holds(shared_client: FlaskClient) -> None:
    page = ask(shared_client, age="40", terms="qwerty syndrome", wants="lip filler")
    assert "Not understood: qwerty syndrome" in page
    assert ">Hold<" in page


def test_an_age_that_is_no_number_is_said_beside_its_field(shared_client: FlaskClient) -> None:
    page = ask(shared_client, age="forty", terms="acne")
    assert "<title>Error: " in page
    assert 'href="#age"' in page
    assert "Age: must be a whole number." in page
    assert 'value="forty"' in page


def test_an_empty_case_asks_for_something_to_go_by(shared_client: FlaskClient) -> None:
    assert "Write what you see, or what the patient asks for." in ask(shared_client)


def test_minutes_without_a_treatment_ask_for_the_treatment(shared_client: FlaskClient) -> None:
    assert 'href="#treatment"' in ask(shared_client, terms="swelling", minutes_ago="20")


def test_a_case_is_never_in_an_address_and_needs_the_token_of_the_page(shared_client: FlaskClient) -> None:
    assert '<form action="/triage" method="post"' in shared_client.get("/triage").text
    assert "open for too long" in shared_client.post("/triage", data={"terms": "acne"}).text
