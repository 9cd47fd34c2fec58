"""What people type into a referral, made safe to store and to send: names, initials, addresses, words, moments."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import Any

from email_validator import EmailNotValidError, validate_email

from directory.catalogue.text import clean, clean_line, refused

MAX_INITIALS = 4
MAX_LINE, MAX_TEXT = 1_000, 20_000
_SEPARATORS = re.compile(r"[.\s'’·\-]+")
_DIGITS = re.compile(r"(?<![0-9])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9])")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_NAME_MARKS = frozenset(" .,'’-()&/\u200c\u200d")
_ORGANISATION_MARKS = _NAME_MARKS | frozenset('+!:;#°№“”‘"')
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")


def initials(value: Any) -> str:
    """A patient's initials as capitals without marks, like JS. Raises for anything that may be a name."""
    text = clean_line(_bounded(value, MAX_LINE))
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
    if in_one_word and count > 2 and letters != letters.upper():
        raise refused("Give initials only, like J.S.: never the patient's name.")
    return letters.upper()


def _bounded(value: Any, most: int) -> Any:
    """The value, where it is not so long that only looking at it would take a while."""
    if isinstance(value, str) and len(value) > most:
        raise refused("This is far too long: shorten it.")
    return value


def _is_letter(part: str) -> bool:
    return sum(unicodedata.category(character)[0] == "L" for character in part) == 1


def person_name(value: Any) -> str:
    """The name of a practitioner, on one line: letters of any script, never an address or markup."""
    return _named(value, _NAME_MARKS, "This must be a name: letters, spaces, hyphens and apostrophes.")


def organisation_name(value: Any) -> str:
    """The name of an organisation, on one line; empty where it is none."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return ""
    return _named(value, _ORGANISATION_MARKS, "This must be the name of an organisation, without symbols.")


def _named(value: Any, marks: frozenset[str], sentence: str) -> str:
    text = clean_line(_bounded(value, MAX_LINE))
    if not text:
        raise refused("Enter the name.")
    if not any(unicodedata.category(character)[0] == "L" for character in text):
        raise refused(sentence)
    for character in text:
        if unicodedata.category(character)[0] not in "LMN" and character not in marks:
            raise refused(sentence)
    if "://" in text or "www." in text.lower():
        raise refused("This must be a name, not an address.")
    if any(_is_mixed(word) for word in re.split(r"[\s\-]+", text)):
        raise refused("This mixes letters of different alphabets that look alike: type it again.")
    return text


def _is_mixed(word: str) -> bool:
    found = {script for letter in word for script in _SCRIPTS if unicodedata.name(letter, "").startswith(script)}
    return len(found) > 1


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
    address = found.ascii_email or ""
    if not address or len(address) > 254:
        raise refused(sentence)
    return address


def free_text(value: Any) -> str:
    """Several lines in a person's own words. Raises where they hold an NHS number."""
    text = clean(_bounded(value, MAX_TEXT), lines=True)
    if any(is_nhs_number(re.sub(r"[ -]", "", found)) for found in _DIGITS.findall(text)):
        raise refused("Leave the NHS number out: initials and the year of birth are enough.")
    return text


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits carry the check digit of an NHS number (modulus 11); telephone numbers begin with 0."""
    if len(digits) != 10 or digits[0] == "0" or not digits.isascii() or not digits.isdigit():
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == int(digits[9]) and check != 10


def moment(value: Any) -> datetime | None:
    """A moment with its zone, like 2026-11-22T10:30:00Z, in UTC; nothing where it is not given."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    sentence = "Enter a date and time with its zone, like 2026-11-22T10:30:00Z."
    if isinstance(value, datetime):
        found = value
    elif isinstance(value, str) and len(value) < MAX_LINE and _MOMENT.fullmatch(value.strip()):
        try:
            found = datetime.fromisoformat(value.strip().upper().replace(" ", "T"))
        except ValueError:
            raise refused("There is no such date and time: check it.") from None
    else:
        raise refused(sentence)
    if found.tzinfo is None:
        raise refused(sentence)
    if not 2000 <= found.year <= 2100:
        raise refused("Enter a date between 2000 and 2100.")
    return found.astimezone(UTC)
