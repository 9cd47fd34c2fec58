"""``onward db``: the database's shape."""

from __future__ import annotations

import click

from directory import migrations
from directory.cli.settings import Options, actor_name
from directory.config import Settings
from directory.db import Database
from directory.errors import Refused
from directory.outbox import durability, key_check
from directory.parts import Parts, build_parts, database_of


@click.group()
def db() -> None:
    """Bring the database to the newest shape."""


@db.command(epilog="Example: onward db upgrade")
@click.pass_obj
def upgrade(options: Options) -> None:
    """Create the database, or bring an older one to the newest shape. Safe to run twice."""
    database = database_of(options.settings())
    migrations.upgrade(database.engine)
    database.dispose()
    click.echo("The database has the newest shape.")


@db.command("new-key", epilog="Example: onward db new-key --yes")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def new_key(options: Options, yes: bool) -> None:
    """Go on with the secret key that is set, because the earlier one is lost.

    Links in mails that have been sent no longer open. Who must answer gets a new one with the next reminder.
    """
    settings = options.settings()
    database = open_database(settings)
    with database.reading() as session:
        if not key_check.is_another(session, settings):
            click.echo("The key that is set is accepted as it is: nothing to do.")
            return
    if not yes:
        click.confirm("Links in mails that have been sent will no longer open. Go on?", abort=True)
    with database.transaction() as session:
        key_check.replace(session, settings, by=actor_name())
    click.echo("Done. Start every process with this key.")


def open_parts(settings: Settings) -> Parts:
    """Every part of the service. Raises Refused when the database's shape is behind this version."""
    return build_parts(settings, open_database(settings))


def open_database(settings: Settings) -> Database:
    """The database, closed when the command ends. Raises Refused when its shape is behind this version."""
    database = database_of(settings)
    # Only to look at a file that is not there would make an empty one.
    if not durability.check_present(database) or not migrations.is_current(database.engine):
        database.dispose()
        raise Refused("The database is new, or older than this version: run onward db upgrade first.")
    context = click.get_current_context(silent=True)
    if context is not None:
        # Also when the command ends with an error.
        context.call_on_close(database.dispose)
    return database
