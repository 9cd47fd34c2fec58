"""One fictional service: who, where, what it holds, and what is the matter with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Literal, NamedTuple
from uuid import UUID

from directory.catalogue.models import (
    HealthcareService,
    Location,
    Organisation,
    Practitioner,
    PractitionerRole,
    ServiceCapability,
)
from directory.catalogue.rules import holdable
from directory.geocoding.table import Area
from matching.criteria import STOCK_CODES
from matching.plugin_manager import PluginRegistry
from matching.predicates import today
from matching.words import LABELS
from seed import names
from seed.kinds import ANY, KINDS, Kind

Story = Literal[
    "fresh", "stale", "unconfirmed", "expired", "empty", "lapsed", "full", "ended", "unverified", "suspended"
]
STORIES: dict[Story, int] = {
    "fresh": 700, "stale": 120, "unconfirmed": 60, "expired": 30, "empty": 15, "lapsed": 25, "full": 25, "ended": 10,
    "unverified": 10, "suspended": 5,
}  # fmt: skip
LANGUAGES = tuple(code.removeprefix("lang-") for code in LABELS if code.startswith("lang-") and code != "lang-en")
ACCESS = ("step-free", "step-free", "hearing-loop", "chaperone", "accessible-toilet", "parking", "interpreter")
PROBES = ("18 MHz linear probe", "15 MHz linear probe", "24 MHz hockey-stick probe", "12 MHz linear probe")
TREATED = ("condition", "sign", "treatment")
BATCH_UNITS = 1500


class Spot(NamedTuple):
    """Where a service stands, and the middle of its outcode, which is all that a private home shows (WGS84)."""

    postcode: str
    latitude: float
    longitude: float
    outcode: Area


def invent(
    rng: Random,
    *,
    code: str,
    specialty: str,
    spot: Spot,
    story: Story | None,
    registry: PluginRegistry,
    start: datetime,
) -> HealthcareService:
    """All rows of one service; the same ``rng`` gives the same ids and the same facts."""
    kind = KINDS.get(specialty, ANY)
    drawn: Story = story or rng.choices(tuple(STORIES), tuple(STORIES.values()))[0]
    clinic = names.clinic(rng, kind.clinics)
    owner = Organisation(id=_id(rng), name=clinic, system="demo", code=code, **_dated(start))
    is_public = rng.random() > 0.04
    shown = spot if is_public else spot.outcode
    place = Location(
        id=_id(rng), organisation=owner, name="", address=[names.street(rng)], is_address_public=is_public,
        postcode=spot.postcode, nation=spot.outcode.nation, latitude=shown.latitude, longitude=shown.longitude,
        precision="unit" if is_public else "outcode", **_dated(start),
    )  # fmt: skip
    service = HealthcareService(
        id=_id(rng), organisation=owner, location=place, specialty=specialty, name=clinic, system="demo", code=code,
        is_fictional=True, status="active", version=0,
        **_offer(rng, kind, specialty, spot, registry), **_contacts(rng, clinic, spot),
        **_assurance(rng, kind, drawn, start),
    )  # fmt: skip
    if kind.titles and (kind.registers or rng.random() < 0.5):
        service.role = _role(rng, kind, service, start)
    service.capabilities = _holdings(rng, specialty, registry, drawn, start)
    return service


def _id(rng: Random) -> str:
    return str(UUID(int=rng.getrandbits(128), version=4))


def _dated(start: datetime) -> dict[str, datetime]:
    return {"created_at": start, "updated_at": start}


def _offer(rng: Random, kind: Kind, specialty: str, spot: Spot, registry: PluginRegistry) -> dict[str, object]:
    known = [each.code for each in registry.vocabulary.concepts_for(specialty) if each.kind in TREATED]
    treats = sorted(rng.sample(known, max(1, round(len(known) * rng.uniform(0.5, 1.0))))) if known else []
    online_only = rng.random() < kind.online_only
    spoken = [code for code in rng.sample(LANGUAGES, 2) if rng.random() < 0.2]
    if spot.outcode.nation == "wales" and rng.random() < 0.4:
        spoken.append("cy")
    oldest = rng.choice((None, None, None, None, None, 75)) if specialty == "advanced-aesthetics" else None
    return {
        "description": "A fictional service of the demonstration network.",
        "accepts": sorted(rng.choice(kind.accepts)),
        "treats": treats,
        "minimum_age": rng.choice(kind.minimum_ages),
        "maximum_age": oldest,
        "is_in_person": not online_only,
        "is_virtual": online_only or rng.random() < kind.online,
        "languages": sorted({"en", *spoken}),
        "accessibility": sorted(set(rng.sample(ACCESS, rng.randint(0, 4)))),
        "fee_band": rng.choice(kind.fees),
        "opening_hours": "" if rng.random() < 0.02 else rng.choice(kind.hours),
        "referral_instructions": rng.choice(("", "Send photographs with the referral.", "Ring before you send.")),
        "wait_days": rng.choice(kind.wait_days),
        "response_minutes": rng.choice(kind.response_minutes),
    }


def _contacts(rng: Random, clinic: str, spot: Spot) -> dict[str, str]:
    home = f"{names.slug(clinic)}.example.org"
    return {
        "public_phone": names.landline(rng, spot.postcode),
        "public_email": f"hello@{home}",
        "website": f"https://{home}",
        "clinician_phone": names.mobile(rng),
        "clinician_email": f"referrals@{home}",
    }


def _assurance(rng: Random, kind: Kind, story: Story, start: datetime) -> dict[str, object]:
    day = today(start)
    confirmed = timedelta(days=rng.choice((1, 3, 6, 10, 20, 28, 28, 45, 90, 200)), minutes=rng.randrange(1440))
    checked = story not in ("unverified", "suspended")
    return {
        "assurance": "verified" if checked else story,
        "suspended_reason": "Registration under review (fictional)." if story == "suspended" else "",
        "registers": sorted(kind.registers[:1]) if checked else [],
        "specialist_registers": [kind.specialist_register] if checked and kind.specialist_register else [],
        "indemnity_until": day + timedelta(days=-rng.randint(3, 60) if story == "lapsed" else rng.randint(40, 360)),
        "is_accepting": story != "full",
        "accepting_until": day - timedelta(days=rng.randint(1, 20)) if story == "ended" else None,
        "confirmed_at": start - confirmed,
        "confirmed_by": "the clinic (fictional)",
        "verified_at": start - confirmed - timedelta(days=30) if checked else None,
        "verified_by": "the demonstration network" if checked else "",
    }


def _role(rng: Random, kind: Kind, service: HealthcareService, start: datetime) -> PractitionerRole:
    specialist = kind.specialist_register
    choice = rng.randrange(len(kind.titles))
    register = kind.registers[min(choice, len(kind.registers) - 1)] if kind.registers else None
    if service.registers and register:
        service.registers = [register]
    registration = {
        "register": register, "number": f"FICTIONAL-{rng.randrange(10**6):06d}", "specialist_register": specialist,
        "checked_at": start.isoformat(timespec="seconds") if service.registers else None,
        "checked_by": "the demonstration network" if service.registers else "", "is_fictional": True,
    }  # fmt: skip
    doctor = "Dr " if register in ("gmc", "gdc") else ""
    person = Practitioner(
        id=_id(rng), organisation=service.organisation, name=f"{doctor}{names.person(rng)}",
        registrations=[registration] if register else [], **_dated(start),
    )  # fmt: skip
    return PractitionerRole(
        id=_id(rng), practitioner=person, organisation=service.organisation, location=service.location,
        specialty=service.specialty, title=kind.titles[choice], **_dated(start),
    )  # fmt: skip


def _holdings(
    rng: Random, specialty: str, registry: PluginRegistry, story: Story, start: datetime
) -> list[ServiceCapability]:
    if rng.random() >= KINDS.get(specialty, ANY).holds:
        return []
    known = holdable(registry)
    codes = sorted(each.code for each in registry.vocabulary.concepts_for(specialty) if each.code in known)
    left_out = rng.choice(codes) if len(codes) > 1 and rng.random() < 0.25 and story == "fresh" else None
    if left_out in STOCK_CODES and rng.random() < 0.6:
        left_out = None
    return [_holding(rng, code, story, start) for code in codes if code != left_out]


def _holding(rng: Random, code: str, story: Story, start: datetime) -> ServiceCapability:
    held = ServiceCapability(id=_id(rng), code=code, confirmed_by="the clinic (fictional)")
    ages = {"stale": (25, 160), "unconfirmed": (24 * 8, 24 * 20)}
    if code in STOCK_CODES:
        low, high = ages.get(story, (0, 20))
        held.quantity, held.unit = float(0 if story == "empty" else BATCH_UNITS * rng.randint(1, 6)), "units"
        left = -rng.randint(2, 30) if story == "expired" else rng.randint(20, 500)
        held.expires_on = today(start) + timedelta(days=left)
    else:
        low, high = (24 * 190, 24 * 260) if story == "unconfirmed" and rng.random() < 0.3 else (12, 24 * 28)
        if code == "ultrasound":
            held.value, held.operator = rng.choice(PROBES), names.person(rng)
    held.confirmed_at = start - timedelta(minutes=rng.randint(low * 60 + 5, high * 60))
    return held
