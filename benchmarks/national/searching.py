"""The searches of one size: everything is loaded and started, then all take turns."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path

from benchmarks.generate import start_of_minute
from benchmarks.national import loading
from benchmarks.national.data import database_path, instance_of
from benchmarks.national.judging import Judge
from benchmarks.national.peers import CUBE_ORDER, POSTGIS_ORDER, Ours, Peer, Postgres, RawElasticsearch, RTree
from benchmarks.national.questions import KINDS, questions
from benchmarks.national.rounds import Measured, Turns
from benchmarks.national.servers import elasticsearch, onward, postgres
from benchmarks.national.sql import Table
from benchmarks.over_http import Client

ALIAS = "national"
EMBEDDED, ELASTIC = "ours, embedded", "ours, on Elasticsearch"
RAW, RAW_OPEN = "Elasticsearch client, told the circle", "Elasticsearch client, no circle"
CUBE, POSTGIS = "PostgreSQL, gist(specialty, cube)", "PostGIS, gist(specialty, geography)"
SMALL = "ours, embedded, the smallest size"
SEED = 1_000


def measure(size: int, small: int | None, options: argparse.Namespace, tell: loading.Tell) -> Measured:
    """So many rounds with so many services; beside them the embedded service with ``small``, if given."""
    measured = Measured(size)
    tell(f"{size:,} services: generated, or taken from the cache")
    instance = instance_of(options.cache, size, options.places)
    with ExitStack() as stack:
        ours, others = _start(instance, small, options, stack, tell)
        turns = Turns(measured, ours, others, Judge(database_path(instance)))
        for number in range(-options.warm, options.rounds):
            asked = [
                questions(kind, options.questions, options.places, start_of_minute(), SEED + number) for kind in KINDS
            ]
            if number < 0:
                for each in asked:
                    turns.warm(each)
                continue
            turns.round(asked, number)
            tell(f"{size:,} services: round {number + 1} of {options.rounds}")
    return measured


def _start(
    instance: Path, small: int | None, options: argparse.Namespace, stack: ExitStack, tell: loading.Tell
) -> tuple[Ours, list[Peer]]:
    url = stack.enter_context(elasticsearch(options))
    loading.into_elasticsearch(instance, url, ALIAS, tell)
    postgres_url = stack.enter_context(postgres(options.shared_mb))
    has_postgis = loading.into_postgres(instance, postgres_url, tell)
    tree = loading.into_rtree(instance, tell)
    # Sending is for the relay, which a country runs elsewhere.
    embedded = stack.enter_context(onward(instance, embedded_workers=False))
    elastic = stack.enter_context(
        onward(instance, embedded_workers=False, elasticsearch_url=url, elasticsearch_index=ALIAS)
    )
    tell("our service is ready, with each engine")
    hours, table = loading.timetables(url, ALIAS), Table()
    others: list[Peer] = [
        Ours(ELASTIC, Client(elastic)),
        RawElasticsearch(RAW, url, ALIAS, hours, in_circle=True),
        RawElasticsearch(RAW_OPEN, url, ALIAS, hours, in_circle=False),
        Postgres(CUBE, postgres_url, table, CUBE_ORDER),
        RTree(tree, table),
    ]
    if has_postgis:
        others.insert(4, Postgres(POSTGIS, postgres_url, table, POSTGIS_ORDER))
    else:
        tell("PostGIS is not installed: its column is left out (Debian: postgresql-15-postgis-3)")
    if small is not None:
        port = stack.enter_context(onward(instance_of(options.cache, small, options.places), embedded_workers=False))
        others.append(Ours(SMALL, Client(port), is_of_another_size=True))
    return Ours(EMBEDDED, Client(embedded)), others
