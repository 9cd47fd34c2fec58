"""How every process that stays begins: each line of its log is one JSON object, whoever wrote it."""

from __future__ import annotations

import json
import subprocess
import sys

SCRIPT = """
import logging, structlog
from directory.cli.start import start_log
start_log("info")
structlog.contextvars.bind_contextvars(message_id="one")
structlog.get_logger("onward").info("ours", count=2)
logging.getLogger("somebody").warning("theirs: %s", "odd")
logging.getLogger("somebody").error("failed", exc_info=ValueError("broken"))
structlog.get_logger("onward").debug("too fine")
logging.getLogger("elastic_transport.node_pool").warning("Node <http://user@host> has failed")
"""


def test_every_line_is_one_json_object_with_what_it_is_about() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    ours, theirs, failed = map(json.loads, done.stderr.splitlines())
    assert (ours["event"], ours["count"], ours["level"], ours["message_id"]) == ("ours", 2, "info", "one")
    assert (theirs["event"], theirs["level"], theirs["message_id"]) == ("theirs: odd", "warning", "one")
    assert "ValueError: broken" in failed["exception"]
    assert all(line["timestamp"].endswith("Z") for line in (ours, theirs, failed))
