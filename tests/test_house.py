"""The outside of the house: what a newcomer reads and runs says what is so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from configparser import ConfigParser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from directory.config import Settings

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / name for name in ("README.md", "CHANGELOG.md", "SECURITY.md", "THIRD_PARTY.md")]
PAGES += sorted((ROOT / "docs").rglob("*.md"))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))


def tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail("These tests look at the files that git tracks: run them in a checkout.")
    return [name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def packages() -> dict[str, str]:
    """Each locked package with its block of the lock file."""
    blocks = re.split(r"\n(?=[a-z0-9])", read("constraints.txt"))
    return {canonicalize_name(block.split("==")[0]): block for block in blocks if "==" in block.split("\n")[0]}


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_in_the_documentation_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (document.parent / link).exists()] == []


def test_every_make_target_that_the_documentation_names_exists() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    named = set(re.findall(r"`make ([a-z-]+)", text)) | set(re.findall(r"^make ([a-z-]+)$", text, re.MULTILINE))
    assert {"run", "test"} <= named
    assert named - targets() == set()


def test_make_alone_lists_every_target_that_a_person_calls() -> None:
    said = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make ([a-z-]+)", said, re.MULTILINE)) == targets()


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A checkout whose environment looks installed, for make to judge."""
    for name in ("setup.cfg", "constraints.txt"):
        (tmp_path / name).touch()
    (tmp_path / "Makefile").write_text(read("Makefile"))
    binaries = tmp_path / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "python").symlink_to(sys.executable)
    (tmp_path / ".venv" / ".installed").write_text(f"{tmp_path}\n")
    return tmp_path


def has_nothing_to_install(checkout: Path) -> bool:
    command = ["make", "--question", "VENV=.venv", "install"]
    code = subprocess.run(command, cwd=checkout, capture_output=True, check=False).returncode
    assert code in (0, 1)
    return code == 0


def test_a_second_install_has_nothing_to_do(installed: Path) -> None:
    assert has_nothing_to_install(installed)


@pytest.mark.parametrize("changed", ["setup.cfg", "constraints.txt"])
def test_a_changed_dependency_is_installed(installed: Path, changed: str) -> None:
    later = time.time() + 60
    os.utime(installed / changed, (later, later))
    assert not has_nothing_to_install(installed)


def test_an_environment_that_was_moved_is_made_again(installed: Path) -> None:
    moved = installed.rename(installed.with_name("moved"))
    assert not has_nothing_to_install(moved)


def test_an_environment_whose_python_has_gone_is_made_again(installed: Path) -> None:
    python = installed / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nonexistent/python3")
    assert not has_nothing_to_install(installed)


def test_the_readme_names_the_packages_that_debian_leaves_out() -> None:
    assert "sudo apt-get install make python3-venv" in read("README.md")


def test_every_setting_stands_in_the_example_with_its_default() -> None:
    written = dict(re.findall(r"^#(ONWARD_[A-Z_]+)=(.*)$", read(".env.example"), re.MULTILINE))
    fields = {f"ONWARD_{name.upper()}": field.default for name, field in Settings.model_fields.items()}
    assert written.keys() == fields.keys()
    for name, default in fields.items():
        if isinstance(default, bool):
            assert written[name] == str(default).lower(), name
        elif isinstance(default, float):
            assert float(written[name]) == default, name
        else:
            assert written[name] == str(default), name


def test_every_dependency_is_locked_with_a_hash() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    wanted = config["options"]["install_requires"].split("\n")
    wanted += [line for extra in config["options.extras_require"].values() for line in extra.split("\n")]
    locked = packages()
    for requirement in map(Requirement, filter(None, wanted)):
        assert canonicalize_name(requirement.name) in locked, f"{requirement.name} is not locked: make lock"
        version = re.match(r"\S+==([^\s;]+)", locked[canonicalize_name(requirement.name)])
        assert version is not None
        assert requirement.specifier.contains(version[1], prereleases=True), f"{requirement}: make lock"
    assert [name for name, block in locked.items() if "--hash=sha256:" not in block] == []


def test_the_lock_names_no_index() -> None:
    written = re.sub(r"--no-emit-(index-url|find-links)", "", read("constraints.txt"))
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", written)


def test_the_licence_is_the_whole_apache_licence() -> None:
    text = read("LICENSE")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert all(f"\n   {number}. " in text for number in range(1, 10))
    assert "END OF TERMS AND CONDITIONS" in text


def test_owners_of_the_data_are_named_as_they_ask() -> None:
    notices = " ".join(read("THIRD_PARTY.md").split())
    for notice in ("Contains OS data © Crown copyright and database right", "Contains Royal Mail data © Royal Mail"):
        assert notice in notices
    assert "GeoNames" in notices
    assert "creativecommons.org/licenses/by/4.0" in notices
    assert "licensed under the Open Government Licence v.3.0" in notices


def test_every_folder_of_the_house_stands_in_the_architecture() -> None:
    page = read("docs/architecture.md")
    folders = {name.split("/")[0] for name in tracked() if "/" in name and not name.startswith((".", "docs/"))}
    features = {name.split("/")[1] for name in tracked() if re.match(r"directory/\w+/", name)}
    assert [folder for folder in sorted(folders) if f"\n{folder}/ " not in page] == []
    assert [folder for folder in sorted(features) if f"{folder}/" not in page] == []


def test_every_decision_has_its_four_parts_and_stands_in_the_list() -> None:
    index = read("docs/README.md")
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [int(page.name[:4]) for page in decisions] == list(range(1, len(decisions) + 1))
    for page in decisions:
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(page.name[:4])}. "), page.name
        for part in ("Status", "Context", "Decision", "Consequences"):
            assert f"\n## {part}\n" in text, f"{page.name} has no {part}"
        assert f"(adr/{page.name})" in index, f"{page.name} is not in docs/README.md"


def test_every_folder_of_tests_is_a_package() -> None:
    # Without it tests/matching would stand in the way of matching, and two test_api.py of each other.
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_the_whole_check_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111, ".ci/run is not executable"
    assert subprocess.run(["bash", "-n", script], capture_output=True, check=False).returncode == 0
    named = set(re.findall(r"\bmake (?:-s )?([a-z-]+)", script.read_text(encoding="utf-8"))) - {"python"}
    assert {"install", "services", "test"} <= named
    assert named - targets() == set()
