"""Rules about services, on one service: whether they hold, and what they say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from matching import Capability, Need, Service, Urgency
from matching import criteria as rules
from matching.criteria import Criterion, basic_criteria, capability_criteria

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def service(**given) -> Service:
    return Service(**{"id": "a", "name": "A", "specialty": "gp", "latitude": None, "longitude": None, **given})


def holds(code="hyaluronidase", **given) -> dict:
    return {"capabilities": {code: Capability(code=code, **given)}}


FRESH = NOW - timedelta(hours=2)
OLD = NOW - timedelta(days=9)
LAPSED, ENDING = date(2026, 11, 22), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("predicate", "given", "expected", "says"),
    [
        (rules.IsActive(), {}, True, "In the directory"),
        (rules.IsActive(), {"is_active": False}, False, "No longer in the directory"),
        (rules.IsVerified(), {}, False, "Not verified yet"),
        (rules.IsVerified(), {"assurance": "suspended"}, False, "Suspended for now"),
        (rules.IsVerified(), {"assurance": "nhs-directory"}, True, "From the NHS list, not confirmed"),
        (rules.IndemnityInDate(), {}, False, "No indemnity on record"),
        (rules.IndemnityInDate(), {"indemnity_until": LAPSED}, False, "Indemnity ended on 22 November 2026"),
        (rules.IndemnityInDate(), {"indemnity_until": ENDING}, True, "Indemnity in date"),
        (rules.IndemnityInDate(), {"assurance": "nhs-directory"}, True, "Indemnity in date"),
        (rules.Accepts("advice"), {"accepts": frozenset({"advice"})}, True, "Accepts requests for advice"),
        (rules.Accepts("emergency"), {}, False, "Does not accept emergencies"),
        (rules.AcceptingNow(), {"accepting_until": ENDING}, True, "Accepting new patients"),
        (rules.AcceptingNow(), {"accepting_until": LAPSED}, False, "Not accepting new patients now"),
        (rules.AcceptingNow(), {"is_accepting": False}, False, "Not accepting new patients now"),
        (rules.SeesAge(17), {"minimum_age": 18}, False, "Sees people from age 18"),
        (rules.SeesAge(18), {"minimum_age": 18}, True, "Sees people aged 18"),
        (rules.SeesAge(66), {"maximum_age": 65}, False, "Sees people up to age 65"),
        (rules.SeesInPerson(), {"is_in_person": False}, False, "Online only"),
        (rules.OpensWithin(0), {"opens_in_minutes": 0}, True, "Open now"),
        (rules.OpensWithin(0), {"opens_in_minutes": 30}, False, "Closed now, opens in 30 minutes"),
        (rules.OpensWithin(60), {}, False, "No opening hours on record"),
        (rules.OnRegister("gdc"), {"registers": frozenset({"gdc"})}, True, "On the GDC register"),
        (
            rules.OnRegister("gdc"),
            {"registers": frozenset({"gdc"}), "assurance": "nhs-directory"},
            False,
            "GDC registration not confirmed",
        ),
        (rules.OnAnyRegister(("gmc", "nmc")), {}, False, "GMC or NMC registration not confirmed"),
        (
            rules.OnSpecialistRegister("dermatology"),
            {"specialist_registers": frozenset({"dermatology"})},
            True,
            "On the specialist register for dermatology",
        ),
        (rules.HasCapability("hyaluronidase"), {}, False, "No hyaluronidase on record"),
        (
            rules.HasCapability("hyaluronidase", timedelta(days=7)),
            holds(confirmed_at=OLD),
            False,
            "Hyaluronidase not confirmed for 9 days",
        ),
        (rules.HasCapability("hyaluronidase"), holds(quantity=0.0), False, "Hyaluronidase: none left"),
        (rules.HasCapability("hyaluronidase"), holds(expires_on=ENDING), True, "Hyaluronidase, never confirmed"),
        (rules.HasCapability("hyaluronidase"), holds(expires_on=LAPSED), False, "Hyaluronidase expired 1 day ago"),
        (
            rules.HasCapability("hyaluronidase", timedelta(days=7)),
            holds(quantity=1500.0, unit="units", confirmed_at=FRESH),
            True,
            "Hyaluronidase: 1,500 units, confirmed 2 hours ago",
        ),
        (rules.TreatsAny(("acne",)), {"treats": frozenset({"acne"})}, True, "Treats exactly this: acne"),
        (rules.AnswersWithin(60), {"response_minutes": 61}, False, "Usually answers within 61 minutes"),
        (rules.WaitsAtMost(7), {"wait_days": 0}, True, "Sees patients the same day"),
        (rules.ConfirmedWithin(timedelta(days=7)), {"confirmed_at": OLD}, False, "Details confirmed 9 days ago"),
        (rules.Speaks("pl"), {"languages": frozenset({"pl"})}, True, "Speaks Polish"),
        (rules.IsAccessible("step-free"), {}, False, "Step-free access not on record"),
        (rules.IsOneOf(("a",)), {}, True, "One of your own contacts"),
        (rules.Not(rules.SeesInPerson()), {"is_in_person": False}, True, "Online only"),
    ],
)
def test_a_predicate_holds_or_not_and_says_why(predicate, given, expected, says) -> None:
    one = service(**given)
    assert predicate.holds(one, NOW) is expected
    assert predicate.says(one, NOW) == says


@pytest.mark.parametrize(
    ("predicate", "given", "expected"),
    [
        (rules.SeesAge(65), {"maximum_age": 65}, True),
        (rules.AnswersWithin(60), {"response_minutes": 60}, True),
        (rules.AnswersWithin(60), {"response_minutes": 61}, False),
        (rules.WaitsAtMost(14), {"wait_days": 14}, True),
        (rules.WaitsAtMost(14), {"wait_days": 15}, False),
        (rules.ConfirmedWithin(timedelta(days=9)), {"confirmed_at": OLD}, True),
        (rules.ConfirmedWithin(timedelta(days=8)), {"confirmed_at": OLD}, False),
        (rules.HasCapability("hyaluronidase", timedelta(days=9)), holds(confirmed_at=OLD), True),
        (rules.HasCapability("hyaluronidase"), holds(quantity=0.5), True),
        (rules.OnAnyRegister(("gmc", "nmc")), {"registers": frozenset({"nmc"})}, True),
        (
            rules.OnAnyRegister(("gmc", "nmc")),
            {"registers": frozenset({"nmc"}), "assurance": "nhs-directory"},
            False,
        ),
        (rules.OnSpecialistRegister("dermatology"), {}, False),
        (
            rules.OnSpecialistRegister("dermatology"),
            {"specialist_registers": frozenset({"dermatology"}), "assurance": "nhs-directory"},
            False,
        ),
        (rules.Not(rules.HasCapability("hyaluronidase", timedelta(days=8))), holds(confirmed_at=OLD), True),
        (rules.Not(rules.HasCapability("hyaluronidase", timedelta(days=9))), holds(confirmed_at=OLD), False),
    ],
)
def test_a_limit_itself_is_within_it(predicate, given, expected) -> None:
    assert predicate.holds(service(**given), NOW) is expected


def test_any_of_holds_where_one_does() -> None:
    either = rules.AnyOf((rules.Speaks("pl"), rules.SeesInPerson()))
    assert either.holds(service(), NOW)
    assert not either.holds(service(is_in_person=False), NOW)
    assert either.says(service(is_in_person=False), NOW) == "No Polish speaker on record and online only"


def test_today_is_the_day_in_london() -> None:
    assert rules.today(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)


@pytest.mark.parametrize("weight", [-1.0, float("inf"), float("nan")])
def test_a_weight_must_be_a_number_that_is_not_negative(weight) -> None:
    with pytest.raises(ValueError, match="weight of criterion x"):
        Criterion(code="x", predicate=rules.IsActive(), weight=weight)


def test_a_criterion_gives_a_reason_a_caution_or_an_exclusion() -> None:
    plus = Criterion(code="x", predicate=rules.SeesInPerson(), weight=2.0)
    caution = Criterion(code="x", predicate=rules.SeesInPerson(), weight=2.0, caution="")
    required = Criterion(code="x", predicate=rules.SeesInPerson(), required=True)
    away = service(is_in_person=False)
    assert plus.finding(service(), NOW).weight == 2.0
    assert plus.finding(away, NOW) is None
    assert (caution.finding(away, NOW).kind, caution.finding(away, NOW).weight) == ("caution", 0.0)
    assert required.finding(away, NOW).kind == "exclusion"
    assert required.finding(away, NOW).weight == 0.0
    late = Criterion(code="late", predicate=rules.IndemnityInDate(), required=True, source="S3-1")
    found = late.finding(service(indemnity_until=LAPSED), NOW)
    assert (found.code, found.source, found.reason) == ("late", "S3-1", "Indemnity ended on 22 November 2026")
    assert required.finding(service(), NOW) is None


def test_an_emergency_never_hides_an_old_confirmation() -> None:
    old = service(**holds(confirmed_at=OLD))
    routine, _ = capability_criteria("hyaluronidase", Urgency.ROUTINE)
    emergency, fresh = capability_criteria("hyaluronidase", Urgency.EMERGENCY)
    assert not routine.predicate.holds(old, NOW)
    assert emergency.predicate.holds(old, NOW)
    assert fresh.finding(old, NOW).kind == "caution"
    assert fresh.finding(old, NOW).reason == "Hyaluronidase not confirmed for 9 days: ring first"


def test_everything_that_is_asked_for_becomes_a_required_criterion() -> None:
    need = Need(
        specialty="gp", now=NOW, age=40, in_person=True, open_within_minutes=0, registers=("gmc",), languages=("pl",),
        specialist_register="dermatology", accessibility=("step-free",), capabilities=("ultrasound",),
    )  # fmt: skip
    required = {rule.code for rule in basic_criteria(need) if rule.required}
    assert required == {
        "active", "verified", "indemnity", "accepts-referral", "accepting", "age", "in-person", "open", "register-gmc",
        "specialist-register", "has-ultrasound", "speaks-pl", "step-free",
    }  # fmt: skip


def test_an_own_contact_stands_higher() -> None:
    mine = next(
        rule for rule in basic_criteria(Need(specialty="gp", now=NOW, preferred_ids=("a",))) if not rule.required
    )
    assert (mine.code, mine.finding(service(), NOW).weight) == ("own-contact", 8.0)
    assert mine.finding(service(id="b"), NOW) is None
