"""What is to be sent and what could not be, on pages."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from directory.admin.words import ACTORS, STATES
from directory.app import Parts
from directory.audit import service as audit
from directory.db import now
from directory.outbox import alarms, fence, service
from directory.outbox.models import MESSAGE_STATES, OutboxMessage
from directory.outbox.topics import TOPICS
from tests.directory.referrals.visitor import errors, send, with_the_key

PATH = "/admin/outbox"


@pytest.fixture
def admin(client: FlaskClient) -> FlaskClient:
    """Whoever looks after the directory."""
    return with_the_key(client)


def message(parts: Parts, state: str, seq: int = 1, error: str = "") -> str:
    """A message in this state."""
    with parts.database.transaction() as session:
        made = service.publish(session, "notify_service", subject_kind="referral", subject_id="r", seq=seq)
        assert made is not None
        row = session.get_one(OutboxMessage, made.id)
        row.state, row.last_error = state, error
        return row.id


def state_of(parts: Parts, message_id: str) -> str:
    with parts.database.reading() as session:
        return service.get(session, message_id).state


def test_every_state_and_every_message_has_words() -> None:
    assert set(STATES) == set(MESSAGE_STATES)
    assert set(ACTORS) == set(TOPICS)


def test_what_stands_still_is_listed_first_with_its_reason(admin: FlaskClient, parts: Parts) -> None:
    dead = message(parts, "dead", 1, "550 No such <user>")
    done = message(parts, "done", 2)
    page = admin.get(PATH).text
    assert dead in page
    assert "550 No such &lt;user&gt;" in page
    assert done not in page
    assert done in admin.get(f"{PATH}?state=done").text
    assert dead in admin.get(f"{PATH}?state=all").text
    assert dead in admin.get(f"{PATH}?state=nonsense").text


def test_alarms_stand_on_the_page(admin: FlaskClient, parts: Parts) -> None:
    assert "no relay has run yet" in admin.get(PATH).text
    with parts.database.transaction() as session:
        alarms.beat(session)
    assert "All is well" in admin.get(PATH).text
    message(parts, "uncertain")
    assert "somebody must find out" in admin.get(PATH).text


def test_a_restored_database_says_how_to_go_on(admin: FlaskClient, parts: Parts) -> None:
    message(parts, "pending")
    with parts.database.transaction() as session:
        fence.fence(session, "It is a copy")
    page = admin.get(PATH).text
    assert "restored from a copy" in page
    assert "onward outbox release" in page


def test_held_timers_are_counted_on_the_page(admin: FlaskClient, parts: Parts) -> None:
    assert "held as well" not in admin.get(PATH).text
    with parts.database.transaction() as session:
        service.arm(session, "chase_service", subject_kind="referral", subject_id="r", due_at=now(session))
        fence.fence(session, "It is a copy")
    assert "1 timer is held as well." in admin.get(f"{PATH}?state=held").text


def test_a_state_that_is_none_is_said_to_be_none(admin: FlaskClient, parts: Parts) -> None:
    message(parts, "pending")
    page = admin.get(f"{PATH}?state=zz")
    assert page.status_code == 400
    assert "no such state" in page.text


def test_a_dead_message_is_sent_again_once(admin: FlaskClient, parts: Parts) -> None:
    dead = message(parts, "dead")
    page = admin.get(f"{PATH}/{dead}").text
    assert send(admin, page, f"{PATH}/{dead}/retry").status_code == 303
    assert state_of(parts, dead) == "pending"
    again = send(admin, page, f"{PATH}/{dead}/retry")
    assert again.status_code == 409
    assert "only one that is dead, uncertain or held" in again.text
    with parts.database.reading() as session:
        assert [each.action for each in audit.trail(session, "outbox-message", dead)] == ["outbox.retried"]


def test_a_message_that_may_have_arrived_warns_before_it_goes_again(admin: FlaskClient, parts: Parts) -> None:
    assert "Ask the recipient first" in admin.get(f"{PATH}/{message(parts, 'uncertain')}").text


def test_cancelling_needs_a_reason(admin: FlaskClient, parts: Parts) -> None:
    held = message(parts, "held")
    action = f"{PATH}/{held}/cancel"
    page = admin.get(f"{PATH}/{held}").text
    refused = send(admin, page, action, reason="  ")
    assert refused.status_code == 422
    assert errors(refused) == {"reason": "Say in a few words why it is not to be sent."}
    assert state_of(parts, held) == "held"
    assert send(admin, page, action, reason="Rung instead").status_code == 303
    assert state_of(parts, held) == "cancelled"
    assert "Rung instead" in admin.get(f"{PATH}/{held}").text


@pytest.mark.parametrize("state", ["done", "cancelled", "leased"])
def test_what_is_finished_or_under_way_offers_nothing(admin: FlaskClient, parts: Parts, state: str) -> None:
    page = admin.get(f"{PATH}/{message(parts, state)}").text
    assert "/retry" not in page
    assert "/cancel" not in page


@pytest.mark.parametrize("step", ["retry", "cancel"])
def test_a_step_without_the_token_of_its_page_changes_nothing(admin: FlaskClient, parts: Parts, step: str) -> None:
    dead = message(parts, "dead")
    assert admin.post(f"{PATH}/{dead}/{step}", data={"reason": "x"}).status_code == 422
    assert state_of(parts, dead) == "dead"


@pytest.mark.parametrize("id_", ["0", "%00", "x" * 400, "..%2f..", "é"])
def test_a_message_that_is_none_is_not_found(admin: FlaskClient, id_: str) -> None:
    assert admin.get(f"{PATH}/{id_}").status_code == 404


def test_looking_changes_nothing(admin: FlaskClient, parts: Parts) -> None:
    waiting = message(parts, "pending")
    with parts.database.reading() as session:
        before = now(session), service.get(session, waiting).due_at
    for path in (PATH, f"{PATH}/{waiting}", f"{PATH}?state=all"):
        assert admin.get(path).headers["Cache-Control"] == "no-store"
    with parts.database.reading() as session:
        assert service.get(session, waiting).due_at == before[1]
        assert audit.trail(session, "outbox-message", waiting) == []
