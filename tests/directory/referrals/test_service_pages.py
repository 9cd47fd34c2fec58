"""What the links in mails lead to: a service reads and answers, whoever refers follows."""

from __future__ import annotations

import time
from threading import Thread
from urllib.parse import urlencode

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from directory.app import Parts
from directory.audit import service as audit
from directory.referrals import service
from tests.directory.referrals.test_pages import decline, wiring_of
from tests.directory.referrals.visitor import errors, id_of, link_to, refer, referral_at, send, tags, with_the_key

PATIENT = ("JS, born", "born 1985", "A lump that grows")


@pytest.fixture
def path(app: APIFlask, parts: Parts) -> str:
    """Where the practice sees a new referral."""
    return refer(with_the_key(app.test_client()), parts)


@pytest.fixture
def link(parts: Parts, path: str) -> str:
    """What the service was sent."""
    return link_to(parts, path, "service")


def state(parts: Parts, path: str) -> str:
    return referral_at(parts, path).state


def stop(parts: Parts, path: str) -> None:
    with parts.database.transaction() as session:
        service.cancel(session, wiring_of(parts), path.rsplit("/", 1)[1], by="referrals page")


def test_a_service_reads_without_an_account(client: FlaskClient, link: str) -> None:
    page = client.get(link)
    assert page.status_code == 200
    for words in (*PATIENT, "Ann Example", "01632 960001", "Routine", "Please answer by", "Accept the referral"):
        assert words in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert client.get(f"{link}/letter.pdf").data.startswith(b"%PDF")


def test_reading_changes_nothing_but_the_trace(client: FlaskClient, parts: Parts, path: str, link: str) -> None:
    before = referral_at(parts, path)
    for _ in range(3):
        client.get(link)
        client.head(link)
    after = referral_at(parts, path)
    assert (after.state, after.version) == (before.state, before.version)
    with parts.database.reading() as session:
        read = [each for each in audit.trail(session, "referral", after.id) if each.action == "referral.read"]
    assert {each.actor for each in read} == {"service link"}


def test_it_is_accepted_with_a_note(client: FlaskClient, parts: Parts, path: str, link: str) -> None:
    page = client.get(link).text
    sent = [send(client, page, f"{link}/accept", **{"accept-note": "Tuesday at ten"}) for _ in range(3)]
    assert [each.status_code for each in sent] == [303, 303, 303]
    after = client.get(link).text
    assert "You have accepted" in after
    assert "Tuesday at ten" in after
    assert state(parts, path) == "accepted"


ANSWERS = {
    "accept": ({"accept-note": "Tuesday at ten"}, {"accept-note": "Friday at nine"}, "accepted"),
    "decline": (
        {"decline-code": "too-far", "decline-comment": "Over the hills"},
        {"decline-code": "no-capacity", "decline-comment": "Full until May"},
        "rejected",
    ),
    "outcome": (
        {"outcome-code": "treated", "outcome-text": "All well"},
        {"outcome-code": "do-not-treat", "outcome-text": "Please do not inject there"},
        "completed",
    ),
}


@pytest.mark.parametrize("step", list(ANSWERS))
def test_a_second_answer_that_differs_is_refused_and_its_words_are_kept(
    client: FlaskClient, parts: Parts, path: str, link: str, step: str
) -> None:
    first, second, leads_to = ANSWERS[step]
    if step == "outcome":
        send(client, client.get(link).text, f"{link}/accept")
    page = client.get(link).text
    assert send(client, page, f"{link}/{step}", **first).status_code == 303
    assert send(client, page, f"{link}/{step}", **first).status_code == 303
    version = referral_at(parts, path).version
    refused = send(client, page, f"{link}/{step}", **second)
    assert refused.status_code == 409
    assert "what you sent was not stored" in refused.text
    for words in list(second.values())[-1:]:
        assert words in refused.text.split("What you wrote")[1]
    if step != "accept":
        assert all(words not in refused.text for words in PATIENT)
    assert (state(parts, path), referral_at(parts, path).version) == (leads_to, version)


def test_an_answer_that_comes_too_late_keeps_its_words(client: FlaskClient, parts: Parts, path: str, link: str) -> None:
    page = client.get(link).text
    stop(parts, path)
    filled = {"decline-code": "too-far", "decline-comment": "Over the hills"}
    late = send(client, page, f"{link}/decline", **filled)
    assert late.status_code == 409
    kept = late.text.split("What you wrote")[1]
    assert "Too far for the patient" in kept
    assert "Over the hills" in kept


@pytest.mark.parametrize("wrong", ["%ED%A0%80", "%FF", "%C3%28"])
def test_an_answer_that_cannot_be_read_is_not_stored(
    client: FlaskClient, parts: Parts, path: str, link: str, wrong: str
) -> None:
    token = tags(client.get(link).text, f"{link}/decline")
    body = urlencode(token | {"decline-code": "too-far"}) + f"&decline-comment={wrong}"
    kind = "application/x-www-form-urlencoded"
    refused = client.post(f"{link}/decline", data=body, content_type=kind)
    assert refused.status_code == 400
    assert "cannot be read" in refused.text
    assert state(parts, path) == "submitted"


def test_two_colleagues_answer_at_once_and_one_is_told(
    app: APIFlask, client: FlaskClient, parts: Parts, path: str, link: str
) -> None:
    other = app.test_client()
    mine, theirs = client.get(link).text, other.get(link).text
    answers: list[int] = []
    presses = [
        Thread(target=lambda: answers.append(send(client, mine, f"{link}/accept").status_code)),
        Thread(
            target=lambda: answers.append(
                send(other, theirs, f"{link}/decline", **{"decline-code": "too-far"}).status_code
            )
        ),
    ]
    for press in presses:
        press.start()
        time.sleep(0.001)
    for press in presses:
        press.join()
    assert sorted(answers) == [303, 409]
    assert state(parts, path) in ("accepted", "rejected")


def test_declining_needs_a_reason(client: FlaskClient, parts: Parts, path: str, link: str) -> None:
    page, action = client.get(link).text, f"{link}/decline"
    assert errors(send(client, page, action)) == {"decline-code-0": "Choose one of these."}
    assert list(errors(send(client, page, action, **{"decline-code": "other"}))) == ["decline-comment"]
    assert list(errors(send(client, page, action, **{"decline-code": "whatever"}))) == ["decline-code-0"]
    assert state(parts, path) == "submitted"
    filled = {"decline-code": "other", "decline-comment": "We move house."}
    assert send(client, page, action, **filled).status_code == 303
    after = client.get(link).text
    assert "You have declined" in after
    assert all(words not in after for words in PATIENT)
    assert client.get(f"{link}/letter.pdf").status_code == 410


def test_whoever_holds_a_link_cannot_have_everything_told_to_them(client: FlaskClient, parts: Parts, path: str) -> None:
    mine = link_to(parts, path, "referrer")
    assert "e-mail address is wrong" not in client.get(mine).text
    assert client.post(f"{mine}/contact", data={"contact-email": "x@y.example"}).status_code == 404
    assert referral_at(parts, path).referrer_email == "ann@example.org"


def test_a_note_sent_twice_is_one_note(client: FlaskClient, parts: Parts, path: str, link: str) -> None:
    send(client, client.get(link).text, f"{link}/accept")
    page, version = client.get(link).text, referral_at(parts, path).version
    notes = ["Seen, waiting for results"] * 3 + ["They are here"] * 2
    assert {send(client, page, f"{link}/note", **{"note-text": note}).status_code for note in notes} == {303}
    assert referral_at(parts, path).version == version + 2


def test_the_outcome_and_a_note_are_told(client: FlaskClient, parts: Parts, path: str, link: str) -> None:
    send(client, client.get(link).text, f"{link}/accept")
    page = client.get(link).text
    assert errors(send(client, page, f"{link}/note")) == {"note-text": "Write a few words."}
    assert send(client, page, f"{link}/note", **{"note-text": "Seen, waiting for results"}).status_code == 303
    assert "Seen, waiting for results" in client.get(link).text
    filled = {"outcome-code": "treated", "outcome-text": "All well."}
    assert send(client, page, f"{link}/outcome", **filled).status_code == 303
    after = client.get(link).text
    assert "This referral is complete" in after
    assert all(words not in after for words in PATIENT)
    assert state(parts, path) == "completed"


def test_an_answer_after_the_time_is_over_still_counts(client: FlaskClient, parts: Parts, path: str, link: str) -> None:
    with parts.database.transaction() as session:
        referral = service.get(session, path.rsplit("/", 1)[1])
        service.escalate(session, wiring_of(parts), referral.id, referral.version * 100 + 90)
    page = client.get(link).text
    assert "you still can" in page
    assert send(client, page, f"{link}/accept").status_code == 303
    assert state(parts, path) == "accepted"


def test_a_stopped_referral_shows_nothing_of_the_patient(
    client: FlaskClient, parts: Parts, path: str, link: str
) -> None:
    page = client.get(link).text
    stop(parts, path)
    after = client.get(link)
    assert after.status_code == 200
    assert "This referral was stopped" in after.text
    assert all(words not in after.text for words in PATIENT)
    assert client.get(f"{link}/letter.pdf").status_code == 410
    late = send(client, page, f"{link}/accept")
    assert late.status_code == 409
    assert "That cannot be done any more" in late.text


def test_another_service_has_been_asked(client: FlaskClient, parts: Parts, path: str, link: str) -> None:
    page = client.get(link).text
    with parts.database.transaction() as session:
        service.redirect(
            session, wiring_of(parts), path.rsplit("/", 1)[1], id_of(parts, "Headingley Dental"), by="referrals page"
        )
    for answer in (client.get(link), client.get(f"{link}/letter.pdf"), send(client, page, f"{link}/accept")):
        assert answer.status_code == 410
        assert "gone to another service" in answer.text
        assert "What you can do" in answer.text
        assert all(words not in answer.text for words in PATIENT)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
    assert state(parts, path) == "submitted"
    assert client.get(link_to(parts, path, "service")).status_code == 200


def test_a_link_that_is_too_old_says_what_to_do(client: FlaskClient, parts: Parts, path: str) -> None:
    old = client.get(link_to(parts, path, "service", days=-0.01))
    assert old.status_code == 410
    assert "What you can do" in old.text
    assert all(words not in old.text for words in PATIENT)


@pytest.mark.parametrize("base", ["/r/", "/my/"])
def test_a_link_that_was_changed_is_nobodys(client: FlaskClient, parts: Parts, path: str, base: str) -> None:
    token = link_to(parts, path, "service").removeprefix("/r/")
    wrong = [token[:-1], token[:-2] + "xx", token[1:], "x", "%00", "é", "x" * 1000, token + "x", token.upper()]
    for each in wrong:
        for method in ("get", "post"):
            address = f"{base}{each}" if method == "get" else f"{base}{each}/accept"
            answer = getattr(client, method)(address)
            assert answer.status_code in (404, 405), each
            assert all(words not in answer.text for words in PATIENT)


def test_a_link_for_one_is_no_link_for_the_other(client: FlaskClient, parts: Parts, path: str, link: str) -> None:
    mine = link_to(parts, path, "referrer")
    assert client.get(mine.replace("/my/", "/r/")).status_code == 410
    assert client.get(link.replace("/r/", "/my/")).status_code == 410
    assert client.post(mine + "/accept").status_code in (404, 405)


@pytest.mark.parametrize("name", ["accept", "decline", "outcome", "note"])
def test_an_answer_without_the_token_of_its_page_changes_nothing(
    client: FlaskClient, parts: Parts, path: str, link: str, name: str
) -> None:
    assert client.post(f"{link}/{name}", data={f"{name}-code": "treated", f"{name}-text": "x"}).status_code == 422
    assert referral_at(parts, path).version == 1


def test_whoever_refers_follows_and_decides_by_a_link(client: FlaskClient, parts: Parts, path: str) -> None:
    mine = link_to(parts, path, "referrer")
    page = client.get(mine)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "Referral made" in page.text
    assert 'href="/referrals"' not in page.text.split("<main")[1].split("</main>")[0]
    assert client.get(f"{mine}/letter.pdf").status_code == 200
    decline(parts, path)
    wanted = id_of(parts, "Headingley Dental")
    page = client.get(mine)
    assert send(client, page.text, f"{mine}/redirect", **{"redirect-service_id": wanted}).status_code == 303
    assert referral_at(parts, path).service_id == wanted
    assert send(client, client.get(mine).text, f"{mine}/cancel").status_code == 303
    assert "by the referrer" in client.get(mine).text
    assert state(parts, path) == "cancelled"
