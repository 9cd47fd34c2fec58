"""How fast changes come into our index, beside the client's own ``helpers.bulk`` of the same documents."""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any

from elasticsearch import Elasticsearch, helpers

from benchmarks.generate import build, start_of_minute
from benchmarks.national.data import database_path, fill, flat_rows, give_places
from benchmarks.national.loading import Tell
from benchmarks.national.servers import elasticsearch
from directory.config import Settings
from directory.db import Database
from directory.parts import Parts
from directory.search.elastic.alias import look
from directory.search.elastic.changes import last_seq
from directory.search.elastic.client import make_client
from directory.search.elastic.rebuilding import rebuild
from directory.search.elastic.schema import MAPPING, SETTINGS
from workers.indexer import Indexer

ALIAS, RAW = "indexing", "indexing-raw"
PATIENCE_S = 3_600


@dataclass
class Indexed:
    """Services a second, of each round."""

    services: int
    ours: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)


def measure(options: argparse.Namespace, tell: Tell) -> Indexed:
    """Turn by turn, each into an empty index with the settings of ours."""
    indexed = Indexed(options.indexed)
    with tempfile.TemporaryDirectory(prefix="onward-indexing-") as scratch, elasticsearch(options) as url:
        client = make_client(url, 120.0)
        # A first round warms the server, and is not kept.
        for number in range(-min(1, options.warm), options.indexing_rounds):
            instance = Path(scratch) / "instance"
            ours = _through_the_outbox(instance, url, client, options)
            documents = list(flat_rows(instance))
            raw = _with_helpers(client, documents)
            shutil.rmtree(instance)
            if number >= 0:
                indexed.ours.append(ours)
                indexed.raw.append(raw)
            tell(f"indexing: through the outbox {ours:,.0f} a second, helpers.bulk {raw:,.0f}")
        client.close()
    return indexed


def _through_the_outbox(instance: Path, url: str, client: Elasticsearch, options: argparse.Namespace) -> float:
    """Committed at once, then followed by the product's own indexer until the last change is in the index."""
    instance.mkdir()
    give_places(instance, options.places)
    fill(instance, 0, options.places)
    database = Database(f"sqlite:///{database_path(instance)}")
    rebuild(database, client, ALIAS, grace_s=0.0)
    build(database_path(instance), options.indexed, options.places, start_of_minute())
    nothing: Any = None
    settings = Settings(_env_file=None, instance=instance, elasticsearch_url=url, elasticsearch_index=ALIAS)  # type: ignore[call-arg]
    stop = Event()
    with database.reading() as session:
        last = last_seq(session)
    parts = Parts(settings, database, nothing, nothing, nothing)
    thread = Thread(target=Indexer(parts).run, args=(stop,), daemon=True)
    began = time.perf_counter()
    thread.start()
    while look(client, ALIAS).seq < last:
        time.sleep(0.02)
        if time.perf_counter() - began > PATIENCE_S:
            raise RuntimeError("The index never came in step")
    client.indices.refresh(index=ALIAS)
    took = time.perf_counter() - began
    stop.set()
    thread.join()
    _expect(client, ALIAS, options.indexed)
    database.dispose()
    return float(options.indexed / took)


def _with_helpers(client: Elasticsearch, documents: list[dict[str, Any]]) -> float:
    """Documents that are ready in memory, in the portions that the client chooses."""
    client.options(ignore_status=404).indices.delete(index=RAW)
    client.indices.create(index=RAW, mappings=MAPPING, settings=SETTINGS)
    began = time.perf_counter()
    helpers.bulk(client, ({"_index": RAW, "_id": one["id"], "_source": one} for one in documents))
    client.indices.refresh(index=RAW)
    took = time.perf_counter() - began
    _expect(client, RAW, len(documents))
    return len(documents) / took


def _expect(client: Elasticsearch, index: str, count: int) -> None:
    found = client.count(index=index)["count"]
    if found != count:
        raise RuntimeError(f"{index} holds {found:,} services, not {count:,}")
