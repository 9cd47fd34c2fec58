"""Names that come in capitals, as people write them: ST MARY'S SURGERY (DR SMITH) -> St Mary's Surgery (Dr Smith)."""

from __future__ import annotations

import re

SMALL = frozenset("a an and at by de for from in la le next nr of off on or the to under upon with y yr".split())
KEPT = frozenset(
    "ACCESS24 AF ALS APMS BMA BMI CCG CHC CIC COVID DMS DWP GMS GP GPS HC HMP HQ ICB ICS IOW IT JHC KSS LCD LLP MC "
    "MH MOD MSK NE NEMS NHS NW OOH OOHS PCC PCN PCT PHC PLC PMS RAF RNAS SE SW SSP SPMS UCC UK UTC UTCC VIP WIC "
    "YMCA II III IV VI VII VIII IX XI XII A&E".split()
)
ABBREVIATED = frozenset(
    "ave bldg bldgs blvd cl clse comm cres cwm crt ct ctr dr drs flr ft gdns gr grp grv hlth hosp hth hse jct lk "
    "ln ltd med mr mrs ms mt nr nth pk pl prac pract prof pt ptns rd rdg rev sq sgy srgy st sth str surg terr tr "
    "trdg twr vlg wk yd".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*", re.UNICODE)
_ELIDED = re.compile(r"^(O|D|L)(['’])(.{2,})$", re.IGNORECASE)
_SCOTTISH = re.compile(r"^mc([a-z]{3,})$")
_ORDINAL = re.compile(r"^\d+(st|nd|rd|th|s)$")


def in_title_case(name: str) -> str:
    """The name with capitals as in a title; unchanged where it has small letters already."""
    text = " ".join(re.sub(r",(?=\S)", ", ", name).split())
    if not text.isupper():
        return text
    return _WORD.sub(lambda found: _word(found, text), text)


def _word(found: re.Match[str], text: str) -> str:
    word, start = found[0], found.start()
    lower = word.lower()
    if word in KEPT:
        return word
    if len(word) > 1 and lower in SMALL and _joins(text, start, found.end()):
        return lower
    if any(character.isdigit() for character in word):
        return lower if _ORDINAL.match(lower) else word
    if len(word) <= 3 and lower not in ABBREVIATED and not re.search(r"[AEIOUY]", word):
        return word
    if elided := _ELIDED.match(lower):
        return elided[1].upper() + elided[2] + elided[3].capitalize()
    if scottish := _SCOTTISH.match(lower):
        return "Mc" + scottish[1].capitalize()
    return lower[:1].upper() + lower[1:]


def _joins(text: str, start: int, end: int) -> bool:
    """Whether the word stands between others: "STOKE-ON-TRENT", "PARK AND RIDE", not "(THE SURGERY" or "- THE"."""
    if text[start - 1 : start] == "-":
        return text[end : end + 1] == "-"
    before = text[:start].rstrip()
    return text[start - 1 : start] == " " and bool(before) and before[-1] not in '(:,/"-' and end < len(text)
