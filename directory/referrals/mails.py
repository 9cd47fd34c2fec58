"""What the mails about a referral say: its reference, who asks whom, by when, and a link; nothing about the patient."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MAX_NAME = 120


class Text(NamedTuple):
    """A mail's subject and its plain text."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a mail may know. There is no field for anything about a patient."""

    reference: str
    service_name: str
    specialty: str
    referrer: str
    organisation: str
    link: str
    link_until: datetime
    answer_by: datetime | None = None
    suggestion: str = ""
    question: str = field(default="")
    is_listed: bool = True

    @property
    def sender(self) -> str:
        """Who refers, with their organisation where it is known."""
        return f"{self.referrer}, {self.organisation}" if self.organisation else self.referrer


def request(facts: Facts) -> Text:
    """To the service: please read and answer."""
    return _to_service(
        facts,
        f"Referral {facts.reference}: please answer by {_by(facts)}",
        f"{facts.sender} asks you to see a patient (reference {facts.reference}).",
        f"Please read the referral, and accept or decline it, by {_by(facts)}:",
    )


def chase(facts: Facts) -> Text:
    """To the service: a reminder."""
    return _to_service(
        facts,
        f"Reminder: referral {facts.reference} is waiting for your answer",
        f"{facts.sender} asked you to see a patient (reference {facts.reference}), and has had no answer yet.",
        f"Please accept or decline by {_by(facts)}; after that the referral goes back to the sender:",
    )


def outcome(facts: Facts) -> Text:
    """To the service: what came of it?"""
    return _to_service(
        facts,
        f"Referral {facts.reference}: what came of it?",
        f"You accepted referral {facts.reference} from {facts.sender}.",
        f"{facts.question or 'What came of it?'} Please tell them here; it takes a minute:",
    )


def stopped(facts: Facts) -> Text:
    """To the service: nothing more is needed."""
    text = (
        f"To {facts.service_name},\n\n"
        f"Referral {facts.reference} from {facts.sender} has been stopped or has gone to another service.\n"
        "There is nothing more for you to do, and its link no longer opens the referral.\n\n"
        f"{_SIGNED}"
    )
    return Text(f"Referral {facts.reference} no longer needs you", text)


def completed(facts: Facts) -> Text:
    """To the service: whoever refers has recorded the outcome."""
    text = (
        f"To {facts.service_name},\n\n"
        f"{facts.sender} has recorded what came of referral {facts.reference}, so it is complete.\n"
        "There is nothing more for you to do. If something is missing there, please tell them.\n\n"
        f"{_SIGNED}"
    )
    return Text(f"Referral {facts.reference} is complete", text)


def confirm(facts: Facts) -> Text:
    """To whoever refers: it has been taken in."""
    return _to_referrer(
        facts,
        f"Referral {facts.reference} to {facts.service_name}",
        f"Your referral {facts.reference} to {facts.service_name} ({facts.specialty}) is on its way.",
        f"They are asked to answer by {_by(facts)}. We remind them, and tell you what happens. You can follow it here:",
    )


def reminder(facts: Facts, state: str) -> Text:
    """To whoever refers: something still waits for them."""
    return _to_referrer(
        facts, f"Reminder: referral {facts.reference} is waiting for you", _WAITING[state].format(**_names(facts)),
        _next_best(facts) if state != "outcome-overdue" else "Please ring them, or see the referral here:",
    )  # fmt: skip


def told(facts: Facts, event: str, *, is_by_service: bool = True) -> Text | None:
    """To whoever refers: what has just happened; None for what nobody needs to be told."""
    found = _TOLD.get(event)
    if found is None:
        return None
    if not is_by_service:
        found = _TOLD_OF_OWN.get(event, found)
    if not facts.is_listed:
        found = _TOLD_OF_SUSPENDED.get(event, found)
    subject, first = (words.format(**_names(facts)) for words in found)
    return _to_referrer(facts, subject, first, _next_best(facts) if event in _CHOOSE else "See the referral here:")


_SIGNED = "Onward sends this for the practice that refers. Nothing about the patient is in this mail."
_CHOOSE = ("reject", "escalate", "bounce")
_TOLD = {
    "accept": (
        "Accepted: referral {reference}",
        "{service} has accepted your referral {reference}. Their note, if they left one, is with the referral.",
    ),
    "reject": (
        "Declined: referral {reference}",
        "{service} has declined your referral {reference}. Their reason is with the referral.",
    ),
    "escalate": (
        "No answer yet: referral {reference}",
        "{service} has not answered your referral {reference} in time. It is yours again: please choose what is next.",
    ),
    "bounce": (
        "Not delivered: referral {reference}",
        "Your referral {reference} could not be delivered to {service}. Please ring them, or choose another.",
    ),
    "note": ("A word about referral {reference}", "{service} has left a note on your referral {reference}."),
    "record-outcome": (
        "Outcome: referral {reference}",
        "{service} has told what came of your referral {reference}. The referral is complete.",
    ),
    "escalate-outcome": (
        "No outcome yet: referral {reference}",
        "{service} accepted your referral {reference} and has not told what came of it. Please ask them.",
    ),
    "cancel": ("Stopped: referral {reference}", "Your referral {reference} to {service} has been stopped."),
    "withdraw-consent": (
        "Stopped: referral {reference}",
        "Your referral {reference} to {service} has been stopped, and nothing more is shared.",
    ),
    "correct-contact": (
        "You are told here: referral {reference}",
        "What happens to your referral {reference} to {service} is told to this address from now on.",
    ),
}
_TOLD_OF_OWN = {
    "record-outcome": (
        "Outcome: referral {reference}",
        "The outcome of your referral {reference} to {service} is recorded. The referral is complete.",
    ),
}
_TOLD_OF_SUSPENDED = {
    "bounce": (
        "Yours again: referral {reference}",
        "{service} is not listed with us at present, so nothing more is sent to it about your referral {reference}. "
        "It may have read the request. Please choose another.",
    ),
    "escalate-outcome": (
        "Please look after the patient: referral {reference}",
        "{service} accepted your referral {reference}, and is not listed with us at present. Nothing more is sent to "
        "it, though it may still tell what came of it. Please make sure that the patient is looked after.",
    ),
}
_WAITING = {
    "unanswered": "{service} has not answered your referral {reference}, and nobody else has been asked yet.",
    "undelivered": "Your referral {reference} did not reach {service}, and nobody else has been asked yet.",
    "rejected": "{service} has declined your referral {reference}, and nobody else has been asked yet.",
    "outcome-overdue": "{service} has not told what came of your referral {reference}.",
}


def _names(facts: Facts) -> dict[str, str]:
    return {"reference": facts.reference, "service": facts.service_name}


def _next_best(facts: Facts) -> str:
    if facts.suggestion:
        return f"The next best match is ready: {facts.suggestion}. Choose it, or another, here:"
    return "Choose another service, or stop the referral, here:"


def _to_service(facts: Facts, subject: str, first: str, ask: str) -> Text:
    return Text(subject, f"To {facts.service_name},\n\n{first}\n{ask}\n\n{_linked(facts)}")


def _to_referrer(facts: Facts, subject: str, first: str, ask: str) -> Text:
    return Text(subject, f"Dear {facts.referrer},\n\n{first}\n{ask}\n\n{_linked(facts)}")


def _linked(facts: Facts) -> str:
    until = facts.link_until.astimezone(LONDON)
    keep = f"The link is meant for you: please do not pass it on. It works until {until.day} {until:%B %Y}."
    return f"{facts.link}\n\n{keep}\n{_SIGNED}\n"


def _by(facts: Facts) -> str:
    if facts.answer_by is None:
        return "the next working day"
    local = facts.answer_by.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}"


def printable(name: str) -> str:
    """A name as a mail's header and text may carry it: one line of printable characters, not too long."""
    return " ".join("".join(each for each in name if each.isprintable()).split())[:MAX_NAME]
