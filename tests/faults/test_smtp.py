"""Mail servers and a clinic's own system that refuse, hang and drip (F28 to F30)."""

from __future__ import annotations

import statistics
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from directory.outbox.models import OutboxAttempt, OutboxMessage
from directory.outbox.topics import TOPICS
from directory.referrals.models import Referral
from tests.faults import figures, ledger
from tests.faults.client import Submitted
from tests.faults.world import World

pytestmark = pytest.mark.faults
HANGING = [("silent", "alone"), ("drip", "engines")]


def test_f28_refused_for_now_it_is_tried_again_on_schedule_and_goes_once(alone: World) -> None:
    referrer = alone.referrer("f28-")
    steps = [["421", "ok"], ["450", "ok"], ["451", "ok"], ["451-data", "ok"]]
    if figures.trials() > 5:
        steps.append(["421", "450", "ok"])
    drafts = [referrer.draft() for _ in steps]
    addresses = [draft.payload["referrer"]["email"] for draft in drafts]
    alone.script("smtp", dict(zip(addresses, steps, strict=True)))
    submitted = [referrer.submit(draft) for draft in drafts]
    alone.wait(lambda: all(_row(alone, each, "confirm_to_referrer").state == "done" for each in submitted), 90)
    books = ledger.close(alone, submitted)
    backoff = [wait / alone.divisor for wait in TOPICS["confirm_to_referrer"].backoff]
    for each, script in zip(submitted, steps, strict=True):
        row = _row(alone, each, "confirm_to_referrer")
        assert row.attempts == len(script)
        tried = [line["at"] for line in alone.log("smtp") if _is_for(line, each)]
        waits = [later - earlier for earlier, later in pairwise(tried)]
        for waited, planned in zip(waits, backoff, strict=False):
            assert 0.9 * planned - 0.1 <= waited <= 1.1 * planned + 2.0
        with alone.database.reading() as session:
            query = select(OutboxAttempt).where(OutboxAttempt.message_id == row.id)
            assert len(session.execute(query).scalars().all()) >= len(script) - 1
    figures.record(
        "F28", "SMTP 421, 450, 451, then OK", on=alone.kind, times=sum(len(each) - 1 for each in steps),
        referrals=books.acknowledged, lost=books.lost, wire_duplicates=books.wire_duplicates_outside,
    )  # fmt: skip


@pytest.mark.parametrize("step", ["550", "554-data"])
def test_f29_refused_for_good_it_is_not_tried_again_and_a_person_is_told(alone: World, step: str) -> None:
    times = figures.trials()
    referrer = alone.referrer(f"f29-{step}-")
    with alone.database.reading() as session:
        address = _addresses(session)
    bad = alone.services[0]
    alone.script("smtp", {address[bad]: [step]})
    submitted = [referrer.submit(referrer.draft(service_id=bad)) for _ in range(times)]
    others = [referrer.submit(referrer.draft(service_id=alone.services[1])) for _ in range(times)]
    waited = alone.wait(lambda: all(_state(alone, each) == "undelivered" for each in submitted), 60)
    books = ledger.close(alone, [*submitted, *others])
    alone.script("smtp", {})
    assert waited <= 60
    assert ledger.states(alone, submitted, "notify_service") == {"dead": times}
    assert ledger.states(alone, submitted, "tell_referrer") == {"done": times}
    assert ledger.states(alone, others, "notify_service") == {"done": times}
    refused = [line for line in alone.log("smtp") if line.get("reply") == step]
    assert len(refused) == times
    figures.record(
        "F29", f"SMTP {step}", on=alone.kind, times=times, retries=len(refused) - times, dead=books.dead,
        told=times, others_sent=times, told_after_s=round(waited, 1),
    )  # fmt: skip


@pytest.mark.parametrize(("step", "where"), HANGING)
def test_f30_a_host_that_never_answers_is_cut_off_and_other_channels_do_not_wait(
    request: pytest.FixtureRequest, step: str, where: str
) -> None:
    world: World = request.getfixturevalue(where)
    usual = _mail_delays(world, world.referrer(f"f30-{step}-usual-").submit_many(10, per_second=10))
    world.script("webhook", {"*": [step]})
    submitted = world.referrer(f"f30-{step}-").submit_many(10, per_second=10)
    delays = _mail_delays(world, submitted)
    cut = [row for row in (_row(world, each, "post_event") for each in submitted) if "cut" in row.last_error]
    world.script("webhook", {})
    ledger.settle(world, patience_s=90)
    books = ledger.close(world, submitted)
    assert delays <= 2 * usual + 1.0
    figures.record(
        "F30", f"webhook host: {step}", on=world.kind, times=10, mail_p95_ms=round(1000 * delays),
        usual_p95_ms=round(1000 * usual), lost=books.lost, cut_off_by_then=len(cut),
    )  # fmt: skip


@pytest.mark.parametrize(("step", "where"), HANGING)
def test_f30_a_mailbox_that_never_answers_holds_nothing_but_its_own_mail(
    request: pytest.FixtureRequest, step: str, where: str
) -> None:
    world: World = request.getfixturevalue(where)
    deadline_s = TOPICS["confirm_to_referrer"].deadline_s / world.divisor
    referrer = world.referrer(f"f30-mail-{step}-")
    stuck = [referrer.draft() for _ in range(2)]
    # Twice, then it answers: two hanging sends at once are all that one host may hold.
    world.script("smtp", {each.payload["referrer"]["email"]: [step, "ok"] for each in stuck})
    for each in stuck:
        referrer.submit(each)
    healthy = referrer.submit_many(10)
    delays = _mail_delays(world, healthy, "notify_service")
    ledger.settle(world, patience_s=60)
    world.script("smtp", {})
    books = ledger.close(world, [*stuck, *healthy])
    assert delays <= 4 * deadline_s + 1.0
    for each in stuck:
        row = _row(world, each, "confirm_to_referrer")
        assert (row.state, row.attempts) == ("done", 2)
    figures.record(
        "F30", f"mailbox: {step}", on=world.kind, times=len(stuck), healthy_p95_ms=round(1000 * delays),
        deadline_ms=round(1000 * deadline_s), lost=books.lost, wire_duplicates=books.wire_duplicates_outside,
    )  # fmt: skip


def _mail_delays(world: World, submitted: list[Submitted], actor: str = "notify_service") -> float:
    """From the acknowledgement to the mail's acceptance, p95 in seconds, once all have gone."""
    rows = [_row(world, each, actor) for each in submitted]
    ids = {row.id: each.acknowledged_at for row, each in zip(rows, submitted, strict=True)}

    def accepted() -> dict[str, float]:
        return {x["key"]: x["at"] for x in world.log("smtp") if x["event"] == "accepted" and x["key"] in ids}

    world.wait(lambda: len(accepted()) == len(ids), 60)
    times = accepted()
    return statistics.quantiles([max(0.0, times[key] - at) for key, at in ids.items()], n=20)[-1]


def _row(world: World, referral: Submitted, actor: str) -> OutboxMessage:
    with world.database.reading() as session:
        query = select(OutboxMessage).where(OutboxMessage.subject_id == referral.id, OutboxMessage.actor == actor)
        return session.execute(query.order_by(OutboxMessage.seq)).scalars().first()  # type: ignore[return-value]


def _state(world: World, referral: Submitted) -> str:
    with world.database.reading() as session:
        return session.get_one(Referral, referral.id).state


def _is_for(line: dict[str, Any], referral: Submitted) -> bool:
    address = referral.payload["referrer"]["email"]
    return address == line.get("recipient") or address in line.get("recipients", ())


def _addresses(session: Any) -> dict[str, str]:
    from directory.catalogue.models import HealthcareService

    query = select(HealthcareService.id, HealthcareService.clinician_email)
    return dict(session.execute(query).all())
