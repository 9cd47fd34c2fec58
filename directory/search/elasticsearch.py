"""The search by Elasticsearch: nothing of its client is loaded until it is asked."""

from __future__ import annotations

from directory.search.elastic.engine import ElasticsearchIndex

__all__ = ["ElasticsearchIndex"]
