"""Whatever is done to messages in whatever order: only allowed steps, every ending reported, nothing sent twice."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from directory.db import Base, Database
from directory.errors import Conflict
from directory.outbox import claims, fence, service
from directory.outbox.claims import Claimed
from directory.outbox.models import Installation
from directory.outbox.tables import ATTEMPTS, INSTALLATION, MESSAGES
from directory.outbox.topics import topic
from tests.services.postgres import fresh_database


@dataclass
class Known:
    """What the oracle knows of a message."""

    state: str = "pending"
    holder: str = ""
    attempts: int = 0
    crashes: int = 0
    stopped: int = 0
    log: list[str] = field(default_factory=list)


class Outbox(RuleBasedStateMachine):
    """Messages, their holders (living and given up) and people, against a model of a dozen lines."""

    database: Database
    ids = Bundle("ids")
    holders = Bundle("holders")

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, Known] = {}
        self.fenced = False
        with self.database.transaction() as session:
            for table in (ATTEMPTS, MESSAGES, INSTALLATION):
                session.connection().execute(table.delete())

    def skip(self, seconds: float) -> None:
        self.database._offset += timedelta(seconds=seconds)

    @rule(target=ids, seq=st.integers(0, 2))
    def publish(self, seq: int) -> object:
        with self.database.transaction() as session:
            about = {"subject_kind": "referral", "subject_id": "r1", "seq": seq}
            made = service.publish(session, "notify_service", **about)  # type: ignore[arg-type]
        if made is None:
            assert any(True for _ in self.known)
            return multiple()
        self.known[made.id] = Known()
        return made.id

    @rule(target=holders, id_=ids)
    def claim(self, id_: str) -> object:
        known = self.known[id_]
        self.skip(50_000)  # longer than any wait
        if known.state == "leased":
            self.reap()
        with self.database.transaction() as session:
            found = claims.claim(session, id_)
        assert (found is not None) == (known.state == "pending")
        if found is None:
            return multiple()
        known.state, known.holder, known.attempts = "leased", found.token, known.attempts + 1
        assert (found.attempts, found.crashes) == (known.attempts, known.crashes)
        return found

    @rule(target=holders, id_=ids, times=st.integers(1, 3))
    def sleep_through_the_lease(self, id_: str, times: int) -> object:
        found = multiple()
        for _ in range(times):
            if self.known[id_].state == "pending":
                found = self.claim(id_)
                self.reap()
        return found

    @rule(target=holders, id_=ids)
    def take_over(self, id_: str) -> object:
        if self.known[id_].state != "pending":
            return multiple()
        sleeper, awake = self.claim(id_), None
        self.reap()
        if self.known[id_].state == "pending":
            awake = self.claim(id_)
        for end in (self.finish, self.find_moot, self.give_back, self.lose_the_answer):
            end(sleeper)  # type: ignore[arg-type]
        self.fail(sleeper, permanent=True)  # type: ignore[arg-type]
        return awake or multiple()

    @rule(found=holders)
    def finish(self, found: Claimed) -> None:
        known = self.known[found.id]
        allowed = known.holder == found.token and known.state in ("leased", "uncertain")
        with self.database.transaction() as session:
            assert claims.finish(session, found) == allowed
        if allowed:
            known.state = "done"

    @rule(found=holders)
    def find_moot(self, found: Claimed) -> None:
        held = self.holds(found)
        with self.database.transaction() as session:
            assert claims.moot(session, found, "gone") == held
        if held:
            self.known[found.id].state = "cancelled"

    @rule(found=holders, permanent=st.booleans())
    def fail(self, found: Claimed, permanent: bool) -> None:
        known, held = self.known[found.id], self.holds(found)
        with self.database.transaction() as session:
            ended = claims.fail(session, found, "451", permanent=permanent)
        if not held:
            assert ended == "lost"
            return
        spent = permanent or known.attempts - known.crashes >= topic("notify_service").max_attempts
        assert ended == ("dead" if spent else "pending")
        known.state, known.holder = ended, ""
        known.stopped += spent
        known.log.append("failed")

    @rule(found=holders)
    def give_back(self, found: Claimed) -> None:
        held = self.holds(found)
        with self.database.transaction() as session:
            assert claims.give_back(session, found, 1, "busy") == held
        if held:
            known = self.known[found.id]
            known.state, known.holder, known.attempts = "pending", "", known.attempts - 1

    @rule(found=holders)
    def lose_the_answer(self, found: Claimed) -> None:
        held = self.holds(found)
        with self.database.transaction() as session:
            assert claims.uncertain(session, found, "?") == held
        if held:
            known = self.known[found.id]
            known.state, known.stopped = "uncertain", known.stopped + 1
            known.log.append("uncertain")

    @rule(found=consumes(holders))
    def forget_the_holder(self, found: Claimed) -> None:
        """The worker died; only the reaper will know."""

    @rule()
    def reap(self) -> None:
        self.skip(61)
        leased = [each for each in self.known.values() if each.state == "leased"]
        with self.database.transaction() as session:
            assert claims.reap(session) == len(leased)
        for known in leased:
            known.crashes += 1
            is_dead = known.crashes >= topic("notify_service").max_crashes
            known.state, known.holder = ("dead" if is_dead else "pending"), ""
            known.stopped += is_dead
            known.log.append("crashed")

    @rule(id_=ids)
    def retry(self, id_: str) -> None:
        known = self.known[id_]
        allowed = known.state in ("dead", "uncertain", "held")
        assert self.tried(lambda session: service.retry(session, id_, by="ann")) == allowed
        if allowed:
            known.state, known.holder, known.attempts, known.crashes = "pending", "", 0, 0
            known.log.append("retried")

    @rule(id_=ids)
    def cancel(self, id_: str) -> None:
        known = self.known[id_]
        allowed = known.state in ("pending", "held", "dead", "uncertain")
        assert self.tried(lambda session: service.cancel(session, id_, by="ann", reason="x")) == allowed
        if allowed:
            known.state, known.holder = "cancelled", ""

    @rule()
    def withdraw(self) -> None:
        waiting = [each for each in self.known.values() if each.state in ("pending", "held")]
        with self.database.transaction() as session:
            assert service.cancel_for(session, "referral", "r1", reason="withdrawn") == len(waiting)
        for known in waiting:
            known.state = "cancelled"

    @rule()
    def restore(self) -> None:
        with self.database.transaction() as session:
            fence.fence(session, "A restore")
        self.fenced = True
        for known in self.known.values():
            if known.state in ("pending", "leased"):
                known.state, known.holder = "held", ""

    @rule(cancel=st.booleans())
    def release(self, cancel: bool) -> None:
        held = [each for each in self.known.values() if each.state == "held"]
        with self.database.transaction() as session:
            done = fence.release(session, by="ann", cancel=cancel)
        assert done.cancelled + done.released >= len(held)  # reports are held as well
        self.fenced = False
        for known in held:
            known.state = "cancelled" if cancel else "pending"

    @invariant()
    def the_database_agrees(self) -> None:
        with self.database.reading() as session:
            rows = service.listing(session, limit=1000)
            logs: dict[str, list[str]] = {id_: [] for id_ in self.known}
            for line in session.execute(select(ATTEMPTS).order_by(ATTEMPTS.c.number)):
                logs[line.message_id].append(line.outcome)
            row = session.get(Installation, 1)
            assert fence.is_fenced(session) == (self.fenced and row is not None)
        reports = [each for each in rows if each.actor == "report_failure"]
        for message in rows:
            if message in reports:
                continue
            known = self.known[message.id]
            assert (message.state, message.attempts, message.crashes) == (known.state, known.attempts, known.crashes)
            assert (message.lease_token is not None and message.state == "leased") == (known.state == "leased")
            assert (message.finished_at is not None) == (message.state in ("done", "dead", "cancelled"))
            assert len([each for each in reports if each.subject_id == message.id]) == known.stopped
            assert logs[message.id] == known.log
        assert {each.id for each in rows} - {each.id for each in reports} == set(self.known)

    def holds(self, found: Claimed) -> bool:
        known = self.known[found.id]
        return known.state == "leased" and known.holder == found.token

    def tried(self, act: object) -> bool:
        try:
            with self.database.transaction() as session:
                act(session)  # type: ignore[operator]
        except Conflict:
            return False
        return True


def run(database: Database, examples: int) -> None:
    """The machine on this database."""
    Base.metadata.create_all(database.engine)

    class OnThis(Outbox):
        pass

    OnThis.database = database
    try:
        run_state_machine_as_test(
            OnThis,
            settings=settings(
                max_examples=examples,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                derandomize=True,
                database=None,
            ),
        )
    finally:
        database.dispose()


def test_messages_only_take_allowed_steps() -> None:
    with tempfile.TemporaryDirectory() as folder:
        run(Database(f"sqlite:///{Path(folder) / 'onward.db'}"), 20)


@pytest.mark.postgres
def test_messages_only_take_allowed_steps_on_postgres(postgres_url: str) -> None:
    with fresh_database(postgres_url) as url:
        run(Database(url), 5)
