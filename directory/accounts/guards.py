"""Who may see what is not public: whoever holds the directory's key, or works on this very machine while developing."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Request, session
from werkzeug.exceptions import SecurityError

from directory.errors import Refused, Unauthorised
from directory.web.keys import ApiKey

SIGNED_IN_S = 12 * 3600
NO_KEY = "Nobody can sign in here yet: set ONWARD_API_KEY to at least 32 random characters, then start again."


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets in a bearer of the key and a browser that signed in with it.

    Without a key, development lets in this machine alone, and production nobody. This machine is asked by its own
    name (``own_host`` or a loopback one): a page from elsewhere, whose name somebody points here, asks by another.
    """

    api_key: str
    environment: str
    secret: str
    own_host: str = ""

    def allows(self, request: Request) -> bool:
        """Whether this request may see what is not public."""
        if not self.api_key:
            return self.environment == "development" and _is_here(request) and self._is_meant(request)
        return ApiKey(self.api_key).is_held_by(request) or self.is_signed_in()

    def require(self, request: Request) -> None:
        """Raises Refused where nobody can be let in, Unauthorised for a request without the key."""
        if self.allows(request):
            return
        if not self.api_key:
            raise Refused(NO_KEY)
        raise Unauthorised("Sign in, or send the API key: Authorization: Bearer KEY.")

    def is_signed_in(self) -> bool:
        """Whether this browser's session was opened with the key that is set now, less than twelve hours ago."""
        mark, at = session.get("key", ""), session.get("at", 0)
        is_fresh = isinstance(at, int) and 0 <= datetime.now(UTC).timestamp() - at < SIGNED_IN_S
        return is_fresh and isinstance(mark, str) and hmac.compare_digest(mark.encode(), self._mark().encode())

    def sign_in(self, given: str) -> bool:
        """Open a session for whoever gives the key; false for anything else."""
        if not self.api_key or not hmac.compare_digest(given.strip().encode(), self.api_key.encode()):
            return False
        session.clear()
        session["key"], session["at"] = self._mark(), int(datetime.now(UTC).timestamp())
        return True

    def sign_out(self) -> None:
        """Close the session."""
        session.clear()

    def _is_meant(self, request: Request) -> bool:
        try:
            host = urlsplit(f"//{request.host}").hostname or ""
        except (ValueError, SecurityError):
            return False
        return host in ("localhost", self.own_host) or host.endswith(".localhost") or _is_loopback(host)

    def _mark(self) -> str:
        # A session that was opened with an earlier key ends with that key.
        return hmac.new(self.secret.encode(), self.api_key.encode(), hashlib.sha256).hexdigest()


def _is_here(request: Request) -> bool:
    return _is_loopback(request.remote_addr or "")


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
