"""The server for tests: how it is found, and what it never removes."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.services import __main__ as command
from tests.services import postgres_server, redis_server
from tests.services import state as kept

VARIABLE = postgres_server.VARIABLE


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "services.env"
    monkeypatch.setattr(kept, "STATE", path)
    for name in (VARIABLE, redis_server.VARIABLE):
        monkeypatch.delenv(name, raising=False)
    return path


def test_without_a_server_there_is_nothing_to_export(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["env"]) == 0
    assert capsys.readouterr().out == ""


def test_a_server_that_answers_is_exported(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"postgresql://onward:secret@127.0.0.1:{server.getsockname()[1]}/postgres"
        state.write_text(f"{VARIABLE}={url}\n")
        assert command.main(["env"]) == 0
    assert capsys.readouterr().out == f"export {VARIABLE}={url}\n"


def test_a_server_that_has_gone_is_not_exported(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    state.write_text(f"{VARIABLE}=postgresql://onward:secret@127.0.0.1:{port}/postgres\n")
    command.main(["env"])
    assert capsys.readouterr().out == ""


def test_a_url_that_a_person_set_comes_first(
    state: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "postgresql://elsewhere/db")
    with socket.create_server(("127.0.0.1", 0)) as server:
        state.write_text(f"{VARIABLE}=postgresql://onward@127.0.0.1:{server.getsockname()[1]}/postgres\n")
        command.main(["env"])
    assert capsys.readouterr().out == ""


def test_what_was_skipped_is_said_with_the_one_command(
    state: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    command.main(["missing"])
    said = capsys.readouterr().out
    assert "make services" in said
    assert "sudo apt-get install chromium" in said


def test_stopping_removes_only_what_starting_made(state: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    state.write_text(f"ONWARD_TEST_POSTGRES_FOLDER={precious}\n")
    assert postgres_server.stop() is False
    assert precious.is_dir()
    assert not state.exists()


def test_without_postgresql_it_says_what_to_install(
    state: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_server.Path, "glob", lambda *_: iter(()))
    monkeypatch.setenv("PATH", "")
    assert command.main(["start"]) == 1
    assert "sudo apt-get install postgresql" in capsys.readouterr().err


def test_an_unknown_word_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["restart"]) == 2
    assert "start|stop|env|missing" in capsys.readouterr().err
