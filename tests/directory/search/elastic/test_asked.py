"""Whatever is wrong with the search server, a search is told so, plainly and in time."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from directory.search.elastic.schema import MAPPING, SETTINGS
from directory.search.elasticsearch import ElasticsearchIndex
from directory.search.index import EngineDown
from directory.search.query import CandidateQuery
from matching.model import Ranker
from tests.directory.search import factory


def asked(**given) -> CandidateQuery:
    need = factory.need(random.Random(1), specialty="gp", latitude=51.5, longitude=0.0)
    return CandidateQuery(need=need, ranker=Ranker(criteria=()), **given)


@pytest.fixture
def index_at() -> Iterator[Callable[..., ElasticsearchIndex]]:
    made: list[ElasticsearchIndex] = []

    def make(url: str, alias: str = "services", timeout_s: float = 0.3) -> ElasticsearchIndex:
        made.append(ElasticsearchIndex(url, alias, timeout_s))
        return made[-1]

    yield make
    for one in made:
        one.close()


@contextmanager
def answering(body: bytes, *, status: int = 200, delay_s: float = 0.0, product: str = "Elasticsearch") -> Iterator[str]:
    """A server that answers everything with this."""
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            ended.wait(delay_s)
            try:
                self.send_response(status)
                self.send_header("X-Elastic-Product", product)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


def refusal(index: ElasticsearchIndex) -> str:
    with pytest.raises(EngineDown) as caught:
        index.candidates(asked(radius_m=10_000.0))
    return caught.value.reason


def test_nobody_there_is_said_plainly(index_at) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert refusal(index_at(f"http://127.0.0.1:{free.getsockname()[1]}")) == "the search server cannot be reached"


def test_a_slow_server_is_given_up_in_time(index_at) -> None:
    with answering(b"{}", delay_s=5) as url:
        began = time.monotonic()
        assert refusal(index_at(url)) == "the search server took too long"
        assert time.monotonic() - began < 2


def test_a_whole_search_has_the_time_not_each_question(index_at) -> None:
    """Each answer comes in time, but all of them together do not."""
    body = b'{"took":1,"timed_out":false,"_shards":{"failed":0},"hits":{"total":{"value":0},"hits":[]}}'
    with answering(body, delay_s=0.2) as url:
        one = index_at(url, timeout_s=0.5).for_one_search()
        began = time.monotonic()
        one.names("skin", 5)
        with pytest.raises(EngineDown, match="took too long"):
            one.names("skin", 5)
        assert time.monotonic() - began < 2


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[]", b"{}", b'{"hits": {}}', b"null", b"\xff\xfe", b'"text"'])
def test_an_answer_that_makes_no_sense_is_no_answer(index_at, body) -> None:
    with answering(body) as url:
        assert refusal(index_at(url, timeout_s=2)) in (
            "the answer of the search server cannot be read",
            "the search server cannot be reached",
        )


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (400, "the index is not what this version needs"),
        (401, "the search server refuses the password"),
        (403, "the search server refuses the password"),
        (404, "the index is missing"),
        (429, "the search server has too much to do"),
        (500, "the search server has a fault"),
        (503, "the search server has a fault"),
    ],
)
def test_each_refusal_has_its_reason(index_at, status, reason) -> None:
    with answering(b'{"error": {}}', status=status) as url:
        assert refusal(index_at(url, timeout_s=2)) == reason


def test_something_else_at_the_address_is_recognised(index_at) -> None:
    with answering(b"{}", product="Something") as url:
        assert refusal(index_at(url, timeout_s=2)) == "what answers is not Elasticsearch"


@pytest.mark.parametrize(
    "answer",
    [
        b'{"took":1,"timed_out":true,"_shards":{"failed":0},"hits":{"total":{"value":0},"hits":[]}}',
        b'{"took":1,"timed_out":false,"_shards":{"failed":1},"hits":{"total":{"value":0},"hits":[]}}',
    ],
)
def test_half_an_answer_is_none(index_at, answer) -> None:
    with answering(answer) as url:
        assert refusal(index_at(url, timeout_s=2)) == "the search server did not answer in full"


def test_a_missing_index_is_missing(elasticsearch, index_at) -> None:
    assert refusal(index_at(elasticsearch.url, elasticsearch.alias, 20)) == "the index is missing"
    with pytest.raises(EngineDown, match="missing"):
        index_at(elasticsearch.url, elasticsearch.alias, 20).check()


def test_an_index_of_another_shape_is_not_asked(elasticsearch, index_at) -> None:
    """It has every field but was made by another version: each would find something, and not the same."""
    index = index_at(elasticsearch.url, elasticsearch.alias, 20)
    fields = {name: field for name, field in MAPPING["properties"].items() if not name.startswith("schema_")}
    mapping = {**MAPPING, "_meta": {"schema": "other"}, "properties": {**fields, "schema_other": {"type": "integer"}}}
    index._connected().indices.create(
        index=f"{elasticsearch.alias}-1", mappings=mapping, settings=SETTINGS, aliases={elasticsearch.alias: {}}
    )
    for by in ("score", "distance"):
        with pytest.raises(EngineDown) as caught:
            index.candidates(asked(by=by))
        assert caught.value.reason == "the index is not what this version needs"
    with pytest.raises(EngineDown):
        index.names("skin", 5)
    with pytest.raises(EngineDown):
        index.check()


def test_the_reason_names_no_address_and_no_password(index_at) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        reason = refusal(index_at(f"http://elastic:secret@127.0.0.1:{port}"))
    assert "secret" not in reason
    assert str(port) not in reason
