"""``/metrics`` for Prometheus: what is to be sent, what stands still, and referrals that nobody owns (always 0)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flask import Blueprint, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from directory.accounts.guards import Guard
from directory.admin import attention
from directory.db import Database
from directory.outbox import alarms
from directory.referrals import service as referrals
from directory.referrals.machine import State
from directory.search.elastic import progress
from directory.search.index import Index
from directory.search.standby import StandbyIndex
from matching.plugin_manager import PluginRegistry


def create_blueprint(
    *, database: Database, index: Index, rules: PluginRegistry, guard: Guard, counted: Sequence[Collector]
) -> Blueprint:
    """``/metrics``; ``counted`` are the collectors of this process, which may grow after the start."""
    blueprint = Blueprint("metrics", __name__)

    @blueprint.get("/metrics")
    def metrics() -> Response:
        guard.require(request)
        registry = CollectorRegistry(auto_describe=False)
        registry.register(Rows(database, has_server=isinstance(index, StandbyIndex)))
        registry.register(Plugins(rules))
        if isinstance(index, StandbyIndex):
            registry.register(SearchServer(index))
        body = generate_latest(registry) + b"".join(generate_latest(each) for each in counted)
        return Response(body, content_type=CONTENT_TYPE_LATEST)

    return blueprint


class Rows(Collector):
    """Figures read from the database when they are asked for, the same whichever process is asked."""

    def __init__(self, database: Database, *, has_server: bool = False) -> None:
        """Read from this database; of the search server's index too, where one is set."""
        self._database, self._has_server = database, has_server

    def collect(self) -> Iterator[Metric]:
        """Every figure, once."""
        with self._database.reading() as session:
            sent = alarms.numbers(session)
            made = referrals.numbers(session)
            wrong = attention.needed(session)
            indexed = progress.read(session) if self._has_server else None
            compared = progress.last_comparison(session) if self._has_server else None
        yield _by_state("onward_outbox_messages", "Messages by state.", sent["messages"])
        yield _by_state("onward_timers", "Timers by state.", sent["timers"])
        yield _one("onward_outbox_oldest_due_seconds", "How long the oldest due row has waited.", sent["oldest_due_s"])
        if sent["relay_heartbeat_s"] is not None:
            yield _one("onward_relay_heartbeat_seconds", "How long ago the relay was alive.", sent["relay_heartbeat_s"])
        yield _one("onward_alarms", "What needs a person now.", float(len(wrong)))
        yield _by_state("onward_referrals", "Referrals by state.", {each: made[each] for each in State})
        yield _one(
            "onward_referrals_without_owner", "Open referrals without an owner or a next action.", made["without_owner"]
        )
        yield _one("onward_referrals_overdue", "Open referrals whose next action is overdue.", made["overdue"])
        if indexed is not None:
            yield _one("onward_index_behind_changes", "Changes the search server has not got.", float(indexed.behind))
            yield _one("onward_index_heartbeat_seconds", "How long ago the indexer was alive.", indexed.silent_s)
            states: dict[str, float] = {each: float(each == indexed.state) for each in progress.STATES}
            yield _by_state("onward_index", "What the indexer does: 1 for the state that it is in.", states)
        if compared is not None:
            text = "Services that differed between index and database at the last comparison."
            yield _one("onward_index_out_of_step", text, float(compared.differed))
            yield _one("onward_index_compared_seconds", "How long ago that comparison was.", compared.ago_s)


class Plugins(Collector):
    """Which plugins are switched off, as this process sees it."""

    def __init__(self, rules: PluginRegistry) -> None:
        """Read from this registry."""
        self._rules = rules

    def collect(self) -> Iterator[Metric]:
        """1 for each plugin that is off and holds treatment until somebody looks, 0 for each that is on."""
        family = GaugeMetricFamily(
            "onward_plugin_off", "Whether a plugin is switched off because it failed.", labels=("plugin",)
        )
        for each in self._rules.plugins():
            family.add_metric((each.name,), float(each.state == "off"))
        yield family


class SearchServer(Collector):
    """How the search server does, as this process sees it."""

    def __init__(self, index: StandbyIndex) -> None:
        """Read from this pair of engines."""
        self._index = index

    def collect(self) -> Iterator[Metric]:
        """Both figures."""
        yield _one("onward_search_server_up", "Whether the search server is asked.", float(not self._index.problem))
        family = CounterMetricFamily(
            "onward_search_stand_in", "Searches that the process's own copy answered instead.", labels=("reason",)
        )
        for reason, count in self._index.stood_in.copy().items():
            family.add_metric((reason,), count)
        yield family


def _one(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=value)


def _by_state(name: str, text: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=("state",))
    for state, count in values.items():
        family.add_metric((state,), count)
    return family
