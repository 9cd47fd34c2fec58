"""What is shown of a referral moves with its timers."""

from __future__ import annotations

from datetime import timedelta

from dramatiq.brokers.stub import StubBroker
from sqlalchemy import update

from directory.followups import service as followups
from directory.outbox import timers
from directory.outbox.tables import TIMERS
from directory.referrals import service
from directory.referrals.models import Referral
from tests.directory.referrals.test_answering import sent
from tests.directory.referrals.world import World
from workers.relay import Relay

LATER = timedelta(days=1)


def set_by_an_older_table(world: World, referral_id: str) -> None:
    """As if a day that is a working day by the table in use had been a holiday when the timers were set."""
    with world.database.transaction() as session:
        old = [timers.Moved(each.id, "referral", referral_id, each.due_at, each.due_at + LATER, "england holidays-0.1")
               for each in world.timers(referral_id)]  # fmt: skip
        assert service.follow_timers(session, old) == len(old)


def shown(world: World, referral_id: str) -> list[object]:
    with world.database.reading() as session:
        asked = [row.due_at for row in followups.of(session, referral_id)]
    return [world.get(referral_id).next_action_at, asked, [each.due_at for each in world.timers(referral_id)]]


def test_a_new_table_of_bank_holidays_moves_what_is_shown_with_the_timers(world: World) -> None:
    waiting, accepted = sent(world), sent(world)
    world.do(service.accept, accepted, by="service")
    before = {each: shown(world, each) for each in (waiting, accepted)}
    for each, then in before.items():
        set_by_an_older_table(world, each)
        assert all(now != was for now, was in zip(shown(world, each), then, strict=True) if was)
    Relay(world.parts, StubBroker()).sweep()
    assert {each: shown(world, each) for each in before} == before


def test_each_time_moves_once_where_one_timer_takes_the_time_of_the_next(world: World) -> None:
    rejected = sent(world)
    world.do(service.reject, rejected, code="no-capacity", by="service")
    first, second, third = world.timers(rejected)
    times = [first.due_at, second.due_at, third.due_at, third.due_at + LATER]
    moved = [timers.Moved(each.id, "referral", rejected, times[at], times[at + 1], "england holidays-0.1")
             for at, each in enumerate((first, second, third))]  # fmt: skip
    assert world.get(rejected).next_action_at == times[0]
    with world.database.transaction() as session:
        service.follow_timers(session, moved)
    assert world.get(rejected).next_action_at == times[1]
    assert [each.due_at for each in world.timers(rejected)] == times[1:]


def test_a_timer_that_was_set_anew_meanwhile_takes_nothing_with_it(world: World) -> None:
    accepted = sent(world)
    world.do(service.accept, accepted, by="service")
    before = shown(world, accepted)
    with world.database.transaction() as session:
        old = [timers.Moved(each.id, "referral", accepted, each.due_at - LATER, each.due_at + LATER, "england x")
               for each in world.timers(accepted)]  # fmt: skip
        assert service.follow_timers(session, old) == 0
    assert shown(world, accepted) == before


def test_a_time_of_another_origin_stays(world: World) -> None:
    accepted = sent(world)
    world.do(service.accept, accepted, by="service")
    own = world.get(accepted).next_action_at - timedelta(hours=3)
    with world.database.transaction() as session:
        session.execute(update(Referral).where(Referral.id == accepted).values(next_action_at=own))
        session.execute(update(TIMERS).values(calendar="england holidays-0.1"))
        service.follow_timers(session, timers.stale(session))
    assert world.get(accepted).next_action_at == own
