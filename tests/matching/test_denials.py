"""What a denial reaches, and what is denied instead: a review, a treatment, a flare, and not what they are about."""

from __future__ import annotations

import pytest

from matching.plugin_manager import PluginRegistry
from tests.matching.test_context import said


@pytest.mark.parametrize(
    "typed",
    [
        "no hyaluronidase given for vascular occlusion",
        "no treatment given for vascular occlusion",
        "never seen a vascular occlusion before",
    ],
)
def test_an_occlusion_that_nobody_has_treated_is_there(registry: PluginRegistry, typed: str) -> None:
    assert said(registry, typed)["vascular-occlusion"] == ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("no reaction to methotrexate", "immunosuppressant"),
        ("no reaction to methotrexate or warfarin", "warfarin"),
        ("no issues with warfarin or aspirin", "antiplatelet"),
        ("denies problems with warfarin or aspirin", "antiplatelet"),
        ("denies problems with epilepsy or diabetes", "diabetes"),
        ("no treatment for lupus", "lupus"),
        ("not on treatment now for lupus", "lupus"),
        ("no she has lupus", "lupus"),
    ],
)
def test_in_a_list_of_what_gives_no_trouble_all_of_it_is_there(registry: PluginRegistry, typed: str, code: str) -> None:
    assert said(registry, typed)[code] == ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("denies ever having had a stroke", "stroke-signs"),
        ("denies ever having been on roaccutane", "isotretinoin"),
        ("denies ever having taken roaccutane", "isotretinoin"),
        ("denies that she takes warfarin", "warfarin"),
        ("denying she has lupus", "lupus"),
        ("no diabetes or epilepsy", "epilepsy"),
        ("no methotrexate or warfarin", "warfarin"),
    ],
)
def test_a_verb_of_what_is_denied_ends_no_denial(registry: PluginRegistry, typed: str, code: str) -> None:
    assert said(registry, typed)[code] == "not"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("no adrenaline given for anaphylaxis", "anaphylaxis"),
        ("not had 999 for vision loss", "vision-loss"),
        ("hasn't told me about blanching until now", "blanching"),
        ("not on medication for OCD", "ocd"),
        ("hasn't seen GP about OCD", "ocd"),
        ("never had help for BDD", "bdd"),
        ("no formal diagnosis of BDD", "bdd"),
        ("no recent OCD episodes", "ocd"),
        ("GP not seen changing mole", "suspicious-mole"),
        ("never had suspicious mole looked at", "suspicious-mole"),
        ("no follow up for melanoma", "suspicious-mole"),
        ("no known cause for lump", "undiagnosed-lump"),
        ("no GP review of heart disease", "heart-disease"),
        ("not on treatment for hypertension", "blood-pressure"),
        ("not taking her diabetes tablets", "diabetes-medicine"),
        ("hasn't had diabetes checked", "diabetes"),
        ("no lupus medication", "lupus"),
        ("no recent flare of lupus", "lupus"),
        ("no lupus flares for 3 years", "lupus"),
        ("never misses warfarin", "warfarin"),
        ("never without her warfarin", "warfarin"),
        ("didn't tell me about warfarin", "warfarin"),
        ("doesn't want to stop warfarin", "warfarin"),
        ("doesn't want to take warfarin", "warfarin"),
        ("no warfarin review", "warfarin"),
        ("no acne and lupus", "lupus"),
        ("no lupus until 2022", "lupus"),
        ("denies allergies except lidocaine", "known-allergy"),
        ("not been on warfarin until last month", "warfarin"),
        ("never had chest pain before but having it now", "chest-pain"),
        ("never pregnant before but is now", "pregnancy"),
        ("denies chest pain, blanching", "blanching"),
        ("no chest pain, tongue swelling and wheeze", "airway-swelling"),
        ("without acne and lupus", "lupus"),
        ("no problems with warfarin", "warfarin"),
        ("no concerns about her warfarin", "warfarin"),
        ("no issues with her acne", "acne"),
        ("no issues with lupus", "lupus"),
        ("no warfarin today", "warfarin"),
        ("no warfarin for 2 days", "warfarin"),
        ("no warfarin this week", "warfarin"),
        ("no warfarin since Friday", "warfarin"),
        ("no lupus since 2019", "lupus"),
        ("no lupus, diabetes", "diabetes"),
        ("no lupus, asthma. Diabetes", "diabetes"),
        ("no lupus, asthma, diabetic", "diabetes"),
        ("no lupus, diabetes, on warfarin", "diabetes"),
        ("no allergies, diabetes, lupus", "diabetes"),
        ("not pregnant, lupus, diabetes", "diabetes"),
        ("no pain, swelling, blanching", "blanching"),
        ("denies OCD but mum says diagnosed", "ocd"),
        ("denies OCD, husband says she was diagnosed", "ocd"),
        ("no cold sore on top lip, one on bottom lip", "cold-sore"),
        ("no cold sore today, had one last week", "cold-sore"),
        ("epilepsy no better", "epilepsy"),
        ("epilepsy, none of her family", "epilepsy"),
        ("lupus? no doctor has looked", "lupus"),
        ("OCD, no concerns", "ocd"),
        ("blanching resolved? No", "blanching"),
        ("warfarin stopped? no", "warfarin"),
        ("mole seen by GP? No", "mole"),
        ("stroke ruled out? No", "stroke-signs"),
        ("lip blanching checked, otherwise well", "blanching"),
        ("screened positive for BDD, otherwise healthy", "bdd"),
        ("epilepsy, known", "epilepsy"),
        ("denies stroke, has chest pain", "chest-pain"),
        ("denies lupus, on warfarin", "warfarin"),
        ("no history of stroke, slurred speech, collapsed", "collapse"),
        ("HIV negative, diabetes", "diabetes"),
        ("epilepsy no, diabetes, lupus", "lupus"),
        ("denies problems on warfarin", "warfarin"),
        ("denies problems on his warfarin", "warfarin"),
        ("denies bleeding on apixaban", "apixaban"),
        ("denies trouble from his apixaban", "apixaban"),
        ("denies any reaction to her methotrexate", "immunosuppressant"),
        ("denies depression currently on warfarin", "warfarin"),
        ("denies being pregnant on roaccutane", "isotretinoin"),
        ("never been unwell on apixaban", "apixaban"),
        ("denies symptoms on apixaban", "apixaban"),
        ("no further episodes on lamotrigine", "nerve-medicine"),
        ("no other pmh on apixaban", "apixaban"),
        ("denies bleeding or other symptoms on apixaban", "apixaban"),
        ("denies bleeding or problems on apixaban", "apixaban"),
        ("denies chest or arm pain on apixaban", "apixaban"),
        ("diabetes no currently on apixaban", "apixaban"),
        ("epilepsy no she is on apixaban", "apixaban"),
        ("allergies: nil on apixaban", "apixaban"),
        ("bleeding denied on warfarin", "warfarin"),
        ("no bleeding / on apixaban", "apixaban"),
        ("no diabetes/on apixaban", "apixaban"),
        ("denies fever on antibiotics", "antibiotic"),
        ("no infection on steroids", "oral-steroids"),
        ("denies nausea on chemotherapy", "chemotherapy"),
        ("denies bleeding, bruising or clots on apixaban", "apixaban"),
        ("denies epilepsy, diabetes or stroke on clopidogrel", "antiplatelet"),
        ("denies bleeding taking apixaban", "apixaban"),
        ("denies problems taking apixaban", "apixaban"),
        ("never been so breathless", "breathing-difficulty"),
        ("never been this short of breath", "breathing-difficulty"),
        ("never had chest pain like this", "chest-pain"),
        ("never had such a swollen tongue", "airway-swelling"),
        ("never had lips this white", "blanching"),
        ("never known pain like it", "unexplained-pain"),
        ("never had chest pain so bad", "chest-pain"),
        ("has never been more depressed", "depression"),
        ("pain nil blanching yes", "blanching"),
        ("pain no vision loss yes", "vision-loss"),
        ("diabetes no on apixaban", "apixaban"),
        ("not happy on sertraline", "mental-health-medicine"),
        ("denies lupus, breastfeeding", "pregnancy"),
    ],
)
def test_what_is_denied_of_a_thing_leaves_the_thing(registry: PluginRegistry, typed: str, code: str) -> None:
    found = {each.concept.code: each for each in registry.vocabulary.read(typed).found if each.concept.code == code}
    assert [each.is_present for each in found.values()] == [True], found


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("no lupus or diabetes", ["lupus", "diabetes"]),
        ("no known severe lupus", ["lupus"]),
        ("denies lupus and diabetes", ["lupus", "diabetes"]),
        ("no concerns about OCD", ["ocd"]),
        ("no problems with chest pain", ["chest-pain"]),
        ("does not suffer from lupus", ["lupus"]),
        ("not taking warfarin", ["warfarin"]),
        ("not taking any warfarin tablets", ["warfarin"]),
        ("no history of diabetes treatment", ["diabetes"]),
        ("no diabetes for him", ["diabetes"]),
        ("does not want rhinoplasty", ["rhinoplasty"]),
        ("no recent chest pain", ["chest-pain"]),
        ("no rhinoplasty treatment", ["rhinoplasty"]),
        ("denies chest pain, seizure, collapse", ["chest-pain", "seizure", "collapse"]),
        ("no h/o stroke/TIA/seizure", ["stroke-signs", "seizure"]),
        ("no chest pain/collapse", ["chest-pain", "collapse"]),
        ("allergies: NKDA", ["known-allergy"]),
        ("Allergies NKDA", ["known-allergy"]),
        ("allergies - none known", ["known-allergy"]),
        ("no BDD concerns", ["bdd"]),
        ("denies lupus, is now well", ["lupus"]),
        ("no lupus, diabetes, epilepsy", ["lupus", "diabetes", "epilepsy"]),
        ("no warfarin, isotretinoin, apixaban", ["warfarin", "isotretinoin", "apixaban"]),
        ("denies chest pain, collapse", ["chest-pain", "collapse"]),
        ("denies lupus, diabetes", ["lupus", "diabetes"]),
        ("nil lupus, diabetes, epilepsy", ["lupus", "diabetes", "epilepsy"]),
        ("no warfarin for 10 years", ["warfarin"]),
        ("no diabetes for 2 days", ["diabetes"]),
        ("no problems with acne", ["acne"]),
        ("epilepsy nil", ["epilepsy"]),
        ("pregnant N, epilepsy N", ["pregnancy", "epilepsy"]),
        ("Epilepsy? No. Lupus? None", ["epilepsy", "lupus"]),
        ("screened for OCD, no concerns", ["ocd"]),
        ("denies being on warfarin", ["warfarin"]),
        ("denies ever being on any apixaban", ["apixaban"]),
        ("never been on apixaban", ["apixaban"]),
        ("not currently on apixaban", ["apixaban"]),
        ("denies diabetes or being on warfarin", ["diabetes", "warfarin"]),
        ("denies problems or warfarin", ["warfarin"]),
        ("denies history of warfarin", ["warfarin"]),
        ("denies problems or being on warfarin", ["warfarin"]),
        ("denies history of taking warfarin", ["warfarin"]),
        ("denies bleeding, diabetes or being on warfarin", ["diabetes", "warfarin"]),
        ("never had chest pain so far", ["chest-pain"]),
        ("never had epilepsy so can have laser", ["epilepsy"]),
        ("never had lip filler before", ["lip-filler"]),
        ("never had this lip filler", ["lip-filler"]),
        ("pain no blanching yes swelling no", ["unexplained-pain", "treatment-swelling"]),
        ("not on cocaine", ["recreational-drugs"]),
        ("no stroke/TIA", ["stroke-signs"]),
        ("denies being allergic to aspirin", ["product-allergy"]),
        ("denies OCD, mum agrees", ["ocd"]),
    ],
)
def test_what_is_named_right_behind_a_denial_is_denied(registry: PluginRegistry, typed: str, codes: list[str]) -> None:
    found = {each.concept.code: each.is_negated for each in registry.vocabulary.read(typed).found}
    assert {code: found.get(code) for code in codes} == dict.fromkeys(codes, True)


def test_a_family_heading_is_over_the_whole_list(registry: PluginRegistry) -> None:
    assert said(registry, "FHx: diabetes, stroke, lupus") == dict.fromkeys(
        ("diabetes", "stroke-signs", "lupus"), "family"
    )


@pytest.mark.parametrize(
    ("typed", "is_denied"),
    [
        *(
            ("NKDA except lidocaine", True),
            ("no allergies except lidocaine", True),
            ("no allergies but lidocaine", True),
        ),
        *(("no allergies apart from latex", True), ("no known allergies other than to hyaluronidase", True)),
        *(("no allergies, just lidocaine", True), ("no allergies but wants filler", False), ("no allergies", False)),
        ("fit and well apart from hay fever", False),
        ("fit and well, but acne", False),
    ],
)
def test_all_clear_is_not_all_clear_where_something_is_left_out(
    registry: PluginRegistry, typed: str, is_denied: bool
) -> None:
    found = {each.concept.code: each.is_negated for each in registry.vocabulary.read(typed).found}
    assert found["healthy"] is is_denied


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("not very severe rosacea", {"rosacea": ""}),
        ("not really severe lupus", {"lupus": ""}),
        ("never chest pain as bad as this", {"chest-pain": "severe"}),
        ("never had a headache as bad as this", {"general-concern": "severe"}),
        ("never had chest pain worse than this", {"chest-pain": ""}),
        ("never had chest pain worse than usual", {"chest-pain": "not"}),
        ("never had a migraine worse", {"nerve-or-muscle-disease": "not"}),
        ("never had a seizure like this before", {"seizure": ""}),
        ("never so breathless before", {"breathing-difficulty": ""}),
        ("never breathless so", {"breathing-difficulty": "not"}),
        ("like this never chest pain", {"chest-pain": "not"}),
        ("never had filler as well as botox", {"dermal-filler": "not", "botulinum-toxin": ""}),
        ("no acne as yet", {"acne": "not"}),
        ("no lupus is now diabetic", {"lupus": "not", "diabetes": ""}),
        ("denies lupus was diabetic", {"lupus": "not", "diabetes": "not"}),
        ("no history is diabetic", {"diabetes": "not"}),
        ("diabetes no on warfarin", {"diabetes": "", "warfarin": ""}),
        ("pain nil yes", {"unexplained-pain": "not"}),
    ],
)
def test_what_compares_and_what_begins_anew_is_no_denial(
    registry: PluginRegistry, typed: str, expected: dict[str, str]
) -> None:
    assert said(registry, typed) == expected
