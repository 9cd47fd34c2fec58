"""A plugin from a package that goes wrong is contained and named, and never lets an answer look complete."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pytest

from matching import Decision
from tests.directory.sandbox.bad_plugins import HARMLESS, WELL, WHEN_ASKED, WHEN_LOADED, Bad
from tests.directory.sandbox.conftest import MOST_MS, World


def each(kinds: tuple[Bad, ...]) -> list[object]:
    return [pytest.param(kind, id=kind.name) for kind in kinds]


@pytest.mark.parametrize("bad", each(WHEN_ASKED))
def test_one_that_fails_when_it_is_asked_is_named_and_switched_off(
    world: World, bad: Bad, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    world.start(**{bad.name: bad.body, "good": WELL})
    assert world.emergency_ms() < MOST_MS
    answers = 0
    while not world.host.switches.off(bad.name) and answers < 3:
        answers += 1
        found = world.ask("crooked teeth")
        assert found.not_assessed == (bad.name,), answers
        assert found.decision is not Decision.MAY_TREAT
        assert {"dentist", "good-person"} <= {every.specialty for every in found.recommendations}
        assert world.emergency_ms() < MOST_MS
    off = world.host.switches.off(bad.name)
    assert off is not None
    assert re.search(f"{bad.reason}|on a busy machine", off.reason), off.reason
    # A failure for which the machine was too busy is held against nobody, until there are three.
    excused = max(text.count("on a busy machine") for text in (caplog.text, capsys.readouterr().out))
    assert answers == (3 if "failed 3 times in a row" in off.reason else 1 + excused)
    assert world.ask("crooked teeth").not_assessed == (bad.name,)
    assert not [name for name in sys.modules if name.startswith("from_a_package_")]

    world.write(bad.name, WELL)
    assert world.host.switches.switch_on(bad.name)
    mended = world.ask("crooked teeth")
    assert mended.not_assessed == ()
    assert mended.decision is Decision.MAY_TREAT
    assert {f"{bad.name}-person", "good-person"} <= {every.specialty for every in mended.recommendations}


@pytest.mark.parametrize("bad", each(WHEN_LOADED))
def test_one_that_fails_when_it_is_loaded_is_named_and_the_service_starts(
    make_world: Callable[..., World], bad: Bad
) -> None:
    world = make_world(start_s=2.0)
    world.start(**{bad.name: bad.body, "good": WELL})
    off = world.host.switches.off(bad.name)
    assert off is not None
    assert re.search(bad.reason, off.reason), off.reason
    found = world.ask("crooked teeth")
    assert found.not_assessed == (bad.name,)
    assert {"dentist", "good-person"} <= {every.specialty for every in found.recommendations}
    assert world.emergency_ms() < MOST_MS

    world.host.switches.switch_on(bad.name)
    world.start(**{bad.name: WELL, "good": WELL})
    assert world.ask("crooked teeth").not_assessed == ()


@pytest.mark.parametrize("plugin", each(HARMLESS))
def test_what_one_does_to_its_own_process_disturbs_nobody(world: World, plugin: Bad) -> None:
    world.start(**{plugin.name: plugin.body, "good": WELL})
    for _ in range(3):
        found = world.ask("crooked teeth")
        assert found.not_assessed == ()
        assert {f"{plugin.name}-person", "good-person"} <= {every.specialty for every in found.recommendations}
    assert world.host.switches.off(plugin.name) is None
    assert world.emergency_ms() < MOST_MS
    assert world.ask("crooked teeth", "qwerty syndrome").decision is Decision.HOLD
