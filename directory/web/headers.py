"""What every response carries: a request id, a Content-Security-Policy with a nonce, and the usual locks."""

from __future__ import annotations

import re
import secrets
from urllib.parse import urlsplit

import uuid_utils
from flask import Flask, Response, g, request

_REQUEST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}\Z")
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), payment=(), geolocation=(self)",
}


def request_id() -> str:
    """The id of this request: the client's X-Request-ID where it is well formed, else a new one."""
    if "request_id" not in g:
        given = request.headers.get("X-Request-ID", "")
        g.request_id = given if _REQUEST_ID.match(given) else str(uuid_utils.uuid7())
    found: str = g.request_id
    return found


def csp_nonce() -> str:
    """The nonce that this response's own scripts carry."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(18)
    nonce: str = g.csp_nonce
    return nonce


def policy(nonce: str, image_origin: str = "") -> str:
    """The Content-Security-Policy: only what we serve ourselves, and map tiles from the origin in the settings."""
    images = f"img-src 'self' data: {image_origin}".rstrip()
    return (
        f"default-src 'self'; script-src 'nonce-{nonce}'; {images}; object-src 'none'; base-uri 'none'; "
        "frame-ancestors 'none'; form-action 'self'"
    )


def origin_of(url: str) -> str:
    """The origin of a tile address, with its ``{s}`` as any sub-domain; "" for a path of ours or none."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"


def install(app: Flask, *, tile_url: str = "") -> None:
    """Put the headers on every response of this application, errors included."""
    image_origin = origin_of(tile_url)
    app.context_processor(lambda: {"csp_nonce": csp_nonce, "request_id": request_id})

    @app.after_request
    def _add(response: Response) -> Response:
        wanted = {
            **FIXED,
            "Content-Security-Policy": policy(csp_nonce(), image_origin),
            "Cache-Control": "private, no-cache",
        }
        # At once: asking for each name anew costs more than all the rest of a small answer.
        held = {name.lower() for name, _ in response.headers}
        response.headers.extend([(name, value) for name, value in wanted.items() if name.lower() not in held])
        response.headers["X-Request-ID"] = request_id()
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        return response
