"""What commands share: the settings, the database, the parts, and how values are printed."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
import orjson
from pydantic import ValidationError
from rich.console import Console

from directory.config import Settings
from directory.errors import Refused

Command = TypeVar("Command", bound=Callable[..., Any])
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program to read.")


@dataclass(frozen=True, slots=True)
class Options:
    """What stands before the command's name; ``instance`` None leaves it to the settings."""

    instance: Path | None = None

    def settings(self) -> Settings:
        """The settings, read now. Raises Refused with every setting that cannot be used."""
        try:
            return Settings(instance=self.instance) if self.instance else Settings()
        except ValidationError as error:
            wrong = [f"ONWARD_{str(each['loc'][0]).upper()}: {each['msg']}" for each in error.errors() if each["loc"]]
            raise Refused("A setting cannot be used. " + "; ".join(wrong)) from None


def screen() -> Console:
    """Where people read; plain when it is not a terminal, and never wider than it needs to be."""
    console = Console(highlight=False, soft_wrap=False)
    return console if console.is_terminal else Console(highlight=False, width=120)


def print_json(value: object) -> None:
    """One JSON value, indented, as UTF-8."""
    click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def actor_name() -> str:
    """Who is on record for what a command changes: whoever is signed in on this machine."""
    try:
        return f"cli:{getpass.getuser()}"[:200]
    except (KeyError, OSError):
        return "cli"
