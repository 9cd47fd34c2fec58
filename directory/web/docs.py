"""The OpenAPI document, the page that shows it, and the two addresses that a supervisor asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import orjson
from apiflask import APIBlueprint, APIFlask
from flask import Blueprint, Response, current_app, render_template, request, send_from_directory
from pydantic import BaseModel

from directory import __version__
from directory.web.etags import answer
from directory.web.openapi import describe
from directory.web.query import read_query

YEAR_S = 31_536_000


class Health(BaseModel):
    """Whether the service can answer."""

    status: str


class Version(BaseModel):
    """What runs here."""

    name: str
    version: str


def _swagger_files() -> Path:
    """Where flask-swagger-ui keeps Swagger UI's own files; its blueprint is not used, its page needs inline scripts."""
    spec = find_spec("flask_swagger_ui")
    if spec is None or spec.origin is None:
        raise LookupError("flask-swagger-ui is not installed")
    return Path(spec.origin).parent / "dist"


def create_pages() -> Blueprint:
    """``/docs``, ``/docs/<file>`` and ``/openapi.json``."""
    blueprint = Blueprint("docs", __name__)
    folder = _swagger_files()

    @cache
    def document() -> bytes:
        return orjson.dumps(cast(APIFlask, current_app).spec)

    @blueprint.get("/openapi.json")
    def openapi() -> Response:
        return Response(document(), mimetype="application/json")

    @blueprint.get("/docs")
    def page() -> str:
        return render_template("docs.html", version=__version__)

    @blueprint.get("/docs/<any('swagger-ui.css', 'swagger-ui-bundle.js'):name>")
    def file(name: str) -> Response:
        return send_from_directory(folder, name, max_age=YEAR_S if request.args.get("v") else 300)

    return blueprint


def create_blueprint(*, ping: Callable[[], None]) -> APIBlueprint:
    """``/healthz`` and ``/version``; ``ping`` raises when the database does not answer."""
    blueprint = APIBlueprint("service", __name__, tag="This service")

    @blueprint.get("/healthz")
    @describe(blueprint, "Say whether the service can answer", answer=Health, errors=(503,))
    def healthz() -> Response:
        read_query(request.args, ())
        ping()
        return answer(request, {"status": "ok"})

    @blueprint.get("/version")
    @describe(blueprint, "Say what runs here", answer=Version)
    def version() -> Response:
        read_query(request.args, ())
        return answer(request, {"name": "onward", "version": __version__})

    return blueprint
