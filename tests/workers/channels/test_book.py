"""Every channel that a topic names is there, and wrong settings are refused before anything is sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.errors import Refused
from directory.outbox.topics import TOPICS
from tests.workers.conftest import settings_of
from workers.channels.book import check_channels, make_channels


def test_every_channel_of_a_topic_is_there(tmp_path: Path) -> None:
    assert {topic.channel for topic in TOPICS.values()} - {"internal"} == set(
        make_channels(settings_of(tmp_path)).by_name
    )


@pytest.mark.parametrize("wrong", [{"smtp_url": "nonsense"}, {"webhook_secret": "é"}])
def test_wrong_settings_are_refused(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(Refused):
        make_channels(settings_of(tmp_path, **wrong))


@pytest.mark.parametrize("wrong", [{"smtp_url": "nonsense"}, {"mail_from": "nonsense"}, {"mail_reply_to": "a@b@c"}])
def test_addresses_are_refused_without_making_a_channel(tmp_path: Path, wrong: dict[str, str]) -> None:
    check_channels(settings_of(tmp_path))
    with pytest.raises(Refused, match=f"ONWARD_{next(iter(wrong)).upper()}"):
        check_channels(settings_of(tmp_path, **wrong))
