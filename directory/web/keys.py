"""The one key that may write by the API, until there are accounts."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from flask import Request

from directory.errors import Refused, Unauthorised


@dataclass(frozen=True, slots=True)
class ApiKey:
    """The key from the settings; "" lets nobody write."""

    secret: str

    def is_held_by(self, request: Request) -> bool:
        """Whether the request carries the key, compared in constant time."""
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        if not self.secret or scheme.lower() != "bearer":
            return False
        return hmac.compare_digest(given.strip().encode(), self.secret.encode())

    def require(self, request: Request) -> None:
        """Raises Refused where no key is set, Unauthorised for a request without it."""
        if not self.secret:
            raise Refused("Writing by the API is switched off: set ONWARD_API_KEY, then send it as a bearer key.")
        if not self.is_held_by(request):
            raise Unauthorised("Send the API key: Authorization: Bearer KEY.")
