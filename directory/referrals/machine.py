"""The states of a referral and the events that move it: one table, and nothing moves outside it.

``submitted`` and ``sent`` wait for the service; ``undelivered``, ``unanswered`` and ``rejected`` wait for the referrer,
who chooses another service or closes it; ``accepted`` waits for the outcome; ``outcome-overdue`` waits for the
referrer to ask after it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from directory.errors import Conflict

Owner = Literal["referrer", "service"]


class State(StrEnum):
    """Where a referral stands."""

    SUBMITTED = "submitted"
    SENT = "sent"
    UNDELIVERED = "undelivered"
    UNANSWERED = "unanswered"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    OUTCOME_OVERDUE = "outcome-overdue"
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether something is still to come."""
        return self not in (State.COMPLETED, State.CANCELLED)


class Event(StrEnum):
    """What can happen to a referral."""

    DELIVER = "deliver"
    BOUNCE = "bounce"
    CHASE = "chase"
    ESCALATE = "escalate"
    ACCEPT = "accept"
    REJECT = "reject"
    REDIRECT = "redirect"
    REMIND = "remind"
    ASK_OUTCOME = "ask-outcome"
    ESCALATE_OUTCOME = "escalate-outcome"
    NOTE = "note"
    RECORD_OUTCOME = "record-outcome"
    CANCEL = "cancel"
    WITHDRAW_CONSENT = "withdraw-consent"
    CORRECT_CONTACT = "correct-contact"


class IllegalMove(Conflict):
    """The referral is in a state in which this cannot be done."""

    code = "illegal-move"


_S, _E = State, Event
_AWAITING_ANSWER = (_S.SUBMITTED, _S.SENT, _S.UNDELIVERED, _S.UNANSWERED)
_WITH_REFERRER = (_S.UNDELIVERED, _S.UNANSWERED, _S.REJECTED)
_WITH_SERVICE = (_S.ACCEPTED, _S.OUTCOME_OVERDUE)
_OPEN = tuple(state for state in State if state.is_open)

TRANSITIONS: dict[tuple[State, Event], State] = {
    (_S.SUBMITTED, _E.DELIVER): _S.SENT,
    (_S.UNDELIVERED, _E.DELIVER): _S.SENT,
    (_S.SUBMITTED, _E.BOUNCE): _S.UNDELIVERED,
    (_S.SENT, _E.BOUNCE): _S.UNDELIVERED,
    (_S.SUBMITTED, _E.CHASE): _S.SUBMITTED,
    (_S.SENT, _E.CHASE): _S.SENT,
    (_S.SUBMITTED, _E.ESCALATE): _S.UNANSWERED,
    (_S.SENT, _E.ESCALATE): _S.UNANSWERED,
    (_S.UNDELIVERED, _E.ESCALATE): _S.UNANSWERED,
    **{(state, _E.ACCEPT): _S.ACCEPTED for state in _AWAITING_ANSWER},
    **{(state, _E.REJECT): _S.REJECTED for state in _AWAITING_ANSWER},
    **{(state, _E.REDIRECT): _S.SUBMITTED for state in (*_AWAITING_ANSWER, _S.REJECTED)},
    **{(state, _E.REMIND): state for state in (*_WITH_REFERRER, _S.OUTCOME_OVERDUE)},
    **{(state, _E.ASK_OUTCOME): state for state in _WITH_SERVICE},
    (_S.ACCEPTED, _E.ESCALATE_OUTCOME): _S.OUTCOME_OVERDUE,
    **{(state, _E.NOTE): state for state in _WITH_SERVICE},
    **{(state, _E.RECORD_OUTCOME): _S.COMPLETED for state in _WITH_SERVICE},
    **{(state, _E.CANCEL): _S.CANCELLED for state in _OPEN},
    **{(state, _E.WITHDRAW_CONSENT): _S.CANCELLED for state in _OPEN},
    # A patient may change their mind at any time: what is closed stays as it is, and the consent is taken back.
    **{(state, _E.WITHDRAW_CONSENT): state for state in (_S.COMPLETED, _S.CANCELLED)},
    **{(state, _E.CORRECT_CONTACT): state for state in _OPEN},
}

OWNER: dict[State, Owner | None] = {
    # Until a service has accepted, the patient is still the referrer's: nobody else has said yes.
    _S.SUBMITTED: "referrer",
    _S.SENT: "referrer",
    _S.UNDELIVERED: "referrer",
    _S.UNANSWERED: "referrer",
    _S.REJECTED: "referrer",
    _S.ACCEPTED: "service",
    _S.OUTCOME_OVERDUE: "referrer",
    _S.COMPLETED: None,
    _S.CANCELLED: None,
}

NEXT_ACTION: dict[State, str] = {
    _S.SUBMITTED: "send-request",
    _S.SENT: "answer-request",
    _S.UNDELIVERED: "choose-another",
    _S.UNANSWERED: "choose-another",
    _S.REJECTED: "choose-another",
    _S.ACCEPTED: "report-outcome",
    _S.OUTCOME_OVERDUE: "ask-after-outcome",
    _S.COMPLETED: "",
    _S.CANCELLED: "",
}


ACTIONS: dict[Event, str] = {
    _E.ACCEPT: "accept",
    _E.REJECT: "reject",
    _E.REDIRECT: "redirect",
    _E.NOTE: "note",
    _E.RECORD_OUTCOME: "outcome",
    _E.CANCEL: "cancel",
    _E.WITHDRAW_CONSENT: "withdraw-consent",
    _E.CORRECT_CONTACT: "contact",
}
"""What a person does, by the word that stands in its address; the rest happens by itself."""


def move(state: State, event: Event) -> State:
    """The state after an event. Raises IllegalMove, which names the state and what a person can do in it."""
    after = TRANSITIONS.get((state, event))
    if after is None:
        raise IllegalMove(
            f"This referral is {state.value}: {event.value} is not possible now.",
            state=state.value,
            possible=actions(state),
        )
    return after


def actions(state: State) -> list[str]:
    """What a person may do in this state."""
    return [ACTIONS[event] for event in possible(state) if event in ACTIONS]


def possible(state: State) -> tuple[Event, ...]:
    """What can happen in this state, in the order of Event."""
    return tuple(event for event in Event if (state, event) in TRANSITIONS)
