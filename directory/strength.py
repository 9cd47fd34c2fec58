"""Which settings cannot be used anywhere, and which are too weak for production, each with what to do about it."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from directory.config import DEVELOPMENT_KEY, Settings
from directory.errors import Refused

Rules = tuple[tuple[bool, str], ...]
LOOPBACK = ("127.0.0.1", "::1", "localhost")
ONE_RATE = r"[1-9][0-9]{0,8} ?(?:per|/) ?(?:[1-9][0-9]{0,5} ?)?(?:second|minute|hour|day|month|year)s?"
RATE = re.compile(rf"{ONE_RATE}(?:[;,] ?{ONE_RATE})*", re.IGNORECASE)
CATCHER = "mail"
"""The host that docker-compose.yml gives its mail catcher."""
CAUGHT = "Mail goes to the catcher of docker-compose.yml and reaches nobody"
RATES = ("listing_rate_limit", "api_rate_limit", "search_rate_limit")
KEY_LETTERS, KEY_KINDS, SIGNING_BYTES = 32, 8, 24
"""A key has so many characters, so many of them different; what signs webhooks has so many bytes, by its scheme."""


PASSWORD_LETTERS = 12
ELSEWHERE = {"sslcert", "passfile", "service"}
"""What a PostgreSQL URL says where the proof of who asks is kept elsewhere."""
TRIED_FIRST = (
    "password", "passwort", "changeme", "secret", "elastic", "postgres", "redis", "onward",
    "admin", "example", "default", "qwerty", "letmein", "test",
)  # fmt: skip
"""Words of which guessable keys and passwords are made."""


def check(settings: Settings) -> None:
    """Refuse settings that cannot be used, and weak ones in production. Raises Refused with what to set."""
    for complaint in unusable(settings):
        raise Refused(complaint)
    if settings.environment == "production":
        for complaint in too_weak(settings):
            raise Refused(complaint)


def reaches_nobody(settings: Settings) -> bool:
    """Whether mail goes to the catcher of the compose file: it is sent, and nobody gets it."""
    parts = split(settings.smtp_url)
    return parts is not None and parts.hostname == CATCHER and settings.environment == "production"


def unusable(settings: Settings) -> tuple[str, ...]:
    """What is refused everywhere: what nobody can read, or what could never do its work."""
    return _broken(_unreadable(settings) + _rates(settings) + _signing(settings))


def too_weak(settings: Settings) -> tuple[str, ...]:
    """What production refuses in settings that can be used, a sentence each."""
    return _broken(_keys(settings) + _for_demonstrations(settings) + _ways_out(settings))


def _broken(rules: Rules) -> tuple[str, ...]:
    return tuple(sentence for is_wrong, sentence in rules if is_wrong)


def _rates(settings: Settings) -> Rules:
    return tuple(
        (
            not RATE.fullmatch(getattr(settings, name)),
            f"ONWARD_{name.upper()} cannot be read: write it like 20 per hour, or 600 per minute; 20 per second.",
        )
        for name in RATES
    )


def _unreadable(settings: Settings) -> Rules:
    web = ("http", "https")
    return (
        (
            bool(settings.public_url) and not _is_plain_address(settings.public_url, web),
            "ONWARD_PUBLIC_URL must name a host, without a user, a query or a fragment, like https://onward.example.",
        ),
        (
            _keeps_nothing(settings.database_url),
            "ONWARD_DATABASE_URL names a database in memory, which keeps nothing: name a file, like sqlite:////data/onward.db.",
        ),
        (
            bool(settings.redis_url) and not _names_host(settings.redis_url, ("redis", "rediss", "unix")),
            "ONWARD_REDIS_URL must begin with redis://, rediss:// or unix:// and say where Redis is.",
        ),
        (
            bool(settings.elasticsearch_url) and not _names_host(settings.elasticsearch_url, web),
            "ONWARD_ELASTICSEARCH_URL must begin with http:// or https:// and name a host.",
        ),
        (
            bool(settings.webhook_url) and not _names_host(settings.webhook_url, web),
            "ONWARD_WEBHOOK_URL must begin with https:// and name a host.",
        ),
    )


def _keeps_nothing(url: str) -> bool:
    """Whether this is a SQLite that lives in memory: each connection would have a database of its own."""
    rest = url.partition("://")[2] if url.startswith("sqlite") else "/somewhere"
    name = rest.lstrip("/").partition("?")[0]
    return name in ("", ":memory:") or "mode=memory" in rest


def _signing(settings: Settings) -> Rules:
    secrets = {"ONWARD_WEBHOOK_SECRET": settings.webhook_secret}
    secrets["ONWARD_WEBHOOK_PREVIOUS_SECRET"] = settings.webhook_previous_secret
    return (
        (
            bool(settings.webhook_url) and not settings.webhook_secret,
            "Set ONWARD_WEBHOOK_SECRET: without it nothing that goes to ONWARD_WEBHOOK_URL can be signed or sent.",
        ),
        *(
            (bool(secret) and _decoded(secret) is None, f"{name} must be base64, with or without whsec_ before it.")
            for name, secret in secrets.items()
        ),
    )


def _keys(settings: Settings) -> Rules:
    secret, former, api = settings.secret_key, settings.previous_secret_key, settings.api_key
    signing = {settings.webhook_secret, settings.webhook_previous_secret} - {""}
    given = [each for each in (api, *signing) if each]
    return (
        (
            DEVELOPMENT_KEY in secret or _is_guessable(secret),
            "Set ONWARD_SECRET_KEY to at least 32 random characters before running in production.",
        ),
        (
            bool(former) and (DEVELOPMENT_KEY in former or _is_guessable(former)),
            "ONWARD_PREVIOUS_SECRET_KEY must be the key that was used before, of at least 32 random characters.",
        ),
        (
            0 < len(api) < KEY_LETTERS,
            "ONWARD_API_KEY is too short: use at least 32 random characters.",
        ),
        (
            len(api) >= KEY_LETTERS and _is_guessable(api),
            "ONWARD_API_KEY repeats itself or is made of common words: use at least 32 random characters.",
        ),
        (
            len({secret, *given}) < 1 + len(given) or former in given,
            "ONWARD_SECRET_KEY, ONWARD_API_KEY and ONWARD_WEBHOOK_SECRET must differ: give each a value of its own.",
        ),
        (
            any(_is_weak_signer(each) for each in signing),
            "ONWARD_WEBHOOK_SECRET, and the former one, must be whsec_ and at least 24 random bytes in base64.",
        ),
    )


def _for_demonstrations(settings: Settings) -> Rules:
    return (
        (
            settings.clock_offset_s != 0,
            "ONWARD_CLOCK_OFFSET_S moves the clock and is refused in production: unset it.",
        ),
        (
            settings.durations_divided_by != 1.0,
            "ONWARD_DURATIONS_DIVIDED_BY shortens every wait and is refused in production: unset it.",
        ),
        (
            bool(settings.failpoint),
            "ONWARD_FAILPOINT makes processes die on purpose and is refused in production: unset it.",
        ),
        (
            settings.webhook_allow_private,
            "ONWARD_WEBHOOK_ALLOW_PRIVATE is for development and is refused in production: unset it.",
        ),
    )


def _ways_out(settings: Settings) -> Rules:
    return (
        (
            not settings.smtp_url,
            "Set ONWARD_SMTP_URL to your mail server: without it no referral would reach anybody.",
        ),
        (not settings.mail_from, "Set ONWARD_MAIL_FROM to the address that referral mail comes from."),
        (
            not settings.public_url.startswith("https://"),
            "Set ONWARD_PUBLIC_URL to the https address of this service: links in mails lead there.",
        ),
        (
            bool(settings.webhook_url) and not settings.webhook_url.startswith("https://"),
            "ONWARD_WEBHOOK_URL must begin with https://.",
        ),
        (
            bool(settings.redis_url) and not is_redis_guarded(settings.redis_url),
            "Redis is asked without a password: give it one and put it into ONWARD_REDIS_URL.",
        ),
        *(
            (
                bool(url) and not _is_guarded(url),
                f"{name} has no password, or one that is tried first: use {PASSWORD_LETTERS} random characters.",
            )
            for name, url in (
                ("ONWARD_DATABASE_URL", "" if settings.database.startswith("sqlite") else settings.database),
                ("ONWARD_REDIS_URL", settings.redis_url),
                ("ONWARD_ELASTICSEARCH_URL", settings.elasticsearch_url),
            )
        ),
    )


def _is_guarded(url: str) -> bool:
    """Whether a stranger on the network is asked for a password that is no default, or cannot come near."""
    parts = split(url)
    if parts is None or parts.scheme == "unix":
        return True
    asked = parse_qs(parts.query)
    hosts = [parts.hostname] if parts.hostname else ",".join(asked.get("host", [])).split(",")
    if all(host in LOOPBACK or not host or host.startswith("/") for host in hosts):
        return True
    if parts.scheme.startswith("postgres") and ELSEWHERE & asked.keys():
        return True
    password = unquote(parts.password or asked.get("password", [""])[0])
    return len(password) >= PASSWORD_LETTERS and not _is_worded(password)


def is_redis_guarded(url: str) -> bool:
    """Whether a stranger on the network would be asked for a password, or cannot come near."""
    parts = split(url)
    return has_password(url) or (parts is not None and (parts.scheme == "unix" or parts.hostname in LOOPBACK))


def has_password(url: str) -> bool:
    """Whether this URL carries a password."""
    parts = split(url)
    return parts is not None and bool(parts.password or parse_qs(parts.query).get("password"))


def _is_guessable(key: str) -> bool:
    """Too short, of too few different characters, one piece written again and again, or words that are tried first."""
    return len(key) < KEY_LETTERS or len(set(key)) < KEY_KINDS or key in (key + key)[1:-1] or _is_worded(key)


def _is_worded(secret: str) -> bool:
    """Whether words that stand in examples and defaults are the most of it."""
    whole = left = re.sub(r"[-_. ]", "", secret.lower())
    for word in TRIED_FIRST:
        left = left.replace(word, "")
    return len(left) < len(whole) / 2


def _is_weak_signer(secret: str) -> bool:
    return len(_decoded(secret) or b"") < SIGNING_BYTES or _is_guessable(secret.removeprefix("whsec_"))


def _decoded(secret: str) -> bytes | None:
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        return None


def _is_plain_address(url: str, schemes: tuple[str, ...]) -> bool:
    parts = split(url)
    if parts is None or "?" in url or "#" in url or "@" in parts.netloc:
        return False
    return _names_host(url, schemes)


def _names_host(url: str, schemes: tuple[str, ...]) -> bool:
    parts = split(url)
    if parts is None or parts.scheme not in schemes or not url.isprintable() or " " in url:
        return False
    return bool(parts.path if parts.scheme == "unix" else parts.hostname)


def split(url: str) -> SplitResult | None:
    """The URL's parts; None when it, or its port, cannot be read."""
    try:
        parts = urlsplit(url)
        return parts if parts.port is None or parts.port > 0 else None
    except ValueError:
        return None
