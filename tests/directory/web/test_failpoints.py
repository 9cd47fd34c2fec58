"""A failpoint does what it was asked, as often as it was asked, and nothing else."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from directory.web import failpoints


def test_nothing_happens_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONWARD_FAILPOINT", raising=False)
    failpoints.hit("web_before_commit")
    monkeypatch.setenv("ONWARD_FAILPOINT", "web_after_commit:raise")
    failpoints.hit("web_before_commit")


def test_the_named_one_of_several_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONWARD_FAILPOINT", "web_before_commit:raise,web_after_commit:raise")
    with pytest.raises(failpoints.FailpointReached, match="web_after_commit"):
        failpoints.hit("web_after_commit")


def test_processes_that_share_a_file_count_together(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    environment = {"ONWARD_FAILPOINT": "here:kill:2", "ONWARD_FAILPOINT_COUNTER": str(counter)}
    codes = [
        subprocess.run(
            [sys.executable, "-c", "from directory.web.failpoints import hit; hit('here')"],
            env=environment,
            check=False,
        ).returncode
        for _ in range(3)
    ]
    assert codes == [-signal.SIGKILL, -signal.SIGKILL, 0]
    assert counter.read_text(encoding="ascii").split() == ["here@", "here@"]


def test_an_unknown_action_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONWARD_FAILPOINT", "here:explode")
    with pytest.raises(ValueError, match="explode"):
        failpoints.hit("here")


def test_only_what_it_is_about_is_hit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONWARD_FAILPOINT", "here@one:raise")
    failpoints.hit("here")
    failpoints.hit("here", "two")
    with pytest.raises(failpoints.FailpointReached):
        failpoints.hit("here", "one")


def test_one_record_is_struck_once_unless_it_was_asked_for_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = tmp_path / "counter"
    monkeypatch.setenv("ONWARD_FAILPOINT_COUNTER", str(counter))
    monkeypatch.setenv("ONWARD_FAILPOINT", "here:raise:2")
    for about, is_struck in [("one", True), ("one", False), ("two", True), ("three", False)]:
        with pytest.raises(failpoints.FailpointReached) if is_struck else nullcontext():
            failpoints.hit("here", about)
    assert counter.read_text(encoding="ascii").split() == ["here@one", "here@two"]
    monkeypatch.setenv("ONWARD_FAILPOINT", "here@one:raise:4")
    for _ in range(2):
        with pytest.raises(failpoints.FailpointReached):
            failpoints.hit("here", "one")
