"""What is said of the folder, of the room in it, and of the postcode table."""

from __future__ import annotations

import os
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from directory.cli.checks import disk
from directory.config import Settings

Usage = namedtuple("Usage", "total used free")
GB = 1_000_000_000


@pytest.mark.parametrize(
    ("total", "free", "level"),
    [(100, 50, "well"), (100, 9, "wrong"), (1000, 90, "well"), (4, 0.9, "wrong"), (8, 2, "well")],
)
def test_a_disk_is_full_before_it_is(
    total: float, free: float, level: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(total * GB, (total - free) * GB, free * GB))
    tmp_path.chmod(0o700)
    (found,) = disk.check_instance(Settings(_env_file=None, instance=tmp_path))
    assert found.level == level


def test_a_folder_that_everybody_may_look_into_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    found = disk.check_instance(Settings(_env_file=None, instance=tmp_path))
    assert any("Everybody on this machine" in each.text for each in found)


def test_the_postcode_table_is_missing_old_or_well(empty_instance: Path, tmp_path: Path) -> None:
    settings = Settings(_env_file=None, instance=tmp_path)
    assert disk.check_postcodes(settings)[0].level == "wrong"
    shutil.copy(empty_instance / "places.db", tmp_path)
    assert disk.check_postcodes(settings)[0].level in ("well", "look")
    (tmp_path / "places.db").write_bytes(b"nonsense")
    assert disk.check_postcodes(settings)[0].level == "wrong"


def test_an_old_postcode_table_is_worth_knowing(
    empty_instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk.build, "is_current", lambda path: True)
    table = Path(shutil.copy(empty_instance / "places.db", tmp_path))
    settings = Settings(_env_file=None, instance=tmp_path)
    assert disk.check_postcodes(settings)[0].level == "well"
    os.utime(table, (0, 0))
    (found,) = disk.check_postcodes(settings)
    assert (found.level, "days ago" in found.text) == ("look", True)
