"""The channels by name, and who is being sent to: one book a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from directory.config import Settings
from workers.channels.base import Channel
from workers.channels.email import EmailChannel, Server, check_addresses
from workers.channels.hosts import Hosts
from workers.channels.webhook import WebhookChannel


@dataclass(frozen=True, slots=True)
class Channels:
    """Every way out that the settings describe."""

    by_name: Mapping[str, Channel]
    hosts: Hosts = field(default_factory=Hosts)


def check_channels(settings: Settings) -> None:
    """Refuse an address that no channel could use, without making any. Raises Refused."""
    check_addresses(settings)
    if settings.smtp_url:
        Server.of(settings.smtp_url)


def make_channels(settings: Settings) -> Channels:
    """The channels of these settings. Raises Refused for a setting that cannot be used."""
    return Channels({"email": EmailChannel(settings), "webhook": WebhookChannel(settings)})
