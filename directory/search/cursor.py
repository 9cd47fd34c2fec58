"""Where a page ended, signed, so that it can neither be forged nor used for another search."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

import orjson
from itsdangerous import BadData, Signer
from itsdangerous.encoding import base64_decode, base64_encode

from directory.errors import OnwardError
from directory.search.query import Position, SearchRequest
from matching import Need

SALT = "search-cursor"
LONGEST = 1000
NEED = tuple(field.name for field in fields(Need) if field.name != "now")


class BadCursor(OnwardError):
    """The mark of the next page does not belong to this search."""

    code = "bad-cursor"
    title = "This page cannot be found"
    status = 400

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "The cursor does not belong to this search: use the next cursor of the same search, or leave it out to "
            "start at the first page.",
            field="cursor",
        )


class Page(NamedTuple):
    """What a later page has to keep: where to go on, the radius, and the moment that the search began."""

    after: Position
    radius_m: float | None
    now: datetime


def write(secret: str, request: SearchRequest, page: Page) -> str:
    """The cursor of the page after ``page.after``."""
    after = page.after
    place = [after.score, after.distance_m, after.id, page.radius_m, page.now.isoformat(), _fingerprint(request)]
    return _signer(secret).sign(base64_encode(orjson.dumps(place))).decode()


def read(secret: str, request: SearchRequest) -> Page | None:
    """Where to go on, or None for a first page. Raises BadCursor."""
    if request.cursor is None:
        return None
    if len(request.cursor) > LONGEST:
        raise BadCursor
    try:
        signed = base64_decode(_signer(secret).unsign(request.cursor))
        score, distance, id_, radius, now, fingerprint = orjson.loads(signed)
    except (BadData, ValueError, TypeError) as problem:
        raise BadCursor from problem
    if fingerprint != _fingerprint(request):
        raise BadCursor
    return Page(Position(score, distance, id_), radius, datetime.fromisoformat(now))


@lru_cache(maxsize=4)
def _signer(secret: str) -> Signer:
    return Signer(secret, salt=SALT, digest_method=hashlib.sha256)


def _fingerprint(request: SearchRequest) -> str:
    """The same for every page of one search, however many matches a page shows and whenever it is asked for."""
    need = [getattr(request.need, name) for name in NEED]
    what = repr((need, request.by, request.radius_m, request.name))
    return hashlib.blake2b(what.encode(), digest_size=8).hexdigest()
