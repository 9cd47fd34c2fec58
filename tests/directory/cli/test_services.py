"""``onward services`` and ``onward import ods``: what they print and how they end."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from directory.cli import main

Run = Callable[..., tuple[int, str, str]]
CELLS = ["A81001", "THE SURGERY", *[""] * 7, "LS1 4AP", "", "", "A", *[""] * 12, "4", ""]
LINE = ",".join(f'"{cell}"' for cell in CELLS)


@pytest.fixture
def run(instance: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the small network; its exit code, output and errors."""

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--instance", str(instance), *arguments])
        code = ended.value.code
        out = capsys.readouterr()
        return code if isinstance(code, int) else 0, out.out, out.err

    return call


def listed(run: Run, *narrowed: str) -> list[dict[str, Any]]:
    """What ``services list --json`` prints."""
    code, out, _ = run("services", "list", "--json", *narrowed)
    assert code == 0
    found: list[dict[str, Any]] = json.loads(out)
    return found


def test_services_can_be_listed_and_narrowed(run: Run) -> None:
    assert {each["specialty"] for each in listed(run, "--specialty", "dentist")} == {"dentist"}
    assert listed(run, "--status", "retired") == []
    assert len(listed(run)) > len(listed(run, "--specialty", "dentist"))
    code, out, _ = run("services", "list")
    assert code == 0
    assert "Park Dental" in out


def test_a_service_is_suspended_verified_confirmed_and_retired(run: Run) -> None:
    id_ = listed(run, "--specialty", "dentist")[0]["id"]
    for command, state in (
        (("suspend", id_, "--reason", "Under review"), "suspended"), (("verify", id_), "verified"),
        (("confirm", id_), "verified"), (("retire", id_), "verified"),
    ):  # fmt: skip
        code, out, _ = run("services", *command, "--json")
        assert (code, json.loads(out)["assurance"]) == (0, state)
    code, out, _ = run("services", "show", id_, "--json")
    shown = json.loads(out)
    assert shown["status"] == "retired"
    actions = [each["action"] for each in shown["audit"]][-4:]
    assert actions == ["service.suspend", "service.verify", "service.confirm", "service.retire"]
    code, out, _ = run("services", "show", id_)
    assert (code, "retired" in out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show", "nope"), 1, "There is no service with the id nope."),
        (("verify", "nope"), 1, "There is no service"),
        (("verify",), 2, "Missing argument"),
        (("verify", "x", "--specialist-register", "dermatolgy"), 2, "dermatolgy"),
        (("verify", "x", "--indemnity-until", "31/03/2027"), 2, "does not match"),
        (("suspend", "x"), 2, "--reason"),
        (("list", "--assurance", "perhaps"), 2, "perhaps"),
        (("list", "--specialty", "astrologer"), 2, "there is no specialty"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_exit_code(
    run: Run, arguments: tuple[str, ...], code: int, words: str
) -> None:
    ended, out, err = run("services", *arguments)
    assert ended == code
    assert words in err
    assert out == ""


def test_an_import_says_what_it_did_and_ends_with_3_when_lines_were_bad(
    run: Run, instance: Path, tmp_path: Path
) -> None:
    if given := os.environ.get("ONWARD_TEST_PLACES_DB"):
        # The import wants every postcode, and building that table takes most of a minute.
        shutil.copy(given, instance / "places.db")
    file = tmp_path / "list.csv"
    file.write_text(LINE + "\n")
    code, out, _ = run("import", "ods", str(file), "--specialty", "gp")
    assert (code, "1 services added" in out or "1 service added" in out) == (0, True)
    file.write_text(LINE + '\n"broken\n')
    code, out, _ = run("import", "ods", str(file), "--specialty", "gp", "--json")
    report = json.loads(out)
    assert (code, report["unchanged"], report["bad_lines"][0]["line"]) == (3, 1, 2)
    code, _, err = run("import", "ods", str(file), "--specialty", "astrologer")
    assert (code, "astrologer" in err) == (1, True)
    assert run("import", "ods", str(tmp_path / "none.csv"), "--specialty", "gp")[0] == 2


def test_the_demonstration_is_refused_where_services_are_real(run: Run) -> None:
    code, _, err = run("demo", "--size", "5")
    assert (code, "real services" in err) == (1, True)


@pytest.mark.parametrize("command", ["list", "show", "verify", "confirm", "suspend", "retire"])
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    code, out, _ = run("services", command, "--help")
    assert (code, "Example: onward services" in out) == (0, True)
