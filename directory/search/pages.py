"""The search page, its typeahead, and the emergency page."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, make_response, render_template, request
from jinja2_fragments.flask import render_block
from markupsafe import Markup, escape

from directory.config import Settings
from directory.db import Database
from directory.geocoding.service import Geocoding
from directory.search import help_now
from directory.search.answers import Answer, Finder, Problem
from directory.search.cursor import BadCursor
from directory.search.emergency import Emergency, emergency_in, emergency_of
from directory.search.forms import FindForm, read_form
from directory.search.index import Index
from matching.plugin_manager import PluginRegistry

TILES = "/tiles/{z}/{x}/{y}.png"
ATTRIBUTION = "Contains OS, Royal Mail and National Statistics data © Crown copyright; places © GeoNames"


def create_blueprint(
    *, database: Database, index: Index, registry: PluginRegistry, geocoding: Geocoding, settings: Settings
) -> Blueprint:
    """``/``, ``/search``, ``/help-now`` and what the boxes suggest while somebody types."""
    blueprint = Blueprint("find", __name__)
    finder = Finder(index, registry, geocoding.chain, settings.secret_key)
    searchable = [kind for kind in registry.specialties.values() if kind.searchable]
    tiles = {"url": settings.tile_url or TILES, "attribution": settings.tile_attribution or ATTRIBUTION}
    blueprint.app_context_processor(lambda: {"tiles": tiles})

    @blueprint.get("/")
    @blueprint.get("/search")
    def search() -> Response:
        form = read_form(request.args)
        # Before anything that reads the database: help must be found when that is down.
        urgent = emergency_in(form.need, registry)
        if urgent:
            found = emergency_of(urgent, database, finder, near=form.near)
            return _page(replace(form, errors=()), None, found)
        answer, form = _answer(form)
        return _page(form, answer)

    def _answer(form: FindForm) -> tuple[Answer | Problem | None, FindForm]:
        if form.errors:
            return None, form
        if not form.need and not form.near and not form.was_sent:
            return None, form
        with database.reading() as session:
            try:
                found = finder.answer(session, form)
            except BadCursor:
                return None, form.with_error("", "That page of the list is no longer there. Search again.")
        if isinstance(found, Problem) and found.is_error:
            return found, form.with_error(found.field, found.text)
        return found, form

    def _page(form: FindForm, found: Answer | Problem | None, emergency: Emergency | None = None) -> Response:
        values = {
            "emergency": emergency,
            "form": form,
            "errors": dict(form.errors),
            "answer": found if isinstance(found, Answer) else None,
            "problem": found if isinstance(found, Problem) else None,
            "specialties": searchable,
            "kept": [("accepts", form.accepts)] if form.accepts != "referral" else [],
            "page_title": "Emergency: act now - Onward" if emergency else _title(form, found),
        }
        is_fragment = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
        if is_fragment and form.cursor and values["answer"]:
            response = make_response(render_template("search/items.html", **values))
        elif is_fragment:
            response = make_response(render_block("search/page.html", "answer", **values))
        else:
            response = make_response(render_template("search/page.html", **values))
            response.status_code = 400 if form.errors else 200
        response.vary.add("HX-Request")
        return response

    @blueprint.get("/suggest/needs")
    def suggest_needs() -> Response:
        found = registry.vocabulary.suggest(request.args.get("need", "")[:100], 8)
        return _options([(each.label, each.matched) for each in found])

    @blueprint.get("/suggest/places")
    def suggest_places() -> Response:
        return _options([(each.label, "") for each in geocoding.suggest(request.args.get("near", "")[:100], 8)])

    help_now.add_to(blueprint, database=database, finder=finder)
    return blueprint


def _options(pairs: list[tuple[str, str]]) -> Response:
    """What a datalist shows. A browser filters by what is typed, so the words that matched stand beside."""
    lines = [
        Markup('<option value="{}">{}</option>').format(value, f"{value} ({matched})" if matched else value)
        for value, matched in pairs
    ]
    response = make_response(str(escape(Markup("").join(lines))))
    response.cache_control.public = True
    response.cache_control.max_age = 300
    return response


def _title(form: FindForm, found: Answer | Problem | None) -> str:
    if form.errors:
        return "Error: Find a service - Onward"
    if isinstance(found, Answer):
        return f"{form.need} near {form.near} - Onward"
    return "Find a service - Onward"
