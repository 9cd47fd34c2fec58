"""What is shown of a referral moves with its timers."""

from __future__ import annotations

from datetime import timedelta
from threading import Event

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
        service.follow_timers(session, old)
        assert timers.move(session, old) == len(old)


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
    relay = Relay(world.parts, StubBroker())
    stopped = Event()
    stopped.set()
    relay.run(stopped)
    assert {each: shown(world, each) for each in before} == before


def test_it_is_done_again_where_it_was_cut_short(world: World) -> None:
    accepted = sent(world)
    world.do(service.accept, accepted, by="service")
    before = shown(world, accepted)
    set_by_an_older_table(world, accepted)
    with world.database.transaction() as session:
        service.follow_timers(session, timers.stale(session))
    assert shown(world, accepted)[:2] == before[:2]
    with world.database.transaction() as session:
        moved = timers.stale(session)
        service.follow_timers(session, moved)
        timers.move(session, moved)
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
