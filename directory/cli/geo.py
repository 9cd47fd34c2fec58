"""``onward geo``: the postcode table, and where a place is."""

from __future__ import annotations

from pathlib import Path

import click
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from directory.cli.settings import Options, json_option, print_json, screen
from directory.geocoding import build as table
from directory.rules import geocoding_of, registry_of


@click.group()
def geo() -> None:
    """Build the postcode table; find where a place is."""


@geo.command(epilog="Example: onward geo build")
@click.option("--force", is_flag=True, help="Build it again even if it is up to date.")
@click.pass_obj
def build(options: Options, force: bool) -> None:
    """Build the table of every UK postcode, about a minute. Does nothing when it is up to date."""
    if not build_table(options.settings().places_db, force=force):
        click.echo("The postcode table is up to date.")


def build_table(path: Path, *, force: bool) -> bool:
    """Build the postcode table with a progress bar, unless it is up to date; whether it was built."""
    if not force and table.is_current(path):
        return False
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen()) as bar:
        task = bar.add_task("Building the postcode table", total=None)
        table.build(path, progress=lambda done, total: bar.update(task, completed=done, total=total), force=force)
    return True


@geo.command(epilog="Example: onward geo locate 'LS1 4AP' --json")
@click.argument("query")
@json_option
@click.pass_obj
def locate(options: Options, query: str, as_json: bool) -> None:
    """Say where a postcode, a town or a position is, and how precisely that is known."""
    settings = options.settings()
    found = geocoding_of(settings, registry_of(settings)).locate(query)
    if as_json:
        print_json(
            {
                "query": query,
                "latitude": found.latitude,
                "longitude": found.longitude,
                "precision": found.precision,
                "label": found.label,
                "nation": found.nation,
                "corrected": found.corrected,
            }
        )
    else:
        click.echo(f"{found.label}: {found.latitude:.6f}, {found.longitude:.6f} ({found.precision})")
