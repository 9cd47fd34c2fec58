"""The map's ground and its names, drawn here so that no third party sees where anybody looks."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

import orjson
from flask import Blueprint, Response, request

from directory.errors import OnwardError
from directory.geocoding.labels import Bounds, MapLabels
from directory.geocoding.service import Geocoding
from directory.geocoding.tiles import MAX_ZOOM, MIN_ZOOM, TileRenderer

WEEK_S, DAY_S = 604_800, 86_400
T = TypeVar("T")


class BadBounds(OnwardError):
    """The part of the map that was asked for makes no sense."""

    code = "bad-bounds"
    title = "That is not a part of the map"


class _Once(Generic[T]):
    """Made at the first use, by one thread, so that a start does not wait for a map that nobody opens."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make, self._lock = make, threading.Lock()
        self._made: T | None = None

    def get(self) -> T:
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made


def create_blueprint(*, geocoding: Geocoding, cache_dir: Path) -> Blueprint:
    """``/tiles/{z}/{x}/{y}.png`` and ``/labels``; drawn tiles are kept under ``cache_dir``."""
    blueprint = Blueprint("map", __name__)
    renderer = _Once(lambda: TileRenderer(*geocoding.table.arrays(), cache_dir=cache_dir))
    names = _Once(lambda: MapLabels(geocoding.places.places, geocoding.table.outcodes()))

    @blueprint.get("/tiles/<int:z>/<int:x>/<int:y>.png")
    def tile(z: int, x: int, y: int) -> Response:
        return _kept(renderer.get().tile(z, x, y), "image/png", WEEK_S)

    @blueprint.get("/labels")
    def labels() -> Response:
        bounds, zoom = _bounds(request.args.get("bbox", "")), _zoom(request.args.get("zoom", ""))
        return _kept(orjson.dumps({"items": names.get().labels(bounds, zoom)}), "application/json", DAY_S)

    return blueprint


def _kept(body: bytes, mimetype: str, seconds: int) -> Response:
    response = Response(body, mimetype=mimetype)
    response.cache_control.public = True
    response.cache_control.max_age = seconds
    response.set_etag(sha256(body).hexdigest()[:16])
    response.make_conditional(request)
    return response


def _bounds(text: str) -> Bounds:
    try:
        west, south, east, north = (float(part) for part in text.split(",", 4))
    except ValueError:
        west = south = east = north = math.nan
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise BadBounds("bbox is west, south, east and north in degrees, like -2.0,53.5,-1.0,54.0.", field="bbox")
    return south, west, north, east


def _zoom(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        raise BadBounds(f"zoom is a whole number from {MIN_ZOOM} to {MAX_ZOOM}.", field="zoom")
    return int(text)
