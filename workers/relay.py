"""The relay: rings for what is due, fires timers, takes back what dead workers held. The database's clock decides."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from threading import Event

import structlog
from dramatiq import Broker

from directory.outbox import alarms, claims, fence, idempotency, timers
from directory.outbox.topics import TOPICS
from directory.parts import Parts
from directory.referrals import service as referrals
from directory.web.failpoints import hit
from workers.broker import CHANNELS, hint, waiting
from workers.channels.words import kind_of

log = structlog.get_logger("onward.relay")
POLL_S, REHINT_S, REAP_S, MARK_S, BEAT_S, HURRY_S, FORGET_S = 0.5, 15.0, 5.0, 5.0, 1.0, 60.0, 86_400.0
RECOMPUTE_S = 3600.0
SHORTEST_POLL_S = 0.1
"""However much waits are shortened: a sweep is a write, and would only stand in the way of other writers."""
BUSY_POLL_S = 0.05
LONGEST_PATIENCE_S = 5.0
BATCH = 500
TOGETHER = 200
ENOUGH = {"email": 20, "webhook": 20, "internal": 32}
"""So many unanswered rings fill a channel: whose turn it is, is decided no earlier than it must be."""
AT_ONCE = {known.channel: known.batch for known in TOPICS.values()}
NAMELESS = ""


class Relay:
    """One sweep after another; as many relays as you like, they share the work."""

    def __init__(self, parts: Parts, broker: Broker) -> None:
        """Keep what a sweep needs."""
        self._settings = parts.settings
        self._database = parts.database
        self._bell = _Bell(broker)
        self._divisor = parts.settings.durations_divided_by
        self._next: dict[str, float] = {}

    def run(self, stop: Event) -> None:
        """Sweep until told to stop; whatever fails is logged and tried again at the next sweep."""
        while not stop.is_set():
            rang_all = self.sweep()
            stop.wait(max(SHORTEST_POLL_S, POLL_S / self._divisor) if rang_all else BUSY_POLL_S)

    def sweep(self) -> bool:
        """Everything once; false when there was more to ring for than one sweep takes.

        A broker that fails or hangs costs a sweep two seconds at most, after everything else was done.
        """
        self._every("beat", BEAT_S, self._beat)
        self._every("mark", MARK_S, self._mark)
        self._every("reap", REAP_S / self._divisor, self._reap)
        self._every("hurry", HURRY_S / self._divisor, self._hurry)
        self._every("forget", FORGET_S, self._forget)
        self._every("recompute", RECOMPUTE_S, self._recompute)
        self._try("timers", self._fire)
        return self._try("ring", self._ring) is not False

    def _every(self, name: str, seconds: float, work: Callable[[], None]) -> None:
        if time.monotonic() >= self._next.get(name, 0.0):
            self._next[name] = time.monotonic() + seconds
            self._try(name, work)

    def _try(self, name: str, work: Callable[[], bool | None]) -> bool | None:
        try:
            return work()
        except Exception as error:
            log.error("relay_failed", part=name, error=kind_of(error))
            return None

    def _recompute(self) -> None:
        with self._database.reading() as session:
            moved = sorted(timers.stale(session), key=lambda each: each.subject_id)
        count = 0
        for first in range(0, len(moved), TOGETHER):
            with self._database.transaction() as session:
                count += referrals.follow_timers(session, moved[first : first + TOGETHER])
        if count:
            log.info("timers_moved", count=count)

    def _beat(self) -> None:
        with self._database.transaction() as session:
            alarms.beat(session, "relay")

    def _mark(self) -> None:
        fence.mark(self._database, self._settings)

    def _reap(self) -> None:
        with self._database.transaction() as session:
            reaped = claims.reap(session, divisor=self._divisor)
        if reaped:
            log.warning("leases_expired", count=reaped)

    def _hurry(self) -> None:
        with self._database.transaction() as session:
            hurried = referrals.hurry(session)
        if hurried:
            log.warning("service_suspended", count=hurried)

    def _forget(self) -> None:
        with self._database.transaction() as session:
            forgotten = idempotency.purge(session)
        if forgotten:
            log.info("keys_forgotten", count=forgotten)

    def _fire(self) -> None:
        with self._database.transaction() as session:
            timers.fire_due(session, BATCH)

    def _ring(self) -> bool:
        """Ring for what is due, a channel after the other; false when there was more than there was room for."""
        left, rang_all = self._bell.patience(), True
        rooms = self._bell.rooms() if left else {}
        for channel, room in rooms.items():
            most = min(room, left)
            if most <= 0:
                rang_all = False
                continue
            with self._database.transaction() as session:
                due = claims.hints(session, most, rehint_s=REHINT_S / self._divisor, channel=channel)
            if due:
                hit("relay_after_read")
                self._bell.ring(due)
                hit("relay_after_hint")
            left -= len(due)
            rang_all = rang_all and len(due) < most
        return rang_all


def _together(due: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Sequence[str]]]:
    """In their order; of an actor whose topic works on several together, as many at once as that takes."""
    by_actor: dict[str, list[str]] = {}
    for message_id, actor in due:
        if TOPICS[actor].batch == 1:
            yield actor, [message_id]
        else:
            by_actor.setdefault(actor, []).append(message_id)
    for actor, message_ids in by_actor.items():
        size = TOPICS[actor].batch
        for start in range(0, len(message_ids), size):
            yield actor, message_ids[start : start + size]


class _Bell:
    """The broker, with patience: after a failure it is tried with one ring at a time, less and less often."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._wait_s = 0.0
        self._until = 0.0

    def patience(self) -> int:
        """How many rings to try now: none, one as a trial, or a full batch."""
        if time.monotonic() < self._until:
            return 0
        return 1 if self._wait_s else BATCH

    def rooms(self) -> dict[str, int]:
        """How many more messages each channel has room for; "" are those of the version before, which names none."""
        with self:
            free = {name: max(0, ENOUGH[name] - waiting(self._broker, name)) for name in CHANNELS}
        rooms: dict[str, int] = {name: rings * AT_ONCE[name] for name, rings in free.items()}
        return {**rooms, NAMELESS: min(rooms.values())}

    def ring(self, due: Sequence[tuple[str, str]]) -> None:
        """Ring for each."""
        with self:
            for actor, message_ids in _together(due):
                hint(self._broker, actor, *message_ids)
        self._wait_s = 0.0

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._wait_s = min(LONGEST_PATIENCE_S, max(0.5, self._wait_s * 2))
            self._until = time.monotonic() + self._wait_s
