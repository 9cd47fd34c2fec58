"""The ``onward`` command: what it prints, how it ends, and what it says when something is wrong."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result

from directory import __version__
from directory.catalogue.models import ServiceDocument
from directory.cli import COMMANDS, main
from directory.db import Database
from tests.network import SERVICES

Run = Callable[..., Result]
pytestmark = pytest.mark.sqlite_file


@pytest.fixture
def run(instance: Path) -> Run:
    """Run a command on the small network."""

    def call(*args: str, **extra: Any) -> Result:
        return CliRunner().invoke(main, ["--instance", str(instance), *args], **extra)

    return call


@pytest.fixture
def bare(tmp_path: Path) -> Run:
    """Run a command where nothing has been set up."""
    return lambda *args, **extra: CliRunner().invoke(main, ["--instance", str(tmp_path / "bare"), *args], **extra)


def every_command() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name in COMMANDS:
        command = main.get_command(None, name)  # type: ignore[arg-type]
        found += [(name, each) for each in getattr(command, "commands", ())] or [(name,)]
    return found


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_command_has_help_with_an_example(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*words, "--help"])
    assert result.exit_code == 0
    assert f"Example: onward {'--instance' if '--instance' in result.output.split('Example:')[1] else words[0]}" in (
        result.output
    )


def test_the_list_of_commands_says_what_each_is_for() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    for name, (_, sentence) in COMMANDS.items():
        assert name in result.output
        assert sentence.endswith(".")


def test_the_version_is_said() -> None:
    assert CliRunner().invoke(main, ["--version"]).output.strip() == f"onward, version {__version__}"


def test_a_search_prints_a_bare_array_in_rank_order(run: Run) -> None:
    result = run("search", "--near", "LS1 4AP", "--specialty", "dentist", "--limit", "20", "--json")
    found = json.loads(result.output)
    assert result.exit_code == 0
    assert len(found) == sum(1 for _, specialty, _, _ in SERVICES if specialty == "dentist")
    wanted = {"id", "name", "specialty", "postcode", "latitude", "longitude", "distance_m", "score", "findings"}
    assert all(wanted <= set(each) for each in found)
    assert [each["score"] for each in found] == sorted((each["score"] for each in found), reverse=True)


def test_a_search_by_distance_prints_the_nearest_first(run: Run) -> None:
    found = json.loads(
        run("search", "--near", "LS1 4AP", "--specialty", "dentist", "--by", "distance", "--json").output
    )
    assert [each["distance_m"] for each in found] == sorted(each["distance_m"] for each in found)


def test_a_search_takes_every_condition_of_the_need(run: Run) -> None:
    def names(*args: str) -> set[str]:
        result = run("search", "--near", "LS1 4AP", "--json", *args)
        assert result.exit_code == 0, result.output
        return {each["name"] for each in json.loads(result.output)}

    support = ("--specialty", "complication-support", "--kind", "emergency", "--urgency", "emergency")
    assert names(*support, "--capability", "hyaluronidase", "--capability", "ultrasound") == {"Aire Complications"}
    assert "Seacroft Dental" not in names("--specialty", "dentist", "--age", "12")
    assert names("--specialty", "dentist", "--radius-km", "2") == {"Park Dental"}
    assert names("--specialty", "dentist", "--language", "pl") == {"Piccadilly Dental"}
    assert names("--specialty", "dentist", "--open-now") == set()
    assert len(names("--specialty", "dentist", "--limit", "1")) == 1
    assert len(names("--specialty", "dentist", "--limit", "1", "--all")) == 4


def test_a_search_explains_who_was_left_out(run: Run) -> None:
    args = ("search", "--near", "LS1 4AP", "--specialty", "dentist", "--age", "12", "--explain")
    assert "Left out: Seacroft Dental" in run(*args).output
    assert [each["name"] for each in json.loads(run(*args, "--json").output)["left_out"]] == ["Seacroft Dental"]


def test_a_search_reads_well_without_json(run: Run) -> None:
    result = run("search", "--near", "LS1 4AP", "--specialty", "dentist")
    assert "Park Dental" in result.output
    assert "Searched" in result.output


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["search", "--near", "Atlantis"], 1, "Atlantis"),
        (["search", "--near", "LS1 4AP", "--specialty", "dentst"], 1, "dentist"),
        (["search", "--near", "LS1 4AP", "--capability", "magic"], 1, "magic"),
        (["search", "--limit", "0"], 2, "whole number"),
        (["search", "--age", "NaN"], 2, "whole number"),
        (["search", "--by", "luck"], 2, "score, distance"),
        (["search", "--specialty", "Dentist!"], 2, "lower-case"),
        (["search", "--near", ""], 2, "empty"),
        (["search", "--open-now", "--open-within", "5"], 2, "not both"),
        (["search", "--wrong"], 2, "--wrong"),
        (["geo", "locate", "JE2 3AB"], 1, "Jersey"),
        (["geo", "locate"], 2, "QUERY"),
        (["triage", "/nowhere/at/all"], 2, "/nowhere/at/all"),
        (["services", "show", "nobody"], 1, "nobody"),
        (["wrong"], 2, "wrong"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else None,
)
def test_what_cannot_be_done_is_said_in_plain_words(run: Run, args: list[str], code: int, words: str) -> None:
    result = run(*args)
    assert result.exit_code == code
    assert result.stdout == ""
    assert words in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("args", [["search", "--near", "Atlantis"], ["search", "--limit", "0"], ["geo", "locate", ""]])
def test_with_json_the_problem_is_json_too(run: Run, args: list[str]) -> None:
    result = run(*args, "--json")
    problem = json.loads(result.stderr)
    assert result.exit_code in (1, 2)
    assert result.stdout == ""
    assert problem["detail"]


@pytest.mark.parametrize("args", [["search", "--near", "LS1 4AP"], ["geo", "locate", "LS1 4AP"], ["serve"]])
def test_before_anything_is_set_up_it_says_what_to_run(bare: Run, args: list[str]) -> None:
    result = bare(*args)
    assert result.exit_code == 1
    assert "onward geo build" in result.stderr or "onward db upgrade" in result.stderr


def test_a_database_that_is_behind_is_refused_with_what_to_run(run: Run, instance: Path) -> None:
    (instance / "onward.db").unlink()
    result = run("serve")
    assert result.exit_code == 1
    assert "onward db upgrade" in result.stderr
    assert run("db", "upgrade").exit_code == 0
    assert run("index", "check").exit_code == 0


def test_a_setting_that_cannot_be_used_is_named(run: Run) -> None:
    result = run("plugins", "list", env={"ONWARD_PORT": "eighty"})
    assert result.exit_code == 1
    assert "ONWARD_PORT" in result.stderr


def test_a_place_is_located_with_its_precision(run: Run) -> None:
    found = json.loads(run("geo", "locate", "ls1 4ap", "--json").output)
    assert {key: found[key] for key in ("query", "latitude", "longitude", "precision")} == {
        "query": "ls1 4ap", "latitude": 53.795456, "longitude": -1.555724, "precision": "unit",
    }  # fmt: skip
    assert "LS1 4AP: 53.795456, -1.555724 (unit)" in run("geo", "locate", "ls1 4ap").output


def test_every_plugin_is_listed(run: Run) -> None:
    found = {each["name"]: each for each in json.loads(run("plugins", "list", "--json").output)}
    assert "dentist" in found["dentistry"]["specialties"]
    assert "dentistry" in run("plugins", "list").output
    blocked = run("plugins", "list", "--json", env={"ONWARD_PLUGINS_DISABLED": "wellbeing"})
    assert set(found) - {each["name"] for each in json.loads(blocked.output)} == {"wellbeing"}


def test_the_index_is_in_step_until_a_document_is_lost(run: Run, instance: Path) -> None:
    checked = json.loads(run("index", "check", "--json").output)
    assert (checked["services"], checked["in_step"], checked["out_of_step"]) == (len(SERVICES), True, [])
    database = Database(f"sqlite:///{instance / 'onward.db'}")
    with database.transaction() as session:
        lost = session.query(ServiceDocument).first()
        session.delete(lost)
    database.dispose()
    result = run("index", "check", "--json")
    assert result.exit_code == 1
    wrong = json.loads(result.output)["out_of_step"]
    assert [(each["id"], each["document"], each["index"]) for each in wrong] == [(lost.id, None, None)]


def test_the_index_is_rebuilt(run: Run) -> None:
    assert json.loads(run("index", "rebuild", "--json").output)["services"] == len(SERVICES)


def test_serving_ends_cleanly_when_it_is_asked_to_stop(instance: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "directory.cli", "--instance", str(instance), "serve", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ONWARD_")}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        assert f"http://127.0.0.1:{port}" in process.stdout.readline()
        answer = _get(f"http://127.0.0.1:{port}/healthz")
        assert answer.status == 200
        assert answer.headers.get("Server") is None
        second = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=60)
        assert second.returncode == 1
        assert f"127.0.0.1:{port}" in second.stderr
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
        assert "Traceback" not in (process.stderr.read() if process.stderr else "")
    finally:
        process.kill()
        process.communicate()


def _get(url: str) -> Any:
    for _ in range(100):
        try:
            with urlopen(url, timeout=5) as response:
                return response
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} never answered")
