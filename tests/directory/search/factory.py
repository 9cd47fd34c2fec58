"""Random services as the catalogue stores them, and random needs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite

from directory.catalogue.documents import Document, dump
from directory.catalogue.models import ChangeLog, ServiceDocument
from directory.db import Database, new_id, serialise_writers
from matching import Need, Specialty, Urgency
from matching.criteria import AnswersWithin, ConfirmedWithin, Criterion, TreatsAny, WaitsAtMost, basic_criteria
from matching.model import Ranker
from matching.plugin_manager import UnknownSpecialty

NOW = datetime(2026, 11, 23, 10, 17, 5, 123000, tzinfo=UTC)
SPECIALTIES = ("dentist", "gp", "dermatology-special-interest", "complication-support")
CAPABILITIES = ("hyaluronidase", "ultrasound", "laser", "prescribing")
TREATS = ("acne", "botulinum-toxin", "lip-filler", "mole", "vascular-occlusion", "melasma")
TOWNS = ((51.5, -0.12), (53.8, -1.55), (54.6, -5.93), (55.95, -3.19), (51.48, -3.18), (50.37, -4.14))
NATIONS = ("england", "scotland", "wales", "northern-ireland", None)
HOURS = ("", "Mo-Fr 09:00-17:30; PH off", "Sa-Su 10:00-14:00", "24/7", "Mo-Th 18:00-22:00", "2030 Jan 09:00-10:00")
WORDS = ("Harbour", "Skin", "Dental", "Clinic", "Élan", "St", "Mary's", "Park", "Health", "Aesthetics", "Smile", "Rose")


def document(random_: random.Random, *, now: datetime = NOW, **given: Any) -> Document:
    """A service document with random facts; ``given`` sets some of them."""
    place = None if random_.random() < 0.04 else random_.choice(TOWNS)
    spread = random_.choice((0.002, 0.05, 0.5))
    made: Document = {
        "id": new_id(),
        "version": 1,
        "name": " ".join(random_.sample(WORDS, random_.randint(1, 4))),
        "specialty": random_.choice(SPECIALTIES),
        "status": "active" if random_.random() < 0.95 else "retired",
        "assurance": random_.choices(("verified", "unverified", "suspended", "nhs-directory"), (80, 5, 5, 10))[0],
        "accepts": random_.sample(("advice", "referral", "emergency"), random_.randint(0, 3)),
        "is_accepting": random_.random() < 0.9,
        "accepting_until": _day(random_, now),
        "treats": random_.sample(TREATS, random_.randint(0, 3)),
        "registers": random_.sample(("gdc", "gmc", "nmc"), random_.randint(0, 2)),
        "specialist_registers": random_.sample(("dermatology", "plastic-surgery"), random_.randint(0, 1)),
        "indemnity_until": _day(random_, now, none=0.05),
        "minimum_age": random_.choice((None, 0, 16, 18)),
        "maximum_age": random_.choice((None, None, 65)),
        "is_in_person": random_.random() < 0.8,
        "is_virtual": random_.random() < 0.3,
        "languages": random_.sample(("en", "cy", "pl"), random_.randint(0, 2)),
        "accessibility": random_.sample(("step-free", "hearing-loop"), random_.randint(0, 2)),
        "fee_band": None,
        "opening_hours": random_.choice(HOURS),
        "wait_days": random_.choice((None, 0, 3, 14, 60)),
        "response_minutes": random_.choice((None, 15, 60, 600)),
        "confirmed_at": _moment(random_, now),
        "location": {
            "nation": random_.choice(NATIONS),
            "latitude": place and round(place[0] + random_.gauss(0, spread), 6),
            "longitude": place and round(place[1] + random_.gauss(0, spread), 6),
        },
        "capabilities": [_capability(random_, now, code) for code in CAPABILITIES if random_.random() < 0.3],
    }
    return {**made, **given}


def _day(random_: random.Random, now: datetime, none: float = 0.3) -> str | None:
    if random_.random() < none:
        return None
    return (now + timedelta(days=random_.choice((-400, -1, 0, 0, 1, 2, 200)))).date().isoformat()


def _moment(random_: random.Random, now: datetime) -> str | None:
    if random_.random() < 0.1:
        return None
    moment = now - timedelta(hours=random_.choice((1, 20, 24, 30, 24 * 6, 24 * 7, 24 * 8, 24 * 400)))
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _capability(random_: random.Random, now: datetime, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "value": None,
        "operator": None,
        "quantity": random_.choice((None, 0, 1500, 10)),
        "unit": None,
        "expires_on": _day(random_, now),
        "confirmed_at": _moment(random_, now),
    }


def store(database: Database, documents: Sequence[Document]) -> None:
    """Put documents and their change-log rows, as the catalogue's writes do."""
    with database.transaction() as session:
        serialise_writers(session)
        for start in range(0, len(documents), 1000):
            part = documents[start : start + 1000]
            rows = [{"id": d["id"], "version": d["version"], "body": dump(d)} for d in part]
            put = (sqlite if database.is_sqlite else postgresql).insert(ServiceDocument)
            put = put.on_conflict_do_update(
                index_elements=["id"], set_={"version": put.excluded.version, "body": put.excluded.body}
            )
            session.execute(put, rows)
            session.execute(insert(ChangeLog), [{"service_id": d["id"], "version": d["version"]} for d in part])


def need(random_: random.Random, *, now: datetime = NOW, **given: Any) -> Need:
    """A random need near a town; ``given`` sets some of it."""
    town = random_.choice(TOWNS)
    placed = random_.random() < 0.92
    made: dict[str, Any] = {
        "specialty": random_.choice((*SPECIALTIES, "")),
        "now": now,
        "latitude": round(town[0] + random_.gauss(0, 0.05), 5) if placed else None,
        "longitude": round(town[1] + random_.gauss(0, 0.05), 5) if placed else None,
        "kind": random_.choice(("advice", "referral", "emergency")),
        "urgency": random_.choice(list(Urgency)),
        "capabilities": tuple(random_.sample(CAPABILITIES, random_.choice((0, 0, 1, 2)))),
        "treats": tuple(random_.sample(TREATS, random_.choice((0, 1, 2)))),
        "age": random_.choice((None, None, 12, 34, 70)),
        "in_person": random_.random() < 0.2,
        "open_within_minutes": random_.choice((None, None, None, 0, 120)),
        "languages": random_.choice(((), (), ("pl",))),
        "accessibility": random_.choice(((), (), ("step-free",))),
    }
    return Need(**{**made, **given})


class FakeRules:
    """A stand-in for the plugin registry: the basic criteria and a few that are worth points."""

    specialties = {
        **{code: Specialty(code=code, name=code.title(), person=code, summary="") for code in SPECIALTIES},
        "emergency-services": Specialty(
            code="emergency-services", name="Emergency services", person="999", summary="", searchable=False
        ),
    }

    def __init__(self, assessors: Sequence[Any] = ()) -> None:
        """Keep the assessors that every need gets."""
        self._assessors = tuple(assessors)

    def specialty(self, code: str) -> Specialty:
        """The specialty of this code."""
        if code not in self.specialties:
            raise UnknownSpecialty(code, ["dentist"] if code.startswith("dent") else [])
        return self.specialties[code]

    def ranker_for(self, need: Need) -> Ranker:
        """Basic criteria, and points for what most plugins ask."""
        soft = [
            Criterion(code="fast", predicate=AnswersWithin(60), weight=4.0),
            Criterion(code="wait", predicate=WaitsAtMost(14), weight=2.5),
            Criterion(code="fresh", predicate=ConfirmedWithin(timedelta(days=7)), weight=1.1),
        ]
        if need.treats:
            soft.append(Criterion(code="treats", predicate=TreatsAny(need.treats), weight=6.3))
        return Ranker(criteria=(*basic_criteria(need), *soft), distance_weight=20.0, distance_half_m=10_000.0)

    def assessors(self, need: Need) -> tuple[Any, ...]:
        """Those given."""
        return self._assessors
