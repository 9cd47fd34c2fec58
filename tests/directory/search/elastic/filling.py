"""An index for tests: what the database holds, indexed at once."""

from __future__ import annotations

from typing import Any

from elasticsearch import helpers
from sqlalchemy import select

from directory.catalogue.documents import load
from directory.catalogue.models import ServiceDocument
from directory.db import Database
from directory.search.elastic.client import make_client
from directory.search.elastic.schema import MAPPING, SCHEMA, SETTINGS, flat
from directory.search.elasticsearch import ElasticsearchIndex
from tests.services.elasticsearch import OwnAlias

PATIENCE_S = 60.0


class Filled(ElasticsearchIndex):
    """The index as the product has it; a refresh brings it up to date, which in the product somebody else does."""

    def __init__(self, database: Database, own: OwnAlias) -> None:
        """An empty index behind its alias."""
        self.client = make_client(own.url, PATIENCE_S)
        super().__init__(own.url, own.alias, PATIENCE_S, client=self.client)
        self.alias, self._database = own.alias, database
        self._held: dict[str, int] = {}
        meta = {"schema": SCHEMA, "seq": 0, "source": ""}
        self.client.indices.create(
            index=f"{own.alias}-1", mappings={**MAPPING, "_meta": meta}, settings=SETTINGS, aliases={own.alias: {}}
        )

    def refresh(self) -> None:
        """Index what is newer in the database."""
        with self._database.reading() as session:
            rows = session.execute(select(ServiceDocument.id, ServiceDocument.version, ServiceDocument.body))
            newer = [(id_, version, body) for id_, version, body in rows if version > self._held.get(id_, -1)]
        if not newer:
            return
        self._held.update((id_, version) for id_, version, _ in newer)
        actions = (_action(self.alias, id_, version, body) for id_, version, body in newer)
        helpers.bulk(self.client, actions, chunk_size=2000, refresh=True)


def _action(alias: str, id_: str, version: int, body: str) -> dict[str, Any]:
    return {
        "_index": alias,
        "_id": id_,
        "_version": version,
        "_version_type": "external_gte",
        "_source": flat(version, load(body)),
    }
