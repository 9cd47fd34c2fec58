"""What people type, made safe to store: text, telephone numbers, e-mail and web addresses, days."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic_core import PydanticCustomError

MAX_PHONE = 40
"""As it is written for people, with an extension."""

DRAMA = re.compile(
    r"(?:11[3-8]496\d{4}|121496\d{4}|131496\d{4}|141496\d{4}|151496\d{4}|161496\d{4}|207946\d{4}|191498\d{4}"
    r"|2896496\d{3}|292018\d{4}|1632960\d{3}|7700900\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3})"
)
MIXED = "This mixes letters of different alphabets that look alike: type it again."
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
_KEPT_FORMAT = frozenset("\u200c\u200d")
_BAD_LABEL = re.compile(r"[^a-z0-9.-]", re.IGNORECASE)


def refused(sentence: str) -> PydanticCustomError:
    """A field error in these words."""
    return PydanticCustomError("onward", "{sentence}", {"sentence": sentence})


def clean(value: Any, *, lines: bool = False) -> str:
    """Text in NFC and trimmed; without line breaks unless ``lines``. Raises for anything but readable text."""
    if not isinstance(value, str):
        raise refused("This must be text.")
    text = value.replace("\r\n", "\n").replace("\t", " ")
    # What word processors paste for the end of a line and of a paragraph.
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n") if lines else text.strip()
    for character in text:
        if character == "\n" and lines:
            continue
        if not lines and character in "\n\r\u2028\u2029":
            raise refused("This must be on one line.")
        if unicodedata.category(character) in ("Cc", "Cs") or character in "\ufffe\uffff":
            raise refused("This has a character that cannot be shown: type it again without pasting.")
        if unicodedata.category(character) == "Cf" and character not in _KEPT_FORMAT:
            raise refused("This has an invisible character: type it again without pasting.")
    text = unicodedata.normalize("NFC", text).strip()
    return text if lines else re.sub(r"\s+", " ", text)


def clean_line(value: Any) -> str:
    """One line of text."""
    return clean(value)


def clean_text(value: Any) -> str:
    """Text of several lines."""
    return clean(value, lines=True)


def optional_line(value: Any) -> str | None:
    """One line of text, or nothing where it is empty."""
    return None if value is None else clean(value) or None


def is_mixed(word: str) -> bool:
    """Whether one word is written in more than one of the alphabets whose letters look alike."""
    found = {script for letter in word for script in _SCRIPTS if unicodedata.name(letter, "").startswith(script)}
    return len(found) > 1


def phone(value: str) -> str:
    """A number as people in the UK write it: national for British numbers, international for others."""
    try:
        number = phonenumbers.parse(value, "GB")
    except phonenumbers.NumberParseException:
        raise refused("Enter a telephone number, like 01632 960 001 or +44 1632 960 001.") from None
    if re.search(r"[A-Za-z]{3,}", re.sub(r"(?i)ext(?:ension)?|tel", "", value)):
        raise refused("Enter the telephone number in digits.")
    if len(written := _written(number)) > MAX_PHONE:
        raise refused("This telephone number is too long: leave the extension out.")
    if is_drama(number):
        return written
    if not phonenumbers.is_valid_number(number):
        raise refused("This is not a telephone number that exists: check its digits.")
    if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.PREMIUM_RATE:
        raise refused("This is a premium-rate number: give one that costs no more than an ordinary call.")
    return written


def _written(number: phonenumbers.PhoneNumber) -> str:
    style = phonenumbers.PhoneNumberFormat
    at_home = number.country_code == 44
    return str(phonenumbers.format_number(number, style.NATIONAL if at_home else style.INTERNATIONAL))


def is_drama(number: str | phonenumbers.PhoneNumber) -> bool:
    """Whether Ofcom keeps this number for drama, so that it belongs to nobody."""
    if isinstance(number, str):
        try:
            number = phonenumbers.parse(number, "GB")
        except phonenumbers.NumberParseException:
            return False
    return number.country_code == 44 and DRAMA.fullmatch(str(number.national_number)) is not None


def email(value: str) -> str:
    """An e-mail address in its usual form. No question is asked of any mail server."""
    try:
        found = validate_email(value, check_deliverability=False, allow_quoted_local=False)
    except EmailNotValidError:
        raise refused("Enter an e-mail address in full, like name@clinic.org.uk.") from None
    if any(is_mixed(label) for label in (found.local_part, *found.domain.split("."))):
        raise refused(MIXED)
    return found.normalized


def website(value: str) -> str:
    """An http or https address without a user name or password in it."""
    address = value if "://" in value else f"https://{value}"
    example = "Enter a web address like https://www.clinic.org.uk."
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise refused(example) from None
    if parts.scheme not in ("http", "https") or " " in address or "\\" in address:
        raise refused(example)
    if parts.username is not None or parts.password is not None:
        raise refused("Leave the user name and password out of the web address.")
    ascii_host = host.encode("idna", "ignore").decode() if not host.isascii() else host
    labels = ascii_host.split(".")
    if len(labels) < 2 or not all(labels) or _BAD_LABEL.search(ascii_host) or labels[-1].isdigit():
        raise refused(example)
    return address


def day(value: Any) -> date | None:
    """A calendar day written as YYYY-MM-DD, between 2000 and 2100."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    sentence = "Enter a date as year, month and day, like 2027-03-31."
    if type(value) is date:
        found = value
    elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip(), re.ASCII):
        try:
            found = date.fromisoformat(value.strip())
        except ValueError:
            raise refused("There is no such day: check the date.") from None
    else:
        raise refused(sentence)
    if not 2000 <= found.year <= 2100:
        raise refused("Enter a date between 2000 and 2100.")
    return found
