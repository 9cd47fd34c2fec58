from __future__ import annotations

import random
import resource
import sqlite3
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from directory.geocoding.build import build, is_current, package_records
from directory.geocoding.distances import geodesic_m
from directory.geocoding.errors import TableMissing
from directory.geocoding.postcode import Postcode, parse
from directory.geocoding.table import PostcodeTable

from .conftest import RECORDS


def where(table: PostcodeTable, text: str) -> tuple[float, float]:
    postcode = parse(text)
    assert postcode is not None
    position = table.find(postcode)
    assert position is not None
    assert position.latitude is not None
    assert position.longitude is not None
    return position.latitude, position.longitude


@pytest.mark.parametrize(
    ("postcode", "latitude", "longitude"),
    [
        ("SW1A 1AA", 51.501009, -0.141588),
        ("SW1A 0AA", 51.499840, -0.124663),
        ("M32 0JG", 53.455654, -2.302836),
        ("NE30 1DP", 55.011303, -1.439269),
        ("BT3 9DT", 54.613626, -5.898562),
    ],
)
def test_positions_agree_with_the_published_ones_within_two_metres(
    small: PostcodeTable, postcode: str, latitude: float, longitude: float
) -> None:
    assert geodesic_m(latitude, longitude, *where(small, postcode))[0] < 2


def test_the_nation_comes_from_the_local_authority(small: PostcodeTable) -> None:
    nations = {}
    for text in ("LS1 4AP", "EH1 1YZ", "CF10 1NS", "BT1 5GS", "TD15 1AA"):
        position = small.find(Postcode(text, "unit"))
        nations[text] = position.nation if position else None
    assert nations == {
        "LS1 4AP": "england",
        "EH1 1YZ": "scotland",
        "CF10 1NS": "wales",
        "BT1 5GS": "northern-ireland",
        "TD15 1AA": "england",
    }


def test_a_sector_is_the_mean_of_its_postcodes(small: PostcodeTable) -> None:
    units = [where(small, text) for text in ("LS1 4AP", "LS1 4BB", "LS1 4DL")]
    assert where(small, "LS1 4") == pytest.approx(np.mean(units, axis=0), abs=2e-6)


def test_an_outcode_is_the_mean_of_its_postcodes_not_of_its_sectors(small: PostcodeTable) -> None:
    units = [where(small, text) for text in ("LS1 4AP", "LS1 4BB", "LS1 4DL", "LS1 2NE")]
    assert where(small, "LS1") == pytest.approx(np.mean(units, axis=0), abs=2e-6)


def test_an_area_across_a_border_takes_the_nation_of_most(tmp_path: Path) -> None:
    records = [("CH4 8RD", "E06000050", 338639.0, 365066.0)] * 1
    records += [("CH4 8RE", "W06000005", 338640.0, 365066.0), ("CH4 8RF", "W06000005", 338641.0, 365066.0)]
    build(tmp_path / "p.db", records)
    (area,) = PostcodeTable(tmp_path / "p.db").outcodes()
    assert area.nation == "wales"


def test_postcodes_without_coordinates_are_remembered_as_such(small: PostcodeTable) -> None:
    for text in ("JE2 3AB", "GIR 0AA", "LS1 9AR"):
        position = small.find(Postcode(text, "unit"))
        assert position is not None
        assert position.latitude is None
    assert small.find(Postcode("LS1 4ZZ", "unit")) is None
    assert small.find(Postcode("JE2", "outcode")) is None


def test_the_table_is_rebuilt_only_when_it_is_not_current(tmp_path: Path) -> None:
    path = tmp_path / "places.db"
    assert build(path, RECORDS, source="a")
    assert not build(path, RECORDS, source="a")
    assert build(path, RECORDS, source="b")
    assert is_current(path, "b")


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_broken_file_is_not_current_and_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "places.db"
    path.write_bytes(content)
    with pytest.raises(TableMissing, match="onward geo build"):
        PostcodeTable(path)
    assert build(path, RECORDS, source="a")
    assert PostcodeTable(path).postcodes == len(RECORDS)


def test_a_build_that_fails_leaves_the_old_table_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "places.db"
    build(path, RECORDS, source="a")

    def broken() -> object:
        yield RECORDS[0]
        raise OSError("disk gone")

    with pytest.raises(OSError, match="disk gone"):
        build(path, broken(), source="b")  # type: ignore[arg-type]
    assert [file.name for file in tmp_path.iterdir()] == ["places.db"]
    assert PostcodeTable(path).source == "a"


def test_what_killed_builds_left_is_removed_later(tmp_path: Path) -> None:
    import os

    leftover = tmp_path / "places.db.1.1.tmp"
    leftover.write_bytes(b"half")
    os.utime(leftover, (0, 0))
    build(tmp_path / "places.db", RECORDS, source="a")
    assert not leftover.exists()


def test_a_missing_table_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(TableMissing, match="onward geo build"):
        PostcodeTable(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_progress_ends_at_the_total(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    build(tmp_path / "p.db", RECORDS, total=10, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (len(RECORDS), len(RECORDS))
    assert all(done <= total for done, total in seen)


def test_arrays_hold_every_postcode_with_a_position(small: PostcodeTable) -> None:
    latitudes, longitudes = small.arrays()
    known = sum(1 for record in RECORDS if record[2] is not None and record[2] == record[2])
    assert len(latitudes) == len(longitudes) == known


def test_a_sample_is_deterministic_and_lived_in(small: PostcodeTable) -> None:
    sample = small.sample(200, random.Random(3))
    assert sample == small.sample(200, random.Random(3))
    assert sample != small.sample(200, random.Random(4))
    assert not {text for text, _, _ in sample} & {"LS98 1AA", "NPT 0AD", "JE2 3AB", "GIR 0AA"}


def test_a_sample_of_an_empty_table_is_empty(tmp_path: Path) -> None:
    build(tmp_path / "p.db", [])
    assert PostcodeTable(tmp_path / "p.db").sample(5, random.Random(1)) == []


def test_threads_share_the_table(small: PostcodeTable) -> None:
    wrong: list[object] = []

    def look() -> None:
        for _ in range(300):
            position = small.find(Postcode("LS1 4AP", "unit"))
            if position is None or position.nation != "england":
                wrong.append(position)

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_table_cannot_be_written(small: PostcodeTable) -> None:
    with small._connection() as db, pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("DELETE FROM postcode")


@pytest.mark.postcodes
def test_the_full_table_holds_every_landmark(full: PostcodeTable) -> None:
    landmarks = {
        "CF10 1NS": (51.4815, -3.1805),
        "BT1 5GS": (54.5965, -5.9301),
        "BT7 1NN": (54.5844, -5.9342),
        "BT48 7BB": (54.9966, -7.3200),
        "CB2 1TQ": (52.2070, 0.1170),
        "HA9 0WS": (51.5560, -0.2796),
        "L4 0TH": (53.4308, -2.9608),
        "M16 0RA": (53.4631, -2.2913),
        "EH1 2NG": (55.9486, -3.1999),
        "OX1 3BG": (51.7540, -1.2540),
        "BN1 1EE": (50.8223, -0.1377),
        "CT1 2EH": (51.2798, 1.0828),
        "TR19 7AA": (50.0660, -5.7140),
        "BT57 8SU": (55.2336, -6.5180),
        "LL55 4TY": (53.1160, -4.1200),
    }
    far = {text: geodesic_m(*at, *where(full, text))[0] for text, at in landmarks.items()}
    assert {text: round(metres) for text, metres in far.items() if metres > 650} == {}


@pytest.mark.postcodes
def test_the_full_table_is_whole(full: PostcodeTable) -> None:
    latitudes, _ = full.arrays()
    assert full.postcodes == 2_720_556
    assert len(latitudes) == 2_720_556 - 24_159
    assert {area.nation for area in full.outcodes()} == {"england", "scotland", "wales", "northern-ireland"}


@pytest.mark.postcodes
def test_a_large_sample_is_spread_like_the_postcodes(full: PostcodeTable) -> None:
    sample = full.sample(2_000, random.Random(1))
    scottish = sum(latitude > 55.8 for _, latitude, _ in sample) / 2_000
    everywhere = (full.arrays()[0] > 55.8).mean()
    assert abs(scottish - everywhere) < 0.02
    assert len({text for text, _, _ in sample}) > 1_950


@pytest.mark.postcodes
def test_a_lookup_takes_microseconds(full: PostcodeTable) -> None:
    postcode = Postcode("LS1 4AP", "unit")
    full.find(postcode)
    started = time.thread_time()
    for _ in range(2_000):
        full.find(postcode)
    assert (time.thread_time() - started) / 2_000 < 0.000_5


@pytest.mark.postcodes
def test_the_list_is_read_one_file_at_a_time() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in package_records()) == 2_720_556
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000
