"""A database that is away, or an address that is none, ends every command with one sentence and never with a secret."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from directory.cli import main, referrals

SECRET = "hunter2hunter2"
COMMANDS = [["referrals", "list"], ["db", "upgrade"], ["outbox", "list"], ["serve"], ["relay"], ["demo"]]


def said(tmp_path: Path, url: str, *words: str) -> Result:
    result = CliRunner().invoke(main, ["--instance", str(tmp_path), *words], env={"ONWARD_DATABASE_URL": url})
    assert result.exit_code == 1, result.output
    assert SECRET not in result.output
    assert "not foreseen" not in result.output
    assert result.stdout == ""
    return result


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_database_that_is_away_is_said_plainly(tmp_path: Path, words: list[str]) -> None:
    found = said(tmp_path, f"postgresql://onward:{SECRET}@127.0.0.1:1/onward", *words)
    assert "The database does not answer: check ONWARD_DATABASE_URL and that it is running." in found.stderr
    assert "127.0.0.1" not in found.stderr


@pytest.mark.parametrize(
    "url", ["nonsense", f"mysql://me:{SECRET}@db/x", f"postgresql://me:{SECRET}@db:many/x", "postgresql+none://db/x"]
)
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_an_address_that_is_none_is_said_with_its_form(tmp_path: Path, words: list[str], url: str) -> None:
    assert "ONWARD_DATABASE_URL cannot be used: write it like postgresql://" in said(tmp_path, url, *words).stderr


def test_with_json_it_is_json(tmp_path: Path) -> None:
    found = said(tmp_path, f"postgresql://onward:{SECRET}@127.0.0.1:1/onward", "referrals", "list", "--json")
    assert json.loads(found.stderr)["detail"].startswith("The database does not answer")


def test_a_pool_without_a_free_connection_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object) -> None:
        raise NoConnectionFree("QueuePool limit of size 16 overflow 16 reached")

    monkeypatch.setattr(referrals, "open_parts", fall)
    monkeypatch.setattr(referrals, "open_database", fall)
    assert "The database does not answer" in said(tmp_path, "", "referrals", "list").stderr


def test_a_file_that_cannot_be_written_says_what_sqlite_says(tmp_path: Path) -> None:
    (tmp_path / "onward.db").mkdir()
    assert (
        "The database cannot be used just now: unable to open database file."
        in said(tmp_path, "", "referrals", "list").stderr
    )


def test_the_first_process_of_a_container_ends_when_it_is_told_even_while_it_starts() -> None:
    program = """
import os, signal
from directory.cli import group, main
signal.signal(signal.SIGTERM, signal.SIG_IGN)  # As for process 1: nothing happens by itself.
myself, os.getpid = os.getpid(), lambda: 1
group.LazyGroup._run = lambda *_, **__: os.kill(myself, signal.SIGTERM)
main()
"""
    ended = subprocess.run([sys.executable, "-c", program], timeout=60, check=False)
    assert ended.returncode == 143
