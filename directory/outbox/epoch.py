"""Which life of the database this is: only rows of the current one are sent."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from directory.outbox.models import Installation


def current_epoch() -> ColumnElement[int]:
    """The current epoch as a part of a statement; 1 before the first start."""
    return select(func.coalesce(func.max(Installation.epoch), 1)).scalar_subquery()


def read_epoch(session: Session) -> int:
    """The current epoch."""
    return int(session.execute(select(func.coalesce(func.max(Installation.epoch), 1))).scalar_one())
