"""How phrases are found in a clause: side by side, apart, misspelt; and where a clause ends."""

from __future__ import annotations

import pytest

from matching import Concept
from matching.clauses import Phrasebook, clauses
from matching.text import tokens


def concept(code: str, *synonyms: str, kind: str = "sign", groups: tuple[str, ...] = ()) -> Concept:
    return Concept(code=code, label=code, kind=kind, synonyms=synonyms, groups=groups)  # type: ignore[arg-type]


BOOK = Phrasebook(
    [
        concept("jaw-pain", "jaw pain"),
        concept("gum-ache", "gum ache"),
        concept("lip-filler", "lip filler", kind="treatment"),
        concept("filler", "filler", kind="treatment"),
        concept("russian-lip-filler", "russian lip filler", kind="treatment"),
        concept("lump-after-filler", "lump after russian lip filler"),
        concept("blindness", "cannot see anything", groups=("acute", "red-flag")),
        concept("blocked", "mottled purple skin", groups=("occlusion-sign",)),
        concept("itching", "itching scalp surface"),
        concept("in-eye", "peel in eye", groups=("as-written",)),
        concept("at-ease", "no problems", groups=("all-clear",)),
        concept("worn", "problems"),
        concept("tongue-swelling", "tongue swelling", groups=("acute", "red-flag")),
        concept("swelling-after-botox", "swelling after botox"),
        concept("sore", "sore throat"),
        concept("eczema", "eczematous", kind="condition"),
    ]
)


def found(text: str) -> list[list[str]]:
    """The codes of each phrase that is found, in order."""
    (clause,) = clauses(tokens(text))
    return [[each.code for each in pick.concepts] for pick in BOOK.find(clause)[0]]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("vision: good", 1),
        ("vision: nil", 2),
        ("rash: good", 2),
        ("her vision: good", 2),
        ("vision good, lip white", 2),
        ("well but itchy", 2),
    ],
)
def test_an_answer_stays_with_the_sense_that_was_asked_about(text: str, parts: int) -> None:
    assert len(list(clauses(tokens(text)))) == parts


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("jaw pain", [["jaw-pain"]]),
        ("jawpain", [["jaw-pain"]]),
        ("gumache", [["gum-ache"]]),
        ("pain of the jaw", [["jaw-pain"]]),
        ("pain one two three four five jaw", [["jaw-pain"]]),
        ("pain one two three four five six seven jaw", []),
        ("pain one two three four five six jaw", [["jaw-pain"]]),
        ("pain and jaw", []),
        ("pain not in jaw", []),
        ("filler after her lip", [["filler"]]),
    ],
)
def test_words_side_by_side_or_apart(text: str, codes: list[list[str]]) -> None:
    assert found(text) == codes


def test_the_treatment_that_a_sign_came_after_is_the_longest_that_stands_there() -> None:
    assert found("lump after russian lip filler") == [["lump-after-filler"], ["russian-lip-filler"]]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("she has mottled pruple skin since filler", [["blocked"], ["filler"]]),
        ("itchng scalp sruface", [["itching"]]),
    ],
)
def test_a_slip_of_an_emergency_is_met_among_other_words(text: str, codes: list[list[str]]) -> None:
    assert found(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("peel in eye", [["in-eye"]]),
        ("peel in eye area", []),
        ("peel in eye today", [["in-eye"]]),
        ("no problems", [["at-ease"]]),
        ("no problems with", [["worn"]]),
        ("no problems today", [["at-ease"]]),
        ("sore throat area", [["sore"]]),
    ],
)
def test_what_stands_behind_a_phrase_may_make_it_another(text: str, codes: list[list[str]]) -> None:
    assert found(text) == codes


def test_an_emergency_is_not_cut_short_by_a_longer_complaint() -> None:
    assert ["tongue-swelling"] in found("tongue swelling after botox")
