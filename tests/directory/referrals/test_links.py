"""Signed links: what was signed is read, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from directory.referrals.links import Link, LinkExpired, LinkWrong, read, sign, url

SECRET, AT = "a secret of the tests", datetime(2026, 11, 22, 9, tzinfo=UTC)
ID = "01a2019c-b956-7655-abe6-48ce12a17a4d"
TOKEN = sign(SECRET, ID, 2, "service", AT + timedelta(days=30))


def test_a_link_says_what_was_signed() -> None:
    assert read([SECRET], TOKEN, AT) == Link(ID, 2, "service", AT + timedelta(days=30))


def test_a_link_is_safe_in_an_address() -> None:
    assert all(each.isalnum() or each in "-_." for each in TOKEN)
    assert url("https://onward.example", "service", TOKEN) == f"https://onward.example/r/{TOKEN}"
    assert url("https://onward.example", "referrer", TOKEN).startswith("https://onward.example/my/")


@pytest.mark.parametrize("late", [timedelta(days=30), timedelta(days=31), timedelta(days=9000)])
def test_a_link_stops_when_its_time_is_over(late: timedelta) -> None:
    with pytest.raises(LinkExpired):
        read([SECRET], TOKEN, AT + late)


@pytest.mark.parametrize("place", range(0, len(TOKEN), 7))
def test_a_link_with_one_letter_changed_is_refused(place: int) -> None:
    other = "A" if TOKEN[place] != "A" else "B"
    with pytest.raises(LinkWrong):
        read([SECRET], TOKEN[:place] + other + TOKEN[place + 1 :], AT)


def test_no_other_last_letter_reads_the_same() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_="
    for other in letters:
        if other != TOKEN[-1]:
            with pytest.raises(LinkWrong):
                read([SECRET], TOKEN[:-1] + other, AT)


@pytest.mark.parametrize(
    "token",
    ["", TOKEN + "=", TOKEN + "==",
     ".", "..", "a.b", TOKEN[:-1], TOKEN + "A", TOKEN.rpartition(".")[0], "." + TOKEN, TOKEN * 9, "%00", "é.é",
     "\ud800", "../../etc/passwd", "{{7*7}}", "' OR 1=1 --", TOKEN.upper(), " " + TOKEN, TOKEN + "\n"],
)  # fmt: skip
def test_what_was_never_signed_is_refused(token: str) -> None:
    with pytest.raises(LinkWrong) as caught:
        read([SECRET], token, AT)
    assert caught.value.status == 404


def test_another_secret_reads_nothing() -> None:
    with pytest.raises(LinkWrong):
        read(["another secret"], TOKEN, AT)


def test_what_the_former_secret_signed_is_read_while_it_is_named() -> None:
    assert read(["the new one", SECRET], TOKEN, AT) == read([SECRET], TOKEN, AT)
    with pytest.raises(LinkExpired):
        read(["the new one", SECRET], TOKEN, AT + timedelta(days=31))


@pytest.mark.parametrize("changed", [[ID, 3, "service"], [ID, 2, "referrer"], [ID[:-1] + "e", 2, "service"]])
def test_links_differ_by_referral_round_and_audience(changed: list[object]) -> None:
    referral_id, round_, audience = changed
    other = sign(SECRET, referral_id, round_, audience, AT + timedelta(days=30))  # type: ignore[arg-type]
    assert other != TOKEN
