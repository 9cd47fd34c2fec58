"""What happens by itself: sent, bounced, chased, escalated, asked after, reminded of, and never out of turn."""

from __future__ import annotations

import pytest

from directory.followups import service as followups
from directory.referrals import service
from directory.search.service import NotSearched
from tests.directory.referrals.test_answering import sent
from tests.directory.referrals.world import World


def test_a_request_that_has_gone_waits_for_its_answer(world: World) -> None:
    made = world.submit()
    done = world.do(service.delivered, made.id, 1)
    assert (done.state, done.next_action) == ("sent", "answer-request")
    assert done.next_action_at == world.timers(made.id)[-1].due_at


def test_going_out_twice_counts_once(here: World) -> None:
    made = here.submit()
    here.do(service.delivered, made.id, 1)
    assert here.do(service.delivered, made.id, 1) is None
    assert here.get(made.id).version == 2


def test_what_cannot_be_delivered_goes_back_with_the_next_best_match(world: World) -> None:
    made = world.submit()
    done = world.do(service.bounced, made.id, 1)
    assert (done.state, done.owner, done.next_action) == ("undelivered", "referrer", "choose-another")
    assert done.suggestions[0]["name"] == "Headingley Dental"
    assert [timer.kind for timer in world.timers(made.id)] == ["remind_referrer"] * 3
    assert [each.seq for each in world.messages("tell_referrer")] == [done.version]


def test_a_request_sent_again_after_it_came_back_is_watched_again(world: World) -> None:
    made = world.submit()
    world.do(service.bounced, made.id, 1)
    done = world.do(service.delivered, made.id, 1)
    assert done.state == "sent"
    assert done.suggestions == []
    assert [timer.kind for timer in world.timers(made.id)] == ["chase_service", "chase_service", "escalate_referral"]
    assert done.next_action_at == world.timers(made.id)[-1].due_at


def test_silence_is_escalated_with_the_next_best_match(world: World) -> None:
    made = sent(world)
    world.do(service.chase, made, 101)
    done = world.do(service.escalate, made, 190)
    assert (done.state, done.owner, done.next_action) == ("unanswered", "referrer", "choose-another")
    assert [each["name"] for each in done.suggestions][:1] == ["Headingley Dental"]
    assert world.events(made)[-1].event == "escalate"


@pytest.mark.parametrize(
    ("step", "seq"), [(service.chase, 101), (service.escalate, 190), (service.bounced, 1), (service.remind, 201)]
)
def test_what_was_answered_is_not_chased(here: World, step: object, seq: int) -> None:
    made = sent(here)
    version = here.do(service.accept, made, by="service").version
    assert here.do(step, made, seq) is None  # type: ignore[arg-type]
    assert here.get(made).version == version


def test_a_timer_of_an_earlier_round_does_nothing(here: World) -> None:
    made = sent(here)
    here.do(service.redirect, made, here.ids["Headingley Dental"], by="referrer")
    here.do(service.delivered, made, 2)
    assert here.do(service.escalate, made, 190) is None
    assert here.do(service.chase, made, 101) is None
    assert here.do(service.bounced, made, 1) is None
    assert here.get(made).state == "sent"


def test_a_request_that_overtook_a_stop_is_followed_by_word_of_it(here: World) -> None:
    made = here.submit()
    here.do(service.cancel, made.id, by="referrer")
    assert not here.messages("tell_service_stopped")
    assert here.do(service.delivered, made.id, 1) is None
    assert [each.seq for each in here.messages("tell_service_stopped")] == [1]


def test_after_the_last_reminder_it_stays_overdue(here: World) -> None:
    made = here.submit()
    here.do(service.bounced, made.id, 1)
    for rung in (201, 202, 203):
        assert [(each.actor, each.seq) for each in here.fire_next(made.id)] == [("remind_referrer", rung)]
        here.do(service.remind, made.id, rung)
    here.pass_time(days=30)
    late = here.get(made.id)
    assert (late.state, late.owner) == ("undelivered", "referrer")
    assert here.timers(made.id) == []
    with here.database.reading() as session:
        assert [each.id for each in service.worklist(session, overdue=True).items] == [made.id]
        assert service.without_owner(session) == 0


def test_an_outcome_that_does_not_come_goes_back_to_whoever_refers(world: World) -> None:
    made = sent(world)
    accepted = world.do(service.accept, made, by="service")
    assert [each.actor for each in world.fire_next(made)] == ["ask_outcome"]
    asked = world.do(service.ask_outcome, made, accepted.version * 100 + 1)
    assert asked.next_action_at == world.timers(made)[-1].due_at
    done = world.do(service.escalate_outcome, made, accepted.version * 100 + 99)
    assert (done.state, done.owner, done.next_action) == ("outcome-overdue", "referrer", "ask-after-outcome")
    assert [timer.kind for timer in world.timers(made)] == ["remind_referrer"] * 3
    with world.database.reading() as session:
        assert followups.of(session, made)[0].state == "asked"
    assert world.do(service.record_outcome, made, code="treated", by="service").state == "completed"


def test_the_ladder_fires_by_the_clock(world: World) -> None:
    made = sent(world)
    # Three rungs are overdue after a long stop: only the last one speaks.
    assert [each.actor for each in world.fire(days=30)] == ["escalate_referral"]
    message = world.messages("escalate_referral")[0]
    assert world.do(service.escalate, made, message.seq).state == "unanswered"


def test_a_failing_search_does_not_hold_a_referral_up(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object, **_more: object) -> object:
        raise NotSearched("no")

    monkeypatch.setattr("directory.referrals.suggestions.find", fails)
    made = sent(here)
    done = here.do(service.escalate, made, 190)
    assert (done.state, done.suggestions) == ("unanswered", [])
