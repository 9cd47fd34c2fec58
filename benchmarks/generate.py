"""Generated services, shaped like the United Kingdom, from a fixed seed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from directory.db import Base, Database

SEED = 20_261_122
CHUNK = 20_000
SPECIALTIES = (
    "gp", "dentist", "advanced-aesthetics", "mental-health", "prescriber", "dermatology-special-interest", "nutrition",
    "complication-support", "coach", "consultant-dermatologist", "hormone-specialist", "plastic-surgeon",
)  # fmt: skip
REGISTERS = {
    "gp": ["gmc"], "dentist": ["gdc"], "mental-health": ["gmc"], "prescriber": ["nmc"], "nutrition": ["hcpc"],
    "dermatology-special-interest": ["gmc"], "consultant-dermatologist": ["gmc"], "plastic-surgeon": ["gmc"],
    "hormone-specialist": ["gmc"], "complication-support": ["gmc"], "advanced-aesthetics": ["nmc"], "coach": [],
}  # fmt: skip
FIELDS = {"consultant-dermatologist": ["dermatology"], "plastic-surgeon": ["plastic-surgery"]}
CAPABILITIES = ("hyaluronidase", "ultrasound", "laser-skin-resurfacing", "pdo-threads", "non-surgical-rhinoplasty")
HELD = (0.10, 0.05, 0.08, 0.12, 0.06)
TREATS = tuple(
    "acne acne-scarring anxiety bdd benign-lesion blepharoplasty botulinum-toxin bruxism cheek-filler chemical-peel "
    "chin-filler crooked-teeth depression dermal-filler eating-disorder eczema energy-device facelift gummy-smile "
    "hidradenitis hirsutism jaw-pain keloid laser-treatment lip-filler melasma menopause microneedling".split()
)
LANGUAGES = ("en", "cy", "pl", "ur", "pa", "bn", "ar", "fr", "es", "ro")
ACCESS = ("step-free", "hearing-loop", "chaperone", "accessible-toilet", "parking", "interpreter")
HOURS = (
    "", "24/7", "Mo-Fr 09:00-17:30; PH off", "Mo-Fr 08:30-18:00; Sa 09:00-13:00; PH off", "Mo-Sa 10:00-19:00",
    "Tu-Sa 10:00-18:00; PH off", "Mo-Fr 08:00-18:30; PH off", "Mo-Th 09:00-20:00; Fr 09:00-16:00; PH off",
    "Mo-Su 10:00-22:00", "We-Su 11:00-19:00; PH off",
)  # fmt: skip
TOWNS = (
    (51.507, -0.128, 0.18, 90), (52.486, -1.89, 0.1, 26), (53.48, -2.242, 0.11, 28), (53.801, -1.549, 0.1, 19),
    (55.861, -4.25, 0.1, 15), (53.408, -2.992, 0.07, 9), (54.978, -1.618, 0.08, 10), (51.454, -2.588, 0.07, 7),
    (53.383, -1.466, 0.07, 7), (51.481, -3.179, 0.06, 5), (54.597, -5.93, 0.08, 6), (55.953, -3.188, 0.06, 6),
    (50.372, -4.143, 0.06, 3), (52.63, 1.297, 0.06, 3), (50.905, -1.404, 0.07, 6), (57.15, -2.094, 0.06, 3),
)  # fmt: skip
FIRST = (
    "Abbey Acorn Albany Anchor Aspen Avenue Beacon Beech Bridge Brook Castle Cathedral Cedar Central Chapel Cliff "
    "Clover Copper Coral Crown Elm Ember Fern Field Forest Garden Gate Grange Green Grove Harbour Haven Hawthorn Hazel "
    "Heath Hill Holly Iris Ivy Jasmine Kings Lake Lavender Laurel Lily Lime Maple Market Meadow Mill Moor Oak Olive "
    "Orchard Park Pearl Pine Priory Quay Queens River Rowan Rose Sage Spring Station Stone Sycamore Temple Thistle "
    "Tower Valley Victoria Village Violet Water West Willow Windsor Wood Yew Élan Éclat St"
).split()
SYLLABLES = (
    "ash ber bury chester cott dale den ford ham hurst ing leigh ley low mere more ness port rick shaw sted ton wick "
    "worth"
).split()
KINDS = (
    "Surgery Clinic Practice Health Dental Skin Aesthetics Centre Rooms Studio House Associates Partners Wellbeing"
).split()


def points(places: Path | None, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Degrees of ``count`` places: real postcodes where the table is given, else towns of about the right size."""
    if places is not None and places.exists():
        with sqlite3.connect(f"file:{places}?mode=ro", uri=True) as table:
            axes = dict(table.execute("select axis, data from points"))
        lat, lon = (np.frombuffer(axes[axis], dtype="<i4") / 1e6 for axis in ("lat", "lon"))
        chosen = rng.integers(0, len(lat), count)
        return lat[chosen].round(6), lon[chosen].round(6)
    towns = np.array(TOWNS)
    which = rng.choice(len(towns), count, p=towns[:, 3] / towns[:, 3].sum())
    spread = towns[which, 2] * np.where(rng.random(count) < 0.25, 6.0, 1.0)
    lat = towns[which, 0] + rng.normal(0, 1, count) * spread * 0.6
    return lat.round(6), (towns[which, 1] + rng.normal(0, 1, count) * spread).round(6)


def nation_of(latitude: float, longitude: float) -> str:
    """Roughly: enough for the bank holidays to differ."""
    if latitude > 55.2:
        return "scotland"
    if longitude < -5.4 and latitude > 54:
        return "northern-ireland"
    return "wales" if longitude < -3.0 and 51.3 < latitude < 53.4 else "england"


def documents(count: int, places: Path | None, now: datetime, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """The first ``count`` services of one seed."""
    rng = np.random.default_rng(seed)
    weights = 1 / np.arange(1, len(SPECIALTIES) + 1) ** 0.9
    weights /= weights.sum()
    for start in range(0, count, CHUNK):
        size = CHUNK
        lat, lon = points(places, size, rng)
        draw = {
            "specialty": rng.choice(len(SPECIALTIES), size, p=weights),
            "number": rng.integers(0, 2**31, (size, 16)),
            "chance": rng.random((size, 16)),
            "held": rng.random((size, len(CAPABILITIES))) < HELD,
        }
        for row in range(min(size, count - start)):
            yield _document(start + row, float(lat[row]), float(lon[row]), draw, row, now)


def _document(
    index: int, lat: float, lon: float, draw: dict[str, np.ndarray], row: int, now: datetime
) -> dict[str, Any]:
    n = draw["number"][row].tolist()
    p = draw["chance"][row].tolist()
    specialty = SPECIALTIES[draw["specialty"][row]]
    confirmed = now - timedelta(minutes=n[0] % (60 * 24 * 30))
    held = np.flatnonzero(draw["held"][row]).tolist()
    if specialty == "complication-support" and 0 not in held:
        held.append(0)
    nation = nation_of(lat, lon)
    id_ = f"01980000-0000-7000-8000-{index:012x}"
    return {
        "id": id_,
        "version": 1,
        "name": _name(n),
        "specialty": specialty,
        "description": "",
        "system": None,
        "code": None,
        "status": "active" if p[0] < 0.98 else "retired",
        "assurance": "verified" if p[1] < 0.92 else ("nhs-directory" if p[1] < 0.96 else "unverified"),
        "is_fictional": True,
        "accepts": ["referral", "advice", "emergency"] if p[2] < 0.3 else ["referral", "advice"],
        "is_accepting": p[3] < 0.9,
        "accepting_until": (now + timedelta(days=n[1] % 400 - 20)).date().isoformat() if p[4] < 0.2 else None,
        "treats": sorted({TREATS[n[i] % len(TREATS)] for i in (2, 3, 4)}),
        "registers": REGISTERS[specialty],
        "specialist_registers": FIELDS.get(specialty, []),
        "indemnity_until": (now + timedelta(days=n[5] % 400 - 15)).date().isoformat(),
        "minimum_age": (None, 0, 16, 18, 18)[n[6] % 5],
        "maximum_age": None,
        "is_in_person": p[5] < 0.9,
        "is_virtual": p[5] > 0.7,
        "languages": ["en"] if p[6] < 0.8 else ["en", LANGUAGES[n[7] % len(LANGUAGES)]],
        "accessibility": sorted({ACCESS[n[8] % 6], ACCESS[n[9] % 6]}),
        "fee_band": None,
        "opening_hours": HOURS[n[10] % len(HOURS)],
        "referral_instructions": "Send a letter with photographs where they help.",
        "public_phone": "01632 960001",
        "public_email": f"hello@service{index}.example.org",
        "website": None,
        "wait_days": (None, 1, 3, 7, 14, 28, 60)[n[11] % 7],
        "response_minutes": (None, 15, 60, 240, 1440)[n[12] % 5],
        "confirmed_at": _text(confirmed),
        "confirmed_by": "",
        "verified_at": None,
        "updated_at": _text(now),
        "retired_at": None,
        "organisation": {"id": id_, "name": "Example"},
        "practitioner": None,
        "location": {
            "name": "",
            "address": ["1 High Street"],
            "postcode": "AB1 0AA",
            "nation": nation,
            "latitude": lat,
            "longitude": lon,
            "precision": "unit",
        },
        "capabilities": [_held(CAPABILITIES[one], n[13] + one * 7, now) for one in held],
        "clinician": {"phone": "01632 960002", "email": None},
    }


def _name(n: list[int]) -> str:
    second = (
        SYLLABLES[n[14] % len(SYLLABLES)].title()
        + SYLLABLES[n[15] % len(SYLLABLES)]
        + ("" if n[13] % 3 else SYLLABLES[n[12] % len(SYLLABLES)])
    )
    return f"{FIRST[n[13] % len(FIRST)]} {second} {KINDS[n[11] % len(KINDS)]}"


def _held(code: str, number: int, now: datetime) -> dict[str, Any]:
    hours = number % (24 * 12) if code == "hyaluronidase" else number % (24 * 200)
    return {
        "code": code,
        "value": None,
        "operator": None,
        "quantity": float(number % 9 * 250) if code == "hyaluronidase" else None,
        "unit": "units" if code == "hyaluronidase" else None,
        "expires_on": (now + timedelta(days=number % 300 - 10)).date().isoformat() if code == "hyaluronidase" else None,
        "confirmed_at": _text(now - timedelta(hours=hours)),
    }


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def build(path: Path, count: int, places: Path | None, now: datetime) -> None:
    """A SQLite database of ``count`` services, with one change-log row each."""
    import directory.audit.models
    import directory.catalogue.models  # noqa: F401  registers the tables

    database = Database(f"sqlite:///{path}")
    Base.metadata.create_all(database.engine)
    database.dispose()
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.execute("pragma synchronous=off")
        connection.execute("begin")
        rows = ((one["id"], 1, orjson.dumps(one).decode()) for one in documents(count, places, now))
        connection.executemany("insert into service_document (id, version, body) values (?, ?, ?)", rows)
        connection.execute(
            "insert into change_log (service_id, version) select id, 1 from service_document order by id"
        )
        connection.execute("commit")
    connection.close()


def start_of_minute() -> datetime:
    """Now, without its seconds."""
    return datetime.now(UTC).replace(second=0, microsecond=0)
