"""Events to another system: signed, never redirected, never longer than agreed, never to a machine of our own."""

from __future__ import annotations

import base64
import json
import ssl
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from directory.errors import Refused
from tests.workers.certificates import certificate
from tests.workers.conftest import claimed, settings_of
from tests.workers.sinks import HookSink, dripping, mail_server, silent, talker, web_server
from workers.channels.base import Mail, Permanent, Post, Temporary
from workers.channels.webhook import WebhookChannel

SECRET = "whsec_" + base64.b64encode(b"n" * 32).decode()
PREVIOUS = "whsec_" + base64.b64encode(b"p" * 32).decode()


def channel(tmp_path: Path, **changes: Any) -> WebhookChannel:
    resolve = {name: changes.pop(name) for name in ("resolve", "context") if name in changes}
    values = {"webhook_secret": SECRET, "webhook_allow_private": True, **changes}
    return WebhookChannel(settings_of(tmp_path, **values), **resolve)


def post(url: str) -> Post:
    return Post(url, "referral.accepted", {"id": "0198-referral", "state": "accepted"})


def test_it_arrives_signed_with_the_messages_id(hook: HookSink, tmp_path: Path) -> None:
    assert channel(tmp_path).send(post(hook.url), claimed(), 5) == "HTTP 204"
    [(path, headers, body)] = hook.posts
    assert path == "/hook"
    assert headers["webhook-id"] == "0198-message"
    assert headers["content-type"] == "application/json"
    assert Webhook(SECRET).verify(body, headers) == {
        "type": "referral.accepted",
        "data": {"id": "0198-referral", "state": "accepted"},
    }


def test_while_secrets_rotate_both_verify(hook: HookSink, tmp_path: Path) -> None:
    channel(tmp_path, webhook_previous_secret=PREVIOUS).send(post(hook.url), claimed(), 5)
    [(_, headers, body)] = hook.posts
    Webhook(SECRET).verify(body, headers)
    Webhook(PREVIOUS).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(base64.b64encode(b"other").decode()).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body.replace(b"accepted", b"rejected"), headers)


def test_sent_again_it_has_the_same_id(hook: HookSink, tmp_path: Path) -> None:
    for _ in range(2):
        channel(tmp_path).send(post(hook.url), claimed(), 5)
    assert [headers["webhook-id"] for _, headers, _ in hook.posts] == ["0198-message"] * 2


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(hook: HookSink, tmp_path: Path, status: int) -> None:
    with web_server() as inside:
        hook.status, hook.headers = status, {"Location": inside.url}
        with pytest.raises(Permanent, match=str(status)):
            channel(tmp_path).send(post(hook.url), claimed(), 5)
        assert inside.posts == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 422, 429, 500, 502, 503, 504])
def test_other_refusals_are_temporary(hook: HookSink, tmp_path: Path, status: int) -> None:
    hook.status = status
    with pytest.raises(Temporary, match=str(status)):
        channel(tmp_path).send(post(hook.url), claimed(), 5)


def test_gone_is_permanent(hook: HookSink, tmp_path: Path) -> None:
    hook.status = 410
    with pytest.raises(Permanent, match="410"):
        channel(tmp_path).send(post(hook.url), claimed(), 5)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("120", 120.0), ("0", 0.0), ("999999999", 86_400.0), ("9" * 30, None), ("-5", None), ("1.5", None), ("", None),
        ("soon", None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("Fri, 01 Jan 2100 00:00:00 GMT", 86_400.0),
        ("Fri, 01 Jan 2100 00:00:00", None), ("٣", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_that_is_asked_for_is_taken_over(
    hook: HookSink, tmp_path: Path, status: int, said: str, expected: float | None
) -> None:
    if not said.isascii():
        said = said.encode().decode("latin-1")
    hook.status, hook.headers = status, {"Retry-After": said}
    with pytest.raises(Temporary) as problem:
        channel(tmp_path).send(post(hook.url), claimed(), 5)
    assert problem.value.retry_after_s == expected


def test_an_endless_answer_is_left_after_a_little(hook: HookSink, tmp_path: Path) -> None:
    hook.status, hook.endless = 200, True
    tracemalloc.start()
    began = time.monotonic()
    assert channel(tmp_path).send(post(hook.url), claimed(), 5) == "HTTP 200"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - began < 10
    assert peak < 5_000_000


def test_a_compressed_answer_is_not_unpacked(hook: HookSink, tmp_path: Path) -> None:
    hook.status, hook.headers, hook.body = 200, {"Content-Encoding": "gzip"}, b"\x1f\x8b" + b"\x00" * 1000
    assert channel(tmp_path).send(post(hook.url), claimed(), 5) == "HTTP 200"


@pytest.mark.parametrize("talk", [silent, dripping])
def test_a_server_that_never_finishes_is_cut_at_the_total_deadline(tmp_path: Path, talk: Any) -> None:
    with talker(talk) as port:
        began = time.monotonic()
        with pytest.raises(Temporary, match="cut off"):
            channel(tmp_path).send(post(f"http://127.0.0.1:{port}/"), claimed(), 0.5)
        assert time.monotonic() - began < 5


def test_what_the_question_for_a_name_took_is_gone_for_the_rest(tmp_path: Path) -> None:
    def slow(host: str, port: int) -> list[str]:
        time.sleep(1.5)
        return ["127.0.0.1"]

    made = channel(tmp_path, resolve=slow)
    with talker(silent) as port:
        began = time.monotonic()
        with pytest.raises(Temporary):
            made.send(post(f"http://named.example.org:{port}/"), claimed(), 2)
        assert time.monotonic() - began < 3


def test_what_speaks_something_else_is_temporary(tmp_path: Path) -> None:
    with mail_server() as sink, pytest.raises(Temporary):
        channel(tmp_path).send(post(sink.url.replace("smtp", "http")), claimed(), 5)


def test_a_server_that_is_not_there_is_temporary(tmp_path: Path) -> None:
    with pytest.raises(Temporary, match="cannot be reached"):
        channel(tmp_path).send(post("http://127.0.0.1:1/"), claimed(), 5)


def test_our_own_machine_is_not_called(hook: HookSink, tmp_path: Path) -> None:
    made = channel(tmp_path, webhook_allow_private=False)
    for url in (hook.url, hook.url.replace("http:", "https:")):
        with pytest.raises(Permanent):
            made.send(post(url), claimed(), 5)
    assert hook.posts == []


def test_a_name_that_changes_its_mind_is_called_where_it_was_checked(hook: HookSink, tmp_path: Path) -> None:
    port = hook.url.split(":")[2].split("/")[0]
    with talker(silent) as other:
        answers = [["127.0.0.1"], ["127.0.0.2"]]
        made = channel(tmp_path, resolve=lambda *_: answers.pop(0))
        made.send(post(f"http://rebinding.example.org:{port}/hook"), claimed(), 5)
        assert other
    assert len(answers) == 1
    assert hook.posts[0][1]["host"] == f"rebinding.example.org:{port}"


def test_tls_asks_for_the_name_and_refuses_another(tmp_path: Path) -> None:
    certificate(tmp_path, "hook.example.org")
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    with web_server(serving) as sink:
        port = sink.url.split(":")[2].split("/")[0]
        made = channel(tmp_path, resolve=lambda *_: ["127.0.0.1"], context=trusting)
        assert made.send(post(f"https://hook.example.org:{port}/hook"), claimed(), 5) == "HTTP 204"
        with pytest.raises(Temporary):
            made.send(post(f"https://other.example.org:{port}/hook"), claimed(), 5)
        assert len(sink.posts) == 1


def test_proxies_of_the_environment_are_not_used(
    hook: HookSink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert channel(tmp_path).send(post(hook.url), claimed(), 5) == "HTTP 204"


def test_a_secret_that_cannot_be_used_is_refused_at_the_start(tmp_path: Path) -> None:
    for name in ("webhook_secret", "webhook_previous_secret"):
        with pytest.raises(Refused, match=f"ONWARD_{name.upper()}"):
            channel(tmp_path, **{name: "whsec_no base64!é"})


def test_the_same_secret_in_both_places_signs_once(hook: HookSink, tmp_path: Path) -> None:
    channel(tmp_path, webhook_previous_secret=SECRET).send(post(hook.url), claimed(), 5)
    channel(tmp_path, webhook_previous_secret=PREVIOUS).send(post(hook.url), claimed(), 5)
    signatures = [{name.lower(): value for name, value in sent[1].items()}["webhook-signature"] for sent in hook.posts]
    assert [len(each.split()) for each in signatures] == [1, 2]


def test_without_a_secret_nothing_is_sent(hook: HookSink, tmp_path: Path) -> None:
    with pytest.raises(Permanent, match="ONWARD_WEBHOOK_SECRET"):
        channel(tmp_path, webhook_secret="").send(post(hook.url), claimed(), 5)
    assert hook.posts == []


def test_a_mail_is_no_event(tmp_path: Path) -> None:
    with pytest.raises(Permanent):
        channel(tmp_path).send(Mail("a@b.example", "", "s", "t"), claimed(), 5)


def test_hosts_are_told_apart(tmp_path: Path) -> None:
    made = channel(tmp_path)
    assert made.host(post("https://a.example/x")) != made.host(post("https://b.example/x"))


def test_the_body_is_json_of_ids_only(hook: HookSink, tmp_path: Path) -> None:
    channel(tmp_path).send(post(hook.url), claimed(), 5)
    assert set(json.loads(hook.posts[0][2])) == {"type", "data"}
