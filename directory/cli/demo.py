"""``onward demo``: a network of fictional services to try everything on."""

from __future__ import annotations

import click
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from directory import migrations
from directory.catalogue.writes import check_dataset, dataset_kind
from directory.cli.geo import build_table
from directory.cli.settings import Options, screen
from directory.config import Settings
from directory.db import Database
from directory.geocoding.table import PostcodeTable
from directory.parts import database_of
from directory.rules import registry_of
from matching.plugin_manager import PluginRegistry
from seed.demo import SIZE, load_demo, renew


@click.command(epilog="Example: onward --instance /tmp/trial demo --size 500")
@click.option("--size", type=click.IntRange(1, 100_000), default=SIZE, show_default=True, help="How many services.")
@click.pass_obj
def demo(options: Options, size: int) -> None:
    """Load the demonstration network: fictional services of all specialties at real postcodes.

    The same ones every time. Refused in a database that holds real services. Run again, it renews every confirmation.
    """
    settings = options.settings()
    database = database_of(settings)
    migrations.upgrade(database.engine)
    try:
        # Before the postcode table, which takes most of a minute: who is refused should not wait for it.
        with database.reading() as session:
            check_dataset(session, "demo")
        build_table(settings.places_db, force=False)
        added, renewed = load(settings, database, registry_of(settings), size=size)
    finally:
        database.dispose()
    click.echo(f"{added:,} fictional services added, {renewed:,} confirmations renewed.")


def load_into_empty(settings: Settings, database: Database, registry: PluginRegistry) -> tuple[int, int]:
    """Load or renew the demonstration network unless the database holds real services; (added, renewed)."""
    with database.reading() as session:
        if dataset_kind(session) == "real":
            return 0, 0
    return load(settings, database, registry)


def load(settings: Settings, database: Database, registry: PluginRegistry, *, size: int = SIZE) -> tuple[int, int]:
    """Load what is missing of the demonstration network, then renew it; (added, renewed). Raises Refused."""
    postcodes = PostcodeTable(settings.places_db)
    console = screen()
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("Loading the demonstration network", total=size)
            added = load_demo(
                database, registry, postcodes, size=size,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )  # fmt: skip
    finally:
        postcodes.close()
    with database.transaction() as session:
        renewed = renew(session)
    return added, renewed
