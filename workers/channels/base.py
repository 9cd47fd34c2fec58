"""What a channel is given, and how it says that it could not deliver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from directory.outbox.claims import Claimed


@dataclass(frozen=True, slots=True)
class Mail:
    """One plain-text mail to exactly one person; nothing about a patient is in it."""

    to: str
    to_name: str
    subject: str
    text: str

    @property
    def sent_to(self) -> str:
        """The address, as the message's row keeps it."""
        return self.to


@dataclass(frozen=True, slots=True)
class Post:
    """One event for another system: ids, states and times only."""

    url: str
    event: str
    body: dict[str, object]

    @property
    def sent_to(self) -> str:
        """The address, as the message's row keeps it."""
        return self.url


@dataclass(frozen=True, slots=True)
class Moot:
    """Nothing is to be sent any more, and why."""

    reason: str


Outgoing = Mail | Post


class NotDelivered(Exception):
    """It was not delivered; ``detail`` says why in plain words."""

    def __init__(self, detail: str) -> None:
        """Keep the words."""
        super().__init__(detail)
        self.detail = detail


class Temporary(NotDelivered):
    """It may work later; ``retry_after_s`` is what the other side asked for."""

    def __init__(self, detail: str, retry_after_s: float | None = None) -> None:
        """Keep the words and the wait."""
        super().__init__(detail)
        self.retry_after_s = retry_after_s


class Permanent(NotDelivered):
    """It will never work like this: somebody must look."""


class Unknown(NotDelivered):
    """It may have been delivered, and sending it again could deliver it twice."""


class Busy(Exception):
    """Nothing was begun: the other side already has as many of ours as it should."""


class Channel(Protocol):
    """One way out. It only translates: what to say was decided before, what follows is decided after."""

    def host(self, outgoing: Outgoing) -> str:
        """Whose computer it goes to: at most a few at once go to each."""
        ...

    def send(self, outgoing: Outgoing, claimed: Claimed, deadline_s: float) -> str:
        """Deliver within the deadline, in all; returns the other side's reference.

        Raises Temporary, Permanent or Unknown. ``claimed.id`` is the same whenever this message is sent again.
        """
        ...
