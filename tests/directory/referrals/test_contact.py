"""The referrer's address put right: told there from now on, and nowhere else."""

from __future__ import annotations

import pytest

from directory.errors import Invalid
from directory.letters import service as letters
from directory.referrals import links, service
from directory.referrals.links import LinkExpired
from directory.referrals.machine import IllegalMove
from directory.referrals.telling import facts, to_referrer
from tests.directory.referrals.test_answering import sent
from tests.directory.referrals.world import World

RIGHT = "ann@right.example"


def link_of(world: World, referral_id: str, audience: links.Audience = "referrer") -> str:
    """The token in the next mail to them."""
    with world.database.reading() as session:
        referral = service.get(session, referral_id)
        return facts(
            session, world.wiring, referral, service.service_of(session, referral), audience
        ).link.rsplit("/", 1)[1]  # fmt: skip


def opens(world: World, token: str, audience: links.Audience = "referrer") -> str:
    with world.database.reading() as session:
        return service.by_link(session, world.wiring.settings.signing_keys, token, audience)[1].id


def test_everything_is_told_to_the_address_that_is_right_now(world: World) -> None:
    made = sent(world)
    before = world.get(made)
    done = world.do(service.correct_contact, made, email=RIGHT, by="referrals page")
    assert to_referrer(done).address == RIGHT
    assert (done.state, done.owner, done.next_action_at) == ("sent", "referrer", before.next_action_at)
    assert [each.seq for each in world.messages("tell_referrer")] == [done.version]
    assert [event.event for event in world.events(made)][-1] == "correct-contact"
    with world.database.reading() as session:
        letter = letters.current(session, "referral", made)
    assert RIGHT in str(letter.sections)
    assert before.referrer_email not in str(letter.sections)


def test_a_link_that_went_to_the_wrong_address_opens_nothing_any_more(here: World) -> None:
    made = sent(here)
    wrong, asked = link_of(here, made), link_of(here, made, "service")
    assert opens(here, wrong) == made
    here.do(service.correct_contact, made, email=RIGHT, by="referrals page")
    right = link_of(here, made)
    assert opens(here, right) == made
    assert opens(here, asked, "service") == made
    with pytest.raises(LinkExpired, match="another address"):
        opens(here, wrong)
    here.do(service.correct_contact, made, email="ann@again.example", by="referrals page")
    with pytest.raises(LinkExpired, match="another address"):
        opens(here, right)


def test_the_address_that_it_has_is_no_correction(here: World) -> None:
    made = sent(here)
    with pytest.raises(Invalid, match="already"):
        here.do(service.correct_contact, made, email="ann@clinic.example", by="referrals page")
    assert here.get(made).version == 2


def test_of_a_closed_referral_nothing_more_is_told(here: World) -> None:
    made = sent(here)
    here.do(service.cancel, made, by="referrals page")
    with pytest.raises(IllegalMove):
        here.do(service.correct_contact, made, email=RIGHT, by="referrals page")


def test_no_address_stands_in_the_audit_trail(here: World) -> None:
    from directory.audit.service import trail

    made = sent(here)
    here.do(service.correct_contact, made, email=RIGHT, by="referrals page")
    with here.database.reading() as session:
        said = str([(each.action, each.detail) for each in trail(session, "referral", made)])
    assert "referral.correct-contact" in said
    assert "@" not in said
