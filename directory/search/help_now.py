"""The emergency page: 999 first, then the nearest help; and a sheet to write down what happens."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request

from directory.db import Database
from directory.search.answers import Finder
from directory.search.emergency import Help, nearest_help
from directory.search.forms import read_form


def add_to(blueprint: Blueprint, *, database: Database, finder: Finder) -> None:
    """``/help-now`` and its record: without a place they read nothing and may be kept by a cache."""

    @blueprint.get("/help-now")
    def help_now() -> Response:
        near = read_form(request.args).near
        found = nearest_help(database, finder, near) if near else Help(error=_asked() if "near" in request.args else "")
        response = make_response(render_template("search/help_now.html", help=found))
        return response if near or found.error else _kept(response)

    @blueprint.get("/help-now/record")
    def record() -> Response:
        return _kept(make_response(render_template("search/record.html")))


def _kept(response: Response) -> Response:
    response.cache_control.public = True
    response.cache_control.max_age = 300
    response.cache_control.stale_if_error = 604_800
    return response


def _asked() -> str:
    return "Enter a postcode or a town to see who is nearest."
