from __future__ import annotations

import io
import math
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from directory.geocoding.errors import TileNotFound
from directory.geocoding.table import PostcodeTable
from directory.geocoding.tiles import GROUND, INK, MAX_ZOOM, MIN_ZOOM, TileRenderer, in_range

RNG = np.random.default_rng(5)
TOWN = RNG.normal(53.8, 0.02, 20_000), RNG.normal(-1.55, 0.04, 20_000)


def number(latitude: float, longitude: float, zoom: int) -> tuple[int, int]:
    """The tile that a position is in, by the usual formula."""
    side = 2**zoom
    y = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2
    return int((longitude + 180) / 360 * side), int(y * side)


def pixels(png: bytes) -> np.ndarray:
    image = Image.open(io.BytesIO(png))
    assert (image.format, image.size) == ("PNG", (256, 256))
    return np.asarray(image.convert("RGB"), dtype=int)


@pytest.mark.parametrize("zoom", [5, 8, 11, 13, 15])
def test_neighbouring_tiles_meet_without_a_seam(zoom: int) -> None:
    """One renderer's two neighbours against the same ground drawn as one tile of a shifted world."""
    tiles = TileRenderer(*TOWN)
    x, y = number(53.8, -1.55, zoom)
    left, right = pixels(tiles.tile(zoom, x, y)), pixels(tiles.tile(zoom, x + 1, y))
    both = np.concatenate([left, right], axis=1)[:, :, 0]
    # The same points moved half a tile west: what was the seam is now in a tile's middle.
    half = 360 / 2**zoom / 2
    moved = TileRenderer(TOWN[0], TOWN[1] - half)
    whole = pixels(moved.tile(zoom, x, y))[:, :, 0]
    difference = np.abs(both[:, 128:384] - whole)
    assert difference.max() <= 3
    assert difference.mean() < 0.05


def test_a_town_is_inked_where_it_is_and_the_sea_is_ground() -> None:
    tiles = TileRenderer(*TOWN)
    town = pixels(tiles.tile(11, *number(53.8, -1.55, 11)))
    sea = pixels(tiles.tile(11, *number(54.5, 1.0, 11)))
    assert (sea == np.array(GROUND)).all()
    assert town.min(axis=(0, 1)).tolist() <= [GROUND[0] - 40, GROUND[1], GROUND[2]]
    assert town[:, :, 0].min() >= INK[0]


def test_one_postcode_darkens_its_own_pixel_most() -> None:
    zoom, latitude, longitude = 11, 53.8, -1.55
    image = pixels(TileRenderer([latitude] * 3, [longitude] * 3).tile(zoom, *number(latitude, longitude, zoom)))
    row, column = np.unravel_index(image[:, :, 0].argmin(), (256, 256))
    side = 2**zoom * 256
    y = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2
    assert (int(column), int(row)) == (int((longitude + 180) / 360 * side) % 256, int(y * side) % 256)


@pytest.mark.parametrize(
    "tile",
    [(4, 7, 5), (16, 32000, 21000), (5, 0, 0), (5, -1, 10), (11, 10**9, 5), (-3, 0, 0), (10, 511, 2**40), (9, 266, 0)],
)
def test_there_are_no_tiles_outside_the_uk_or_its_zooms(tile: tuple[int, int, int]) -> None:
    with pytest.raises(TileNotFound) as caught:
        TileRenderer(*TOWN).tile(*tile)
    assert caught.value.status == 404


@pytest.mark.parametrize("zoom", range(MIN_ZOOM, MAX_ZOOM + 1))
@pytest.mark.parametrize("place", [(60.85, -0.9), (49.9, -6.3), (52.5, 1.75), (57.8, -8.6)])
def test_every_corner_of_the_uk_has_tiles(zoom: int, place: tuple[float, float]) -> None:
    assert in_range(zoom, *number(*place, zoom))


def test_a_tile_is_kept_on_disk_and_read_again(tmp_path: Path) -> None:
    tiles = TileRenderer(*TOWN, cache_dir=tmp_path)
    x, y = number(53.8, -1.55, 10)
    drawn = tiles.tile(10, x, y)
    (kept,) = tmp_path.rglob("*.png")
    assert kept.parts[-3:] == ("10", str(x), f"{y}.png")
    assert kept.read_bytes() == drawn
    kept.write_bytes(b"kept")
    assert TileRenderer(*TOWN, cache_dir=tmp_path).tile(10, x, y) == b"kept"
    assert not list(tmp_path.rglob("*.tmp"))


def test_other_points_never_get_another_map_s_tiles(tmp_path: Path) -> None:
    x, y = number(53.8, -1.55, 10)
    first = TileRenderer(*TOWN, cache_dir=tmp_path).tile(10, x, y)
    assert TileRenderer([53.8], [-1.55], cache_dir=tmp_path).tile(10, x, y) != first


def test_a_full_disk_only_costs_the_cache(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    x, y = number(53.8, -1.55, 10)
    assert TileRenderer(*TOWN, cache_dir=blocked).tile(10, x, y) == TileRenderer(*TOWN).tile(10, x, y)


def test_a_map_without_postcodes_is_plain_ground() -> None:
    assert (pixels(TileRenderer([], []).tile(5, 15, 10)) == np.array(GROUND)).all()


@pytest.mark.postcodes
def test_a_view_of_the_whole_list_is_drawn_in_time(full: PostcodeTable) -> None:
    tiles = TileRenderer(*full.arrays())
    tiles.tile(9, *number(51.5, -0.12, 9))
    for zoom in (5, 7, 9, 11, 13, 15):
        x, y = number(51.5, -0.12, zoom)
        started = time.thread_time()
        png = tiles.tile(zoom, x, y)
        assert time.thread_time() - started < 0.5
        assert len(png) < 80_000
