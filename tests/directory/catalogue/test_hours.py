"""Opening hours, on London's clock."""

from __future__ import annotations

from datetime import datetime

import pytest

from directory.catalogue.hours import LONDON, bank_holidays, describe, opens_in_minutes, validate

WEEKDAYS = "Mo-Fr 09:00-17:00; PH off"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("hours", "nation", "now", "minutes"),
    [
        (WEEKDAYS, "england", "2026-11-23T10:00", 0),
        (WEEKDAYS, "england", "2026-11-23T17:00", 960),
        (WEEKDAYS, "england", "2026-11-23T16:59:59", 0),
        (WEEKDAYS, "england", "2026-11-23T08:59:01", 1),
        (WEEKDAYS, "england", "2026-11-21T09:00", 2880),
        ("24/7", None, "2026-11-23T10:00", 0),
        ("22:00-02:00", "wales", "2026-11-23T01:00", 0),
        ("", "england", "2026-11-23T10:00", None),
        ("not hours at all", "england", "2026-11-23T10:00", None),
        ("off", "england", "2026-11-23T10:00", None),
        ("2027 Jan 09:00-10:00", "england", "2026-11-23T10:00", None),
        ("24/7 unknown", "england", "2026-11-23T10:00", None),
    ],
)
def test_minutes_until_it_opens(hours, nation, now, minutes) -> None:
    assert opens_in_minutes(hours, nation, at(now)) == minutes


@pytest.mark.parametrize(
    ("now", "closed", "opened"),
    [
        ("2026-11-30T10:00", {"scotland"}, {"england", "wales", "northern-ireland", None}),
        ("2026-07-13T10:00", {"northern-ireland"}, {"england", "wales", "scotland"}),
        ("2026-01-02T10:00", {"scotland"}, {"england", "wales", "northern-ireland"}),
        ("2026-04-06T10:00", {"england", "wales", "northern-ireland"}, {"scotland"}),
        ("2026-12-25T10:00", {"england", "wales", "northern-ireland", "scotland"}, set()),
        ("2026-12-28T10:00", {"england", "wales", "northern-ireland", "scotland"}, set()),
    ],
)
def test_each_nation_keeps_its_own_bank_holidays(now, closed, opened) -> None:
    assert all(opens_in_minutes(WEEKDAYS, nation, at(now)) != 0 for nation in closed)
    assert all(opens_in_minutes(WEEKDAYS, nation, at(now)) == 0 for nation in opened)


@pytest.mark.parametrize("rule", ["Su,PH 10:00-12:00", "PH,Su 10:00-12:00", 'PH 10:00-12:00 "ring; PH first"'])
def test_hours_for_bank_holidays_hold_on_those_of_the_nation_only(rule) -> None:
    assert opens_in_minutes(rule, "scotland", at("2026-11-30T11:00")) == 0
    assert opens_in_minutes(rule, "england", at("2026-11-30T11:00")) != 0


def test_rules_about_the_day_after_a_bank_holiday_are_understood() -> None:
    assert opens_in_minutes("Mo-Fr 09:00-17:00; PH +1 day off", "england", at("2026-12-29T10:00")) != 0


def test_clocks_going_forward_make_the_night_an_hour_shorter() -> None:
    assert opens_in_minutes("Mo-Su 09:00-17:00", "england", at("2026-03-28T21:00")) == 660


@pytest.mark.parametrize(
    ("hours", "now", "words"),
    [
        (WEEKDAYS, "2026-11-23T10:00", "Open until 17:00"),
        (WEEKDAYS, "2026-11-23T07:00", "Opens 09:00"),
        (WEEKDAYS, "2026-11-23T18:00", "Opens tomorrow 09:00"),
        (WEEKDAYS, "2026-11-21T10:00", "Opens Monday 09:00"),
        ("24/7", "2026-11-23T10:00", "Open at all hours"),
        ("Mo-Su 09:00-24:00", "2026-11-23T10:00", "Open until midnight"),
        ("Mo-Su 20:00-02:00", "2026-11-23T21:00", "Open until tomorrow 02:00"),
        ("2027 Jan 09:00-10:00", "2026-11-23T10:00", "Closed for the next 7 days"),
        ("", "2026-11-23T10:00", ""),
    ],
)
def test_hours_are_said_in_words(hours, now, words) -> None:
    assert describe(hours, "england", at(now)) == words


@pytest.mark.parametrize("hours", [WEEKDAYS, "24/7", "", "  ", "Mo-Fr 09:00-12:00,13:00-17:00; Sa 09:00-12:00"])
def test_good_hours_pass(hours) -> None:
    assert validate(hours) is None


@pytest.mark.parametrize("hours", ["mon to fri, 9-5", "Mo-Fr 9-17", "Mo-Fr 25:00-26:00x", "☎", "Mo-Fr 09:00-17:00;;;x"])
def test_bad_hours_are_refused_with_an_example(hours) -> None:
    assert "for example: Mo-Fr 09:00-17:30" in validate(hours)


def test_very_long_hours_are_refused() -> None:
    assert "500" in validate("Mo 09:00-10:00; " * 100)


def test_bank_holidays_run_across_the_new_year() -> None:
    days = bank_holidays("scotland", at("2026-12-24T00:00").date(), at("2027-01-05T00:00").date())
    assert [f"{day:%d %b}" for day in days] == ["25 Dec", "26 Dec", "28 Dec", "01 Jan", "02 Jan", "04 Jan"]
