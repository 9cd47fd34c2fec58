from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from directory.geocoding.errors import TableMissing
from directory.geocoding.service import Geocoding, open_geocoding

CSV = Path(str(resources.files("seed") / "data" / "places.csv"))


def labels(geocoding: Geocoding, prefix: str, limit: int = 8) -> list[str]:
    return [suggestion.label for suggestion in geocoding.suggest(prefix, limit)]


def test_places_and_postcodes_are_suggested(geocoding: Geocoding) -> None:
    assert labels(geocoding, "leed") == ["Leeds, West Yorkshire"]
    assert labels(geocoding, "ls1") == ["LS1", "LS10", "LS14"]
    assert labels(geocoding, "LS1 4") == ["LS1 4AP", "LS1 4BB", "LS1 4DL"]
    assert labels(geocoding, "ls14ap") == ["LS1 4AP"]
    assert labels(geocoding, "m", 2) == ["Manchester, Greater Manchester", "Milton Keynes, Buckinghamshire"]


def test_every_suggestion_can_be_located(geocoding: Geocoding) -> None:
    for prefix in ("new", "st", "ls", "ls1", "LS1 4", "bt1", "hay"):
        for suggestion in geocoding.suggest(prefix, 20):
            place = geocoding.locate(suggestion.label)
            assert (place.latitude, place.longitude) == pytest.approx((suggestion.latitude, suggestion.longitude))


@pytest.mark.parametrize("bad", ["", "\x00", "%", "_", "'", "a" * 1_000_000, "LS1 4'--", "😀1"])
def test_bad_input_suggests_nothing(geocoding: Geocoding, bad: str) -> None:
    assert geocoding.suggest(bad) == []


def test_no_more_than_the_limit_is_suggested(geocoding: Geocoding) -> None:
    assert len(geocoding.suggest("s", 3)) == 3
    assert geocoding.suggest("s", 0) == []


def test_opening_reads_the_files(small_db: Path) -> None:
    assert open_geocoding(small_db, CSV).locate("LS1 4AP").precision == "unit"


def test_opening_without_a_table_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(TableMissing, match="onward geo build"):
        open_geocoding(tmp_path / "places.db", CSV)
