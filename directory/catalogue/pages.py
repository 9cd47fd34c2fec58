"""A service's own page, and the steps in which somebody lists one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, url_for

from directory.catalogue import service
from directory.catalogue.documents import public
from directory.catalogue.facts import facts_of
from directory.catalogue.listing_steps import Listing
from directory.config import Settings
from directory.db import Database, now
from directory.geocoding.chain import GeocoderChain
from directory.web.limits import Limit
from matching.plugin_manager import PluginRegistry


def create_blueprint(
    *, database: Database, registry: PluginRegistry, places: GeocoderChain, settings: Settings, limit_writes: Limit[Any]
) -> Blueprint:
    """``/services/<id>`` and ``/services/new``; sending a listing carries ``limit_writes``."""
    blueprint = Blueprint("services", __name__)
    listing = Listing(database, registry, places, settings.secret_key)

    @blueprint.get("/services/<service_id>")
    def show(service_id: str) -> Response:
        with database.reading() as session:
            document = service.get(session, service_id)
            at = now(session)
        page = render_template(
            "catalogue/service.html", service=public(document), facts=facts_of(document, registry, at)
        )
        return make_response(page)

    @blueprint.get("/services/new")
    def new() -> Response:
        return make_response(listing.first())

    @blueprint.post("/services/new")
    def step() -> Response:
        return make_response(listing.next())

    @blueprint.post("/services/new/send")
    @limit_writes
    def send() -> Response:
        made = listing.send()
        if isinstance(made, str):
            return make_response(made)
        return make_response(redirect(url_for("services.listed", service_id=made.id), 303))

    @blueprint.get("/services/<service_id>/listed")
    def listed(service_id: str) -> Response:
        with database.reading() as session:
            document = service.get(session, service_id)
        return make_response(render_template("catalogue/listed.html", service=public(document)))

    return blueprint
