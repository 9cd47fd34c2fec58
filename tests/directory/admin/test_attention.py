"""What needs a person is asked of the outbox and of the referrals."""

from __future__ import annotations

from flask.testing import FlaskClient

from directory.admin.attention import needed
from directory.app import Parts
from directory.outbox import alarms, service
from tests.directory.referrals.visitor import refer, referral_at, with_the_key


def test_both_are_asked_and_the_page_says_it(client: FlaskClient, parts: Parts) -> None:
    practice = with_the_key(client)
    made = referral_at(parts, refer(practice, parts))
    with parts.database.transaction() as session:
        service.disarm(session, "referral", made.id)
        assert [each.code for each in needed(session)] == ["relay-silent", "referrals-without-timer"]
        alarms.beat(session)
    assert made.reference in practice.get("/admin/outbox").text
