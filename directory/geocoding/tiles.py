"""The ground of the map: web-mercator tiles drawn from where postcodes are, so that no third party sees a search.

A pixel's ink is a histogram of postcodes, clipped, blurred by about 2 px, plus the sharp points at a fifth of their
weight, on a logarithmic colour scale that is fixed for each zoom, so that neighbours meet without a seam.
"""

from __future__ import annotations

import contextlib
import io
import os
import threading
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from directory.geocoding.errors import TileNotFound
from directory.geocoding.region import EAST, NORTH, SOUTH, WEST

SIZE = 256
MIN_ZOOM, MAX_ZOOM = 5, 15
CACHED_ZOOMS = range(MIN_ZOOM, 14)
"""Deeper tiles are many, and drawn in a few milliseconds: keeping them all would fill a disk for nothing."""
STYLE_VERSION = "1"
GROUND, INK = (0xE9, 0xEF, 0xF1), (0x94, 0xAA, 0xB2)
SHADES = 64

_CLIP = 3.0
_SHARP_WEIGHT = 0.2
_BLUR_PX = 2.0
_REFERENCE_ZOOM = 11
_CONTRAST = 6.0
_BITS = MAX_ZOOM + 8
_WORLD = 1 << _BITS
_MERCATOR_LIMIT = 85.05112878

Floats = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.int32]


def project(latitudes: npt.ArrayLike, longitudes: npt.ArrayLike) -> tuple[Pixels, Pixels]:
    """Return web-mercator pixel columns and rows at the deepest zoom."""
    lats = np.radians(np.clip(np.asarray(latitudes, float), -_MERCATOR_LIMIT, _MERCATOR_LIMIT))
    x = (np.asarray(longitudes, float) + 180) / 360
    y = (1 - np.arcsinh(np.tan(lats)) / np.pi) / 2
    return tuple(np.clip(v * _WORLD, 0, _WORLD - 1).astype(np.int32) for v in (x, y))  # type: ignore[return-value]


def in_range(z: int, x: int, y: int) -> bool:
    """Tell whether the map has this tile: it touches the UK's box and its zoom is drawn."""
    if not MIN_ZOOM <= z <= MAX_ZOOM:
        return False
    (west, east), (north, south) = _corners()
    shift = MAX_ZOOM - z + 8
    return bool(west >> shift <= x <= east >> shift and north >> shift <= y <= south >> shift)


@lru_cache(maxsize=1)
def _corners() -> tuple[tuple[int, int], tuple[int, int]]:
    xs, ys = project([NORTH, SOUTH], [WEST, EAST])
    return (int(xs[0]), int(xs[1])), (int(ys[0]), int(ys[1]))


class TileRenderer:
    """Draws tiles from points and keeps them on disk; safe to share between threads and processes."""

    def __init__(self, latitudes: npt.ArrayLike, longitudes: npt.ArrayLike, cache_dir: Path | None = None) -> None:
        """Index the points; with ``cache_dir``, tiles are kept under it as ``STYLE-POINTS/z/x/y.png``."""
        x, y = project(latitudes, longitudes)
        order = np.argsort(x, kind="stable")
        self._x, self._y = x[order], y[order]
        self._cache = cache_dir / f"{STYLE_VERSION}-{len(x)}" if cache_dir else None

    def tile(self, z: int, x: int, y: int) -> bytes:
        """Return the tile as PNG; raises TileNotFound outside the UK and outside zoom 5 to 15."""
        if not in_range(z, x, y):
            raise TileNotFound("The map covers the UK, from zoom 5 to 15; there is no such tile.")
        kept = self._cache / str(z) / str(x) / f"{y}.png" if self._cache and z in CACHED_ZOOMS else None
        if kept:
            try:
                return kept.read_bytes()
            except OSError:
                pass
        png = self._draw(z, x, y)
        if kept:
            _keep(kept, png)
        return png

    def _draw(self, z: int, x: int, y: int) -> bytes:
        sigma = blur_px(z)
        margin = int(np.ceil(sigma * 3)) + 1
        counts = self._histogram(z, x, y, margin)
        if not counts.any():
            return _empty()
        many = crowding(z)
        points = np.minimum(counts, _CLIP * max(1.0, many))
        soft = np.minimum(_blur(points, sigma) / many, _CLIP)
        ink = soft + _SHARP_WEIGHT * points / max(1.0, many)
        return _png(ink[margin:-margin, margin:-margin])

    def _histogram(self, z: int, x: int, y: int, margin: int) -> Floats:
        """Count points in each pixel of the tile and of a margin around it, so that a blur meets its neighbour's."""
        shift, side = MAX_ZOOM - z, SIZE + 2 * margin
        left, top = x * SIZE - margin, y * SIZE - margin
        low, high = np.searchsorted(self._x, (max(left, 0) << shift, (left + side) << shift))
        columns = (self._x[low:high] >> shift) - left
        rows = (self._y[low:high] >> shift) - top
        inside = (rows >= 0) & (rows < side)
        flat = rows[inside] * side + columns[inside]
        return np.bincount(flat, minlength=side * side).reshape(side, side).astype(np.float64)


def crowding(z: int) -> float:
    """Return how many postcodes count as one: a pixel far out holds more of them, a pixel close up hardly any."""
    return float(2.1 ** (_REFERENCE_ZOOM - z)) if z <= _REFERENCE_ZOOM else float(3.2 ** (_REFERENCE_ZOOM - z))


def blur_px(z: int) -> float:
    """Return the blur of a zoom: 2 px as long as towns are dense, wider where single streets come apart."""
    return float(_BLUR_PX * 1.5 ** max(0, z - _REFERENCE_ZOOM))


def _blur(image: Floats, sigma: float) -> Floats:
    """Gaussian blur by two passes of a one-dimensional kernel, as matrix products."""
    kernel = _kernel(image.shape[0], sigma)
    return np.asarray(kernel @ image @ kernel.T)


@lru_cache(maxsize=16)
def _kernel(side: int, sigma: float) -> Floats:
    reach = np.arange(side)
    distance = np.abs(reach[:, None] - reach[None, :])
    weights = np.exp(-(distance**2) / (2 * sigma**2)) * (distance <= np.ceil(sigma * 3))
    one = np.arange(-int(np.ceil(sigma * 3)), int(np.ceil(sigma * 3)) + 1)
    return np.asarray(weights / np.exp(-(one**2) / (2 * sigma**2)).sum())


def _png(ink: Floats) -> bytes:
    top = np.log1p(_CONTRAST * _CLIP * (1 + _SHARP_WEIGHT))
    shade = np.clip(np.log1p(_CONTRAST * ink) / top * (SHADES - 1), 0, SHADES - 1)
    image = Image.fromarray(np.rint(shade).astype(np.uint8), mode=None)
    image = image.convert("P")
    image.putpalette(_palette())
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()


@lru_cache(maxsize=1)
def _palette() -> list[int]:
    mix = np.linspace(0, 1, SHADES)[:, None]
    colours = np.rint((1 - mix) * np.array(GROUND) + mix * np.array(INK)).astype(int)
    return [int(v) for v in colours.ravel()]


@lru_cache(maxsize=1)
def _empty() -> bytes:
    return _png(np.zeros((SIZE, SIZE)))


def _keep(path: Path, png: bytes) -> None:
    """Write the tile whole or not at all; a full or read-only disk only costs the next drawing."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(png)
        unfinished.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
