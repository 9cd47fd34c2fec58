"""What may be written about a failure: plain words on one line, and never what a message said."""

from __future__ import annotations

import traceback

LONGEST = 400


def plain(text: object) -> str:
    """One printable line of at most 400 characters, whatever another computer said."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return " ".join("".join(each if each.isprintable() else " " for each in said).split())[:LONGEST]


def kind_of(error: BaseException) -> str:
    """What kind of error it was and where, without its text: that may quote what was being sent."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
