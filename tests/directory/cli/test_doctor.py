"""``onward doctor``: what it says of a machine with nothing on it, of one that is well, and of one that is not."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from directory import migrations
from directory.cli import main
from directory.cli.checks import Finding, disk
from directory.cli.doctor import CHECKS, examine
from directory.cli.settings import Options
from directory.config import Settings
from directory.db import Database
from directory.outbox import claims
from directory.outbox.alarms import beat
from directory.outbox.fence import fence
from tests.directory.outbox.conftest import claimed, published

Run = Callable[..., Result]
SECRET = "hunter2hunter2"
pytestmark = pytest.mark.sqlite_file


@pytest.fixture
def run(instance: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The doctor, on the small network with a relay that is alive."""
    database = Database(Settings(_env_file=None, instance=instance).database)
    migrations.upgrade(database.engine)
    with database.transaction() as session:
        beat(session, "relay")
    database.dispose()
    monkeypatch.chdir(instance)
    return lambda *words: CliRunner().invoke(main, ["--instance", str(instance), "doctor", *words])


@pytest.fixture
def stored(run: Run, instance: Path) -> Database:
    """The database that it looks at."""
    return Database(Settings(_env_file=None, instance=instance).database)


def findings(result: Result) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for each in json.loads(result.stdout)["findings"]:
        found.setdefault(each["part"], []).append(each)
    return found


def levels(result: Result) -> dict[str, set[str]]:
    return {part: {each["level"] for each in found} for part, found in findings(result).items()}


def test_a_machine_that_is_well_needs_nobody(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "LOW_SHARE", 0.0)
    monkeypatch.setattr(disk.build, "is_current", lambda path: True)
    result = run("--json")
    assert result.exit_code == 0, result.stdout
    assert json.loads(result.stdout)["needs_a_person"] is False
    assert list(levels(result)) == list(CHECKS)
    assert "wrong" not in set().union(*levels(result).values())
    said = run()
    assert "Nothing needs anybody." in said.stdout
    assert "SQLite answers in" in said.stdout


def test_where_nothing_was_ever_set_up_it_says_what_to_do_and_makes_nothing(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    result = CliRunner().invoke(main, ["--instance", str(bare), "doctor"])
    assert result.exit_code == 1
    for words in ("There is no database yet.", "onward db upgrade", "onward geo build", "2 things need a person."):
        assert words in result.stdout
    assert not bare.exists()


def test_a_folder_without_a_database_stays_without_one(tmp_path: Path) -> None:
    words = ["--instance", str(tmp_path), "doctor", "--json"]
    assert CliRunner().invoke(main, [*words, "--only", "outbox"]).exit_code == 0
    assert CliRunner().invoke(main, words).exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_down_is_said_once_without_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONWARD_DATABASE_URL", f"postgresql://onward:{SECRET}@127.0.0.1:1/onward")
    monkeypatch.setenv("ONWARD_REDIS_URL", f"redis://:{SECRET}@127.0.0.1:1")
    monkeypatch.setenv("ONWARD_ELASTICSEARCH_URL", f"http://elastic:{SECRET}@127.0.0.1:1")
    monkeypatch.setenv("ONWARD_SMTP_URL", f"smtps://me:{SECRET}@127.0.0.1:1")
    result = CliRunner().invoke(main, ["--instance", str(tmp_path), "doctor", "--json"])
    assert result.exit_code == 1
    found = levels(result)
    assert {part for part, each in found.items() if "wrong" in each} >= {"database", "redis", "elasticsearch", "mail"}
    assert all(found[part] == {"off"} for part in ("network", "relay", "outbox", "index"))
    assert SECRET not in result.output
    assert "127.0.0.1" not in result.output


def test_a_part_that_hangs_is_left_and_the_others_are_looked_at(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("directory.cli.doctor.LIMIT_S", 0.1)
    monkeypatch.setattr("directory.cli.checks.outside.check_redis", lambda settings: time.sleep(1) or [])
    monkeypatch.setattr("directory.cli.checks.outside.check_mail", lambda settings: 1 / 0)
    hung, broken, fine = examine(Options(tmp_path), ["redis", "mail", "elasticsearch"])
    assert (hung.level, hung.part) == ("wrong", "redis")
    assert "does not answer within" in hung.text
    assert "ZeroDivisionError" in broken.text
    assert fine.level == "off"


def test_a_setting_that_cannot_be_read_is_all_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONWARD_PORT", "many")
    (only,) = examine(Options(), list(CHECKS))
    assert isinstance(only, Finding)
    assert "ONWARD_PORT" in only.text


def test_what_stands_still_needs_a_person(run: Run, stored: Database) -> None:
    message = claimed(stored, published(stored))
    with stored.transaction() as session:
        claims.fail(session, message, "550 no such mailbox", permanent=True)
    result = run("--json", "--only", "outbox")
    assert result.exit_code == 1
    (dead,) = findings(result)["outbox"]
    assert "will not be tried again" in dead["text"]
    assert "onward outbox retry" in dead["advice"]
    assert run("--only", "relay").exit_code == 0


def test_a_restored_database_is_named(run: Run, stored: Database) -> None:
    published(stored)
    with stored.transaction() as session:
        fence(session, "The database was put back.")
    found = findings(run("--json", "--only", "outbox"))["outbox"]
    assert "was restored" in found[0]["text"]
    assert all("onward outbox release" in each["advice"] for each in found)


def test_a_relay_that_has_never_run_is_wrong(instance: Path) -> None:
    result = CliRunner().invoke(main, ["--instance", str(instance), "doctor", "--json", "--only", "relay"])
    assert result.exit_code == 1
    (relay,) = findings(result)["relay"]
    assert (relay["level"], relay["advice"]) == ("wrong", "Start onward serve.")


def test_an_older_shape_is_wrong_and_a_newer_one_is_worth_knowing(run: Run, stored: Database) -> None:
    for revision, level in (("0001", "wrong"), ("9999", "look")):
        with stored.engine.begin() as connection:
            connection.exec_driver_sql(f"update alembic_version set version_num = '{revision}'")
        assert level in levels(run("--json", "--only", "database"))["database"]


def test_production_names_everything_that_is_weak(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONWARD_ENVIRONMENT", "production")
    monkeypatch.setenv("ONWARD_SMTP_URL", "smtp://mail.example:25")
    result = run("--json", "--only", "settings")
    assert result.exit_code == 1
    found = findings(result)["settings"]
    wrong = " ".join(each["text"] for each in found if each["level"] == "wrong")
    assert "ONWARD_SECRET_KEY" in wrong
    assert "ONWARD_PUBLIC_URL" in wrong
    assert "without encryption" in " ".join(each["text"] for each in found if each["level"] == "look")


def test_mail_that_is_only_caught_needs_a_person_in_production(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONWARD_SMTP_URL", "smtp://mail:1025")
    assert "reaches nobody" not in run("--only", "settings").stdout
    monkeypatch.setenv("ONWARD_ENVIRONMENT", "production")
    found = findings(run("--json", "--only", "settings"))["settings"]
    assert any("reaches nobody" in each["text"] and each["level"] == "wrong" for each in found)
