"""An open referral that nothing will come of by itself is said, and one that is long past its next action."""

from __future__ import annotations

import pytest

from directory.outbox import fence
from directory.outbox import service as outbox
from directory.referrals import service, watching
from tests.directory.referrals.test_answering import sent
from tests.directory.referrals.world import World


def codes(world: World) -> list[str]:
    with world.database.reading() as session:
        return [each.code for each in watching.alarms(session)]


def test_a_referral_that_goes_its_way_needs_nobody(world: World) -> None:
    world.submit()
    world.do(service.accept, sent(world), by="service")
    world.do(service.reject, sent(world), code="too-far", by="service")
    world.do(service.cancel, world.submit().id, by="referrer")
    assert codes(world) == []


@pytest.mark.parametrize("step", ["submitted", "sent", "accepted", "rejected"])
def test_an_open_referral_without_a_timer_is_said_by_its_reference(here: World, step: str) -> None:
    made = here.submit().id if step == "submitted" else sent(here)
    if step == "accepted":
        here.do(service.accept, made, by="service")
    if step == "rejected":
        here.do(service.reject, made, code="too-far", by="service")
    here.change(lambda session: outbox.disarm(session, "referral", made))
    with here.database.reading() as session:
        (alarm,) = watching.alarms(session)
    assert alarm.code == "referrals-without-timer"
    assert alarm.text == f"1 open referral has no timer, so nobody is chased: {here.get(made).reference}."


def test_many_are_counted_and_a_few_are_named(here: World) -> None:
    made = [here.submit() for _ in range(7)]
    for each in made:
        here.change(lambda session, id_=each.id: outbox.disarm(session, "referral", id_))
    with here.database.reading() as session:
        (alarm,) = watching.alarms(session)
    assert alarm.text.startswith("7 open referrals have no timer")
    assert sum(each.reference in alarm.text for each in made) == 5


def test_a_timer_that_has_just_fired_still_counts(world: World) -> None:
    made = sent(world)
    assert [each.actor for each in world.fire(days=30)] == ["escalate_referral"]
    assert world.timers(made) == []
    assert "referrals-without-timer" not in codes(world)
    world.change(lambda session: outbox.cancel_for(session, "referral", made, reason="x"))
    assert "referrals-without-timer" in codes(world)


def test_after_the_last_reminder_it_is_overdue_a_day_later(here: World) -> None:
    made = here.submit()
    here.do(service.bounced, made.id, 1)
    for rung in (201, 202, 203):
        here.fire_next(made.id)
        here.do(service.remind, made.id, rung)
    assert here.timers(made.id) == []
    assert codes(here) == []
    here.pass_time(hours=25)
    with here.database.reading() as session:
        (alarm,) = watching.alarms(session)
    assert alarm.code == "referrals-overdue"
    assert alarm.text.startswith("1 open referral is more than a day past")
    here.do(service.cancel, made.id, by="referrer")
    assert codes(here) == []


def test_cancelling_what_is_held_leaves_no_referral_without_its_timers(world: World) -> None:
    waiting, asked = sent(world), world.submit().id
    over = sent(world, urgency="emergency")
    assert [each.actor for each in world.fire(hours=1)] == ["escalate_referral"]
    before = {id_: len(world.timers(id_)) for id_ in (waiting, asked, over)}
    world.change(lambda session: fence.fence(session, "A restore"))
    assert world.timers(waiting) == []
    mails = [each for each in world.messages(state="held") if each.channel != "internal"]
    done = world.change(lambda session: fence.release(session, by="ann", cancel=True))
    assert done == (len(mails), 1, sum(before.values()))
    assert {id_: len(world.timers(id_)) for id_ in (waiting, asked, over)} == before
    assert codes(world) == []
    # What was only work on our own rows goes on: it would have been the last to look at its referral.
    assert [each.state for each in world.messages("escalate_referral")] == ["pending"]
    assert [each.actor for each in world.fire(days=30) if each.subject_id == waiting] == ["escalate_referral"]
