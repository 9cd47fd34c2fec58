"""A mail that came back names its referral, which goes back to whoever refers; nothing else does anything."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from directory.errors import Invalid
from directory.outbox.models import OutboxMessage
from directory.referrals import service
from directory.referrals.returned import read_returned
from tests.directory.referrals.test_answering import sent
from tests.directory.referrals.world import World

ID = "01a207b1-28ca-7308-8046-e6d054502093"
REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: referrals@example.net
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

I'm sorry to have to inform you.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; desk@park-dental.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b1
Content-Type: {kind}

From: referrals@example.net
To: desk@park-dental.example
Message-ID: <{id}@example.net>
Subject: Referral

--b1--
"""


def report(id_: str = ID, action: str = "failed", status: str = "5.1.1", kind: str = "text/rfc822-headers") -> bytes:
    return REPORT.format(id=id_, action=action, status=status, kind=kind).replace("\n", "\r\n").encode()


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_names_the_message_and_its_status(kind: str) -> None:
    read = read_returned(report(kind=kind))
    assert (read.message_ids, read.status, read.is_final) == ((ID,), "5.1.1", True)


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered", "expanded"])
def test_what_is_still_tried_has_not_come_back(action: str) -> None:
    assert not read_returned(report(action=action, status="4.4.1")).is_final


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\x00" * 1000, b"Subject: Out of office\r\n\r\nI am away.", b"Content-Type: multipart/report\r\n\r\n--x",
        b"Content-Type: message/delivery-status\r\n\r\nnothing", "Subject: ∎\r\n\r\n∎".encode(), b"\xff\xfe" * 500,
    ],
)  # fmt: skip
def test_any_other_mail_is_refused_in_plain_words(raw: bytes) -> None:
    with pytest.raises(Invalid, match="not a mail server's report"):
        read_returned(raw)


def test_a_request_that_came_back_is_back_with_whoever_refers(world: World) -> None:
    referral = sent(world)
    message = next(each for each in world.messages("notify_service") if each.subject_id == referral)
    assert world.do(service.came_back, message.id) is None
    world.change(lambda session: session.execute(update(OutboxMessage).values(state="done")))
    back = world.do(service.came_back, message.id)
    assert (back.id, back.state) == (referral, "undelivered")
    assert world.do(service.came_back, message.id) is None
    assert len([each for each in world.messages("tell_referrer") if each.subject_id == referral]) == 1


def test_a_reminder_that_came_back_brings_the_referral_back(world: World) -> None:
    referral = sent(world)
    (chase,) = world.fire_next(referral)
    world.change(lambda session: session.execute(update(OutboxMessage).values(state="done")))
    assert world.do(service.came_back, chase.id).state == "undelivered"


@pytest.mark.parametrize("actor", ["confirm_to_referrer", "tell_referrer"])
def test_mail_to_whoever_refers_changes_nothing(world: World, actor: str) -> None:
    referral = sent(world)
    world.change(lambda session: session.execute(update(OutboxMessage).values(state="done")))
    for each in world.messages(actor):
        assert world.do(service.came_back, each.id) is None
    assert world.get(referral).state == "sent"


def test_what_was_answered_or_never_ours_changes_nothing(world: World) -> None:
    referral = sent(world)
    message = next(each for each in world.messages("notify_service") if each.subject_id == referral)
    world.do(service.accept, referral, by="service")
    assert world.do(service.came_back, message.id) is None
    assert world.do(service.came_back, ID) is None
    assert world.get(referral).state == "accepted"
