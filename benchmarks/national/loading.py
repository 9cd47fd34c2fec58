"""The same services into each peer, in bulk: a rebuild of our index, COPY, one transaction; then their indexes."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from elasticsearch import Elasticsearch

from benchmarks.national.data import database_path, flat_rows
from benchmarks.national.sql import COLUMNS, Table
from directory.db import Database
from directory.search.elastic.client import make_client
from directory.search.elastic.rebuilding import rebuild

Tell = Callable[[str], None]
CUBE = "ll_to_earth(latitude, longitude) as place"
GEOGRAPHY = "st_setsrid(st_makepoint(longitude, latitude), 4326)::geography as geog"


def into_elasticsearch(instance: Path, url: str, alias: str, tell: Tell) -> None:
    """Build our index from the database as ``onward index rebuild`` does, and wait until it is at rest."""
    database = Database(f"sqlite:///{database_path(instance)}")
    client = make_client(url, 120.0)
    try:
        began = time.monotonic()
        count = rebuild(database, client, alias, grace_s=0.0)
        took = time.monotonic() - began
        tell(f"Elasticsearch: {count:,} services in {took:.0f} s, {count / took:,.0f} a second")
        _rest(client, alias)
    finally:
        client.close()
        database.dispose()


def _rest(client: Elasticsearch, alias: str) -> None:
    while client.indices.stats(index=alias, metric="merge")["_all"]["total"]["merges"]["current"]:
        time.sleep(0.5)


def timetables(url: str, alias: str) -> list[str]:
    """Every timetable that any service has."""
    client = make_client(url, 60.0)
    found = client.search(index=alias, size=0, aggs={"hours": {"terms": {"field": "hours", "size": 10_000}}})
    client.close()
    return [bucket["key"] for bucket in found["aggregations"]["hours"]["buckets"]]


def into_postgres(instance: Path, url: str, tell: Tell) -> bool:
    """COPY, then a table with a cube and, where there is PostGIS, a geography; whether there is."""
    began, table = time.monotonic(), Table()
    with psycopg.connect(url, autocommit=True) as connection:
        for extension in ("cube", "earthdistance", "btree_gist"):
            connection.execute(f"create extension {extension}")
        has_postgis = _has_postgis(connection)
        connection.execute(table.create("arriving"))
        with connection.cursor() as cursor, cursor.copy("copy arriving from stdin") as copy:
            for row in table.rows(flat_rows(instance)):
                copy.write_row(row)
        places = f"{CUBE}, {GEOGRAPHY}" if has_postgis else CUBE
        connection.execute(f"create table service as select arriving.*, {places} from arriving")
        connection.execute("drop table arriving")
        for column in ("place", "geog") if has_postgis else ("place",):
            connection.execute(f"create index on service using gist (specialty, {column})")
        connection.execute("vacuum analyze service")
    tell(f"PostgreSQL: loaded and indexed in {time.monotonic() - began:.0f} s")
    return has_postgis


def _has_postgis(connection: psycopg.Connection[Any]) -> bool:
    found = connection.execute("select 1 from pg_available_extensions where name = 'postgis'").fetchone()
    if found:
        connection.execute("create extension postgis")
    return bool(found)


def into_rtree(instance: Path, tell: Tell) -> Path:
    """A file of its own with the table and the R*Tree, in one transaction; kept beside the services."""
    path, made = instance / "rtree.db", instance / "rtree.unfinished"
    if path.exists():
        return path
    made.unlink(missing_ok=True)
    began, table = time.monotonic(), Table()
    connection = sqlite3.connect(made, isolation_level=None)
    connection.execute("pragma synchronous=off")
    connection.execute("begin")
    connection.execute(table.create("service"))
    connection.execute("create virtual table place using rtree(number, south, north, west, east)")
    marks = ", ".join("?" * len(COLUMNS))
    connection.executemany(f"insert into service values ({marks})", table.rows(flat_rows(instance)))
    connection.execute(
        "insert into place select number, latitude, latitude, longitude, longitude from service order by number"
    )
    connection.execute("commit")
    connection.close()
    made.rename(path)
    tell(f"SQLite R*Tree: loaded in {time.monotonic() - began:.0f} s")
    return path
