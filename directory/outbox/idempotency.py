"""The same request sent twice is answered the same, and done once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import orjson
from sqlalchemy import ColumnElement, and_, delete, literal, select, update
from sqlalchemy.orm import Session

from directory.db import UTCDateTime, now
from directory.errors import Conflict, FieldError, Invalid, OnwardError
from directory.outbox.tables import KEYS, insert_into

# No comma: of a header that is sent twice a server makes one, joined by commas, which would be another key.
_KEY = re.compile(r"(?!.*,)[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?")


class IdempotencyMismatch(OnwardError):
    """The key was used for something else."""

    code = "idempotency-mismatch"
    title = "This key was used for another request"
    status = 422


@dataclass(frozen=True, slots=True)
class Replay:
    """The answer that was given the first time."""

    status: int
    body: str
    resource_id: str


def fingerprint(body: object) -> str:
    """The SHA-256 of a body: of its bytes, or of the value it holds whatever the order of its fields."""
    raw = body if isinstance(body, bytes) else orjson.dumps(body, default=str, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(raw).hexdigest()


def begin(session: Session, scope: str, key: str, body: object) -> Replay | None:
    """Take the key for this request, in its transaction; the first answer when it was used for the same before.

    Waits for another transaction that is using the key just now. Raises Invalid for a key that cannot be one,
    IdempotencyMismatch for another body, Conflict when the first request was never answered.
    """
    if not _KEY.fullmatch(key):
        raise Invalid(
            [FieldError("/Idempotency-Key", "Send one Idempotency-Key of 1 to 255 plain characters, without a comma.")]
        )
    made = fingerprint(body)
    taken = insert_into(session, KEYS).values(
        scope=scope, key=key, request_hash=made, created_at=literal(now(session), UTCDateTime())
    )
    connection = session.connection()
    if connection.execute(taken.on_conflict_do_nothing().returning(KEYS.c.key)).one_or_none() is not None:
        return None
    return _answered(connection.execute(select(KEYS).where(_of(scope, key))).one(), made)


def find(session: Session, scope: str, key: str, body: object) -> Replay | None:
    """The first answer to this request, or None: the key is not taken. Raises IdempotencyMismatch, Conflict."""
    row = session.connection().execute(select(KEYS).where(_of(scope, key))).one_or_none()
    return _answered(row, fingerprint(body)) if row else None


def _answered(row: Any, made: str) -> Replay:
    if row.request_hash != made:
        raise IdempotencyMismatch("This Idempotency-Key was used for another request: use a new one.")
    if row.status == 0:
        raise Conflict("The first request with this Idempotency-Key was not answered: use a new one.")
    return Replay(row.status, row.body, row.resource_id)


def store(session: Session, scope: str, key: str, *, status: int, body: str, resource_id: str) -> None:
    """Keep the answer for whoever asks again. Raises LookupError when the key was never begun."""
    kept = update(KEYS).where(_of(scope, key))
    done = session.connection().execute(kept.values(status=status, body=body, resource_id=resource_id))
    if done.rowcount != 1:
        raise LookupError("begin() comes before store()")


def purge(session: Session, days: int = 30) -> int:
    """Forget keys older than this many days; how many went."""
    before = literal(now(session) - timedelta(days=days), UTCDateTime())
    old = delete(KEYS).where(KEYS.c.created_at < before)
    return session.connection().execute(old).rowcount


def _of(scope: str, key: str) -> ColumnElement[bool]:
    return and_(KEYS.c.scope == scope, KEYS.c.key == key)
