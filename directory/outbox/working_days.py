"""Working days of each nation of the United Kingdom, at a time of day on the clock on the wall."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.metadata import version
from zoneinfo import ZoneInfo

import holidays

SUBDIVISIONS = {"england": "ENG", "scotland": "SCT", "wales": "WLS", "northern-ireland": "NIR"}
TABLE_VERSION = version("holidays")
_RULE = re.compile(r"(?:(\d{1,3}) days?, then )?(\d{1,3}) working days?, (\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Due:
    """A moment in UTC, with the rule and the calendar that it was worked out by ("" where it is a plain length)."""

    at: datetime
    rule: str = ""
    calendar: str = ""


def calendar_of(nation: str) -> str:
    """Whose bank holidays, in which version of the table: ``england holidays-0.109``."""
    return f"{_known(nation)} holidays-{TABLE_VERSION}"


def nation_of(calendar: str) -> str:
    """The nation that a calendar's name begins with."""
    return _known(calendar.split(" ", 1)[0])


def is_working_day(day: date, nation: str) -> bool:
    """Whether this is a Monday to Friday that is no bank holiday there."""
    return day.isoweekday() <= 5 and day not in _bank_holidays(_known(nation), day.year)


def working_days_after(moment_utc: datetime, days: int, at: time, nation: str, zone: str = "Europe/London") -> datetime:
    """The time ``at`` on the ``days``-th working day after the local day of a moment, in UTC.

    A time that the clocks skip is taken as if they had not gone forward yet; one that comes twice is the first.
    Raises ValueError for fewer than one day or a moment without a zone.
    """
    if days < 1:
        raise ValueError("Count at least one working day")
    if moment_utc.tzinfo is None:
        raise ValueError("A moment needs a zone")
    local = ZoneInfo(zone)
    day = moment_utc.astimezone(local).date()
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, nation)
    return datetime.combine(day, at.replace(tzinfo=None), tzinfo=local).astimezone(UTC)


def due_after(
    moment_utc: datetime, days: int, at: time, nation: str, *, after_days: int = 0, divisor: float = 1.0
) -> Due:
    """The time ``at`` on the ``days``-th working day after so many days of any kind, with how that was worked out.

    A wait that is divided is a plain length.
    """
    due = working_days_after(moment_utc + timedelta(days=after_days), days, at, nation)
    if divisor != 1.0:
        return Due(moment_utc + (due - moment_utc) / divisor)
    return Due(due, local_rule(days, at, after_days=after_days), calendar_of(nation))


def local_rule(days: int, at: time, *, after_days: int = 0) -> str:
    """How a due time was worked out, in words that ``from_rule`` understands.

    ``2 working days, 09:00``, or where days of any kind pass first ``27 days, then 1 working day, 09:00``.
    """
    first = f"{_counted(after_days, 'day')}, then " if after_days else ""
    return f"{first}{_counted(days, 'working day')}, {at:%H:%M}"


def from_rule(rule: str, moment_utc: datetime, nation: str, zone: str = "Europe/London") -> datetime:
    """The due time by a stored rule. Raises ValueError for words that are not one."""
    found = _RULE.fullmatch(rule)
    if found is None:
        raise ValueError(f"{rule!r} is not a rule like '2 working days, 09:00'")
    first, days, hour, minute = (int(part or 0) for part in found.groups())
    return working_days_after(moment_utc + timedelta(days=first), days, time(hour, minute), nation, zone)


@lru_cache(maxsize=64)
def _bank_holidays(nation: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year))


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _known(nation: str) -> str:
    return nation if nation in SUBDIVISIONS else "england"
