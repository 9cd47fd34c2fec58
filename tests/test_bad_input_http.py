"""Bad HTTP, bad searches and bad pages of them: refused in plain words, nothing stored, never a failure of ours."""

from __future__ import annotations

import gzip

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from directory.search.schemas import SEARCH
from directory.web.query import Param
from tests.bad_input import (
    API,
    AUTH,
    BODY_ROUTES,
    pointers,
    refused,
    send,
)
from tests.network import KEY, SERVICES, listing_of

pytestmark = pytest.mark.usefixtures("nothing_stored")


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
    "json",
     "application/json, text/plain", "text/json", "application/jsonp", "application/json; charset=utf-16", "*/*",
     "\u00e9"],
)  # fmt: skip
@pytest.mark.parametrize("route", BODY_ROUTES)
def test_a_body_that_is_not_called_json_is_refused(
    shared_client: FlaskClient, service_id: str, route: str, content_type: str
) -> None:
    response = send(shared_client, route, service_id, data=b"{}", headers={"Content-Type": content_type})
    refused(response)
    assert response.status_code == 415


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "GZIP", "gzip, gzip", "identity, gzip"])
@pytest.mark.parametrize("route", BODY_ROUTES)
def test_a_compressed_body_is_refused_without_being_opened(
    shared_client: FlaskClient, service_id: str, route: str, coding: str
) -> None:
    bomb = gzip.compress(b" " * 10_000_000)
    response = send(shared_client, route, service_id, data=bomb, headers={"Content-Encoding": coding})
    refused(response)
    assert response.status_code == 415


def test_every_route_refuses_the_methods_that_it_does_not_answer(
    shared_app: APIFlask, shared_client: FlaskClient
) -> None:
    answered: dict[str, set[str]] = {}
    for rule in shared_app.url_map.iter_rules():
        path = rule.rule.replace("<service_id>", "0" * 8)
        if "<" not in path:
            answered.setdefault(path, set()).update(rule.methods or ())
    for path, methods in answered.items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND"} - methods:
            response = shared_client.open(path, method=method)
            assert response.status_code == 405, (method, path)
            assert set(response.headers["Allow"].split(", ")) >= methods - {"HEAD", "OPTIONS"}


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_a_method_cannot_be_overridden(shared_client: FlaskClient, service_id: str, header: str) -> None:
    path = f"{API}/services/{service_id}"
    assert shared_client.get(path, headers={header: "DELETE", **AUTH}).status_code == 200
    assert shared_client.post(path, headers={header: "PATCH", **AUTH}).status_code == 405


def test_a_parameter_that_nobody_knows_is_refused_on_every_route(shared_client: FlaskClient, service_id: str) -> None:
    for path, item in shared_client.get("/openapi.json").get_json()["paths"].items():
        for method in item:
            url = f"{path.replace('{service_id}', service_id)}?unknown_parameter=1"
            response = shared_client.open(url, method=method.upper(), headers={**AUTH, "If-Match": 'W/"2"'}, json={})
            problem = refused(response)
            assert "/unknown_parameter" in pointers(problem), (method, path)


@pytest.mark.parametrize("param", [param for param in SEARCH if not param.many], ids=lambda param: param.name)
def test_a_parameter_that_stands_once_is_refused_twice(shared_client: FlaskClient, param: Param) -> None:
    good = {"integer": "5", "number": "1", "boolean": "true"}.get(param.schema["type"])
    value = good or (param.schema.get("enum") or ["dentist"])[0]
    problem = refused(shared_client.get(f"{API}/services?{param.name}={value}&{param.name}={value}"))
    assert f"/{param.name}" in pointers(problem)


@pytest.mark.parametrize("query", ["&".join(f"treats=a{number}" for number in range(200)), "%ff=1",
    "specialty=%ff", "limit=%00",
                                   "name=%C0%AF", "=1", "limit[]=1", "limit[$gt]=1", "near=%ED%A0%80"])  # fmt: skip
def test_a_query_string_that_is_out_of_the_way_is_refused(shared_client: FlaskClient, query: str) -> None:
    refused(shared_client.get(f"{API}/services?{query}"))


@pytest.mark.parametrize(
    "value", ["", "*", "2", "W/2", '"two"', 'W/"0"', 'W/"-1"', 'W/"2", W/"3"', '"' + "9" * 40 + '"', "W/"]
)
def test_an_if_match_that_is_no_etag_of_ours_is_refused(
    shared_client: FlaskClient, service_id: str, value: str
) -> None:
    response = send(shared_client, "change", service_id, data=b'{"wait_days": 5}', headers={"If-Match": value})
    assert refused(response)["status"] == 412


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", f"Bearer {KEY}x", f"Basic {KEY}", KEY, "Bearer \u00e9", f"Bearer {KEY[:-1]}"],
)
def test_writing_without_the_key_is_refused(shared_client: FlaskClient, service_id: str, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    sent = {"headers": headers, "json": listing_of("Park Dental", "dentist", "LS1 4AP")}
    responses = [
        shared_client.post(f"{API}/services", **sent),
        shared_client.patch(f"{API}/services/{service_id}", **sent),
        shared_client.post(f"{API}/services/{service_id}/retire", headers=headers),
    ]
    for response in responses:
        refused(response)
        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "service_id",
    ["0", "-1", "9223372036854775808", "00000000-0000-0000-0000-000000000000", "%00", "..%2f..%2fetc", "x" * 500,
    "' OR 1=1",
     "%ff", "*", "null", "01A2", "%F0%9F%8F%A5", "{{7*7}}", "a%0d%0ab"],
)  # fmt: skip
def test_an_id_that_is_none_is_not_found(shared_client: FlaskClient, service_id: str) -> None:
    path = f"{API}/services/{service_id}"
    body = {"headers": {**AUTH, "If-Match": 'W/"1"'}, "json": {"wait_days": 5}}
    for response in (
        shared_client.get(path), shared_client.get(path, headers=AUTH), shared_client.patch(path, **body),
        shared_client.post(f"{path}/retire", headers=AUTH),
    ):  # fmt: skip
        refused(response)
        assert response.status_code == 404


@pytest.mark.parametrize(
    "query",
    ["specialty=wizard", "specialty=emergency-services", "specialty=dentst", "capability=unobtainium",
    "treats=nothing-known",
     "limit=0", "limit=101", "limit=-1", "limit=1000000000", "radius_km=0", "radius_km=1501", "radius_km=10",
     "by=distance",
     "by=name", "sort=clinician_phone", "order=desc", "offset=10", "page=-1", "page=1000000000", "q=*",
     "fields=clinician",
     "latitude=53.8", "longitude=-1.5", "latitude=53.8&longitude=-1.5&near=LS1+4AP", "latitude=-1.5&longitude=53.8",
     "latitude=0&longitude=0", "cursor=x", "cursor=..", "cursor=eyJhIjoxfQ.x", "cursor=%00", "cursor=" + "A" * 900,
     "age=-1", "age=121", "age=0x1", "open_within=10081", "explain=21", "urgency=now", "kind=everything",
     "register=abc",
     "name=" + "x" * 101, "facets=2", "treats=" + "&treats=".join(["acne"] * 101)],
)  # fmt: skip
def test_a_search_that_cannot_be_meant_is_refused(shared_client: FlaskClient, query: str) -> None:
    refused(shared_client.get(f"{API}/services?{query}"))


@pytest.mark.parametrize(
    "words",
    ["*", "/.*/", "a~1000", "name:*", "(", '"', "\\", "a" * 100, " ".join("ab" for _ in range(33)), "%", "_",
    "' OR 1=1 --",
     "<script>alert(1)</script>", "{{7*7}}", "🏥", "\u202e", "OR AND NOT", "[a TO z]", "+park -dental", "a^1000",
     "ﬁ", "İ"],
)  # fmt: skip
def test_words_of_any_kind_are_only_words(shared_client: FlaskClient, words: str) -> None:
    found = shared_client.get(f"{API}/services", query_string={"name": words, "near": "LS1 4AP"})
    assert found.status_code == 200
    assert len(found.get_json()["items"]) < len(SERVICES)
    for path in (f"{API}/places/suggest", f"{API}/vocabulary/suggest"):
        assert shared_client.get(path, query_string={"q": words}).status_code == 200


def test_a_cursor_of_another_search_is_refused(shared_client: FlaskClient) -> None:
    page = shared_client.get(f"{API}/services?specialty=dentist&near=LS1+4AP&limit=1").get_json()
    for changed in ("specialty=gp&near=LS1+4AP&limit=1", "specialty=dentist&near=M1+1AA&limit=1"):
        problem = refused(shared_client.get(f"{API}/services?{changed}&cursor={page['next']}"))
        assert pointers(problem) == {"/cursor"}
    forged = page["next"][:-2] + ("AA" if page["next"][-2:] != "AA" else "BB")
    refused(shared_client.get(f"{API}/services?specialty=dentist&near=LS1+4AP&limit=1&cursor={forged}"))
