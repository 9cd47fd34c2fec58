"""The only place where parts meet: settings in, a Flask application out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from apiflask import APIBlueprint, APIFlask
from flask import Blueprint, request
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.middleware.proxy_fix import ProxyFix

from directory import __version__
from directory.accounts import pages as accounts_pages
from directory.accounts.guards import Guard
from directory.admin import dev_mail, metrics
from directory.admin import pages as admin_pages
from directory.admin.readiness import Readiness
from directory.catalogue import api as catalogue_api
from directory.catalogue import pages as catalogue_pages
from directory.catalogue.writes import dataset_kind
from directory.config import Settings
from directory.db import Database
from directory.geocoding import api as geocoding_api
from directory.geocoding import pages as geocoding_pages
from directory.parts import Parts, build_parts
from directory.referrals import api as referrals_api
from directory.referrals import pages as referrals_pages
from directory.referrals import service_pages
from directory.referrals.wiring import Wiring
from directory.search import api as search_api
from directory.search import pages as search_pages
from directory.search.answers import Finder
from directory.search.index import Index
from directory.search.standby import NOT_ASKED, StandbyIndex
from directory.triage import api as triage_api
from directory.triage import pages as triage_pages
from directory.web import about, assets, docs, headers, openapi, problems, retrying
from directory.web.body import check_form
from directory.web.keys import ApiKey
from directory.web.limits import limit, limit_searches, make_limiter
from directory.web.query import check_encoding
from directory.web.turns import take_turns

__all__ = ["Parts", "build_parts", "create_app"]


def create_app(
    settings: Settings | None = None, parts: Parts | None = None, *, counted: Sequence[Collector] = ()
) -> APIFlask:
    """The application of these parts, or of those that the settings describe.

    ``counted`` are collectors of what else runs in this process, for ``/metrics``.
    """
    parts = parts or build_parts(settings or Settings())
    settings = parts.settings
    app = APIFlask(
        "directory", title="Onward", version=__version__, spec_path=None, docs_path=None, static_folder=None,  # type: ignore[arg-type]
        json_errors=False,
    )  # fmt: skip
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.signing_keys[1:]),
        MAX_CONTENT_LENGTH=settings.max_body_bytes,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.environment == "production",
        RATELIMIT_ENABLED=True,
    )
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
    headers.install(app, tile_url=settings.tile_url)
    problems.install(app)
    retrying.install(app)
    openapi.install(app)
    app.before_request(lambda: check_encoding(request))
    app.before_request(lambda: check_form(request))
    app.context_processor(_knowing_the_network(parts.database))
    for blueprint in _blueprints(app, parts, counted):
        if not isinstance(blueprint, APIBlueprint):
            # The OpenAPI document is asked of every blueprint that looks at requests first, pages too.
            blueprint.enable_openapi = False  # type: ignore[attr-defined]
        app.register_blueprint(blueprint)
    return app


def _away(index: Index) -> str | None:
    """Why searches are not asked of the server that is set; None while they are, or there was none yet."""
    return index.problem if isinstance(index, StandbyIndex) and index.problem != NOT_ASKED else None


def _blueprints(app: APIFlask, parts: Parts, counted: Sequence[Collector]) -> tuple[Blueprint, ...]:
    settings, database, registry, geocoding, index = (
        parts.settings, parts.database, parts.registry, parts.geocoding, parts.index,
    )  # fmt: skip
    limiter = make_limiter(app)
    limit_searches(app, limiter, settings.search_rate_limit)
    if not settings.elasticsearch_url:
        # A search that waits for another server leaves the processor to the others meanwhile.
        take_turns(app)
    places = geocoding.chain
    own_host = urlsplit(settings.base_url).hostname or ""
    guard = Guard(settings.api_key, settings.environment, settings.secret_key, own_host)
    wiring = Wiring(settings, registry, index, places)
    readiness = Readiness(database, settings, search_problem=lambda: _away(index))
    return (
        assets.create_blueprint(),
        docs.create_pages(),
        docs.create_blueprint(look=readiness.look, schema=readiness.schema),
        search_api.create_blueprint(
            database=database, index=index, registry=registry, places=places, secret=settings.secret_key
        ),
        catalogue_api.create_blueprint(
            database=database, registry=registry, places=places, key=ApiKey(settings.api_key),
            limit_writes=limit(limiter, settings.api_rate_limit),
        ),
        geocoding_api.create_blueprint(geocoding=geocoding),
        triage_api.create_blueprint(database=database, index=index, registry=registry, places=places),
        search_pages.create_blueprint(
            database=database, index=index, registry=registry, geocoding=geocoding, settings=settings
        ),
        catalogue_pages.create_blueprint(
            database=database, registry=registry, places=places, settings=settings,
            limit_writes=limit(limiter, settings.listing_rate_limit),
        ),
        triage_pages.create_blueprint(
            registry=registry, database=database, finder=Finder(index, registry, places, settings.secret_key)
        ),
        about.create_blueprint(),
        accounts_pages.create_blueprint(guard=guard, limit_writes=limit(limiter, settings.listing_rate_limit)),
        referrals_api.create_blueprint(
            database=database, wiring=wiring, guard=guard, limit_writes=limit(limiter, settings.api_rate_limit)
        ),
        referrals_pages.create_blueprint(database=database, wiring=wiring, guard=guard),
        service_pages.create_blueprint(database=database, wiring=wiring),
        admin_pages.create_blueprint(database=database, guard=guard, divisor=settings.durations_divided_by),
        dev_mail.create_blueprint(settings=settings, guard=guard),
        metrics.create_blueprint(
            database=database, index=index, rules=registry, guard=guard, counted=counted
        ),
        geocoding_pages.create_blueprint(geocoding=geocoding, cache_dir=settings.instance / "tiles"),
    )  # fmt: skip


def _knowing_the_network(database: Database) -> Callable[[], dict[str, object]]:
    """What every page says of the network; once a database holds one, its kind never changes."""
    known: list[str] = []

    def values() -> dict[str, object]:
        if not known:
            try:
                with database.reading() as session:
                    kind = dataset_kind(session)
            except SQLAlchemyError:
                # The emergency page and the error pages must render when the database is down.
                kind = None
            if kind:
                known.append(kind)
        return {"is_fictional": known == ["demo"], "version": __version__}

    return values
