"""Every topic has its actor, and no actor is without a topic."""

from __future__ import annotations

import subprocess
import sys

import pytest

from directory.outbox.topics import TOPICS
from workers.registry import actor, declared


def test_whatever_may_be_published_has_somebody_who_does_it() -> None:
    assert set(declared()) == set(TOPICS)


def test_an_actor_without_a_topic_is_refused() -> None:
    def nobody_publishes_this(message_id: str) -> None:
        raise AssertionError(message_id)

    with pytest.raises(KeyError):
        actor(nobody_publishes_this)


def test_who_has_no_elasticsearch_does_not_load_its_client() -> None:
    program = (
        "import sys, directory.cli.work, workers.registry as r; r.declared(); print('elasticsearch' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert ended.stdout.strip() == "False"
