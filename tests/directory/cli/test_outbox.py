"""``onward outbox``: what it prints, what it does and how it ends."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from directory import migrations
from directory.cli.checks.stored import check_outbox
from directory.cli.outbox import outbox
from directory.cli.settings import Options
from directory.config import Settings
from directory.db import Database, now
from directory.errors import Conflict, Invalid, NotFound
from directory.outbox import claims, service
from directory.outbox.alarms import beat, numbers
from tests.directory.outbox.conftest import claimed, published
from tests.directory.referrals.world import make_world

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Database]:
    """A database with the newest shape and a relay that is alive."""
    made = Database(Settings(_env_file=None, instance=tmp_path).database)
    migrations.upgrade(made.engine)
    with made.transaction() as session:
        beat(session, "relay")
    yield made
    made.dispose()


@pytest.fixture
def run(kept: Database, tmp_path: Path) -> Run:
    """Run one of its commands; how it ends and what it prints. What it refuses with is raised."""

    def call(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(outbox, arguments, obj=Options(tmp_path))
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout

    return call


@pytest.fixture
def dead(kept: Database) -> str:
    """A message that could not be sent."""
    id_ = published(kept)
    found = claimed(kept, id_)
    with kept.transaction() as session:
        claims.fail(session, found, "550 no such mailbox [a]", permanent=True)
    return id_


def printed(run: Run, *arguments: str) -> Any:
    code, out = run(*arguments, "--json")
    assert code in (0, 1)
    return json.loads(out)


def test_messages_are_listed_and_narrowed(run: Run, dead: str) -> None:
    assert [each["state"] for each in printed(run, "list")] == ["dead", "pending"]
    (only,) = printed(run, "list", "--state", "dead", "--state", "held")
    assert (only["id"], only["last_error"]) == (dead, "550 no such mailbox [a]")
    assert "lease_token" not in only
    assert len(printed(run, "list", "--limit", "1", "--newest")) == 1
    code, out = run("list")
    assert code == 0
    assert dead in out
    assert "550 no such mailbox [a]" in " ".join(out.replace("│", " ").split()) or "550" in out
    assert out.endswith("2 messages\n")
    assert run("list", "--state", "lost")[0] == 2


def test_one_message_is_shown_with_its_log(run: Run, dead: str) -> None:
    shown = printed(run, "show", dead)
    assert shown["actor"] == "notify_service"
    assert [line["outcome"] for line in shown["log"]] == ["failed"]
    code, out = run("show", dead)
    assert code == 0
    assert "failed: 550 no such mailbox [a]" in out
    with pytest.raises(NotFound):
        run("show", "nope")


def test_a_dead_message_is_sent_again(run: Run, kept: Database, dead: str) -> None:
    assert run("retry", dead) == (0, "It will be sent now.\n")
    with kept.reading() as session:
        assert service.get(session, dead).state == "pending"
    with pytest.raises(Conflict):
        run("retry", dead)


def test_a_dead_message_is_cancelled_with_a_reason(run: Run, dead: str) -> None:
    assert run("cancel", dead)[0] == 2
    assert printed(run, "cancel", dead, "--reason", "Told by telephone")["state"] == "cancelled"
    assert printed(run, "list", "--state", "dead") == []


def test_alarms_end_with_one_when_something_needs_a_person(run: Run, dead: str) -> None:
    code, out = run("alarms")
    assert (code, "1 message could not be sent" in out) == (1, True)
    found = printed(run, "alarms")
    assert [each["code"] for each in found["alarms"]] == ["dead"]
    assert found["numbers"]["messages"]["dead"] == 1
    run("cancel", dead, "--reason", "x")
    assert run("alarms") == (0, "Nothing needs anybody.\n")


def test_a_fence_is_closed_and_opened(run: Run, kept: Database) -> None:
    id_ = published(kept)
    assert run("fence", "--reason", "A snapshot")[1] == "Held: messages 1, timers 0.\n"
    assert [each["id"] for each in printed(run, "list", "--state", "held")] == [id_]
    assert run("alarms")[0] == 1
    done = printed(run, "release")
    assert done == {"was_fenced": True, "cancelled": 0, "released": 1, "timers": 0}
    printed(run, "fence", "--reason", "Once more")
    assert run("release", "--cancel")[1] == "Cancelled: messages 1. Released: messages 0, timers 0.\n"
    assert printed(run, "list")[0]["state"] == "cancelled"


def test_cancelling_what_is_held_arms_the_timers_again(run: Run, kept: Database) -> None:
    with kept.transaction() as session:
        due = now(session) + timedelta(days=1)
        service.arm(session, "chase_service", subject_kind="referral", subject_id="r1", due_at=due)
    published(kept)
    run("fence", "--reason", "A snapshot")
    assert run("release", "--cancel")[1] == "Cancelled: messages 1. Released: messages 0, timers 1.\n"
    with kept.reading() as session:
        assert numbers(session)["timers"] == {"armed": 1, "fired": 0, "superseded": 0, "cancelled": 0, "held": 0}


def test_held_timers_are_seen_in_the_list(run: Run, kept: Database, tmp_path: Path) -> None:
    with kept.transaction() as session:
        due = now(session) + timedelta(days=1)
        service.arm(session, "chase_service", subject_kind="referral", subject_id="r-7", due_at=due)
    run("fence", "--reason", "A snapshot")
    out = run("list", "--state", "held")[1]
    assert "chase_service" in out
    assert "referral r-7" in out
    assert f"{due:%Y-%m-%d %H:%M:%S}" in out
    said = "1 timer is held as well; onward outbox release arms what is held."
    assert said in out
    assert said in run("list")[1]
    as_json = CliRunner().invoke(outbox, ("list", "--json"), obj=Options(tmp_path))
    assert (json.loads(as_json.stdout), as_json.stderr.strip()) == ([], said)
    run("release")
    assert "held" not in run("list")[1]


def test_a_reason_of_nothing_is_refused(run: Run, kept: Database, dead: str) -> None:
    assert run("cancel", dead, "--reason", "The patient, 943 476 5919, was told")[0] == 2
    for nothing in ("", "   "):
        assert run("cancel", dead, "--reason", nothing)[0] == 2
        assert run("fence", "--reason", nothing)[0] == 2
    with kept.transaction() as session:
        assert service.get(session, dead).state == "dead"
        with pytest.raises(Invalid):
            service.cancel(session, dead, by="ann", reason=" \n")


def test_a_referral_without_a_timer_needs_a_person(
    run: Run, kept: Database, tmp_path: Path, empty_instance: Path
) -> None:
    shutil.copy(empty_instance / "places.db", tmp_path)
    network = make_world(kept, tmp_path)
    made = network.submit()
    network.change(lambda session: service.disarm(session, "referral", made.id))
    code, out = run("alarms")
    assert (code, made.reference in out) == (1, True)
    (doctor,) = check_outbox(Settings(_env_file=None, instance=tmp_path))
    assert (doctor.level, made.reference in doctor.text) == ("wrong", True)
    network.parts.index.close()
