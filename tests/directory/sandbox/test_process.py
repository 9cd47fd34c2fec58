"""The plugins' process: started only where it is needed, asked by many at once, gone when the service is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import plugins
from directory.sandbox.host import Host
from directory.sandbox.switches import Switches
from matching import Need, Urgency
from matching.plugin_manager import build_registry
from tests.directory.sandbox.bad_plugins import WELL, on_case
from tests.directory.sandbox.conftest import World

ROOT = Path(__file__).parents[3]
ORPHAN = """
import sys, threading, time
from directory.sandbox.host import Host
from directory.sandbox.limits import Limits
from directory.sandbox.switches import Switches
from matching import UnderstoodCase, Case
from matching.plugin_loading import Installed

host = Host([Installed("loops", "from_a_package_loops", "1")], Switches(None), Limits(call_s=60))
host.start()
asking = threading.Thread(target=lambda: host.plugins[0].ask("triage_case", {"case": UnderstoodCase(case=Case())}))
asking.start()
print(host.pid, flush=True)
time.sleep(60)
"""


def is_there(pid: int) -> bool:
    """Whether the process runs; one that ended and waits to be looked at by its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_without_a_plugin_from_a_package_nothing_is_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("directory.sandbox.warm.Process", None)
    host = Host((), Switches(tmp_path))
    host.start()
    registry = build_registry(plugins.BUILTIN, outside=host.plugins, close=host.close)
    assert host.pid is None
    assert not any(each.outside for each in registry.triage_rules())
    registry.close()
    assert list(tmp_path.iterdir()) == []


def test_it_is_asked_by_many_threads_at_once(world: World) -> None:
    world.start(good=WELL)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: world.ask("crooked teeth"), range(80)))
    assert world.host.switches.off("good") is None
    # On a busy machine some do not get their turn in time: they say so.
    is_there = ["good-person" in {every.specialty for every in each.recommendations} for each in answers]
    assert is_there == [each.not_assessed == () for each in answers]
    assert any(is_there)


def test_one_that_takes_nearly_its_whole_limit_is_answered_and_never_switched_off(
    make_world: Callable[..., World],
) -> None:
    world = make_world(call_s=1.0)
    world.start(slow=on_case("slow", "time.sleep(0.8)\nreturn [wanted('NAME-person')]", "").body)
    for _ in range(2):
        assert world.ask("crooked teeth").not_assessed == ()
    started = time.monotonic()
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: world.ask("crooked teeth"), range(6)))
    # Whoever does not get a turn in time says so; nobody is blamed for it, and nobody waits for all the others.
    assert ("slow",) in {each.not_assessed for each in answers}
    assert world.host.switches.off("slow") is None
    assert time.monotonic() - started < 30


def test_it_is_replaced_after_a_failure_and_the_old_one_is_gone(world: World) -> None:
    world.start(bad=on_case("bad", "time.sleep(60)", "").body, good=WELL)
    before = world.host.pid
    assert before is not None
    found = world.ask("crooked teeth")
    assert "good-person" in {each.specialty for each in found.recommendations}
    assert world.host.pid not in (None, before)
    assert not is_there(before)


def test_one_that_ends_the_process_afterwards_is_switched_off_the_third_time(make_world: Callable[..., World]) -> None:
    world = make_world(call_s=2.0)
    later = "threading.Timer(0.05, lambda: os._exit(1)).start()\nreturn [wanted('NAME-person')]"
    world.start(bad=on_case("bad", later, "").body)
    for _ in range(6):
        world.ask("crooked teeth")
        time.sleep(0.5)
    off = world.host.switches.off("bad")
    assert off is not None


def test_it_ends_with_the_service_whatever_it_is_doing(world: World) -> None:
    world.write("loops", on_case("loops", "import re\nre.match('(a+)+$', 'a' * 60 + 'b')", "").body)
    path = os.pathsep.join((str(world.folder), str(ROOT)))
    service = subprocess.Popen(
        [sys.executable, "-c", ORPHAN], env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE, text=True
    )
    assert service.stdout is not None
    with service, service.stdout:
        pid = int(service.stdout.readline())
        time.sleep(0.3)
        assert is_there(pid)
        service.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while is_there(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_there(pid)


def test_it_is_closed_with_the_registry(world: World) -> None:
    registry = world.start(good=WELL)
    pid = world.host.pid
    assert pid is not None
    registry.close()
    assert not is_there(pid)
    assert world.ask("crooked teeth").not_assessed == ("good",)
    assert world.host.switches.off("good") is None


def test_a_need_is_asked_about_once(world: World) -> None:
    counted = """
from matching.criteria import Criterion, OnRegister
CALLS = []

@hookimpl
def criteria(need):
    CALLS.append(1)
    yield Criterion(code=f"call-{len(CALLS)}", predicate=OnRegister("gdc"))
"""
    registry = world.start(counts=counted)
    need = Need(specialty="dentist", now=world.now, urgency=Urgency.SOON)
    codes = [[rule.code for rule in registry.criteria_for(need) if rule.source == "counts"] for _ in range(3)]
    assert codes == [["call-1"]] * 3


COUNTING = """
import resource, time
from directory.sandbox import fence
fence.put_up(1 << 31, has_network=False)
before = fence._ticked_s()
until = time.process_time() + 0.6
while time.process_time() < until: pass
after = fence._ticked_s()
fence.allow_more_time(5)
print(before, after, fence.used_s(), resource.getrlimit(resource.RLIMIT_CPU)[0])
"""


def test_more_time_is_counted_as_the_limit_counts_it() -> None:
    """By the system's ticks: by anything else an innocent plugin's process ends when the two have drifted apart."""
    done = subprocess.run([sys.executable, "-c", COUNTING], capture_output=True, text=True, check=True)
    before, after, used, limit = map(float, done.stdout.split())
    assert 0.3 < after - before < 1.5
    assert abs(after - used) < 0.5
    assert after + 5 <= limit <= after + 6.5
