"""When a referral is chased, escalated and asked after: working days of its nation, or minutes where it is urgent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from directory.outbox.working_days import Due, due_after

MORNING = time(9)
ANSWER, REMIND, OUTCOME = "answer", "remind", "outcome"
RUNGS, ESCALATE_RUNG, OVERDUE_RUNG = 100, 90, 99
REMINDERS = 3
OUTCOME_GRACE_DAYS = 5


@dataclass(frozen=True, slots=True)
class Wait:
    """How long to wait: so many working days until 09:00 local, after days of any kind, or a plain length of time."""

    working_days: int = 0
    after_days: int = 0
    length: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: the actor that looks, its place, and when."""

    kind: str
    seq: int
    due: Due


_MINUTES = timedelta(minutes=1)
_CHASES: dict[str, tuple[tuple[Wait, ...], Wait]] = {
    "routine": ((Wait(2), Wait(4)), Wait(5)),
    "soon": ((Wait(1),), Wait(2)),
    "urgent": ((Wait(length=120 * _MINUTES),), Wait(length=240 * _MINUTES)),
    "emergency": ((Wait(length=10 * _MINUTES),), Wait(length=20 * _MINUTES)),
}
_SEND: dict[str, Wait] = {
    "routine": Wait(length=60 * _MINUTES),
    "soon": Wait(length=60 * _MINUTES),
    "urgent": Wait(length=15 * _MINUTES),
    "emergency": Wait(length=5 * _MINUTES),
}
_REMIND: dict[bool, Wait] = {True: Wait(length=120 * _MINUTES), False: Wait(1)}


@dataclass(frozen=True, slots=True)
class Clock:
    """How waits are reckoned for one referral: its nation, and what every wait is divided by."""

    nation: str
    divisor: float = 1.0

    def after(self, moment: datetime, wait: Wait) -> Due:
        """When a wait that begins at this moment is over."""
        if not wait.working_days:
            return Due(moment + wait.length / self.divisor)
        plain, divisor = wait.after_days, self.divisor
        return due_after(moment, wait.working_days, MORNING, self.nation, after_days=plain, divisor=divisor)


def send_by(clock: Clock, urgency: str, at: datetime) -> datetime:
    """By when the request must have gone out."""
    return clock.after(at, _SEND[urgency]).at


def answer(clock: Clock, urgency: str, version: int, at: datetime) -> list[Rung]:
    """The chases of a service that was asked with this version, and the escalation last."""
    chases, escalation = _CHASES[urgency]
    rungs = [
        Rung("chase_service", version * RUNGS + place, clock.after(at, wait)) for place, wait in enumerate(chases, 1)
    ]
    return [*rungs, Rung("escalate_referral", version * RUNGS + ESCALATE_RUNG, clock.after(at, escalation))]


def reminders(clock: Clock, urgency: str, version: int, at: datetime) -> list[Rung]:
    """The reminders to the referrer about what waits for them since this version."""
    wait = _REMIND[urgency in ("urgent", "emergency")]
    return [
        Rung("remind_referrer", version * RUNGS + place, clock.after(at, _times(wait, place)))
        for place in range(1, REMINDERS + 1)
    ]


def outcome_overdue(clock: Clock, version: int, at: datetime, last: tuple[int, int]) -> Rung:
    """When an outcome is overdue: five working days after it is asked for last, ``last`` being how long that is.

    So many days of any kind and so many working days after the acceptance at ``at``; the version is that of the
    acceptance.
    """
    days, working = last
    wait = Wait(working_days=working + OUTCOME_GRACE_DAYS, after_days=days)
    return Rung("escalate_outcome", version * RUNGS + OVERDUE_RUNG, clock.after(at, wait))


def _times(wait: Wait, times: int) -> Wait:
    return Wait(wait.working_days * times, length=wait.length * times)
