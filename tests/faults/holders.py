"""Who had a message in hand: read from what the processes say, so that only a holder's own harm excuses it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.outbox.models import OutboxAttempt
from tests.faults.programs import Program
from tests.faults.world import World

SLACK_S = 1.0
"""How far the clocks of a log, a sink and the supervisor, and the 50 ms in which a death is noticed, may be apart."""


class Holders:
    """Which process sent which message, when, and what befell it."""

    def __init__(self, world: World, session: Session) -> None:
        """Read the logs of every process that sends."""
        self._session = session
        self._sent: dict[str, list[tuple[float, Program]]] = defaultdict(list)
        self._programs = world.programs("worker")
        self._database = world.supervisor.programs["postgres"].windows if world.postgres else []
        for program in self._programs:
            for message_id, at in _accepted(program):
                self._sent[message_id].append((at, program))

    def was_harmed(self, message_id: str, at: float) -> bool:
        """Whether who had a message accepted at ``at`` was dead or stopped before it could be recorded."""
        holder, lease_ended = self._holder(message_id, at), self._lease_ended(message_id, at)
        if _overlap([*self._database, *(holder.windows if holder else ())], at, lease_ended):
            return True
        # Who did not live to say so died within the slack.
        return any(_overlap(program.windows, at, at) for program in self._programs)

    def stopped_s(self, message_id: str, since: float, until: float) -> float:
        """For how long the process that sent it at ``until`` was dead or stopped since then."""
        holder = self._holder(message_id, until)
        windows = [] if holder is None else holder.windows
        return sum(max(0.0, min(end, until) - max(start, since)) for start, end in windows)

    def told(self, message_id: str, times: Sequence[float]) -> str:
        """What is known of a message: when it was accepted, how its attempts ended, and what befell its senders."""
        ended = [f"{each.outcome} at {each.ended_at.timestamp():.2f}" for each in self._attempts(message_id)]
        said = [
            f"{program.name} at {at:.2f}" for at, program in sorted(self._sent[message_id], key=lambda each: each[0])
        ]
        harmed = {program.name: program.windows for program in self._programs} | {"database": self._database}
        near = {
            name: [tuple(each) for each in windows if any(_overlap([each], at - 15, at + 15) for at in times)]
            for name, windows in harmed.items()
        }
        accepted = ", ".join(f"{at:.2f}" for at in times)
        return f"{message_id} accepted at {accepted}; sent by {said}; {ended}; dead or stopped: {near}"

    def _holder(self, message_id: str, at: float) -> Program | None:
        near = [(abs(said - at), program) for said, program in self._sent[message_id] if at - SLACK_S <= said]
        found = min(near, key=lambda each: each[0], default=None)
        if found is None:
            return None
        # A process that was stopped in between says it late; any other says it at once.
        is_prompt = found[0] <= SLACK_S or _overlap(found[1].windows, at, at)
        return found[1] if is_prompt else None

    def _lease_ended(self, message_id: str, at: float) -> float:
        crashes = [each.ended_at.timestamp() for each in self._attempts(message_id) if each.outcome == "crashed"]
        return min((each for each in crashes if each >= at), default=at)

    def _attempts(self, message_id: str) -> Iterable[OutboxAttempt]:
        query = select(OutboxAttempt).where(OutboxAttempt.message_id == message_id).order_by(OutboxAttempt.number)
        return list(self._session.execute(query).scalars())


def _overlap(windows: Iterable[Sequence[float]], since: float, until: float) -> bool:
    return any(start - SLACK_S <= until and since <= end + SLACK_S for start, end in windows)


def _accepted(program: Program) -> Iterable[tuple[str, float]]:
    for line in program.log.read_text(encoding="utf-8", errors="replace").splitlines():
        if '"event": "accepted"' not in line:
            continue
        try:
            said = json.loads(line)
        except ValueError:
            # Cut off by a kill.
            continue
        yield said["message_id"], datetime.fromisoformat(said["timestamp"]).timestamp()
