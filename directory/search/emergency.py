"""The answer to an emergency: whom to ring now. It is given even when everything behind it is down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

import structlog
from sqlalchemy.orm import Session

from directory.db import Database, now
from directory.geocoding.errors import PlaceAmbiguous, PlaceProblem
from directory.search.answers import Finder
from directory.search.cards import Card, cards_of, radius_words, ring_first
from directory.search.query import SearchRequest
from directory.search.service import find
from matching.model import Case, Need, Triage, Urgency
from matching.plugin_manager import PluginRegistry
from matching.triage import triage
from matching.words import join_words

SERVICES, SUPPORT, STOCK = "emergency-services", "complication-support", "hyaluronidase"
SHOWN = 5
FALLBACKS = 2
GUIDELINES = {
    True: (
        "Consensus opinion for the management of soft tissue filler induced vision loss",
        "Complications in Medical Aesthetics Collaborative, December 2021",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC8794490/",
    ),
    False: (
        "Guideline for the management of hyaluronic acid filler-induced vascular occlusion",
        "Complications in Medical Aesthetics Collaborative, May 2021",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC8211329/",
    ),
}
log = structlog.get_logger("onward")


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Who can help with a complication, or why there is no list."""

    near: str = ""
    cards: tuple[Card, ...] = ()
    heading: str = ""
    note: str = ""
    error: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_down: bool = False

    @property
    def first(self) -> Card | None:
        """Whom to ring first: the best placed who is open now and gives a number, else the best who gives one."""
        reachable = [card for card in self.cards if card.phone]
        return next((card for card in reachable if card.is_open), next(iter(reachable), None))

    @property
    def fallbacks(self) -> tuple[Card, ...]:
        """The next to ring, in their order."""
        return tuple(card for card in self.cards if card.phone and card is not self.first)[:FALLBACKS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """What stands first on a page: why it is one, 999 or whom to ring, and the guideline (title, owner, address)."""

    is_999: bool
    reasons: tuple[str, ...]
    near: str
    help: Help | None
    guideline: tuple[str, str, str] | None


def emergency_in(words: str, registry: PluginRegistry) -> Triage | None:
    """The triage of what somebody typed into the search, where that is an emergency."""
    if not words:
        return None
    answer = triage(Case(terms=(words,)), registry)
    return answer if answer.urgency is Urgency.EMERGENCY else None


def emergency_of(answer: Triage, database: Database, finder: Finder, *, near: str) -> Emergency | None:
    """What a page shows first for this answer; None where it is no emergency."""
    urgent = {each.specialty: each for each in answer.recommendations if each.urgency is Urgency.EMERGENCY}
    if not urgent:
        return None
    is_999 = SERVICES in urgent
    is_sight = any(found.concept.is_a("vision-loss", "eye-movement") for found in answer.understood)
    return Emergency(
        is_999=is_999,
        reasons=tuple(dict.fromkeys(reason.text for each in urgent.values() for reason in each.reasons)),
        near=near,
        help=nearest_help(database, finder, near) if SUPPORT in urgent else None,
        guideline=GUIDELINES[is_sight] if SUPPORT in urgent or is_sight else None,
    )


def nearest_help(database: Database, finder: Finder, near: str) -> Help:
    """Complication support near a place, or anywhere in the UK while the place is not known. Never raises."""
    try:
        place = finder.places.locate(near) if near else None
    except PlaceAmbiguous as problem:
        links = tuple((choice, "/help-now?" + urlencode({"near": choice})) for choice in problem.choices)
        return replace(_anywhere(database, finder), near=near, choices=links)
    except PlaceProblem as problem:
        return replace(_anywhere(database, finder), near=near, error=problem.detail)
    except Exception:
        log.exception("help-now: the place search failed")
        return Help(near=near, is_down=True)
    return _listed(database, finder, near, None if place is None else (place.latitude, place.longitude))


def _anywhere(database: Database, finder: Finder) -> Help:
    return _listed(database, finder, "", None)


def _listed(database: Database, finder: Finder, near: str, point: tuple[float, float] | None) -> Help:
    try:
        with database.reading() as session:
            return _nearest(session, finder, near, point)
    except Exception:
        log.exception("help-now: the search failed")
        return Help(near=near, is_down=True)


def _nearest(session: Session, finder: Finder, near: str, point: tuple[float, float] | None) -> Help:
    """Who holds the antidote comes first; when nobody does, who knows complications."""
    at = now(session)
    latitude, longitude = point or (None, None)
    for capabilities in ((STOCK,), ()):
        need = Need(
            specialty=SUPPORT, now=at, latitude=latitude, longitude=longitude, kind="emergency",
            urgency=Urgency.EMERGENCY, capabilities=capabilities,
        )  # fmt: skip
        result = find(
            session, finder.index, finder.registry, SearchRequest(need=need, limit=SHOWN), secret=finder.secret
        )
        if result.items:
            cards = cards_of(result, start=1, specialties=finder.registry.specialties, now=at)
            heading, note = _words(bool(capabilities), result.searched.radius_m)
            if missing := result.searched.not_applied:
                note = f"{note} The rules of {join_words(missing)} could not be applied: ask when you ring.".strip()
            return Help(near=near, cards=tuple(ring_first(card) for card in cards), heading=heading, note=note)
    return Help(near=near, heading="Nobody in the list takes emergencies near there")


def _words(holds_stock: bool, radius_m: float | None) -> tuple[str, str]:
    heading = "Who can help with hyaluronidase" if holds_stock else "Who can help"
    note = "" if holds_stock else "Nobody in the list says that they hold hyaluronidase: ask when you ring."
    return f"{heading}, {radius_words(radius_m)}", note
