"""Relay and workers in one process: from a row to a mail, and a stop that lets what was begun end."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

from directory.db import Database
from tests.workers.conftest import parts_on, publish, row, settings_of
from tests.workers.sinks import MailSink
from workers import embedded
from workers.channels.base import Mail, Post
from workers.delivery import deliver
from workers.middleware import current


def until(holds: Callable[[], bool], seconds: float = 10) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if holds():
            return True
        time.sleep(0.02)
    return False


def request(*_: Any) -> Mail:
    return Mail("clinic@example.org", "Clinic", "A request", "Please look.")


def notify_service(message_id: str) -> None:
    deliver(message_id, request)


def test_a_row_becomes_a_mail_with_its_id(any_database: Database, tmp_path: Path, mail: MailSink) -> None:
    parts = parts_on(any_database, settings_of(tmp_path, smtp_url=mail.url, mail_from="r@onward.example"))
    running = embedded.start(parts, actors={"notify_service": notify_service})
    try:
        one = publish(any_database)
        assert until(lambda: row(any_database, one).state == "done")
    finally:
        assert running.stop()
    assert [each["Message-ID"] for each in mail.accepted] == [f"<{one}@onward.example>"]
    assert mail.recipients == [["clinic@example.org"]]


def test_what_waits_from_before_the_start_is_sent_too(any_database: Database, tmp_path: Path, mail: MailSink) -> None:
    ids = [publish(any_database, subject=str(each)) for each in range(20)]
    parts = parts_on(any_database, settings_of(tmp_path, smtp_url=mail.url))
    running = embedded.start(parts, actors={"notify_service": notify_service})
    assert until(lambda: len(mail.accepted) == 20)
    assert running.stop()
    assert {row(any_database, each).state for each in ids} == {"done"}


def test_stopping_lets_what_was_begun_end(database: Database, tmp_path: Path, mail: MailSink) -> None:
    begun, done = Event(), Event()

    def slow(message_id: str) -> None:
        begun.set()
        time.sleep(0.5)
        deliver(message_id, request)
        done.set()

    parts = parts_on(database, settings_of(tmp_path, smtp_url=mail.url))
    running = embedded.start(parts, actors={"notify_service": slow})
    one = publish(database)
    assert begun.wait(10)
    assert running.stop()
    assert done.is_set()
    assert row(database, one).state == "done"


def test_what_does_not_end_is_left_behind_in_time(database: Database, tmp_path: Path) -> None:
    begun, release = Event(), Event()

    def stuck(message_id: str) -> None:
        begun.set()
        release.wait(30)

    running = embedded.start(parts_on(database, settings_of(tmp_path)), actors={"notify_service": stuck})
    publish(database)
    assert begun.wait(10)
    start = time.monotonic()
    assert running.stop(within_s=1.0) is False
    assert time.monotonic() - start < 10
    release.set()


def test_a_channel_that_hangs_stops_no_other(database: Database, tmp_path: Path) -> None:
    release, posted = Event(), Event()
    parts = parts_on(database, settings_of(tmp_path))
    actors = {"notify_service": lambda _: release.wait(30), "post_event": lambda _: posted.set()}
    running = embedded.start(parts, actors=actors)
    try:
        for each in range(40):
            publish(database, subject=str(each))
        time.sleep(0.5)
        publish(database, "post_event")
        assert posted.wait(5)
    finally:
        release.set()
        running.stop()


def test_an_actor_is_given_the_parts_and_its_runs_are_counted(database: Database, tmp_path: Path) -> None:
    given: list[object] = []
    parts = parts_on(database, settings_of(tmp_path))
    running = embedded.start(parts, actors={"notify_service": lambda _: given.append(current())})
    publish(database)
    assert until(lambda: bool(given))
    running.stop()
    assert given == [parts]
    count = running.metrics.registry.get_sample_value
    assert count("onward_actor_runs_total", {"actor": "notify_service", "outcome": "ok"}) == 1
    assert count("onward_relay_hints_total", {"actor": "notify_service"}) == 1


def test_a_post_is_no_mail(database: Database, tmp_path: Path) -> None:
    def wrong(message_id: str) -> None:
        deliver(message_id, lambda *_: Post("https://example.org", "x", {}))

    running = embedded.start(parts_on(database, settings_of(tmp_path)), actors={"notify_service": wrong})
    one = publish(database)
    assert until(lambda: row(database, one).state == "dead")
    running.stop()
