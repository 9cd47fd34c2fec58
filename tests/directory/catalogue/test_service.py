"""Listing, changing, verifying and retiring, and what each write leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.audit.models import AuditEvent
from directory.audit.service import verify as verify_chain
from directory.catalogue import service
from directory.catalogue.documents import document_of
from directory.catalogue.models import ChangeLog, HealthcareService, Location, ServiceCapability, ServiceHistory
from directory.catalogue.schemas import ServiceListing, ServicePatch, read
from directory.catalogue.writes import claim_dataset, dataset_kind
from directory.db import Database
from directory.errors import Conflict, Invalid, NotFound
from directory.geocoding.chain import GeocoderChain
from matching.plugin_manager import PluginRegistry

Listing = Callable[..., ServiceListing]
STOCK = [{"code": "hyaluronidase", "quantity": 1500, "unit": "units", "expires_on": "2090-01-01"}]
SUPPORT: dict[str, Any] = {"specialty": "complication-support", "treats": [], "capabilities": STOCK}


class Desk:
    """The use cases with their parts, each call in a transaction of its own."""

    def __init__(self, database: Database, places: GeocoderChain, registry: PluginRegistry) -> None:
        self.database, self.places, self.registry = database, places, registry

    def list(self, listing: ServiceListing) -> HealthcareService:
        with self.database.transaction() as session:
            return service.list_service(session, self.places, self.registry, listing, actor="t", request_id="r")

    def change(self, id_: str, expected_version: int | None = None, **fields: Any) -> HealthcareService:
        patch = read(ServicePatch, fields)
        with self.database.transaction() as session:
            return service.change_service(
                session, self.places, self.registry, id_, patch, expected_version=expected_version, actor="t"
            )

    def verify(self, id_: str, **checked: Any) -> HealthcareService:
        with self.database.transaction() as session:
            return service.verify(session, self.registry, id_, actor="t", **checked)

    def act(self, use_case: Callable[..., HealthcareService], *arguments: Any, **named: Any) -> HealthcareService:
        with self.database.transaction() as session:
            return use_case(session, *arguments, actor="t", **named)

    def document(self, id_: str) -> dict[str, Any]:
        with self.database.reading() as session:
            return service.get(session, id_)


@pytest.fixture
def desk(any_database: Database, places: GeocoderChain, registry: PluginRegistry) -> Iterator[Desk]:
    """The use cases; afterwards the audit chain is whole and every document says what its rows say."""
    yield Desk(any_database, places, registry)
    with any_database.reading() as session:
        assert verify_chain(session) is None
        for row in session.execute(select(HealthcareService)).scalars():
            assert service.get(session, row.id) == document_of(row)


def traces(session: Session) -> tuple[int, int, int]:
    """How many audit events, history rows and change-log rows there are."""
    counts = [select(func.count()).select_from(table) for table in (AuditEvent, ServiceHistory, ChangeLog)]
    events, history, changes = (session.execute(count).scalar_one() for count in counts)
    return events, history, changes


def test_a_listing_comes_in_unverified_with_everything_it_said(desk: Desk, listing: Listing) -> None:
    made = desk.list(listing(capabilities=STOCK, languages=["en", "cy"], postcode="ls14ap"))
    document = desk.document(made.id)
    assert document["assurance"] == "unverified"
    assert document["status"] == "active"
    assert document["name"] == "Park Dental"
    assert document["location"]["postcode"] == "LS1 4AP"
    assert document["location"]["nation"] == "england"
    assert document["location"]["latitude"] == pytest.approx(53.7965, abs=1e-4)
    assert document["practitioner"] == {"name": "Sam Lee", "title": ""}
    assert document["registers"] == []
    assert document["capabilities"][0]["quantity"] == 1500
    assert document["confirmed_at"] == document["capabilities"][0]["confirmed_at"] is not None
    assert document["version"] == 1


def test_a_listing_marks_an_empty_database_as_real_and_is_not_fictional(desk: Desk, listing: Listing) -> None:
    assert not desk.list(listing()).is_fictional
    with desk.database.reading() as session:
        assert dataset_kind(session) == "real"


def test_a_listing_in_the_demonstration_is_fictional_and_may_have_a_drama_number(desk: Desk, listing: Listing) -> None:
    with desk.database.transaction() as session:
        claim_dataset(session, "demo")
    assert desk.list(listing(public_phone="07700 900123")).is_fictional


WRITES: list[tuple[str, Callable[[Desk, str], object], int]] = [
    ("a change", lambda desk, id_: desk.change(id_, wait_days=3), 1),
    ("a verification", lambda desk, id_: desk.verify(id_), 1),
    ("a suspension", lambda desk, id_: desk.act(service.suspend, id_, "Under review"), 1),
    ("a retirement", lambda desk, id_: desk.act(service.retire, id_), 1),
    ("a confirmation", lambda desk, id_: desk.act(service.confirm, id_), 0),
]


@pytest.mark.parametrize(("write", "history"), [row[1:] for row in WRITES], ids=[row[0] for row in WRITES])
def test_every_write_leaves_one_audit_event_one_change_log_row_and_its_history(
    desk: Desk, listing: Listing, write: Callable[[Desk, str], object], history: int
) -> None:
    made = desk.list(listing(capabilities=STOCK))
    with desk.database.reading() as session:
        before = traces(session)
    assert before == (1, 1, 1)
    write(desk, made.id)
    with desk.database.reading() as session:
        assert traces(session) == (2, 1 + history, 2)
        assert session.get_one(HealthcareService, made.id).version == 2


REFUSED = [
    ("ages crossed", {"minimum_age": 60, "maximum_age": 18}, "/maximum_age"),
    ("neither in person nor online", {"is_in_person": False}, "/is_in_person"),
    ("a register without a number", {"register_number": None}, "/register_number"),
    ("a number without a register", {"register_code": None}, "/register_code"),
    ("a number of another form", {"register_number": "1234567"}, "/register_number"),
    ("a number of nobody", {"practitioner_name": ""}, "/practitioner_name"),
    ("no way to be reached", {"public_phone": None}, "/public_phone"),
    ("emergencies without a telephone",
     {"public_phone": None, "public_email": "a@park.org.uk", "accepts": ["emergency"]}, "/clinician_phone"),
    ("a drama number", {"public_phone": "07700 900123"}, "/public_phone"),
    ("an unknown specialty", {"specialty": "astrologer"}, "/specialty"),
    ("a specialty that is never searched", {"specialty": "emergency-services"}, "/specialty"),
    ("an unknown treatment", {"treats": ["gummy-smile", "leeches"]}, "/treats/1"),
    ("a capability as treatment", {"treats": ["hyaluronidase"]}, "/treats/0"),
    ("an unknown capability", {"capabilities": [{"code": "x-ray-eyes"}]}, "/capabilities/0/code"),
    ("a capability twice", {"capabilities": [{"code": "ultrasound"}] * 2}, "/capabilities/1/code"),
    ("stock without units", {"capabilities": [{"code": "hyaluronidase"}]}, "/capabilities/0/quantity"),
    ("stock without expiry", {"capabilities": [{"code": "hyaluronidase", "quantity": 5}]},
     "/capabilities/0/expires_on"),
    ("a town", {"postcode": "Leeds"}, "/postcode"),
    ("half a postcode", {"postcode": "LS1"}, "/postcode"),
    ("a postcode that is not", {"postcode": "LS1 4XX"}, "/postcode"),
    ("Jersey", {"postcode": "JE2 3AB"}, "/postcode"),
    ("a postcode without a position", {"postcode": "LS1 9ZZ"}, "/postcode"),
    ("a bank's post", {"postcode": "GIR 0AA"}, "/postcode"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "pointer"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_listing_that_cannot_be_is_refused_and_nothing_is_stored(
    desk: Desk, listing: Listing, changes: dict[str, Any], pointer: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        desk.list(listing(**changes))
    assert [error.pointer for error in refusal.value.errors] == [pointer]
    with desk.database.reading() as session:
        assert traces(session) == (0, 0, 0)
        assert session.execute(select(func.count()).select_from(Location)).scalar_one() == 0


def test_all_that_is_wrong_is_said_at_once(desk: Desk, listing: Listing) -> None:
    with pytest.raises(Invalid) as refusal:
        desk.list(listing(postcode="Leeds", treats=["leeches"], is_in_person=False))
    assert {error.pointer for error in refusal.value.errors} == {"/postcode", "/treats/0", "/is_in_person"}


def test_a_private_home_shows_only_the_middle_of_its_outcode(desk: Desk, listing: Listing) -> None:
    made = desk.list(listing(is_address_public=False, address=["1 Park Row"]))
    shown = desk.document(made.id)["location"]
    assert (shown["address"], shown["postcode"], shown["precision"]) == ([], "LS1", "outcode")
    assert shown["latitude"] != pytest.approx(53.7965, abs=1e-4)
    shown = document_of(desk.change(made.id, is_address_public=True))["location"]
    assert (shown["address"], shown["postcode"], shown["precision"]) == (["1 Park Row"], "LS1 4AP", "unit")
    assert shown["latitude"] == pytest.approx(53.7965, abs=1e-4)


@pytest.mark.parametrize(
    "changes",
    [
        {"indemnity_until": "2089-01-01"}, {"register_number": "81235"}, {"practitioner_name": "Ann Lee"},
        {"specialty": "gp"}, {"specialist_register": "orthodontics"},
        {"register_code": "gmc", "register_number": "1234567"},
    ],
)  # fmt: skip
def test_a_change_of_what_was_vetted_asks_for_a_new_verification(
    desk: Desk, listing: Listing, changes: dict[str, Any]
) -> None:
    made = desk.list(listing())
    assert desk.verify(made.id).registers == ["gdc"]
    changed = desk.change(made.id, **changes)
    assert changed.assurance == "unverified"
    assert changed.registers == []
    assert changed.verified_at is None
    assert changed.role is not None
    assert changed.role.practitioner.registrations[0]["checked_at"] is None or "practitioner_name" not in changes


@pytest.mark.parametrize(
    "changes", [{"wait_days": 3}, {"postcode": "EH1 2NG"}, {"capabilities": STOCK}, {"organisation_name": "New Name"}]
)
def test_any_other_change_leaves_it_verified(desk: Desk, listing: Listing, changes: dict[str, Any]) -> None:
    made = desk.list(listing())
    desk.verify(made.id)
    assert desk.change(made.id, **changes).assurance == "verified"


def test_a_change_moves_the_service_to_its_new_postcode(desk: Desk, listing: Listing) -> None:
    place = document_of(desk.change(desk.list(listing()).id, postcode="eh12ng"))["location"]
    assert (place["postcode"], place["nation"]) == ("EH1 2NG", "scotland")


def test_a_change_replaces_what_is_held_and_confirms_it(desk: Desk, listing: Listing) -> None:
    made = desk.list(listing(capabilities=[*STOCK, {"code": "ultrasound", "value": "18 MHz"}]))
    with desk.database.transaction() as session:
        for held in session.execute(select(ServiceCapability)).scalars():
            assert held.confirmed_at is not None
            held.confirmed_at -= timedelta(days=9)
        service.confirm(session, made.id, actor="t")
    more = [{**STOCK[0], "quantity": 3000}]
    held = document_of(desk.change(made.id, capabilities=more))["capabilities"]
    assert [(each["code"], each["quantity"]) for each in held] == [("hyaluronidase", 3000)]


def test_a_change_that_changes_nothing_writes_nothing(desk: Desk, listing: Listing) -> None:
    made = desk.list(listing())
    desk.change(made.id, wait_days=None, treats=["gummy-smile"])
    desk.change(made.id)
    assert desk.document(made.id)["version"] == 1


def test_a_change_of_one_field_is_not_refused_for_another(desk: Desk, listing: Listing) -> None:
    made = desk.list(listing())
    with desk.database.transaction() as session:
        row = session.get_one(HealthcareService, made.id)
        assert row.role is not None
        row.role.practitioner.registrations = [{**row.role.practitioner.registrations[0], "number": "FICTIONAL-1"}]
    assert desk.change(made.id, wait_days=3).wait_days == 3
    with pytest.raises(Invalid):
        desk.change(made.id, minimum_age=30, maximum_age=20)


def test_two_who_change_the_same_version_are_told(desk: Desk, listing: Listing) -> None:
    made = desk.list(listing())
    desk.change(made.id, expected_version=1, wait_days=3)
    with pytest.raises(Conflict, match="has changed since you read it"):
        desk.change(made.id, expected_version=1, wait_days=4)
    assert desk.document(made.id)["wait_days"] == 3


UNKNOWN = [
    "", "nope", "0", "-1", str(2**63), "../etc/passwd", "a\0b", "\ud800", "é", "x" * 10_000,
    "00000000-0000-0000-0000-000000000000",
]  # fmt: skip


@pytest.mark.parametrize("id_", UNKNOWN, ids=range(len(UNKNOWN)))
def test_an_unknown_id_is_not_found(desk: Desk, id_: str) -> None:
    with desk.database.reading() as session, pytest.raises(NotFound):
        service.get(session, id_)
    with pytest.raises(NotFound):
        desk.change(id_, wait_days=3)
    with pytest.raises(NotFound):
        desk.act(service.retire, id_)


def test_verifying_records_what_was_checked(desk: Desk, listing: Listing) -> None:
    details = {
        "specialty": "consultant-dermatologist", "treats": [], "register_code": "gmc", "register_number": "123 4567",
        "specialist_register": "dermatology",
    }  # fmt: skip
    made = desk.list(listing(**details))
    done = desk.verify(made.id)
    assert (done.assurance, done.registers, done.specialist_registers) == ("verified", ["gmc"], ["dermatology"])
    assert done.verified_by == "t"
    assert done.role is not None
    registration = done.role.practitioner.registrations[0]
    assert (registration["number"], registration["checked_by"]) == ("1234567", "t")
    assert registration["checked_at"]


MISSING = [
    ("no indemnity", {"indemnity_until": None}, {}, "No indemnity on record"),
    ("indemnity over", {"indemnity_until": "2020-03-31"}, {}, "Indemnity ended on 31 March 2020"),
    ("no register", {"register_code": None, "register_number": None}, {}, "GDC registration not confirmed"),
    ("the register not checked", {}, {"registers": ["gmc"]}, "GDC registration not confirmed"),
    ("neither device nor stock", {**SUPPORT, "capabilities": []}, {}, "ltrasound"),
    ("stock used up", {**SUPPORT, "capabilities": [{**STOCK[0], "quantity": 0}]}, {}, "none left"),
    ("stock over", {**SUPPORT, "capabilities": [{**STOCK[0], "expires_on": "2020-01-01"}]}, {}, "expired"),
    ("not a specialist", {"specialty": "consultant-dermatologist", "register_code": "gmc",
                          "register_number": "1234567"}, {}, "specialist register for dermatology"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "checked", "reason"), [row[1:] for row in MISSING], ids=[row[0] for row in MISSING]
)
def test_what_is_missing_is_said_and_nothing_is_verified(
    desk: Desk, listing: Listing, changes: dict[str, Any], checked: dict[str, Any], reason: str
) -> None:
    made = desk.list(listing(**changes))
    with pytest.raises(Conflict, match=reason):
        desk.verify(made.id, **checked)
    assert desk.document(made.id)["assurance"] == "unverified"
    assert desk.document(made.id)["version"] == 1


def test_an_indemnity_date_seen_while_verifying_counts(desk: Desk, listing: Listing) -> None:
    made = desk.list(listing(indemnity_until=None))
    assert desk.verify(made.id, indemnity_until=date(2090, 1, 1)).indemnity_until == date(2090, 1, 1)


def test_a_suspended_service_stays_so_through_changes_until_verified_again(desk: Desk, listing: Listing) -> None:
    made = desk.list(listing())
    desk.verify(made.id)
    desk.act(service.suspend, made.id, "Registration under review")
    assert desk.change(made.id, indemnity_until="2091-01-01").assurance == "suspended"
    assert desk.verify(made.id).assurance == "verified"


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_suspension_says_why(desk: Desk, listing: Listing, reason: str) -> None:
    made = desk.list(listing())
    with pytest.raises(Invalid):
        desk.act(service.suspend, made.id, reason)


def test_a_confirmation_is_of_everything_held(desk: Desk, listing: Listing) -> None:
    made = desk.list(listing(capabilities=STOCK))
    before = desk.document(made.id)
    desk.act(service.confirm, made.id)
    after = desk.document(made.id)
    assert after["confirmed_at"] == after["capabilities"][0]["confirmed_at"] > before["confirmed_at"]


def test_a_retired_service_keeps_its_record_and_cannot_be_written(desk: Desk, listing: Listing) -> None:
    made = desk.list(listing())
    desk.act(service.retire, made.id)
    assert desk.document(made.id)["status"] == "retired"
    assert desk.document(made.id)["retired_at"]
    for write in (
        lambda: desk.change(made.id, wait_days=1), lambda: desk.verify(made.id),
        lambda: desk.act(service.confirm, made.id), lambda: desk.act(service.retire, made.id),
    ):  # fmt: skip
        with pytest.raises(Conflict, match="retired"):
            write()


def test_what_is_listed_can_be_narrowed(desk: Desk, listing: Listing) -> None:
    first, second = desk.list(listing()), desk.list(listing(specialty="gp", treats=["acne"]))
    desk.verify(first.id)
    with desk.database.reading() as session:
        ids = lambda **narrowed: [each["id"] for each in service.listed(session, **narrowed)]  # noqa: E731
        assert ids() == [first.id, second.id]
        assert ids(assurance="verified") == [first.id]
        assert ids(specialty="gp") == [second.id]
        assert ids(status="retired") == []
        assert ids(limit=1) == [first.id]


def test_whoever_runs_the_directory_sees_registrations_history_and_audit(desk: Desk, listing: Listing) -> None:
    made = desk.list(listing())
    desk.verify(made.id)
    with desk.database.reading() as session:
        shown = service.show(session, made.id)
    assert [each["action"] for each in shown["history"]] == ["service.list", "service.verify"]
    assert [each["action"] for each in shown["audit"]] == ["service.list", "service.verify"]
    assert shown["registrations"][0]["number"] == "81234"
