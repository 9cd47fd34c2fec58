"""Settings that nobody could use are refused everywhere, weak ones in production, each with what to write instead."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from limits import parse_many

from directory.config import Settings
from directory.errors import Refused
from directory.strength import RATE, check, is_redis_guarded, too_weak, unusable

SIGNING = "whsec_" + base64.b64encode(bytes(range(24))).decode()
HOOK = "https://clinic.example/hook"
STRONG: dict[str, Any] = {
    "environment": "production",
    "secret_key": "3f1d0c6b9a8e7452" * 2 + "q",
    "api_key": "zYxWvUtSrQpOnMlKjIhGfEdCbA987654",
    "smtp_url": "smtp://mail.example:25",
    "mail_from": "referrals@clinic.example",
    "public_url": "https://onward.clinic.example",
}


def settings_with(**changes: Any) -> Settings:
    return Settings(_env_file=None, **changes)


def test_everything_that_is_too_weak_is_known_at_once() -> None:
    found = too_weak(settings_with(api_key="short", failpoint="x:kill"))
    named = {word.rstrip(":.,") for sentence in found for word in sentence.split() if word.startswith("ONWARD_")}
    assert named == {
        "ONWARD_SECRET_KEY", "ONWARD_API_KEY", "ONWARD_FAILPOINT", "ONWARD_SMTP_URL", "ONWARD_MAIL_FROM",
        "ONWARD_PUBLIC_URL",
    }  # fmt: skip


def test_development_runs_with_weak_settings() -> None:
    check(settings_with())


@pytest.mark.parametrize(
    ("weak", "named"),
    [
        ({"api_key": "short"}, "ONWARD_API_KEY is too short"),
        ({"api_key": "k" * 40}, "ONWARD_API_KEY repeats itself"),
        ({"api_key": "my-secret-password-for-admin-test-example"}, "made of common words"),
        ({"api_key": STRONG["secret_key"]}, "must differ"),
        ({"webhook_secret": SIGNING, "api_key": SIGNING}, "must differ"),
        ({"previous_secret_key": STRONG["api_key"]}, "must differ"),
        ({"previous_secret_key": "development-key-not-for-production"}, "ONWARD_PREVIOUS_SECRET_KEY"),
        ({"previous_secret_key": "short"}, "ONWARD_PREVIOUS_SECRET_KEY"),
        ({"secret_key": "a" * 32}, "ONWARD_SECRET_KEY"),
        ({"secret_key": "onward-password." * 3}, "ONWARD_SECRET_KEY"),
        ({"secret_key": "my-development-key-not-for-production"}, "ONWARD_SECRET_KEY"),
        ({"clock_offset_s": 60.0}, "ONWARD_CLOCK_OFFSET_S"),
        ({"durations_divided_by": 30.0}, "ONWARD_DURATIONS_DIVIDED_BY"),
        ({"failpoint": "worker_after_send:kill"}, "ONWARD_FAILPOINT"),
        ({"smtp_url": ""}, "ONWARD_SMTP_URL"),
        ({"mail_from": ""}, "ONWARD_MAIL_FROM"),
        ({"public_url": ""}, "ONWARD_PUBLIC_URL"),
        ({"public_url": "http://onward.clinic.example"}, "ONWARD_PUBLIC_URL"),
        ({"webhook_url": "http://clinic.example/hook", "webhook_secret": SIGNING}, "ONWARD_WEBHOOK_URL"),
        ({"webhook_secret": base64.b64encode(b"short").decode()}, "at least 24 random bytes"),
        ({"webhook_secret": base64.b64encode(b"n" * 32).decode()}, "at least 24 random bytes"),
        ({"webhook_allow_private": True}, "ONWARD_WEBHOOK_ALLOW_PRIVATE"),
        ({"redis_url": "redis://redis.example:6379/0"}, "Redis is asked without a password"),
        ({"redis_url": "redis://:x@redis.example:6379/0"}, "ONWARD_REDIS_URL has no password, or one"),
        ({"elasticsearch_url": "http://search.example:9200"}, "ONWARD_ELASTICSEARCH_URL has no password, or one"),
        ({"elasticsearch_url": "https://elastic:changeme@search.example"}, "ONWARD_ELASTICSEARCH_URL has no password"),
        ({"database_url": "postgresql://postgres:postgres@db.example/onward"}, "ONWARD_DATABASE_URL has no password"),
        ({"database_url": "postgresql://onward@db.example/onward"}, "ONWARD_DATABASE_URL has no password"),
        ({"database_url": "postgresql://onward:onward@/onward?host=db.example"}, "ONWARD_DATABASE_URL has no password"),
        ({"database_url": "postgresql:///onward?host=a.example&host=b.example"}, "ONWARD_DATABASE_URL has no password"),
        ({"redis_url": "rediss://:x@redis.example:6379/0?sslcert=c"}, "ONWARD_REDIS_URL has no password, or one"),
        ({"secret_key": "passwordpasswordpasswordpassword1"}, "ONWARD_SECRET_KEY"),
        ({"secret_key": "change-me-change-me-to-a-secret-change-me"}, "ONWARD_SECRET_KEY"),
    ],
    ids=str,
)
def test_production_names_the_setting_that_is_too_weak(weak: dict[str, Any], named: str) -> None:
    check(settings_with(**STRONG))
    with pytest.raises(Refused, match=named):
        check(settings_with(**STRONG | weak))
    check(settings_with(**STRONG | weak | {"environment": "development"}))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"api_rate_limit": "lots"}, "ONWARD_API_RATE_LIMIT cannot be read: write it like 20 per hour"),
        ({"listing_rate_limit": "often"}, "ONWARD_LISTING_RATE_LIMIT cannot be read"),
        ({"search_rate_limit": "x"}, "ONWARD_SEARCH_RATE_LIMIT cannot be read"),
        ({"search_rate_limit": "20 per hour; lots"}, "ONWARD_SEARCH_RATE_LIMIT cannot be read"),
        ({"search_rate_limit": "0 per hour"}, "ONWARD_SEARCH_RATE_LIMIT cannot be read"),
        ({"public_url": "https://?x"}, "ONWARD_PUBLIC_URL must name a host"),
        ({"public_url": "https://onward.example?x"}, "ONWARD_PUBLIC_URL must name a host"),
        ({"public_url": "https://onward.example/#x"}, "ONWARD_PUBLIC_URL must name a host"),
        ({"public_url": "https://me@onward.example"}, "ONWARD_PUBLIC_URL must name a host"),
        ({"public_url": "https://onward.example:many"}, "ONWARD_PUBLIC_URL must name a host"),
        ({"public_url": "onward.example"}, "ONWARD_PUBLIC_URL must name a host"),
        ({"database_url": "sqlite://"}, "ONWARD_DATABASE_URL names a database in memory"),
        ({"database_url": "sqlite:///:memory:"}, "ONWARD_DATABASE_URL names a database in memory"),
        ({"database_url": "sqlite:///file:x?mode=memory&uri=true"}, "ONWARD_DATABASE_URL names a database in memory"),
        ({"redis_url": "nonsense"}, "ONWARD_REDIS_URL must begin with redis://"),
        ({"redis_url": "redis://"}, "ONWARD_REDIS_URL must begin with redis://"),
        ({"elasticsearch_url": "search.example"}, "ONWARD_ELASTICSEARCH_URL must begin with http"),
        ({"webhook_url": "https://", "webhook_secret": SIGNING}, "ONWARD_WEBHOOK_URL must begin with https"),
        ({"webhook_url": HOOK}, "Set ONWARD_WEBHOOK_SECRET"),
        ({"webhook_url": HOOK, "webhook_secret": "not base64"}, "ONWARD_WEBHOOK_SECRET must be base64"),
        ({"webhook_previous_secret": "é"}, "ONWARD_WEBHOOK_PREVIOUS_SECRET must be base64"),
    ],
    ids=str,
)
@pytest.mark.parametrize("more", [{}, STRONG], ids=["development", "production"])
def test_what_nobody_could_use_is_refused_everywhere(
    wrong: dict[str, Any], sentence: str, more: dict[str, Any]
) -> None:
    with pytest.raises(Refused, match=sentence):
        check(settings_with(**more | wrong))


def test_no_sentence_quotes_a_secret() -> None:
    settings = settings_with(
        secret_key="hunter2",
        api_key="hunter2",
        webhook_secret="hunter2!",
        redis_url="x://:hunter2@y",
        smtp_url="hunter2",
    )
    assert "hunter2" not in " ".join(unusable(settings) + too_weak(settings))


@pytest.mark.parametrize(
    "rate",
    [
        "20 per hour",
        "1 per 5 minutes",
        "600 per minute; 20 per second",
        "3 PER DAY",
        "1000000 per minute",
        "20/hour,2/second",
    ],
)
def test_every_rate_that_is_accepted_can_be_counted(rate: str) -> None:
    assert RATE.fullmatch(rate)
    assert parse_many(rate)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://onward:Zx9kQ2mV7tRw@db.example/onward", "postgresql://postgres:postgres@127.0.0.1/onward",
        "postgresql://onward@/onward?host=/run/postgresql", "postgresql://onward@db.example/onward?sslcert=c.pem",
        "postgresql://onward@db.example/onward?passfile=/run/pass", "postgresql:///onward",
        "postgresql://onward@db.example/onward?service=prod", "postgresql:///onward?host=/run/postgresql&host=localhost",
        "postgresql://db.example/onward?password=Zx9kQ2mV7tRw", "sqlite:////data/onward.db",
        "postgresql://onward:7testQ2mV9kRwXz@db.example/onward",
    ],
)  # fmt: skip
def test_a_database_that_nobody_can_walk_into_is_accepted(url: str) -> None:
    check(settings_with(**STRONG | {"database_url": url}))


def test_webhooks_are_accepted_with_a_secret_of_the_scheme() -> None:
    check(settings_with(**STRONG, webhook_url=HOOK, webhook_secret=SIGNING, webhook_previous_secret=SIGNING))


@pytest.mark.parametrize(
    ("url", "is_guarded"),
    [
        ("redis://redis.example", False), ("redis://:word@redis.example", True), ("redis://127.0.0.1", True),
        ("redis://[::1]:6379/0", True), ("unix:///run/redis.sock", True), ("rediss://redis.example?password=w", True),
        ("redis://[", False),
    ],
)  # fmt: skip
def test_a_redis_on_the_network_needs_a_password(url: str, is_guarded: bool) -> None:
    assert is_redis_guarded(url) == is_guarded
