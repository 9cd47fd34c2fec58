"""A database and its index: services stored, erased and changed, and what the index then holds."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert

from directory.catalogue.documents import Document
from directory.catalogue.models import ChangeLog, ServiceDocument
from directory.db import Base, Database, serialise_writers
from directory.outbox import service as outbox
from directory.outbox.models import OutboxMessage
from directory.search.elastic.client import make_client
from directory.search.elastic.following import Follower
from directory.search.elastic.rebuilding import rebuild
from tests.directory.search.factory import document, store
from tests.services.elasticsearch import OwnAlias

REQUEST_S = 30.0
NOWHERE = {"nation": "england", "latitude": 200.0, "longitude": 0.0}
"""A place that Elasticsearch will not take."""


@dataclass
class Kept:
    """One database, one alias, and the client between them."""

    database: Database
    client: Any
    alias: str

    def store(self, *documents: Document) -> None:
        """Write these, as the catalogue does."""
        store(self.database, documents)

    def erase(self, *documents: Document) -> None:
        """Remove these and say so in the log."""
        with self.database.transaction() as session:
            serialise_writers(session)
            session.execute(delete(ServiceDocument).where(ServiceDocument.id.in_([each["id"] for each in documents])))
            session.execute(
                insert(ChangeLog), [{"service_id": each["id"], "version": each["version"]} for each in documents]
            )

    def rebuild(self, **more: Any) -> int:
        """Build the index without waiting for searches of the old one."""
        return rebuild(self.database, self.client, self.alias, **{"grace_s": 0.0, **more})

    def follower(self, client: Any = None) -> Follower:
        """Somebody who follows the log."""
        return Follower(self.database, client or self.client, self.alias)

    def held(self) -> dict[str, int]:
        """The version of every living service in the index."""
        self.client.indices.refresh(index=self.alias)
        living = {"bool": {"must_not": [{"term": {"gone": True}}]}}
        hits = self.client.search(index=self.alias, query=living, size=10_000, version=True)["hits"]["hits"]
        assert all(hit["_source"]["version"] == hit["_version"] for hit in hits)
        return {hit["_id"]: hit["_version"] for hit in hits}

    def stored(self) -> dict[str, int]:
        """The version of every service in the database."""
        with self.database.reading() as session:
            return {row.id: row.version for row in session.query(ServiceDocument.id, ServiceDocument.version)}

    def messages(self) -> list[OutboxMessage]:
        """Every message of the outbox."""
        with self.database.reading() as session:
            return outbox.listing(session)


@pytest.fixture
def kept(tmp_path: Path, elasticsearch: OwnAlias) -> Iterator[Kept]:
    """An empty database and its index."""
    database = Database(f"sqlite:///{tmp_path / 'kept.db'}")
    Base.metadata.create_all(database.engine)
    made = keep(database, elasticsearch)
    made.rebuild()
    yield made
    made.client.close()
    database.dispose()


@pytest.fixture
def any_kept(any_database: Database, elasticsearch: OwnAlias) -> Iterator[Kept]:
    """The same on each kind of database."""
    made = keep(any_database, elasticsearch)
    made.rebuild()
    yield made
    made.client.close()


def keep(database: Database, own: OwnAlias) -> Kept:
    """The database, and the alias on the shared server."""
    return Kept(database, make_client(own.url, REQUEST_S), own.alias)


def documents(count: int, seed: int = 7, **given: Any) -> list[Document]:
    """Random services, the same every time."""
    random_ = random.Random(seed)
    return [document(random_, **given) for _ in range(count)]


def newer(each: Document, **changes: Any) -> Document:
    """The next version."""
    return {**each, **changes, "version": each["version"] + 1}


def versions(given: Sequence[Document]) -> dict[str, int]:
    """By id."""
    return {each["id"]: each["version"] for each in given}


class Through:
    """A client whose bulk requests somebody else answers, first or instead."""

    def __init__(self, inner: Any, bulk: Any) -> None:
        """``bulk`` is given the real one and the arguments."""
        self._inner, self._bulk = inner, bulk

    def options(self, **given: Any) -> Through:
        """The same with options."""
        return Through(self._inner.options(**given), self._bulk)

    def bulk(self, **given: Any) -> Any:
        """Ask whoever is in between."""
        return self._bulk(self._inner.bulk, given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)
