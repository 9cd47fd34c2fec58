"""Describing routes: what is declared beside a view becomes its part of the OpenAPI document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeVar

from apiflask import APIBlueprint, APIFlask
from flask import current_app
from pydantic import BaseModel, Field
from pydantic.json_schema import models_json_schema

from directory.web.query import Param

View = TypeVar("View", bound=Callable[..., Any])
Spec = dict[str, Any]
KEY = "ApiKey"
ALWAYS = (400, 404, 405, 406, 429, 500, 503)
WITH_BODY = (413, 415, 422)
_DESCRIPTION = "__onward_operation__"


class ProblemError(BaseModel):
    """One thing wrong with one field."""

    pointer: str = Field(description="A JSON pointer into the body, or to the query parameter's name.")
    detail: str = Field(description="What happened and what to do.")


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str = Field(description="Names this request: quote it when you ask about it.")
    errors: list[ProblemError] | None = None


@dataclass(frozen=True, slots=True)
class OneOrMany:
    """Any of these models, or a list of them."""

    models: tuple[type[BaseModel], ...]


def one_or_many(*models: type[BaseModel]) -> OneOrMany:
    """Any of these models, or a list of them."""
    return OneOrMany(models)


@dataclass(frozen=True, slots=True)
class Operation:
    """What one view takes and gives."""

    params: tuple[Param, ...] = ()
    body: Any = None
    answer: Any = None
    status: int = 200
    errors: tuple[int, ...] = ()
    headers: tuple[tuple[str, str, bool], ...] = field(default=())
    media: str = "application/json"


def describe(
    blueprint: APIBlueprint,
    summary: str,
    *,
    params: Iterable[Param] = (),
    body: Any = None,
    answer: Any = None,
    status: int = 200,
    errors: Sequence[int] = (),
    headers: Sequence[tuple[str, str, bool]] = (),
    key: bool = False,
    media: str = "application/json",
) -> Callable[[View], View]:
    """Describe a view. ``body`` and ``answer`` are models or JSON schemas; ``headers``: name, about, required.

    ``media`` is the type of a good answer.
    """

    def decorate(view: View) -> View:
        operation = Operation(tuple(params), body, answer, status, tuple(errors), tuple(headers), media)
        setattr(view, _DESCRIPTION, operation)
        documented: View = blueprint.doc(
            summary=summary, operation_id=view.__name__, responses={status: "As asked"}, security=KEY if key else None
        )(view)
        return documented

    return decorate


def install(app: APIFlask) -> None:
    """Let the application's OpenAPI document say what ``describe`` declared."""
    app.config["AUTO_VALIDATION_ERROR_RESPONSE"] = False
    app.config["AUTO_AUTH_ERROR_RESPONSE"] = False
    app.config["AUTO_404_RESPONSE"] = False
    app.config["AUTO_SERVERS"] = False
    app.security_schemes = {KEY: {"type": "http", "scheme": "bearer", "description": "The key in ONWARD_API_KEY."}}
    app.spec_processor(_complete)  # type: ignore[arg-type]


def _complete(spec: Spec) -> Spec:
    operations = dict(_described(spec))
    models: list[tuple[type[BaseModel], str]] = [(Problem, "serialization")]
    for operation in operations.values():
        models += [(model, "validation") for model in _models(operation.body)]
        models += [(model, "serialization") for model in _models(operation.answer)]
    refs, definitions = models_json_schema(
        list(dict.fromkeys(models)),  # type: ignore[arg-type]
        ref_template="#/components/schemas/{model}",
    )
    spec.setdefault("components", {})["schemas"] = definitions["$defs"]
    for (path, method), operation in operations.items():
        _fill(spec["paths"][path][method], method, operation, refs)
    return spec


def _described(spec: Spec) -> Iterable[tuple[tuple[str, str], Operation]]:
    by_id = {}
    for view in current_app.view_functions.values():
        operation = getattr(view, _DESCRIPTION, None)
        if operation is not None:
            by_id[view.__name__] = operation
    for path, item in spec["paths"].items():
        for method, entry in item.items():
            if isinstance(entry, dict) and entry.get("operationId") in by_id:
                yield (path, method), by_id[entry["operationId"]]


def _models(kind: Any) -> tuple[type[BaseModel], ...]:
    if isinstance(kind, OneOrMany):
        return kind.models
    return (kind,) if isinstance(kind, type) and issubclass(kind, BaseModel) else ()


def _schema(kind: Any, mode: str, refs: dict[Any, Any]) -> Any:
    found = [refs[(model, mode)] for model in _models(kind)]
    if not found:
        return kind
    one = found[0] if len(found) == 1 else {"anyOf": found}
    return {"anyOf": [one, {"type": "array", "items": one}]} if isinstance(kind, OneOrMany) else one


def _fill(entry: Spec, method: str, operation: Operation, refs: dict[Any, Any]) -> None:
    entry.setdefault("parameters", []).extend(_parameter(param) for param in operation.params)
    entry["parameters"].extend(
        {"in": "header", "name": name, "description": about, "required": required, "schema": {"type": "string"}}
        for name, about, required in operation.headers
    )
    if operation.body is not None:
        content = {"application/json": {"schema": _schema(operation.body, "validation", refs)}}
        entry["requestBody"] = {"required": True, "content": content}
    good: Spec = {"description": "As asked"}
    if operation.answer is not None:
        good["content"] = {operation.media: {"schema": _schema(operation.answer, "serialization", refs)}}
    entry["responses"] = {str(operation.status): good}
    if method == "get":
        entry["responses"]["304"] = {"description": "Not modified"}
    problem = {"application/problem+json": {"schema": refs[(Problem, "serialization")]}}
    for status in sorted({*ALWAYS, *(WITH_BODY if operation.body is not None else ()), *operation.errors}):
        entry["responses"][str(status)] = {"description": HTTPStatus(status).phrase, "content": problem}


def _parameter(param: Param) -> Spec:
    schema = {"type": "array", "items": param.schema, "maxItems": 100} if param.many else dict(param.schema)
    if param.default is not None:
        schema["default"] = param.default
    found: Spec = {
        "in": "query", "name": param.name, "description": param.about, "required": param.required, "schema": schema,
    }  # fmt: skip
    return found | ({"example": param.example} if param.example is not None else {})
