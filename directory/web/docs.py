"""The OpenAPI document, the page that shows it, and the three addresses that a supervisor asks."""

from __future__ import annotations

import platform
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, cast

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
    """That this process answers."""

    status: str


class Degraded(BaseModel):
    """A part that does not do what it should, and what that means."""

    part: Literal["database", "sending", "redis", "elasticsearch"]
    reason: str


class Ready(BaseModel):
    """Whether requests may be sent here; what is degraded is done another way, or later."""

    status: Literal["ready", "degraded"]
    degraded: list[Degraded]


class Schema(BaseModel):
    """The shape that this version brings, and the database's: null when it has none or does not answer."""

    known: str
    database: str | None


class Version(BaseModel):
    """What runs here."""

    name: str
    version: str
    python: str
    db_schema: Schema


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


def create_blueprint(
    *, look: Callable[[], dict[str, Any]], schema: Callable[[], dict[str, str | None]]
) -> APIBlueprint:
    """``/healthz``, ``/readyz`` and ``/version``.

    ``look`` says what is degraded and raises an OnwardError of status 503 when this process cannot serve; ``schema``
    gives the revisions. Neither takes two seconds.
    """
    blueprint = APIBlueprint("service", __name__, tag="This service")

    @blueprint.get("/healthz")
    @describe(blueprint, "Say that this process answers; nothing else is asked", answer=Health)
    def healthz() -> Response:
        read_query(request.args, ())
        return answer(request, {"status": "ok"})

    @blueprint.get("/readyz")
    @describe(blueprint, "Say whether this process can serve, what is degraded and why", answer=Ready, errors=(503,))
    def readyz() -> Response:
        read_query(request.args, ())
        found = Response(orjson.dumps(look()), mimetype="application/json")
        found.headers["Cache-Control"] = "no-store"
        return found

    @blueprint.get("/version")
    @describe(blueprint, "Say what runs here", answer=Version)
    def version() -> Response:
        read_query(request.args, ())
        python = platform.python_version()
        return answer(request, {"name": "onward", "version": __version__, "python": python, "db_schema": schema()})

    return blueprint
