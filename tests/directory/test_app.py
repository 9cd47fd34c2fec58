"""What every answer of the whole application carries, whatever was asked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from directory.app import Parts, create_app
from directory.catalogue.writes import claim_dataset
from directory.config import Settings
from directory.db import Database
from directory.errors import Refused

EVERY_KIND = ["/", "/nothing", "/api/v1/services", "/api/v1/nothing", "/openapi.json", "/docs", "/healthz"]


@pytest.mark.parametrize("path", EVERY_KIND)
def test_every_answer_is_locked_down(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    for part in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cache-Control"]
    assert "Server" not in headers


def test_every_answer_has_a_nonce_of_its_own(client: FlaskClient) -> None:
    nonces = {
        re.search(r"'nonce-([^']+)'", client.get("/docs").headers["Content-Security-Policy"])[1]  # type: ignore[index]
        for _ in range(3)
    }
    assert len(nonces) == 3


def test_every_script_of_a_page_carries_the_nonce(client: FlaskClient) -> None:
    for path in ("/", "/docs"):
        response = client.get(path)
        nonce = re.search(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"])[1]  # type: ignore[index]
        scripts = re.findall(r"<script[^>]*>", response.text)
        assert scripts
        assert all(f'nonce="{nonce}"' in script for script in scripts)


def test_no_page_names_another_host_as_a_source(client: FlaskClient) -> None:
    for path in ("/", "/docs", "/help-now"):
        assert not re.findall(r'(?:src|href)="(?:https?:)?//', client.get(path).text)


@pytest.mark.parametrize(
    ("tile_url", "origin"),
    [
        ("", ""),
        ("https://tiles.example.org/{z}/{x}/{y}.png", " https://tiles.example.org"),
        ("https://{s}.example.org/{z}/{x}/{y}.png", " https://*.example.org"),
        ("/tiles/{z}/{x}/{y}.png", ""),
    ],
)
def test_only_the_tile_setting_lets_another_host_send_images(
    make_parts: Callable[..., Parts], tile_url: str, origin: str
) -> None:
    client = create_app(parts=make_parts(tile_url=tile_url)).test_client()
    assert f"img-src 'self' data:{origin};" in client.get("/healthz").headers["Content-Security-Policy"]


def test_a_request_id_that_is_well_formed_is_echoed(client: FlaskClient) -> None:
    assert client.get("/", headers={"X-Request-ID": "abc-12345678"}).headers["X-Request-ID"] == "abc-12345678"


@pytest.mark.parametrize("sent", ["", "short", "a" * 65, "with space here", "semi;colon;here", "<script>alert"])
def test_a_request_id_that_is_not_is_replaced(client: FlaskClient, sent: str) -> None:
    made = client.get("/", headers={"X-Request-ID": sent}).headers["X-Request-ID"]
    assert made != sent
    assert re.fullmatch(r"[0-9a-f-]{36}", made)


def test_a_failure_of_ours_shows_a_request_id_and_nothing_else(app: APIFlask, caplog: pytest.LogCaptureFixture) -> None:
    @app.get("/api/v1/broken")
    @app.get("/broken")
    def broken() -> str:
        raise RuntimeError("secret words")

    for path in ("/api/v1/broken", "/broken"):
        response = app.test_client().get(path, headers={"X-Request-ID": "abc-12345678"})
        assert response.status_code == 500
        assert "abc-12345678" in response.text
        assert "secret" not in response.text
        assert "Traceback" not in response.text


def test_a_page_that_cannot_even_be_drawn_still_says_what_to_quote(app: APIFlask) -> None:
    app.jinja_env.globals["asset"] = None
    app.template_context_processors[None].append(lambda: {"asset": None})
    response = app.test_client().get("/nothing", headers={"X-Request-ID": "abc-12345678"})
    assert response.status_code == 404
    assert "abc-12345678" in response.text
    assert "text/html" in response.headers["Content-Type"]


def test_programs_get_problems_and_people_get_pages(client: FlaskClient) -> None:
    program, person = client.get("/api/v1/nothing"), client.get("/nothing")
    assert program.status_code == person.status_code == 404
    assert program.mimetype == "application/problem+json"
    assert set(program.get_json(force=True)) == {"type", "title", "status", "detail", "instance"}
    assert person.mimetype == "text/html"


def test_what_is_behind_a_page_is_never_built_from_the_host_header(client: FlaskClient) -> None:
    for path in ("/", "/docs", "/api/v1/services?specialty=dentist&near=LS1+4AP&limit=1"):
        response = client.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
        assert "evil.example" not in response.text
        assert "evil.example" not in str(response.headers)


def test_a_forwarded_address_counts_only_behind_a_trusted_proxy(make_parts: Callable[..., Parts]) -> None:
    def status_of_three(trusted: int) -> list[int]:
        app = create_app(parts=make_parts(trusted_proxies=trusted, api_rate_limit="2 per hour"))
        client = app.test_client()
        return [
            client.post("/api/v1/services", headers={"X-Forwarded-For": f"192.0.2.{each}"}).status_code
            for each in range(3)
        ]

    assert status_of_three(0) == [401, 401, 429]
    assert status_of_three(1) == [401, 401, 401]


def test_too_many_writes_are_refused_for_a_while(make_parts: Callable[..., Parts]) -> None:
    client = create_app(parts=make_parts(api_rate_limit="1 per hour")).test_client()
    client.post("/api/v1/services")
    refused = client.post("/api/v1/services")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.mimetype == "application/problem+json"
    assert client.get("/api/v1/services").status_code == 200


def test_production_refuses_weak_settings(settings: Settings) -> None:
    with pytest.raises(Refused, match="ONWARD_SECRET_KEY"):
        create_app(settings.model_copy(update={"environment": "production"}))


def test_a_page_says_that_the_network_is_fictional_as_soon_as_it_is(
    empty_instance: object, database: Database, make_parts: Callable[..., Parts], tmp_path: object
) -> None:
    with database.transaction() as session:
        claim_dataset(session, "demo")
    client = create_app(parts=make_parts(database_url=database.url)).test_client()
    for path in ("/", "/docs", "/nothing"):
        assert "Demonstration network: every clinic and person here is fictional." in client.get(path).text


def test_a_page_of_a_real_network_does_not(client: FlaskClient) -> None:
    assert "fictional" not in client.get("/").text


def test_two_applications_live_in_one_process(parts: Parts) -> None:
    first, second = create_app(parts=parts), create_app(parts=parts)
    assert first.test_client().get("/healthz").status_code == second.test_client().get("/healthz").status_code == 200


@pytest.mark.sqlite_file
def test_a_process_is_alive_and_not_ready_when_the_database_is_gone(parts: Parts, app: APIFlask) -> None:
    parts.database.engine.dispose()
    path = parts.settings.instance / "onward.db"
    path.rename(path.with_suffix(".away"))
    path.mkdir()
    client = app.test_client()
    assert client.get("/healthz").status_code == 200
    refused = client.get("/readyz")
    assert (refused.status_code, refused.mimetype) == (503, "application/problem+json")
    assert refused.get_json(force=True)["degraded"][0]["part"] == "database"
    version = client.get("/version")
    assert (version.status_code, version.get_json()["db_schema"]["database"]) == (200, None)


def test_the_version_names_python_and_the_shape_of_the_database(client: FlaskClient) -> None:
    found = client.get("/version").get_json()
    assert found["python"].startswith("3.")
    assert found["db_schema"]["known"] == found["db_schema"]["database"]
