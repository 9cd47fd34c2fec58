"""The Elasticsearch for tests: how it starts, what it keeps, what it leaves, and what it says when it cannot."""

from __future__ import annotations

import json
import os
import signal
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.services import elasticsearch_program, elasticsearch_server, state
from tests.services.elasticsearch import OwnAlias, remove_indices
from tests.services.elasticsearch_server import ElasticsearchServer


def ask(url: str, method: str = "GET", body: object = None, timeout: float = 30) -> Any:
    request = urllib.request.Request(url, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return json.load(answer)


@pytest.fixture
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(state, "STATE", tmp_path / "services.env")
    return tmp_path / "services.env"


def test_a_server_is_killed_frozen_and_wiped_and_starts_again(own_elasticsearch: ElasticsearchServer) -> None:
    server = own_elasticsearch
    document = f"{server.url}/kept/_doc/1"
    ask(document, "PUT", {"is_kept": True})

    server.signal(signal.SIGSTOP)
    with pytest.raises(TimeoutError):
        ask(document, timeout=0.5)
    server.signal(signal.SIGCONT)
    assert ask(document)["_source"] == {"is_kept": True}

    server.signal(signal.SIGKILL)
    with pytest.raises(OSError, match="refused"):
        ask(document)
    server.start()
    ask(f"{server.url}/_cluster/health/kept?wait_for_status=yellow")
    assert ask(document)["_source"] == {"is_kept": True}

    server.wipe()
    server.start()
    assert ask(f"{server.url}/_cluster/health")["active_shards"] == 0

    server.remove()
    assert not server.folder.exists()
    with pytest.raises(OSError, match="refused"):
        ask(document)


def test_it_starts_listens_on_loopback_and_goes(elasticsearch_url: str, own_state: Path) -> None:
    url = elasticsearch_server.start()
    folder = Path(state.read()[elasticsearch_server.FOLDER])
    try:
        assert elasticsearch_server.running() == url
        node = next(iter(ask(f"{url}/_nodes/_local/http,transport")["nodes"].values()))
        bound = node["http"]["bound_address"] + node["transport"]["bound_address"]
        assert {address.rsplit(":", 1)[0] for address in bound} == {"127.0.0.1"}
    finally:
        assert elasticsearch_server.stop()
    assert elasticsearch_server.running() is None
    assert not folder.exists()
    assert not own_state.exists()


def test_only_the_indices_of_one_test_are_removed(elasticsearch: OwnAlias) -> None:
    names = [f"{elasticsearch.alias}-{end}" for end in ("mine-1", "mine-2", "other")]
    for name in names:
        ask(f"{elasticsearch.url}/{name}", "PUT", {"settings": {"number_of_replicas": 0}})
    remove_indices(elasticsearch.url, f"{elasticsearch.alias}-mine")
    assert list(ask(f"{elasticsearch.url}/{elasticsearch.alias}*")) == [names[2]]


def test_stopping_removes_only_what_starting_made(own_state: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    state.keep(**{elasticsearch_server.FOLDER: str(precious)})
    assert elasticsearch_server.stop() is False
    assert precious.is_dir()
    assert not own_state.exists()


def test_a_number_that_now_belongs_to_somebody_else_is_not_ended(own_state: Path) -> None:
    server = ElasticsearchServer()
    (server.folder / "pid").write_text(str(os.getpid()))
    state.keep(**{elasticsearch_server.FOLDER: str(server.folder)})
    assert elasticsearch_server.stop()
    assert not server.folder.exists()


def test_what_the_server_said_is_told_when_it_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho no memory left\nexit 1\n")
    java.chmod(0o700)
    monkeypatch.setattr(elasticsearch_program, "java", lambda: java)
    monkeypatch.setattr(elasticsearch_program, "program", lambda _: [])
    server = ElasticsearchServer()
    try:
        with pytest.raises(state.Missing, match="no memory left"):
            server.start()
    finally:
        server.remove()
