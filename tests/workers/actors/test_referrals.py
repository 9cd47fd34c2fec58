"""The actors of referrals, called as functions: who is written to, what it says, and what follows."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from directory.audit.service import verify
from directory.catalogue.models import HealthcareService
from directory.consents import service as consents
from directory.outbox import service as outbox
from directory.outbox.topics import TOPICS
from directory.referrals import links, service
from directory.referrals.service import Wiring
from tests.directory.referrals.world import about_the_patient
from tests.workers.actors.conftest import Sender, laid_ready
from workers.actors import referrals
from workers.channels.base import Permanent, Temporary, Unknown
from workers.registry import declared

# Ids, links and times hold any digits and letters by chance.
LINK = re.compile(r"http://127\.0\.0\.1:8000/(?:r|my)/(\S+)")


def state(post: Sender, referral_id: str) -> str:
    return post.world.get(referral_id).state


OURS = set(TOPICS) - {"index_service"}
"""Every topic but the one that is about the search server."""


def test_every_topic_has_its_actor() -> None:
    assert set(declared()) >= set(TOPICS)
    assert all(callable(getattr(referrals, name)) for name in OURS)


def test_a_request_goes_to_the_service_and_word_to_whoever_refers(any_post: Sender) -> None:
    made = any_post.world.submit()
    any_post.run()
    assert state(any_post, made.id) == "sent"
    (request,), (confirmation,) = any_post.mails("notify_service"), any_post.mails("confirm_to_referrer")
    assert (request.to, request.to_name) == ("desk@park-dental.example", "Park Dental")
    assert (confirmation.to, confirmation.to_name) == ("ann@clinic.example", "Ann O'Neil")
    assert made.reference in request.subject
    assert "Ann O'Neil, Leeds Clinic" in request.text
    token = LINK.search(request.text)
    assert token is not None
    link = links.read(any_post.world.wiring.settings.signing_keys, token[1], made.created_at)
    assert (link.referral_id, link.round, link.audience) == (made.id, 1, "service")
    done = any_post.world.messages("notify_service")[0]
    assert (done.state, done.sent_to) == ("done", "desk@park-dental.example")


def test_running_an_actor_twice_sends_once(any_post: Sender) -> None:
    any_post.world.submit()
    message = any_post.world.messages("notify_service")[0]
    for _ in range(3):
        referrals.notify_service(message.id)
    assert len(any_post.mails("notify_service")) == 1


def test_an_unanswered_referral_is_chased_and_escalated_with_the_next_best_match(any_post: Sender) -> None:
    world = any_post.world
    made = world.submit()
    any_post.run()
    for _ in range(3):
        world.fire_next(made.id)
        any_post.run()
    assert len(any_post.mails("chase_service")) == 2
    assert state(any_post, made.id) == "unanswered"
    told = any_post.mails("tell_referrer")[-1]
    assert "No answer yet" in told.subject
    assert "The next best match is ready: Headingley Dental (" in told.text
    events = [event.event for event in world.events(made.id)]
    assert events == ["submit", "deliver", "chase", "chase", "escalate"]
    with world.database.reading() as session:
        assert verify(session) is None


def test_an_accepted_referral_is_asked_after_in_the_words_of_the_plan(any_post: Sender) -> None:
    world = any_post.world
    made = world.submit()
    any_post.run()
    world.do(service.accept, made.id, by="service")
    any_post.run()
    assert "Accepted" in any_post.mails("tell_referrer")[-1].subject
    world.fire_next(made.id)
    any_post.run()
    (asked,) = any_post.mails("ask_outcome")
    assert "What did the dentist find, and may aesthetic treatment go ahead?" in asked.text
    assert asked.to == "desk@park-dental.example"
    world.fire_next(made.id)
    any_post.run()
    assert state(any_post, made.id) == "outcome-overdue"
    assert "No outcome yet" in any_post.mails("tell_referrer")[-1].subject
    world.fire_next(made.id)
    any_post.run()
    assert len(any_post.mails("remind_referrer")) == 1


def test_a_request_that_is_refused_for_good_goes_back_to_whoever_refers(any_post: Sender) -> None:
    made = any_post.world.submit()
    any_post.channel.error = Permanent("550 no such mailbox")
    any_post.run(only=("notify_service",))
    any_post.channel.error = None
    any_post.run()
    assert state(any_post, made.id) == "undelivered"
    assert any_post.world.messages("notify_service")[0].state == "dead"
    told = any_post.mails("tell_referrer")[-1]
    assert "Not delivered" in told.subject
    assert "Headingley Dental" in told.text
    any_post.world.fire_next(made.id)
    any_post.run()
    assert len(any_post.mails("remind_referrer")) == 1


def test_a_request_that_somebody_sends_again_arrives_after_all(post: Sender) -> None:
    made = post.world.submit()
    post.channel.error = Permanent("550 no such mailbox")
    post.run(only=("notify_service", "report_failure"))
    post.channel.error = None
    message = post.world.messages("notify_service")[0]
    post.world.change(lambda session: outbox.retry(session, message.id, by="tests"))
    post.run()
    assert state(post, made.id) == "sent"
    assert {timer.kind for timer in post.world.timers(made.id)} == {"chase_service", "escalate_referral"}


def test_an_uncertain_request_is_reported_too(post: Sender) -> None:
    made = post.world.submit()
    post.channel.error = Unknown("the line went dead")
    post.run(only=("notify_service",))
    post.channel.error = None
    post.run()
    assert post.world.messages("notify_service")[0].state == "uncertain"
    assert state(post, made.id) == "undelivered"


def test_a_temporary_failure_is_tried_again_later(post: Sender) -> None:
    made = post.world.submit()
    post.channel.error = Temporary("451 try later")
    post.run(only=("notify_service",))
    message = post.world.messages("notify_service")[0]
    assert (message.state, message.attempts) == ("pending", 1)
    assert message.due_at > made.created_at
    assert state(post, made.id) == "submitted"


def test_a_failure_of_anything_else_changes_no_referral(post: Sender) -> None:
    made = post.world.submit()
    post.run(only=("notify_service",))
    post.channel.error = Permanent("550 no such mailbox")
    post.run(only=("confirm_to_referrer",))
    post.channel.error = None
    post.run()
    assert state(post, made.id) == "sent"
    assert post.world.messages("confirm_to_referrer")[0].state == "dead"


@pytest.mark.parametrize("stop", [service.cancel, service.withdraw_consent])
def test_nothing_is_sent_to_a_service_after_a_stop(any_post: Sender, stop: object) -> None:
    made = any_post.world.submit()
    any_post.world.do(stop, made.id, by="referrer")  # type: ignore[arg-type]
    any_post.run()
    assert any_post.mails("notify_service") == []
    assert any_post.mails("confirm_to_referrer") == []
    assert len(any_post.mails("tell_referrer")) == 1


def test_a_request_without_standing_consent_is_not_sent(post: Sender) -> None:
    made = post.world.submit()
    post.world.change(lambda session: consents.withdraw(session, "referral", made.id, reason="", by="tests"))
    post.run(only=("notify_service",))
    assert post.mails("notify_service") == []
    assert post.world.messages("notify_service")[0].state == "cancelled"


@pytest.mark.parametrize(("by", "hears"), [("referrer link", 1), ("referrals page", 1), ("service link", 0)])
def test_a_service_hears_of_an_outcome_that_it_did_not_record_itself(any_post: Sender, by: str, hears: int) -> None:
    made = any_post.world.submit()
    any_post.run()
    any_post.world.do(service.accept, made.id, by="service link")
    any_post.world.do(service.record_outcome, made.id, by=by, code="treated")
    any_post.run()
    told = any_post.mails("tell_service_stopped")
    assert [each.subject for each in told] == [f"Referral {made.reference} is complete"] * hears
    last = any_post.mails("tell_referrer")[-1].text
    assert ("Park Dental has told what came of" in last) is (by == "service link")


def test_word_goes_to_the_address_that_was_put_right(any_post: Sender) -> None:
    made = any_post.world.submit()
    any_post.run()
    any_post.world.do(service.correct_contact, made.id, email="ann@right.example", by="referrals page")
    any_post.run()
    any_post.world.do(service.reject, made.id, code="no-capacity", by="service link")
    any_post.run()
    assert [each.to for each in any_post.mails("tell_referrer")] == ["ann@right.example"] * 2
    token = LINK.search(any_post.mails("tell_referrer")[-1].text)
    assert token is not None
    with any_post.world.database.reading() as session:
        keys = any_post.world.wiring.settings.signing_keys
        assert service.by_link(session, keys, token[1], "referrer")[1].id == made.id


def test_a_service_that_was_suspended_meanwhile_gets_nothing(post: Sender) -> None:
    made = post.world.submit()
    suspend(post, made.service_id)
    post.run()
    assert post.mails("notify_service") == []
    assert state(post, made.id) == "undelivered"


def suspend(post: Sender, service_id: str) -> None:
    mine = HealthcareService.id == service_id
    post.world.change(lambda s: s.execute(update(HealthcareService).where(mine).values(assurance="suspended")))


def test_a_service_suspended_before_it_answers_is_shown_nothing_and_the_referral_goes_back(any_post: Sender) -> None:
    made = any_post.world.submit()
    any_post.run()
    token = LINK.search(any_post.mails("notify_service")[0].text)
    assert token is not None
    suspend(any_post, made.service_id)
    secrets = any_post.world.wiring.settings.signing_keys
    with any_post.world.database.reading() as session, pytest.raises(links.LinkExpired, match="not listed"):
        service.by_link(session, secrets, token[1], "service")
    other = any_post.world.submit("Headingley Dental")
    any_post.run(only=("notify_service",))
    with any_post.world.database.transaction() as session:
        assert service.hurry(session) == 1
    (chase,) = any_post.world.fire(seconds=1)
    assert (chase.actor, chase.subject_id) == ("chase_service", made.id)
    any_post.run()
    assert any_post.mails("chase_service") == []
    assert state(any_post, other.id) == "sent"
    with any_post.world.database.transaction() as session:
        assert service.hurry(session) == 0
    assert state(any_post, made.id) == "undelivered"
    assert "Park Dental" in any_post.mails("tell_referrer")[-1].text


def test_a_service_suspended_after_it_accepted_still_reports_what_came_of_it(post: Sender) -> None:
    made = post.world.submit()
    post.run()
    token = LINK.search(post.mails("notify_service")[0].text)
    assert token is not None
    post.world.do(service.accept, made.id, by="service")
    suspend(post, made.service_id)
    with post.world.database.reading() as session:
        keys = post.world.wiring.settings.signing_keys
        assert service.by_link(session, keys, token[1], "service")[1].id == made.id


def test_whoever_refers_hears_at_once_that_the_service_that_accepted_was_suspended(any_post: Sender) -> None:
    made, other = any_post.world.submit(), any_post.world.submit("Headingley Dental")
    any_post.run()
    for each in (made, other):
        any_post.world.do(service.accept, each.id, by="service")
    any_post.run()
    suspend(any_post, made.service_id)
    with any_post.world.database.transaction() as session:
        assert service.hurry(session) == 1
    fired = any_post.world.fire(seconds=1)
    assert [(each.actor, each.subject_id) for each in fired] == [("escalate_outcome", made.id)]
    any_post.run()
    assert (state(any_post, made.id), state(any_post, other.id)) == ("outcome-overdue", "accepted")
    told = any_post.mails("tell_referrer")[-1]
    assert "look after the patient" in told.subject
    assert "not listed with us at present" in told.text
    with any_post.world.database.transaction() as session:
        assert service.hurry(session) == 0


def test_a_question_to_a_service_that_was_suspended_is_not_sent(post: Sender) -> None:
    made = post.world.submit()
    post.run()
    post.world.do(service.accept, made.id, by="service")
    post.run()
    suspend(post, made.service_id)
    while "ask_outcome" not in {each.actor for each in post.world.fire(seconds=15 * 86_400)}:
        pass
    post.run(only=("ask_outcome",))
    assert post.mails("ask_outcome") == []


def test_a_reminder_that_is_refused_for_good_hands_the_referral_back(post: Sender) -> None:
    made = post.world.submit()
    post.run()
    post.world.change(lambda s: s.execute(update(HealthcareService).values(clinician_email="", public_email="")))
    while "chase_service" not in {each.actor for each in post.world.fire(seconds=86_400)}:
        pass
    post.run()
    assert state(post, made.id) == "undelivered"
    assert "could not be delivered" in post.mails("tell_referrer")[-1].text


def test_a_suspended_service_that_had_the_request_hears_that_it_is_over(post: Sender) -> None:
    made = post.world.submit()
    post.run()
    suspend(post, made.service_id)
    post.world.change(service.hurry)
    post.world.fire(seconds=1)
    post.run()
    assert state(post, made.id) == "undelivered"
    post.world.do(service.redirect, made.id, post.world.ids["Headingley Dental"], by="referrer")
    post.run()
    assert [each.to for each in post.mails("tell_service_stopped")] == ["desk@park-dental.example"]


def test_the_service_of_the_round_before_is_told_that_it_is_over(post: Sender) -> None:
    made = post.world.submit()
    post.run()
    post.world.do(service.redirect, made.id, post.world.ids["Headingley Dental"], by="referrer")
    post.run()
    (stopped,) = post.mails("tell_service_stopped")
    assert (stopped.to, stopped.to_name) == ("desk@park-dental.example", "Park Dental")
    assert post.mails("notify_service")[-1].to == "desk@headingley-dental.example"


def test_a_chase_that_no_longer_applies_is_not_sent(post: Sender) -> None:
    made = post.world.submit()
    post.run()
    post.world.fire_next(made.id)
    message = post.world.messages("chase_service", state="pending")[0]
    post.world.do(service.accept, made.id, by="service")
    referrals.chase_service(message.id)
    assert post.mails("chase_service") == []


def test_an_event_for_a_program_holds_ids_and_states_only(post: Sender) -> None:
    world = post.world
    settings = world.wiring.settings.model_copy(update={"webhook_url": "https://clinic.example/hook"})
    world.wiring = Wiring(settings, world.wiring.registry, world.wiring.index, world.wiring.places)
    post = laid_ready(world)
    made = world.submit()
    post.run()
    posts = post.posts()
    assert [each.event for each in posts] == ["referral.submit", "referral.deliver"]
    assert posts[0].url == "https://clinic.example/hook"
    assert set(posts[0].body) == {"id", "reference", "event", "state", "version", "service_id", "at"}
    assert posts[1].body["state"] == "sent"
    assert posts[1].body["id"] == made.id


def test_no_mail_and_no_event_ever_says_anything_about_the_patient(post: Sender) -> None:
    world = post.world
    settings = world.wiring.settings.model_copy(update={"webhook_url": "https://clinic.example/hook"})
    world.wiring = Wiring(settings, world.wiring.registry, world.wiring.index, world.wiring.places)
    post = laid_ready(world)
    accepted, rejected, silent, bounced, stopped = (world.submit().id for _ in range(5))
    post.run()
    words = "zebrafinch QZX 1947 tmj-pain"
    world.do(service.accept, accepted, by="service", note=words)
    world.do(service.note, accepted, by="service", text=words)
    world.do(service.reject, rejected, by="service", code="other", comment=words)
    world.do(service.bounced, bounced, 1)
    world.do(service.cancel, stopped, by="referrer", reason=words)
    post.run()
    for _ in range(4):
        for each in (silent, rejected, accepted):
            if world.timers(each):
                world.fire_next(each)
                post.run()
    world.do(service.record_outcome, accepted, by="service", code="other", text=words)
    post.run()
    actors = {name for name, _ in post.channel.taken}
    assert actors == OURS - {"escalate_referral", "escalate_outcome", "report_failure"}
    for name, sent in post.channel.taken:
        assert not about_the_patient(repr(sent)), (name, sent)
    with world.database.reading() as session:
        for message in outbox.listing(session, limit=10_000):
            row = " ".join(str(getattr(message, each.key)) for each in message.__table__.columns)
            assert not about_the_patient(row), row
