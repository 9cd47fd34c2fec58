"""``onward serve`` and ``onward run``."""

from __future__ import annotations

import gc
from contextlib import closing

import click
from prometheus_client.registry import Collector
from waitress.server import create_server

from directory import migrations
from directory.app import create_app
from directory.cli.demo import load_into_empty
from directory.cli.draining import Sockets, serve_until_told
from directory.cli.geo import build_table
from directory.cli.settings import Options, screen
from directory.cli.start import check_database, check_settings, open_running, start_log
from directory.config import Settings
from directory.errors import Refused
from directory.rules import registry_of
from workers import embedded

host_option = click.option("--host", help="The address to listen on [default: ONWARD_HOST, else 127.0.0.1].")
port_option = click.option(
    "--port", type=click.IntRange(1, 65535), help="The port to listen on [default: ONWARD_PORT, else 8000]."
)


@click.command(epilog="Example: onward serve --port 8080")
@host_option
@port_option
@click.pass_obj
def serve(options: Options, host: str | None, port: int | None) -> None:
    """Serve the pages and the API, with the database as it is.

    Refuses to start when the database is behind this version or the postcode table is missing.
    """
    settings = _listening(options.settings(), host, port)
    _serve(settings)


@click.command(epilog="Example: onward run --port 8080")
@host_option
@port_option
@click.option("--demo/--no-demo", default=True, help="Load the demonstration network into an empty database.")
@click.pass_obj
def run(options: Options, host: str | None, port: int | None, demo: bool) -> None:
    """Migrate, build the postcode table if it is missing, load the demonstration into an empty database, and serve."""
    settings = _listening(options.settings(), host, port)
    check_settings(settings)
    # Before the postcode table, which takes most of a minute: whose database is gone should not wait for it.
    database = check_database(settings)
    build_table(settings.places_db, force=False)
    migrations.upgrade(database.engine)
    if demo:
        with closing(registry_of(settings)) as registry:
            load_into_empty(settings, database, registry)
    database.dispose()
    _serve(settings)


def _listening(settings: Settings, host: str | None, port: int | None) -> Settings:
    """The settings with the address that was asked for: links in mails lead there."""
    return settings.model_copy(update={"host": host or settings.host, "port": port or settings.port})


def _serve(settings: Settings) -> None:
    host, port = settings.host, settings.port
    start_log(settings.log_level)
    parts = open_running(settings)
    parts.index.refresh()
    parts.registry.vocabulary.prepare()
    counted: list[Collector] = []
    app = create_app(parts=parts, counted=counted)
    sockets: Sockets = {}
    try:
        server = create_server(
            app, map=sockets, host=host, port=port, threads=settings.threads, ident=None,
            clear_untrusted_proxy_headers=True, max_request_body_size=4 * settings.max_body_bytes,
            max_request_header_size=32_768, channel_timeout=30,
        )  # fmt: skip
    except OSError as error:
        raise Refused(f"Cannot listen on {host}:{port}: {error.strerror or error}. Choose another --port.") from None
    shown = f"[{host}]" if ":" in host else host
    screen().print(f"Onward is at [bold]http://{shown}:{port}[/bold]  (Ctrl+C stops it)")
    # What was made until now stays: looking for garbage in it, too, would hold requests up for a fifth of a second.
    gc.collect()
    gc.freeze()
    # Without Redis this process sends what is due itself.
    running = embedded.start(parts) if settings.runs_workers else None
    if running:
        counted.append(running.metrics.registry)
    try:
        serve_until_told(server, sockets)
    finally:
        server.close()
        if running:
            running.stop()
        parts.close()
