"""What a service answers, and what follows from it."""

from __future__ import annotations

import pytest

from directory.errors import Invalid, NotFound
from directory.followups import service as followups
from directory.referrals import service
from directory.referrals.machine import IllegalMove
from directory.referrals.steps import Stale
from tests.directory.referrals.world import World


def sent(world: World, **changes: object) -> str:
    """The id of a referral that has reached its service."""
    made = world.submit(**changes)  # type: ignore[arg-type]
    world.do(service.delivered, made.id, 1)
    return made.id


def test_an_acceptance_stops_the_chase_and_plans_the_follow_up(world: World) -> None:
    made = sent(world)
    done = world.do(service.accept, made, by="service", note="Tuesday at ten")
    assert (done.state, done.owner, done.next_action) == ("accepted", "service", "report-outcome")
    with world.database.reading() as session:
        planned = followups.of(session, made)
    assert [(row.after_days, row.state) for row in planned] == [(42, "planned")]
    assert "may aesthetic treatment go ahead" in planned[0].question
    assert done.next_action_at == planned[0].due_at
    assert [timer.kind for timer in world.timers(made)] == ["ask_outcome", "escalate_outcome"]
    assert {timer.state for timer in world.timers(made, "cancelled")} == {"cancelled"}
    assert len(world.timers(made, "cancelled")) == 3
    assert [each.seq for each in world.messages("tell_referrer")] == [done.version]
    assert not world.messages("notify_service", state="pending")


def test_a_specialty_with_two_questions_is_asked_twice(here: World) -> None:
    made = sent(here, name="Aire Complications", urgency="urgent")
    here.do(service.accept, made, by="service")
    kinds = [timer.kind for timer in here.timers(made)]
    assert kinds == ["ask_outcome", "ask_outcome", "escalate_outcome"]


def test_a_rejection_brings_the_next_best_match(world: World) -> None:
    made = sent(world)
    done = world.do(service.reject, made, code="no-capacity", by="service", comment="Until March")
    assert (done.state, done.owner, done.next_action) == ("rejected", "referrer", "choose-another")
    assert [each["name"] for each in done.suggestions] == ["Headingley Dental", "Seacroft Dental", "Piccadilly Dental"]
    assert world.ids["Park Dental"] not in [each["id"] for each in done.suggestions]
    assert all(each["reasons"] for each in done.suggestions)
    assert [timer.kind for timer in world.timers(made)] == ["remind_referrer"] * 3
    assert len(world.messages("tell_referrer")) == 1


@pytest.mark.parametrize(
    "given", [{"code": "other"}, {"code": "other", "comment": ""}, {"code": "because"}, {"code": ""}]
)
def test_a_rejection_needs_a_reason(here: World, given: dict[str, str]) -> None:
    made = sent(here)
    with pytest.raises(Invalid):
        here.do(service.reject, made, by="service", **given)
    assert here.get(made).state == "sent"


def test_a_note_leaves_everything_open(here: World) -> None:
    made = sent(here)
    accepted = here.do(service.accept, made, by="service")
    noted = here.do(service.note, made, text="Seen once, more next week", by="service")
    assert (noted.state, noted.next_action_at) == ("accepted", accepted.next_action_at)
    assert here.events(made)[-1].detail == {"note": "Seen once, more next week"}


def test_an_outcome_closes_it(world: World) -> None:
    made = sent(world)
    world.do(service.accept, made, by="service")
    done = world.do(service.record_outcome, made, code="may-treat", by="service", text="All well")
    assert (done.state, done.owner, done.next_action, done.next_action_at) == ("completed", None, "", None)
    assert done.closed_at is not None
    assert world.timers(made) == []
    with world.database.reading() as session:
        assert {row.state for row in followups.of(session, made)} == {"cancelled"}


def test_an_outcome_answers_the_question_that_was_asked(here: World) -> None:
    made = sent(here, name="Aire Complications")
    accepted = here.do(service.accept, made, by="service")
    here.do(service.ask_outcome, made, accepted.version * 100 + 1)
    here.do(service.record_outcome, made, code="treated", by="service")
    with here.database.reading() as session:
        assert [row.state for row in followups.of(session, made)] == ["answered", "cancelled"]


def test_an_answer_to_another_version_is_refused_with_the_state(world: World) -> None:
    made = sent(world)
    world.do(service.accept, made, by="service", expected_version=2)
    with pytest.raises(Stale) as caught:
        world.do(service.reject, made, code="no-capacity", by="service", expected_version=2)
    assert caught.value.status == 409
    assert (caught.value.extra["state"], caught.value.extra["version"]) == ("accepted", 3)


def test_a_second_answer_without_a_version_is_refused_too(world: World) -> None:
    made = sent(world)
    world.do(service.accept, made, by="service")
    with pytest.raises(IllegalMove):
        world.do(service.reject, made, code="no-capacity", by="service")


def test_an_unknown_referral_is_not_found(world: World) -> None:
    for wrong in ("", "0", "-1", "x" * 300, "../x", "a\x00b", "01a2019c-b956-7655-abe6-48ce12a17a4d", "\ud800", "１"):
        with pytest.raises(NotFound):
            world.do(service.accept, wrong, by="service")
        with world.database.reading() as session, pytest.raises(NotFound):
            service.timeline(session, wrong)


def test_a_service_may_still_accept_what_went_unanswered(here: World) -> None:
    made = sent(here)
    here.do(service.escalate, made, 190)
    assert here.do(service.accept, made, by="service").state == "accepted"
    assert {timer.kind for timer in here.timers(made)} == {"ask_outcome", "escalate_outcome"}
