"""A plugin stays off for every process and after a restart, until somebody switches it on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from directory.sandbox.switches import FOLDER, Off, Switches
from matching import Decision
from tests.directory.sandbox.bad_plugins import WELL, on_case
from tests.directory.sandbox.conftest import World


def test_every_process_sees_it_and_forgets_it_together(tmp_path: Path) -> None:
    one, other = Switches(tmp_path), Switches(tmp_path)
    assert other.off("feet") is None
    one.switch_off("feet", Off("it hung", "1.0", "2026-01-01T00:00:00Z", {"hooks": []}))
    assert other.off("feet") == Off("it hung", "1.0", "2026-01-01T00:00:00Z", {"hooks": []})
    assert other.off("hands") is None
    assert other.switch_on("feet")
    assert one.off("feet") is None
    assert not other.switch_on("feet")


def test_a_name_is_no_path(tmp_path: Path) -> None:
    switches = Switches(tmp_path / "instance")
    switches.switch_off("../../feet/x", Off("it hung"))
    assert [path.parent.name for path in tmp_path.rglob("*.json")] == [FOLDER]
    assert Switches(tmp_path / "instance").off("../../feet/x") is not None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"reason": "x", "more": 1}'])
def test_a_note_that_cannot_be_read_keeps_it_off(tmp_path: Path, text: str) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "feet.json").write_text(text)
    assert Switches(tmp_path).off("feet") is not None


def test_it_is_off_in_memory_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file in the way")
    switches = Switches(tmp_path)
    switches.switch_off("feet", Off("it hung"))
    assert switches.off("feet") == Off("it hung")
    without = Switches(None)
    without.switch_off("feet", Off("it hung"))
    assert without.off("feet") is not None
    assert without.switch_on("feet")
    assert without.off("feet") is None


def test_after_a_restart_it_is_still_off_and_its_words_are_still_understood(world: World) -> None:
    words = "\n@hookimpl\ndef vocabulary():\n    yield Concept(code='sore-foot', label='Sore foot', kind='sign')\n"
    bad = words + on_case("feet", "os._exit(1)", "").body
    world.start(feet=bad)
    world.ask("sore foot")
    pid = world.host.pid
    world.start(feet=bad)
    assert world.host.pid is None
    found = world.ask("sore foot")
    assert found.not_assessed == ("feet",)
    assert found.unrecognised == ()
    assert found.decision is Decision.HOLD
    assert "feet-person" in world.registry.specialties
    assert pid is None or not os.path.exists(f"/proc/{pid}")

    world.write("feet", words + WELL)
    world.host.switches.switch_on("feet")
    mended = world.ask("sore foot")
    assert mended.not_assessed == ()
    assert [each.specialty for each in mended.recommendations] == ["feet-person"]
