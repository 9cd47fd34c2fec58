"""Words as they are compared: one spelling for many, and where one part of a text ends and the next begins."""

from __future__ import annotations

import pytest

from matching.text import fold, singular, tokens


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("BOTOX", "botox"),
        ("Café", "cafe"),
        ("cafe\u0301", "cafe"),
        ("bo\u00adtox", "botox"),
        ("bo\u200btox", "botox"),
        ("ｂｏｔｏｘ", "botox"),
        ("crow's", "crow"),
        ("crow\u2019s", "crow"),
        ("crow\u02bcs", "crow"),
        ("can't", "cant"),
        ("can\u2019t", "cant"),
        ("can\u02bct", "cant"),
        ("&", "and"),
        ("+", "and"),
        ("haemorrhage", "hemorrhage"),
        ("oedema", "edema"),
        ("immunisation", "immunization"),
        ("analyse", "analyze"),
        ("colour", "color"),
        ("tumour", "tumor"),
        ("colours", "colors"),
        ("tumours", "tumors"),
        ("hour", "hour"),
        ("flour", "flour"),
        ("detours", "detors"),
        ("flours", "flours"),
        ("labour", "labor"),
        ("endeavour", "endeavor"),
    ],
)
def test_one_spelling_for_many(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("fillers", "filler"),
        ("allergies", "allergy"),
        ("ties", "tie"),
        ("abscess", "abscess"),
        ("abscesses", "abscess"),
        ("virus", "virus"),
        ("sepsis", "sepsis"),
        ("patches", "patch"),
        ("rashes", "rash"),
        ("boxes", "box"),
        ("headaches", "headache"),
        ("leeches", "leech"),
        ("bellyaches", "bellyache"),
        ("bodies", "body"),
        ("mattress", "mattress"),
        ("gas", "gas"),
        ("legs", "leg"),
        ("filler", "filler"),
    ],
)
def test_one_for_many(word: str, one: str) -> None:
    assert singular(word) == one


def said(text: str) -> str:
    """The words, with a stroke where one breaks off from the one before."""
    return " ".join(f"| {token.word}" if token.breaks else token.word for token in tokens(text))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("acne, rosacea", "acne | rosacea"),
        ("acne; rosacea: mole", "acne | rosacea | mole"),
        ("acne (mild)", "acne | mild"),
        ("acne - mild", "acne | mild"),
        ("non-healing", "non healing"),
        ("acne -> mole", "acne | mole"),
        ("acne/mole", "acne or mole"),
        ("not able to see", "unable to see"),
        ("no longer able to see", "unable to see"),
        ("isn't able to see", "unable to see"),
        ("acne, not able to see", "acne | unable to see"),
        ("not, able to see", "not | able to see"),
        ("no doubt, longer able to see", "no doubt | unable to see"),
        ("acne no wasnt able to see", "acne no unable to see"),
        ("throat longer able to see", "throat unable to see"),
        ("h/o acne", "h/o acne"),
        ("C/O acne", "c/o acne"),
        ("acne\nmole", "acne | mole"),
        ("acne & mole", "acne and mole"),
        (", acne", "acne"),
        ("CRT = 5", "crt 5"),
        ("temp: 38.5", "temp 38.5"),
        ("temp: 38.5, acne", "temp 38.5 | acne"),
        ("PMH: 5 pregnancies", "pmh | 5 pregnancies"),
        ("pain 9/10", "pain 9 10"),
        ("pain 3/10", "pain 3 | 10"),
        ("BP 120/80", "bp 120 | 80"),
        ("CRT > 3", "crt above 3"),
        ("CRT >= 3", "crt above 3"),
        ("CRT < 2", "crt under 2"),
        ("CRT \u2264 2", "crt under 2"),
        ("CRT over 3", "crt above 3"),
        ("rash over cheek", "rash over cheek"),
        ("O.C.D.", "ocd"),
        ("0.5 mg", "0.5 mg"),
        ("L lip, R eye, Lt arm, Rt leg", "left lip | right eye | left arm | right leg"),
        ("vitamin l, r", "vitamin l | r"),
        ("acne? No. lupus? yes", "acne | no | lupus | yes"),
        ("acne? lupus?", "acne lupus"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_where_a_part_of_a_text_ends(typed: str, read: str) -> None:
    assert said(typed) == read


def test_a_word_knows_where_it_stood() -> None:
    assert [("x, Lip's!"[each.start : each.end], each.key) for each in tokens("x, Lip's!")] == [
        ("x", "x"),
        ("Lip's", "lip"),
    ]


def test_who_is_not_able_is_unable_from_the_first_word_to_the_last() -> None:
    text = "acne, not able to see"
    assert [(text[each.start : each.end], each.key) for each in tokens(text)][1] == ("not able", "unable")


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("vision: lost", "lost"),
        ("vision :- lost", "lost"),
        ("acne? no", "no"),
        ("vision, lost", ""),
        ("acne? mole", ""),
    ],
)
def test_what_stands_behind_a_colon_or_a_question_is_an_answer(typed: str, answers: str) -> None:
    assert " ".join(token.word for token in tokens(typed) if token.is_answer) == answers


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("acne. mole, wart", "mole"),
        ("acne; mole", "mole"),
        ("acne\nmole", "mole"),
        ("acne, mole", ""),
        ("acne: mole", ""),
    ],
)
def test_where_a_sentence_begins(typed: str, first: str) -> None:
    assert " ".join(token.word for token in tokens(typed) if token.is_sentence) == first


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("3/52 ago", ["3", "weeks", "ago"]),
        ("for 2/12", ["for", "2", "months"]),
        ("10/7 post op", ["10", "days", "post", "op"]),
        ("BP 120/52", ["bp", "120", "52"]),
        ("BP 150/52 after a rest", ["bp", "150", "52", "after", "a", "rest"]),
        ("seen 3/12", ["seen", "3", "12"]),
        ("born 3/7/1980", ["born", "3", "7", "1980"]),
    ],
)
def test_a_time_as_doctors_write_it_is_a_time_and_a_date_or_pressure_is_not(typed: str, words: list[str]) -> None:
    assert [token.word for token in tokens(typed)] == words
