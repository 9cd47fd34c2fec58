"""Many times the usual load, nearly all of it from one clinic: the others hardly notice (F45)."""

from __future__ import annotations

import http.client
import itertools
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import numpy as np
import psycopg
import pytest
from sqlalchemy import select

from directory.outbox.models import OutboxMessage
from tests.faults import figures, ledger
from tests.faults.client import Referrer, Web
from tests.faults.conftest import MakeWorld
from tests.faults.waiting import settle
from tests.faults.world import World

pytestmark = pytest.mark.faults

CLINICS, THINKS_S, FLOOD_AT_ONCE = 4, 0.5, 16
"""So many clinics ask, think, and ask again; one more has many programs that never wait, whatever they are told."""
USUAL = 10
FLOOD = 400 if figures.trials() == 5 else 20_000
WRITES, SEARCHES, PROCESSES = 30, 60, 2
LIMITS = {"API_RATE_LIMIT": f"{WRITES} per minute", "SEARCH_RATE_LIMIT": f"{SEARCHES} per minute"}
DIVISOR = 3.0
"""A lease must outlast the waits of a flood, also where one writer at a time is all that there is."""
PATIENCE_S = 60.0
MAIL_TAKES_S = 0.2
STARVES_S = 5.0
SEARCH = "/api/v1/services?specialty=dentist&near=LS1+4AP&limit=10"
EMERGENCIES = ("/help-now?near=LS1+4AP", f"{SEARCH}&urgency=emergency", "/help-now", "/healthz")


@dataclass
class Clinic:
    """One who asks, from an address of their own, and what became of it. One in ``submits`` requests is a referral."""

    referrer: Referrer
    submits: int
    took: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def ask(self, number: int) -> None:
        """One request, and no second try."""
        began = time.monotonic()
        if number % self.submits == 0:
            referral = self.referrer.draft()
            self.referrer.attempt(referral)
            status = referral.statuses[-1]
        else:
            status = _search(self.referrer, SEARCH)
        self.took.append(time.monotonic() - began)
        self.statuses[status] += 1

    def go_on(self, until: Callable[[], bool]) -> None:
        """Ask so often as a person does; a few times at least."""
        for number in itertools.count():
            if number >= USUAL and until():
                return
            self.ask(number)
            time.sleep(THINKS_S)

    def flood(self) -> None:
        """So many requests, each as soon as there is a program free to send it."""
        with ThreadPoolExecutor(FLOOD_AT_ONCE) as pool:
            assert all(each is None for each in pool.map(self.ask, range(FLOOD)))


@pytest.mark.parametrize("kind", ["postgres+redis", "sqlite"])
def test_f45_one_that_floods_is_refused_and_the_others_are_served_and_sent_as_before(
    make_world: MakeWorld, kind: str
) -> None:
    world = make_world(kind, settings=LIMITS, divisor=DIVISOR)
    others = [_clinic(world, f"other{number}-", f"127.0.0.{10 + number}", 4) for number in range(CLINICS)]
    flood = _clinic(world, "flood-", "127.0.0.9", 2)
    usual_s = _together([Thread(target=each.go_on, args=(lambda: True,)) for each in others])
    before, usual = _p95(others), sum(len(each.took) for each in others) / usual_s
    for each in others:
        each.took.clear()

    world.script("smtp", {"*": [f"hold:{MAIL_TAKES_S}"]})
    counting, emergencies = _Statements(world), _Emergencies(flood.referrer)
    flooding = Thread(target=flood.flood)
    asking = [Thread(target=each.go_on, args=(lambda: not flooding.is_alive(),)) for each in (*others, emergencies)]
    flood_s = _together([flooding, *asking])
    counts = counting.end()
    began = time.monotonic()
    settle(world)
    drained_s = time.monotonic() - began

    books = ledger.close(world)
    during, load = _p95(others), (FLOOD + sum(len(each.took) for each in others)) / flood_s
    assert sum((each.statuses for each in others), Counter()).keys() == {200, 201}
    assert set(emergencies.statuses) == {200}
    assert flood.statuses.keys() == {200, 201, 429}
    minutes = flood_s // 60 + 2
    assert flood.statuses[201] <= WRITES * PROCESSES * minutes
    assert flood.statuses[200] <= SEARCHES * PROCESSES * minutes
    # The flood's own programs share the processors here: only starving is a fault, how long goes into the table.
    assert during < 1.5 * before + STARVES_S, f"{during:.3f} s after {before:.3f} s"
    waits, its_waits = _waits(world, [each.referrer for each in others]), _waits(world, [flood.referrer])
    assert np.percentile(waits, 95) < np.percentile(its_waits, 95)
    assert counts == []
    figures.record(
        "F45", f"{FLOOD:,} requests at once from one clinic", on=kind, times=1, usual_load=round(load / usual, 1),
        others_requests=sum(len(each.took) for each in others), others_refused=0,
        refused_of_the_one=flood.statuses[429], emergencies_answered=len(emergencies.statuses),
        acknowledged=books.acknowledged, lost=books.lost,
        others_p95_ms=round(during * 1000), others_p95_before_ms=round(before * 1000),
        others_mail_p95_s=round(float(np.percentile(waits, 95)), 1),
        its_mail_p95_s=round(float(np.percentile(its_waits, 95)), 1), drained_s=round(drained_s, 1),
    )  # fmt: skip


class _Emergencies:
    """Somebody at the flooding clinic's own address needs help now."""

    def __init__(self, referrer: Referrer) -> None:
        self._referrer = referrer
        self.statuses: list[int] = []

    def go_on(self, until: Callable[[], bool]) -> None:
        """Ask for help in every way, until the flood is over."""
        for path in itertools.cycle(EMERGENCIES):
            if len(self.statuses) >= USUAL and until():
                return
            self.statuses.append(_search(self._referrer, path))
            time.sleep(THINKS_S)


class _Statements:
    """What PostgreSQL is asked meanwhile: nothing that counts a table to answer a request."""

    def __init__(self, world: World) -> None:
        self._postgres = world.postgres
        self._log = self._postgres.folder / "server.log" if self._postgres else Path("/dev/null")
        self._from = self._log.stat().st_size
        self._set("'all'")

    def end(self) -> list[str]:
        """The statements that counted rows."""
        self._set("'none'")
        said = self._log.read_bytes()[self._from :].decode(errors="replace").lower()
        assert not self._postgres or "insert into referral " in said, "nothing was written down"
        return [line for line in said.splitlines() if "count(" in line]

    def _set(self, what: str) -> None:
        if self._postgres:
            with psycopg.connect(self._postgres.url, autocommit=True) as server:
                server.execute(f"alter system set log_statement = {what}")
                server.execute("select pg_reload_conf()")


def _clinic(world: World, prefix: str, address: str, submits: int) -> Clinic:
    made = world.referrer(prefix, clinic=f"Clinic {prefix}")
    made.web = Web(world.web_ports, address, PATIENCE_S)
    return Clinic(made, submits)


def _search(referrer: Referrer, path: str) -> int:
    """The status; 0 when there was no whole answer, or a refusal that does not say when to come again."""
    try:
        answer = referrer.web.ask("GET", path)
    except (OSError, http.client.HTTPException):
        return 0
    return 0 if answer.status == 429 and "retry-after" not in answer.headers else answer.status


def _together(threads: Sequence[Thread]) -> float:
    """Run these until all have ended; the seconds that took."""
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - began


def _p95(clinics: Sequence[Clinic]) -> float:
    return float(np.percentile([took for each in clinics for took in each.took], 95))


def _waits(world: World, referrers: Sequence[Referrer]) -> list[float]:
    """From a referral's receipt to its mail to the service, in seconds; only those of the flood."""
    with world.database.reading() as session:
        query = select(OutboxMessage.id, OutboxMessage.subject_id).where(OutboxMessage.actor == "notify_service")
        by_referral = {subject: id_ for id_, subject in session.execute(query)}
    accepted = {line["key"]: line["at"] for line in world.log("smtp") if line["event"] == "accepted"}
    flooded_at = min(line["at"] for line in world.log("smtp") if line["event"] == "holding")
    return [
        accepted[by_referral[each.id]] - each.acknowledged_at
        for referrer in referrers for each in referrer.submitted
        if each.id and each.acknowledged_at >= flooded_at
    ]  # fmt: skip
