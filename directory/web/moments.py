"""Moments as pages write them, on the clock of London."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def when(moment: datetime | None) -> str:
    """``Thursday 26 November 2026, 09:00``; "" for none."""
    if moment is None:
        return ""
    local = moment.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}"


def to_the_second(moment: datetime | None) -> str:
    """``26 November 2026, 09:00:07``, for whoever compares with a log; "" for none."""
    if moment is None:
        return ""
    local = moment.astimezone(LONDON)
    return f"{local.day} {local:%B %Y}, {local:%H:%M:%S}"
