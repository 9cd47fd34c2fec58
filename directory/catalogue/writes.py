"""Every write of a service: the row, its document, its history, its audit event and its change-log row, together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.audit.service import Entry, record_many
from directory.catalogue.documents import document_of, dump
from directory.catalogue.models import ChangeLog, Dataset, HealthcareService, ServiceDocument, ServiceHistory
from directory.db import now, serialise_writers
from directory.errors import Refused


def save(
    session: Session, service: HealthcareService, *, actor: str, action: str, request_id: str = "", **detail: object
) -> None:
    """Store one service with everything that follows from it."""
    save_many(session, [service], actor=actor, action=action, request_id=request_id, detail=detail)


def save_many(
    session: Session,
    services: Sequence[HealthcareService],
    *,
    actor: str,
    action: str,
    request_id: str = "",
    detail: dict[str, Any] | None = None,
    keep_history: bool = True,
) -> None:
    """Store many services in the caller's transaction. A confirmation changes no fact and needs no history row."""
    if not services:
        return
    serialise_writers(session)
    at = now(session)
    for service in services:
        service.version = (service.version or 0) + 1
        service.created_at = service.created_at or at
        service.updated_at = at
        session.add(service)
    session.flush()
    bodies = [(service.id, service.version, dump(document_of(service))) for service in services]
    put_documents(session, bodies)
    if keep_history:
        session.execute(
            insert(ServiceHistory),
            [
                {
                    "service_id": id_,
                    "version": version,
                    "action": action,
                    "actor": actor,
                    "changed_at": at,
                    "body": body,
                }
                for id_, version, body in bodies
            ],
        )
    record_many(
        session,
        actor,
        [Entry(action, "service", id_, {"version": version, **(detail or {})}) for id_, version, _ in bodies],
        request_id=request_id,
    )
    session.execute(insert(ChangeLog), [{"service_id": id_, "version": version} for id_, version, _ in bodies])


def put_documents(session: Session, bodies: Iterable[tuple[str, int, str]]) -> None:
    """Store documents (id, version, body), new or again."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(ServiceDocument)
    statement = statement.on_conflict_do_update(
        index_elements=["id"], set_={"version": statement.excluded.version, "body": statement.excluded.body}
    )
    session.execute(statement, [{"id": id_, "version": version, "body": body} for id_, version, body in bodies])


def claim_dataset(session: Session, kind: str) -> None:
    """Mark what kind of network this database holds: ``demo`` or ``real``. Raises Refused for the other kind."""
    if not check_dataset(session, kind):
        session.add(Dataset(kind=kind, started_at=now(session)))
        session.flush()


def check_dataset(session: Session, kind: str) -> bool:
    """Whether this database is of this kind already; False for an empty one.

    Raises Refused when it holds the other kind, so that a fictional clinic never stands beside a real one.
    """
    held = set(session.execute(select(Dataset.kind)).scalars())
    if held - {kind}:
        other = "the demonstration network" if kind == "real" else "real services"
        raise Refused(
            f"This database holds {other}. Use another one: --instance FOLDER or ONWARD_INSTANCE=FOLDER.",
            field="instance",
        )
    return bool(held)


def dataset_kind(session: Session) -> str | None:
    """``demo``, ``real`` or None for an empty database."""
    return session.execute(select(Dataset.kind).limit(1)).scalar()
