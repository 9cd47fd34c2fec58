"""What every built-in plugin owes: a specialty with words, rules about services, follow-ups, letters and questions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from matching.model import Need, Recommendation, Service, Urgency
from matching.plugin_manager import PluginRegistry

SPECIALTIES = [
    "advanced-aesthetics", "coach", "complication-support", "consultant-dermatologist", "dentist",
    "dermatology-special-interest", "emergency-services", "gp", "hormone-specialist", "mental-health", "nutrition",
    "plastic-surgeon", "prescriber",
]  # fmt: skip
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def test_the_thirteen_specialties_are_there(registry: PluginRegistry) -> None:
    assert list(registry.specialties) == SPECIALTIES


def test_only_the_emergency_services_are_never_searched(registry: PluginRegistry) -> None:
    assert [code for code, kind in registry.specialties.items() if not kind.searchable] == ["emergency-services"]


@pytest.mark.parametrize("code", SPECIALTIES)
def test_a_specialty_is_found_by_its_name_and_by_its_code(registry: PluginRegistry, code: str) -> None:
    for typed in (registry.specialties[code].name, code, registry.specialties[code].person.upper()):
        assert registry.vocabulary.need_for(typed).specialty == code


@pytest.mark.parametrize("code", [code for code in SPECIALTIES if code != "emergency-services"])
def test_a_referral_is_followed_up_and_its_letter_has_sections(registry: PluginRegistry, code: str) -> None:
    recommendation = Recommendation(specialty=code, urgency=Urgency.ROUTINE, reasons=())
    assert registry.follow_ups(recommendation)
    assert all(days > 0 and question.endswith("?") for days, question in registry.follow_ups(recommendation))
    assert registry.letter_sections(recommendation)


@pytest.mark.parametrize("code", SPECIALTIES)
@pytest.mark.parametrize("urgency", list(Urgency))
def test_what_every_service_gains_by_stays_modest(registry: PluginRegistry, code: str, urgency: Urgency) -> None:
    need = Need(specialty=code, now=NOW, urgency=urgency, treats=("acne",), preferred_ids=("1",))
    ranker = registry.ranker_for(need)
    codes = [rule.code for rule in ranker.criteria]
    assert len(codes) == len(set(codes))
    assert sum(rule.weight for rule in ranker.criteria) <= (80 if urgency is Urgency.EMERGENCY else 60)
    assert ranker.distance_weight >= 20


@pytest.mark.parametrize(
    "code", ["dentist", "plastic-surgeon", "consultant-dermatologist", "mental-health", "prescriber"]
)
def test_who_is_on_no_register_is_left_out(registry: PluginRegistry, code: str) -> None:
    bare = Service(id="1", name="A", specialty=code, latitude=None, longitude=None, assurance="verified")
    need = Need(specialty=code, now=NOW)
    failing = [
        rule.code for rule in registry.criteria_for(need) if rule.required and not rule.predicate.holds(bare, NOW)
    ]
    assert any("register" in each or each == "may-prescribe" for each in failing)
    assert any(not rule.predicate.holds(bare, NOW) for rule in registry.listing_requirements(code) if rule.required)


def test_an_imported_practice_is_found_as_a_gp(registry: PluginRegistry) -> None:
    practice = Service(
        id="1", name="A", specialty="gp", latitude=None, longitude=None, assurance="nhs-directory",
        accepts=frozenset({"referral"}),
    )  # fmt: skip
    rules = [rule for rule in registry.criteria_for(Need(specialty="gp", now=NOW)) if rule.required]
    assert all(rule.predicate.holds(practice, NOW) for rule in rules)


def test_nothing_that_is_paid_can_move_a_rank(registry: PluginRegistry) -> None:
    for code in SPECIALTIES:
        need = Need(specialty=code, now=NOW)
        for band in ("free", "low", "high"):
            service = Service(id="1", name="A", specialty=code, latitude=None, longitude=None, fee_band=band)
            held = [rule.code for rule in registry.criteria_for(need) if rule.predicate.holds(service, NOW)]
            plain = Service(id="1", name="A", specialty=code, latitude=None, longitude=None)
            assert held == [rule.code for rule in registry.criteria_for(need) if rule.predicate.holds(plain, NOW)]
