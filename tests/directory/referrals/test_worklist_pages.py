"""The worklist of a practice."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from directory.app import Parts
from directory.audit import service as audit
from directory.referrals import service
from directory.referrals.machine import State
from directory.referrals.worklist_pages import GROUPS, PAGE, UNKNOWN
from tests.directory.referrals.test_pages import decline
from tests.directory.referrals.visitor import refer, referral_at, with_the_key


@pytest.fixture
def practice(client: FlaskClient) -> FlaskClient:
    """A practice that refers."""
    return with_the_key(client)


def test_every_state_is_in_one_group() -> None:
    groups = [states for code, (_, states) in GROUPS.items() if code]
    assert sorted(state for states in groups for state in states) == sorted(State)


def test_an_empty_list_leads_to_a_search(practice: FlaskClient) -> None:
    page = practice.get("/referrals")
    assert page.status_code == 200
    assert "There is no referral here" in page.text
    assert "Nothing waits for you" in practice.get("/referrals?state=yours").text
    assert "Nothing is overdue" in practice.get("/referrals?overdue=1").text


def test_a_referral_stands_in_its_group(practice: FlaskClient, parts: Parts) -> None:
    path = refer(practice, parts)
    assert path in practice.get("/referrals").text
    assert path in practice.get("/referrals?state=waiting").text
    assert path not in practice.get("/referrals?state=yours").text
    decline(parts, path)
    assert path in practice.get("/referrals?state=yours").text
    assert path in practice.get("/referrals?state=rejected").text
    assert path not in practice.get("/referrals?state=waiting").text
    assert "JS, born 1985, to Park Dental" in practice.get("/referrals").text


def test_what_is_overdue_says_since_when(practice: FlaskClient, parts: Parts) -> None:
    path = refer(practice, parts)
    assert path not in practice.get("/referrals?overdue=1").text
    with parts.database.transaction() as session:
        late = service.get(session, path.rsplit("/", 1)[1])
        late.next_action_at = late.created_at
    page = practice.get("/referrals?overdue=1").text
    assert path in page
    assert "Overdue since" in page


def test_a_reference_is_opened_however_it_is_written(practice: FlaskClient, parts: Parts) -> None:
    path = refer(practice, parts)
    reference = referral_at(parts, path).reference
    for written in (reference, reference.lower(), f" {reference.replace('-', ' ')} "):
        assert practice.get("/referrals", query_string={"reference": written}).headers["Location"] == path


@pytest.mark.parametrize("reference", ["ZZZZ-ZZZZ", "\x00", "é", "x" * 500, "<b>"])
def test_a_reference_that_is_none_is_said(practice: FlaskClient, reference: str) -> None:
    page = practice.get("/referrals", query_string={"reference": reference})
    assert page.status_code == 404
    assert UNKNOWN in page.text
    assert "<b>" not in page.text


@pytest.mark.parametrize("query", ["state=nonsense", "state=%00", "cursor=x", "cursor=%C3%A9", "overdue=maybe"])
def test_a_strange_address_says_so_and_shows_the_list(practice: FlaskClient, parts: Parts, query: str) -> None:
    path = refer(practice, parts)
    page = practice.get(f"/referrals?{query}")
    assert page.status_code == 400
    assert path in page.text


def test_a_long_list_goes_on(practice: FlaskClient, parts: Parts) -> None:
    made = {refer(practice, parts) for _ in range(PAGE + 2)}
    first = practice.get("/referrals").text
    more = next(part.split('"')[0] for part in first.split('href="') if "cursor=" in part.split('"')[0])
    second = practice.get(more.replace("&amp;", "&")).text
    assert {path for path in made if path in first} | {path for path in made if path in second} == made
    assert len([path for path in made if path in first]) == PAGE
    assert "cursor=" not in second


def test_looking_is_kept(practice: FlaskClient, parts: Parts) -> None:
    assert practice.get("/referrals").headers["Cache-Control"] == "no-store"
    with parts.database.reading() as session:
        assert audit.trail(session, "referral", "*")[-1].action == "referral.list"


@pytest.mark.parametrize(
    ("asked", "said"),
    [("state=zzz", "no such list"), ("overdue=zz", "no such list"), ("cursor=zz", "This is the first page")],
)
def test_a_list_that_is_none_is_said_to_be_none(practice: FlaskClient, asked: str, said: str) -> None:
    page = practice.get(f"/referrals?{asked}")
    assert page.status_code == 400
    assert said in page.text
