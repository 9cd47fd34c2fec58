"""Signing in and out in a browser, and the gate that sends people there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from directory.accounts.pages import HOME, WRONG, local
from directory.app import Parts, create_app
from tests.directory.referrals.visitor import errors, send
from tests.network import KEY

GUARDED = ("/referrals", "/referrals?state=yours", "/referrals/0", "/services/0/refer", "/admin/outbox", "/dev/mail")


def sign_in(client: FlaskClient, key: str = KEY, wanted: str = "/referrals") -> object:
    return send(client, client.get(f"/sign-in?next={wanted}").text, "/sign-in", key=key)


@pytest.mark.parametrize("path", GUARDED)
def test_a_page_about_referrals_asks_to_sign_in_and_comes_back(client: FlaskClient, path: str) -> None:
    sent = client.get(path)
    assert sent.status_code == 303
    assert sent.headers["Cache-Control"] == "no-store"
    page = client.get(sent.headers["Location"])
    assert page.status_code == 200
    back = send(client, page.text, "/sign-in", key=KEY)
    assert back.status_code == 303
    assert back.headers["Location"] == path


def test_a_wrong_key_is_said_beside_the_field_and_lets_nobody_in(client: FlaskClient) -> None:
    refused = sign_in(client, "not-the-key")
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert errors(refused) == {"key": WRONG}  # type: ignore[arg-type]
    assert client.get("/referrals").status_code == 303


def test_signing_in_without_the_token_of_the_page_is_refused(client: FlaskClient) -> None:
    assert client.post("/sign-in", data={"key": KEY}).status_code == 422
    assert client.get("/referrals").status_code == 303


def test_whoever_signs_out_is_asked_again(client: FlaskClient) -> None:
    sign_in(client)
    page = client.get("/referrals")
    assert page.status_code == 200
    assert send(client, page.text, "/sign-out").headers["Location"] == "/"
    assert client.get("/referrals").status_code == 303


def test_signing_out_needs_the_token_of_the_page(client: FlaskClient) -> None:
    sign_in(client)
    client.post("/sign-out")
    assert client.get("/referrals").status_code == 200


def test_whoever_is_let_in_is_not_asked(client: FlaskClient, with_key: dict[str, str]) -> None:
    assert client.get("/sign-in?next=/admin/outbox", headers=with_key).headers["Location"] == "/admin/outbox"


def test_keys_cannot_be_tried_without_end(make_parts: Callable[..., Parts]) -> None:
    client = create_app(parts=make_parts(listing_rate_limit="3 per hour")).test_client()
    assert [sign_in(client, "guess").status_code for _ in range(4)] == [422, 422, 422, 429]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path",
    ["", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x",
     "/a b", "\\", "/\t/evil.example", "/" + "a" * 3000, "/a\\b", " /referrals", "/é"],
)  # fmt: skip
def test_nobody_is_sent_to_an_address_that_is_not_ours(path: str) -> None:
    assert local(path) == HOME


@pytest.mark.parametrize("path", ["/", "/referrals?state=yours&overdue=1", "/services/new", "/a/%C3%A9"])
def test_one_of_ours_is_gone_to(path: str) -> None:
    assert local(path) == path


def test_without_a_key_this_machine_needs_none_while_developing(make_parts: Callable[..., Parts]) -> None:
    client = create_app(parts=make_parts(api_key="")).test_client()
    assert client.get("/referrals").status_code == 200
    assert client.get("/sign-in?next=/referrals").status_code == 303


def test_without_a_key_others_are_told_what_to_set(make_parts: Callable[..., Parts]) -> None:
    client = create_app(parts=make_parts(api_key="")).test_client()
    for path in ("/referrals", "/sign-in"):
        refused = client.get(path, environ_base={"REMOTE_ADDR": "192.0.2.7"})
        assert refused.status_code == 403
        assert "ONWARD_API_KEY" in refused.text
