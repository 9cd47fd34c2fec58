"""``GET /services``: the nearest suitable services, ranked, with the reasons."""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import urlencode

from apiflask import APIBlueprint
from flask import Response, request
from werkzeug.datastructures import MultiDict

from directory.db import Database, now
from directory.geocoding.chain import GeocoderChain
from directory.search import present
from directory.search.index import Index
from directory.search.schemas import (
    SEARCH,
    SUGGEST,
    SearchAnswer,
    SpecialtiesAnswer,
    SuggestionsAnswer,
    request_of,
    where,
)
from directory.search.service import find
from directory.web.etags import answer
from directory.web.openapi import describe
from directory.web.query import read_query
from matching.plugin_manager import PluginRegistry


def create_blueprint(
    *, database: Database, index: Index, registry: PluginRegistry, places: GeocoderChain, secret: str
) -> APIBlueprint:
    """The search; ``secret`` signs its cursors."""
    blueprint = APIBlueprint("search_api", __name__, url_prefix="/api/v1", tag="Search")

    @blueprint.get("/services")
    @describe(blueprint, "Find the nearest suitable services", params=SEARCH, answer=SearchAnswer, errors=(503,))
    def search_services() -> Response:
        values = read_query(request.args, SEARCH)
        point = where(values, places)
        with database.reading() as session:
            wanted = request_of(values, point, registry, now=now(session))
            found = find(session, index, registry, wanted, secret=secret)
        response = answer(request, present.answer(found))
        if found.next:
            response.headers["Link"] = f'<{request.path}?{_next_query(request.args, found.next)}>; rel="next"'
        return response

    @blueprint.get("/specialties")
    @describe(blueprint, "List every kind of service", answer=SpecialtiesAnswer)
    def list_specialties() -> Response:
        read_query(request.args, ())
        return answer(request, {"items": [asdict(each) for each in registry.specialties.values()]})

    @blueprint.get("/vocabulary/suggest")
    @describe(blueprint, "Suggest concepts for what is being typed", params=SUGGEST, answer=SuggestionsAnswer)
    def suggest_vocabulary() -> Response:
        values = read_query(request.args, SUGGEST)
        found = registry.vocabulary.suggest(values["q"], values["limit"])
        return answer(request, {"items": [each._asdict() for each in found]})

    return blueprint


def _next_query(args: MultiDict[str, str], cursor: str) -> str:
    pairs = [(name, value) for name, value in args.items(multi=True) if name != "cursor"]
    return urlencode([*pairs, ("cursor", cursor)])
