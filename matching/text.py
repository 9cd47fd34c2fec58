"""Typed words as the engine compares them: folded, without plurals and accents, each knowing where it stood."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_INITIALS = r"\b[^\W\d_](?:\.[^\W\d_]\b)+"
"""``O.C.D``: one word. The last stop is none of it, so that it still ends a sentence."""
_WORD = re.compile(
    rf"(?i:\b[hcfn]/[ohxa]\b)|{_INITIALS}|\d+(?:\.\d+)?|[^\W\d_](?:[^\W_]|[\u0300-\u036f{INVISIBLE}]|['\u2019\u02bc](?=[^\W\d_]))*|[&+]|(?<![-=<>])[<>\u2264\u2265](?=\s*=?\s*\d)"
)
_BREAK = re.compile(r"[,;:.!()\[\]{}/|\n\r\u2022\u2013\u2014\uff0c\uff1b]|\s-+\s|->|=")
SHORT_UNITS = {"7": "days", "52": "weeks", "12": "months"}
"""``3/52`` is three weeks."""
_AGO = re.compile(r"\s*(?:ago|back|earlier|post|after|later|since)\b", re.IGNORECASE)
_BRITISH = (("ae", "e"), ("oe", "e"), ("isation", "ization"), ("yse", "yze"))
_SENTENCE = re.compile(r"[.;!\n\r\u2022]")
_READING = re.compile(r"\s*[:=]\s*(?=\d+(?:\.\d+)?\s*(?:s|secs?|seconds?)?\s*(?:$|[,;.]))")
_OUT_OF_TEN = re.compile(r"/(?=10\b(?![/\d]))")
COMPARED = {"<": "under", "\u2264": "under", ">": "above", "\u2265": "above"}
SENSES = frozenset("vision sight eyesight eye eyes breathing speech voice skin colour perfusion lip lips face".split())
"""``vision: lost``: the name and what is told of it."""
ANSWERING = frozenset("no nil none n never negative neg yes y".split())
"""``epilepsy? no``"""
SIDES = {"L": "left", "R": "right", "Lt": "left", "Rt": "right"}
LIGHT = frozenset(
    "the a an of in on at to for my her his their our your is are was were be been being has have had that which this "
    "these those some very it its as by from into near around over".split()
)


class Token(NamedTuple):
    """One word: ``word`` as cues are compared, ``key`` as vocabulary is, and its place in the typed text."""

    word: str
    key: str
    start: int
    end: int
    breaks: bool
    is_answer: bool = False
    """Behind a colon: ``vision: lost``."""
    is_sentence: bool = False
    """The first of a sentence: a list ends before it."""

    @property
    def is_light(self) -> bool:
        """Whether it only joins other words."""
        return self.word in LIGHT


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Lower case, no accents, no apostrophes, no invisible marks; one spelling for British and American words."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark) and mark not in INVISIBLE)
    plain = re.sub(r"['\u2019\u02bc]s$", "", plain)
    plain = re.sub(r"['\u2019\u02bc]", "", plain)
    if plain in ("&", "+"):
        return "and"
    for british, other in _BRITISH:
        plain = plain.replace(british, other)
    if len(plain) > 5 and plain.endswith("our"):
        plain = f"{plain[:-3]}or"
    elif len(plain) > 6 and plain.endswith("ours"):
        plain = f"{plain[:-4]}ors"
    return plain


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """The word without its plural ending; rough, but the same for the vocabulary and for what is typed."""
    if len(word) <= 3 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "ches", "shes", "xes")) and not word.endswith("aches"):
        return word[:-2]
    return word[:-1]


def tokens(text: str) -> list[Token]:
    """The words of a text in order; ``breaks`` where punctuation stands before the word.

    A reading stays together ("CRT = 5", "temp: 39", "pain 9/10"), and which side of a number is meant is kept ("> 3").
    """
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        gap = unicodedata.normalize("NFKC", text[end : match.start()])
        typed = match.group()
        word = COMPARED.get(typed) or SIDES.get(typed) or fold(typed if typed[0].isdigit() else typed.replace(".", ""))
        if not word:
            continue
        if found and word[0].isdigit() and found[-1].word == "over":
            # Elsewhere the word only joins: "rash over her cheek".
            found[-1] = found[-1]._replace(word="above", key="above")
        if gap.strip() == "/" and word in SHORT_UNITS and found and _is_a_time(found, text, match.end()):
            word, gap = SHORT_UNITS[word], ""
        if gap.strip() == "/" and found and found[-1].word[-1].isalpha() and word[0].isalpha() and word != "on":
            # "no stroke/TIA": one list, whose end is said to have come.
            found.append(Token("or", "or", end, match.start(), False))
            gap = ""
        breaks = bool(_BREAK.search(gap)) and end > 0 and not _joins(found[-1].word, gap, text, end)
        is_asked = "?" in gap and word in ANSWERING and bool(found)
        is_answer = is_asked or gap.strip() in (":", ":-")
        breaks = breaks or is_asked
        if word == "able" and found and found[-1].word in ("not", "isnt", "wasnt", "longer") and not breaks:
            # "not able to see" is no denial of what follows.
            before = found.pop()
            start = found.pop().start if before.word == "longer" and found and found[-1].word == "no" else before.start
            found.append(Token("unable", "unable", start, match.end(), before.breaks))
            end = match.end()
            continue
        found.append(
            Token(
                word,
                singular(word),
                match.start(),
                match.end(),
                breaks,
                is_answer,
                breaks and bool(_SENTENCE.search(gap)),
            )
        )
        end = match.end()
    return found


def _is_a_time(found: list[Token], text: str, end: int) -> bool:
    """``3/52 ago``, ``for 2/12``: a time as doctors write it, and neither a date nor a score."""
    is_for = len(found) > 1 and found[-2].word in ("for", "last", "past")
    return found[-1].word.isdecimal() and len(found[-1].word) <= 2 and bool(is_for or _AGO.match(text, end))


def _joins(before: str, gap: str, text: str, end: int) -> bool:
    """Whether the mark between a name or a number and a number belongs to a reading."""
    if before[0].isdigit():
        return gap == "/" and before in ("7", "8", "9", "10") and bool(_OUT_OF_TEN.match(text, end))
    return before in COMPARED.values() or bool(_READING.match(text, end))
