"""What surrounds an actor: its parts, one log line without a word of the message, and counts."""

from __future__ import annotations

from contextvars import Context as Empty
from pathlib import Path

import pytest
import structlog.testing
from dramatiq import Message
from dramatiq.broker import MessageProxy
from dramatiq.brokers.stub import StubBroker

from directory.db import Database
from tests.workers.conftest import parts_on, settings_of
from workers.middleware import Context, Metrics, RequestLog, channels, current


def message() -> MessageProxy:
    return MessageProxy(
        Message(queue_name="email", actor_name="notify_service", args=("0198-id",), kwargs={}, options={})
    )


def test_outside_an_actor_there_are_no_parts() -> None:
    for what in (current, channels):
        with pytest.raises(LookupError):
            Empty().run(what)


def test_inside_one_they_are_those_of_the_process(database: Database, tmp_path: Path) -> None:
    parts = parts_on(database, settings_of(tmp_path))

    def inside() -> bool:
        Context(parts).before_process_message(StubBroker(middleware=[]), message())
        return current() is parts and set(channels().by_name) == {"email", "webhook"}

    assert Empty().run(inside)


def test_a_run_is_one_line_with_its_request(database: Database) -> None:
    log, broker = RequestLog(), StubBroker(middleware=[])
    with structlog.testing.capture_logs() as lines:
        log.before_process_message(broker, message())
        structlog.contextvars.bind_contextvars(request_id="request-1")
        log.after_process_message(broker, message())
    [line] = lines
    assert (line["event"], line["actor"], line["message_id"]) == ("actor_ran", "notify_service", "0198-id")
    assert line["request_id"] == "request-1"
    assert structlog.contextvars.get_contextvars() == {}


def test_an_error_is_named_and_its_text_is_not_logged() -> None:
    log, broker = RequestLog(), StubBroker(middleware=[])
    with structlog.testing.capture_logs() as lines:
        log.before_process_message(broker, message())
        log.after_process_message(broker, message(), exception=ValueError("Mrs Secret"))
    assert lines[0]["error"] == "ValueError"
    assert "Secret" not in str(lines)


def test_runs_and_rings_are_counted_by_actor() -> None:
    metrics, broker = Metrics(), StubBroker(middleware=[])
    RequestLog().before_process_message(broker, message())
    metrics.after_enqueue(broker, message(), None)
    metrics.after_process_message(broker, message())
    metrics.after_process_message(broker, message(), exception=ValueError())
    count = metrics.registry.get_sample_value
    assert count("onward_relay_hints_total", {"actor": "notify_service"}) == 1
    for outcome in ("ok", "error"):
        assert count("onward_actor_runs_total", {"actor": "notify_service", "outcome": outcome}) == 1
    assert count("onward_actor_seconds_count", {"actor": "notify_service"}) == 2
