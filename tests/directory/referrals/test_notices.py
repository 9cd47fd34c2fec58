"""Whose turn a message about a referral takes: the clinic's that refers, however it spells itself."""

from __future__ import annotations

import pytest

from directory.referrals.models import Referral
from directory.referrals.notices import tenant_of
from tests.directory.referrals.world import World


def referred(organisation: str = "Leeds Clinic", email: str = "ann@clinic.example", **more: str) -> Referral:
    return Referral(referrer_organisation=organisation, referrer_email=email, **more)


def test_one_clinic_has_one_turn_whoever_refers_and_however_it_is_spelt() -> None:
    spelt = [referred(), referred("LEEDS  clinic "), referred(email="bob@clinic.example")]
    assert len({tenant_of(each) for each in spelt}) == 1
    assert tenant_of(referred("York Clinic")) != tenant_of(referred())


def test_who_names_no_clinic_has_a_turn_of_their_own() -> None:
    nameless = [referred("", "ann@a.example"), referred("", "Ann@A.example"), referred("", "bob@a.example")]
    assert len({tenant_of(each) for each in nameless}) == 2


def test_an_organisation_that_is_known_goes_by_its_id() -> None:
    assert tenant_of(referred(organisation_id="0199-organisation")) == "0199-organisation"


@pytest.mark.parametrize("name", ["Leeds Clinic", ""])
def test_every_message_and_timer_of_a_referral_carries_it_and_it_names_nobody(world: World, name: str) -> None:
    referrer = {"name": "Ann O'Neil", "email": "ann@clinic.example", "organisation": name}
    made = world.submit(referrer=referrer)
    carried = {each.tenant for each in [*world.messages(), *world.timers(made.id)]}
    assert carried == {tenant_of(made)}
    (tenant,) = carried
    assert len(tenant) == 32
    assert not {"leeds", "ann", "clinic"} & {tenant.casefold()}
