"""What people type into a referral, made safe to store and to send: names, initials, addresses, words, moments."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import Any

from email_validator import EmailNotValidError, validate_email

from directory.catalogue.text import MIXED, clean, clean_line, is_mixed, refused
from directory.referrals.nhs_numbers import holds_nhs_number

MAX_INITIALS = 4
MAX_STORED = 12
"""Letters with their marks, as the table holds them."""
_VOWELS = frozenset("AEIOUY")
_SHORT_NAMES = frozenset(
    "ABE ADA AGA ALF ALI AMY ANA ANN ASA AVA BEA BEN BOB DAN DEB DEE DEV DON DOT EDA ELI EVA EVE FAY GAV GUS GUY HAL "
    "IAN IDA INA IRA ISA IVO IVY JAN JAY JED JEM JEN JIM JOE JON JOY KAI KAY KEN KIM KIT LEE LEN LEO LES LEV LEW LIA "
    "LIV LIZ LOU LUC MAE MAI MAX MAY MEG MEL MIA NAT NED NIA NOA NYE OLA OLI PAM PAT PEG PIA PIP RAE RAJ RAY REG REX "
    "ROB ROD RON ROY SAL SAM SID SUE SUZ TAD TED TIM TIA TOM UMA UNA VAL VIC VIV WES WYN ZAC ZAK ZIA ZOE".split()
)
MAX_LINE, MAX_TEXT = 1_000, 20_000
_SEPARATORS = re.compile(r"[.\s'’·\-]+")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,30})?)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_BEYOND_MICROSECONDS = re.compile(r"(\.[0-9]{6})[0-9]+")
# What keyboards and word processors make of a hyphen and of an apostrophe.
_ALIKE = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | dict.fromkeys("\u00b4`\u02bc\u2032", "'")
)
NO_NHS_NUMBER = "Leave the NHS number out: initials and the year of birth are enough."
_NAME_MARKS = frozenset(" .,'‘’-()&/·\u200c\u200d")
_ORGANISATION_MARKS = _NAME_MARKS | frozenset('+!:;#°№“”‘"')


def initials(value: Any) -> str:
    """A patient's initials as capitals without marks, like JS. Raises for anything that may be a name."""
    text = clean_line(_bounded(value, MAX_LINE)).translate(_ALIKE)
    parts = [part for part in _SEPARATORS.split(text) if part]
    letters = "".join(parts)
    if not letters:
        raise refused("Enter the patient's initials, like J.S.")
    if not all(unicodedata.category(character)[0] in "LM" for character in letters):
        raise refused("Initials are letters only, like J.S.")
    count = sum(unicodedata.category(character)[0] == "L" for character in letters)
    in_one_word = len(parts) == 1
    if count > MAX_INITIALS or count < 1 or not (in_one_word or all(_is_letter(part) for part in parts)):
        raise refused("Give initials only, like J.S.: never the patient's name.")
    capitals = _capitals(letters)
    has_no_capitals = letters.upper() != capitals
    if len(capitals) > MAX_STORED or (in_one_word and count > 2 and (letters != capitals or has_no_capitals)):
        raise refused("Give initials only, like J.S.: never the patient's name.")
    if in_one_word and _reads_as_name(capitals):
        raise refused("This may be a name. If these are initials, put dots between them, like J.O.E.")
    return capitals


def _capitals(letters: str) -> str:
    """The letters as capitals; Georgian is written without, and few fonts draw those that Unicode has for it."""
    return "".join(letter if "\u10d0" <= letter <= "\u10ff" else letter.upper() for letter in letters)


def _reads_as_name(word: str) -> bool:
    """Whether capitals without dots may well be a name: four that can be spoken, or a short name that many bear."""
    return (len(word) == MAX_INITIALS and not _VOWELS.isdisjoint(word)) or word in _SHORT_NAMES


def _bounded(value: Any, most: int) -> Any:
    """The value, where it is not so long that only looking at it would take a while."""
    if isinstance(value, str) and len(value) > most:
        raise refused("This is far too long: shorten it.")
    return value


def _is_letter(part: str) -> bool:
    return sum(unicodedata.category(character)[0] == "L" for character in part) == 1


def person_name(value: Any) -> str:
    """The name of a practitioner, on one line: letters of any script, never an address or markup."""
    return _named(value, _NAME_MARKS, "This must be a name: letters, spaces, hyphens and apostrophes")


def organisation_name(value: Any) -> str:
    """The name of an organisation, on one line; empty where it is none."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return ""
    return _named(value, _ORGANISATION_MARKS, "This must be the name of an organisation, without symbols")


def _named(value: Any, marks: frozenset[str], sentence: str) -> str:
    text = clean_line(_bounded(value, MAX_LINE)).translate(_ALIKE)
    if not text:
        raise refused("Enter the name.")
    for character in text:
        if unicodedata.category(character)[0] not in "LMN" and character not in marks:
            raise refused(f"{sentence}. The character “{character}” cannot be used.")
    if not any(unicodedata.category(character)[0] == "L" for character in text):
        raise refused(f"{sentence}.")
    if "://" in text or "www." in text.lower():
        raise refused("This must be a name, not an address.")
    if any(is_mixed(word) for word in re.split(r"[\s\-]+", text)):
        raise refused(MIXED)
    if holds_nhs_number(text):
        # Names stand in mails.
        raise refused(NO_NHS_NUMBER)
    return text


def email(value: Any) -> str:
    """One e-mail address that a plain mail server accepts. No question is asked of any mail server."""
    text = clean_line(_bounded(value, MAX_LINE))
    sentence = "Enter one e-mail address in full, like name@clinic.org.uk."
    if any(mark in text for mark in '%"<>(),;: \\'):
        raise refused(sentence)
    try:
        found = validate_email(
            text, check_deliverability=False, allow_quoted_local=False, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError:
        raise refused(sentence) from None
    if any(is_mixed(label) for label in found.domain.split(".")):
        raise refused(MIXED)
    address = found.ascii_email or ""
    if not address or len(address) > 254:
        raise refused(sentence)
    return address


def free_text(value: Any) -> str:
    """Several lines in a person's own words. Raises where they hold an NHS number."""
    text = clean(_bounded(value, MAX_TEXT), lines=True)
    if holds_nhs_number(text):
        raise refused(NO_NHS_NUMBER)
    return text


def moment(value: Any) -> datetime | None:
    """A moment with its zone, like 2026-11-22T10:30:00Z, in UTC; nothing where it is not given."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    sentence = "Enter a date and time with its zone, like 2026-11-22T10:30:00Z."
    if isinstance(value, datetime):
        found = value
    elif isinstance(value, str) and len(value) < MAX_LINE and _MOMENT.fullmatch(value.strip()):
        try:
            # A finer fraction is cut, as a clock that shows microseconds would.
            written = _BEYOND_MICROSECONDS.sub(r"\1", value.strip())
            found = datetime.fromisoformat(written.upper().replace(" ", "T"))
        except ValueError:
            raise refused("There is no such date and time: check it.") from None
    else:
        raise refused(sentence)
    if found.tzinfo is None:
        raise refused(sentence)
    if not 2000 <= found.year <= 2100:
        raise refused("Enter a date between 2000 and 2100.")
    return found.astimezone(UTC)
