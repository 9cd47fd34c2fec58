"""The search page and the emergency page, as a browser without scripts reads them."""

from __future__ import annotations

import re

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from directory.app import Parts

FIND = "/search?need=complication+support&near=LS1+4AP"


def test_the_first_page_offers_every_specialty_that_is_searched(shared_client: FlaskClient) -> None:
    page = shared_client.get("/").text
    assert "<h1" in page
    assert "Find the nearest suitable specialist" in page
    assert "Consultant dermatologist" in page
    assert "Emergency services" not in page


def test_the_list_says_who_where_how_far_and_why(shared_client: FlaskClient) -> None:
    page = shared_client.get(FIND + "&within=25").text
    assert "Nearest suitable: 1 of 1 within 25 km" in page
    assert "Aire Complications" in page
    assert re.search(r"\d+ m<", page)
    assert "Ultrasound: 18 MHz linear" in page
    assert 'data-rank="1"' in page


def test_a_page_has_one_heading_of_the_first_level_and_a_title_of_its_own(shared_client: FlaskClient) -> None:
    for path in ("/", FIND, "/help-now", "/triage", "/services/new", "/about", "/accessibility", "/nothing"):
        page = shared_client.get(path).text
        assert len(re.findall(r"<h1[ >]", page)) == 1, path
        assert re.search(r"<title>[^<]+ - Onward</title>", page), path


def test_a_widened_search_says_how_far_it_looked(shared_client: FlaskClient) -> None:
    page = shared_client.get(FIND).text
    assert "Too few within 10 km, so we looked further: 25 km, 50 km, 100 km and everywhere." in page


def test_who_is_nearer_and_left_out_is_named_with_the_reason(shared_client: FlaskClient) -> None:
    page = shared_client.get("/search?need=dentist&near=LS14+1AA&age=12&within=25").text
    assert "Why not nearer?" in page
    assert "Seacroft Dental" in page
    assert "sees people from age 18" in page


def test_filters_keep_their_ticks_and_narrow_the_list(shared_client: FlaskClient) -> None:
    page = shared_client.get("/search?need=complication+support&near=London&capability=hyaluronidase&in_person=1").text
    assert re.search(r'id="capability-hyaluronidase"[^>]*checked', page, re.S)
    assert re.search(r'id="chip-in_person"[^>]*checked', page, re.S)
    assert "Aire Complications" in page
    assert 'data-name="Westminster Complications"' not in page


def test_confirmed_today_leaves_out_what_nobody_confirmed(shared_client: FlaskClient) -> None:
    assert "Aire Complications" in shared_client.get(FIND + "&confirmed=today").text


def test_htmx_gets_the_answer_alone(shared_client: FlaskClient) -> None:
    response = shared_client.get(FIND, headers={"HX-Request": "true"})
    assert "<header" not in response.text
    assert "Aire Complications" in response.text
    assert "HX-Request" in response.headers["Vary"]


def test_going_back_gets_the_whole_page(shared_client: FlaskClient) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<header" in shared_client.get(FIND, headers=headers).text


def test_a_place_with_namesakes_is_asked_about_with_a_link_for_each(shared_client: FlaskClient) -> None:
    response = shared_client.get("/search?need=dentist&near=Newport")
    assert response.status_code == 200
    assert "Which Newport?" in response.text
    assert len(re.findall(r'href="/search\?need=dentist&amp;near=Newport', response.text)) >= 5


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("need=&near=Leeds", "need", "Enter what is needed"),
        ("need=dentist&near=", "near", "Enter a postcode or a town"),
        ("need=qwxzv&near=Leeds", "need", "We did not understand “qwxzv”"),
        ("need=dentist&near=Atlantis+City", "near", "We do not know a place"),
        ("need=dentist&near=JE2+3AB", "near", "cover"),
        ("need=dentist&near=Leeds&age=-4", "age", "Enter the patient’s age".replace("’", "&#39;")),
        ("need=dentist&near=Leeds&within=abc", "", "whole number of kilometres"),
        ("need=" + "x" * 400 + "&near=Leeds", "need", "longer than 200 characters"),
    ],
)
def test_a_field_in_error_is_named_linked_and_keeps_what_was_typed(
    shared_client: FlaskClient, query: str, field: str, words: str
) -> None:
    response = shared_client.get("/search?" + query)
    assert response.status_code == 400
    assert "<title>Error: " in response.text
    assert "There is a problem" in response.text
    assert words in response.text
    if field:
        assert f'href="#{field}"' in response.text


def test_what_was_not_understood_stays_in_its_box(shared_client: FlaskClient) -> None:
    assert 'value="qwxzv"' in shared_client.get("/search?need=qwxzv&near=Leeds").text


def test_a_clinic_is_found_by_its_name(shared_client: FlaskClient) -> None:
    page = shared_client.get("/search?need=Headingley+Dental&near=Leeds").text
    assert "Headingley Dental" in page


def test_an_emergency_sign_is_answered_with_999_instead_of_a_list(shared_client: FlaskClient) -> None:
    page = shared_client.get("/search?need=loss+of+vision&near=Leeds").text
    assert 'href="tel:999"' in page


def test_a_cursor_of_another_search_is_said_not_shown(shared_client: FlaskClient) -> None:
    response = shared_client.get(FIND + "&cursor=forged")
    assert response.status_code == 400
    assert "no longer there" in response.text


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{7*7}}", "';--", "\x00", "\u202e", "%", "a" * 1999])
def test_nothing_that_is_typed_runs_or_breaks_the_page(shared_client: FlaskClient, text: str) -> None:
    for path in ("/search", "/help-now", "/suggest/needs", "/suggest/places"):
        response = shared_client.get(path, query_string={"need": text, "near": text})
        assert response.status_code in (200, 400)
        assert "<script>alert" not in response.text


def test_boxes_suggest_while_somebody_types(shared_client: FlaskClient) -> None:
    assert 'value="Hyaluronidase"' in shared_client.get("/suggest/needs?need=hyal").text
    assert "Leeds" in shared_client.get("/suggest/places?near=Lee").text


def test_the_emergency_page_says_999_before_anything_else(shared_client: FlaskClient) -> None:
    response = shared_client.get("/help-now")
    page = response.text
    assert page.index('href="tel:999"') < page.index("<form")
    assert "public" in response.headers["Cache-Control"]
    assert "Set-Cookie" not in response.headers


def test_the_emergency_page_lists_who_holds_the_antidote_with_a_number_to_ring(shared_client: FlaskClient) -> None:
    page = shared_client.get("/help-now?near=LS1+4AP").text
    assert "Who can help with hyaluronidase" in page
    assert "Aire Complications" in page
    assert 'href="tel:01132450000"' in page
    assert "Westminster Complications" not in page


def test_the_emergency_page_asks_about_namesakes_and_says_what_is_wrong(shared_client: FlaskClient) -> None:
    assert "Which Newport?" in shared_client.get("/help-now?near=Newport").text
    assert "We do not know a place" in shared_client.get("/help-now?near=Atlantis+City").text
    assert "Enter a postcode or a town" in shared_client.get("/help-now?near=").text


@pytest.mark.parametrize("broken", ["database", "index", "places"])
def test_the_emergency_page_stands_when_what_is_behind_it_falls(
    parts: Parts, app: APIFlask, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fall(*args: object, **kwargs: object) -> None:
        raise OperationalError("select", {}, Exception("the disk is gone"))

    part, method = {
        "database": (type(parts.database), "reading"),
        "index": (type(parts.index), "candidates"),
        "places": (type(parts.geocoding.chain), "locate"),
    }[broken]
    monkeypatch.setattr(part, method, fall)
    response = app.test_client().get("/help-now?near=LS1+4AP")
    assert response.status_code == 200
    assert 'href="tel:999"' in response.text
    assert "The list cannot be read just now" in response.text


def test_an_error_of_ours_still_shows_the_way_to_help(
    parts: Parts, app: APIFlask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*args: object, **kwargs: object) -> None:
        raise OperationalError("select", {}, Exception("the disk is gone"))

    monkeypatch.setattr(type(parts.database), "reading", fall)
    response = app.test_client().get(FIND)
    assert response.status_code >= 500
    assert 'href="/help-now"' in response.text


def test_an_emergency_without_a_place_gives_a_number_and_asks_for_the_place(shared_client: FlaskClient) -> None:
    response = shared_client.get("/search?need=lips+white+after+filler")
    assert response.status_code == 200
    page = response.text[response.text.index("<main") :]
    numbers = re.findall(r'href="(tel:[^"]+)"', page)
    assert numbers == ["tel:01132450000", "tel:999"]
    assert page.index('id="emergency"') < page.index('id="find-form"')
    assert "Where is the patient?" in page


def test_an_emergency_at_a_place_that_is_not_known_says_so_and_still_gives_a_number(shared_client: FlaskClient) -> None:
    for near, words in (("Atlantis+City", "We do not know a place"), ("Newport", "Which Newport?")):
        page = shared_client.get(f"/search?need=lips+white+after+filler&near={near}").text
        assert words in page
        assert page.index("tel:01") < page.index(words)


def test_past_and_denied_emergencies_are_searches_like_any_other(shared_client: FlaskClient) -> None:
    for words in ("complication+support", "no+blanching", "dentist"):
        assert 'id="emergency"' not in shared_client.get(f"/search?need={words}&near=Leeds").text


def test_the_record_to_fill_in_reads_nothing_and_may_be_kept(shared_client: FlaskClient) -> None:
    response = shared_client.get("/help-now/record")
    assert "Record of a complication" in response.text
    assert "public" in response.headers["Cache-Control"]
