"""Command-line options from the parameters that the API declares: read the same way, described once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from directory.web.query import Param

Function = TypeVar("Function", bound=Callable[..., Any])


class _Read(click.ParamType[Any]):
    """A value read as the API reads it."""

    def __init__(self, param: Param) -> None:
        self.param = param
        self.name = param.schema["type"]

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:  # noqa: ARG002
        """The choices, where there are few."""
        choices = self.param.schema.get("enum")
        return "[" + "|".join(choices) + "]" if choices else None

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read it, or say what it must be."""
        if not isinstance(value, str):
            return value
        try:
            if not value.strip():
                raise ValueError("is empty: give a value, or leave it out.")
            return self.param.read(value)
        except ValueError as error:
            self.fail(f"it {error}", param, ctx)


def options_of(params: Iterable[Param]) -> Callable[[Function], Function]:
    """An option for each of these parameters; ``--radius-km`` for ``radius_km``."""
    found = list(params)

    def decorate(function: Function) -> Function:
        for param in reversed(found):
            function = _option(param)(function)
        return function

    return decorate


def _option(param: Param) -> Callable[[Function], Function]:
    flag = "--" + param.name.replace("_", "-")
    if param.schema["type"] == "boolean":
        return click.option(flag, param.name, is_flag=True, default=None, help=param.about)
    about = f"{param.about} Repeat it for more." if param.many else param.about
    return click.option(
        flag, param.name, type=_Read(param), multiple=param.many, default=param.default, help=about,
        show_default=param.default is not None,
    )  # fmt: skip
