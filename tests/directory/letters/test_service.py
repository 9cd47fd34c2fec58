"""Letters: their sections, what the specialty asks for, and a plugin that fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from directory.db import Database
from directory.errors import NotFound
from directory.letters import service
from directory.letters.service import LetterFacts
from matching.plugin_loading import PluginFailed
from tests.directory.referrals.world import RULES

FACTS = LetterFacts(
    reference="K7QM-3F2P", at=datetime(2026, 7, 1, 8, tzinfo=UTC), specialty="dentist", urgency="soon", kind="referral",
    service_name="Park Dental", service_address=["1 Park Row", "LS1 2NE"], patient_initials="QZX",
    patient_birth_year=1947, reason="Jaw pain", capabilities=["ultrasound"], treats=["tmj-pain"],
    consent_method="spoken", consent_at=datetime(2026, 6, 30, 9, 30, tzinfo=UTC), referrer_name="Ann O'Neil",
    referrer_organisation="Leeds Clinic", referrer_email="ann@clinic.example", referrer_phone="",
)  # fmt: skip


def text_of(sections: list[dict[str, Any]], heading: str) -> str:
    return next(str(each["text"]) for each in sections if each["heading"] == heading)


def test_a_letter_says_who_what_and_why() -> None:
    sections = service.sections_of(FACTS, RULES)
    assert [each["heading"] for each in sections] == [
        "To", "Referral", "Patient", "Reason", "What is needed", "Bite and jaw", "Consent", "From"
    ]  # fmt: skip
    assert text_of(sections, "To") == "Park Dental\n1 Park Row\nLS1 2NE"
    assert text_of(sections, "Patient") == "QZX, born 1947"
    assert text_of(sections, "What is needed") == "Ultrasound and TMJ pain"
    assert text_of(sections, "From") == "Ann O'Neil\nLeeds Clinic\nann@clinic.example"
    assert "1 July 2026, 09:00" in text_of(sections, "Referral")
    assert "agreed in words on 30 June 2026, 10:30" in text_of(sections, "Consent")
    assert [each["heading"] for each in sections if each["is_prompt"]] == ["Bite and jaw"]


def test_a_specialty_without_a_plan_leaves_no_prompts() -> None:
    sections = service.sections_of(replace(FACTS, specialty="weight-management", capabilities=[], treats=[]), RULES)
    assert [each["heading"] for each in sections] == ["To", "Referral", "Patient", "Reason", "Consent", "From"]


@pytest.mark.parametrize("failure", [PluginFailed("broken", "letter_sections", "no"), TypeError("x"), ValueError("x")])
def test_a_plugin_that_fails_leaves_the_letter_without_its_prompts(failure: Exception) -> None:
    class Broken:
        """A registry whose plugin fails."""

        def letter_sections(self, recommendation: object) -> object:
            raise failure

    sections = service.sections_of(FACTS, Broken())  # type: ignore[arg-type]
    assert not [each for each in sections if each["is_prompt"]]


def test_versions_are_kept_and_the_last_one_stands(any_database: Database) -> None:
    with any_database.transaction() as session:
        for name in ("Park Dental", "Headingley Dental"):
            service.draft(session, "referral", "r-1", replace(FACTS, service_name=name), RULES)
    with any_database.reading() as session:
        found = service.current(session, "referral", "r-1")
        assert (found.version, found.title) == (2, "Referral K7QM-3F2P")
        assert text_of(found.sections, "To").startswith("Headingley Dental")
        with pytest.raises(NotFound):
            service.current(session, "referral", "r-2")
