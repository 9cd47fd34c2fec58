"""Servers to measure, each in a process of its own: the application, or one route that does nothing."""

from __future__ import annotations

import sys
from pathlib import Path

from flask import Flask
from waitress import serve


def noop() -> Flask:
    """The least that Flask can answer."""
    app = Flask("noop")

    @app.get("/")
    def nothing() -> str:
        return "{}"

    return app


def main() -> None:
    """``python -m benchmarks.server noop PORT`` or ``python -m benchmarks.server app PORT INSTANCE DATABASE``."""
    what, port, *rest = sys.argv[1:]
    if what == "noop":
        serve(noop(), host="127.0.0.1", port=int(port), threads=8, _quiet=True)
        return
    # Only here: the route that does nothing must not carry the weight of the application.
    from directory.app import create_app
    from directory.config import Settings

    instance, database = rest
    settings = Settings(
        instance=Path(instance), database_url=f"sqlite:///{database}", log_level="error",
        search_rate_limit="1000000 per second",
    )  # fmt: skip
    serve(create_app(settings), host="127.0.0.1", port=int(port), threads=8, _quiet=True)


if __name__ == "__main__":
    main()
