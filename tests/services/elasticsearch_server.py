"""A throw-away Elasticsearch from Elastic's own jars: one node, loopback only, a free port, files under /tmp."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from tests.services import elasticsearch_program, state
from tests.services.state import Missing

VARIABLE = "ONWARD_TEST_ELASTICSEARCH_URL"
FOLDER = "ONWARD_TEST_ELASTICSEARCH_FOLDER"
PREFIX = "onward-elasticsearch-"
WAIT_S = 120.0
HEAP_MB = 512


def running() -> str | None:
    """The URL of the server that was started here, if it still answers."""
    return state.answering(VARIABLE)


def start() -> str:
    """Start a server, wait until it answers, keep where it is, and return its URL. Raises Missing."""
    stop()
    server = ElasticsearchServer()
    try:
        server.start()
    except BaseException:
        server.remove()
        raise
    state.keep(**{VARIABLE: server.url, FOLDER: str(server.folder)})
    return server.url


def stop() -> bool:
    """Stop the server that was started here and remove its files; False when there was none."""
    folder = Path(state.read().get(FOLDER, "/nonexistent"))
    state.forget(VARIABLE, FOLDER)
    # The state file is only text: remove nothing that does not look like what start() made.
    if not folder.name.startswith(PREFIX) or not folder.is_dir():
        return False
    _remove(folder)
    return True


class ElasticsearchServer:
    """One server on one port and folder, that a test may kill, freeze, wipe and start again with what it had stored."""

    def __init__(self, heap_mb: int = HEAP_MB, *, is_measured: bool = False) -> None:
        """Choose a port and a folder; nothing runs yet. One that is measured starts slowly and runs at full speed."""
        self.heap_mb = heap_mb
        self.is_measured = is_measured
        self.port = state.free_port()
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and wait until it answers. Raises Missing."""
        java = elasticsearch_program.java()
        program = elasticsearch_program.program(java)
        for name in ("config", "data", "logs", "plugins"):
            (self.folder / name).mkdir(exist_ok=True)
        modules = self.folder / "modules"
        if not modules.is_symlink():
            modules.symlink_to(elasticsearch_program.cache() / "modules")
        heap = f"{self.heap_mb}m"
        options = [f"-Xms{heap}", f"-Xmx{heap}", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"]
        # Java's quick compiler alone: a third of the work until the server answers.
        options += [] if self.is_measured else ["-XX:TieredStopAtLevel=1"]
        self._launch([str(java), *options, *program, str(self.folder), str(self.port)])
        if not state.wait(lambda: self._answers() or not _lives(self.folder), WAIT_S) or not _lives(self.folder):
            raise Missing(f"Elasticsearch did not start:\n{(self.folder / 'log').read_text().strip()[-2000:]}")

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal; for SIGKILL and SIGTERM, wait until it has gone."""
        pid = _pid(self.folder)
        if not pid:
            return
        os.kill(pid, number)
        if number in (signal.SIGKILL, signal.SIGTERM):
            state.wait(lambda: _has_gone(pid), WAIT_S)

    def wipe(self) -> None:
        """End it at once and forget all that it had stored; start() then brings an empty one on the same port."""
        self.signal(signal.SIGKILL)
        shutil.rmtree(self.folder / "data", ignore_errors=True)

    def remove(self) -> None:
        """End it and remove its files."""
        _remove(self.folder)

    def _launch(self, command: list[str]) -> None:
        # The shell ends at once, so that the server is nobody's child and outlives whoever started it.
        detached = ["sh", "-c", '"$@" </dev/null >log 2>&1 & echo $! >pid', "sh", *command]
        subprocess.run(detached, cwd=self.folder, start_new_session=True, timeout=30, check=True)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/_cluster/health")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def _remove(folder: Path) -> None:
    pid = _pid(folder)
    if pid:
        os.kill(pid, signal.SIGKILL)
        state.wait(lambda: _has_gone(pid), WAIT_S)
    shutil.rmtree(folder, ignore_errors=True)


def _lives(folder: Path) -> bool:
    return _pid(folder) != 0


def _pid(folder: Path) -> int:
    """The server's number while it runs, or 0. A number is given again after a reboot: it must be ours."""
    path = folder / "pid"
    text = path.read_text().strip() if path.is_file() else ""
    if not text.isdecimal():
        return 0
    words = b""

    def is_read() -> bool:
        nonlocal words
        words = _words(text)
        return bool(words) or _has_gone(int(text))

    # What has ended and was not yet buried has no words; nor has, for a moment, what the kernel is just starting.
    state.wait(is_read, 1.0)
    return int(text) if str(folder).encode() in words.split(b"\0") else 0


def _words(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _has_gone(pid: int) -> bool:
    """Whether it has ended with all its threads, so that its port is closed; nobody may have buried it yet."""
    process = Path(f"/proc/{pid}")
    try:
        state_letter = (process / "stat").read_text().rpartition(")")[2].split()[0]
        return state_letter in "ZX" and len(list((process / "task").iterdir())) == 1
    except OSError:
        return True
