"""Redis, Elasticsearch and the mail server: whether they answer, how quickly, and whether they are set up right."""

from __future__ import annotations

import smtplib
import ssl

import orjson

from directory.admin.probes import Away, ask_http, ask_redis, why
from directory.cli.checks import Finding, timed
from directory.config import Settings
from directory.errors import Refused
from workers.channels.email import Server

PATIENCE_S = 3.0
SLOW_MS = 50.0
NOEVICTION = "redis-cli config set maxmemory-policy noeviction, and the same in its configuration file"


def check_redis(settings: Settings) -> list[Finding]:
    """The doorbell: losing it loses nothing, and while it is away nothing is sent."""
    if not settings.redis_url:
        return [Finding("redis", "off", "Not set: without it the web process sends what is due.")]
    try:
        said, took = timed(
            lambda: ask_redis(settings.redis_url, PATIENCE_S, ("PING",), ("INFO", "memory"), ("INFO", "persistence"))
        )
    except Away as away:
        return [Finding("redis", "wrong", f"Redis {away.reason}.", "Nothing is sent meanwhile, and nothing is lost.")]
    facts = _facts(" ".join(said[1:]))
    found = [_answers("redis", "Redis", took)]
    if (policy := facts.get("maxmemory_policy", "")) != "noeviction":
        found.append(Finding("redis", "wrong", f"It may throw hints away ({policy}): workers refuse it.", NOEVICTION))
    if facts.get("aof_enabled") == "0":
        found.append(Finding("redis", "look", "It keeps no append-only file.", "redis-cli config set appendonly yes"))
    return found


def check_elasticsearch(settings: Settings) -> list[Finding]:
    """The search server: while it is away each process answers from its own index."""
    if not settings.elasticsearch_url:
        return [Finding("elasticsearch", "off", "Not set: each process searches its own index.")]
    instead = "Searches are answered by the index of each process meanwhile."
    try:
        (status, body), took = timed(lambda: ask_http(settings.elasticsearch_url, "/_cluster/health", PATIENCE_S))
        held, _ = ask_http(settings.elasticsearch_url, f"/{settings.elasticsearch_index}", PATIENCE_S, method="HEAD")
    except Away as away:
        return [Finding("elasticsearch", "wrong", f"Elasticsearch {away.reason}.", instead)]
    colour = _colour(body)
    found = [_answers("elasticsearch", "Elasticsearch", took)]
    if status != 200 or colour not in ("green", "yellow"):
        text = f"Its health is {colour}, with status {status}."
        found.append(Finding("elasticsearch", "wrong", text, f"Look at its own log. {instead}"))
    if held != 200:
        text = f"There is no index called {settings.elasticsearch_index}."
        found.append(Finding("elasticsearch", "wrong", text, "The indexer builds it; or onward index rebuild."))
    return found


def check_mail(settings: Settings) -> list[Finding]:
    """The mail server: greeted and signed in to, and given nothing."""
    if not settings.smtp_url:
        return [Finding("mail", "off", "Not set: mail lands on the page /dev/mail.")]
    try:
        _, took = timed(lambda: _greet(Server.of(settings.smtp_url)))
    except Refused as refused:
        return [Finding("mail", "wrong", refused.detail)]
    except Away as away:
        return [Finding("mail", "wrong", f"The mail server {away.reason}.", "What is to be sent is tried again.")]
    return [Finding("mail", "well", f"The mail server answers in {took} ms.", took_ms=took)]


def _greet(server: Server) -> None:
    is_secret = server.scheme != "smtp"
    context = ssl.create_default_context() if is_secret else None
    try:
        if server.scheme == "smtps":
            client: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE_S, context=context)
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_S)
        with client:
            if server.scheme == "smtp+starttls":
                client.starttls(context=context)
            if server.user:
                client.login(server.user, server.password)
            client.noop()
    except smtplib.SMTPAuthenticationError:
        raise Away("refuses the user or password") from None
    except smtplib.SMTPNotSupportedError:
        raise Away("offers no encryption or no sign-in, and without it nothing is sent") from None
    except smtplib.SMTPException:
        raise Away("does not take mail now") from None
    except OSError as error:
        raise Away(why(error)) from None


def _answers(part: str, name: str, took: float) -> Finding:
    is_slow = took > SLOW_MS
    advice = "Look at its load and at the network between." if is_slow else ""
    return Finding(part, "look" if is_slow else "well", f"{name} answers in {took} ms.", advice, took)


def _facts(text: str) -> dict[str, str]:
    return dict(line.split(":", 1) for line in text.split() if ":" in line)


def _colour(body: bytes) -> str:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        return "unknown"
    return str(found.get("status", "unknown")) if isinstance(found, dict) else "unknown"
