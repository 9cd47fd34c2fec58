"""Cleaning what people type, before anything tries to understand it."""

from __future__ import annotations

import re
import unicodedata

from directory.geocoding.errors import PlaceMissing, PlaceTooLong

MAX_LENGTH = 200
"""A place has at most this many characters; only an address with a postcode in it may have more."""
MAX_ADDRESS = 2_000

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−﹣－", "-"))


def clean(query: object) -> str:
    """Return what was typed as one tidy line: NFKC, no control or invisible characters, single spaces."""
    if not isinstance(query, str) or not query:
        raise PlaceMissing("Type where to search from: a postcode, a town, or a latitude and longitude.")
    if len(query) > MAX_ADDRESS:
        raise PlaceTooLong(
            f"That is {len(query):,} characters long. Type just the postcode or the town, such as LS1 4AP."
        )
    folded = unicodedata.normalize("NFKC", query).translate(_DASHES)
    line = " ".join("".join(_visible(c) for c in folded).split())
    if not line:
        raise PlaceMissing("Type where to search from: a postcode, a town, or a latitude and longitude.")
    return line


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category[0] in "CZ" else character


def fold(name: str) -> str:
    """Return the letters and digits that decide whether two place names are the same."""
    plain = unicodedata.normalize("NFKD", name.casefold()).replace("&", " and ")
    plain = re.sub(r"[^\w\s.-]|_", "", plain)
    words = re.split(r"[\s.-]+", plain)
    return "".join("st" if word == "saint" else word for word in words)


def shorten(text: str, length: int = 40) -> str:
    """Return at most ``length`` characters of it, for repeating in a sentence."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
