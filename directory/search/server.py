"""The search server of the settings with the process's own copy behind it; loaded only where one is set."""

from __future__ import annotations

from directory.config import Settings
from directory.db import Database
from directory.search.elastic.pace import Pace
from directory.search.elasticsearch import ElasticsearchIndex
from directory.search.embedded import EmbeddedIndex
from directory.search.standby import PROBE_S, SHORTEST_PROBE_S, StandbyIndex


def before(settings: Settings, database: Database, own: EmbeddedIndex) -> StandbyIndex:
    """Elasticsearch while it is well and keeps pace, and otherwise the own copy. Nothing is connected yet."""
    first = ElasticsearchIndex(
        settings.elasticsearch_url,
        settings.elasticsearch_index,
        settings.elasticsearch_timeout_s,
        in_step=Pace(database).check,
    )
    return StandbyIndex(first, own, probe_s=max(SHORTEST_PROBE_S, PROBE_S / settings.durations_divided_by))
