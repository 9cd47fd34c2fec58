"""The machine: 100,000 random sequences, and the table looked at from every side."""

from __future__ import annotations

import random

import pytest

from directory.referrals.machine import NEXT_ACTION, OWNER, TRANSITIONS, Event, IllegalMove, State, move, possible

SEQUENCES, LONGEST = 100_000, 10
CLOSING = {Event.RECORD_OUTCOME, Event.CANCEL, Event.WITHDRAW_CONSENT}


def test_a_hundred_thousand_random_sequences_meet_no_illegal_state() -> None:
    choose = random.Random(20261122)
    events, seen = list(Event), set()
    steps = refused = 0
    for _ in range(SEQUENCES):
        state, history = State.SUBMITTED, [State.SUBMITTED]
        for event in choose.choices(events, k=choose.randint(1, LONGEST)):
            steps += 1
            try:
                after = move(state, event)
            except IllegalMove:
                refused += 1
                assert (state, event) not in TRANSITIONS
                continue
            assert isinstance(after, State)
            assert (OWNER[after] is not None) == (NEXT_ACTION[after] != "") == after.is_open
            if not state.is_open:
                assert (event, after) == (Event.WITHDRAW_CONSENT, state), f"{state} is closed and moved by {event}"
            elif event in (Event.CANCEL, Event.WITHDRAW_CONSENT):
                assert after is State.CANCELLED
            if after is State.COMPLETED:
                assert State.ACCEPTED in history, "an outcome without an acceptance"
            seen.add((state, event))
            state = after
            history.append(after)
    assert seen == set(TRANSITIONS), "a move of the table was never met"
    assert refused > SEQUENCES
    assert steps > SEQUENCES


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_owner_and_next_action_or_is_closed(state: State) -> None:
    assert (OWNER[state] is None) == (not state.is_open)
    assert (NEXT_ACTION[state] == "") == (not state.is_open)
    assert state.is_open or possible(state) == (Event.WITHDRAW_CONSENT,)
    assert set(possible(state)) - {Event.WITHDRAW_CONSENT} or not state.is_open


@pytest.mark.parametrize("state", [state for state in State if state.is_open])
def test_everything_open_can_be_stopped(state: State) -> None:
    assert move(state, Event.CANCEL) is State.CANCELLED
    assert move(state, Event.WITHDRAW_CONSENT) is State.CANCELLED


@pytest.mark.parametrize("event", sorted(set(Event) - {Event.WITHDRAW_CONSENT}))
@pytest.mark.parametrize("state", [State.COMPLETED, State.CANCELLED])
def test_nothing_happens_to_what_is_closed(state: State, event: Event) -> None:
    with pytest.raises(IllegalMove) as caught:
        move(state, event)
    assert caught.value.status == 409
    assert caught.value.extra["state"] == state.value
    assert caught.value.extra["possible"] == ["withdraw-consent"]


@pytest.mark.parametrize("state", [State.COMPLETED, State.CANCELLED])
def test_a_patient_may_take_their_consent_back_when_it_is_over_and_nothing_else_changes(state: State) -> None:
    assert move(state, Event.WITHDRAW_CONSENT) is state


def test_only_these_events_close_a_referral() -> None:
    closing = {event for (before, event), after in TRANSITIONS.items() if before.is_open and not after.is_open}
    assert closing == CLOSING


def test_an_illegal_move_says_what_a_person_can_do() -> None:
    with pytest.raises(IllegalMove) as caught:
        move(State.REJECTED, Event.ACCEPT)
    assert caught.value.extra["possible"] == ["redirect", "cancel", "withdraw-consent", "contact"]


def test_every_state_is_reached_from_the_first() -> None:
    reached, edge = {State.SUBMITTED}, {State.SUBMITTED}
    while edge:
        edge = {after for (before, _), after in TRANSITIONS.items() if before in edge} - reached
        reached |= edge
    assert reached == set(State)
