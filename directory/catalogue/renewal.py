"""Moving everything that ages in one network to the present, in a few statements."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from directory.audit.service import record
from directory.catalogue.documents import dump, load, plain
from directory.catalogue.models import ChangeLog, HealthcareService, ServiceCapability, ServiceDocument
from directory.catalogue.writes import put_documents
from directory.db import now, serialise_writers
from matching.predicates import today

DAYS = ("accepting_until", "indemnity_until")
Moved = dict[str, dict[str, Any]]


def move_times(session: Session, *, system: str, since: datetime, actor: str) -> int:
    """Shift the times and days of a system's live services by what has passed since; none goes past the present.

    One audit event tells of the whole move: no service has said anything new. Every service gets its change-log row.
    """
    serialise_writers(session)
    at = now(session)
    passed, days = at - since, timedelta(days=(today(at) - today(since)).days)

    def moment(value: datetime | None) -> datetime | None:
        return min(value + passed, at) if value else None

    def day(value: date | None) -> date | None:
        return value + days if value else None

    services = HealthcareService.__table__.c
    of_system = (services.system == system, services.status == "active")
    columns = [services.id, services.version, services.confirmed_at, *(services[name] for name in DAYS)]
    moved: Moved = {
        row.id: {
            "version": row.version + 1, "updated_at": at, "confirmed_at": moment(row.confirmed_at),
            **{name: day(getattr(row, name)) for name in DAYS},
        }
        for row in session.execute(select(*columns).where(*of_system))
    }  # fmt: skip
    if not moved:
        return 0
    held = ServiceCapability.__table__.c
    query = select(held.id, held.service_id, held.code, held.confirmed_at, held.expires_on).join(
        HealthcareService.__table__, services.id == held.service_id
    )
    holdings = {
        row.id: {
            "service_id": row.service_id, "code": row.code,
            "confirmed_at": moment(row.confirmed_at), "expires_on": day(row.expires_on),
        }
        for row in session.execute(query.where(*of_system))
    }  # fmt: skip
    _update(session, HealthcareService, moved)
    _update(session, ServiceCapability, {
        key: {name: values[name] for name in ("confirmed_at", "expires_on")} for key, values in holdings.items()
    })  # fmt: skip
    _rewrite_documents(session, moved, holdings)
    session.execute(insert(ChangeLog), [{"service_id": key, "version": row["version"]} for key, row in moved.items()])
    record(session, actor, "network.renew", "dataset", system, services=len(moved))
    return len(moved)


def _update(session: Session, model: type[HealthcareService] | type[ServiceCapability], rows: Moved) -> None:
    table: Any = model.__table__
    if not rows:
        return
    names = list(next(iter(rows.values())))
    statement = update(table).where(table.c.id == bindparam("_id")).values({name: bindparam(name) for name in names})
    session.connection().execute(statement, [{"_id": key, **values} for key, values in rows.items()])


def _rewrite_documents(session: Session, moved: Moved, holdings: Moved) -> None:
    by_service = {(row["service_id"], row["code"]): row for row in holdings.values()}
    bodies = []
    for id_, body in session.execute(select(ServiceDocument.id, ServiceDocument.body)):
        if id_ not in moved:
            continue
        document = load(body)
        document.update({name: plain(value) for name, value in moved[id_].items()})
        for capability in document["capabilities"]:
            row = by_service[id_, capability["code"]]
            capability["confirmed_at"], capability["expires_on"] = plain(row["confirmed_at"]), plain(row["expires_on"])
        bodies.append((id_, moved[id_]["version"], dump(document)))
    put_documents(session, bodies)
