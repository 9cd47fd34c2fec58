"""What a test of Elasticsearch uses: an alias of its own on the shared server, or a server to kill and freeze."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest

from tests.services.elasticsearch_server import VARIABLE, ElasticsearchServer

REASON = f"Elasticsearch is not running ({VARIABLE} is not set): `make services` starts one"


@dataclass(frozen=True)
class OwnAlias:
    """A server's URL, and an alias that nobody else uses; every index whose name begins with it is the test's own."""

    url: str
    alias: str


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """The URL of the shared server; the test is skipped when there is none."""
    url = os.environ.get(VARIABLE, "")
    if not url:
        pytest.skip(REASON)
    return url


@pytest.fixture
def elasticsearch(elasticsearch_url: str) -> Iterator[OwnAlias]:
    """An alias of the test's own on the shared server; its indices are removed afterwards."""
    own = OwnAlias(elasticsearch_url, f"t-{uuid4().hex[:16]}")
    yield own
    remove_indices(own.url, own.alias)


@pytest.fixture
def own_elasticsearch() -> Iterator[ElasticsearchServer]:
    """A running server of the test's own; the test is skipped when there is no shared one either."""
    if not os.environ.get(VARIABLE):
        pytest.skip(REASON)
    server = ElasticsearchServer()
    try:
        server.start()
        yield server
    finally:
        server.remove()


def remove_indices(url: str, prefix: str) -> None:
    """Remove every index whose name begins so. A server refuses wild cards here, so they are named one by one."""
    with urllib.request.urlopen(f"{url}/{prefix}*/_alias?expand_wildcards=all", timeout=30) as answer:
        names = sorted(json.load(answer))
    for name in names:
        request = urllib.request.Request(f"{url}/{name}", method="DELETE")
        urllib.request.urlopen(request, timeout=30).close()
