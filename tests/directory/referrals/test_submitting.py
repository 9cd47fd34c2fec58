"""Making a referral: everything in one transaction, once for each key, and never to somebody who cannot take it."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError

from directory.audit.models import AuditEvent
from directory.audit.service import trail, verify
from directory.catalogue.models import HealthcareService
from directory.consents import service as consents
from directory.db import Base, Database, now
from directory.errors import Invalid
from directory.letters import service as letters
from directory.outbox.idempotency import IdempotencyMismatch
from directory.referrals import service
from directory.referrals.models import Referral
from tests.directory.referrals.world import World, about_the_patient


def counts(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }  # fmt: skip


def refusal(world: World, **changes: Any) -> list[tuple[str, str]]:
    """Why it is refused, after nothing was stored."""
    before = counts(world.database)
    with pytest.raises(Invalid) as caught:
        world.submit(**changes)
    assert counts(world.database) == before
    return [(error.pointer, error.detail) for error in caught.value.errors]


def set_service(world: World, name: str = "Park Dental", **values: Any) -> None:
    mine = HealthcareService.id == world.ids[name]
    world.change(lambda session: session.execute(update(HealthcareService).where(mine).values(**values)))


def test_a_referral_is_made_with_all_that_belongs_to_it(world: World) -> None:
    made = world.submit()
    stored = world.get(made.id)
    assert (stored.state, stored.owner, stored.next_action, stored.version) == (
        "submitted",
        "referrer",
        "send-request",
        1,
    )
    assert stored.next_action_at is not None
    assert (stored.patient_initials, stored.patient_birth_year, stored.nation) == ("QZX", 1947, "england")
    assert "near" not in stored.need
    assert stored.need["latitude"] == pytest.approx(53.797, abs=0.01)
    assert [(line.event, line.state, line.version) for line in world.events(made.id)] == [("submit", "submitted", 1)]
    assert sorted((each.actor, each.recipient, each.state) for each in world.messages()) == [
        ("confirm_to_referrer", "referrer", "pending"), ("notify_service", "service", "pending"),
    ]  # fmt: skip
    assert [(timer.kind, timer.seq) for timer in world.timers(made.id)] == [
        ("chase_service", 101), ("chase_service", 102), ("escalate_referral", 190)
    ]  # fmt: skip
    with world.database.reading() as session:
        consent = consents.require(session, "referral", made.id, "share-with-service")
        assert (consent.method, consent.recorded_by) == ("spoken", "tests")
        assert letters.current(session, "referral", made.id).version == 1
        assert [event.action for event in trail(session, "referral", made.id)] == ["consent.record", "referral.submit"]
        assert verify(session) is None


def test_the_audit_says_nothing_about_the_patient(here: World) -> None:
    made = here.submit()
    with here.database.reading() as session:
        for event in session.scalars(select(AuditEvent).where(AuditEvent.subject_id == made.id)):
            assert not about_the_patient(str(event.detail), "Ann O'Neil", "ann@")


def test_an_event_is_posted_only_where_an_address_is_set(here: World) -> None:
    here.submit()
    assert not here.messages("post_event")
    settings = here.wiring.settings.model_copy(update={"webhook_url": "https://clinic.example/hook"})
    here.wiring = service.Wiring(settings, here.wiring.registry, here.wiring.index, here.wiring.places)
    here.submit()
    assert len(here.messages("post_event")) == 1


def test_the_same_request_gives_the_same_referral(world: World) -> None:
    first, again = world.submit(key="key-1"), world.submit(key="key-1")
    assert first.id == again.id
    assert counts(world.database)["referral"] == 1
    assert len(world.messages("notify_service")) == 1


def test_a_replay_answers_what_was_answered_first(world: World) -> None:
    data = world.asked()
    first = world.do(service.submit_once, data, actor="tests", idempotency_key="key-1")
    world.do(service.cancel, first.referral.id, by="tests")
    again = world.do(service.submit_once, data, actor="tests", idempotency_key="key-1")
    assert again.is_replay
    assert again.receipt == first.receipt
    assert again.receipt["state"] == "submitted"
    assert not about_the_patient(str(again.receipt), "Ann O'Neil", "ann@")


def test_the_same_key_with_another_body_is_refused(world: World) -> None:
    world.submit(key="key-1")
    with pytest.raises(IdempotencyMismatch) as caught:
        world.submit(key="key-1", urgency="urgent")
    assert caught.value.status == 422
    assert counts(world.database)["referral"] == 1


def test_other_keys_make_other_referrals_with_references_of_their_own(here: World) -> None:
    made = [here.submit(key=f"key-{number}") for number in range(20)]
    assert len({each.id for each in made}) == len({each.reference for each in made}) == 20


def test_one_request_three_times_at_once_makes_one_referral(world: World) -> None:
    for attempt in range(1, 11):
        found = send_three(world, f"clicked-{attempt}")
        assert len({each.referral.id for each in found}) == 1
        assert sorted(each.is_replay for each in found) == [False, True, True]
        assert counts(world.database)["referral"] == attempt
        assert len(world.messages("notify_service")) == attempt


def send_three(world: World, key: str) -> list[service.Submitted]:
    """What one request sent three times at once was answered."""
    data, found = world.asked(), list[service.Submitted]()
    together = threading.Barrier(3)

    def send() -> None:
        together.wait()
        found.append(world.do(service.submit_once, data, actor="tests", idempotency_key=key))

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_a_refused_request_leaves_its_key_free(world: World) -> None:
    with pytest.raises(Invalid):
        world.submit(key="key-1", need={"treats": ["nothing-known"]})
    assert world.submit(key="key-1").version == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"status": "retired"}, "No service with this id"),
        ({"assurance": "unverified"}, "No service with this id"),
        ({"assurance": "suspended"}, "No service with this id"),
        ({"is_accepting": False}, "takes no new patients"),
        ({"accepting_until": date(2020, 1, 1)}, "takes no new patients"),
        ({"accepts": ["advice"]}, "does not take requests of this kind"),
        ({"maximum_age": 60}, "up to the age of 60"),
        ({"clinician_email": None}, "ring 0113 245 0000"),
    ],
)
def test_a_service_that_cannot_take_it_is_refused(here: World, values: dict[str, Any], words: str) -> None:
    set_service(here, **values)
    assert [(pointer, words in detail) for pointer, detail in refusal(here)] == [("/service_id", True)]


@pytest.mark.parametrize(
    "service_id", ["01a2019c-b956-7655-abe6-48ce12a17a4d", "0", "-1", "../..", "%00", "null", "' OR 1=1 --"]
)
def test_an_id_that_is_no_service_is_refused(here: World, service_id: str) -> None:
    here.ids["Park Dental"] = service_id
    assert [pointer for pointer, _ in refusal(here)] == ["/service_id"]


def test_a_child_is_not_sent_to_a_service_for_adults(here: World) -> None:
    year = datetime.now(UTC).year
    assert (
        refusal(here, name="Seacroft Dental", patient={"initials": "A", "birth_year": year - 10})[0][0] == "/service_id"
    )
    assert here.submit("Seacroft Dental", patient={"initials": "A", "birth_year": year - 18}).state == "submitted"


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"need": {"near": "ZZ99 9ZZ"}}, "/need/near"),
        ({"need": {"near": "JE2 3AB"}}, "/need/near"),
        ({"need": {"near": "no fixed abode"}}, "/need/near"),
        ({"need": {"latitude": 53.8}}, "/need/longitude"),
        ({"need": {"longitude": -1.5}}, "/need/latitude"),
        ({"need": {"latitude": 48.8566, "longitude": 2.3522}}, "/need/latitude"),
        ({"need": {"specialty": "phrenology"}}, "/need/specialty"),
        ({"need": {"capabilities": ["crystal-ball"]}}, "/need/capabilities/0"),
        ({"need": {"treats": ["tmj-pain", "nothing-known"]}}, "/need/treats/1"),
        ({"patient": {"initials": "A", "birth_year": 2100}}, "/patient/birth_year"),
        ({"patient": {"initials": "A", "birth_year": 1900}}, "/patient/birth_year"),
        ({"consent": {"given": True, "method": "spoken", "given_at": "2090-01-01T00:00:00Z"}}, "/consent/given_at"),
        ({"consent": {"given": True, "method": "spoken", "given_at": "2001-01-01T00:00:00Z"}}, "/consent/given_at"),
    ],
)
def test_what_contradicts_the_world_is_refused(here: World, changes: dict[str, Any], pointer: str) -> None:
    assert [found for found, _ in refusal(here, **changes)] == [pointer]


def test_consent_keeps_the_time_that_was_given(here: World) -> None:
    at = (datetime.now(UTC) - timedelta(days=2)).replace(microsecond=0)
    made = here.submit(consent={"given": True, "method": "written", "given_at": at.isoformat()})
    with here.database.reading() as session:
        assert consents.of(session, "referral", made.id)[0].given_at == at


def test_the_nation_is_that_of_the_service(here: World) -> None:
    assert here.submit("Lagan Dermatology", need={}).nation == "northern-ireland"
    set_nation = "update location set nation = null"
    here.change(lambda session: session.execute(text(set_nation)))
    assert here.submit("Lagan Dermatology", need={}).nation == "england"


REFUSED: list[dict[str, Any]] = [
    {"owner": None}, {"owner": ""}, {"next_action": ""}, {"next_action_at": None}, {"state": "lost"},
    {"state": "completed"}, {"urgency": "whenever"},
]  # fmt: skip


def test_a_referral_without_owner_or_next_action_cannot_be_stored(world: World) -> None:
    made = world.submit()
    for values in REFUSED:
        broken = update(Referral).where(Referral.id == made.id).values(values)
        with pytest.raises(IntegrityError):
            world.change(lambda session, broken=broken: session.execute(broken))
    with world.database.reading() as session:
        assert service.without_owner(session) == 0


def test_the_clock_of_a_referral_is_the_databases(here: World) -> None:
    here.pass_time(days=400)
    made = here.submit()
    with here.database.reading() as session:
        assert abs(now(session) - made.created_at) < timedelta(seconds=30)
