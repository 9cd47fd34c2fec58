"""How long after a commit another process finds what was written."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import orjson

READER = """
import sys
from directory.db import Database
from directory.search.embedded import EmbeddedIndex
index = EmbeddedIndex(Database(sys.argv[1]))
index.refresh()
print("ready", flush=True)
for line in sys.stdin:
    index.refresh()
    print(",".join(index.names(line.strip(), 1)), flush=True)
"""


def visibility_ms(path: Path, count: int) -> list[float]:
    """Milliseconds from each commit to the answer of the other process that shows it."""
    command = [sys.executable, "-c", READER, f"sqlite:///{path}"]
    reader = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert reader.stdin
    assert reader.stdout
    reader.stdout.readline()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma synchronous=full")
    listed = "json_extract(body, '$.status') = 'active' and json_extract(body, '$.assurance') = 'verified'"
    ids = [id_ for (id_,) in connection.execute(f"select id from service_document where {listed} limit ?", (count,))]
    took = []
    for number, id_ in enumerate(ids):
        version, body = connection.execute("select version, body from service_document where id = ?", (id_,)).fetchone()
        name = f"xq{number}z"
        document = {**orjson.loads(body), "name": name, "version": version + 1}
        connection.execute("begin immediate")
        put = "update service_document set version = ?, body = ? where id = ?"
        connection.execute(put, (version + 1, orjson.dumps(document).decode(), id_))
        connection.execute("insert into change_log (service_id, version) values (?, ?)", (id_, version + 1))
        connection.execute("commit")
        committed = time.perf_counter()
        while True:
            reader.stdin.write(name + "\n")
            reader.stdin.flush()
            if reader.stdout.readline().strip() == id_:
                break
        took.append((time.perf_counter() - committed) * 1000)
    reader.stdin.close()
    reader.wait(timeout=60)
    reader.stdout.close()
    connection.close()
    return took
