"""A referral's own page, for the practice: follow it, ask another, stop it, record what came of it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from directory.app import Parts
from directory.audit import service as audit
from directory.catalogue import service as catalogue
from directory.consents import service as consents
from directory.outbox.models import Timer
from directory.referrals import service, words
from directory.referrals.machine import Event, State
from directory.referrals.schemas import OUTCOMES, REJECTIONS
from directory.referrals.wiring import Wiring
from tests.directory.referrals.visitor import errors, id_of, refer, referral_at, send, tags, with_the_key


@pytest.fixture
def practice(client: FlaskClient) -> FlaskClient:
    """A practice that refers."""
    return with_the_key(client)


@pytest.fixture
def path(practice: FlaskClient, parts: Parts) -> str:
    """Where a new referral is shown."""
    return refer(practice, parts)


def wiring_of(parts: Parts) -> Wiring:
    return Wiring(parts.settings, parts.registry, parts.index, parts.geocoding.chain)


def decline(parts: Parts, path: str, code: str = "no-capacity") -> None:
    with parts.database.transaction() as session:
        service.reject(session, wiring_of(parts), path.rsplit("/", 1)[1], code=code, by="service link")


def accept(parts: Parts, path: str) -> None:
    with parts.database.transaction() as session:
        service.accept(session, wiring_of(parts), path.rsplit("/", 1)[1], by="service link", note="Come on Tuesday.")


def test_every_state_event_and_code_has_words() -> None:
    assert set(words.STATES) == set(State)
    unlisted = {f"{name}-not-listed" for name in ("bounce", "escalate", "escalate-outcome")}
    assert set(words.EVENTS) == {event.value for event in Event} | {"submit"} | unlisted
    assert tuple(words.REJECTIONS) == REJECTIONS
    assert tuple(words.OUTCOMES) == OUTCOMES


def test_it_says_where_it_stands_and_what_is_next(practice: FlaskClient, parts: Parts, path: str) -> None:
    page = practice.get(path)
    for said in ("On its way", "What happens next", "JS, born 1985", "A lump that grows", "Given in words on",
                 "Referral made", "by the practice", "Park Dental"):  # fmt: skip
        assert said in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_reading_leaves_nothing_behind_but_its_trace(practice: FlaskClient, parts: Parts, path: str) -> None:
    before = referral_at(parts, path)
    practice.get(path)
    practice.get(f"{path}/letter.pdf")
    after = referral_at(parts, path)
    assert (after.version, after.state, after.updated_at) == (before.version, before.state, before.updated_at)
    with parts.database.reading() as session:
        done = [each.action for each in audit.trail(session, "referral", after.id)]
    assert done[-2:] == ["referral.read", "referral.read-letter"]


def test_the_letter_is_a_file(practice: FlaskClient, path: str) -> None:
    letter = practice.get(f"{path}/letter.pdf")
    assert letter.mimetype == "application/pdf"
    assert letter.data.startswith(b"%PDF")
    assert letter.headers["Cache-Control"] == "no-store"


def test_after_a_refusal_the_next_best_match_is_asked_with_one_press(
    practice: FlaskClient, parts: Parts, path: str
) -> None:
    decline(parts, path)
    page = practice.get(path).text
    assert "No room at present" in page
    assert "The next best match" in page
    assert "Headingley Dental" in page
    wanted = id_of(parts, "Headingley Dental")
    sent = [send(practice, page, f"{path}/redirect", **{"redirect-service_id": wanted}) for _ in range(3)]
    assert [each.status_code for each in sent] == [303, 303, 303]
    now_asked = referral_at(parts, path)
    assert (now_asked.service_id, now_asked.round, now_asked.state) == (wanted, 2, "submitted")
    assert "Headingley Dental asked instead" in practice.get(path).text


def test_a_decision_on_an_old_page_is_not_taken(practice: FlaskClient, parts: Parts, path: str) -> None:
    page = practice.get(path).text
    accept(parts, path)
    refused = send(practice, page, f"{path}/cancel")
    assert refused.status_code == 409
    assert "It has changed since you opened this page" in refused.text
    assert "Come on Tuesday." in refused.text
    assert referral_at(parts, path).state == "accepted"


def test_a_reminder_in_between_makes_no_page_old(practice: FlaskClient, parts: Parts, path: str) -> None:
    decline(parts, path)
    page = practice.get(path).text
    with parts.database.transaction() as session:
        referral = service.get(session, path.rsplit("/", 1)[1])
        service.remind(session, wiring_of(parts), referral.id, (referral.version * 100) + 1)
    assert send(practice, page, f"{path}/cancel").status_code == 303


def test_a_delivery_in_between_makes_no_page_old(practice: FlaskClient, parts: Parts, path: str) -> None:
    page = practice.get(path).text
    with parts.database.transaction() as session:
        service.delivered(session, wiring_of(parts), path.rsplit("/", 1)[1], 1)
    assert send(practice, page, f"{path}/cancel").status_code == 303


def test_it_is_stopped_once_and_nothing_is_offered_any_more(practice: FlaskClient, parts: Parts, path: str) -> None:
    page = practice.get(path).text
    sent = [send(practice, page, f"{path}/cancel", **{"cancel-reason": "Went elsewhere"}) for _ in range(2)]
    assert [each.status_code for each in sent] == [303, 303]
    after = practice.get(path).text
    assert "Stopped" in after
    assert "Went elsewhere" in after
    for action in ("cancel", "redirect", "outcome", "contact"):
        assert f"{path}/{action}" not in after


def test_a_consent_is_withdrawn_after_the_end_too(practice: FlaskClient, parts: Parts, path: str) -> None:
    send(practice, practice.get(path).text, f"{path}/cancel")
    assert send(practice, practice.get(path).text, f"{path}/withdraw").status_code == 303
    after = practice.get(path).text
    assert "Withdrawn on" in after
    assert "The patient no longer agrees" in after
    assert f"{path}/withdraw" not in after


def test_the_address_of_whoever_refers_is_put_right(practice: FlaskClient, parts: Parts, path: str) -> None:
    page, action = practice.get(path).text, f"{path}/contact"
    assert errors(send(practice, page, action)) == {
        "contact-email": "Enter an e-mail address, like name@clinic.org.uk."
    }
    assert list(errors(send(practice, page, action, **{"contact-email": "ann@"}))) == ["contact-email"]
    same = send(practice, page, action, **{"contact-email": "ann@example.org"})
    assert errors(same) == {"contact-email": "This is the address already."}
    sent = [send(practice, page, action, **{"contact-email": "ann@right.example"}) for _ in range(2)]
    assert [each.status_code for each in sent] == [303, 303]
    assert (referral_at(parts, path).referrer_email, referral_at(parts, path).version) == ("ann@right.example", 2)
    assert "ann@right.example" in practice.get(path).text


def test_of_a_service_that_is_not_listed_any_more_it_says_so_and_not_that_nothing_was_delivered(
    practice: FlaskClient, parts: Parts, path: str
) -> None:
    referral = referral_at(parts, path)
    with parts.database.transaction() as session:
        service.delivered(session, wiring_of(parts), referral.id, 1)
        catalogue.suspend(session, referral.service_id, "Indemnity has ended", actor="tests")
    with parts.database.transaction() as session:
        chase = min(each.seq for each in session.query(Timer).filter_by(subject_id=referral.id, kind="chase_service"))
        service.suspended(session, wiring_of(parts), referral.id, chase)
    shown = practice.get(path).text
    assert "Park Dental is no longer listed, so nothing more is sent to it" in shown
    assert "It may have read the request" in shown
    assert "did not reach" not in shown
    assert "could not be delivered" not in shown


def test_what_was_done_on_the_server_names_nobody_of_it(practice: FlaskClient, parts: Parts, path: str) -> None:
    with parts.database.transaction() as session:
        service.cancel(session, wiring_of(parts), path.rsplit("/", 1)[1], by="cli:root")
    shown = practice.get(path).text
    assert "by whoever runs Onward" in shown
    assert "cli:root" not in shown


def test_a_consent_is_withdrawn(practice: FlaskClient, parts: Parts, path: str) -> None:
    page = practice.get(path).text
    sent = [send(practice, page, f"{path}/withdraw") for _ in range(2)]
    assert [each.status_code for each in sent] == [303, 303]
    with parts.database.reading() as session:
        held = consents.of(session, "referral", path.rsplit("/", 1)[1])
    assert held[0].withdrawn_at is not None
    assert "Withdrawn on" in practice.get(path).text


def test_an_outcome_told_by_telephone_is_recorded(practice: FlaskClient, parts: Parts, path: str) -> None:
    accept(parts, path)
    page = practice.get(path).text
    action = f"{path}/outcome"
    refused = send(practice, page, action)
    assert errors(refused) == {"outcome-code-0": "Choose one of these."}
    refused = send(practice, page, action, **{"outcome-code": "other"})
    assert list(errors(refused)) == ["outcome-text"]
    filled = {"outcome-code": "treated", "outcome-text": "Two fillings."}
    assert send(practice, page, action, **filled).status_code == 303
    after = practice.get(path).text
    assert "Seen and treated" in after
    assert "Two fillings." in after
    assert referral_at(parts, path).state == "completed"


@pytest.mark.parametrize("wanted", ["", "0", "../..", "\x00", "x" * 99])
def test_a_service_that_cannot_be_asked_is_refused_in_words(
    practice: FlaskClient, parts: Parts, path: str, wanted: str
) -> None:
    decline(parts, path)
    refused = send(practice, practice.get(path).text, f"{path}/redirect", **{"redirect-service_id": wanted})
    assert refused.status_code == 422
    assert "That was not done" in refused.text
    assert referral_at(parts, path).state == "rejected"


@pytest.mark.parametrize("name", ["redirect", "outcome", "cancel", "withdraw", "contact"])
def test_a_step_without_the_token_of_its_page_changes_nothing(
    practice: FlaskClient, parts: Parts, path: str, name: str
) -> None:
    assert practice.post(f"{path}/{name}", data={f"{name}-seen": "1 awaited"}).status_code == 422
    assert referral_at(parts, path).version == 1


@pytest.mark.parametrize("name", ["accept", "decline", "note", "delete", "%00"])
def test_there_is_no_other_step(practice: FlaskClient, path: str, name: str) -> None:
    assert practice.post(f"{path}/{name}").status_code in (404, 405)


@pytest.mark.parametrize("id_", ["0", "%00", "x" * 400, "é", "01a201b4-9306-756a-9f69-0ad0b1054dba"])
def test_a_referral_that_is_none_is_not_found(practice: FlaskClient, id_: str) -> None:
    assert practice.get(f"/referrals/{id_}").status_code == 404
    assert practice.get(f"/referrals/{id_}/letter.pdf").status_code == 404


def test_nobody_sees_or_moves_it_without_signing_in(
    app: object, client: FlaskClient, practice: FlaskClient, parts: Parts, path: str
) -> None:
    carried = tags(practice.get(path).text, f"{path}/cancel")
    practice.environ_base.pop("HTTP_AUTHORIZATION")
    for answer in (client.get(path), client.get(f"{path}/letter.pdf"), client.post(f"{path}/cancel", data=carried)):
        assert answer.headers["Location"].startswith("/sign-in")
        assert "JS, born" not in answer.text
    assert referral_at(parts, path).state == "submitted"


def test_what_people_typed_is_never_markup(practice: FlaskClient, parts: Parts) -> None:
    typed = "<script>alert(1)</script> {{ 7*7 }} \"quoted\" 'and' &amp;"
    shown = practice.get(refer(practice, parts, reason=typed)).text
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "{{ 7*7 }}" in shown
