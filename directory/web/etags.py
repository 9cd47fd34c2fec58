"""Versions over HTTP: an ETag on every answer that can be kept, If-Match on every change."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Any

import orjson
from flask import Request, Response

from directory.errors import Conflict, OnwardError

_VERSION = re.compile(r'\s*(?:W/)?"([1-9][0-9]{0,8})"\s*\Z')
ONE = 'If-Match must hold one ETag as it was given, like W/"3": neither * nor a list says what you have read.'


class PreconditionRequired(OnwardError):
    """A change must say which version it was made from."""

    code = "precondition-required"
    title = "Say which version you change"
    status = 428


class PreconditionFailed(OnwardError):
    """The version that was read is no longer the current one."""

    code = "precondition-failed"
    title = "It has changed meanwhile"
    status = 412


def version_tag(version: int) -> str:
    """The ETag of a version."""
    return f'W/"{version}"'


def expected_version(request: Request) -> int:
    """The version in If-Match. Raises PreconditionRequired without one, PreconditionFailed for one never given."""
    given = request.headers.get("If-Match")
    if given is None:
        raise PreconditionRequired("Send the ETag that you read as If-Match, so that no other change is overwritten.")
    found = _VERSION.match(given)
    if found is None:
        raise PreconditionFailed(ONE)
    return int(found[1])


def stale(conflict: Conflict) -> OnwardError:
    """The same conflict, as a failed precondition where the version was the reason."""
    return PreconditionFailed(conflict.detail) if "version" in conflict.extra else conflict


def answer(request: Request, value: Any, *, tag: str | None = None, status: int = 200) -> Response:
    """A JSON response with its ETag: the one given, else one of its content; 304 when the client holds it already."""
    body = orjson.dumps(value)
    tag = tag or f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    kept = request.headers.get("If-None-Match")
    # Weak comparison, as If-None-Match asks for: a proxy may have made the tag weak or strong.
    if kept and request.method in ("GET", "HEAD") and _is_among(tag, kept):
        response = Response(status=304)
    else:
        response = Response(body, status=status, mimetype="application/json")
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _is_among(tag: str, kept: str) -> bool:
    opaque = tag.removeprefix("W/")
    return kept.strip() == "*" or opaque in (each.strip().removeprefix("W/") for each in kept.split(","))
