"""The demonstration network: fictional services of all specialties at real postcodes, the same ones every time.

Everything that ages counts from one moment, kept with the data set; ``renew`` moves it all to the present, so that
stock confirmed three hours before the first start was confirmed three hours before every start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.documents import document_of, service_of
from directory.catalogue.models import Dataset, HealthcareService
from directory.catalogue.renewal import move_times
from directory.catalogue.writes import claim_dataset, save_many
from directory.db import Database, now
from directory.geocoding.table import PostcodeTable
from matching.plugin_manager import PluginRegistry
from seed.fiction import Spot, Story, invent
from seed.kinds import ANY, KINDS

SYSTEM = "demo"
SIZE = 3_000
SEED = 20_261
BATCH = 500
ACTOR = "the demonstration network"

ANCHORS: tuple[tuple[str, str, Story], ...] = (
    ("LS1 4", "complication-support", "expired"),
    ("LS1 5", "complication-support", "fresh"),
    ("LS2 7", "complication-support", "fresh"),
    ("LS1 2", "complication-support", "stale"),
    ("LS6 2", "complication-support", "fresh"),
    ("LS1 6", "dentist", "fresh"),
    ("LS2 8", "dentist", "lapsed"),
    ("LS1 3", "consultant-dermatologist", "fresh"),
    ("BT1 5", "complication-support", "fresh"),
    ("BT7 1", "complication-support", "unconfirmed"),
    ("BT1 4", "consultant-dermatologist", "full"),
    ("BT2 7", "consultant-dermatologist", "fresh"),
    ("BT9 6", "consultant-dermatologist", "fresh"),
    ("BT48 6", "consultant-dermatologist", "fresh"),
    ("BT34 1", "consultant-dermatologist", "fresh"),
    ("BT1 3", "dentist", "fresh"),
    ("BT1 2", "mental-health", "fresh"),
)
"""Services that are there whatever is drawn: around Leeds and in Northern Ireland, some with something wrong."""

Progress = Callable[[int, int], None]
"""Called with (services done, services wanted)."""


def load_demo(
    database: Database,
    registry: PluginRegistry,
    postcodes: PostcodeTable,
    *,
    size: int = SIZE,
    seed: int = SEED,
    progress: Progress | None = None,
) -> int:
    """Add what is missing of the network, in transactions of 500; return how many were added.

    Raises Refused when the database holds real services.
    """
    with database.transaction() as session:
        claim_dataset(session, "demo")
        start = session.execute(select(Dataset.started_at).where(Dataset.kind == "demo")).scalar_one()
    with database.reading() as session:
        query = select(HealthcareService.code).where(HealthcareService.system == SYSTEM)
        held = set(session.execute(query).scalars())
    if len(held) >= size:
        return 0
    missing = (plan for plan in _plans(registry, postcodes, size, seed) if plan[0] not in held)
    added = 0
    while batch := list(islice(missing, BATCH)):
        with database.transaction() as session:
            services = [_service(registry, plan, seed, start) for plan in batch]
            save_many(session, services, actor=ACTOR, action="service.demo")
        added += len(batch)
        if progress:
            progress(len(held) + added, max(size, len(held) + added))
    return added


def renew(session: Session) -> int:
    """Move everything that ages to the present; return how many services that was (0 within a minute)."""
    dataset = session.get(Dataset, "demo")
    at = now(session)
    if dataset is None or abs((at - dataset.started_at).total_seconds()) < 60:
        return 0
    count = move_times(session, system=SYSTEM, since=dataset.started_at, actor=ACTOR)
    dataset.started_at = at
    return count


Plan = tuple[str, str, Spot, Story | None]
"""Code, specialty, where, and what is the matter with it (None: drawn)."""


def _plans(registry: PluginRegistry, postcodes: PostcodeTable, size: int, seed: int) -> Iterator[Plan]:
    specialties = [code for code, kind in registry.specialties.items() if kind.searchable]
    middles = {area.text: area for area in postcodes.outcodes()}
    anchors = [anchor for anchor in ANCHORS if anchor[1] in specialties][:size]
    for number, (prefix, specialty, story) in enumerate(anchors):
        areas = postcodes.units_from(prefix, 200)
        if areas:
            area = Random(f"{seed}:anchor:{number}").choice(areas)
            spot = Spot(area.text, area.latitude, area.longitude, middles[area.text.split(" ")[0]])
            yield f"A{number:05d}", specialty, spot, story
    drawn = postcodes.sample(max(0, size - len(anchors)), Random(f"{seed}:places"))
    spots = [Spot(code, lat, lon, middles[code.split(" ")[0]]) for code, lat, lon in drawn]
    shares = [KINDS.get(code, ANY).share for code in specialties]
    for number, spot in enumerate(spots):
        (specialty,) = Random(f"{seed}:kind:{number}").choices(specialties, shares)
        yield f"D{number:05d}", specialty, spot, None


def _service(registry: PluginRegistry, plan: Plan, seed: int, start: datetime) -> HealthcareService:
    code, specialty, spot, story = plan
    rng = Random(f"{seed}:{code}")
    service = invent(rng, code=code, specialty=specialty, spot=spot, story=story, registry=registry, start=start)
    value = replace(service_of(document_of(service)), assurance="verified")
    rules = registry.listing_requirements(specialty)
    if service.assurance == "verified" and not all(rule.predicate.holds(value, start) for rule in rules):
        # A specialty from a package may ask for what the network does not know of: it must not be claimed as checked.
        service.assurance, service.verified_at = "unverified", None
    return service
