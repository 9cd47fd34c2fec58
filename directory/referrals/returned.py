"""A mail that came back: which messages of ours it names, and whether it came back for good (RFC 3464)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from directory.errors import FieldError, Invalid

MOST_BYTES = 2_000_000
_OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_NAMING = ("Message-ID", "Original-Message-ID", "In-Reply-To", "References")


@dataclass(frozen=True, slots=True)
class Returned:
    """The ids of the messages that are named, and the status that the other mail server gave, like 5.1.1."""

    message_ids: tuple[str, ...]
    status: str
    is_final: bool


def read_returned(raw: bytes) -> Returned:
    """What a report of a mail server says. Raises Invalid for any other mail."""
    report = message_from_bytes(raw[:MOST_BYTES])
    parts = list(report.walk())
    fields = [each for part in parts if part.get_content_type() == "message/delivery-status" for each in _blocks(part)]
    actions = {str(each.get("Action", "")).split(";")[0].strip().lower() for each in fields} - {""}
    if not actions:
        raise Invalid([FieldError("/file", "This is not a mail server's report that a mail could not be delivered.")])
    named = [str(value) for part in parts for name in _NAMING for value in part.get_all(name, [])]
    named += [_text(part) for part in parts if part.get_content_type() == "text/rfc822-headers"]
    found = dict.fromkeys(id_ for words in named for id_ in _OURS.findall(words.lower()))
    status = next((match[0] for each in fields if (match := _STATUS.search(str(each.get("Status", ""))))), "")
    return Returned(tuple(found), status, "failed" in actions)


def _blocks(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    yield from (each for each in payload if isinstance(each, Message)) if isinstance(payload, list) else ()


def _text(part: Message) -> str:
    held = part.get_payload(decode=True)
    return held.decode("utf-8", "replace") if isinstance(held, bytes) else str(part.get_payload())
