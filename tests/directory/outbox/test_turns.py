"""Each who has something due has their turn, however much one of them has."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from directory import migrations
from directory.db import Database, now
from directory.outbox import claims, service, timers, turns
from tests.directory.outbox.conftest import Ahead, claimed, published, read


def named(database: Database, limit: int, channel: str = "email") -> list[str]:
    with database.transaction() as session:
        return [id_ for id_, _ in claims.hints(session, limit, rehint_s=15, channel=channel)]


def flooded(database: Database, count: int = 50) -> list[str]:
    """One tenant's messages, the oldest first."""
    with database.reading() as session:
        at = now(session) - timedelta(hours=1)
    return [
        published(database, subject=f"f{n}", tenant="flood", due_at=at + timedelta(seconds=n)) for n in range(count)
    ]


def test_others_are_named_beside_who_has_much_and_each_ones_oldest_first(any_database: Database) -> None:
    flood = flooded(any_database)
    others = [[published(any_database, subject=f"{who}{n}", tenant=who) for n in range(3)] for who in ("a", "b")]
    first = named(any_database, 6)
    assert sorted(first) == sorted([*flood[:2], *others[0][:2], *others[1][:2]])
    assert set(first[:3]) == {flood[0], others[0][0], others[1][0]}
    assert sorted(named(any_database, 6)) == sorted([*flood[2:6], others[0][2], others[1][2]])


def test_who_is_alone_has_every_turn(any_database: Database) -> None:
    flood = flooded(any_database)
    assert named(any_database, 40) == flood[:40]
    assert named(any_database, 40) == flood[40:]
    assert named(any_database, 40) == []


def test_what_comes_later_waits_for_no_backlog(any_database: Database) -> None:
    flooded(any_database)
    for n in range(20):
        late = published(any_database, subject=f"late{n}", tenant="late")
        assert late in named(any_database, 2), n


def test_a_backlog_on_one_channel_hides_nothing_on_another(any_database: Database) -> None:
    flooded(any_database)
    post = published(any_database, "post_event", tenant="flood")
    assert named(any_database, 5, "webhook") == [post]
    assert named(any_database, 5, "internal") == []


def test_what_is_not_due_or_taken_has_no_turn(any_database: Database) -> None:
    with any_database.reading() as session:
        later = now(session) + timedelta(hours=1)
    published(any_database, subject="later", tenant="a", due_at=later)
    taken = published(any_database, subject="taken", tenant="b")
    claimed(any_database, taken)
    due = published(any_database, subject="due", tenant="c")
    assert named(any_database, 10) == [due]


def test_the_tenant_is_the_organisation_unless_another_is_given(any_database: Database) -> None:
    plain = published(any_database, subject="1")
    owned = published(any_database, subject="2", organisation_id="o1")
    given = published(any_database, subject="3", organisation_id="o1", tenant="t1")
    assert [read(any_database, each).tenant for each in (plain, owned, given)] == ["", "o1", "t1"]
    assert read(any_database, plain).channel == "email"


def test_a_timer_hands_its_tenant_to_its_message(any_database: Database) -> None:
    with any_database.transaction() as session:
        due = now(session) - timedelta(minutes=1)
        service.arm(session, "escalate_referral", subject_kind="referral", subject_id="r", due_at=due, tenant="t1")
        timers.fire_due(session, 10)
    with any_database.reading() as session:
        (message,) = service.listing(session)
    assert (message.tenant, message.channel) == ("t1", "internal")


def test_what_was_named_and_not_taken_has_its_turn_again(any_database: Database, ahead: Ahead) -> None:
    flood = flooded(any_database, 3)
    other = published(any_database, subject="other", tenant="other")
    assert set(named(any_database, 10)) == {*flood, other}
    assert set(named(ahead(16), 2)) == {flood[0], other}


@pytest.mark.sqlite_file
def test_however_much_waits_only_the_index_of_what_waits_is_looked_into(tmp_path: Path) -> None:
    # As an installation has it: among indexes that promise as much, the order in which they were made decides.
    database = Database(f"sqlite:///{tmp_path / 'migrated.db'}")
    migrations.upgrade(database.engine)
    with database.transaction() as session:
        compiled = str(turns.hinting(sqlite=True).compile(session.get_bind()))
        nothing = (None,) * compiled.count("?")
        found = session.connection().exec_driver_sql(f"explain query plan {compiled}", nothing)
        plan = [row[3] for row in found]
    assert sum("ix_outbox_message_turn" in line for line in plan) == 3
    tables = ("SCAN outbox_message", "SCAN first", "SCAN later", "SCAN own", "SCAN each", "ix_outbox_message_due")
    assert [line for line in plan for table in tables if table in line] == []
    database.dispose()
