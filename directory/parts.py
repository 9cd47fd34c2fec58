"""Everything the service is made of, from its settings; the web and the command line stand on it."""

from __future__ import annotations

from dataclasses import dataclass

from directory.config import Settings
from directory.db import Database
from directory.geocoding.service import Geocoding
from directory.rules import geocoding_of, registry_of
from directory.search.embedded import EmbeddedIndex
from matching.plugin_manager import PluginRegistry


@dataclass(frozen=True, slots=True)
class Parts:
    """What the service is made of; made once a process, handed to whoever needs it."""

    settings: Settings
    database: Database
    registry: PluginRegistry
    geocoding: Geocoding
    index: EmbeddedIndex

    def close(self) -> None:
        """Let go of every connection."""
        self.index.close()
        self.database.dispose()


def database_of(settings: Settings) -> Database:
    """The database of these settings; nothing is connected yet."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    return Database(settings.database, clock_offset_s=settings.clock_offset_s)


def build_parts(settings: Settings, database: Database | None = None) -> Parts:
    """Every part, on this database or on the settings' own. Raises Refused, TableMissing, PluginRefused."""
    settings.check()
    registry = registry_of(settings)
    geocoding = geocoding_of(settings, registry)
    database = database or database_of(settings)
    return Parts(settings, database, registry, geocoding, EmbeddedIndex(database))
