"""Two at once: cancel against send, accept against decline, one form sent three times (F39 to F41)."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random
from time import sleep

import pytest

from tests.faults import figures, ledger
from tests.faults.client import PATH, Answer, Submitted
from tests.faults.world import World

pytestmark = pytest.mark.faults


def test_f39_what_was_cancelled_first_is_not_sent(engines: World) -> None:
    pairs = figures.scaled(50)
    referrer = engines.referrer("f39-")
    random = Random(39)

    def submit_and_cancel(delay: float) -> int:
        each = referrer.submit()
        sleep(delay)
        return _act(engines, each, "cancel", {"reason": "made-in-error"}, version=None).status

    with ThreadPoolExecutor(4) as pool:
        statuses = Counter(pool.map(submit_and_cancel, [random.uniform(0, 0.15) for _ in range(pairs)]))
    books = ledger.close(engines, referrer.submitted)
    assert statuses[200] == pairs, statuses
    sent = ledger.states(engines, referrer.submitted, "notify_service")
    assert sent["done"] + sent["cancelled"] == pairs
    figures.record(
        "F39", "cancel against send", on=engines.kind, times=pairs, sent_before=sent["done"],
        stopped=sent["cancelled"], sent_after_cancel=books.sent_after_cancel,
    )  # fmt: skip


def test_f40_of_accept_and_decline_at_once_one_wins_and_the_referrer_is_told_once(engines: World) -> None:
    pairs = figures.scaled(20)
    submitted = engines.referrer("f40-").submit_many(pairs)
    ledger.drain(engines)
    winners: Counter[int] = Counter()
    losers: Counter[int] = Counter()
    with ThreadPoolExecutor(2) as pool:
        for each in submitted:
            version = _version(engines, each)
            accept = pool.submit(_act, engines, each, "accept", {}, version)
            decline = pool.submit(_act, engines, each, "reject", {"code": "no-capacity"}, version)
            answers = sorted([accept.result(), decline.result()], key=lambda answer: answer.status)
            winners[answers[0].status] += 1
            losers[answers[1].status] += 1
    books = ledger.close(engines, submitted)
    assert winners == {200: pairs}
    assert set(losers) <= {409, 412}
    assert ledger.states(engines, submitted, "tell_referrer") == {"done": pairs}
    figures.record(
        "F40", "accept against decline", on=engines.kind, times=pairs, winners=pairs,
        refused=sum(losers.values()), contradictory_mails=0, lost=books.lost,
    )  # fmt: skip


def test_f41_the_same_form_three_times_at_once_makes_one_referral(engines: World) -> None:
    forms = figures.scaled(30)
    referrer = engines.referrer("f41-")
    drafts = [referrer.draft() for _ in range(forms)]

    def send(draft: Submitted) -> None:
        while not referrer.attempt(draft):
            sleep(0.05)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(send, [draft for draft in drafts for _ in range(3)]))
    books = ledger.close(engines, drafts)
    assert books.acknowledged == forms
    figures.record(
        "F41", "one form sent three times at once", on=engines.kind, times=forms, referrals=forms,
        duplicate_referrals=books.duplicate_referrals,
    )  # fmt: skip


def test_f41_the_same_key_with_another_body_is_refused(engines: World) -> None:
    referrer = engines.referrer("f41-other-")
    each = referrer.submit()
    other = each.payload | {"urgency": "urgent"}
    answer = engines.web.ask("POST", PATH, other, Idempotency_Key=each.key)
    assert answer.status == 422
    assert ledger.close(engines, [each]).acknowledged == 1


def _version(world: World, referral: Submitted) -> str:
    answer = world.web.ask("GET", f"{PATH}/{referral.id}")
    assert answer.status == 200, answer.body
    return answer.headers["etag"]


def _act(world: World, referral: Submitted, what: str, body: dict[str, str], version: str | None) -> Answer:
    """Do it with this version, or with whatever the newest one is, again when it changed meanwhile."""
    while True:
        tag = version or _version(world, referral)
        answer = world.web.ask("POST", f"{PATH}/{referral.id}/{what}", body, If_Match=tag)
        if version is not None or answer.status not in (409, 412):
            return answer
