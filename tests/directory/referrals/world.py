"""A small world in which referrals are made: services with addresses, the rules, the index, and a clock to move."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import plugins
from directory.catalogue import service as catalogue
from directory.catalogue.models import HealthcareService
from directory.catalogue.schemas import ServiceListing
from directory.catalogue.schemas import read as read_listing
from directory.config import Settings
from directory.db import Database, now
from directory.geocoding.service import Geocoding, open_geocoding
from directory.outbox import service as outbox
from directory.outbox.models import OutboxMessage, Timer
from directory.outbox.timers import fire_due
from directory.parts import Parts
from directory.referrals import service
from directory.referrals.models import Referral, ReferralEvent
from directory.referrals.schemas import ReferralIn, read
from directory.referrals.service import Wiring
from directory.rules import PLACES
from directory.search.embedded import EmbeddedIndex
from matching.plugin_manager import PluginRegistry, build_registry
from tests.network import SERVICES, listing_of

RULES = build_registry(plugins.BUILTIN, load_entry_points=False)
CANARIES = ("QZX", "1947", "zebrafinch", "tmj-pain", "TMJ", "+441632960123", "01632 960123")
"""What stands for the patient in every referral of the tests; none of it may ever leave the database in a mail."""
CHANCE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|http\S+|\d{4}-\d\d-\d\d[T ][0-9:.+]+Z?|[A-Z0-9]{4}-[A-Z0-9]{4}")
"""Ids, links, times and references: what chance or the clock writes may spell a canary."""


def about_the_patient(text: str, *more: str) -> list[str]:
    """The canaries in this text, and these other words, in any case."""
    shown = CHANCE.sub("", text).lower()
    return [word for word in (*CANARIES, *more) if word.lower() in shown]


def body(service_id: str, **changes: Any) -> dict[str, Any]:
    """A referral that is right, as JSON, with canaries for everything about the patient."""
    return {
        "service_id": service_id,
        "urgency": "routine",
        "reason": "Jaw pain since zebrafinch, worse on chewing",
        "patient": {"initials": "Q.Z.X.", "birth_year": 1947},
        "need": {"near": "LS1 4AP", "treats": ["tmj-pain"]},
        "referrer": {"name": "Ann O'Neil", "email": "ann@clinic.example", "organisation": "Leeds Clinic",
                     "phone": "01632 960123"},
        "consent": {"given": True, "method": "spoken"},
    } | changes  # fmt: skip


@dataclass
class World:
    """What a test of referrals works with."""

    database: Database
    wiring: Wiring
    geocoding: Geocoding
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> Parts:
        """The same as the parts of a process."""
        index: Any = self.wiring.index
        return Parts(self.wiring.settings, self.database, self.wiring.registry, self.geocoding, index)

    def asked(self, name: str = "Park Dental", **changes: Any) -> ReferralIn:
        """A referral to this service, read and checked."""
        return read(ReferralIn, body(self.ids[name], **changes))

    def submit(self, name: str = "Park Dental", *, key: str = "", **changes: Any) -> Referral:
        """Make a referral in a transaction of its own."""
        with self.database.transaction() as session:
            return service.submit(session, self.wiring, self.asked(name, **changes), actor="tests", idempotency_key=key)

    def do(self, step: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """One step in a transaction of its own."""
        with self.database.transaction() as session:
            return step(session, self.wiring, *given, **more)

    def get(self, referral_id: str) -> Referral:
        """The referral as it is stored."""
        with self.database.reading() as session:
            return service.get(session, referral_id)

    def events(self, referral_id: str) -> list[ReferralEvent]:
        """Its timeline."""
        with self.database.reading() as session:
            return service.timeline(session, referral_id)

    def messages(self, actor: str = "", **more: str) -> list[OutboxMessage]:
        """What is to be sent, by actor and state."""
        with self.database.reading() as session:
            found = outbox.listing(session, limit=10_000)
        return [
            each for each in found
            if actor in ("", each.actor) and all(getattr(each, name) == value for name, value in more.items())
        ]  # fmt: skip

    def timers(self, referral_id: str, state: str = "armed") -> list[Timer]:
        """Its timers in this state, by when they are due."""
        with self.database.reading() as session:
            query = select(Timer).where(Timer.subject_id == referral_id, Timer.state == state)
            return list(session.scalars(query.order_by(Timer.due_at)))

    def pass_time(self, **length: float) -> None:
        """Move the clock on."""
        self.database._offset += timedelta(**length)

    def fire(self, **length: float) -> list[OutboxMessage]:
        """Move the clock on and let what is due by then fire; the messages that are new."""
        before = {each.id for each in self.messages()}
        self.pass_time(**length)
        with self.database.transaction() as session:
            fire_due(session, 1000)
        return [each for each in self.messages() if each.id not in before]

    def fire_next(self, referral_id: str) -> list[OutboxMessage]:
        """Move the clock to the referral's next timer and let it fire."""
        with self.database.reading() as session:
            wait = self.timers(referral_id)[0].due_at - now(session)
        return self.fire(seconds=wait.total_seconds() + 1)

    def change(self, act: Callable[[Session], Any]) -> Any:
        """Anything else in a transaction."""
        with self.database.transaction() as session:
            return act(session)


def make_world(database: Database, instance: Path, registry: PluginRegistry = RULES, **settings: Any) -> World:
    """The small network of the tests in this database."""
    geocoding = open_geocoding(instance / "places.db", PLACES)
    made = Settings(_env_file=None, instance=instance, **settings)
    wiring = Wiring(made, registry, EmbeddedIndex(database), geocoding.chain)
    world = World(database, wiring, geocoding)
    with database.transaction() as session:
        for name, specialty, postcode, changes in SERVICES:
            desk = {"clinician_email": f"desk@{name.lower().replace(' ', '-')}.example"}
            listing = read_listing(ServiceListing, listing_of(name, specialty, postcode, **desk | changes))
            listed = catalogue.list_service(session, geocoding.chain, registry, listing, actor="tests")
            catalogue.verify(session, registry, listed.id, actor="tests")
        for row in session.scalars(select(HealthcareService)):
            world.ids[row.name] = row.id
    return world
