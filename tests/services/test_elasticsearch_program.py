"""Which Java runs Elasticsearch, and how its cache is filled: whole or not at all, and once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.services import elasticsearch_program
from tests.services.state import Missing

# What Maven leaves in the folder it is told.
MAVEN = """#!/bin/sh
echo called >> "{log}"
for word; do case $word in -DoutputDirectory=*) folder=${{word#*=}};; esac; done
mkdir -p "$folder"
for jar in elasticsearch-9 netty-common-4 transport-netty4-9 ecj-3; do : > "$folder/$jar.jar"; done
{end}
"""
COMPILER = """#!/bin/sh
echo compiled >> "{log}"
while [ "$1" != -d ]; do shift; done
mkdir -p "$2"
"""


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o700)
    return path


def java_of(path: Path, version: str) -> Path:
    return script(path, f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and a Maven and a compiler that write down that they were called."""
    path = tmp_path / "log"
    path.touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    script(tmp_path / "bin" / "mvn", MAVEN.format(log=path, end=""))
    script(tmp_path / "bin" / "compiler", COMPILER.format(log=path))
    return path


def test_a_java_that_is_too_old_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java_of(tmp_path / "home" / "bin" / "java", "17.0.15")
    newer = java_of(tmp_path / "path" / "java", "21.0.1")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", f"{tmp_path / 'path'}:/usr/bin:/bin")
    assert elasticsearch_program.java() == newer


def test_the_java_that_a_person_chose_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = java_of(tmp_path / "home" / "bin" / "java", "25")
    java_of(tmp_path / "path" / "java", "26")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", f"{tmp_path / 'path'}:/usr/bin:/bin")
    assert elasticsearch_program.java() == chosen


def test_without_a_java_it_says_what_brings_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elasticsearch_program, "_release", lambda _: 17)
    with pytest.raises(Missing, match="make install"):
        elasticsearch_program.java()


def test_the_cache_is_filled_once(tmp_path: Path, log: Path) -> None:
    for _ in range(2):
        elasticsearch_program.program(tmp_path / "bin" / "compiler")
    assert log.read_text().split() == ["called", "compiled"]
    folder = elasticsearch_program.cache()
    assert [jar.name for jar in folder.glob("lib/*")] == ["elasticsearch-9.jar"]
    module = {jar.name for jar in folder.glob("modules/transport-netty4/*")}
    assert module == {"netty-common-4.jar", "transport-netty4-9.jar", "plugin-descriptor.properties"}


def test_a_download_that_broke_off_leaves_nothing(tmp_path: Path, log: Path) -> None:
    script(tmp_path / "bin" / "mvn", MAVEN.format(log=log, end="echo the line broke; exit 1"))
    with pytest.raises(Missing, match="the line broke"):
        elasticsearch_program.program(tmp_path / "bin" / "compiler")
    assert list(elasticsearch_program.cache().parent.iterdir()) == []


def test_what_a_killed_download_left_is_cleared_away(tmp_path: Path, log: Path) -> None:
    beside = elasticsearch_program.cache().parent
    old, young = (beside / f".{elasticsearch_program.cache().name}-{name}" for name in ("old", "young"))
    old.mkdir(parents=True)
    young.mkdir()
    os.utime(old, (0, 0))
    elasticsearch_program.program(tmp_path / "bin" / "compiler")
    assert not old.exists()
    assert young.exists()


def test_a_cache_that_somebody_else_filled_meanwhile_is_used(tmp_path: Path, log: Path) -> None:
    theirs = elasticsearch_program.cache() / "lib"
    meanwhile = f'mkdir -p "{theirs}"; : > "{theirs}/theirs.jar"'
    script(tmp_path / "bin" / "mvn", MAVEN.format(log=log, end=meanwhile))
    elasticsearch_program.program(tmp_path / "bin" / "compiler")
    assert [jar.name for jar in theirs.iterdir()] == ["theirs.jar"]


def test_without_maven_it_says_what_to_install(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Missing, match="sudo apt-get install maven"):
        elasticsearch_program.program(Path("java"))
