"""Taking in an NHS ODS file: what is live is listed as "from the NHS list", what has closed is retired.

Each batch is a transaction of its own, and a line that changes nothing writes nothing: an import that was killed ends
right when it is run again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue import ods_file
from directory.catalogue.documents import load
from directory.catalogue.models import HealthcareService, Organisation, ServiceDocument, ServiceHistory
from directory.catalogue.ods_facts import Facts, facts_in, facts_of, new_service, put
from directory.catalogue.ods_file import STATUSES, BadLine, Header, Row
from directory.catalogue.writes import claim_dataset, save_many
from directory.db import Database, now, serialise_writers
from directory.errors import FieldError, Invalid
from directory.geocoding.chain import GeocoderChain
from matching import Need, Service
from matching.plugin_manager import PluginRegistry
from matching.predicates import EXEMPT

SYSTEM = "ods"
BATCH = 500
DEFAULT_SETTINGS = {"gp": frozenset({"4"})}
CLOSE, REOPEN = "service.close", "service.reopen"

Progress = Callable[[int, int], None]
"""Called with (lines done, lines in the file)."""
Action = Literal["add", "change", "close", "reopen"]


class Held(NamedTuple):
    """What the directory has of one practice: its facts as last stored, and who is in charge of them."""

    facts: Facts
    is_active: bool
    assurance: str
    closed_by_import: bool


class Step(NamedTuple):
    """One write that a line asks for."""

    action: Action
    row: Row
    facts: Facts


@dataclass
class Report:
    """What was done with every line of a file."""

    file: str
    specialty: str
    settings: list[str]
    encoding: str = "utf-8"
    read: int = 0
    added: int = 0
    updated: int = 0
    reopened: int = 0
    retired: int = 0
    unchanged: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    without_place: list[dict[str, Any]] = field(default_factory=list)
    bad_lines: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    not_in_file: int = 0
    never_found: list[str] = field(default_factory=list)

    def bad(self, line: int, reason: str, done: str) -> None:
        """Keep what was wrong with a line, and what was done about it."""
        self.bad_lines.append({"line": line, "reason": reason, "done": done})

    def note(self, line: int, text: str) -> None:
        """Keep something worth knowing about a line that was used."""
        self.notes.append({"line": line, "note": text})


def import_ods(
    database: Database,
    places: GeocoderChain,
    registry: PluginRegistry,
    path: Path,
    *,
    specialty: str,
    settings: Iterable[str] = (),
    actor: str,
    progress: Progress | None = None,
) -> Report:
    """Bring the directory in line with a file. Raises Invalid, or Refused for a file or a database of another kind.

    ``settings`` are the prescribing settings that count: those of a general practice for ``gp`` unless named, and all
    for every other specialty. A service that has been verified since is left as it is, unless it has closed.
    """
    kind = registry.specialties.get(specialty)
    if kind is None or not kind.searchable:
        raise Invalid([FieldError("/specialty", f"There is no specialty {specialty[:60]!r} to import into.")])
    wanted = frozenset(settings) or DEFAULT_SETTINGS.get(specialty, frozenset())
    shape = ods_file.shape_of(path)
    with database.transaction() as session:
        claim_dataset(session, "real")
    with database.reading() as session:
        held = _held(session, specialty)
    report = Report(path.name, specialty, sorted(wanted), shape.encoding.removesuffix("-sig"))
    report.never_found = _never_found(registry, specialty)
    if shape.encoding == "cp1252":
        report.note(0, "The file is not UTF-8; it was read as Windows-1252.")
    reader = _Reader(report, places, held, wanted)
    steps = reader.steps(_counted(ods_file.read(path, shape.encoding), shape.lines, progress))
    while batch := list(islice(steps, BATCH)):
        with database.transaction() as session:
            _apply(session, batch, report, specialty=specialty, actor=actor)
    report.not_in_file = sum(each.is_active for code, each in held.items() if code not in reader.seen)
    return report


def _counted(
    lines: Iterator[Row | BadLine | Header], total: int, progress: Progress | None
) -> Iterator[Row | BadLine | Header]:
    for done, line in enumerate(lines, start=1):
        yield line
        if progress and done % 100 == 0:
            progress(done, total)
    if progress:
        progress(total, total)


def _held(session: Session, specialty: str) -> dict[str, Held]:
    closed = select(ServiceHistory.service_id, ServiceHistory.version).where(ServiceHistory.action == CLOSE)
    closings = {(row.service_id, row.version) for row in session.execute(closed)}
    query = (
        select(HealthcareService.code, HealthcareService.id, HealthcareService.version, ServiceDocument.body)
        .join(ServiceDocument, ServiceDocument.id == HealthcareService.id)
        .where(HealthcareService.system == SYSTEM, HealthcareService.specialty == specialty)
    )
    found = {}
    for code, id_, version, body in session.execute(query.execution_options(yield_per=1000)):
        document = load(body)
        found[str(code)] = Held(
            facts_in(document), document["status"] == "active", document["assurance"], (id_, version) in closings
        )
    return found


class _Reader:
    """Decides what each line asks for, against what is held and what earlier lines said."""

    def __init__(self, report: Report, places: GeocoderChain, held: dict[str, Held], settings: frozenset[str]) -> None:
        self.report, self.places, self.held, self.settings = report, places, held, settings
        self.seen: dict[str, tuple[int, int]] = {}

    def steps(self, lines: Iterator[Row | BadLine | Header]) -> Iterator[Step]:
        """The writes that the lines ask for, in their order."""
        for line in lines:
            self.report.read += 1
            if isinstance(line, BadLine):
                self.report.bad(line.line, line.reason, line.done)
            elif isinstance(line, Header):
                self.report.skipped["a header, not a practice"] += 1
                self.report.note(line.line, "This line holds the columns' names and was left out.")
            elif not self._is_repeat(line) and (step := self._step(line)):
                yield step

    def _is_repeat(self, row: Row) -> bool:
        first = self.seen.get(row.code)
        content = hash((row.name, row.address, row.postcode, row.status, row.phone, row.setting))
        if first is None:
            self.seen[row.code] = (row.line, content)
            return False
        if first[1] == content:
            self.report.skipped["the same line again"] += 1
        else:
            reason = f"{row.code} is on line {first[0]} already, with other details."
            self.report.bad(row.line, reason, f"Line {first[0]} was used and this one left out.")
        return True

    def _step(self, row: Row) -> Step | None:
        held = self.held.get(row.code)
        if row.status != "A":
            return self._gone(row, held, f"{STATUSES[row.status]} (status {row.status})")
        if self.settings and row.setting not in self.settings:
            # Only a practice that came in under one of these settings has left it; others belong to another import.
            left = held is not None and held.facts.setting in self.settings
            return self._gone(row, held if left else None, f"prescribing setting {row.setting or 'missing'}")
        if held and not held.is_active and not held.closed_by_import:
            return self._skip("retired by hand")
        if held and held.assurance != EXEMPT and held.is_active:
            return self._skip("verified or changed by its owner, left as it is")
        facts, problems = facts_of(row, self.places)
        self._remark(row, facts, problems)
        if held is None:
            return Step("add", row, facts)
        if not held.is_active:
            return Step("reopen", row, facts)
        if held.facts != facts:
            return Step("change", row, facts)
        self.report.unchanged += 1
        return None

    def _gone(self, row: Row, held: Held | None, why: str) -> Step | None:
        return Step("close", row, held.facts) if held and held.is_active else self._skip(why)

    def _skip(self, why: str) -> Step | None:
        self.report.skipped[why] += 1
        return None

    def _remark(self, row: Row, facts: Facts, problems: dict[str, str]) -> None:
        if facts.latitude is None:
            self.report.without_place.append(
                {"line": row.line, "code": row.code, "name": facts.name, "postcode": row.postcode,
                 "reason": problems["postcode"]}
            )  # fmt: skip
        if "phone" in problems:
            self.report.note(row.line, problems["phone"])


def _apply(session: Session, steps: Sequence[Step], report: Report, *, specialty: str, actor: str) -> None:
    """Write one batch, looking again at what is there: somebody may have written since the file was begun."""
    serialise_writers(session)
    codes = [step.row.code for step in steps]
    query = select(HealthcareService).where(
        HealthcareService.system == SYSTEM, HealthcareService.specialty == specialty, HealthcareService.code.in_(codes)
    )
    services = {service.code: service for service in session.execute(query).scalars()}
    owners = select(Organisation).where(Organisation.system == SYSTEM, Organisation.code.in_(codes))
    organisations = {owner.code: owner for owner in session.execute(owners).scalars()}
    at = now(session)
    done: dict[str, list[HealthcareService]] = {}
    for action, row, facts in steps:
        service = services.get(row.code)
        if service is not None and service.assurance != EXEMPT and action not in ("close", "reopen"):
            report.skipped["verified or changed by its owner, left as it is"] += 1
            continue
        if service is None:
            service = new_service(row.code, specialty, organisations.get(row.code), at=at)
        if action == "close":
            service.status, service.retired_at = "retired", at
        else:
            put(service, facts, at=at)
            service.status, service.retired_at = "active", None
        done.setdefault(action, []).append(service)
    for action, name in (("add", "service.import"), ("change", "service.import"), ("close", CLOSE), ("reopen", REOPEN)):
        save_many(session, done.get(action, []), actor=actor, action=name, detail={"file": report.file})
    report.added += len(done.get("add", []))
    report.updated += len(done.get("change", []))
    report.reopened += len(done.get("reopen", []))
    report.retired += len(done.get("close", []))


def _never_found(registry: PluginRegistry, specialty: str) -> list[str]:
    """What a service of this kind needs to be found and a row of the NHS list cannot show, in words."""
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    bare = Service(
        id="", name="", specialty=specialty, latitude=None, longitude=None, assurance="nhs-directory",
        accepts=frozenset({"referral"}),
    )  # fmt: skip
    rules = registry.criteria_for(Need(specialty=specialty, now=moment))
    return [
        rule.predicate.says(bare, moment) for rule in rules if rule.required and not rule.predicate.holds(bare, moment)
    ]
