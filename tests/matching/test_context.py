"""What the words around a concept make of it: each row a thing that somebody may type, and all that is said of it."""

from __future__ import annotations

import pytest

from matching.plugin_manager import PluginRegistry


def said(registry: PluginRegistry, typed: str) -> dict[str, str]:
    """By concept: "" when it is so of this patient now, or "not", "past", "family", and its qualifiers in order."""
    found = {}
    for each in registry.vocabulary.read(typed).found:
        marks = {"not": each.is_negated, "past": each.is_past, "family": each.is_family}
        found[each.concept.code] = " ".join(
            [*(name for name, is_so in marks.items() if is_so), *sorted(each.qualifiers)]
        )
    return {code: words for code, words in found.items() if code != "everyday-life"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("sudden jaw pain and toothache", {"jaw-pain": "sudden", "toothache": ""}),
        ("toothache and sudden jaw pain", {"toothache": "", "jaw-pain": "sudden"}),
        ("jaw pain and severe rosacea and toothache", {"jaw-pain": "", "rosacea": "severe", "toothache": ""}),
        ("rosacea that isn't severe", {"rosacea": ""}),
        ("non-severe rosacea", {"rosacea": ""}),
        ("rosacea, not sudden", {"rosacea": ""}),
        ("rosacea, severe, sudden", {"rosacea": "severe sudden"}),
        ("non-severe allergic reaction", {"allergic-reaction": ""}),
        ("uneven smile, left side, sudden", {"facial-asymmetry": "sudden"}),
        ("rosacea, on the cheeks, not itchy, severe", {"rosacea": "", "allergic-reaction": "not severe"}),
        ("new patient with facial asymmetry", {"facial-asymmetry": ""}),
        ("new facial asymmetry in a patient", {"facial-asymmetry": "recent"}),
        ("not severe allergic reaction", {"allergic-reaction": ""}),
        ("rosacea, not new", {"rosacea": ""}),
        ("acne, recent, lifelong", {"acne": "long-standing recent"}),
        ("new client with facial asymmetry", {"facial-asymmetry": ""}),
        ("new facial asymmetry", {"facial-asymmetry": "recent"}),
        ("recent client, rosacea", {"rosacea": ""}),
        ("new lady with facial asymmetry", {"facial-asymmetry": ""}),
        ("recent gentleman with facial asymmetry", {"facial-asymmetry": ""}),
        ("new rosacea patient", {"rosacea": "recent"}),
        ("rosacea in new lady", {"rosacea": ""}),
        ("rosacea for a day", {"rosacea": "recent"}),
        ("rosacea for a year", {"rosacea": "long-standing"}),
    ],
)
def test_how_much_and_how_sudden_belongs_to_what_it_stands_beside(
    registry: PluginRegistry, typed: str, expected: dict[str, str]
) -> None:
    assert said(registry, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("wants rhinoplasty", {"rhinoplasty": "wish"}),
        ("doesn't want rhinoplasty", {"rhinoplasty": "not"}),
        ("does not want rhinoplasty", {"rhinoplasty": "not"}),
        ("don't want botox", {"botulinum-toxin": "not"}),
        ("not considering rhinoplasty", {"rhinoplasty": "not"}),
        ("no wish for rhinoplasty", {"rhinoplasty": "not"}),
        ("didn't want botox", {"botulinum-toxin": "not"}),
    ],
)
def test_what_is_wished_for_is_marked_unless_it_is_not(
    registry: PluginRegistry, typed: str, expected: dict[str, str]
) -> None:
    assert said(registry, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lupus and a stroke 5 years ago", {"lupus": "", "stroke-signs": "past remote"}),
        ("5 years ago a stroke and warfarin", {"stroke-signs": "past remote", "warfarin": ""}),
        ("stroke in 2015 chest pain 5 years ago", {"stroke-signs": "", "chest-pain": "past remote"}),
        ("started botox 1 year ago", {"botulinum-toxin": ""}),
        ("chest pain years ago", {"chest-pain": "past remote"}),
        ("years ago chest pain", {"chest-pain": "past remote"}),
        ("chest pain long ago", {"chest-pain": "past remote"}),
        ("chest pain last year", {"chest-pain": "past lately"}),
        ("chest pain last week", {"chest-pain": "recent"}),
        ("last month chest pain", {"chest-pain": "past lately"}),
        ("previous chest pain and collapse", {"chest-pain": "past", "collapse": ""}),
        ("previous collapse seizure", {"collapse": "past", "seizure": ""}),
        ("history of stroke and rosacea", {"stroke-signs": "past", "rosacea": ""}),
        ("history of stroke following filler", {"stroke-signs": "past after", "dermal-filler": ""}),
        ("used to have acne", {"acne": "past"}),
        ("childhood asthma", {"other-long-term-condition": "past"}),
        ("acne for 10 years", {"acne": "long-standing"}),
        ("facial asymmetry for 3 days", {"facial-asymmetry": "recent"}),
        ("facial droop 5 days after botox", {"facial-droop": "after later", "botulinum-toxin": "later"}),
        ("facial droop an hour after botox", {"facial-droop": "after", "botulinum-toxin": ""}),
        ("previous chest pain or collapse", {"chest-pain": "past", "collapse": "past"}),
        ("previous chest pain or collapse or seizure", {"chest-pain": "past", "collapse": "past", "seizure": "past"}),
        ("previous chest pain after filler", {"chest-pain": "past after", "dermal-filler": ""}),
        ("previous chest pain now collapse", {"chest-pain": "past", "collapse": ""}),
        ("previous chest pain with lupus", {"chest-pain": "past", "lupus": ""}),
        ("previously well with chest pain", {"chest-pain": ""}),
        ("previously okay and chest pain", {"chest-pain": ""}),
        ("rosacea after previous chest pain", {"rosacea": "", "chest-pain": "past"}),
        (
            "heart attack with chest pain 5 years ago",
            {"heart-disease": "", "heart-attack": "", "chest-pain": "past remote"},
        ),
        ("chest pain before the lupus 5 years ago", {"chest-pain": "", "lupus": "remote"}),
        ("chest pain in 2015 collapse 5 years ago", {"chest-pain": "", "collapse": "past remote"}),
        ("diagnosed lupus 1 year ago", {"lupus": ""}),
        ("acne then melasma 5 years ago", {"acne": "", "melasma": "past remote"}),
        ("melasma for 29 days", {"melasma": "recent"}),
        ("melasma for 1 month", {"melasma": ""}),
        ("last year chest pain", {"chest-pain": "past lately"}),
        ("melasma since 2015 chest pain 5 years ago", {"melasma": "", "chest-pain": ""}),
        ("chest pain this week", {"chest-pain": ""}),
        ("chest pain last", {"chest-pain": ""}),
    ],
)
def test_a_time_belongs_to_what_was_named_last(registry: PluginRegistry, typed: str, expected: dict[str, str]) -> None:
    assert said(registry, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("no chest pain after botox", {"chest-pain": "not after", "botulinum-toxin": ""}),
        ("denies chest pain has rosacea", {"chest-pain": "not", "rosacea": ""}),
        ("denies she is diabetic", {"diabetes": "not"}),
        ("without acne and has rosacea", {"acne": "not", "rosacea": ""}),
        ("denies acne and takes warfarin", {"acne": "not", "warfarin": ""}),
        ("denies acne and now rosacea", {"acne": "not", "rosacea": ""}),
        ("denies acne and rosacea", {"acne": "not", "rosacea": "not"}),
        ("no acne and rosacea", {"acne": "not", "rosacea": ""}),
        ("without acne and rosacea", {"acne": "not", "rosacea": ""}),
        ("lupus ruled out", {"lupus": "not"}),
        ("lupus cannot be ruled out", {"lupus": ""}),
        ("lupus can't be excluded", {"lupus": ""}),
        ("lupus isn't ruled out", {"lupus": ""}),
        ("lupus never ruled out", {"lupus": ""}),
        ("lupus hasn't been excluded", {"lupus": ""}),
        ("lupus to be ruled out", {"lupus": ""}),
        ("lupus not yet excluded", {"lupus": ""}),
        ("lupus yet to be excluded", {"lupus": ""}),
        ("can lupus ever be ruled out", {"lupus": ""}),
        ("lupus cannot ever ruled out", {"lupus": "not"}),
        ("lupus has now been ruled out", {"lupus": "not"}),
        ("lupus not ruled out", {"lupus": ""}),
        ("acne and lupus ruled out", {"acne": "", "lupus": "not"}),
        ("lupus and acne excluded", {"lupus": "", "acne": "not"}),
        ("lupus and stroke ruled out", {"lupus": "", "stroke-signs": "not"}),
        ("no severe pain", {"severe-pain": "not"}),
        ("no sudden chest pain", {"chest-pain": "not sudden"}),
        ("not suspected melanoma", {"suspicious-mole": "not"}),
        ("denies chest pain, was diabetic", {"chest-pain": "not", "diabetes": ""}),
        ("no chest pain from lupus", {"chest-pain": "not", "lupus": ""}),
        ("denies acne has takes warfarin", {"acne": "not", "warfarin": ""}),
        ("denies acne and is diabetic", {"acne": "not", "diabetes": ""}),
        ("denies she was diabetic", {"diabetes": "not"}),
        ("denies acne and", {"acne": "not"}),
        ("lupus has not been excluded", {"lupus": ""}),
        ("lupus has not so far at any time been excluded", {"lupus": ""}),
        ("acne not improving, lupus excluded", {"acne": "", "lupus": "not"}),
        ("denies having acne", {"acne": "not"}),
        ("denies acne now and rosacea", {"acne": "not", "rosacea": "not"}),
        ("denies acne and rosacea has lupus", {"acne": "not", "rosacea": "not", "lupus": ""}),
    ],
)
def test_what_is_not_excluded_may_still_be_so(registry: PluginRegistry, typed: str, expected: dict[str, str]) -> None:
    assert said(registry, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("family history of acne and rosacea", {"acne": "family", "rosacea": "family"}),
        ("family history of melanoma has rosacea", {"suspicious-mole": "family", "rosacea": ""}),
        ("mother has melanoma and acne", {"suspicious-mole": "family", "acne": ""}),
        ("melanoma in mother", {"suspicious-mole": "family"}),
        ("acne and melanoma in her mother", {"acne": "", "suspicious-mole": "family"}),
        ("rosacea with melanoma in her late mother", {"rosacea": "", "suspicious-mole": "family"}),
        ("mother's melanoma", {"suspicious-mole": "family"}),
        ("sister noticed a mole", {"mole": ""}),
        ("mole in a photo her sister noticed", {"mole": ""}),
        ("melanoma in photo of her mother", {"suspicious-mole": ""}),
        ("mole in photo her sister noticed", {"mole": ""}),
        ("melanoma in her worried mother", {"suspicious-mole": "family"}),
        ("melanoma in mother she reported", {"suspicious-mole": "family"}),
    ],
)
def test_what_a_relative_has_and_what_a_relative_saw_are_two_things(
    registry: PluginRegistry, typed: str, expected: dict[str, str]
) -> None:
    assert said(registry, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("mum has lupus and so does she", {"lupus": ""}),
        ("father had lupus, she does too", {"lupus": ""}),
        ("lupus runs in the family and she has it too", {"lupus": ""}),
        ("mum has lupus and she does not", {"lupus": "family"}),
        ("sister went blind", {"vision-loss": "family"}),
        ("husband lost his sight after a stroke", {"vision-loss": "family", "stroke-signs": "family"}),
        ("daughter drove her after a stroke", {"stroke-signs": ""}),
        ("surgery 5 years ago and again last month", {"recent-surgery": "remote"}),
        ("cancer 10 years ago, back now", {"cancer": "remote"}),
        ("previous cancer, now back", {"cancer": ""}),
        ("previous cancer, came back", {"cancer": ""}),
        ("knee surgery in 2010", {"recent-surgery": "past remote"}),
        ("surgery 2024", {"recent-surgery": "past remote"}),
        ("surgery in 2025", {"recent-surgery": ""}),
        ("chest pain in 2025", {"chest-pain": "past lately"}),
        ("surgery, since 2010", {"recent-surgery": ""}),
        ("on isotretinoin since 2012", {"isotretinoin": ""}),
        ("both she and her mum have lupus", {"lupus": ""}),
        ("she and her mum have lupus", {"lupus": ""}),
        ("mother and patient both have lupus", {"lupus": ""}),
        ("mother and father have lupus", {"lupus": "family"}),
        ("mum has lupus and takes warfarin", {"lupus": "family", "warfarin": "family"}),
        ("mum has lupus and patient takes warfarin", {"lupus": "family", "warfarin": ""}),
        ("surgery on her back 5 years ago", {"recent-surgery": "past remote"}),
        ("chest pain 5 years ago, back to work", {"chest-pain": "past remote"}),
    ],
)
def test_what_is_so_again_or_of_the_patient_too_is_so(
    registry: PluginRegistry, typed: str, expected: dict[str, str]
) -> None:
    assert said(registry, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dizzy after filler", {"circulation-signs": "after", "dermal-filler": ""}),
        (
            "dizzy and uneven smile since her botox",
            {"circulation-signs": "after", "facial-asymmetry": "after", "botulinum-toxin": ""},
        ),
        ("after filler she is dizzy", {"circulation-signs": "after", "dermal-filler": ""}),
        ("dizzy, had filler", {"circulation-signs": "", "dermal-filler": ""}),
        ("dizzy after a cold, wants filler", {"circulation-signs": "", "dermal-filler": "wish"}),
        ("filler after dizzy", {"circulation-signs": "", "dermal-filler": ""}),
    ],
)
def test_what_came_after_a_treatment_is_told_apart_from_what_stands_beside_one(
    registry: PluginRegistry, typed: str, expected: dict[str, str]
) -> None:
    found = said(registry, typed)
    assert {code: found.get(code) for code in expected} == expected


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("mole not bleeding but growing", {"suspicious-mole"}),
        ("mole, not bleeding, growing", {"suspicious-mole"}),
        ("mole, bleeding", {"suspicious-mole"}),
        ("no mole, growing", set()),
        ("jaw pain, rosacea", {"jaw-pain", "rosacea"}),
    ],
)
def test_a_part_of_a_text_speaks_of_what_was_named_before_it(
    registry: PluginRegistry, typed: str, codes: set[str]
) -> None:
    assert {code for code, words in said(registry, typed).items() if words != "not"} == codes


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("no seizures since March", {"seizure": "past lately"}),
        ("no chest pain since Sunday", {"chest-pain": "past lately"}),
        ("no seizures since treatment", {"seizure": "not"}),
        ("had a TIA in March", {"stroke-signs": "past lately"}),
        ("TIA march", {"stroke-signs": ""}),
        ("similar to the TIA in 2015", {"stroke-signs": ""}),
        ("TIA in March", {"stroke-signs": ""}),
        ("lupus in March", {"lupus": ""}),
        ("seizure last year and another just now", {"seizure": "lately"}),
        ("seizure last month, another one now", {"seizure": "lately"}),
        ("chest pain last year and more this morning", {"chest-pain": "lately recent"}),
        ("seizure last month and another in bed", {"seizure": "past lately"}),
    ],
)
def test_when_it_was_and_whether_it_is_back(registry: PluginRegistry, typed: str, expected: dict[str, str]) -> None:
    assert said(registry, typed) == expected
