"""The commands of the worker and the relay: what they ask for, and what they hand on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from directory.cli import work
from directory.cli.settings import Options


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was asked of the processes, which are not started."""
    calls: list[tuple[Any, ...]] = []

    class Closing:
        def close(self) -> None:
            calls.append(("closed",))

    def run_worker(_: Any, channels: Any, threads: int) -> bool:
        calls.append(("worker", tuple(channels), threads))
        return threads != 13

    monkeypatch.setattr(work, "_parts", lambda _: Closing())
    monkeypatch.setattr(work, "run_worker", run_worker)
    monkeypatch.setattr(work, "run_relay", lambda _: calls.append(("relay",)))
    return calls


def run(tmp_path: Path, command: Any, *arguments: str) -> int:
    return CliRunner().invoke(command, list(arguments), obj=Options(tmp_path)).exit_code


def test_a_worker_takes_every_channel_unless_told_otherwise(asked: list[Any], tmp_path: Path) -> None:
    assert run(tmp_path, work.worker) == 0
    assert run(tmp_path, work.worker, "--channel", "email", "--threads", "8") == 0
    assert asked == [
        ("worker", ("email", "internal", "webhook"), 4),
        ("closed",),
        ("worker", ("email",), 8),
        ("closed",),
    ]


def test_a_drain_that_was_cut_is_an_exit_code(asked: list[Any], tmp_path: Path) -> None:
    assert run(tmp_path, work.worker, "--threads", "13") == 1
    assert asked[-1] == ("closed",)


def test_the_relay_runs_and_lets_go(asked: list[Any], tmp_path: Path) -> None:
    assert run(tmp_path, work.relay) == 0
    assert asked == [("relay",), ("closed",)]


@pytest.mark.parametrize("arguments", [["--channel", "pigeon"], ["--threads", "0"], ["--threads", "many"]])
def test_what_cannot_be_used_is_refused(asked: list[Any], tmp_path: Path, arguments: list[str]) -> None:
    assert run(tmp_path, work.worker, *arguments) == 2
    assert asked == []
