"""The world of referrals with channels that only write down what they were given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from directory.db import Database
from directory.outbox.claims import Claimed
from tests.directory.referrals.conftest import here, ready_world  # noqa: F401  fixtures
from tests.directory.referrals.world import World, make_world
from workers.actors import referrals
from workers.channels.base import Mail, Outgoing, Post
from workers.channels.book import Channels
from workers.middleware import Context


@dataclass
class FakeChannel:
    """Accepts everything, or raises what it was told to raise."""

    taken: list[tuple[str, Mail | Post]] = field(default_factory=list)
    error: Exception | None = None

    def host(self, outgoing: Outgoing) -> str:
        """One host for all."""
        return "fake" if isinstance(outgoing, Mail) else "hook"

    def send(self, outgoing: Outgoing, claimed: Claimed, deadline_s: float) -> str:
        """Write it down."""
        if self.error is not None:
            raise self.error
        self.taken.append((claimed.actor, outgoing))
        return f"fake-{len(self.taken)}"


@dataclass
class Sender:
    """A world whose messages are sent by calling the actors."""

    world: World
    channel: FakeChannel

    def run(self, *, only: tuple[str, ...] = ()) -> list[str]:
        """Send everything that is due, in order, until nothing is left; the actors that ran."""
        ran: list[str] = []
        for _ in range(20):
            due = [each for each in self.world.messages(state="pending") if not only or each.actor in only]
            due = [each for each in due if each.id not in ran]
            if not due:
                break
            for message in due:
                getattr(referrals, message.actor)(message.id)
                ran.append(message.id)
        return ran

    def mails(self, actor: str) -> list[Mail]:
        """The mails that this actor sent."""
        return [sent for name, sent in self.channel.taken if name == actor and isinstance(sent, Mail)]

    def posts(self) -> list[Post]:
        """The events that were posted."""
        return [sent for _, sent in self.channel.taken if isinstance(sent, Post)]


def laid_ready(world: World) -> Sender:
    """The world with a channel of its own, laid ready for actors called in this thread."""
    channel = FakeChannel()
    Context(world.parts, Channels({"email": channel, "webhook": channel})).lay_ready()
    return Sender(world, channel)


@pytest.fixture
def post(here: World) -> Sender:  # noqa: F811
    """Actors over SQLite."""
    return laid_ready(here)


@pytest.fixture
def any_post(any_database: Database, empty_instance: Path) -> Iterator[Sender]:
    """Actors over each database."""
    world = make_world(any_database, empty_instance)
    yield laid_ready(world)
    world.parts.index.close()
