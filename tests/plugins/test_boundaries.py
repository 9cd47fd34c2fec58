"""Where one answer ends and the next begins: a minute, a word, a treatment to either side."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import after, answer, check

DAY = 24 * 60
OCCLUDED = {"refer": "complication-support", "urgency": "emergency", "decision": "do-not-treat"}
BLOCKED_PUSTULES = {**OCCLUDED, "refer": ("complication-support", "dermatology-special-interest")}
AMBULANCE = {"refer": "emergency-services", "urgency": "emergency", "decision": "do-not-treat"}
SAME_DAY = {"refer": "complication-support", "urgency": "urgent", "decision": "hold"}
SOON = {"refer": "complication-support", "urgency": "soon", "decision": "hold"}
BOTH_NOW = {**AMBULANCE, "refer": ("emergency-services", "complication-support")}
BOTH_DOCTORS = {**AMBULANCE, "refer": ("emergency-services", "gp")}
DOCTOR_TODAY = {"refer": "gp", "urgency": "urgent", "decision": "hold"}
DOCTOR = {"refer": "gp", "urgency": "routine", "decision": "hold"}
NOBODY = {"refer": (), "urgency": None}


def edge(name: str, case: dict[str, Any], **expect: Any) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """One row: its name, the case, and what comes of it."""
    return name, {"age": 40, **case}, expect


SURGEON = "plastic-surgeon"
SEEN = {
    "blurred vision after filler": (after("filler", 60, "blurred vision"), AMBULANCE),
    "a reaction that is severe": ({"terms": ["severe allergic reaction to it"]}, AMBULANCE),
    "an allergic reaction that is severe": (
        {"terms": ["severe hives"]},
        {**AMBULANCE, "refer": ("emergency-services", "gp")},
    ),
    "severe pain after filler": (after("filler", 60, "severe pain"), OCCLUDED),
    "a change of colour after toxin": (after("botox", 60, "change of skin colour"), OCCLUDED),
    "blanching after a peel": (after("chemical peel", 60, "blanching"), SAME_DAY),
    "bruising after a peel": (after("chemical peel", 60, "bruising"), SOON),
    "a drooping face days after toxin": (after("botox", 5 * DAY, "facial droop"), SAME_DAY),
    "a smile that is suddenly uneven": ({"terms": ["sudden lopsided smile"]}, AMBULANCE),
    "a face that is newly uneven": ({"terms": ["new facial asymmetry"]}, AMBULANCE),
    "an uneven smile at once after toxin": (after("botox", 60, "uneven smile"), SAME_DAY),
    "an uneven smile days after toxin": (after("botox", 5 * DAY, "uneven smile"), SOON),
    "confused after filler": (after("filler", 60, "confused"), BOTH_DOCTORS),
    "ringing in the ears after filler": (after("filler", 30, "ringing in ears"), BOTH_DOCTORS),
    "a weak voice days after toxin": (after("botox", 5 * DAY, "weak voice"), BOTH_DOCTORS),
    "swelling after hyaluronidase": (after("hyaluronidase", 5, "lips swelling"), BOTH_NOW),
    "a drooping lid after filler": (after("filler", 60, "drooping eyelid"), BOTH_NOW),
    "pustules after filler": (after("filler", 2 * DAY, "pustules"), BLOCKED_PUSTULES),
    "hives after toxin": (after("botox", 60, "hives"), {**SAME_DAY, "refer": ("complication-support", "gp")}),
    "fever after toxin": (after("botox", DAY, "fever"), {**SAME_DAY, "refer": ("complication-support", "gp")}),
    "swelling and a faint after toxin": (
        after("botox", 60, "swelling", "fainted"),
        {**AMBULANCE, "refer": ("emergency-services", "complication-support", "gp")},
    ),
    "a hoarse voice after toxin": (after("botox", 60, "hoarse voice"), BOTH_DOCTORS),
    "fever and mottled skin": (
        {"terms": ["fever", "mottled skin"]},
        {**AMBULANCE, "refer": ("emergency-services", "complication-support", "gp")},
    ),
    "fever and a faint days after toxin": (
        after("botox", 20 * DAY, "fever", "fainted"),
        BOTH_DOCTORS,
    ),
    "acne after a peel": (
        {"terms": ["acne after peel"]},
        {**SOON, "refer": ("complication-support", "dermatology-special-interest")},
    ),
    "a vessel that was blocked months ago": ({"terms": ["vascular occlusion 2 months ago"]}, SOON),
    "a scab after filler": (after("filler", DAY, "scab"), OCCLUDED),
    "anaphylaxis to latex now": ({"terms": ["having anaphylaxis to latex"]}, BOTH_DOCTORS),
    "a blocked vessel after a peel": (after("chemical peel", 60, "vascular occlusion"), OCCLUDED),
    "pain beside numbing cream": (after("filler", 60, "severe pain", "numb from numbing cream"), OCCLUDED),
    "a blood pressure that is high": ({"terms": ["BP 150/95"]}, DOCTOR),
    "a blood pressure that is very high": ({"terms": ["BP 190/130"]}, {**DOCTOR, "urgency": "soon"}),
    "expectations that are not realistic": (
        {"terms": ["no realistic expectations"]},
        {"refer": "mental-health", "urgency": "routine", "decision": "hold"},
    ),
    "dark patches after laser": (
        after("laser", 9 * DAY, "dark patches"),
        {**SOON, "refer": ("complication-support", "dermatology-special-interest")},
    ),
    "dizzy after filler": (after("filler", 60, "dizzy"), DOCTOR_TODAY),
    "a clot that is asked about": ({"terms": ["?DVT"]}, DOCTOR_TODAY),
    "sweating that is new": ({"terms": ["new excessive sweating"]}, DOCTOR),
    "too many tablets": ({"terms": ["took 40 paracetamol"]}, AMBULANCE),
    "a pen after filler": (after("filler", 60, "epipen"), BOTH_DOCTORS),
    "too little oxygen": ({"terms": ["sats 84"]}, AMBULANCE),
    "a pulse that is fast": ({"terms": ["pulse 120"]}, {"refer": (), "decision": "hold"}),
    "wheals and a faint": ({"terms": ["hives all over and feels faint"]}, BOTH_DOCTORS),
    "colour that is slow to come back": ({"terms": ["CRT 2s left, 6s right"]}, OCCLUDED),
    "a little bruising": (after("lip filler", DAY, "mild bruising"), {"refer": (), "decision": "hold"}),
    "a collapse in the past": ({"terms": ["previous collapse"]}, DOCTOR),
    "self-harm in the past": (
        {"terms": ["previous self-harm"]},
        {"refer": "mental-health", "urgency": "routine", "decision": "hold"},
    ),
}
"""What is seen, and what comes of it: no wish and no age changes who is needed for it."""
WAITS = {
    "toxin and a nerve disease": ("myasthenia gravis", "botox", "gp"),
    "toxin and a medicine": ("gentamicin", "botox", "gp"),
    "laser and a medicine": ("doxycycline", "laser", "gp"),
    "current and a device": ("pacemaker", "radiofrequency", "gp"),
    "needles and keloids": ("keloid", "microneedling", "gp"),
    "filler and a cold sore": ("cold sore", "lip filler", "gp"),
    "filler without a rescue": ("allergy to hyaluronidase", "lip filler", "gp"),
    "filler that numbs": ("allergy to lidocaine", "lip filler", "gp"),
    "laser and a tan": ("tan", "laser", None),
    "laser and a tattoo": ("tattoo", "laser", None),
}
"""What waits, for which treatment, and who is asked: none of it takes another wish away."""


def both(who: str | tuple[str, ...], other: str | None) -> tuple[str, ...]:
    """Two kinds of specialist, or one."""
    return tuple(filter(None, ((who,) if isinstance(who, str) else who) + ((other,) if other else ())))


CASES = [
    *(
        edge(f"{name}, under 18", {**case, "age": 15}, **{**expect, "decision": "do-not-treat"})
        for name, (case, expect) in SEEN.items()
    ),
    *(
        edge(f"{name}, beside a wish", {**case, "wants": ["facelift"]},
             **{**expect, "refer": both(expect["refer"], SURGEON)})
        for name, (case, expect) in SEEN.items()
    ),
    *(
        edge(f"{name}, beside another wish", {"terms": [term], "wants": [treatment, "facelift"]},
             refer=both(SURGEON, who), decision="hold")
        for name, (term, treatment, who) in WAITS.items()
    ),
    edge("toxin and epilepsy", {"terms": ["epilepsy"], "wants": ["botox"]}, rule="toxin-nerve-disease",
         source="product information", **DOCTOR),
    edge("a seizure months ago", {"terms": ["seizure 2 months ago"]}, **DOCTOR),
    edge("a tan in the past", {"terms": ["history of tan"], "wants": ["laser"]}, decision="may-treat", **NOBODY),
    edge("a tattoo stays", {"terms": ["history of tattoo"], "wants": ["laser"]}, decision="hold", **NOBODY),
    edge("not tolerated well", {"terms": ["not tolerated well"]}, decision="hold", **NOBODY),
    edge("not tolerated well, under 18", {"age": 15, "terms": ["not tolerated well"]}, decision="do-not-treat",
         **NOBODY),
    edge("not tolerated well, beside a wish", {"terms": ["not tolerated well"], "wants": ["facelift"]}, decision="hold",
         refer=SURGEON),
    edge("pain at the end of the third day after filler", after("filler", 3 * DAY, "severe pain"), **OCCLUDED),
    edge("pain a minute later", after("filler", 3 * DAY + 1, "severe pain"), **SOON),
    edge("pain after filler, nobody knows when", after("filler", None, "severe pain"), **OCCLUDED),
    edge("dizzy at the end of the third day", after("filler", 3 * DAY, "dizzy"), **DOCTOR_TODAY),
    edge("dizzy a minute later", after("filler", 3 * DAY + 1, "dizzy"), **DOCTOR),
    edge("blurred vision at the end of the month", after("filler", 30 * DAY, "blurred vision"), **AMBULANCE),
    edge("blurred vision a minute later", after("filler", 30 * DAY + 1, "blurred vision"), **DOCTOR_TODAY),
    edge("blurred vision, nobody knows when", after("filler", None, "blurred vision"), **AMBULANCE),
    edge("a drooping face a whole day after toxin", after("botox", DAY, "facial droop"), **SAME_DAY),
    edge("a drooping face a minute earlier", after("botox", DAY - 1, "facial droop"), **AMBULANCE),
    edge("a drooping face, nobody knows when", after("botox", None, "facial droop"), **AMBULANCE),
    edge("a drooping face days after filler", after("filler", 5 * DAY, "facial droop"), **AMBULANCE),
    edge("a drooping face and a red flag", {**after("botox", 5 * DAY, "facial droop"), "red_flags": ["chest pain"]},
         **AMBULANCE),
    edge("slurred for years", {"terms": ["slurred speech for years"]}, **DOCTOR),
    edge("double vision for years", {"terms": ["double vision for years"]}, **DOCTOR),
    edge("a drooping face for years", {"terms": ["facial droop for years"]}, **DOCTOR),
    edge("a jaw that hurts suddenly", {"terms": ["sudden jaw pain"]}, refer="dentist", decision="may-treat"),
    edge("a smile that is uneven suddenly", {"terms": ["sudden lopsided smile"]}, **AMBULANCE),
    edge("a smile that is suddenly uneven days after toxin", after("botox", 5 * DAY, "sudden lopsided smile"),
         **AMBULANCE),
    edge("a face that is uneven since today", {"terms": ["face uneven today"]}, **AMBULANCE),
    edge("a face that is uneven for 29 days", {"terms": ["uneven face for 29 days"]}, **AMBULANCE),
    edge("a face that is uneven for 30 days", {"terms": ["uneven face for 30 days"]}, refer="dentist"),
    edge("a new patient with an uneven face", {"terms": ["new patient with an uneven face"]}, refer="dentist"),
    edge("a smile that is uneven a whole day after toxin", after("botox", DAY, "uneven smile"), **SOON),
    edge("a smile that is uneven a minute earlier", after("botox", DAY - 1, "uneven smile"), **SAME_DAY),
    edge("a smile that is uneven after a peel", after("chemical peel", DAY, "uneven smile"), refer="dentist"),
    edge("a smile that is uneven since childhood", after("botox", DAY, "uneven smile since childhood"),
         refer="dentist"),
    edge("a face that is newly uneven years after filler",
         {"terms": ["new facial asymmetry", "lip filler 2 years ago"]}, **AMBULANCE),
    edge("an uneven face long after filler", {"terms": ["facial asymmetry", "previous lip filler"]}, refer="dentist"),
    edge("a face that is newly uneven after a peel", after("chemical peel", DAY, "new facial asymmetry"), **AMBULANCE),
    edge("a face that is newly uneven after toxin", after("botox", 5 * DAY, "new facial asymmetry"), **SOON),
    edge("a face that is newly uneven after what nobody knows", after("zorgblat", DAY, "new facial asymmetry"),
         unrecognised=("zorgblat",), **AMBULANCE),
    edge("confused at the end of the third day", after("filler", 3 * DAY, "confused"), **BOTH_DOCTORS),
    edge("confused a minute later", after("filler", 3 * DAY + 1, "confused"), **DOCTOR),
    edge("confused, nobody knows when", after("filler", None, "confused"), **BOTH_DOCTORS),
    edge("confused after filler that is only told", {"terms": ["filler 10 min ago, patient confused"]}, **BOTH_DOCTORS),
    edge("confused after a peel", after("chemical peel", 60, "confused"), **DOCTOR),
    edge("a metallic taste two hours after filler", after("filler", 120, "metallic taste"), **BOTH_DOCTORS),
    edge("a metallic taste a minute later", after("filler", 121, "metallic taste"), **DOCTOR_TODAY),
    edge("a metallic taste, nobody knows when", after("filler", None, "metallic taste"), **BOTH_DOCTORS),
    edge("a metallic taste after a peel", after("chemical peel", 60, "metallic taste"), **DOCTOR),
    edge("a weak voice at the end of the month after toxin", after("botox", 30 * DAY, "weak voice"), **BOTH_DOCTORS),
    edge("a weak voice a minute later", after("botox", 30 * DAY + 1, "weak voice"), **DOCTOR),
    edge("a weak voice after filler", after("filler", DAY, "weak voice"), **DOCTOR_TODAY),
    edge("swelling two hours after hyaluronidase", after("hyaluronidase", 120, "lips swelling"), **BOTH_NOW),
    edge("swelling a minute later", after("hyaluronidase", 121, "lips swelling"), **SOON),
    edge("swelling after hyaluronidase, nobody knows when", after("hyaluronidase", None, "lips swelling"), **BOTH_NOW),
    edge("swelling after filler", after("filler", 5, "lips swelling"), **SOON),
    edge("a drooping lid a minute before a day after filler", after("filler", DAY - 1, "drooping eyelid"), **BOTH_NOW),
    edge("a drooping lid a whole day after filler", after("filler", DAY, "drooping eyelid"), **SOON),
    edge("a drooping lid after filler, nobody knows when", after("filler", None, "drooping eyelid"), **BOTH_NOW),
    edge("a drooping lid an hour after toxin", after("botox", 60, "drooping eyelid"), **SOON),
    edge("a metallic taste alone", {"terms": ["metallic taste"]}, **DOCTOR),
    edge("the same an hour after toxin", after("botox", 60, "uneven smile since childhood"), refer="dentist"),
    edge("a smile that is suddenly uneven an hour after toxin", after("botox", 60, "sudden lopsided smile"),
         **AMBULANCE),
    edge("a face that was always uneven, noticed lately", {"terms": ["long-standing uneven face recently noticed"]},
         refer="dentist", decision="may-treat"),
    edge("a face that was always uneven, suddenly more so", {"terms": ["long-standing uneven face suddenly worse"]},
         refer=("emergency-services", "dentist"), urgency="emergency"),
    edge("pustules at the end of the second week", after("filler", 14 * DAY, "pustules"), **BLOCKED_PUSTULES),
    edge("pustules a minute later", after("filler", 14 * DAY + 1, "pustules"), refer="dermatology-special-interest"),
    edge("pustules, nobody knows when", after("filler", None, "pustules"), **BLOCKED_PUSTULES),
    edge("pustules after toxin", after("botox", DAY, "pustules"), refer="dermatology-special-interest"),
    *(
        edge(f"hives after filler with {other}", after("filler", 60, "hives", other), urgency="emergency",
             decision="do-not-treat", rule="call-999-anaphylaxis", source="Resuscitation")
        for other in ("low blood pressure", "confused", "fainted", "dizzy")
    ),
    *(
        edge(f"fever after toxin with {other}", after("botox", 40 * DAY, "fever", other), urgency="emergency",
             decision="do-not-treat", rule="call-999", source="NG253")
        for other in ("mottled skin", "mottled legs", "confused", "generalised weakness", "dizzy", "fainted")
    ),
    *(
        edge(f"a rash after filler with {other}", after("filler", 60, "rash", other), urgency="emergency",
             decision="do-not-treat", rule="call-999-anaphylaxis", source="Resuscitation")
        for other in ("low blood pressure", "confused", "fainted", "dizzy")
    ),
    edge("a rash and a faint, no treatment", {"terms": ["rash", "fainted"]}, urgency="soon", decision="hold",
         refer="gp"),
    *(
        edge(f"hives with {other}", {"terms": [f"hives and {other}"]}, **BOTH_DOCTORS)
        for other in ("confused", "fainted", "dizzy", "low blood pressure")
    ),
    edge("a little bruising at the end of the week", after("lip filler", 7 * DAY, "mild bruising"), decision="hold",
         **NOBODY),
    edge("a little bruising a minute later", after("lip filler", 7 * DAY + 1, "mild bruising"), **SOON),
    edge("a little bruising, nobody knows when", after("lip filler", None, "mild bruising"), **SOON),
    edge("a low pressure at the end of the day", after("filler", DAY, "BP 90/60"), **AMBULANCE),
    edge("a low pressure a minute later", after("filler", DAY + 1, "BP 90/60"), decision="may-treat", **NOBODY),
    edge("a low pressure after a peel", after("chemical peel", 60, "BP 90/60"), decision="may-treat", **NOBODY),
    edge("sight that went long ago", {"terms": ["history of sight going"]}, **DOCTOR),
    edge("hives at the end of the second hour after toxin", after("botox", 120, "hives"), urgency="urgent",
         decision="hold", refer=("complication-support", "gp")),
    edge("hives a minute later", after("botox", 121, "hives"), urgency="soon", decision="hold", refer="gp"),
    *(
        edge(f"fever at the end of the second week after {given}", after(given, 14 * DAY, "fever"), urgency="urgent",
             decision="hold", refer=("complication-support", "gp"))
        for given in ("botox", "hyaluronidase", "liposuction", "microneedling", "threads")
    ),
    edge("hoarse long after filler", {"terms": ["hoarse voice after filler 2 years ago"]}, **DOCTOR),
    edge("hoarse for years after filler", {"terms": ["hoarse voice for years after filler"]}, **DOCTOR),
    edge("a thread that shows", after("threads", 2 * DAY, "thread extrusion"), asks=("gp-told", "given-by"), **SOON),
    edge("fever a minute later", after("botox", 14 * DAY + 1, "fever"), **DOCTOR),
    edge("blanching beside an old scar of a laser", {"terms": ["blanching", "scarred after laser"]},
         needs="hyaluronidase", **OCCLUDED),
    edge("blanching told to come after a peel", {"terms": ["blanching after peel"]}, **SAME_DAY),
    edge("numb beside numbing cream", after("filler", 60, "numb lips", "numb from numbing cream"), **SOON),
    *(
        edge(f"permanent filler and {wish}", {"terms": ["permanent filler 9 years ago"], "wants": [wish, "facelift"]},
             decision="hold", refer=SURGEON)
        for wish in ("botox", "threads", "laser", "chemical peel", "radiofrequency", "microneedling")
    ),
    edge("17", {"age": 17}, decision="do-not-treat", **NOBODY),
    edge("18", {"age": 18}, decision="may-treat", **NOBODY),
    edge("toxin and a medicine that strengthens it", {"terms": ["gentamicin"], "wants": ["botox"]},
         refer="gp", decision="hold"),
    *(
        edge(f"{sign} after a peel", after("chemical peel", 60, sign), **SOON)
        for sign in ("swelling", "redness", "bruising", "numbness", "severe pain")
    ),
    *(
        edge(f"{device} with a pacemaker", {"terms": ["pacemaker"], "wants": [device]}, **DOCTOR)
        for device in ("microneedling", "laser", "radiofrequency")
    ),
    *(
        edge(f"{treatment} on a tan", {"terms": ["tan"], "wants": [treatment]}, decision="hold", **NOBODY)
        for treatment in ("chemical peel", "laser", "laser resurfacing", "radiofrequency")
    ),
    *(
        edge(f"{treatment} over a tattoo", {"terms": ["tattoo"], "wants": [treatment]}, decision="hold", **NOBODY)
        for treatment in ("laser", "laser resurfacing", "radiofrequency")
    ),
    edge("a peel beside a tattoo", {"terms": ["tattoo"], "wants": ["chemical peel"]}, decision="may-treat", **NOBODY),
    *(
        edge(f"{treatment} and an allergy to what numbs",
             {"terms": ["allergy to lidocaine"], "wants": [treatment]}, **DOCTOR)
        for treatment in ("threads", "laser", "laser resurfacing", "chemical peel", "radiofrequency", "lip filler")
    ),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), [pytest.param(*each[1:], id=each[0]) for each in CASES])
def test_the_answer_changes_where_it_should(
    registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]
) -> None:
    check(registry, case, expect)


def test_a_reason_names_everything_that_was_recognised(registry: PluginRegistry) -> None:
    found = answer(registry, {"age": 40, "terms": ["warfarin", "eliquis", "aspirin"]})
    assert [each.text.partition(":")[0] for each in found.reasons] == ["Antiplatelet medicine, Apixaban and Warfarin"]


@pytest.mark.parametrize("age", [15, 40])
def test_every_reason_that_bars_treatment_can_be_said_to_the_patient(registry: PluginRegistry, age: int) -> None:
    for concept in registry.vocabulary.concepts.values():
        for reason in answer(registry, {"age": age, "terms": [concept.label]}).reasons:
            assert reason.patient_text, (concept.code, reason.code)
