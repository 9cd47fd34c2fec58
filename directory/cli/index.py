"""``onward index``: the search index beside the database, on Elasticsearch where one is set."""

from __future__ import annotations

import time
from dataclasses import dataclass
from time import perf_counter

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models import HealthcareService, ServiceDocument
from directory.cli.schema import open_database
from directory.cli.settings import Options, json_option, print_json
from directory.config import Settings
from directory.db import Database
from directory.errors import Refused
from directory.search.elastic import rebuilding
from directory.search.elastic.checking import differences, repair
from directory.search.elastic.client import make_client
from directory.search.embedded import EmbeddedIndex
from directory.search.index import EngineDown

SHOWN = 20
OWN_INDEX = "There is no Elasticsearch to write to: each process mends its own index when it starts."
TRIES, PAUSE_S = 3, 1.0
"""Somebody who writes between two readings makes them differ once, not three times."""
REQUEST_S = 30.0
Versions = dict[str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """How many services there are, and which versions (row, document, index) of whom do not agree."""

    services: int
    wrong: dict[str, tuple[int | None, int | None, int | None]]
    repaired: int = 0


@click.group()
def index() -> None:
    """Rebuild the search index, or check it against the database."""


@index.command(epilog="Example: onward index rebuild")
@json_option
@click.pass_obj
def rebuild(options: Options, as_json: bool) -> None:
    """Build the index anew from the database and say how long that took.

    On Elasticsearch it is filled beside the old one, which is searched until the new one takes its place. Without
    Elasticsearch each process holds an index of its own, built when it starts and kept in step by itself.
    """
    settings = options.settings()
    database = open_database(settings)
    started = perf_counter()
    count = _rebuild_there(settings, database) if settings.elasticsearch_url else _rebuild_here(database)
    seconds = perf_counter() - started
    if as_json:
        print_json({"services": count, "seconds": round(seconds, 3)})
    else:
        click.echo(f"{count} services in {seconds:.1f} s.")


@index.command(epilog="Example: onward index check --repair")
@click.option("--repair", "mend", is_flag=True, help="Write to Elasticsearch again what differs there.")
@json_option
@click.pass_context
def check(context: click.Context, mend: bool, as_json: bool) -> None:
    """Compare every service's version with its document's and the index's. Exits 1 when they are out of step."""
    settings = context.obj.settings()
    if mend and not settings.elasticsearch_url:
        raise click.UsageError(OWN_INDEX)
    database = open_database(settings)
    found = _check_there(settings, database, mend=mend) if settings.elasticsearch_url else _check_here(database)
    wrong = sorted(found.wrong)
    if as_json:
        print_json(
            {
                "services": found.services,
                "in_step": not wrong,
                "repaired": found.repaired,
                "out_of_step": [
                    {"id": id_, "row": row, "document": document, "index": indexed}
                    for id_, (row, document, indexed) in sorted(found.wrong.items())
                ],
            }
        )
    else:
        if found.repaired:
            click.echo(f"Written again: {found.repaired}.")
        if wrong:
            more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
            some = ", ".join(wrong[:SHOWN])
            click.echo(f"{len(wrong)} of {found.services} services are out of step: {some}{more}.", err=True)
        else:
            click.echo(f"All {found.services} services are in step.")
    context.exit(1 if wrong else 0)


def _rebuild_here(database: Database) -> int:
    held = EmbeddedIndex(database)
    try:
        return held.rebuild()
    finally:
        held.close()


def _rebuild_there(settings: Settings, database: Database) -> int:
    told = _Told()
    try:
        client = make_client(settings.elasticsearch_url, REQUEST_S)
        return rebuilding.rebuild(database, client, settings.elasticsearch_index, told.tell)
    except EngineDown as down:
        raise Refused(f"The index was not built; what there was is as before: {down.reason}.") from None


def _check_here(database: Database) -> Found:
    for _ in range(TRIES):
        held = EmbeddedIndex(database)
        with database.reading() as session:
            rows, documents = _read(session, HealthcareService), _read(session, ServiceDocument)
            held.refresh()
            indexed = held.versions()
        held.close()
        wrong = {
            id_: (rows.get(id_), documents.get(id_), indexed.get(id_))
            for id_ in rows.keys() | documents.keys() | indexed.keys()
            if not rows.get(id_) == documents.get(id_) == indexed.get(id_)
        }
        if not wrong:
            break
    return Found(len(rows), wrong)


def _check_there(settings: Settings, database: Database, *, mend: bool) -> Found:
    alias, written = settings.elasticsearch_index, set[str]()
    try:
        client = make_client(settings.elasticsearch_url, REQUEST_S)
        for again in range(TRIES):
            if again:
                time.sleep(PAUSE_S)
            apart = differences(database, client, alias)
            if not apart:
                break
            if mend:
                repair(database, client, alias, apart)
                written |= {id_ for id_, _, _ in apart}
    except EngineDown as down:
        raise Refused(f"It could not be compared: {down.reason}. If it stays so, run onward index rebuild.") from None
    with database.reading() as session:
        rows, documents = _read(session, HealthcareService), _read(session, ServiceDocument)
    wrong = {id_: (rows.get(id_), documents.get(id_), indexed) for id_, _, indexed in apart}
    for id_ in (rows.keys() | documents.keys()) - wrong.keys():
        if rows.get(id_) != documents.get(id_):
            wrong[id_] = (rows.get(id_), documents.get(id_), documents.get(id_))
    return Found(len(rows), wrong, len(written - wrong.keys()))


def _read(session: Session, table: type[HealthcareService | ServiceDocument]) -> Versions:
    return {row.id: row.version for row in session.execute(select(table.id, table.version))}


class _Told:
    """Says how far it has come, once a second, where people look and not among what is printed."""

    def __init__(self) -> None:
        self._said_at = perf_counter()

    def tell(self, done: int, total: int) -> None:
        if perf_counter() - self._said_at >= 1.0 or (done == total and done):
            self._said_at = perf_counter()
            click.echo(f"{done} of {total} services", err=True)
