"""The NHS ODS importer: what goes in, what is left out, and every way in which a file can be broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from directory.audit.models import AuditEvent
from directory.audit.service import verify as verify_chain
from directory.catalogue import ods, service
from directory.catalogue.documents import document_of, service_of
from directory.catalogue.models import ChangeLog, HealthcareService, ServiceHistory
from directory.catalogue.ods import Report, import_ods
from directory.catalogue.writes import claim_dataset
from directory.db import Database, now
from directory.errors import Invalid, Refused
from directory.geocoding.chain import GeocoderChain
from matching.criteria import Criterion, HasCapability, OnRegister, basic_criteria
from matching.model import Need
from matching.plugin_manager import PluginRegistry

Importer = Callable[..., Report]


def row(code: str = "A81001", name: str = "THE DENSHAM SURGERY", **changes: str) -> str:
    """A line as NHS Digital writes it."""
    cells = [""] * 27
    cells[0:2] = [code, name]
    cells[4:8] = ["THE HEALTH CENTRE", "LAWSON STREET", "STOCKTON-ON-TEES", "CLEVELAND"]
    cells[9], cells[10], cells[12], cells[17], cells[25] = "TS18 1HU", "19740401", "A", "01642 672351", "4"
    places = {"postcode": 9, "closed": 11, "status": 12, "phone": 17, "setting": 25, "line1": 4}
    for field, value in changes.items():
        cells[places[field]] = value
    return ",".join(f'"{cell}"' for cell in cells)


@pytest.fixture
def imported(
    any_database: Database, places: GeocoderChain, registry: PluginRegistry, tmp_path: Path
) -> Iterator[Importer]:
    """Import lines or bytes; afterwards the audit chain is whole and every document says what its rows say."""

    def run(*lines: str, content: bytes | None = None, specialty: str = "gp", **options: Any) -> Report:
        path = tmp_path / "epraccur.csv"
        path.write_bytes(content if content is not None else "".join(f"{line}\r\n" for line in lines).encode())
        return import_ods(any_database, places, registry, path, specialty=specialty, actor="t", **options)

    yield run
    with any_database.reading() as session:
        assert verify_chain(session) is None
        for each in session.execute(select(HealthcareService)).scalars():
            assert service.get(session, each.id) == document_of(each)


def documents(database: Database) -> dict[str, dict[str, Any]]:
    """Everything imported, by code."""
    with database.reading() as session:
        return {document["code"]: document for document in service.listed(session)}


def traces(database: Database) -> tuple[int, ...]:
    """How many audit events, history rows and change-log rows there are."""
    with database.reading() as session:
        tables = (AuditEvent, ServiceHistory, ChangeLog)
        return tuple(session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


def test_a_live_practice_comes_in_as_the_nhs_list_has_it(imported: Importer, any_database: Database) -> None:
    report = imported(row())
    assert (report.read, report.added, report.bad_lines, report.notes) == (1, 1, [], [])
    found = documents(any_database)["A81001"]
    assert found["name"] == "The Densham Surgery"
    assert found["assurance"] == "nhs-directory"
    assert found["public_phone"] == "01642 672351"
    assert found["confirmed_at"] is None
    assert found["fee_band"] == "nhs"
    assert found["location"]["address"] == ["The Health Centre", "Lawson Street", "Stockton-on-Tees", "Cleveland"]
    assert (found["location"]["postcode"], found["location"]["nation"]) == ("TS18 1HU", "england")
    assert found["location"]["latitude"] == pytest.approx(54.5622, abs=1e-4)


def test_it_is_exempt_from_verification_and_indemnity_and_meets_no_register_or_stock_need(
    imported: Importer, any_database: Database
) -> None:
    imported(row())
    value = service_of(documents(any_database)["A81001"])
    with any_database.reading() as session:
        at = now(session)
    basics = [rule for rule in basic_criteria(Need(specialty="gp", now=at)) if rule.required]
    assert all(rule.predicate.holds(value, at) for rule in basics)
    unmet = [OnRegister("gmc"), HasCapability("hyaluronidase")]
    assert not any(Criterion(code="x", predicate=rule, required=True).predicate.holds(value, at) for rule in unmet)


LEFT_OUT = [
    ("closed", {"status": "C"}, "closed (status C)"),
    ("dormant", {"status": "D"}, "dormant (status D)"),
    ("proposed", {"status": "P"}, "proposed (status P)"),
    ("no general practice", {"setting": "9"}, "prescribing setting 9"),
    ("without a setting", {"setting": ""}, "prescribing setting missing"),
]


@pytest.mark.parametrize(("changes", "reason"), [each[1:] for each in LEFT_OUT], ids=[each[0] for each in LEFT_OUT])
def test_what_is_not_live_or_no_general_practice_is_left_out_and_counted(
    imported: Importer, any_database: Database, changes: dict[str, str], reason: str
) -> None:
    report = imported(row(**changes))
    assert report.skipped == {reason: 1}
    assert documents(any_database) == {}


def test_settings_can_be_chosen_and_other_specialties_take_all(imported: Importer) -> None:
    assert imported(row("A00001", setting="9"), row("A00002"), settings=["9"]).added == 1
    assert imported(row("A00001", setting="9"), row("A00002"), specialty="dentist").added == 2


def test_a_second_import_changes_nothing(imported: Importer, any_database: Database) -> None:
    lines = [row(), row("A81002", phone="n/a"), row("Y00001", postcode="JE2 3AB"), row("A81003", status="C")]
    imported(*lines)
    before = traces(any_database)
    report = imported(*lines)
    assert (report.added, report.updated, report.unchanged, report.retired) == (0, 0, 3, 0)
    assert traces(any_database) == before == (3, 3, 3)


def test_a_change_in_the_file_is_one_write(imported: Importer, any_database: Database) -> None:
    imported(row())
    report = imported(row(name="THE NEW SURGERY", postcode="TS26 8DB"))
    assert (report.updated, report.added) == (1, 0)
    found = documents(any_database)["A81001"]
    assert (found["name"], found["organisation"]["name"]) == ("The New Surgery", "The New Surgery")
    assert (found["version"], found["location"]["postcode"]) == (2, "TS26 8DB")
    assert traces(any_database) == (2, 2, 2)


@pytest.mark.parametrize("gone", [{"status": "C"}, {"status": "D"}, {"setting": "9"}])
def test_a_practice_that_closes_is_retired_and_one_that_reopens_is_back(
    imported: Importer, any_database: Database, gone: dict[str, str]
) -> None:
    imported(row())
    assert imported(row(**gone)).retired == 1
    assert imported(row(**gone)).retired == 0
    closed = documents(any_database)["A81001"]
    assert closed["status"] == "retired"
    assert closed["retired_at"]
    assert imported(row()).reopened == 1
    reopened = documents(any_database)["A81001"]
    assert (reopened["status"], reopened["retired_at"], reopened["version"]) == ("active", None, 3)


def test_what_somebody_retired_by_hand_stays_retired(imported: Importer, any_database: Database) -> None:
    imported(row())
    with any_database.transaction() as session:
        service.retire(session, documents_id(any_database), actor="t")
    assert imported(row()).skipped == {"retired by hand": 1}


def documents_id(database: Database) -> str:
    """The id of the one service there is."""
    return str(documents(database)["A81001"]["id"])


def test_a_practice_that_was_verified_since_is_left_alone_until_it_closes(
    imported: Importer, any_database: Database, registry: PluginRegistry
) -> None:
    imported(row())
    with any_database.transaction() as session:
        service.verify(
            session,
            registry,
            documents_id(any_database),
            actor="t",
            registers=["gmc"],
            indemnity_until=date(2090, 1, 1),
        )
    report = imported(row(name="SOMETHING ELSE"))
    assert (report.updated, sum(report.skipped.values())) == (0, 1)
    assert documents(any_database)["A81001"]["assurance"] == "verified"
    assert imported(row(status="C")).retired == 1


def test_a_practice_missing_from_the_file_is_counted_and_kept(imported: Importer, any_database: Database) -> None:
    imported(row(), row("A81002"))
    assert imported(row()).not_in_file == 1
    assert documents(any_database)["A81002"]["status"] == "active"


@pytest.mark.parametrize(
    "postcode", ["JE2 3AB", "GY1 1AA", "IM1 1AA", "TS18 9ZZ", "", "LA14 2IB", "ZZ99 3CZ", "NONSENSE"]
)
def test_a_practice_without_a_place_is_stored_and_reported(
    imported: Importer, any_database: Database, postcode: str
) -> None:
    report = imported(row(postcode=postcode))
    assert [(each["line"], each["code"], each["postcode"]) for each in report.without_place] == [
        (1, "A81001", postcode)
    ]
    assert report.without_place[0]["reason"].endswith(".")
    place = documents(any_database)["A81001"]["location"]
    assert (place["latitude"], place["longitude"], place["precision"]) == (None, None, None)


@pytest.mark.parametrize("phone", ["n/a", "12345", "999", "0113 CALL ME", "07700 900123", "0906 802 0000"])
def test_a_telephone_number_that_is_none_is_left_out_with_a_note(
    imported: Importer, any_database: Database, phone: str
) -> None:
    report = imported(row(phone=phone))
    assert [note["line"] for note in report.notes] == [1]
    assert documents(any_database)["A81001"]["public_phone"] is None


GOOD = row("A81001")
BROKEN = [
    ("26 columns", GOOD.rsplit(",", 1)[0], "It has 26 columns, not 27."),
    ("28 columns", GOOD + ',"x"', "It has 28 columns, not 27."),
    ("semicolons", GOOD.replace(",", ";"), "semicolons"),
    ("an unclosed quote", '"A81001","THE SURGERY', "A quotation mark is not closed."),
    ("an unclosed quote at the end", GOOD[:-1], "A quotation mark is not closed."),
    ("a quote in the middle", GOOD.replace("DENSHAM", 'DEN"SHAM'), "quotation mark inside"),
    ("no code", row(""), "code"),
    ("a code of two letters", row("A8"), "code"),
    ("a code with a space", row("A8 1001"), "code"),
    ("a code with a path", row("../../etc"), "code"),
    ("no name", row(name=""), "name"),
    ("a name that is a formula", row(name="=HYPERLINK(1)"), "formula"),
    ("a name that starts with +", row(name="+SUM(A1)"), "formula"),
    ("a name that starts with @", row(name="@SUM(A1)"), "formula"),
    ("a name that starts with -", row(name="-cmd|calc"), "formula"),
    ("an address that is a formula", row(line1="=1+1"), "formula"),
    ("a name of 101 letters", row(name="A" * 101), "longer than 100"),
    ("a line of 20,000 letters", row(name="A" * 20_000), "longer than 10,000"),
    ("NUL", row(name="THE\0SURGERY"), "character"),
    ("an escape", row(name="THE \x1b[31mSURGERY"), "character"),
    ("a bidi override", row(name="THE \u202eSURGERY"), "character"),
    ("a postcode of 11 letters", row(postcode="TS18 1HU 12"), "postcode"),
    ("an unknown status", row(status="Z"), "status"),
    ("no status", row(status=""), "status"),
    ("one word", "hello", "1 column, not 27"),
]


@pytest.mark.parametrize(("line", "reason"), [each[1:] for each in BROKEN], ids=[each[0] for each in BROKEN])
def test_a_broken_line_is_reported_and_stops_nothing_else(
    imported: Importer, any_database: Database, line: str, reason: str
) -> None:
    report = imported(row("B00001"), line, row("B00002"))
    assert [bad["line"] for bad in report.bad_lines] == [2]
    assert reason in report.bad_lines[0]["reason"]
    assert report.bad_lines[0]["done"] == "The line was left out."
    assert sorted(documents(any_database)) == ["B00001", "B00002"]


def test_the_same_line_twice_is_left_out_and_a_contradicting_one_is_bad(
    imported: Importer, any_database: Database
) -> None:
    report = imported(row(), row(), row(name="ANOTHER NAME"))
    assert report.skipped == {"the same line again": 1}
    assert [bad["line"] for bad in report.bad_lines] == [3]
    assert "line 1" in report.bad_lines[0]["reason"]
    assert documents(any_database)["A81001"]["name"] == "The Densham Surgery"


def test_a_header_is_left_out_with_a_note_wherever_it_stands(imported: Importer) -> None:
    header = ",".join(["Organisation Code", "Name", *["x"] * 25])
    report = imported(header, row(), header.upper())
    assert (report.added, report.bad_lines, [note["line"] for note in report.notes]) == (1, [], [1, 3])


def test_half_a_bad_file_brings_in_the_other_half(imported: Importer) -> None:
    lines = [row(f"C{number:05d}") if number % 2 else '"broken' for number in range(100)]
    report = imported(*lines)
    assert (report.added, len(report.bad_lines), report.read) == (50, 50, 100)


ENCODED = [
    ("UTF-8", row(name="CAFÉ SURGERY").encode(), "Café Surgery", 0),
    ("UTF-8 with BOM", row(name="CAFÉ SURGERY").encode("utf-8-sig"), "Café Surgery", 0),
    ("Windows-1252", row(name="CAFÉ SURGERY – LEEDS").encode("cp1252"), "Café Surgery – Leeds", 1),
    ("CR only", b"\r".join([row().encode(), row("A81002").encode()]), "The Densham Surgery", 0),
    ("LF only", b"\n".join([row().encode(), row("A81002").encode(), b""]), "The Densham Surgery", 0),
    ("blank lines", b"\r\n\r\n" + row().encode() + b"\r\n  \r\n", "The Densham Surgery", 0),
    ("decomposed", row(name="CAFE\u0301 SURGERY").encode(), "Café Surgery", 0),
    ("unquoted", row().replace('"', "").encode(), "The Densham Surgery", 0),
]


@pytest.mark.parametrize(
    ("content", "name", "notes"), [each[1:] for each in ENCODED], ids=[each[0] for each in ENCODED]
)
def test_every_usual_encoding_and_line_end_is_read(
    imported: Importer, any_database: Database, content: bytes, name: str, notes: int
) -> None:
    report = imported(content=content)
    assert (report.bad_lines, len(report.notes)) == ([], notes)
    assert documents(any_database)["A81001"]["name"] == name


REFUSED = [
    ("UTF-16 with BOM", row().encode("utf-16"), "UTF-16"),
    ("UTF-16 without BOM", row().encode("utf-16-le"), "UTF-16"),
    ("a spreadsheet", b"PK\x03\x04" + b"x" * 100, "spreadsheet"),
    ("nothing", b"", "empty"),
]


@pytest.mark.parametrize(("content", "word"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED])
def test_a_file_of_another_kind_is_refused_in_plain_words(
    imported: Importer, any_database: Database, content: bytes, word: str
) -> None:
    with pytest.raises(Refused, match=word):
        imported(content=content)
    assert traces(any_database) == (0, 0, 0)


@pytest.mark.parametrize("specialty", ["astrologer", "", "emergency-services"])
def test_an_unknown_specialty_is_refused(imported: Importer, specialty: str) -> None:
    with pytest.raises(Invalid):
        imported(row(), specialty=specialty)


def test_it_refuses_the_demonstrations_database(imported: Importer, any_database: Database) -> None:
    with any_database.transaction() as session:
        claim_dataset(session, "demo")
    with pytest.raises(Refused, match="demonstration"):
        imported(row())


def test_it_says_when_nobody_will_be_found(imported: Importer) -> None:
    assert imported(row()).never_found == []
    assert imported(row(), specialty="dentist").never_found == ["GDC registration not confirmed"]


class Killed(Exception):
    """The process ended here."""


def test_an_import_that_was_killed_ends_right_when_run_again(
    imported: Importer, any_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ods, "BATCH", 10)
    lines = [row(f"C{number:05d}") for number in range(45)]
    apply, calls = ods._apply, []

    def dying(*arguments: Any, **named: Any) -> None:
        calls.append(1)
        apply(*arguments, **named)
        if len(calls) == 3:
            raise Killed

    monkeypatch.setattr(ods, "_apply", dying)
    with pytest.raises(Killed):
        imported(*lines)
    assert len(documents(any_database)) == 20
    monkeypatch.setattr(ods, "_apply", apply)
    report = imported(*lines)
    assert (report.added, report.unchanged) == (25, 20)
    assert len(documents(any_database)) == 45
    assert traces(any_database) == (45, 45, 45)


def test_progress_reaches_the_end(imported: Importer) -> None:
    seen: list[tuple[int, int]] = []
    imported(*[row(f"C{number:05d}") for number in range(250)], progress=lambda *state: seen.append(state))
    assert seen == [(100, 250), (200, 250), (250, 250)]


def test_one_organisation_serves_two_specialties(imported: Importer, any_database: Database) -> None:
    imported(row())
    imported(row(), specialty="dentist")
    with any_database.reading() as session:
        found = session.execute(select(HealthcareService)).scalars().all()
    assert {each.specialty for each in found} == {"gp", "dentist"}
    assert len({each.organisation_id for each in found}) == 1
