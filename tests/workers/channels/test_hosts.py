"""A host gets at most two of ours at once; the others are given back, not kept waiting."""

from __future__ import annotations

import time

import pytest

from workers.channels.base import Busy
from workers.channels.hosts import Hosts


def test_the_third_to_one_host_is_given_back() -> None:
    hosts = Hosts()
    with hosts.slot("slow", 0.01), hosts.slot("slow", 0.01):
        began = time.monotonic()
        with pytest.raises(Busy), hosts.slot("slow", 0.05):
            pass
        assert time.monotonic() - began < 1
        with hosts.slot("other", 0.01):
            pass
    with hosts.slot("slow", 0.01):
        pass


def test_a_place_is_free_again_after_an_error() -> None:
    hosts = Hosts(at_once=1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), hosts.slot("host", 0.01):
            raise ZeroDivisionError
