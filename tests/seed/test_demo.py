"""The demonstration network: the same every time, nobody real, suitable where it must be, and always fresh."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pyproj import Transformer
from sqlalchemy import func, select

import plugins
from directory.audit.models import AuditEvent
from directory.audit.service import verify as verify_chain
from directory.catalogue import hours
from directory.catalogue.documents import document_of, service_of
from directory.catalogue.languages import LANGUAGES
from directory.catalogue.models import ChangeLog, HealthcareService, ServiceHistory
from directory.catalogue.rules import holdable, treatable
from directory.catalogue.schemas import ACCESSIBILITY
from directory.catalogue.service import confirm, listed
from directory.catalogue.text import email, is_drama, phone, website
from directory.catalogue.writes import claim_dataset, dataset_kind
from directory.db import Database, now
from directory.errors import Refused
from directory.geocoding.build import build
from directory.geocoding.table import PostcodeTable
from matching.criteria import Criterion, IndemnityInDate, basic_criteria
from matching.model import Need, Urgency
from matching.plugin_manager import PluginRegistry, build_registry
from seed.demo import ANCHORS, load_demo, renew

SIZE = 400
AUTHORITIES = {"L": "E08000035", "B": "N09000003", "C": "W06000015"}


@pytest.fixture(scope="module")
def registry() -> PluginRegistry:
    """The built-in plugins."""
    return build_registry(plugins.BUILTIN, load_entry_points=False)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostcodeTable]:
    """A few postcodes in every sector that the network must be in, and in Cardiff."""
    path: Path = tmp_path_factory.mktemp("places") / "places.db"
    british = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
    irish = Transformer.from_crs("EPSG:4326", "EPSG:29903", always_xy=True)
    centres = {"L": (british, 53.80, -1.55), "B": (irish, 54.60, -5.93), "C": (british, 51.48, -3.18)}
    records = []
    for number, sector in enumerate(sorted({anchor[0] for anchor in ANCHORS} | {"CF10 1", "CF11 8"})):
        grid, lat, lon = centres[sector[0]]
        for place, unit in enumerate(("AA", "AB", "AD", "AE", "AF")):
            east, north = grid.transform(lon + number / 300, lat + place / 500)
            records.append((f"{sector}{unit}", AUTHORITIES[sector[0]], east, north))
    build(path, records)
    made = PostcodeTable(path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def loaded(
    tmp_path_factory: pytest.TempPathFactory, registry: PluginRegistry, table: PostcodeTable
) -> Iterator[Database]:
    """A database with the network, only to be read."""
    made = fresh(tmp_path_factory.mktemp("demo"))
    assert load_demo(made, registry, table, size=SIZE) == SIZE
    yield made
    made.dispose()


def fresh(folder: Path, clock_offset_s: float = 0.0) -> Database:
    """A database with empty tables."""
    from directory.db import Base

    made = Database(f"sqlite:///{folder / 'onward.db'}", clock_offset_s=clock_offset_s)
    Base.metadata.create_all(made.engine)
    return made


def documents(database: Database) -> list[dict[str, Any]]:
    """Every document."""
    with database.reading() as session:
        return listed(session)


def test_it_is_the_same_network_every_time(
    loaded: Database, registry: PluginRegistry, table: PostcodeTable, tmp_path: Path
) -> None:
    other = fresh(tmp_path)
    load_demo(other, registry, table, size=SIZE)
    facts = lambda each: (each["id"], each["name"], each["specialty"], each["location"], each["treats"])  # noqa: E731
    assert sorted(map(str, map(facts, documents(loaded)))) == sorted(map(str, map(facts, documents(other))))
    other.dispose()


def test_a_larger_network_holds_the_smaller_one(registry: PluginRegistry, table: PostcodeTable, tmp_path: Path) -> None:
    database = fresh(tmp_path)
    assert load_demo(database, registry, table, size=50) == 50
    first = {each["id"] for each in documents(database)}
    assert load_demo(database, registry, table, size=80) == 30
    assert load_demo(database, registry, table, size=80) == 0
    assert first < {each["id"] for each in documents(database)}
    database.dispose()


def test_every_service_could_have_been_listed(loaded: Database, registry: PluginRegistry) -> None:
    treated, held = treatable(registry), holdable(registry)
    for each in documents(loaded):
        assert set(each["treats"]) <= treated
        assert {capability["code"] for capability in each["capabilities"]} <= held
        assert set(each["languages"]) <= LANGUAGES
        assert set(each["accessibility"]) <= set(ACCESSIBILITY)
        assert each["fee_band"] in ("nhs", "low", "medium", "high")
        assert hours.validate(each["opening_hours"]) is None
        assert registry.specialties[each["specialty"]].searchable


def test_nobody_in_it_can_be_reached_or_mistaken_for_somebody(loaded: Database) -> None:
    for each in documents(loaded):
        assert each["is_fictional"]
        for number in (each["public_phone"], each["clinician"]["phone"]):
            assert is_drama(number)
            assert phone(number) == number
        assert re.search(r"[@.]example\.org$", email(each["public_email"]))
        assert website(each["website"]).endswith(".example.org")
    with loaded.reading() as session:
        for service in session.execute(select(HealthcareService)).scalars():
            stated = service.role.practitioner.registrations if service.role else []
            assert all(one["number"].startswith("FICTIONAL-") and one["is_fictional"] for one in stated)


def test_what_is_verified_has_what_its_specialty_must_have(loaded: Database, registry: PluginRegistry) -> None:
    ordinary = 0
    with loaded.reading() as session:
        at = now(session)
    for each in documents(loaded):
        if each["assurance"] != "verified":
            assert each["registers"] == []
            continue
        value = service_of(each)
        rules = registry.listing_requirements(each["specialty"])
        assert all(
            rule.predicate.holds(value, at) for rule in rules if "Indemnity" not in type(rule.predicate).__name__
        )
        ordinary += IndemnityInDate().holds(value, at)
    assert ordinary > SIZE * 0.85


def test_every_searchable_specialty_is_there(loaded: Database, registry: PluginRegistry) -> None:
    there = Counter(each["specialty"] for each in documents(loaded))
    assert {code for code, kind in registry.specialties.items() if kind.searchable} == set(there)


def suitable(database: Database, registry: PluginRegistry, specialty: str, **asked: Any) -> list[dict[str, Any]]:
    """Those that meet every requirement of a need."""
    with database.reading() as session:
        need = Need(specialty=specialty, now=now(session), **asked)
    rules: list[Criterion] = [rule for rule in registry.criteria_for(need) if rule.required]
    assert {rule.code for rule in basic_criteria(need) if rule.required} <= {rule.code for rule in rules}
    found = [each for each in documents(database) if each["specialty"] == specialty]
    return [each for each in found if all(rule.predicate.holds(service_of(each), need.now) for rule in rules)]


def test_complication_support_is_found_in_leeds_and_in_belfast(loaded: Database, registry: PluginRegistry) -> None:
    asked = {"kind": "emergency", "urgency": Urgency.EMERGENCY, "capabilities": ("hyaluronidase",)}
    outcodes = Counter(
        each["location"]["postcode"].split(" ")[0]
        for each in suitable(loaded, registry, "complication-support", **asked)
    )
    assert sum(count for code, count in outcodes.items() if code.startswith("LS")) >= 3
    assert sum(count for code, count in outcodes.items() if code.startswith("BT")) >= 1


def test_consultant_dermatologists_are_found_in_northern_ireland(loaded: Database, registry: PluginRegistry) -> None:
    found = suitable(loaded, registry, "consultant-dermatologist", specialist_register="dermatology")
    assert sum(each["location"]["nation"] == "northern-ireland" for each in found) >= 3


def test_some_have_something_wrong_so_that_there_is_a_reason_to_give(loaded: Database) -> None:
    found = documents(loaded)
    today = datetime.now(UTC).date().isoformat()
    stock = [held for each in found for held in each["capabilities"] if held["code"] == "hyaluronidase"]
    assert any(held["expires_on"] < today for held in stock)
    assert any(held["expires_on"] > today for held in stock)
    assert all(held["unit"] == "units" for held in stock)
    assert any(each["indemnity_until"] < today for each in found)
    assert any(not each["is_accepting"] for each in found)
    assert any(each["opening_hours"] == "24/7" for each in found)
    probes = [held for each in found for held in each["capabilities"] if held["code"] == "ultrasound"]
    assert all(held["value"] and held["operator"] for held in probes)


def test_a_private_home_shows_the_middle_of_its_outcode(loaded: Database, table: PostcodeTable) -> None:
    middles = {area.text: area for area in table.outcodes()}
    homes = [each["location"] for each in documents(loaded) if each["location"]["precision"] == "outcode"]
    assert homes
    for home in homes:
        assert home["address"] == []
        assert home["latitude"] == middles[home["postcode"]].latitude


def test_every_service_left_its_traces(loaded: Database) -> None:
    with loaded.reading() as session:
        assert verify_chain(session) is None
        for traces in (AuditEvent, ServiceHistory, ChangeLog):
            assert session.execute(select(func.count()).select_from(traces)).scalar_one() == SIZE
        for service in session.execute(select(HealthcareService)).scalars():
            assert document_of(service)["version"] == 1


@pytest.mark.parametrize("days", [0.5, 1, 40])
def test_a_later_start_finds_it_as_fresh_as_the_first(
    registry: PluginRegistry, table: PostcodeTable, tmp_path: Path, days: float
) -> None:
    first = fresh(tmp_path)
    load_demo(first, registry, table, size=60)
    with first.transaction() as session:
        assert renew(session) == 0
    before = {each["id"]: each for each in documents(first)}
    later = Database(first.url, clock_offset_s=days * 86_400)
    with later.transaction() as session:
        assert renew(session) == 60
    with later.reading() as session:
        assert verify_chain(session) is None
        at = now(session)
        for service in session.execute(select(HealthcareService)).scalars():
            document = next(each for each in listed(session) if each["id"] == service.id) if days == 40 else None
            assert document is None or document == document_of(service)
            was, is_now = service_of(before[service.id]), service_of(document_of(service))
            assert is_now.confirmed_at is not None
            assert was.confirmed_at is not None
            assert abs(is_now.confirmed_at - was.confirmed_at - timedelta(days=days)) < timedelta(seconds=30)
            assert is_now.confirmed_at <= at
            assert service.version == 2
        events = session.execute(select(AuditEvent).where(AuditEvent.action == "network.renew")).scalars().all()
        assert [event.detail for event in events] == [{"services": 60}]
        assert session.execute(select(func.count()).select_from(ChangeLog)).scalar_one() == 120
    with later.transaction() as session:
        assert renew(session) == 0
    later.dispose()
    first.dispose()


def test_renewing_never_confirms_the_future_and_leaves_what_people_listed(
    registry: PluginRegistry, table: PostcodeTable, tmp_path: Path
) -> None:
    first = fresh(tmp_path)
    load_demo(first, registry, table, size=20)
    middle = Database(first.url, clock_offset_s=3_000)
    own, confirmed = (each["id"] for each in documents(first)[:2])
    with middle.transaction() as session:
        confirm(session, confirmed, actor="t")
        session.get_one(HealthcareService, own).system = None
    later = Database(first.url, clock_offset_s=3_600)
    with later.transaction() as session:
        assert renew(session) == 19
        assert session.get_one(HealthcareService, own).version == 1
        moment = session.get_one(HealthcareService, confirmed).confirmed_at
        assert moment is not None
        assert moment <= now(session)
    for each in (first, middle, later):
        each.dispose()


def test_it_refuses_a_database_of_real_services(
    database: Database, registry: PluginRegistry, table: PostcodeTable
) -> None:
    with database.transaction() as session:
        claim_dataset(session, "real")
    with pytest.raises(Refused, match="real services"):
        load_demo(database, registry, table, size=5)
    with database.reading() as session:
        assert dataset_kind(session) == "real"
        assert session.execute(select(func.count()).select_from(HealthcareService)).scalar_one() == 0


def test_a_specialty_from_a_package_is_not_claimed_as_checked(
    database: Database, registry: PluginRegistry, table: PostcodeTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = Criterion(code="never", predicate=replace(IndemnityInDate()), required=True)
    monkeypatch.setattr(type(strict.predicate), "holds", lambda self, service, at: False)
    monkeypatch.setattr(type(registry), "listing_requirements", lambda self, specialty: (strict,))
    load_demo(database, registry, table, size=10)
    assert "verified" not in {each["assurance"] for each in documents(database)}
