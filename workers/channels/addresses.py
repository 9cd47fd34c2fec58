"""Which addresses of others may be called: public ones by https, and nothing that could be a machine of our own."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from workers.channels.base import Permanent, Temporary

Resolve = Callable[[str, int], list[str]]
PORTS = frozenset({443, 8443})
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")
PATH = re.compile(r"[!-\[\]-~]*")
"""Printable ASCII without a backslash, which some programs read as a slash."""
PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
REFUSED_4 = (ipaddress.IPv4Network("192.88.99.0/24"), ipaddress.IPv4Network("192.0.0.0/24"))
REFUSED_6 = tuple(ipaddress.IPv6Network(each) for each in ("2001::/23", "2002::/16", "2001:db8::/32", "3fff::/20"))
"""Tunnels carry an address of the other kind inside; documentation leads nowhere."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect: to one of these checked addresses, and to nothing that the name says later."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]


def check(url: str, resolve: Resolve, *, allow_private: bool = False, refused: Collection[str] = ()) -> Target:
    """Where this URL leads, resolved once. Raises Permanent for an address that may not be called, Temporary when
    the name cannot be resolved now. ``refused`` are host names of our own; ``allow_private`` is for development.
    """
    scheme, host, port, path = _parts(url, allow_private)
    if host.rstrip(".") in refused and not allow_private:
        raise Permanent("The webhook's address is our own.")
    try:
        found = tuple(dict.fromkeys(resolve(host, port)))
    except OSError:
        raise Temporary("The webhook's host is not known just now.") from None
    if not found:
        raise Temporary("The webhook's host has no address.")
    if not allow_private and not all(is_public(each) for each in found):
        raise Permanent("The webhook's host leads to an address that is not public, so it is not called.")
    return Target(scheme, host, port, path, found)


def is_public(address: str) -> bool:
    """Whether this is one machine's address on the public internet, and hides no other address inside."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return found.is_global and not found.is_multicast and not any(found in each for each in REFUSED_4)
    hides_another = any(found in each for each in REFUSED_6)
    return found.scope_id is None and found in PUBLIC_6 and found.is_global and not hides_another


def resolve_now(host: str, port: int) -> list[str]:
    """Every address of the host, by this machine's resolver."""
    return [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _parts(url: str, allow_private: bool) -> tuple[str, str, int, str]:
    if not PATH.fullmatch(url):
        raise Permanent("The webhook's address holds a character that no address may hold.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Permanent("The webhook's address cannot be read.") from None
    if parts.scheme != "https" and not (allow_private and parts.scheme == "http"):
        raise Permanent("The webhook's address must begin with https://.")
    if "@" in parts.netloc:
        raise Permanent("The webhook's address must not hold a user or password.")
    host = _host(parts.hostname or "")
    port = port if port is not None else (443 if parts.scheme == "https" else 80)
    if port not in PORTS and not allow_private:
        raise Permanent("The webhook's port must be 443 or 8443.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port, path


def _host(host: str) -> str:
    """The host as given, when it is an address in its usual form or a name that cannot be read as a number."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        labels = host.removesuffix(".").split(".")
    # "127.1", "0x7f.1" and "2130706433" are loopback to most programs.
    if len(host) > 253 or not all(LABEL.fullmatch(label) for label in labels) or NUMBER.fullmatch(labels[-1]):
        raise Permanent("The webhook's host is not a name or an address.")
    return host
