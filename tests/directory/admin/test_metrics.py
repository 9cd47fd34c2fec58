"""``/metrics``: what Prometheus reads, and who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient
from prometheus_client import CollectorRegistry, Counter
from prometheus_client.parser import text_string_to_metric_families

from directory.admin.metrics import Rows
from directory.app import Parts, create_app
from directory.db import now
from directory.outbox import alarms, service
from directory.search.elastic import progress
from directory.search.elastic.changes import last_seq


def read(client: FlaskClient, headers: dict[str, str]) -> dict[str, float]:
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200
    found = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            state = sample.labels.get("state")
            found[f"{sample.name}:{state}" if state else sample.name] = sample.value
    return found


def test_an_empty_directory_has_nothing_waiting_and_nothing_unowned(
    client: FlaskClient, with_key: dict[str, str]
) -> None:
    found = read(client, with_key)
    assert found["onward_outbox_oldest_due_seconds"] == 0
    assert found["onward_referrals_without_owner"] == 0
    assert found["onward_outbox_messages:dead"] == found["onward_referrals:submitted"] == 0
    assert "onward_relay_heartbeat_seconds" not in found


def test_what_waits_is_counted_with_its_age(parts: Parts, client: FlaskClient, with_key: dict[str, str]) -> None:
    with parts.database.transaction() as session:
        due = now(session) - timedelta(minutes=10)
        service.publish(session, "report_failure", subject_kind="test", subject_id="one", due_at=due)
        alarms.beat(session, "relay")
    found = read(client, with_key)
    assert found["onward_outbox_messages:pending"] == 1
    assert 600 <= found["onward_outbox_oldest_due_seconds"] < 660
    assert 0 <= found["onward_relay_heartbeat_seconds"] < 60
    assert found["onward_alarms"] >= 1


def test_how_far_the_index_is_behind_is_counted_where_there_is_one(
    parts: Parts, client: FlaskClient, with_key: dict[str, str]
) -> None:
    with parts.database.transaction() as session:
        changes = last_seq(session)
        progress.say(session, "away", changes - 2, "the search server cannot be reached")
    # Whoever has given the server up is not told for ever that its indexer is silent.
    assert "onward_index_behind_changes" not in read(client, with_key)
    registry = CollectorRegistry()
    registry.register(Rows(parts.database, has_server=True))
    assert registry.get_sample_value("onward_index_behind_changes") == 2
    assert 0 <= (registry.get_sample_value("onward_index_heartbeat_seconds") or 0) < 60
    assert registry.get_sample_value("onward_index", {"state": "away"}) == 1
    assert registry.get_sample_value("onward_index", {"state": "following"}) == 0
    assert registry.get_sample_value("onward_index_out_of_step") is None
    with parts.database.transaction() as session:
        progress.say_compared(session, 4)
    assert registry.get_sample_value("onward_index_out_of_step") == 4
    assert 0 <= (registry.get_sample_value("onward_index_compared_seconds") or 0) < 60


def test_what_this_process_counts_is_there_too(make_parts: Callable[..., Parts], with_key: dict[str, str]) -> None:
    registry = CollectorRegistry()
    Counter("mails", "Mails.", registry=registry).inc(3)
    client = create_app(parts=make_parts(), counted=[registry]).test_client()
    assert read(client, with_key)["mails_total"] == 3


def test_figures_are_for_whoever_holds_the_key(client: FlaskClient) -> None:
    assert client.get("/metrics").status_code in (302, 303, 401)
