"""Settings: where they are read from, and which are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.config import LONGEST_FILE, Settings
from directory.errors import Refused


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that holds the address of a database."""
    path = tmp_path / "database_url"
    path.write_text("postgresql://onward:s3cret@db.example/onward\n")
    return path


def test_a_setting_is_read_from_the_file_that_is_named(secret: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONWARD_DATABASE_URL_FILE", str(secret))
    assert Settings(_env_file=None).database == "postgresql+psycopg://onward:s3cret@db.example/onward"


def test_a_file_that_is_named_comes_before_the_env_file(
    secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("ONWARD_DATABASE_URL=sqlite:///old.db\nONWARD_PORT=8123\n")
    monkeypatch.setenv("ONWARD_DATABASE_URL_FILE", str(secret))
    found = Settings(_env_file=tmp_path / ".env")
    assert (found.database_url.startswith("postgresql"), found.port) == (True, 8123)


def test_a_number_is_read_from_a_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "port").write_text("8124")
    monkeypatch.setenv("ONWARD_PORT_FILE", str(tmp_path / "port"))
    assert Settings(_env_file=None).port == 8124


def test_the_same_setting_twice_is_refused(secret: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONWARD_DATABASE_URL_FILE", str(secret))
    monkeypatch.setenv("ONWARD_DATABASE_URL", "sqlite:///here.db")
    with pytest.raises(Refused, match="ONWARD_DATABASE_URL_FILE are set: unset one"):
        Settings(_env_file=None)


@pytest.mark.parametrize(
    "content", [b"", b" \n", b"one\ntwo\n", b"\xff\xfe", b"a\x00b", b"x" * (LONGEST_FILE + 1), None], ids=str
)
def test_a_file_that_holds_no_setting_is_refused_without_quoting_it(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("ONWARD_SECRET_KEY_FILE", str(path))
    with pytest.raises(Refused, match="ONWARD_SECRET_KEY_FILE") as refused:
        Settings(_env_file=None)
    assert str(path) in refused.value.detail
    assert "two" not in refused.value.detail
    assert len(refused.value.detail) < 300


def test_a_folder_is_not_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONWARD_API_KEY_FILE", str(tmp_path))
    with pytest.raises(Refused, match="cannot be read"):
        Settings(_env_file=None)


@pytest.mark.parametrize("empty", ["environment", ".env"])
def test_an_empty_variable_is_one_that_is_not_set(
    secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty: str
) -> None:
    (tmp_path / ".env").write_text("ONWARD_DATABASE_URL=\nONWARD_PORT=\n" if empty == ".env" else "ONWARD_PORT=8125\n")
    if empty == "environment":
        monkeypatch.setenv("ONWARD_DATABASE_URL", "")
        monkeypatch.setenv("ONWARD_PORT", "")
    monkeypatch.setenv("ONWARD_DATABASE_URL_FILE", str(secret))
    found = Settings(_env_file=tmp_path / ".env")
    assert found.database == "postgresql+psycopg://onward:s3cret@db.example/onward"
    assert found.port == (8000 if empty == ".env" else 8125)


def test_a_file_that_is_named_by_nothing_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONWARD_API_KEY_FILE", "")
    monkeypatch.setenv("ONWARD_API_KEY", "given")
    assert Settings(_env_file=None).api_key == "given"
