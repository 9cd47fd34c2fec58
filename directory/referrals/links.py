"""Signed links into one referral, for one audience, one round and a limited time: no account is needed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from itsdangerous import BadData, URLSafeSerializer

from directory.errors import OnwardError

Audience = Literal["service", "referrer"]
PATHS: dict[Audience, str] = {"service": "/r/", "referrer": "/my/"}
MAX_TOKEN = 300
OVER = "The time of this link is over. Ask whoever sent it for a new one."


class LinkWrong(OnwardError):
    """The link is not one that was given out."""

    code = "link-wrong"
    title = "This link does not work"
    status = 404


class LinkExpired(OnwardError):
    """The link has stopped working: its time is over, or another service has been asked."""

    code = "link-expired"
    title = "This link has stopped working"
    status = 410


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says."""

    referral_id: str
    round: int
    audience: Audience
    expires_at: datetime
    contact: int = 0


def sign(
    secret: str, referral_id: str, round_: int, audience: Audience, expires_at: datetime, *, contact: int = 0
) -> str:
    """The token of a link, safe in a URL; ``contact`` is the version at which the referrer's address was mended."""
    said = [referral_id, round_, audience, int(expires_at.timestamp())]
    return _serializer(secret).dumps([*said, contact] if contact else said)


def read(secrets: Sequence[str], token: str, now: datetime) -> Link:
    """The link of a token that was signed with one of these.

    Raises LinkWrong for one that was never signed here, LinkExpired for an old one.
    """
    found = signed(secrets, token)
    if found.expires_at <= now:
        raise LinkExpired(OVER)
    return found


def signed(secrets: Sequence[str], token: str) -> Link:
    """The same, whatever its time. Raises LinkWrong."""
    found = next((link for secret in secrets if (link := _read(secret, token))), None)
    if found is None:
        raise LinkWrong("This link is not complete or was changed. Open it again from the mail that it came with.")
    return found


def url(base_url: str, audience: Audience, token: str) -> str:
    """The address that a mail gives."""
    return f"{base_url}{PATHS[audience]}{token}"


def _read(secret: str, token: str) -> Link | None:
    if len(token) > MAX_TOKEN:
        return None
    try:
        serializer = _serializer(secret)
        said = serializer.loads(token)
        referral_id, round_, audience, expires, *contact = said
        link = Link(referral_id, round_, audience, datetime.fromtimestamp(expires, UTC), *contact)
    except (BadData, ValueError, TypeError, OverflowError, OSError):
        return None
    # The last letter of Base64 has spare bits: a changed one may read the same.
    return link if serializer.dumps(said) == token else None


def _serializer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret, salt="onward.referral-link.1", signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256}
    )
