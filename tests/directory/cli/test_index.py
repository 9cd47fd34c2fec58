"""``onward index`` where a search server is set: rebuilt with progress, compared, and mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from directory.cli import main
from directory.config import Settings
from directory.db import Database
from tests.directory.search.elastic.kept import NOWHERE, Kept, documents, keep
from tests.services.elasticsearch import OwnAlias

Run = Callable[..., Result]


@pytest.fixture
def run(instance: Path, elasticsearch: OwnAlias, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("ONWARD_ELASTICSEARCH_URL", elasticsearch.url)
    monkeypatch.setenv("ONWARD_ELASTICSEARCH_INDEX", elasticsearch.alias)
    return lambda *words: CliRunner().invoke(main, ["--instance", str(instance), *words])


@pytest.fixture
def world(instance: Path, elasticsearch: OwnAlias) -> Kept:
    return keep(Database(Settings(_env_file=None, instance=instance).database), elasticsearch)


def test_an_index_is_built_compared_and_mended(run: Run, world: Kept) -> None:
    count = len(world.stored())
    built = run("index", "rebuild", "--json")
    assert built.exit_code == 0, built.output
    assert json.loads(built.stdout)["services"] == count
    assert f"{count} of {count} services" in built.stderr
    assert world.held() == world.stored()
    assert json.loads(run("index", "check", "--json").stdout) == {
        "services": count, "in_step": True, "repaired": 0, "out_of_step": [],
    }  # fmt: skip
    id_, version = next(iter(world.stored().items()))
    world.client.delete(index=world.alias, id=id_, version=version, version_type="external_gte")
    checked = run("index", "check")
    assert checked.exit_code == 1
    assert f"1 of {count} services are out of step: {id_}." in checked.stderr
    mended = run("index", "check", "--repair")
    assert mended.exit_code == 0, mended.output
    assert mended.stdout == f"Written again: 1.\nAll {count} services are in step.\n"
    assert world.held() == world.stored()
    world.database.dispose()


def test_a_document_without_its_row_is_out_of_step_too(run: Run, world: Kept) -> None:
    run("index", "rebuild")
    (more,) = documents(1)
    world.store(more)
    world.follower().follow()
    found = json.loads(run("index", "check", "--json").stdout)
    assert found["out_of_step"] == [{"id": more["id"], "row": None, "document": 1, "index": 1}]
    world.database.dispose()


def test_what_cannot_be_mended_is_still_said(run: Run, world: Kept) -> None:
    run("index", "rebuild")
    (bad,) = documents(1, location=NOWHERE)
    world.store(bad)
    found = run("index", "check", "--repair", "--json")
    assert found.exit_code == 1
    assert json.loads(found.stdout)["repaired"] == 0
    assert [each["id"] for each in json.loads(found.stdout)["out_of_step"]] == [bad["id"]]
    world.database.dispose()


def test_a_missing_index_or_server_is_said_with_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = run("index", "check")
    assert checked.exit_code != 0
    assert "missing" in checked.output
    assert "onward index rebuild" in checked.output
    monkeypatch.setenv("ONWARD_ELASTICSEARCH_URL", "http://127.0.0.1:9")
    built = run("index", "rebuild")
    assert built.exit_code != 0
    assert "cannot be reached" in built.output
    assert "127.0.0.1" not in built.output
