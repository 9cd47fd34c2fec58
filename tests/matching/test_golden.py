"""The words of lay people and of practitioners, as lists: the right first suggestion, and no word left over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from matching import Case
from matching.plugin_manager import PluginRegistry
from matching.triage import triage

HERE = Path(__file__).parent
QUERIES: list[dict[str, str]] = yaml.safe_load((HERE / "golden_lay_queries.yaml").read_text(encoding="utf-8"))
TERMS: dict[str, Any] = yaml.safe_load((HERE / "practitioner_terms.yaml").read_text(encoding="utf-8"))


def test_the_list_is_long_and_every_query_has_a_source() -> None:
    assert len({each["typed"] for each in QUERIES}) == len(QUERIES) >= 200
    assert all(each["source"] for each in QUERIES)


@pytest.mark.parametrize("query", QUERIES, ids=lambda each: each["typed"].replace(" ", "-"))
def test_what_is_meant_is_suggested_first(registry: PluginRegistry, query: dict[str, str]) -> None:
    found = registry.vocabulary.suggest(query["typed"])
    assert [each.code for each in found][:1] == [query["first"]]


@pytest.mark.parametrize("typed", TERMS["holds"])
def test_what_matters_is_understood_whole_and_holds(registry: PluginRegistry, typed: str) -> None:
    found = triage(Case(age=40, terms=(typed,)), registry)
    assert found.unrecognised == ()
    assert found.decision.value != "may-treat"


@pytest.mark.parametrize("typed", TERMS["frees"])
def test_what_does_not_matter_holds_nothing(registry: PluginRegistry, typed: str) -> None:
    found = triage(Case(age=40, terms=(typed,)), registry)
    assert found.unrecognised == ()
    assert found.decision.value == "may-treat"
