"""Referrals over HTTP: guarded, once for each key, versioned, and never a server error."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from apiflask import APIFlask
from flask import Request
from flask.testing import FlaskClient
from sqlalchemy import func, select

from directory.app import create_app
from directory.audit.service import trail
from directory.errors import Unauthorised
from directory.geocoding.errors import PlaceNotFound
from directory.referrals import api
from directory.referrals.models import Referral
from tests.bad_input import AUTH, BODIES, MACHINE_WORDS
from tests.directory.referrals.world import World, about_the_patient, body
from tests.network import KEY

URL = "/api/v1/referrals"
MOVES = ["accept", "reject", "redirect", "cancel", "note", "outcome", "withdraw-consent", "contact"]


class _Door:
    """Lets in whoever holds the key of the tests."""

    def require(self, request: Request) -> None:
        if request.headers.get("Authorization") != AUTH["Authorization"]:
            raise Unauthorised("Send the key.")


@pytest.fixture
def app(here: World) -> APIFlask:
    """The application, with the API of referrals."""
    settings = here.wiring.settings.model_copy(update={"api_key": KEY, "api_rate_limit": "100000 per hour"})
    parts = here.parts
    made = create_app(parts=type(parts)(settings, parts.database, parts.registry, parts.geocoding, parts.index))
    if "referrals_api" not in made.blueprints:
        unlimited: Callable[[Any], Any] = lambda view: view  # noqa: E731
        made.register_blueprint(
            api.create_blueprint(
                database=here.database, wiring=here.wiring, guard=_Door(), limit_writes=unlimited
            )
        )  # fmt: skip
    made.testing = False
    return made


@pytest.fixture
def client(app: APIFlask) -> FlaskClient:
    """Somebody who asks."""
    return app.test_client()


def count(world: World) -> int:
    with world.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Referral)) or 0


def make(client: FlaskClient, world: World, key: str = "key-1", **changes: Any) -> Any:
    given = body(world.ids["Park Dental"]) | changes
    return client.post(URL, json=given, headers={**AUTH, "Idempotency-Key": key})


def move(client: FlaskClient, referral_id: str, name: str, version: int, **given: Any) -> Any:
    return client.post(f"{URL}/{referral_id}/{name}", json=given, headers={**AUTH, "If-Match": f'W/"{version}"'})


def test_two_requests_are_the_same_by_what_was_typed(client: FlaskClient, here: World) -> None:
    leeds = {"near": "LS1 4AP", "latitude": 53.79, "longitude": -1.55}
    london = leeds | {"latitude": 51.5, "longitude": -0.12}
    first, again = make(client, here, need=leeds), make(client, here, need=leeds)
    assert (first.status_code, first.get_json()) == (201, again.get_json())
    assert make(client, here, need=london).status_code == 422
    assert count(here) == 1


def test_a_replay_needs_no_place_that_can_still_be_found(
    client: FlaskClient, here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make(client, here, need={"near": "LS1 4AP"})

    def gone(_typed: str) -> None:
        raise PlaceNotFound("LS1 4AP is not in the list.")

    monkeypatch.setattr(here.wiring.places, "locate", gone)
    assert make(client, here, need={"near": "LS1 4AP"}).get_json() == first.get_json()
    assert make(client, here, "key-2", need={"near": "LS1 4AP"}).status_code == 422
    assert make(client, here, need={"near": "LS6 3AW"}).status_code == 422
    assert count(here) == 1


def test_a_referral_is_made_and_its_receipt_says_nothing_about_the_patient(client: FlaskClient, here: World) -> None:
    answer = make(client, here)
    assert answer.status_code == 201
    receipt = answer.get_json()
    assert set(receipt) == {"id", "reference", "state", "service_id", "created_at", "version", "links"}
    assert answer.headers["Location"] == f"{URL}/{receipt['id']}"
    assert answer.headers["ETag"] == 'W/"1"'
    assert "Retry-After" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert not about_the_patient(answer.get_data(as_text=True))


def test_the_same_request_is_answered_the_same(client: FlaskClient, here: World) -> None:
    first, again = make(client, here), make(client, here)
    assert again.status_code == 201
    assert again.get_json() == first.get_json()
    assert count(here) == 1
    other = make(client, here, urgency="urgent")
    assert other.status_code == 422
    assert count(here) == 1


def test_a_key_is_needed(client: FlaskClient, here: World) -> None:
    for key in (None, "", " ", "é", "x" * 256, "a\tb"):
        headers = dict(AUTH) | ({"Idempotency-Key": key} if key is not None else {})
        answer = client.post(URL, json=body(here.ids["Park Dental"]), headers=headers)
        assert answer.status_code in (400, 422), key
    assert count(here) == 0


def test_a_referral_is_read_with_what_may_be_done(client: FlaskClient, here: World) -> None:
    made = make(client, here).get_json()
    answer = client.get(made["links"]["self"], headers=AUTH)
    found = answer.get_json()
    assert answer.headers["ETag"] == 'W/"1"'
    assert "Retry-After" not in answer.headers
    assert found["patient"] == {"initials": "QZX", "birth_year": 1947}
    assert found["actions"] == ["accept", "reject", "redirect", "cancel", "withdraw-consent", "contact"]
    assert found["service_name"] == "Park Dental"
    with here.database.reading() as session:
        assert [event.action for event in trail(session, "referral", made["id"])][-1] == "referral.read"


def test_the_timeline_the_letter_and_the_worklist_are_read(client: FlaskClient, here: World) -> None:
    made = make(client, here).get_json()
    assert [each["event"] for each in client.get(made["links"]["timeline"], headers=AUTH).get_json()["items"]] == [
        "submit"
    ]
    letter = client.get(made["links"]["letter"], headers=AUTH)
    assert letter.mimetype == "application/pdf"
    assert letter.data.startswith(b"%PDF-")
    assert letter.headers["Cache-Control"] == "no-store"
    listed = client.get(f"{URL}?state=submitted&limit=1", headers=AUTH).get_json()
    assert [each["id"] for each in listed["items"]] == [made["id"]]
    assert listed["next"] is None
    assert "patient" not in listed["items"][0]


def test_it_is_moved_on_by_version(client: FlaskClient, here: World) -> None:
    made = make(client, here).get_json()["id"]
    assert client.post(f"{URL}/{made}/accept", json={}, headers=AUTH).status_code == 428
    accepted = move(client, made, "accept", 1)
    assert (accepted.status_code, accepted.get_json()["state"], accepted.headers["ETag"]) == (200, "accepted", 'W/"2"')
    stale = move(client, made, "reject", 1, code="no-capacity")
    assert (stale.status_code, stale.get_json()["state"], stale.get_json()["version"]) == (412, "accepted", 2)
    illegal = move(client, made, "reject", 2, code="no-capacity")
    assert (illegal.status_code, illegal.get_json()["state"]) == (409, "accepted")
    assert "note" in illegal.get_json()["possible"]
    assert move(client, made, "note", 2, text="Seen once").status_code == 200
    closed = move(client, made, "outcome", 3, code="treated")
    assert (closed.get_json()["state"], closed.get_json()["actions"]) == ("completed", ["withdraw-consent"])
    withdrawn = move(client, made, "withdraw-consent", 4).get_json()
    assert (withdrawn["state"], withdrawn["actions"]) == ("completed", [])
    assert move(client, made, "withdraw-consent", 5).status_code == 409


def test_a_rejected_referral_is_redirected(client: FlaskClient, here: World) -> None:
    made = make(client, here).get_json()["id"]
    rejected = move(client, made, "reject", 1, code="too-far").get_json()
    best = rejected["suggestions"][0]["id"]
    assert move(client, made, "redirect", 2, service_id=best).get_json()["round"] == 2
    assert move(client, made, "withdraw-consent", 3, reason="").get_json()["state"] == "cancelled"


def test_nobody_reads_without_the_key(client: FlaskClient) -> None:
    for path in ("", "/X", "/X/timeline", "/X/letter.pdf"):
        assert client.get(URL + path).status_code in (401, 403), path


def test_nobody_moves_one_without_the_key(client: FlaskClient, here: World) -> None:
    made = make(client, here).get_json()["id"]
    for name in MOVES:
        assert client.post(f"{URL}/{made}/{name}", json={}, headers={"If-Match": 'W/"1"'}).status_code in (401, 403)
    assert here.get(made).version == 1


NOBODYS = [
    "0", "-1", "9223372036854775808", "..%2f..%2fetc", "%00", "null", "01A2019C-B956-7655-ABE6-48CE12A17A4D",
    "%F0%9F%98%80", "01a2019c-b956-7655-abe6-48ce12a17a4d", "c232ab00-9414-11ec-b3c8-9f6bdeced846", "'%20OR%201=1",
    "x" * 500, "{{7*7}}",
]  # fmt: skip


def test_an_id_that_is_nobodys_is_not_found(client: FlaskClient) -> None:
    for referral_id in NOBODYS:
        for path in ("", "/timeline", "/letter.pdf"):
            assert client.get(f"{URL}/{referral_id}{path}", headers=AUTH).status_code == 404, referral_id
        assert move(client, referral_id, "cancel", 1).status_code == 404, referral_id


@pytest.mark.parametrize("path", ["", *(f"/X/{name}" for name in MOVES)])
def test_a_body_that_cannot_be_read_is_refused(client: FlaskClient, here: World, path: str) -> None:
    made = make(client, here).get_json()["id"]
    headers = {**AUTH, "Content-Type": "application/json", "Idempotency-Key": "k", "If-Match": 'W/"1"'}
    for raw in BODIES:
        if not raw and path[3:] in ("accept", "cancel", "withdraw-consent"):
            # Nothing need be said.
            continue
        answer = client.post(URL + path.replace("X", made), data=raw, headers=headers)
        assert answer.status_code in (400, 413, 422), (raw[:60], answer.data)
        assert not MACHINE_WORDS.search(answer.get_data(as_text=True))
    assert (count(here), here.get(made).version) == (1, 1)


BAD: dict[str, tuple[str, Any]] = {
    "a name": ("patient", {"initials": "Jane Smith", "birth_year": 1990}),
    "a date of birth": ("patient", {"initials": "JS", "birth_year": 2100}),
    "an address": ("referrer", {"name": "Ann", "email": '"a" <a@b.org>, y@evil.org'}),
    "a header": ("referrer", {"name": "Ann\r\nBcc: y@evil.org", "email": "a@b.org"}),
    "free text": ("reason", "\x1b[31m"),
    "an id": ("service_id", "../../etc/passwd"),
    "mass assignment": ("organisation_id", "x"),
    "a merge field": ("referrer", {"name": "{{config}}", "email": "a@b.org"}),
    "no consent": ("consent", {"given": False, "method": "spoken"}),
    "text of a megabyte": ("reason", "x" * 200_000),
}


WORDS = {
    "accept": "note", "reject": "comment", "note": "text", "outcome": "text", "cancel": "reason",
    "withdraw-consent": "reason", "redirect": "service_id", "contact": "email",
}  # fmt: skip
CODES = {"reject": {"code": "other"}, "outcome": {"code": "other"}}
NOT_WORDS = [
    "\x1b[31m", "\x00", "\u202eabc", "x" * 30_000, "His NHS number is 943 476 5919", 7, True, {}, ["a"], {"$ne": ""},
]  # fmt: skip


@pytest.mark.parametrize("name", MOVES)
def test_no_step_takes_words_that_cannot_be_shown_or_name_the_patient(
    client: FlaskClient, here: World, name: str
) -> None:
    made = make(client, here).get_json()["id"]
    version = 1
    if name in ("note", "outcome"):
        version = move(client, made, "accept", 1).get_json()["version"]
    events = len(here.events(made))
    for value in NOT_WORDS:
        answer = move(client, made, name, version, **{**CODES.get(name, {}), WORDS[name]: value})
        assert answer.status_code in (400, 413, 422), (value, answer.data)
        assert not MACHINE_WORDS.search(answer.get_data(as_text=True))
    assert (here.get(made).version, len(here.events(made))) == (version, events)


def test_one_of_each_class_of_bad_input_stores_and_sends_nothing(client: FlaskClient, here: World) -> None:
    for name, (field, value) in BAD.items():
        answer = make(client, here, **{field: value})
        assert answer.status_code == 422, name
        assert all(each["pointer"].startswith(f"/{field}") for each in answer.get_json()["errors"]), name
        assert not re.search("Jane Smith|QZX|zebrafinch", answer.get_data(as_text=True)), name
    assert count(here) == 0
    assert here.messages() == []


def test_a_question_that_is_not_one_is_refused(client: FlaskClient) -> None:
    for query in ("state=x", "limit=0", "limit=101", "cursor=x", "overdue=maybe", "x=1", "owner=me"):
        assert client.get(f"{URL}?{query}", headers=AUTH).status_code in (400, 422), query


def test_the_document_describes_every_address(app: APIFlask) -> None:
    paths = app.test_client().get("/openapi.json").get_json()["paths"]
    assert {f"{URL}/{{referral_id}}/{name}" for name in MOVES} <= set(paths)
    posted = paths[URL]["post"]
    assert {each["name"] for each in posted["parameters"]} == {"Idempotency-Key"}
    assert "201" in posted["responses"]
