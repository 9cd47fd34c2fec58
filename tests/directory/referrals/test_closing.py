"""Asking another service, and stopping: what was under way stops with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from directory.consents import service as consents
from directory.consents.service import ConsentMissing
from directory.errors import Conflict, Invalid
from directory.letters import service as letters
from directory.referrals import links, service
from directory.referrals.links import LinkExpired
from directory.referrals.machine import IllegalMove
from tests.directory.referrals.test_answering import sent
from tests.directory.referrals.world import World

SECRET = "a secret"


AUDIENCES: tuple[links.Audience, ...] = ("service", "referrer")


def link(world: World, referral_id: str, round_: int, audience: links.Audience, days: int = 365) -> str:
    until = world.get(referral_id).created_at + timedelta(days=days)
    return links.sign(SECRET, referral_id, round_, audience, until)


def test_another_service_is_asked_in_a_new_round(world: World) -> None:
    made = sent(world)
    world.do(service.escalate, made, 190)
    done = world.do(service.redirect, made, world.ids["Headingley Dental"], by="referrer")
    assert (done.state, done.round, done.service_id) == ("submitted", 2, world.ids["Headingley Dental"])
    assert [each.seq for each in world.messages("notify_service", state="pending")] == [2]
    assert [each.seq for each in world.messages("tell_service_stopped")] == [1]
    assert [timer.kind for timer in world.timers(made)] == ["chase_service", "chase_service", "escalate_referral"]
    with world.database.reading() as session:
        letter = letters.current(session, "referral", made)
        assert letter.version == 2
        assert "Headingley Dental" in letter.sections[0]["text"]
        assert service.asked_services(session, made) == {world.ids["Park Dental"], world.ids["Headingley Dental"]}


def test_the_link_of_an_earlier_round_stops_working(here: World) -> None:
    made = sent(here)
    old, mine = link(here, made, 1, "service"), link(here, made, 1, "referrer")
    with here.database.reading() as session:
        assert service.by_link(session, [SECRET], old, "service")[1].id == made
        with pytest.raises(LinkExpired):
            service.by_link(session, [SECRET], old, "referrer")
    here.do(service.redirect, made, here.ids["Headingley Dental"], by="referrer")
    with here.database.reading() as session:
        with pytest.raises(LinkExpired):
            service.by_link(session, [SECRET], old, "service")
        assert service.by_link(session, [SECRET], mine, "referrer")[1].id == made


def test_an_old_link_opens_for_whoever_refers_and_for_whoever_took_the_patient_on(here: World) -> None:
    made, waiting = sent(here), sent(here)
    held = {who: link(here, made, 1, who, days=30) for who in AUDIENCES}
    unanswered = link(here, waiting, 1, "service", days=30)
    here.do(service.accept, made, by="service")
    here.pass_time(days=45)
    with here.database.reading() as session:
        for who, token in held.items():
            assert service.by_link(session, [SECRET], token, who)[1].id == made
        with pytest.raises(LinkExpired, match="time of this link"):
            service.by_link(session, [SECRET], unanswered, "service")
    here.do(service.record_outcome, made, by="service", code="treated")
    with here.database.reading() as session:
        for who, token in held.items():
            with pytest.raises(LinkExpired, match="time of this link"):
                service.by_link(session, [SECRET], token, who)


def test_an_old_link_ends_when_what_is_due_is_long_over(here: World) -> None:
    made = sent(here)
    here.do(service.accept, made, by="service")
    old = link(here, made, 1, "service", days=30)
    here.pass_time(days=400)
    with here.database.reading() as session, pytest.raises(LinkExpired, match="time of this link"):
        service.by_link(session, [SECRET], old, "service")


def test_a_service_that_never_heard_of_it_is_not_told_that_it_stopped(here: World) -> None:
    made = here.submit()
    here.do(service.redirect, made.id, here.ids["Headingley Dental"], by="referrer")
    assert not here.messages("tell_service_stopped")
    assert [each.seq for each in here.messages("notify_service", state="pending")] == [2]


@pytest.mark.parametrize("name", ["Park Dental", "nobody"])
def test_it_is_not_sent_where_it_is_or_nowhere(here: World, name: str) -> None:
    made = sent(here)
    with pytest.raises(Invalid):
        here.do(service.redirect, made, here.ids.get(name, "nobody"), by="referrer")
    assert here.get(made).round == 1


def test_the_same_service_can_be_asked_again_after_it_was_not_reached(here: World) -> None:
    made = here.submit()
    here.do(service.bounced, made.id, 1)
    assert here.do(service.redirect, made.id, here.ids["Park Dental"], by="referrer").round == 2


def test_a_cancelled_referral_sends_nothing_more_but_that(world: World) -> None:
    made = sent(world)
    done = world.do(service.cancel, made, by="referrer", reason="Made twice")
    assert (done.state, done.owner, done.next_action_at) == ("cancelled", None, None)
    assert world.timers(made) == []
    pending = {each.actor for each in world.messages(state="pending")}
    assert pending == {"tell_service_stopped", "tell_referrer", "confirm_to_referrer"}
    with pytest.raises(IllegalMove):
        world.do(service.cancel, made, by="referrer")


def test_withdrawn_consent_stops_everything(world: World) -> None:
    made = sent(world)
    world.do(service.withdraw_consent, made, by="referrer", reason="Changed their mind")
    assert world.get(made).state == "cancelled"
    with world.database.reading() as session:
        kept = consents.of(session, "referral", made)
        assert [each.withdrawn_reason for each in kept] == ["Changed their mind"]
        with pytest.raises(ConsentMissing) as caught:
            consents.require(session, "referral", made, "share-with-service")
    assert (caught.value.status, caught.value.code) == (403, "consent-missing")


@pytest.mark.parametrize("end", ["completed", "cancelled"])
def test_a_consent_is_taken_back_after_the_end_once_and_nothing_is_sent(world: World, end: str) -> None:
    made = sent(world)
    if end == "completed":
        world.do(service.accept, made, by="service link")
        world.do(service.record_outcome, made, by="service link", code="treated")
    else:
        world.do(service.cancel, made, by="referrals page")
    closed, mails = world.get(made), len(world.messages())
    world.pass_time(days=3)
    done = world.do(service.withdraw_consent, made, by="referrals page", reason="Changed their mind")
    assert (done.state, done.version, done.owner) == (end, closed.version + 1, None)
    assert done.closed_at == closed.closed_at
    assert len(world.messages()) == mails
    with world.database.reading() as session:
        assert [each.withdrawn_reason for each in consents.of(session, "referral", made)] == ["Changed their mind"]
    with pytest.raises(Conflict, match="withdrawn before"):
        world.do(service.withdraw_consent, made, by="referrals page")


def test_without_consent_nobody_else_is_asked(here: World) -> None:
    made = sent(here)
    here.change(lambda session: consents.withdraw(session, "referral", made, reason="", by="tests"))
    with pytest.raises(ConsentMissing):
        here.do(service.redirect, made, here.ids["Headingley Dental"], by="referrer")
    assert here.get(made).round == 1


def test_a_reason_is_kept_and_never_audited(here: World) -> None:
    from directory.audit.service import trail

    made = sent(here)
    here.do(service.cancel, made, by="referrer", reason="zebrafinch moved away")
    assert here.events(made)[-1].detail == {"reason": "zebrafinch moved away"}
    with here.database.reading() as session:
        assert "zebrafinch" not in str([event.detail for event in trail(session, "referral", made)])
