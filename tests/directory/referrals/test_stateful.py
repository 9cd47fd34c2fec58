"""Random lives of referrals through the real services and database: after every step everything still fits together."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from directory.audit.service import trail, verify
from directory.db import Database
from directory.errors import OnwardError
from directory.followups import service as followups
from directory.outbox.models import Timer
from directory.referrals import service
from directory.referrals.machine import OWNER, TRANSITIONS, Event, State
from tests.directory.referrals.world import World

LIVES, STEPS = 12, 16
LADDERS = {
    State.SUBMITTED: {"answer"},
    State.SENT: {"answer"},
    State.UNDELIVERED: {"remind"},
    State.UNANSWERED: {"remind"},
    State.REJECTED: {"remind"},
    State.ACCEPTED: {"outcome"},
    State.OUTCOME_OVERDUE: {"remind"},
    State.COMPLETED: set(),
    State.CANCELLED: set(),
}
Step = Callable[[World, str, random.Random], Any]


def _seq(world: World, referral_id: str, kind: str) -> int:
    """The number of an armed timer of this kind, else one that was never set."""
    return next((timer.seq for timer in world.timers(referral_id) if timer.kind == kind), 99_901)


def _round(world: World, referral_id: str, choose: random.Random) -> int:
    return max(1, world.get(referral_id).round - choose.choice((0, 0, 0, 1)))


STEPS_BY_EVENT: dict[Event, Step] = {
    Event.DELIVER: lambda w, i, c: w.do(service.delivered, i, _round(w, i, c)),
    Event.BOUNCE: lambda w, i, c: w.do(service.bounced, i, _round(w, i, c)),
    Event.CHASE: lambda w, i, _c: w.do(service.chase, i, _seq(w, i, "chase_service")),
    Event.ESCALATE: lambda w, i, _c: w.do(service.escalate, i, _seq(w, i, "escalate_referral")),
    Event.ACCEPT: lambda w, i, _c: w.do(service.accept, i, by="service"),
    Event.REJECT: lambda w, i, _c: w.do(service.reject, i, code="no-capacity", by="service"),
    Event.REDIRECT: lambda w, i, c: w.do(service.redirect, i, c.choice(sorted(w.ids.values())), by="referrer"),
    Event.REMIND: lambda w, i, _c: w.do(service.remind, i, _seq(w, i, "remind_referrer")),
    Event.ASK_OUTCOME: lambda w, i, _c: w.do(service.ask_outcome, i, _seq(w, i, "ask_outcome")),
    Event.ESCALATE_OUTCOME: lambda w, i, _c: w.do(service.escalate_outcome, i, _seq(w, i, "escalate_outcome")),
    Event.NOTE: lambda w, i, _c: w.do(service.note, i, text="A word", by="service"),
    Event.RECORD_OUTCOME: lambda w, i, _c: w.do(service.record_outcome, i, code="treated", by="service"),
    Event.CANCEL: lambda w, i, _c: w.do(service.cancel, i, by="referrer"),
    Event.CORRECT_CONTACT: lambda w, i, c: w.do(
        service.correct_contact, i, email=f"{c.choice('abcd')}@clinic.example", by="referrer"
    ),
    Event.WITHDRAW_CONSENT: lambda w, i, _c: w.do(service.withdraw_consent, i, by="referrer"),
}
RARE = {Event.CANCEL, Event.WITHDRAW_CONSENT, Event.RECORD_OUTCOME}


def check(world: World, referral_id: str) -> None:
    """Everything that is always so of a referral."""
    referral, events = world.get(referral_id), world.events(referral_id)
    state = State(referral.state)
    assert [event.version for event in events] == list(range(1, referral.version + 1))
    assert (events[-1].state, events[-1].service_id) == (referral.state, referral.service_id)
    for before, after in pairwise(events):
        assert TRANSITIONS[State(before.state), Event(after.event)] == State(after.state)
    assert referral.owner == OWNER[state]
    assert (referral.next_action_at is None) == (not state.is_open) == (referral.closed_at is not None)
    assert {timer.ladder for timer in world.timers(referral_id)} <= LADDERS[state]
    assert referral.round == 1 + sum(event.event == "redirect" for event in events)
    with world.database.reading() as session:
        assert service.without_owner(session) == 0
        written = [each.action for each in trail(session, "referral", referral_id) if each.action[:9] == "referral."]
        assert written == [f"referral.{event.event}" for event in events]
        planned = followups.of(session, referral_id)
        if state in (State.COMPLETED, State.CANCELLED):
            assert {row.state for row in planned} <= {"answered", "cancelled"}
        held = session.scalars(select(Timer.seq).where(Timer.subject_id == referral_id)).all()
        assert len(held) == len(set(held))
    pending = [each for each in world.messages("notify_service", state="pending") if each.subject_id == referral_id]
    if state in (State.ACCEPTED, State.REJECTED, State.COMPLETED, State.CANCELLED):
        assert pending == []
    assert len([each for each in pending if each.seq != referral.round]) == 0


def live(world: World, seed: int) -> tuple[int, int]:
    """One life; how many steps were taken and how many were refused."""
    choose, events = random.Random(seed), list(Event)
    made = world.submit(choose.choice(sorted(world.ids)), need={}, urgency=choose.choice(["routine", "soon", "urgent"]))
    done = refused = 0
    for _ in range(STEPS):
        event = choose.choice(events)
        if event in RARE and choose.random() < 0.7:
            continue
        version = world.get(made.id).version
        try:
            moved = STEPS_BY_EVENT[event](world, made.id, choose)
        except OnwardError as error:
            if error.status not in (403, 409, 422):
                raise
            moved = None
        assert world.get(made.id).version == version + (moved is not None)
        done, refused = done + (moved is not None), refused + (moved is None)
        check(world, made.id)
    return done, refused


@pytest.mark.parametrize("seed", range(LIVES))
def test_a_random_life_never_leaves_the_table(here: World, seed: int) -> None:
    done, refused = live(here, seed)
    assert done + refused > 0
    with here.database.reading() as session:
        assert verify(session) is None


def test_random_lives_on_either_database(world: World, any_database: Database) -> None:
    assert any_database is world.database
    totals = [live(world, seed) for seed in (101, 102)]
    assert sum(done for done, _ in totals) > 5
    assert sum(refused for _, refused in totals) > 5
    with world.database.reading() as session:
        assert verify(session) is None
