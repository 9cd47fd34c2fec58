"""Services that the index refused, written once more."""

from __future__ import annotations

from elasticsearch import Elasticsearch

from directory.config import Settings
from directory.db import Database
from directory.search.elastic.changes import read_entries
from directory.search.elastic.client import asking, make_client
from directory.search.elastic.writing import Refused, write

_clients: dict[tuple[str, float], Elasticsearch] = {}


def write_again(settings: Settings, database: Database, versions: dict[str, int]) -> dict[str, Refused]:
    """What is still refused of these services (id -> version), by id. Raises EngineDown.

    One request for all, cut as a search would be: others wait for the thread that asks.
    """
    with database.reading() as session:
        entries = read_entries(session, versions)
    with asking():
        refused = write(_client(settings), settings.elasticsearch_index, entries)
    return {each.id: each for each in refused}


def _client(settings: Settings) -> Elasticsearch:
    key = (settings.elasticsearch_url, settings.elasticsearch_timeout_s)
    if key not in _clients:
        _clients[key] = make_client(*key)
    return _clients[key]
