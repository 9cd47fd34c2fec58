"""A found service as the page shows it: what people read, already in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from directory.catalogue import hours
from directory.search.query import Found, LeftOut, SearchResult
from matching.model import Finding, Specialty
from matching.words import join_words

MARKS = {"plus": ("+", "Speaks for it:"), "caution": ("!", "Know first:"), "exclusion": ("−", "Left out:")}
NHS_LIST = "From the NHS list, not confirmed"


@dataclass(frozen=True, slots=True)
class Line:
    """One reason with its mark, and the word that says the mark aloud."""

    kind: str
    mark: str
    aloud: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One service in a list, and its pin."""

    rank: int
    id: str
    name: str
    specialty: str
    where: str
    distance: str
    latitude: float | None
    longitude: float | None
    lines: tuple[Line, ...]
    state: str
    is_open: bool
    is_unconfirmed: bool
    phone: str | None


@dataclass(frozen=True, slots=True)
class Missed:
    """A nearer service that was left out, and why."""

    id: str
    name: str
    distance: str
    why: str


def distance_words(metres: float | None) -> str:
    """``587 m``, ``13.4 km``; "" where a distance is not known."""
    if metres is None:
        return ""
    return f"{round(metres)} m" if metres < 999.5 else f"{metres / 1000:,.1f} km"


def radius_words(metres: float | None) -> str:
    """``within 25 km``, ``anywhere in the UK``."""
    return "anywhere in the UK" if metres is None else f"within {metres / 1000:g} km"


def place_words(location: Mapping[str, Any]) -> str:
    """The town and the postcode, as far as they are public."""
    lines = [line for line in location.get("address") or [] if line]
    town = lines[-1] if len(lines) > 1 else (location.get("name") or "".join(lines))
    return " ".join(part for part in (town, location.get("postcode")) if part)


def lines_of(findings: Iterable[Finding]) -> tuple[Line, ...]:
    """Reasons with their marks; an emergency's caution is read before what speaks for a service."""
    return tuple(Line(finding.kind, *MARKS[finding.kind], finding.reason) for finding in findings)


def ring_first(card: Card) -> Card:
    """The same for an emergency: what was not confirmed lately says what to do about it."""
    return replace(card, lines=tuple(_ring_first(line) for line in card.lines))


def _ring_first(line: Line) -> Line:
    if line.kind != "caution" or "confirmed" not in line.text or "ring first" in line.text:
        return line
    return replace(line, text=f"{line.text}: ring first")


def card_of(found: Found, *, rank: int, specialties: Mapping[str, Specialty], now: datetime) -> Card:
    """The card of one match."""
    document, match = found.document, found.match
    location = document["location"]
    state = hours.describe(document["opening_hours"], location["nation"], now)
    kind = specialties.get(document["specialty"])
    return Card(
        rank=rank,
        id=document["id"],
        name=document["name"],
        specialty=kind.name if kind else document["specialty"],
        where=place_words(location),
        distance=distance_words(match.distance_m),
        latitude=location["latitude"],
        longitude=location["longitude"],
        lines=lines_of(finding for finding in match.findings if finding.reason != NHS_LIST),
        state=state,
        is_open=state.startswith("Open "),
        is_unconfirmed=document["assurance"] == "nhs-directory",
        phone=document.get("public_phone"),
    )


def cards_of(result: SearchResult, *, start: int, specialties: Mapping[str, Specialty], now: datetime) -> list[Card]:
    """A page of cards; the first has place ``start`` in the ranking."""
    return [
        card_of(found, rank=rank, specialties=specialties, now=now) for rank, found in enumerate(result.items, start)
    ]


def missed_of(left_out: Iterable[LeftOut]) -> list[Missed]:
    """Those left out, each with its reasons as one phrase."""
    return [
        Missed(
            id=each.document["id"],
            name=each.document["name"],
            distance=distance_words(each.exclusion.distance_m),
            why=", ".join(_in_sentence(finding.reason) for finding in each.exclusion.findings),
        )
        for each in left_out
    ]


def _in_sentence(reason: str) -> str:
    return reason if reason[1:2].isupper() else reason[:1].lower() + reason[1:]


def rules_missing(plugins: Sequence[str]) -> str:
    """What stands before a list for which the rules of these plugins could not be applied."""
    return (
        f"The rules of {join_words(list(plugins))} could not be applied, so this list may be incomplete or hold "
        "services that do not fit. Check with the service before you refer."
    )
