"""The triage page: what, then where, then who is needed."""

from __future__ import annotations

import re

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from directory.app import Parts
from matching.plugin_manager import PluginRegistry


def ask(client: FlaskClient, **values: str | list[str]) -> str:
    response = client.post("/triage", data=values)
    assert response.status_code == 200
    return response.text


def heading(page: str) -> str:
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    return re.sub(r"<[^>]+>", "", found).strip()


def test_one_thing_is_asked_at_a_time_what_then_where_then_the_answer(shared_client: FlaskClient) -> None:
    first = shared_client.get("/triage").text
    assert heading(first) == "What do you see or know, and what is asked for?"
    assert 'name="near"' not in first
    second = ask(shared_client, step="what", terms=["crooked teeth", "", "takes Xarelto"])
    assert heading(second) == "Where is the patient?"
    assert re.findall(r'type="hidden" name="terms" value="([^"]+)"', second) == ["crooked teeth", "takes Xarelto"]
    third = ask(shared_client, terms=["crooked teeth", "takes Xarelto"], near="LS1 4AP")
    assert heading(third) == "Hold"
    assert "/search?need=Dentist&amp;near=LS1+4AP" in third
    assert "Find one near LS1 4AP" in third


def test_the_place_may_be_left_out(shared_client: FlaskClient) -> None:
    page = ask(shared_client, step="answer", terms="crooked teeth", age="40")
    assert heading(page) == "You may treat"
    assert 'href="/search?need=Dentist&amp;age=40"' in page


def test_how_urgent_it_is_goes_with_the_search_and_with_the_referral(shared_client: FlaskClient) -> None:
    page = ask(shared_client, terms="tooth abscess, face swollen", age="40", near="LS1 4AP")
    (search,) = re.findall(r'href="(/search\?need=Dentist[^"]*urgency=urgent[^"]*)"', page)
    found = shared_client.get(search.replace("&amp;", "&")).text
    assert re.search(r'id="chip-urgency" name="urgency" value="urgent"[^>]*\s+checked', found)
    assert "Urgent: today" in found
    assert re.search(r'href="/services/[^"]+/refer[?][^"]*urgency=urgent', found)
    assert "urgency" not in shared_client.get("/search?need=dentist&near=LS1+4AP&urgency=tomorrow").text


def test_an_emergency_is_answered_at_the_first_step(shared_client: FlaskClient) -> None:
    page = ask(shared_client, step="what", terms="lips white after filler")
    assert heading(page) == "Emergency: ring now"
    first = page.index('href="tel:01132450000"')
    assert first < page.index("Who is needed") < page.index("What to say to the patient")
    assert "anywhere" not in page[:first]
    assert "Where is the patient?" in page


def test_a_blocked_artery_is_answered_with_who_is_near(shared_client: FlaskClient) -> None:
    page = ask(shared_client, age="30", terms="blanching after lip filler\nsevere pain", treatment="dermal filler",
               minutes_ago="20", near="LS1 4AP")  # fmt: skip
    assert "<title>Emergency: act now - " in page
    assert "Do not treat" in page
    assert page.index("Aire Complications") < page.index("Who is needed")
    assert 'href="/help-now?near=LS1+4AP"' in page
    assert "Must hold: Hyaluronidase" in page
    assert 'href="/help-now/record"' in page
    assert "pmc.ncbi.nlm.nih.gov" in page


def test_loss_of_sight_is_999_before_anything_else(shared_client: FlaskClient) -> None:
    page = ask(shared_client, terms="vision loss after filler", treatment="filler", minutes_ago="5")
    assert heading(page) == "Emergency: call 999 now"
    assert re.findall(r'href="(tel:[^"]+)"', page[page.index("<main") :])[0] == "tel:999"


@pytest.mark.parametrize("broken", ["database", "index", "places"])
def test_an_emergency_is_answered_when_what_is_behind_it_falls(
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
    client = app.test_client()
    for page in (
        client.post("/triage", data={"terms": "lips white after filler", "near": "LS1 4AP"}).text,
        client.get("/search?need=lips+white+after+filler&near=LS1+4AP").text,
    ):
        assert heading(page) == "Emergency: ring now"
        assert "cannot be read just now" in page
        assert 'href="tel:999"' in page
        assert 'href="tel:111"' in page


def test_a_wish_leads_to_a_search_for_who_offers_it(shared_client: FlaskClient) -> None:
    page = ask(shared_client, age="36", wants="rhinoplasty", near="Leeds")
    assert heading(page) == "You may treat"
    assert "/search?need=Plastic+surgeon&amp;near=Leeds&amp;age=36" in page


def test_what_is_not_understood_is_named_with_words_that_are_near_and_holds(shared_client: FlaskClient) -> None:
    page = ask(shared_client, age="40", terms=["qwerty syndrome", "acne"], wants="lip filler")
    assert heading(page) == "Hold"
    part = page[page.index("Not understood") :]
    assert "<strong>qwerty syndrome</strong>" in part
    assert "Nothing was made of these words" in part


def test_a_slip_of_the_pen_is_shown_as_it_was_read(shared_client: FlaskClient) -> None:
    assert "We read “warferin” as Warfarin." in ask(shared_client, age="60", terms="warferin")


def test_an_age_that_is_missing_is_the_next_question_and_the_only_one_open(shared_client: FlaskClient) -> None:
    page = ask(shared_client, terms="crooked teeth", near="LS1 4AP")
    assert heading(page) == "Hold"
    assert page.index("How old is the patient?") < page.index("<details")
    assert page.count('name="age"') == 1
    assert '<details class="drawer" open' not in page


def test_an_age_that_is_no_number_is_said_beside_its_field(shared_client: FlaskClient) -> None:
    page = ask(shared_client, age="forty", terms="acne")
    assert "<title>Error: " in page
    assert 'href="#age"' in page
    assert "Age: must be a whole number." in page
    assert 'value="forty"' in page
    assert page.count('name="age"') == 1


def test_an_empty_case_asks_for_something_to_go_by(shared_client: FlaskClient) -> None:
    page = ask(shared_client, step="what")
    assert "Write what you see, or what the patient asks for." in page
    assert heading(page) == "What do you see or know, and what is asked for?"


def test_minutes_without_a_treatment_ask_for_the_treatment(shared_client: FlaskClient) -> None:
    assert 'href="#treatment"' in ask(shared_client, terms="swelling", minutes_ago="20")


def test_a_box_can_be_added_without_scripts_and_keeps_what_was_written(shared_client: FlaskClient) -> None:
    page = ask(shared_client, step="what", more="1", terms=["acne", "", ""])
    boxes = re.findall(r'<input class="input" id="terms[^"]*" name="terms" value="([^"]*)"', page)
    assert boxes == ["acne", "", "", "", ""]


def test_nothing_is_lost_when_the_case_is_changed(shared_client: FlaskClient) -> None:
    page = ask(shared_client, terms="acne", age="30", near="Leeds", treatment="peel", minutes_ago="90", scope="threads",
               wants="lip filler", not_prescriber="y")  # fmt: skip
    form = page[page.index('id="case"') :]
    for value in ("acne", "30", "Leeds", "peel", "90"):
        assert f'value="{value}"' in form
    assert ">threads</textarea>" in form
    assert ">lip filler</textarea>" in form
    assert re.search(r'id="not_prescriber"[^>]*checked', form)


def test_the_patients_words_stand_by_themselves_on_a_sheet(shared_client: FlaskClient) -> None:
    sheet = shared_client.post("/triage/patient", data={"age": "40", "terms": "BDD suspected"}).text
    answered = ask(shared_client, age="40", terms="BDD suspected")
    block = answered[answered.index("What to say to the patient") : answered.index("Open a sheet")]
    (said,) = re.findall(r'patient-sheet__say">(.*?)</p>', sheet)
    assert said in block
    assert "ysmorph" not in sheet
    assert "ysmorph" not in block


def test_a_sheet_for_nothing_says_nothing_alarming(shared_client: FlaskClient) -> None:
    assert "nothing to add" in shared_client.post("/triage/patient", data={}).text


def test_every_answer_names_the_versions_of_its_rules(shared_client: FlaskClient) -> None:
    page = ask(shared_client, age="40", terms="acne")
    assert re.search(r"<summary>Rules [0-9a-f]{10}</summary>", page)
    assert re.search(r"<li>dermatology [0-9.]+\+[0-9a-f]{10}</li>", page)


def test_a_rule_that_failed_is_named_and_the_answer_is_not_to_be_relied_on(
    shared_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = PluginRegistry.triage_rules

    def broken(self: PluginRegistry) -> object:
        def fail(**_given: object) -> None:
            raise RuntimeError

        return tuple(each._replace(rules=fail) if each.plugin == "dentistry" else each for each in rules(self))

    monkeypatch.setattr(PluginRegistry, "triage_rules", broken)
    page = ask(shared_client, age="40", terms="crooked teeth")
    assert "These rules could not be applied: dentistry" in page
    assert "Nobody else is needed" not in page
    assert heading(page) == "Hold"


def test_the_boxes_suggest_words_that_are_posted_and_stand_in_no_address(shared_client: FlaskClient) -> None:
    found = shared_client.post("/triage/suggest", data={"typed": "xarel"}).get_json()
    assert found[0][0] == "Rivaroxaban"
    assert "xarelto" in found[0][1].lower()
    assert shared_client.post("/triage/suggest", data={}).get_json() == []
    assert shared_client.get("/triage/suggest?typed=xarel").status_code == 405


def test_a_case_is_never_in_an_address_and_an_old_page_still_answers(shared_client: FlaskClient) -> None:
    page = shared_client.get("/triage").text
    assert '<form action="/triage" method="post"' in page
    assert "csrf_token" not in page
    assert "Set-Cookie" not in shared_client.get("/triage").headers


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{7*7}}", "\x00", "x" * 2000, "\u202e"])
def test_nothing_that_is_typed_runs_or_breaks_the_page(shared_client: FlaskClient, text: str) -> None:
    fields = dict.fromkeys(("terms", "near", "age", "wants", "scope", "treatment", "minutes_ago"), text)
    for path in ("/triage", "/triage/patient", "/triage/suggest"):
        response = shared_client.post(path, data={**fields, "typed": text})
        assert response.status_code == 200
        assert "<script>alert" not in response.text
