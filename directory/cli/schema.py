"""``onward db``: the database's shape."""

from __future__ import annotations

import click

from directory import migrations
from directory.app import Parts, build_database, build_geocoding, build_registry_of
from directory.cli.settings import Options
from directory.config import Settings
from directory.db import Database
from directory.errors import Refused
from directory.search.embedded import EmbeddedIndex


@click.group()
def db() -> None:
    """Bring the database to the newest shape."""


@db.command(epilog="Example: onward db upgrade")
@click.pass_obj
def upgrade(options: Options) -> None:
    """Create the database, or bring an older one to the newest shape. Safe to run twice."""
    database = build_database(options.settings())
    migrations.upgrade(database.engine)
    database.dispose()
    click.echo("The database has the newest shape.")


def open_parts(settings: Settings) -> Parts:
    """Every part of the service. Raises Refused when the database's shape is behind this version."""
    settings.check()
    registry = build_registry_of(settings)
    geocoding = build_geocoding(settings, registry)
    database = open_database(settings)
    return Parts(settings, database, registry, geocoding, EmbeddedIndex(database))


def open_database(settings: Settings) -> Database:
    """The database. Raises Refused when its shape is behind this version."""
    database = build_database(settings)
    if not migrations.is_current(database.engine):
        database.dispose()
        raise Refused("The database is new, or older than this version: run onward db upgrade first.")
    return database
