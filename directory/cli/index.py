"""``onward index``: the search index beside the database."""

from __future__ import annotations

from time import perf_counter

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models import HealthcareService, ServiceDocument
from directory.cli.schema import open_database
from directory.cli.settings import Options, json_option, print_json
from directory.db import Database
from directory.search.embedded import EmbeddedIndex

SHOWN = 20
TRIES = 3
"""Somebody who writes between two readings makes them differ once, not three times."""
Versions = dict[str, int]


@click.group()
def index() -> None:
    """Rebuild the search index, or check it against the database."""


@index.command(epilog="Example: onward index rebuild")
@json_option
@click.pass_obj
def rebuild(options: Options, as_json: bool) -> None:
    """Build the index anew from the database and say how long that took.

    Each process holds an index of its own, built when it starts and kept in step by itself.
    """
    database = open_database(options.settings())
    started = perf_counter()
    held = EmbeddedIndex(database)
    count = held.rebuild()
    seconds = perf_counter() - started
    held.close()
    if as_json:
        print_json({"services": count, "seconds": round(seconds, 3)})
    else:
        click.echo(f"{count} services in {seconds:.1f} s.")


@index.command(epilog="Example: onward index check --json")
@json_option
@click.pass_context
def check(context: click.Context, as_json: bool) -> None:
    """Compare every service's version with its document's and the index's. Exits 1 when they are out of step."""
    database = open_database(context.obj.settings())
    for _ in range(TRIES):
        rows, documents, indexed = _versions(database)
        wrong = sorted(
            id_
            for id_ in rows.keys() | documents.keys() | indexed.keys()
            if not rows.get(id_) == documents.get(id_) == indexed.get(id_)
        )
        if not wrong:
            break
    if as_json:
        print_json(
            {
                "services": len(rows),
                "in_step": not wrong,
                "out_of_step": [
                    {"id": id_, "row": rows.get(id_), "document": documents.get(id_), "index": indexed.get(id_)}
                    for id_ in wrong
                ],
            }
        )
    elif wrong:
        more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        click.echo(f"{len(wrong)} of {len(rows)} services are out of step: {', '.join(wrong[:SHOWN])}{more}.", err=True)
    else:
        click.echo(f"All {len(rows)} services are in step.")
    context.exit(1 if wrong else 0)


def _versions(database: Database) -> tuple[Versions, Versions, Versions]:
    held = EmbeddedIndex(database)
    with database.reading() as session:
        rows, documents = _read(session, HealthcareService), _read(session, ServiceDocument)
        held.refresh()
        indexed = held.versions()
    held.close()
    return rows, documents, indexed


def _read(session: Session, table: type[HealthcareService | ServiceDocument]) -> Versions:
    return {row.id: row.version for row in session.execute(select(table.id, table.version))}
