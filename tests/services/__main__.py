"""Start, find and stop the servers that some tests need: ``python -m tests.services start|stop|env|missing``.

``env`` prints the exports of what is running, for a shell to evaluate; ``missing`` says which suites were skipped
for want of a server or a browser, and the one command that brings each. Only the standard library is used.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys

from tests.services import elasticsearch_server, postgres_server, redis_server
from tests.services.state import Missing

SERVERS = {"PostgreSQL": postgres_server, "Redis": redis_server, "Elasticsearch": elasticsearch_server}


def main(arguments: list[str]) -> int:
    """Do what the first argument says; 2 for anything else."""
    commands = {"start": _start, "stop": _stop, "env": _env, "missing": _missing}
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        commands[arguments[0]]()
    except Missing as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _start() -> None:
    for name, server in SERVERS.items():
        url = server.running()
        if url:
            print(f"{name} is already running for the tests.")
        else:
            url = server.start()
            print(f"{name} is running for the tests: `make test` uses it, `make services-stop` ends it.")
        print(f"{server.VARIABLE}={url}")


def _stop() -> None:
    for name, server in SERVERS.items():
        print(f"{name} is stopped." if server.stop() else f"No {name} of ours was running.")


def _env() -> None:
    for server in SERVERS.values():
        # What a person has set comes before what was started here.
        url = None if os.environ.get(server.VARIABLE) else server.running()
        if url:
            print(f"export {server.VARIABLE}={shlex.quote(url)}")


def _missing() -> None:
    for name, server in SERVERS.items():
        if not (os.environ.get(server.VARIABLE) or server.running()):
            print(f"Skipped: the suites on {name}. To run them too: make services")
    if not shutil.which("chromium"):
        print("Skipped: the suites in a browser. To run them too: sudo apt-get install chromium")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
