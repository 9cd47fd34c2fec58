"""Mails: what they say, to whom, and that there is nothing in them that could be about a patient."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from directory.referrals import mails
from directory.referrals.mails import Facts
from directory.referrals.models import Referral

FACTS = Facts(
    reference="K7QM-3F2P", service_name="Park Dental", specialty="dentistry", referrer="Ann O'Neil",
    organisation="Leeds Clinic", link="https://onward.example/r/token", link_until=datetime(2026, 12, 22, tzinfo=UTC),
    answer_by=datetime(2026, 11, 27, 9, tzinfo=UTC),
)  # fmt: skip
TOLD = [
    "accept", "reject", "escalate", "bounce", "note", "record-outcome", "escalate-outcome", "cancel",
    "withdraw-consent", "correct-contact",
]  # fmt: skip
WAITING = ["unanswered", "undelivered", "rejected", "outcome-overdue"]
ALL = [mails.request(FACTS), mails.chase(FACTS), mails.outcome(FACTS), mails.stopped(FACTS), mails.confirm(FACTS)]
ALL += [mails.reminder(FACTS, state) for state in WAITING]
ALL += [text for event in TOLD if (text := mails.told(FACTS, event))]


@pytest.mark.parametrize("mail", ALL, ids=lambda mail: mail.subject)
def test_every_mail_names_the_referral_and_keeps_to_plain_lines(mail: mails.Text) -> None:
    assert "K7QM-3F2P" in mail.subject
    assert "K7QM-3F2P" in mail.text
    assert mail.subject.isprintable()
    assert len(mail.subject) <= 120
    assert all(line.isprintable() for line in mail.text.splitlines())
    assert "{" not in mail.text


@pytest.mark.parametrize("mail", [mail for mail in ALL if mail.subject != mails.stopped(FACTS).subject])
def test_every_mail_but_the_last_word_has_one_link(mail: mails.Text) -> None:
    assert mail.text.count("https://") == 1


def test_whoever_recorded_the_outcome_is_not_told_that_the_service_did() -> None:
    heard, own = mails.told(FACTS, "record-outcome"), mails.told(FACTS, "record-outcome", is_by_service=False)
    assert heard is not None
    assert own is not None
    assert "Park Dental has told what came of" in heard.text
    assert "The outcome of your referral K7QM-3F2P to Park Dental is recorded." in own.text


def test_a_service_hears_that_whoever_refers_has_recorded_the_outcome() -> None:
    mail = mails.completed(FACTS)
    assert mail.subject == "Referral K7QM-3F2P is complete"
    assert "Ann O'Neil, Leeds Clinic has recorded what came of referral K7QM-3F2P" in mail.text
    assert "https://" not in mail.text


def test_a_mail_knows_no_field_about_the_patient() -> None:
    about_patient = {"patient_initials", "patient_birth_year", "reason", "need", "outcome_text", "rejected_comment"}
    assert about_patient < {column.key for column in Referral.__table__.columns}
    names = {each.name for each in fields(Facts)}
    assert names == {
        "reference", "service_name", "specialty", "referrer", "organisation", "link", "link_until", "answer_by",
        "suggestion", "question", "is_listed",
    }  # fmt: skip


def test_the_request_says_who_asks_and_by_when() -> None:
    mail = mails.request(FACTS)
    assert "Ann O'Neil, Leeds Clinic asks you to see a patient" in mail.text
    assert mail.subject == "Referral K7QM-3F2P: please answer by Friday 27 November 2026, 09:00"


def test_times_are_on_the_clock_of_london() -> None:
    summer = replace(FACTS, answer_by=datetime(2027, 7, 1, 8, tzinfo=UTC))
    assert "Thursday 1 July 2027, 09:00" in mails.request(summer).subject


@pytest.mark.parametrize("event", ["reject", "escalate", "bounce"])
def test_the_next_best_match_is_named_where_one_is_ready(event: str) -> None:
    with_one = mails.told(replace(FACTS, suggestion="Headingley Dental (1.8 miles)"), event)
    without = mails.told(FACTS, event)
    assert with_one
    assert without
    assert "The next best match is ready: Headingley Dental (1.8 miles)." in with_one.text
    assert "Choose another service" in without.text


def test_the_question_of_the_plan_is_asked() -> None:
    assert "Has the result been told? Please tell them here" in mails.outcome(
        replace(FACTS, question="Has the result been told?")
    ).text  # fmt: skip


@pytest.mark.parametrize("event", ["deliver", "chase", "remind", "ask-outcome", "submit", "redirect", "x"])
def test_nobody_is_told_what_they_did_themselves(event: str) -> None:
    assert mails.told(FACTS, event) is None


@pytest.mark.parametrize(
    "name",
    ["{reference}", "{0}", "{service.__class__}", "%s %(x)s", "${x}", "{{7*7}}", "{", "}", "{service!r:>9999999999}"],
)
def test_names_are_never_templates(name: str) -> None:
    odd = replace(FACTS, service_name=name, referrer=name, organisation=name)
    for text in (mails.told(odd, "accept"), mails.reminder(odd, "rejected"), mails.request(odd)):
        assert text is not None
        assert name in text.text


@pytest.mark.parametrize(
    ("given", "shown"),
    [("Ann\u200dLee", "AnnLee"), ("a\nb", "ab"), ("x" * 300, "x" * 120), ("  a  b ", "a b"), ("\u202eAnn", "Ann")],
)
def test_a_name_is_made_fit_for_a_header(given: str, shown: str) -> None:
    assert mails.printable(given) == shown
