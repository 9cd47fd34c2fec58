"""One address writes and searches so often and no more; others, and an emergency, never notice."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from directory.app import create_app
from directory.parts import Parts

SEARCH = "/api/v1/services?specialty=dentist&near=LS1+4AP"
MakeParts = Callable[..., Parts]


@pytest.fixture
def client(make_parts: MakeParts) -> FlaskClient:
    """Somebody who may search twice an hour."""
    return create_app(parts=make_parts(search_rate_limit="2 per hour")).test_client()


def from_(address: str) -> dict[str, dict[str, str]]:
    return {"environ_overrides": {"REMOTE_ADDR": address}}


def test_a_search_too_many_is_told_when_to_come_again(client: FlaskClient) -> None:
    assert [client.get(SEARCH).status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get(SEARCH)
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert refused.mimetype == "application/problem+json"
    assert refused.get_json(force=True)["detail"].startswith("There have been too many requests")


def test_pages_and_programs_are_counted_together(client: FlaskClient) -> None:
    page = "/search?need=toothache&near=LS1+4AP"
    assert [client.get(each).status_code for each in (SEARCH, page, page, "/?need=x&near=LS1", SEARCH)] == [
        200, 200, 429, 429, 429,
    ]  # fmt: skip
    refused = client.get(page)
    assert refused.mimetype == "text/html"
    assert 'href="/help-now"' in refused.text


def test_another_address_has_a_count_of_its_own(client: FlaskClient) -> None:
    assert [client.get(SEARCH, **from_("192.0.2.1")).status_code for _ in range(3)] == [200, 200, 429]  # type: ignore[arg-type]
    assert client.get(SEARCH, **from_("192.0.2.2")).status_code == 200  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "path",
    ["/help-now", "/help-now?near=LS1+4AP", f"{SEARCH}&urgency=emergency", "/", "/healthz", "/readyz"],
)
def test_an_emergency_and_what_costs_nothing_are_always_answered(client: FlaskClient, path: str) -> None:
    assert [client.get(SEARCH).status_code for _ in range(3)][-1] == 429
    assert {client.get(path).status_code for _ in range(20)} == {200}


def test_searches_and_writes_are_counted_apart(make_parts: MakeParts) -> None:
    parts = make_parts(search_rate_limit="1 per hour", api_rate_limit="1 per hour")
    client = create_app(parts=parts).test_client()
    assert [client.post("/api/v1/services").status_code for _ in range(2)] == [401, 429]
    assert [client.get(SEARCH).status_code for _ in range(2)] == [200, 429]


def test_a_second_and_an_hour_have_each_a_limit(make_parts: MakeParts, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [2_000_000_000.4]
    monkeypatch.setattr(time, "time", lambda: moment[0])
    client = create_app(parts=make_parts(search_rate_limit="3 per hour; 2 per second")).test_client()
    first = [client.get(SEARCH) for _ in range(3)]
    assert [each.status_code for each in first] == [200, 200, 429]
    assert first[2].headers["Retry-After"] == "1"
    assert [each.headers["X-RateLimit-Remaining"] for each in first] == ["1", "0", "0"]
    moment[0] += 2
    later = [client.get(SEARCH) for _ in range(2)]
    assert [each.status_code for each in later] == [200, 429]
    assert int(later[1].headers["Retry-After"]) > 1000


def test_the_shipped_limits_can_be_read(make_parts: MakeParts) -> None:
    usual = type(make_parts().settings).model_fields
    limits = {name: field.default for name, field in usual.items() if name.endswith("_rate_limit")}
    assert len(limits) == 3
    client = create_app(parts=make_parts(**limits)).test_client()
    assert client.get(SEARCH).headers["X-RateLimit-Limit"]
