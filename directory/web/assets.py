"""Style sheets and scripts, from the packages that carry them and from our own folder: never from another host."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Response, abort, request, url_for

OWN = Path(__file__).parent.parent / "static"
YEAR_S = 31_536_000
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ico": "image/x-icon",
}
# Library -> (package that carries it, folder inside the package, files that may be read).
PACKAGES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "bootstrap": ("flask_bootstrap", "static/bootstrap5/css", ("bootstrap.min.css",)),
    "htmx": ("js_lib_htmx", "static/htmx", ("htmx.min.js",)),
    "leaflet": (
        "xstatic.pkg.leaflet",
        "data",
        ("leaflet.css", "leaflet.js", "images/layers.png", "images/layers-2x.png"),
    ),
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, ready to send: its bytes, the same gzipped (b"" when that gains nothing), its type and its hash."""

    body: bytes
    zipped: bytes
    mimetype: str
    digest: str


def _folder(library: str) -> tuple[Path, tuple[str, ...]] | None:
    if library == "onward":
        return OWN, tuple(path.relative_to(OWN).as_posix() for path in OWN.rglob("*") if path.suffix in TYPES)
    if library not in PACKAGES:
        return None
    package, folder, allowed = PACKAGES[library]
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / folder, allowed


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    zipped = gzip.compress(body, 9, mtime=0) if path.suffix in {".css", ".js", ".svg"} else b""
    return Asset(body, zipped, TYPES[path.suffix], sha256(body).hexdigest()[:12])


@cache
def _cached(path: Path, _modified_ns: int) -> Asset:
    return _read(path)


def find(library: str, name: str) -> Asset | None:
    """The file, or None when it is not on the list of what may be served."""
    found = _folder(library)
    if found is None or name not in found[1]:
        return None
    path = found[0] / name
    # The time of change is part of the key, so that an edited style sheet shows without a restart.
    return _cached(path, path.stat().st_mtime_ns)


def asset(name: str) -> str:
    """The address of ``library/file`` with its content's hash, so that it may be kept for a year."""
    library, _, file = name.partition("/")
    found = find(library, file)
    if found is None:
        raise LookupError(f"{name} is not an asset")
    return url_for("assets.serve", library=library, name=file, v=found.digest)


def create_blueprint() -> Blueprint:
    """``/assets/<library>/<file>``, and ``asset()`` in every template."""
    blueprint = Blueprint("assets", __name__)
    blueprint.app_context_processor(lambda: {"asset": asset})

    @blueprint.get("/assets/<library>/<path:name>")
    def serve(library: str, name: str) -> Response:
        found = find(library, name)
        if found is None:
            abort(404)
        response = Response(mimetype=found.mimetype)
        if found.zipped and request.accept_encodings.quality("gzip") > 0:
            response.set_data(found.zipped)
            response.content_encoding = "gzip"
        else:
            response.set_data(found.body)
        response.vary.add("Accept-Encoding")
        response.set_etag(found.digest + ("-gzip" if response.content_encoding else ""))
        hashed = request.args.get("v") == found.digest
        response.cache_control.public = True
        response.cache_control.max_age = YEAR_S if hashed else 300
        response.cache_control.immutable = hashed
        response.make_conditional(request)
        return response

    return blueprint
