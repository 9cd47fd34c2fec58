"""Where a word more or less changes what is said of whom: each row is one that a changed rule of reading turns."""

from __future__ import annotations

import pytest

from matching.plugin_manager import PluginRegistry
from tests.matching.test_context import said


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("no fh of lupus", {"lupus": "not family"}),
        ("fh of lupus after pregnancy", {"lupus": "family", "pregnancy": ""}),
        ("fh has lupus", {"lupus": "family"}),
        ("mum has lupus has acne", {"lupus": "family", "acne": ""}),
        ("mum has lupus and has acne", {"lupus": "family", "acne": "family"}),
        ("mum has diabetes and now acne", {"diabetes": "family", "acne": ""}),
        ("lupus in mum and patient", {"lupus": "family"}),
        ("mum and she both have lupus", {"lupus": ""}),
        ("mum and also nan has diabetes", {"diabetes": "family"}),
        ("mum also has diabetes", {"diabetes": ""}),
        ("sister has had a stroke after filler", {"stroke-signs": "after", "dermal-filler": ""}),
        ("wife had chest pain after filler", {"chest-pain": "family after", "dermal-filler": "family"}),
        ("aunty rosacea", {"rosacea": "family"}),
        ("stepmother pacemaker, surgery", {"implanted-device": "family", "recent-surgery": ""}),
        ("husband depression and warfarin", {"depression": "family", "warfarin": ""}),
        ("mum and dad who have lupus", {"lupus": ""}),
        ("husband aspirin rash botox", {"antiplatelet": "family", "allergic-reaction": "", "botulinum-toxin": ""}),
        ("hyaluronidase of aunty rosacea", {"hyaluronidase": "", "rosacea": "family"}),
        ("stepmother pacemaker no longer surgery", {"implanted-device": "family", "recent-surgery": "family"}),
        ("lupus in mum seen", {"lupus": ""}),
        ("mum rang, daughter has a mole", {"mole": ""}),
        ("husband called, wife has acne", {"acne": "family"}),
        ("husband on my phone chest pain", {"chest-pain": ""}),
        ("husband on warfarin by phone", {"warfarin": "family"}),
    ],
)
def test_whose_it_is_ends_where_somebody_else_is_told_of(
    registry: PluginRegistry, typed: str, expected: dict[str, str]
) -> None:
    assert said(registry, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ruled out lupus", {"lupus": ""}),
        ("lupus and now ruled out", {"lupus": ""}),
        ("lupus and acne excluded", {"lupus": "", "acne": "not"}),
        ("wound not healing no chest pain", {"suspicious-lesion": "", "chest-pain": "not"}),
        (
            "no chest pain or fever since Monday or rash",
            {"chest-pain": "past lately", "fever": "not", "allergic-reaction": ""},
        ),
        ("no fever since yesterday or rash", {"fever": "not recent", "allergic-reaction": "recent"}),
        ("no longer on warfarin", {"warfarin": ""}),
        ("no longer pregnant", {"pregnancy": ""}),
        ("no worry about warfarin", {"warfarin": ""}),
        ("no worries about diabetes", {"diabetes": "not"}),
        ("never felt worse", {}),
        ("never seen such swelling", {"treatment-swelling": ""}),
        ("no lupus is diabetic", {"lupus": "not", "diabetes": ""}),
        ("lupus no epilepsy yes", {"lupus": "not", "epilepsy": ""}),
        ("NKA except penicillin", {"healthy": "not", "antibiotic": ""}),
        ("healthy except lip filler", {"healthy": "not", "lip-filler": ""}),
        ("denies OCD, has been diagnosed", {"ocd": "not"}),
        ("not numb is", {"numbness": "not"}),
        ("not healing havent swelling", {"treatment-swelling": "not"}),
        ("cold sore except", {"cold-sore": ""}),
    ],
)
def test_a_denial_ends_where_something_is_said_to_be_so(
    registry: PluginRegistry, typed: str, expected: dict[str, str]
) -> None:
    assert said(registry, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("previously MI yesterday", "recent remote"),
        ("hx of MI today", "recent remote"),
        ("history of anaphylaxis today", "past recent"),
        ("previously nosebleed today", "past recent"),
        ("was told in March of lupus", ""),
        ("on warfarin now since stroke 2015", ""),
        ("in 2015 today penicillin allergy", "recent"),
        ("recent bruising after zorble filler", "recent"),
        ("bruising after very big filler", "after"),
    ],
)
def test_when_it_was_keeps_all_that_is_said_of_it(registry: PluginRegistry, typed: str, expected: str) -> None:
    named = {"MI": "heart-attack", "anaphylaxis": "anaphylaxis", "nosebleed": "unexplained-bleeding", "lupus": "lupus"}
    named |= {"allergy": "known-allergy", "stroke": "stroke-signs", "bruising": "bruising"}
    (code,) = (code for word, code in named.items() if word in typed.split())
    assert said(registry, typed)[code] == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("toot habscess", {"active-infection": "", "dental-abscess": ""}),
        ("abscess", {"post-treatment-infection": ""}),
        ("lip filler lip", {"lip-filler": ""}),
        ("allergy botox hyaluronidase", {"hyaluronidase-allergy": "", "botulinum-toxin": ""}),
        ("botox x", {"botulinum-toxin": "wish"}),
        ("cannot acne cystic", {"severe-acne": ""}),
        ("seizure history of", {"epilepsy": ""}),
        ("peel face", {"chemical-peel": "wish"}),
        ("swelling lip white acne", {"treatment-swelling": "", "blanching": "", "acne": ""}),
        ("blood colt and", {"clot": ""}),
        ("unmb lip denies", {"numbness": ""}),
        ("cnnot see after", {"vision-loss": ""}),
        ("peel after issue", {"chemical-peel": ""}),
        ("storke", {"stroke-signs": ""}),
        ("pacemaer", {"implanted-device": ""}),
        ("roaccutaen", {"isotretinoin": ""}),
        ("fiance pacemaer", {"implanted-device": "family"}),
        ("seizure leaflet", {"seizure": ""}),
        ("after filler swelling HIV", {"filler-swelling": "", "dermal-filler": "", "blood-borne-virus": ""}),
        ("heart attack i post patient he has it too now", {"heart-attack": "", "heart-disease": ""}),
        ("allergies", {"known-allergy": ""}),
        ("headaches", {"general-concern": ""}),
        ("hepatiits", {"liver-disease": ""}),
    ],
)
def test_a_phrase_is_found_by_all_its_words(registry: PluginRegistry, typed: str, expected: dict[str, str]) -> None:
    reading = registry.vocabulary.read(typed)
    assert (said(registry, typed), reading.unrecognised) == (expected, ())


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("consent", ("consent",)),
        ("chet pain", ("chet",)),
        ("shx 2019 gray asthma", ("shx", "gray")),
        ("sign codl sore", ("codl",)),
        ("x since laser", ("x since laser",)),
        ("n rash", ()),
        ("& fever", ()),
        ("sore aunties", ()),
        ("lump mg", ("mg",)),
        ("OD lump", ("OD",)),
        ("3/52 cancer OD", ()),
        ("OD 3 asthma", ()),
        ("diabetse", ("diabetse",)),
        ("epnicillin", ("epnicillin",)),
        (".. nor", (".. nor",)),
        ("years / i", ("years / i",)),
        ("no for", ("no for",)),
        ("never so", ("never so",)),
    ],
)
def test_what_is_left_over_is_said_and_nothing_else(
    registry: PluginRegistry, typed: str, left: tuple[str, ...]
) -> None:
    assert registry.vocabulary.read(typed).unrecognised == left


def test_words_that_are_spelt_alike_are_asked_about_as_they_were_typed(registry: PluginRegistry) -> None:
    (question,) = registry.vocabulary.read("diabetse").questions
    assert question.text == "“diabetse” could be diabetee or dianette: which one is meant?"
    (question,) = registry.vocabulary.read("brising").questions
    assert question.text.startswith("“brising” could be ")


@pytest.mark.parametrize(
    "typed", ["wasn't able to see", "isn't able to see", "no longer able to see", "not able to see"]
)
def test_who_is_not_able_to_see_has_lost_sight(registry: PluginRegistry, typed: str) -> None:
    assert said(registry, typed) == {"vision-loss": ""}


@pytest.mark.parametrize("typed", ["vision normal but not left", "vision normal, not the left"])
def test_an_all_clear_that_leaves_a_side_out_is_none(registry: PluginRegistry, typed: str) -> None:
    assert registry.vocabulary.read(typed).unrecognised


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("chest apin and rash", "chest-pain"),
        ("numness", "numbness"),
        ("heart attack never having it now", "heart-attack"),
    ],
)
def test_a_slip_is_told_where_it_can_only_be_one_thing(registry: PluginRegistry, typed: str, code: str) -> None:
    assert said(registry, typed)[code] == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("acne except / but", {"acne": ""}),
        ("since sore in 2015", {"unexplained-pain": ""}),
        ("husband mum cold sore", {"cold-sore": "family"}),
        ("email f/h swelling", {"treatment-swelling": "family"}),
        ("email says mum has melanoma", {"suspicious-mole": "family"}),
        ("call to mum chest pain", {"chest-pain": ""}),
        ("never lupus on pacemaker", {"lupus": "not", "implanted-device": ""}),
        ("tooth abscess as a child lip white fifteen no fh of", {"dental-abscess": "", "blanching": ""}),
        ("denies ra issue is lump", {"rheumatoid-arthritis": "not", "undiagnosed-lump": ""}),
        ("no tonight warfarin", {"warfarin": "not recent"}),
        ("not heart attack since 5 wishes", {"heart-attack": "past lately wish", "heart-disease": "past lately wish"}),
        ("nor keloid since March", {"keloid": ""}),
        ("in eye", {"in-eye": ""}),
        ("another in eye", {"in-eye": ""}),
        ("for 3 days nor warfarin", {"warfarin": "not recent"}),
        ("since risks discussed abscess", {"post-treatment-infection": "not"}),
        ("resumed and headache in my teens", {"general-concern": "past remote"}),
        ("maternal pain patient +", {"unexplained-pain": "family"}),
        ("pmh acne since white", {"acne": "", "skin-colour-change": ""}),
        ("2 : weeks later heart attack", {"heart-attack": "", "heart-disease": ""}),
        ("allergy ) nil", {"known-allergy": "not"}),
        ("had in June allergy last month", {"known-allergy": "recent"}),
        ("relatives BDD husband since March mentioned", {"bdd": "family"}),
        ("history of + TIA.", {"stroke-signs": ""}),
        ("mum on after pacemaker", {"implanted-device": ""}),
        ("stroke watch out for surgery", {"stroke-signs": "", "recent-surgery": ""}),
        ("nor on risk fever", {"fever": ""}),
        ("without over aspirin", {"antiplatelet": "not"}),
        ("never acne this", {"acne": "not"}),
        ("swelilng filler after", {"filler-swelling": ""}),
        ("he husband + stroke in family", {"stroke-signs": "family"}),
        ("till husband", {}),
        ("& self ahrm", {"self-harm": ""}),
        ("no stroke ( lf harm one at", {"stroke-signs": "not"}),
        ("she has so and stepdad acne", {"acne": "family"}),
        ("non insulin last 3/52 morning", {"diabetes-medicine": ""}),
        ("sister cannot see runs the", {"vision-loss": ""}),
        ("husband is & BDD.", {"bdd": ""}),
        ("in rosacea husband", {"rosacea": "family"}),
    ],
)
def test_in_doubt_it_is_the_patients_and_it_is_now(
    registry: PluginRegistry, typed: str, expected: dict[str, str]
) -> None:
    assert said(registry, typed) == expected


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("bd", ("bd",)),
        ("pani chest apin", ("apin",)),
        ("over 2", ("over 2",)),
        ("pele worsening but; botox", ("pele",)),
        ("after 2 worried peel", ()),
        ("hasnt seizure / except", ("hasnt seizure / ",)),
    ],
)
def test_what_follows_a_slip_is_not_said_twice(registry: PluginRegistry, typed: str, left: tuple[str, ...]) -> None:
    assert registry.vocabulary.read(typed).unrecognised == left


def test_initials_that_could_be_two_things_are_asked_about_as_they_were_typed(registry: PluginRegistry) -> None:
    (question,) = registry.vocabulary.read("bd").questions
    assert "“bd”" in question.text
