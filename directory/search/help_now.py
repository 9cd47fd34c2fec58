"""The emergency page: 999 first, then the nearest help. It answers even when everything behind it is down."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import structlog
from flask import Blueprint, Response, make_response, render_template, request
from sqlalchemy.orm import Session

from directory.db import Database, now
from directory.geocoding.errors import PlaceAmbiguous, PlaceProblem
from directory.search.answers import Finder
from directory.search.cards import Card, cards_of, radius_words, ring_first
from directory.search.forms import read_form
from directory.search.query import SearchRequest
from directory.search.service import find
from matching.model import Need, Urgency

SPECIALTY, STOCK = "complication-support", "hyaluronidase"
SHOWN = 5
log = structlog.get_logger("onward")


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What the page shows below 999: a list, or why there is none."""

    near: str = ""
    cards: tuple[Card, ...] = ()
    heading: str = ""
    note: str = ""
    error: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_down: bool = False


def add_to(blueprint: Blueprint, *, database: Database, finder: Finder) -> None:
    """``/help-now``: without a place it reads nothing and may be kept by a cache."""

    @blueprint.get("/help-now")
    def help_now() -> Response:
        near = read_form(request.args).near
        found = _help(database, finder, near) if near else Help(error=_asked() if "near" in request.args else "")
        response = make_response(render_template("search/help_now.html", help=found))
        if not near and not found.error:
            response.cache_control.public = True
            response.cache_control.max_age = 300
            response.cache_control.stale_if_error = 604_800
        return response


def _asked() -> str:
    return "Enter a postcode or a town to see who is nearest."


def _help(database: Database, finder: Finder, near: str) -> Help:
    try:
        place = finder.places.locate(near)
    except PlaceAmbiguous as problem:
        links = tuple((choice, "/help-now?" + urlencode({"near": choice})) for choice in problem.choices)
        return Help(near=near, choices=links)
    except PlaceProblem as problem:
        return Help(near=near, error=problem.detail)
    except Exception:
        log.exception("help-now: the place search failed")
        return Help(near=near, is_down=True)
    try:
        with database.reading() as session:
            return _nearest(session, finder, near, place.latitude, place.longitude)
    except Exception:
        log.exception("help-now: the search failed")
        return Help(near=near, is_down=True)


def _nearest(session: Session, finder: Finder, near: str, latitude: float, longitude: float) -> Help:
    """Who holds the antidote comes first; when nobody does, who knows complications."""
    at = now(session)
    for capabilities in ((STOCK,), ()):
        need = Need(
            specialty=SPECIALTY, now=at, latitude=latitude, longitude=longitude, kind="emergency",
            urgency=Urgency.EMERGENCY, capabilities=capabilities,
        )  # fmt: skip
        result = find(
            session, finder.index, finder.registry, SearchRequest(need=need, limit=SHOWN), secret=finder.secret
        )
        if result.items:
            cards = cards_of(result, start=1, specialties=finder.registry.specialties, now=at)
            radius = radius_words(result.searched.radius_m)
            heading = "Who can help with hyaluronidase" if capabilities else "Who can help"
            note = "" if capabilities else "Nobody in the list says that they hold hyaluronidase: ask when you ring."
            return Help(
                near=near, cards=tuple(ring_first(card) for card in cards), heading=f"{heading}, {radius}", note=note
            )
    return Help(near=near, heading="Nobody in the list takes emergencies near there")
