"""Whether the settings are strong enough, together and each."""

from __future__ import annotations

import sys
from pathlib import Path

from directory import __version__, strength
from directory.cli.checks import Finding
from directory.config import Settings
from directory.errors import Refused
from workers.channels.book import check_channels

PART = "settings"
STOPS = "Nothing starts until this is mended."


def check(settings: Settings) -> list[Finding]:
    """What runs, what production refuses, and what is allowed and weak all the same."""
    python = ".".join(str(each) for each in sys.version_info[:3])
    text = f"Onward {__version__} on Python {python}, for {settings.environment}: {_made_of(settings)}."
    return [Finding(PART, "well", text), *_refused(settings), *_channels(settings), *_weak(settings)]


def _made_of(settings: Settings) -> str:
    engine = "Elasticsearch" if settings.elasticsearch_url else "the index of each process"
    bell = "a relay and workers beside Redis" if settings.redis_url else "the web process sends itself"
    return f"{'PostgreSQL' if settings.database_url.startswith('postgres') else 'SQLite'}, {engine}, {bell}"


def _refused(settings: Settings) -> list[Finding]:
    refused = strength.unusable(settings)
    found = strength.too_weak(settings)
    everywhere = [Finding(PART, "wrong", sentence, STOPS) for sentence in refused]
    if settings.environment == "production":
        return everywhere + [Finding(PART, "wrong", sentence, STOPS) for sentence in found]
    if not found:
        return everywhere
    text = f"Production would refuse {len(found)} of these settings."
    return [*everywhere, Finding(PART, "look", text, " ".join(found))]


def _channels(settings: Settings) -> list[Finding]:
    try:
        check_channels(settings)
    except Refused as refused:
        return [Finding(PART, "wrong", refused.detail, STOPS)]
    return []


def _weak(settings: Settings) -> list[Finding]:
    is_live = settings.environment == "production"
    rules = (
        (is_live and not settings.api_key, "ONWARD_API_KEY is not set: nobody can sign in or write by the API.",
         "Set it to at least 32 random characters."),
        (is_live and not settings.trusted_proxies, "ONWARD_TRUSTED_PROXIES is 0: behind a proxy everybody shares one "
         "rate limit.", "Set it to the number of proxies in front."),
        (is_live and settings.log_level == "debug", "ONWARD_LOG_LEVEL is debug: logs grow fast.", "Set it to info."),
        (is_live and _is_plain(settings.smtp_url, "smtp"), "Mail goes to its server without encryption.",
         "Use smtps:// or smtp+starttls:// in ONWARD_SMTP_URL."),
        (is_live and _is_plain(settings.elasticsearch_url, "http"), "Elasticsearch is asked without encryption.",
         "Use https://, unless the network between them is your own."),
        (_is_redis_open(settings.redis_url), "Redis is asked without a password.",
         "Give Redis a password and put it into ONWARD_REDIS_URL."),
        (not settings.embedded_workers and not settings.redis_url, "This process sends nothing: "
         "ONWARD_EMBEDDED_WORKERS is false and there is no Redis.", "Make sure that another process sends."),
        (_others_may_read(Path(".env")), "Everybody on this machine may read .env.", "chmod 600 .env"),
    )  # fmt: skip
    return [*_caught(settings), *(Finding(PART, "look", text, advice) for holds, text, advice in rules if holds)]


def _caught(settings: Settings) -> list[Finding]:
    """Mail that lands in the catcher of the compose file is sent, and reaches nobody."""
    if not strength.reaches_nobody(settings):
        return []
    advice = "Write the address of your mail server into compose/secrets/smtp_url."
    return [Finding(PART, "wrong", f"{strength.CAUGHT}.", advice)]


def _is_plain(url: str, scheme: str) -> bool:
    parts = strength.split(url)
    return parts is not None and parts.scheme == scheme and parts.hostname not in strength.LOOPBACK


def _is_redis_open(url: str) -> bool:
    return bool(url) and not strength.is_redis_guarded(url)


def _others_may_read(path: Path) -> bool:
    return path.is_file() and bool(path.stat().st_mode & 0o007)
