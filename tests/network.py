"""A small network at real places: what the tests of the whole application search in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from directory import migrations
from directory.catalogue import service
from directory.catalogue.schemas import ServiceListing, read
from directory.config import Settings
from directory.geocoding.build import Record, build
from directory.parts import build_parts

KEY = "test-key-that-is-long-enough-to-be-one"
RECORDS: list[Record] = [
    ("BT1 5GS", "N09000003", 333832.0, 374014.0),
    ("BT3 9DT", "N09000003", 335812.0, 375965.0),
    ("CF101NS", "W06000015", 317966.0, 176144.0),
    ("EH1 1YZ", "S12000036", 325597.0, 673676.0),
    ("GIR 0AA", float("nan"), float("nan"), float("nan")),  # type: ignore[list-item]
    ("GY1 1AA", "L99999999", float("nan"), float("nan")),
    ("IM1 1AA", "M99999999", float("nan"), float("nan")),
    ("JE2 3AB", "L99999999", float("nan"), float("nan")),
    ("LS1 2NE", "E08000035", 429696.0, 433760.0),
    ("LS1 4AP", "E08000035", 429363.0, 433330.0),
    ("LS1 4DL", "E08000035", 429674.0, 433408.0),
    ("LS6 3AW", "E08000035", 427923.0, 435979.0),
    ("LS141AA", "E08000035", 434175.0, 436486.0),
    ("M1  1AA", "E08000003", 385022.0, 398985.0),
    ("SO1 4AB", "E06000045", 438441.0, 113908.0),
    ("SW1A1AA", "E09000033", 529090.0, 179645.0),
]
HYALURONIDASE = {
    "code": "hyaluronidase", "quantity": 3000.0, "unit": "units", "expires_on": "2090-01-31",
}  # fmt: skip
ULTRASOUND = {"code": "ultrasound", "value": "18 MHz linear", "operator": "Sam Lee"}
SERVICES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("Park Dental", "dentist", "LS1 2NE", {"treats": ["gummy-smile"]}),
    ("Headingley Dental", "dentist", "LS6 3AW", {"response_minutes": 60}),
    ("Seacroft Dental", "dentist", "LS141AA", {"minimum_age": 18}),
    ("Piccadilly Dental", "dentist", "M1 1AA", {"languages": ["en", "pl"]}),
    ("Aire Complications", "complication-support", "LS1 4DL",
     {"capabilities": [HYALURONIDASE, ULTRASOUND], "accepts": ["advice", "referral", "emergency"]}),
    ("Westminster Complications", "complication-support", "SW1A1AA",
     {"capabilities": [ULTRASOUND], "accepts": ["referral", "emergency"]}),
    ("Lagan Dermatology", "consultant-dermatologist", "BT3 9DT", {"specialist_register": "dermatology"}),
    ("Leeds General Practice", "gp", "LS1 4AP", {}),
)  # fmt: skip
REGISTERS = {"dentist": ("gdc", "81234"), "gp": ("gmc", "7000017"), "default": ("gmc", "7000017")}


def build_places(path: Path) -> None:
    """The postcode table of those places."""
    build(path, RECORDS, source="test")


def listing_of(name: str, specialty: str, postcode: str, **changes: Any) -> dict[str, Any]:
    """A listing that is right, as JSON."""
    register, number = REGISTERS.get(specialty, REGISTERS["default"])
    return {
        "organisation_name": name,
        "name": name,
        "specialty": specialty,
        "postcode": postcode,
        "practitioner_name": "Sam Lee",
        "register_code": register,
        "register_number": number,
        "indemnity_until": "2090-01-31",
        "public_phone": "0113 245 0000",
    } | changes


def seed(instance: Path, *, database_url: str = "") -> None:
    """Migrate the instance's database, or the one at the URL, and put the small network in, verified."""
    parts = build_parts(
        Settings(_env_file=None, instance=instance, **({"database_url": database_url} if database_url else {}))
    )
    migrations.upgrade(parts.database.engine)
    with parts.database.transaction() as session:
        for name, specialty, postcode, changes in SERVICES:
            desk = {"clinician_email": f"referrals@{name.lower().replace(' ', '-')}.example"}
            listing = read(ServiceListing, listing_of(name, specialty, postcode, **desk | changes))
            made = service.list_service(session, parts.geocoding.chain, parts.registry, listing, actor="tests")
            service.verify(session, parts.registry, made.id, actor="tests")
    parts.close()
