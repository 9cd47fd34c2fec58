from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from time import sleep
from urllib.parse import parse_qs, urlsplit

import pytest

from directory.geocoding.errors import GeocoderUnavailable
from directory.geocoding.online import OnlineGeocoder, online_geocoder
from directory.geocoding.service import Geocoding, build_chain

NOMINATIM = [{"display_name": "1 Clinic Row, Leeds", "lat": "53.8", "lon": "-1.55", "address": {"state": "England"}}]
PHOTON = {
    "features": [
        {
            "geometry": {"coordinates": [-3.2, 55.95]},
            "properties": {"name": "Clinic", "city": "Edinburgh", "state": "Scotland"},
        }
    ]
}


class Server:
    """A loopback address service that records what it is asked."""

    def __init__(self) -> None:
        self.body: object = NOMINATIM
        self.delay_s = 0.0
        self.asked: list[dict[str, list[str]]] = []
        self.agents: list[str | None] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(parse_qs(urlsplit(self.path).query))
                outer.agents.append(self.headers.get("User-Agent"))
                sleep(outer.delay_s)
                body = json.dumps(outer.body).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.http = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.http.serve_forever, daemon=True)
    thread.start()
    yield made
    made.http.shutdown()
    made.http.server_close()
    thread.join()


def test_nothing_outside_is_asked_by_default(geocoding: Geocoding, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert geocoding.locate("LS1 4AP").precision == "unit"
    with pytest.raises(Exception, match="We do not know"):
        geocoding.locate("1 Clinic Row")


def test_nominatim_finds_an_address_once_and_remembers_it(geocoding: Geocoding, server: Server) -> None:
    chain = build_chain(
        geocoding.table, geocoding.places, geocoder="nominatim", geocoder_url=server.url, user_agent="onward-test"
    )
    for _ in range(3):
        place = chain.locate("1 Clinic Row")
    assert (place.precision, place.label, place.nation) == ("address", "1 Clinic Row, Leeds", "england")
    assert len(server.asked) == 1
    assert server.asked[0]["countrycodes"] == ["gb"]
    assert server.agents == ["onward-test"]


def test_what_our_own_list_knows_is_never_asked_outside(geocoding: Geocoding, server: Server) -> None:
    chain = build_chain(geocoding.table, geocoding.places, geocoder="nominatim", geocoder_url=server.url)
    for query in ("LS1 4AP", "Leeds", "51.5,-0.12"):
        chain.locate(query)
    assert server.asked == []


def test_photon_finds_an_address(geocoding: Geocoding, server: Server) -> None:
    server.body = PHOTON
    chain = build_chain(geocoding.table, geocoding.places, geocoder="photon", geocoder_url=server.url)
    place = chain.locate("1 Clinic Row")
    assert (place.precision, place.nation, place.latitude) == ("address", "scotland", 55.95)


def test_an_answer_abroad_counts_as_none(server: Server) -> None:
    server.body = [{"display_name": "Paris", "lat": "48.85", "lon": "2.35"}]
    assert online_geocoder("nominatim", server.url).geocode("1 Clinic Row") is None


def test_a_slow_service_is_given_up_in_time(geocoding: Geocoding, server: Server) -> None:
    server.delay_s = 1.0
    chain = build_chain(geocoding.table, geocoding.places, geocoder="nominatim", geocoder_url=server.url, timeout_s=0.1)
    with pytest.raises(GeocoderUnavailable):
        chain.locate("1 Clinic Row")


@pytest.mark.parametrize("body", [{"weird": 1}, [], "text", None, [{"lat": "x", "lon": "y"}], {"features": [{}]}])
@pytest.mark.parametrize("kind", ["nominatim", "photon"])
def test_a_service_that_talks_nonsense_is_no_crash(
    geocoding: Geocoding, server: Server, kind: str, body: object
) -> None:
    server.body = body
    chain = build_chain(geocoding.table, geocoding.places, geocoder=kind, geocoder_url=server.url)
    with pytest.raises(Exception, match=r"We do not know|did not answer"):
        chain.locate("1 Clinic Row")


def test_a_dead_service_is_no_crash(geocoding: Geocoding) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        chain = build_chain(geocoding.table, geocoding.places, geocoder="photon", geocoder_url=url)
        with pytest.raises(GeocoderUnavailable):
            chain.locate("1 Clinic Row")


class Counting:
    def __init__(self) -> None:
        self.calls = 0

    def geocode(self, query: str, **_: object) -> None:
        self.calls += 1


def test_answers_are_forgotten_by_age_and_by_number() -> None:
    now, inner = [0.0], Counting()
    geocoder = OnlineGeocoder(inner, {}, size=2, ttl_s=10, clock=lambda: now[0])
    for query in ("a", "a", "b", "c", "a"):
        geocoder.geocode(query)
    assert inner.calls == 4
    now[0] = 11
    geocoder.geocode("a")
    assert inner.calls == 5


@pytest.mark.parametrize(("kind", "url"), [("bing", ""), ("photon", "ftp://x"), ("photon", "localhost"), ("", "")])
def test_a_wrong_setting_is_refused_in_words(kind: str, url: str) -> None:
    with pytest.raises(ValueError, match="ONWARD_GEOCODER"):
        online_geocoder(kind, url)
