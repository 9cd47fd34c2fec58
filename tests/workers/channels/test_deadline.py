"""A total deadline wakes whoever reads, however slowly the other side goes on."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

from tests.workers.sinks import dripping, talker
from workers.channels.deadline import Deadline


def read_to_the_end(connection: socket.socket) -> None:
    # A byte that comes in just after the cut is answered with a reset: that wakes the reader as an end does.
    with contextlib.suppress(ConnectionResetError):
        while connection.recv(10):
            pass


def test_reading_ends_at_the_deadline_though_bytes_keep_coming() -> None:
    with talker(dripping) as port:
        began = time.monotonic()
        with Deadline(0.3) as deadline, deadline.connect("127.0.0.1", port) as connection:
            read_to_the_end(connection)
            assert deadline.has_passed
        assert 0.25 < time.monotonic() - began < 5


def test_what_is_watched_too_late_is_cut_at_once() -> None:
    with talker(dripping) as port, Deadline(0.05) as deadline:
        time.sleep(0.15)
        with socket.create_connection(("127.0.0.1", port)) as connection:
            deadline.watch(connection)
            read_to_the_end(connection)


def test_nothing_is_left_behind_when_it_ends_in_time() -> None:
    with talker(dripping) as port:
        before = threading.active_count()
        for _ in range(5):
            with Deadline(30) as deadline, deadline.connect("127.0.0.1", port) as connection:
                assert connection.recv(1)
            assert not deadline.has_passed
        time.sleep(0.1)
        assert threading.active_count() <= before + 5
