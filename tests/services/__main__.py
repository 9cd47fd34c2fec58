"""Start, find and stop the servers that some tests need: ``python -m tests.services start|stop|env|missing``.

``env`` prints the exports of what is running, for a shell to evaluate; ``missing`` says which suites were skipped
for want of a server or a browser, and the one command that brings each. Only the standard library is used.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys

from tests.services.postgres_server import VARIABLE, Missing, running, start, stop


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
    url = running()
    if url:
        print("PostgreSQL is already running for the tests.")
    else:
        url = start()
        print("PostgreSQL is running for the tests: `make test` uses it, `make services-stop` ends it.")
    print(f"{VARIABLE}={url}")


def _stop() -> None:
    print("PostgreSQL is stopped." if stop() else "No PostgreSQL of ours was running.")


def _env() -> None:
    # What a person has set comes before what was started here.
    url = None if os.environ.get(VARIABLE) else running()
    if url:
        print(f"export {VARIABLE}={shlex.quote(url)}")


def _missing() -> None:
    if not (os.environ.get(VARIABLE) or running()):
        print("Skipped: the suites on PostgreSQL. To run them too: make services")
    if not shutil.which("chromium"):
        print("Skipped: the suites in a browser. To run them too: sudo apt-get install chromium")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
