"""What went wrong, in plain words: RFC 9457 for programs, a page for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
import structlog
from flask import Flask, Response, render_template, request
from markupsafe import escape
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    ServiceUnavailable,
    UnprocessableEntity,
)

from directory.errors import Invalid, OnwardError, Unauthorised
from directory.web.headers import request_id

MAX_ERRORS = 50
AWAY_S = "5"
"""How long to wait before a request is repeated that could not be answered just now."""
PROGRAM_PATHS = ("/api", "/openapi.json", "/healthz", "/readyz", "/version", "/labels", "/metrics")
Problem = dict[str, Any]
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
log = structlog.get_logger("onward")
SENTENCES = {
    400: "The request cannot be understood.",
    404: "There is nothing at this address. Check it for slips.",
    405: "This address does not answer that method.",
    406: "That form of answer is not given here.",
    408: "The request took too long to arrive. Send it again.",
    411: "Send the length of the body.",
    413: "The body is too long.",
    414: "The address is too long.",
    415: "This kind of body is not accepted here.",
    422: "Something in it cannot be stored: shorten it, or write it with plain letters.",
    429: "There have been too many requests from your address. Wait a little, then try again.",
    431: "The request's headers are too long.",
    503: "The service cannot answer just now. Try again in a moment.",
}


def is_for_program() -> bool:
    """Whether the request came to an address that programs read."""
    path = request.path
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in PROGRAM_PATHS)


def problem_of(error: OnwardError) -> Problem:
    """An error as the body of a problem; ``errors`` point to fields."""
    problem: Problem = {"type": f"urn:onward:problem:{error.code}", "title": error.title, "status": error.status}
    if isinstance(error, Invalid):
        found = list(dict.fromkeys(error.errors))
        problem["detail"] = found[0].detail if len(found) == 1 else f"{len(found)} things need mending; see errors."
        problem["errors"] = [{"pointer": each.pointer, "detail": each.detail} for each in found[:MAX_ERRORS]]
    else:
        # The sentence may repeat what was typed; what cannot be printed in it is left out.
        detail = problem["detail"] = _CONTROL.sub("?", error.detail)
        if error.field:
            problem["errors"] = [{"pointer": f"/{error.field.lstrip('/')}", "detail": detail}]
    problem.update({key: value for key, value in error.extra.items() if key not in problem} if error.extra else {})
    return problem


def _http_problem(error: HTTPException) -> Problem:
    status = error.code or 500
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase if status in {each.value for each in HTTPStatus} else "Error",
        "status": status,
        "detail": SENTENCES.get(status, "The request could not be answered."),
    }


def respond(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as JSON or as a page, whichever is read at this address."""
    problem = problem | {"instance": f"urn:onward:request:{request_id()}"}
    if is_for_program():
        body = orjson.dumps(problem, default=str)
        response = Response(body, status=problem["status"], mimetype="application/problem+json")
    else:
        response = Response(_page(problem), status=problem["status"], mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def _page(problem: Problem) -> str:
    try:
        return render_template("errors/error.html", problem=problem, request_id=request_id())
    except Exception as error:
        # Whatever broke the page may break this one too, and a failure in here would answer with nothing at all.
        log.error("error-page", request_id=request_id(), exc_info=error)
        title, detail, quote = map(escape, (problem["title"], problem["detail"], request_id()))
        return f"<!doctype html><title>{title}</title><h1>{title}</h1><p>{detail}</p><p>{quote}</p>"


def _route() -> str:
    """The route that was asked, without what stands in its places: the token of a link is a key."""
    return str(request.url_rule) if request.url_rule else "(none)"


def install(app: Flask) -> None:
    """Answer every error of this application in plain words."""

    @app.errorhandler(OnwardError)
    def _expected(error: OnwardError) -> Response:
        return respond(problem_of(error), {"WWW-Authenticate": "Bearer"} if isinstance(error, Unauthorised) else None)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response:
        if isinstance(error, InternalServerError):
            return _unexpected(error.original_exception or error)
        if error.code is None or error.code < 400:
            return error.get_response()  # type: ignore[return-value]
        headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            headers["Allow"] = ", ".join(sorted(error.valid_methods))
        return respond(_http_problem(error), headers)

    @app.errorhandler(OperationalError)
    @app.errorhandler(InterfaceError)
    @app.errorhandler(NoConnectionFree)
    def _unavailable(error: Exception) -> Response:
        log.error("database", request_id=request_id(), path=_route(), exc_info=error)
        return respond(_http_problem(ServiceUnavailable()), {"Retry-After": AWAY_S})

    @app.errorhandler(DataError)
    def _unstorable(error: DataError) -> Response:
        # What is checked first should never come this far.
        log.error("unstorable", request_id=request_id(), path=_route(), kind=type(error.orig).__name__)
        return respond(_http_problem(UnprocessableEntity()))

    @app.errorhandler(Exception)
    def _unexpected(error: BaseException) -> Response:
        log.error("unexpected", request_id=request_id(), path=_route(), exc_info=error)
        return respond(
            {
                "type": "urn:onward:problem:unexpected",
                "title": "Something went wrong on our side",
                "status": 500,
                "detail": f"Nothing was stored. If it happens again, quote the request id {request_id()}.",
            }
        )
