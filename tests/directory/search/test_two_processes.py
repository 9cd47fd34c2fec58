"""Two real processes over one database see each other's writes."""

from __future__ import annotations

import random
import subprocess
import sys

from sqlalchemy import event

from directory.search.embedded import EmbeddedIndex
from tests.directory.search import factory

READER = """
import sys
from directory.db import Database
from sqlalchemy import event

from directory.search.embedded import EmbeddedIndex
index = EmbeddedIndex(Database(sys.argv[1]), resort_at=50)
for line in sys.stdin:
    index.refresh()
    print(",".join(index.names(line.strip(), 5)), flush=True)
"""
WRITER = """
import random, sys
from directory.db import Database
from tests.directory.search import factory
database = Database(sys.argv[1])
for line in sys.stdin:
    id_, name = line.split()
    version = int(name.removeprefix("written"))
    document = factory.document(
        random.Random(version), id=id_, version=version, name=name, status="active", assurance="verified"
    )
    factory.store(database, [document])
    print("stored", flush=True)
"""


def talk(source: str, url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", source, url]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(process: subprocess.Popen[str], line: str) -> str:
    process.stdin.write(line + "\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def test_a_write_in_one_process_is_found_by_the_next_question_in_another(database) -> None:
    random_ = random.Random(1)
    factory.store(database, [factory.document(random_) for _ in range(50)])
    here = EmbeddedIndex(database)
    here.refresh()
    processes = [talk(READER, database.url), talk(READER, database.url), talk(WRITER, database.url)]
    first, second, writer = processes
    try:
        for version in range(1, 120):
            id_ = f"id-{version % 40:02}"
            assert ask(writer, f"{id_} written{version}") == "stored"
            assert ask(first, f"written{version}") == id_
            assert ask(second, f"written{version}") == id_
            here.refresh()
            assert here.names(f"written{version}", 5) == (id_,)
    finally:
        for process in processes:
            process.stdin.close()
            process.wait(timeout=20)
            process.stdout.close()
        here.close()


def test_looking_for_changes_asks_the_database_for_nothing_or_one_row(database) -> None:
    factory.store(database, [factory.document(random.Random(1))])
    index = EmbeddedIndex(database)
    index.refresh()
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    for _ in range(10):
        index.refresh()
    # SQLite's own connection is asked for its data_version only, beside the pool.
    assert len(asked) == (0 if database.is_sqlite else 10)
    index.close()
