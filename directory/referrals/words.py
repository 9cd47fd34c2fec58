"""Referrals in words: states, events, reasons and outcomes as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from directory.letters.service import URGENCIES
from directory.referrals.checking import NOT_LISTED
from directory.referrals.machine import State
from directory.referrals.models import Referral, ReferralEvent
from directory.referrals.steps import PRACTICE, REFERRER_LINK, SERVICE_LINK

STATES = {
    State.SUBMITTED: "On its way",
    State.SENT: "Waiting for their answer",
    State.UNDELIVERED: "Not delivered",
    State.UNANSWERED: "No answer in time",
    State.REJECTED: "Declined",
    State.ACCEPTED: "Accepted",
    State.OUTCOME_OVERDUE: "Outcome is late",
    State.COMPLETED: "Complete",
    State.CANCELLED: "Stopped",
}
GOOD = (State.ACCEPTED, State.COMPLETED)
NEUTRAL = (State.SUBMITTED, State.SENT, State.CANCELLED)
REJECTIONS = {
    "not-my-specialty": "Not our specialty",
    "no-capacity": "No room at present",
    "more-information-needed": "We need more information first",
    "not-suitable": "Not suitable for what we do",
    "too-far": "Too far for the patient",
    "conflict-of-interest": "Conflict of interest",
    "other": "Something else",
}
OUTCOMES = {
    "treated": "Seen and treated",
    "seen-no-treatment": "Seen, no treatment needed",
    "may-treat": "The referrer may treat",
    "do-not-treat": "The referrer should not treat",
    "referred-on": "Referred on to somebody else",
    "did-not-attend": "The patient did not come",
    "other": "Something else",
}
EVENTS = {
    "submit": "Referral made",
    "deliver": "Request delivered to {service}",
    "bounce": "Request to {service} could not be delivered",
    f"bounce-{NOT_LISTED}": "{service} is no longer listed, so nothing more is sent to it",
    "chase": "{service} reminded",
    "escalate": "{service} did not answer in time",
    "accept": "Accepted by {service}",
    "reject": "Declined by {service}",
    "redirect": "{service} asked instead",
    "remind": "Referrer reminded",
    "ask-outcome": "{service} asked what came of it",
    "escalate-outcome": "The outcome from {service} is late",
    f"escalate-outcome-{NOT_LISTED}": "{service} is no longer listed, so whoever refers looks after the patient",
    f"escalate-{NOT_LISTED}": "{service} did not answer in time, and is no longer listed",
    "note": "Note from {service}",
    "record-outcome": "Outcome recorded",
    "cancel": "Stopped",
    "withdraw-consent": "The patient no longer agrees",
    "correct-contact": "The referrer's e-mail address was put right",
}
ACTORS = {
    "onward": "",
    "api-key": "by a program with the key",
    PRACTICE: "by the practice",
    SERVICE_LINK: "by the service",
    REFERRER_LINK: "by the referrer",
}
URGENCY_CHOICES = tuple((code, URGENCIES[code]) for code in ("routine", "soon", "urgent", "emergency"))
METHOD_CHOICES = (("spoken", "Spoken"), ("written", "In writing"))


def tag_of(referral: Referral) -> str:
    """How the state's tag looks: good, neutral or asking for somebody."""
    state = State(referral.state)
    return "tag--ok" if state in GOOD else "tag--plain" if state in NEUTRAL else ""


def what_next(referral: Referral, service_name: str, by: str, *, is_listed: bool = True) -> str:
    """What happens next, in one or two sentences; ``by`` is when, in words."""
    if not is_listed and State(referral.state) in _OF_SUSPENDED:
        return _OF_SUSPENDED[State(referral.state)].format(service=service_name)
    sentences = {
        State.SUBMITTED: f"The request is being sent to {service_name}.",
        State.SENT: f"{service_name} is asked to answer by {by}. We remind them before then, and tell you.",
        State.UNDELIVERED: f"The request did not reach {service_name}. Ring them, or choose another service now.",
        State.UNANSWERED: f"{service_name} has not answered in time. The patient is still yours: choose another "
        "service, or ring them.",
        State.REJECTED: f"{service_name} has declined. The patient is still yours: choose another service.",
        State.ACCEPTED: f"{service_name} has taken the patient on. We ask them what came of it on {by}.",
        State.OUTCOME_OVERDUE: f"{service_name} has not told what came of it. Ring them, and record it here.",
        State.COMPLETED: "The outcome is recorded. There is nothing more to do.",
        State.CANCELLED: "This referral was stopped. Nothing more is sent.",
    }
    return sentences[State(referral.state)]


_OF_SUSPENDED = {
    State.UNDELIVERED: "{service} is not listed with us at present, so nothing more is sent to it. It may have read "
    "the request. The patient is still yours: choose another service now.",
    State.OUTCOME_OVERDUE: "{service} accepted, and is not listed with us at present. It may still tell what came of "
    "it. Make sure that the patient is looked after: ring them, and record here what came of it.",
}


def asks_for_you(referral: Referral) -> bool:
    """Whether whoever refers has something to do."""
    return State(referral.state) in (State.UNDELIVERED, State.UNANSWERED, State.REJECTED, State.OUTCOME_OVERDUE)


def is_late(referral: Referral, at: datetime) -> bool:
    """Whether its next action should have happened."""
    return referral.next_action_at is not None and referral.next_action_at < at


def timeline_of(events: Sequence[ReferralEvent], names: Mapping[str, str]) -> list[tuple[str, str, str, datetime]]:
    """Each event: what happened, more of it, who did it, and when; the latest first."""
    lines = []
    for each in events:
        service = names.get(each.service_id, "the service")
        words = EVENTS.get(_named(each), each.event).format(service=service)
        lines.append((words[:1].upper() + words[1:], _more(each), _by(each.actor), each.at))
    return lines[::-1]


def _named(event: ReferralEvent) -> str:
    """The event, and apart from the others one that happened because its service was suspended."""
    return f"{event.event}-{NOT_LISTED}" if event.detail.get("code") == NOT_LISTED else event.event


def _by(actor: str) -> str:
    # The name that somebody has on a machine says nothing to a clinic.
    return ACTORS.get(actor, "by whoever runs Onward" if actor.startswith("cli") else f"by {actor}")


def _more(event: ReferralEvent) -> str:
    code = str(event.detail.get("code", ""))
    said = REJECTIONS.get(code, "") if event.event == "reject" else OUTCOMES.get(code, "")
    return said or str(event.detail.get("note") or event.detail.get("reason") or "")
