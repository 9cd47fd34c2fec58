"""Another secret key is refused by what stays, seen by the doctor, and accepted when the first one is lost."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from directory import migrations
from directory.cli import main
from directory.config import Settings
from directory.db import Database
from directory.outbox import fence, key_check

pytestmark = pytest.mark.sqlite_file
FIRST, SECOND = (secrets.token_urlsafe(48) for _ in range(2))
Called = Callable[..., Result]


@pytest.fixture
def called(instance: Path, monkeypatch: pytest.MonkeyPatch) -> Called:
    """The command, beside a database that was used with the first key; the second one is set."""
    settings = Settings(_env_file=None, instance=instance, secret_key=FIRST)
    database = Database(settings.database)
    migrations.upgrade(database.engine)
    fence.check(database, settings)
    key_check.check(database, settings)
    database.dispose()
    monkeypatch.chdir(instance)
    monkeypatch.setenv("ONWARD_SECRET_KEY", SECOND)
    return lambda *words, **more: CliRunner().invoke(main, ["--instance", str(instance), *words], **more)


@pytest.mark.parametrize("words", [("serve", "--port", "1"), ("run", "--port", "1")], ids=" ".join)
def test_a_process_that_stays_does_not_start_with_another_key(called: Called, words: tuple[str, ...]) -> None:
    result = called(*words)
    assert result.exit_code == 1
    assert "ONWARD_SECRET_KEY is not the key that this database was used with" in result.output
    assert FIRST not in result.output + SECOND


def test_commands_that_sign_nothing_work_as_before(called: Called) -> None:
    assert called("outbox", "list").exit_code == 0


def test_the_doctor_sees_it_and_says_what_to_do(called: Called) -> None:
    said = " ".join(called("doctor").output.split())
    assert "ONWARD_SECRET_KEY is not the key that this database was used with." in said
    assert "onward db new-key" in said


def test_a_lost_key_is_replaced_after_a_question(called: Called) -> None:
    refused = called("db", "new-key", input="n\n")
    assert refused.exit_code == 1
    assert "will no longer open" in refused.output
    assert "is not the key" in called("serve", "--port", "1").output
    assert called("db", "new-key", "--yes").output == "Done. Start every process with this key.\n"
    assert "nothing to do" in called("db", "new-key").output
    assert "is not the key" not in called("doctor").output
