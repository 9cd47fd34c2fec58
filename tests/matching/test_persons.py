"""Whose it is: a relative's history is not the patient's; a relative who needs help is the patient."""

from __future__ import annotations

import pytest

from matching.plugin_manager import PluginRegistry
from tests.matching.test_context import said


@pytest.mark.parametrize(
    "typed",
    [
        "mum says daughter can't see since filler",
        "husband just rang, wife cannot see since filler",
        "daughter says mum's face has dropped on one side",
        "mother reports her daughter collapsed",
        "my wife can't breathe after botox",
        "my partner has chest pain in your clinic now",
        "my mum's tongue is swelling after her filler",
        "wife has gone blind since filler",
        "sister had a stroke just now",
        "my wife had filler and has gone blind",
        "my husband is having a seizure",
        "colleague collapsed",
        "mum then later rang, daughter cannot see",
        "her mum has just rung, daughter cannot see",
        "mum has only just rung, daughter cannot see",
        "mum is ringing, daughter cannot see",
        "mum has this morning rung, daughter collapsed",
        "mum is on the phone, daughter collapsed",
        "mum on phone, daughter collapsed",
        "mum still on the line, daughter collapsed",
        "call from husband, wife has collapsed",
        "Mum rang. Daughter has collapsed",
        "wife doesn't respond",
        "wife has stopped breathing",
        "wife cannot see",
        "call from husband, wife not breathing",
        "phone call from mum: daughter can't breathe",
        "mother who has said daughter cannot see",
        "call from the patient's husband wife has chest pain",
    ],
)
def test_a_relative_who_needs_help_is_the_patient(registry: PluginRegistry, typed: str) -> None:
    acute = {code: what for code, what in said(registry, typed).items() if "acute" in groups(registry, code)}
    assert acute
    assert not [what for what in acute.values() if "family" in what]


def groups(registry: PluginRegistry, code: str) -> tuple[str, ...]:
    return tuple(registry.vocabulary.concepts[code].groups)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("mum rang, daughter has blurred vision since filler", ["visual-disturbance", "dermal-filler"]),
        ("mum rang, daughter can't see since filler", ["vision-loss", "dermal-filler"]),
        ("my wife has blurred vision after filler", ["visual-disturbance", "dermal-filler"]),
        ("my wife has swelling after filler", ["filler-swelling", "dermal-filler"]),
        ("mum rang. Sister has lupus", []),
        ("mum rang, sister has lupus", []),
        ("mum rang. Sister has a bruise", []),
    ],
)
def test_what_a_relative_shows_and_was_given_is_the_patient_s(
    registry: PluginRegistry, typed: str, codes: list[str]
) -> None:
    found = said(registry, typed)
    assert [code for code, words in found.items() if "family" not in words] == codes


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("sister had a stroke after botox", "stroke-signs"),
        ("her husband lost his sight after a stroke", "vision-loss"),
        ("her friend went blind after filler", "vision-loss"),
        ("mother has epilepsy now", "epilepsy"),
        ("mum takes warfarin", "warfarin"),
        ("takes aspirin and mum's melanoma", "suspicious-mole"),
        ("took time off for mum's cancer", "cancer"),
        ("taken off pill after mum's stroke", "stroke-signs"),
        ("sister had chest pain after filler and died", "chest-pain"),
        ("we know her sister had chest pain after filler", "chest-pain"),
        ("mother and father have lupus", "lupus"),
        ("melanoma in mother she reported", "suspicious-mole"),
        ("her sister has lupus, on the phone now", "lupus"),
        ("mum has diabetes, on the phone to GP", "diabetes"),
        ("husband can't see anything wrong", "vision-loss"),
        ("husband cannot see what is wrong with her nose", "vision-loss"),
        ("mum cannot see the asymmetry", "vision-loss"),
        ("son can't speak English", "stroke-signs"),
        ("FH mother cannot see", "vision-loss"),
        ("family history: mother cannot see", "vision-loss"),
        ("mother registered blind", "long-standing-blindness"),
        ("wife has chest pain", "chest-pain"),
        ("mum and nan also have lupus", "lupus"),
        ("twin sister also has lupus", "lupus"),
        ("mother has diabetes and phone broken", "diabetes"),
        ("mum with diabetes phoned", "diabetes"),
        ("melanoma in her late mother", "suspicious-mole"),
    ],
)
def test_what_a_relative_had_or_has_is_the_family_s(registry: PluginRegistry, typed: str, code: str) -> None:
    assert "family" in said(registry, typed)[code]


@pytest.mark.parametrize(
    "typed",
    [
        "daughter says mum takes warfarin",
        "husband says wife is on warfarin",
        "takes her mum's warfarin",
        "takes some of her mum's warfarin",
        "takes one of her mum's warfarin",
        "takes aspirin and her mum's warfarin",
        "taking HRT and sister's warfarin",
        "uses her husband's warfarin",
        "borrowed her friend's warfarin",
    ],
)
def test_a_medicine_that_the_patient_takes_is_hers_whosever_it_is(registry: PluginRegistry, typed: str) -> None:
    assert said(registry, typed)["warfarin"] == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("family history of stroke and diabetes", {"stroke-signs": "family", "diabetes": "family"}),
        (
            "family history of lupus, diabetes and stroke",
            {"lupus": "family", "diabetes": "family", "stroke-signs": "family"},
        ),
        ("FH: mum - lupus, dad - diabetes", {"lupus": "family", "diabetes": "family"}),
        ("FH of lupus and growing mole", {"lupus": "family", "suspicious-mole": ""}),
        ("family history of lupus, mole growing and acne", {"lupus": "family", "suspicious-mole": "", "acne": ""}),
        ("FH of lupus, acne", {"lupus": "family", "acne": ""}),
        ("family history of lupus and chest pain", {"lupus": "family", "chest-pain": ""}),
        ("FH of lupus, chest pain and collapse", {"lupus": "family", "chest-pain": "", "collapse": ""}),
        ("FH lupus and epileptic", {"lupus": "family", "epilepsy": ""}),
        ("FH: dad. Lupus", {"lupus": ""}),
        ("FH: nil, lupus", {"lupus": ""}),
        ("mother has lupus and acne", {"lupus": "family", "acne": ""}),
    ],
)
def test_a_family_history_goes_to_the_end_of_its_list(
    registry: PluginRegistry, typed: str, expected: dict[str, str]
) -> None:
    assert said(registry, typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "mother and patient both have lupus",
        "mother and patient have lupus",
        "patient and mother have lupus",
        "she and her mum have lupus",
        "she and her late mum have lupus",
        "mum also has lupus",
        "sister both have lupus",
        "mother so lupus",
    ],
)
def test_what_is_told_of_both_is_the_patient_s(registry: PluginRegistry, typed: str) -> None:
    assert said(registry, typed) == {"lupus": ""}
