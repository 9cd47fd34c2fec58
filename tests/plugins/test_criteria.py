"""What is asked of services: for each need the criteria that were reviewed, with their weights and their words."""

from __future__ import annotations

import yaml

from matching.plugin_manager import PluginRegistry
from tests.criteria import TABLE, table

RENEW = "If that is meant, run: python -m tests.criteria. Then review what git shows of tests/plugins/criteria.yaml."


def test_every_need_asks_what_it_was_reviewed_to_ask(registry: PluginRegistry) -> None:
    assert table(registry) == yaml.safe_load(TABLE.read_text(encoding="utf-8")), RENEW
