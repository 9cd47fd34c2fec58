"""Opening hours in OpenStreetMap's syntax, on London's clock, with the bank holidays of each nation."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]

LONDON = ZoneInfo("Europe/London")
SUBDIVISIONS = {"england": "ENG", "scotland": "SCT", "wales": "WLS", "northern-ireland": "NIR"}
LONGEST = 500
HORIZON = timedelta(days=7)
EXAMPLE = "for example: Mo-Fr 09:00-17:30; Sa 09:00-13:00; PH off"

_SEPARATOR = re.compile(r"(; | \|\| |, )(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")
_DAY = r"(?:[A-Z][a-z](?:-[A-Z][a-z])?(?:\[[^\]]*\])?)"
_HOLIDAY_RULE = re.compile(
    rf"(?P<before>(?:{_DAY},)*)PH(?: (?P<offset>-?\d+) days?)?(?P<after>(?:,{_DAY})*)(?P<rest> .*|)"
)

Span = tuple[float, float]


def validate(hours: str) -> str | None:
    """What is wrong with these hours in plain words, or None when they can be used."""
    text = hours.strip()
    if not text:
        return None
    if len(text) > LONGEST:
        return f"Opening hours can have at most {LONGEST} characters; these have {len(text)}."
    try:
        OpeningHours(text, timezone=LONDON)
    except ParserError as problem:
        return _plain_words(text, str(problem))
    return None


def _plain_words(text: str, problem: str) -> str:
    place = re.search(r"--> \d+:(\d+)", problem)
    at = text.rfind(" ", 0, int(place.group(1))) + 1 if place else 0
    if 0 < at < len(text):
        return f"These opening hours cannot be read from “{text[at : at + 20]}” on. Write them like this, {EXAMPLE}."
    return f"These opening hours cannot be read. Write them like this, {EXAMPLE}."


def opens_in_minutes(hours: str, nation: str | None, now: datetime) -> int | None:
    """Minutes until it opens, rounded up: 0 when open at ``now``, None for no hours or not within 7 days."""
    if not hours:
        return None
    spans = _spans(hours, nation or "england", now.astimezone(LONDON).date())
    span = _current_or_next(spans, now)
    if span is None:
        return None
    wait_s = span[0] - now.timestamp()
    if wait_s <= 0:
        return 0
    return int(-(-wait_s // 60)) if wait_s <= HORIZON.total_seconds() else None


def describe(hours: str, nation: str | None, now: datetime) -> str:
    """Now in words: ``Open until 18:00``, ``Opens Monday 09:00``, ``Open at all hours``; "" without hours."""
    if not hours:
        return ""
    spans = _spans(hours, nation or "england", now.astimezone(LONDON).date())
    span = _current_or_next(spans, now)
    here = now.astimezone(LONDON)
    if span is None or span[0] - now.timestamp() > HORIZON.total_seconds():
        return "Closed for the next 7 days"
    start, end = (datetime.fromtimestamp(moment, LONDON) for moment in span)
    if start > here:
        return f"Opens {_day_and_time(start, here.date())}"
    if end - here > HORIZON:
        return "Open at all hours"
    return f"Open until {_day_and_time(end, here.date())}"


def week(hours: str, nation: str | None, now: datetime) -> list[tuple[date, list[str]]]:
    """The next seven London days, each with its spans in words (``09:00 to 17:30``); [] without hours."""
    if not hours:
        return []
    today = now.astimezone(LONDON).date()
    spans = _spans(hours, nation or "england", today)
    return [(day, _spans_on(spans, day)) for day in (today + timedelta(days=offset) for offset in range(7))]


def _spans_on(spans: tuple[Span, ...], day: date) -> list[str]:
    start, end = (datetime.combine(day + timedelta(days=offset), time(0), LONDON).timestamp() for offset in (0, 1))
    words = []
    for opens, closes in spans:
        if closes <= start or opens >= end:
            continue
        first, last = (datetime.fromtimestamp(each, LONDON) for each in (max(opens, start), min(closes, end)))
        if opens <= start and closes >= end:
            words.append("All day")
        else:
            words.append(f"{first:%H:%M} to {'midnight' if closes >= end else format(last, '%H:%M')}")
    return words


def _day_and_time(moment: datetime, today: date) -> str:
    days = (moment.date() - today).days
    if days == 0:
        return f"{moment:%H:%M}"
    if moment.time() == time(0) and days == 1:
        return "midnight"
    return f"tomorrow {moment:%H:%M}" if days == 1 else f"{moment:%A %H:%M}"


def _current_or_next(spans: tuple[Span, ...], now: datetime) -> Span | None:
    at = bisect_right(spans, now.timestamp(), key=lambda span: span[1])
    return spans[at] if at < len(spans) else None


@lru_cache(maxsize=65_536)
def _spans(hours: str, nation: str, day: date) -> tuple[Span, ...]:
    """When it is open from the start of this London day for nine days, as POSIX seconds, joined where they touch."""
    start = datetime.combine(day, time(0), LONDON)
    end = datetime.combine(day + timedelta(days=9), time(0), LONDON)
    try:
        expression = _expression(hours.strip(), nation, day)
        intervals = [
            (opens.timestamp(), closes.timestamp() if closes else end.timestamp())
            for opens, closes, state, _ in expression.intervals(start, end)
            if state == State.OPEN
        ]
    except ParserError:
        return ()
    joined: list[Span] = []
    for span in intervals:
        if joined and joined[-1][1] >= span[0]:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return tuple(joined)


def _expression(hours: str, nation: str, day: date) -> OpeningHours:
    # The parser's own calendar knows one set of bank holidays for all of Great Britain; without a country it knows
    # none, so the nation's own days are written into the rules that speak of them.
    plain = OpeningHours(hours, timezone=LONDON)
    if "PH" not in hours:
        return plain
    near = bank_holidays(nation, day - timedelta(days=3), day + timedelta(days=12))
    if not near:
        return plain
    written = _with_dates(str(plain), near)
    if written is None:
        return OpeningHours(hours, timezone=LONDON, country="GB")
    return OpeningHours(written, timezone=LONDON)


def _with_dates(rules: str, days: tuple[date, ...]) -> str | None:
    """The same rules with these dates in place of PH; None where a rule says PH in a way not foreseen here."""
    parts = _SEPARATOR.split(rules)
    for index in range(0, len(parts), 2):
        rule = parts[index]
        if "PH" not in re.sub(r'"[^"]*"', "", rule):
            continue
        found = _HOLIDAY_RULE.fullmatch(rule)
        if not found:
            return None
        shift = timedelta(days=int(found["offset"] or 0))
        dates = ",".join(f"{day + shift:%Y %b %d}" for day in days)
        weekdays = (found["before"] + found["after"].removeprefix(",")).strip(",")
        joint = parts[index - 1] if index else "; "
        dated = f"{dates}{found['rest']}"
        parts[index] = f"{weekdays}{found['rest']}{joint}{dated}" if weekdays else dated
    return "".join(parts)


def bank_holidays(nation: str | None, first: date, last: date) -> tuple[date, ...]:
    """The bank holidays of a nation from one day to another, both included."""
    found: list[date] = []
    for year in range(first.year, last.year + 1):
        found += _year(nation or "england", year)
    return tuple(day for day in found if first <= day <= last)


@lru_cache(maxsize=64)
def _year(nation: str, year: int) -> tuple[date, ...]:
    return tuple(sorted(holidays.country_holidays("GB", subdiv=SUBDIVISIONS.get(nation, "ENG"), years=year)))
