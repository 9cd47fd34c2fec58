"""The web process dies or is replaced in the middle of a referral (F1, F2, F7)."""

from __future__ import annotations

import threading
import time

import pytest

from tests.faults import figures, ledger
from tests.faults.world import World

pytestmark = pytest.mark.faults


def test_f1_killed_before_the_commit_leaves_nothing_and_the_same_key_succeeds(engines: World) -> None:
    times = figures.trials()
    hits = engines.fail_at("web", "web_before_commit", times=times)
    submitted = engines.referrer("f1-").submit_many(2 * times, threads=2)
    assert hits() == times
    assert sum(0 in each.statuses for each in submitted) >= 1
    books = ledger.close(engines, submitted)
    assert books.acknowledged == len(submitted)
    figures.record("F1", "kill -9 web before the commit", on=engines.kind, times=times, **_counts(books))


def test_f2_killed_after_the_commit_answers_the_retry_with_the_same_referral(engines: World) -> None:
    times = figures.trials()
    hits = engines.fail_at("web", "web_after_commit", times=times)
    submitted = engines.referrer("f2-").submit_many(2 * times, threads=2)
    assert hits() == times
    books = ledger.close(engines, submitted)
    assert (books.acknowledged, books.wire_duplicates_inside) == (len(submitted), 0)
    figures.record("F2", "kill -9 web after the commit", on=engines.kind, times=times, **_counts(books))


@pytest.mark.parametrize("place", ["web_before_commit", "web_after_commit"])
def test_f1_and_f2_hold_for_one_sqlite_file_with_threads_that_send(alone: World, place: str) -> None:
    times = figures.trials()
    hits = alone.fail_at("web", place, times=times)
    submitted = alone.referrer(f"{place}-").submit_many(2 * times, threads=2)
    assert hits() == times
    books = ledger.close(alone, submitted)
    assert books.acknowledged == len(submitted)
    name = "F1" if place == "web_before_commit" else "F2"
    figures.record(name, f"kill -9 web, which sends too, at {place}", on=alone.kind, times=times, **_counts(books))


def test_f7_rolling_restarts_answer_everything_and_send_everything_once(engines: World) -> None:
    rounds = 1 if figures.trials() == 5 else 10
    referrer = engines.referrer("f7-")
    ended = threading.Event()
    codes: list[int | None] = []

    def roll() -> None:
        for _ in range(rounds):
            for name in ("web1", "worker1", "web2", "worker2"):
                codes.extend(engines.supervisor.stop(name).values())
                engines.supervisor.start(name)
                time.sleep(30 / engines.divisor)
        ended.set()

    rolling = threading.Thread(target=roll)
    rolling.start()
    while not ended.is_set():
        referrer.submit_many(20, threads=4, per_second=20)
    rolling.join()
    assert set(codes) == {0}
    books = ledger.close(engines, referrer.submitted)
    assert (books.wire_duplicates_inside, books.uncertain, books.dead) == (0, 0, 0)
    answers = [status for each in referrer.submitted for status in each.statuses]
    assert not [status for status in answers if status >= 500]
    cut = answers.count(0)
    assert cut == 0
    figures.record(
        "F7", "rolling SIGTERM of web and workers at 20 a second", on=engines.kind, times=len(codes), **_counts(books)
    )


def _counts(books: ledger.Books) -> dict[str, int]:
    return {
        "referrals": books.acknowledged, "lost": books.lost, "duplicate_referrals": books.duplicate_referrals,
        "orphans": books.orphans, "wire_duplicates_outside_kill_windows": books.wire_duplicates_outside,
        "wire_duplicates_in_kill_windows": books.wire_duplicates_inside,
        "after_message_id": books.after_message_id,
    }  # fmt: skip
