"""Everything the service is made of, from its settings; the web and the command line stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from directory import strength
from directory.config import Settings
from directory.db import Database
from directory.geocoding.service import Geocoding
from directory.outbox import durability
from directory.rules import geocoding_of, registry_of
from directory.search.embedded import EmbeddedIndex
from directory.search.index import Index
from matching.plugin_manager import PluginRegistry


@dataclass(frozen=True, slots=True)
class Parts:
    """What the service is made of; made once a process, handed to whoever needs it."""

    settings: Settings
    database: Database
    registry: PluginRegistry
    geocoding: Geocoding
    index: Index

    def close(self) -> None:
        """Let go of every connection."""
        self.index.close()
        self.registry.close()
        self.database.dispose()


def database_of(settings: Settings) -> Database:
    """The database of these settings; nothing is connected yet. Raises Refused for a file that has vanished."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database, clock_offset_s=settings.clock_offset_s)
    durability.check_present(database)
    return database


def build_parts(settings: Settings, database: Database | None = None) -> Parts:
    """Every part, on this database or on the settings' own. Raises Refused, TableMissing, PluginRefused."""
    strength.check(settings)
    registry = registry_of(settings)
    geocoding = geocoding_of(settings, registry)
    database = database or database_of(settings)
    return Parts(settings, database, registry, geocoding, index_of(settings, database))


def index_of(settings: Settings, database: Database) -> Index:
    """What is searched: the process's own index, behind Elasticsearch where one is set."""
    own = EmbeddedIndex(database)
    if not settings.elasticsearch_url:
        return own
    # Its client takes a good part of a second to load, and most instances have no Elasticsearch.
    pair: Index = import_module("directory.search.server").before(settings, database, own)
    return pair
