"""Working days, bank holidays and the clocks, against a table made by another rule."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta

import pytest

from directory.outbox.working_days import (
    calendar_of,
    from_rule,
    is_working_day,
    local_rule,
    nation_of,
    working_days_after,
)

WORLD_CUP = date(2026, 6, 15)
NATIONS = ("england", "wales", "scotland", "northern-ireland")


def easter(year: int) -> date:
    """Easter Sunday by Gauss's and Lilius's arithmetic (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114, 31)
    return date(year, month, day + 1)


def monday(year: int, month: int, *, last: bool = False) -> date:
    """The first or last Monday of a month."""
    days = [day for n in range(31) if (day := date(year, month, 1) + timedelta(n)).month == month]
    found = [day for day in days if day.isoweekday() == 1]
    return found[-1] if last else found[0]


def moved(wanted: list[date]) -> set[date]:
    """Each day, or the next weekday that is free when it falls on a weekend: those on weekdays keep theirs."""
    taken = {day for day in wanted if day.isoweekday() < 6}
    for day in sorted(set(wanted) - taken):
        taken.add(next(free for n in range(9) if (free := day + timedelta(n)).isoweekday() < 6 and free not in taken))
    return taken


def bank_holidays(year: int, nation: str) -> set[date]:
    """The bank holidays of 2024 to 2035 by the Act's rules, and the one that was proclaimed."""
    first, sunday = date(year, 1, 1), easter(year)
    found = moved([first, date(year, 1, 2)] if nation == "scotland" else [first])
    found |= moved([date(year, 12, 25), date(year, 12, 26)])
    found |= {sunday - timedelta(2), monday(year, 5), monday(year, 5, last=True)}
    if nation == "scotland":
        return found | {monday(year, 8), WORLD_CUP} | moved([date(year, 11, 30)])
    found |= {sunday + timedelta(1), monday(year, 8, last=True)}
    return found | moved([date(year, 3, 17), date(year, 7, 12)]) if nation == "northern-ireland" else found


def is_summer(day: date) -> bool:
    """Whether noon of a day is an hour before noon UTC: from the last Sunday of March until that of October."""
    march, october = (max(d for n in range(31) if (d := date(day.year, m, 1) + timedelta(n)).isoweekday() == 7)
                      for m in (3, 10))  # fmt: skip
    return march <= day < october


def expected(moment: datetime, days: int, at: time, nation: str) -> datetime:
    """Nine o'clock on the wall, worked out from the tables above."""
    day = (moment + timedelta(hours=1 if summer_at(moment) else 0)).date()
    while days:
        day += timedelta(1)
        is_working = day.isoweekday() < 6 and day not in bank_holidays(day.year, nation)
        days -= 1 if is_working else 0
    wall = datetime.combine(day, at, tzinfo=UTC)
    return wall - timedelta(hours=1) if is_summer(day) else wall


def summer_at(moment: datetime) -> bool:
    """Whether the clocks are forward at this moment; they change at 01:00 UTC."""
    changes = moment.hour < 1 and is_summer(moment.date()) != is_summer(moment.date() - timedelta(1))
    return is_summer(moment.date() - timedelta(1)) if changes else is_summer(moment.date())


def golden() -> list[tuple[datetime, int, time, str]]:
    """400 moments: around every change of the clocks, leap days, year ends and holidays, and some of any kind."""
    chance = random.Random(37)
    edges = [date(2027, 3, 28), date(2027, 10, 31), date(2028, 2, 29), date(2028, 3, 1), date(2026, 12, 31),
             date(2027, 12, 24), date(2027, 12, 25), date(2028, 1, 1), date(2030, 1, 2), easter(2027), easter(2029),
             date(2026, 3, 29), date(2028, 10, 29), date(2027, 11, 30), date(2026, 7, 12)]  # fmt: skip
    found = []
    for edge in edges:
        for ahead in (0, 1, 3):
            for hours in (time(23, 59, 59), time(0, 0), time(0, 30), time(1, 30)):
                moment = datetime.combine(edge - timedelta(ahead), hours, tzinfo=UTC)
                found.append((moment, chance.choice((1, 2, 5)), time(9), chance.choice(NATIONS)))
    while len(found) < 400:
        moment = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(9 * 365 * 86_400))
        at = chance.choice((time(9), time(17, 30), time(0, 5), time(23, 59)))
        found.append((moment, chance.randint(1, 12), at, chance.choice(NATIONS)))
    return found


def test_the_golden_table_has_400_rows_that_all_agree() -> None:
    """F37."""
    table = golden()
    assert len(table) == 400
    wrong = [row for row in table if working_days_after(*row) != expected(*row)]
    assert wrong == []


@pytest.mark.parametrize("nation", NATIONS)
def test_every_day_of_ten_years_is_a_working_day_or_not_by_both_rules(nation: str) -> None:
    days = [date(2024, 1, 1) + timedelta(n) for n in range(3653)]
    by_rule = [day for day in days if day.isoweekday() < 6 and day not in bank_holidays(day.year, nation)]
    assert [day for day in days if is_working_day(day, nation)] == by_rule


def test_nine_oclock_is_nine_oclock_on_both_sides_of_a_change() -> None:
    friday = datetime(2027, 3, 26, 9, tzinfo=UTC)  # Good Friday; the clocks go forward on Sunday
    assert working_days_after(friday, 1, time(9), "scotland") == datetime(2027, 3, 29, 8, tzinfo=UTC)
    assert working_days_after(friday, 1, time(9), "england") == datetime(2027, 3, 30, 8, tzinfo=UTC)
    autumn = datetime(2027, 10, 29, 12, tzinfo=UTC)
    assert working_days_after(autumn, 1, time(9), "england") == datetime(2027, 11, 1, 9, tzinfo=UTC)


def test_the_day_counted_from_is_the_local_one() -> None:
    late = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)  # half past midnight on Tuesday in London
    assert working_days_after(late, 1, time(9), "england") == datetime(2026, 6, 3, 8, tzinfo=UTC)
    assert working_days_after(late, 1, time(9), "england", zone="UTC") == datetime(2026, 6, 2, 9, tzinfo=UTC)


def test_a_holiday_by_proclamation_is_known() -> None:
    assert not is_working_day(date(2023, 5, 8), "england")


def test_a_rule_reads_back_as_it_was_written() -> None:
    moment = datetime(2026, 12, 23, 12, tzinfo=UTC)
    for days in (1, 2, 10):
        for nation in NATIONS:
            rule = local_rule(days, time(9, 5))
            assert from_rule(rule, moment, nation) == working_days_after(moment, days, time(9, 5), nation)
            after = local_rule(days, time(9, 5), after_days=27)
            later = moment + timedelta(days=27)
            assert from_rule(after, moment, nation) == working_days_after(later, days, time(9, 5), nation)
    assert local_rule(6, time(9), after_days=1) == "1 day, then 6 working days, 09:00"
    assert local_rule(1, time(9)) == "1 working day, 09:00"
    assert local_rule(2, time(17, 30)) == "2 working days, 17:30"


@pytest.mark.parametrize(
    "rule", ["", "soon", "2 days, 09:00", "2 days, then 09:00", "2 working days, 9:00", "2 working days, 25:00"]
)
def test_words_that_are_no_rule_are_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=r"rule|hour"):
        from_rule(rule, datetime(2026, 1, 1, tzinfo=UTC), "england")


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(ValueError, match="one working day"):
        working_days_after(datetime(2026, 1, 1, tzinfo=UTC), 0, time(9), "england")
    with pytest.raises(ValueError, match="zone"):
        working_days_after(datetime(2026, 1, 1), 1, time(9), "england")


def test_a_calendar_names_its_nation_and_version() -> None:
    assert calendar_of("northern-ireland").startswith("northern-ireland holidays-")
    assert nation_of(calendar_of("northern-ireland")) == "northern-ireland"
    assert nation_of("") == nation_of("atlantis holidays-1") == "england"
