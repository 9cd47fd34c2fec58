"""How every command starts and how it ends: imported when called, errors as one plain sentence."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NoReturn

import click
from flask.cli import AppGroup

from directory.errors import Invalid, OnwardError
from matching.plugin_loading import PluginFailed, PluginRefused

DATABASE_AWAY = "The database does not answer: check ONWARD_DATABASE_URL and that it is running."
FAILED = 1
MISUSED = 2


class LazyGroup(AppGroup):
    """A group whose commands are imported when they are called, so that each starts as fast as it can."""

    def __init__(self, *args: Any, commands: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        """``commands`` map a name to ``module:attribute`` and one sentence for the list of commands."""
        super().__init__(*args, **kwargs)
        self._commands = dict(commands)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names in the order given: what is needed first comes first."""
        return list(self._commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now."""
        if cmd_name not in self._commands:
            return None
        module, _, attribute = self._commands[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, sentence) for name, (_, sentence) in self._commands.items()])

    def main(self, args: Any = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Run a command and exit: 0 done, 1 could not, 2 asked wrongly."""
        if os.getpid() == 1:
            # The first process of a container is not ended by a signal that it does not handle.
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        given = list(sys.argv[1:] if args is None else args)
        extra.pop("standalone_mode", None)
        sys.exit(self._run(given, as_json="--json" in given, **extra))

    def _run(self, args: list[str], *, as_json: bool, **extra: Any) -> int:
        try:
            code = super().main(args, standalone_mode=False, **extra)
            sys.stdout.flush()
        except click.UsageError as error:
            if not as_json:
                error.show()
                return MISUSED
            return _fail("Asked wrongly", error.format_message(), MISUSED, as_json=True)
        except click.ClickException as error:
            return _fail("That did not work", error.format_message(), error.exit_code, as_json=as_json)
        except (click.Abort, KeyboardInterrupt):
            return _fail("Stopped", "Stopped.", FAILED, as_json=as_json)
        except BrokenPipeError:
            # Whoever read the output has gone; Python would complain once more while it closes.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FAILED
        except OnwardError as error:
            return _fail(error.title, _sentences(error), FAILED, as_json=as_json, error=error)
        except (PluginRefused, PluginFailed) as error:
            return _fail("A plugin failed", str(error), FAILED, as_json=as_json)
        except OSError as error:
            return _fail("That did not work", _about_file(error), FAILED, as_json=as_json)
        except Exception as error:
            if os.environ.get("ONWARD_LOG_LEVEL", "").lower() == "debug":
                raise
            if _is_database_away(error):
                return _fail("The database is away", _about_database(error), FAILED, as_json=as_json)
            sentence = f"Something went wrong that was not foreseen ({type(error).__name__}: {error})."
            return _fail("Unexpected", f"{sentence} ONWARD_LOG_LEVEL=debug shows where.", FAILED, as_json=as_json)
        return code if isinstance(code, int) else 0


def _is_database_away(error: Exception) -> bool:
    """Whether it is what the web answers 503 to. Asked only when something failed: the names take time to load."""
    known = import_module("sqlalchemy.exc")
    return isinstance(error, (known.OperationalError, known.InterfaceError, known.TimeoutError))


def _about_database(error: Exception) -> str:
    """Never what PostgreSQL's driver said: that names the server and the user."""
    given = getattr(error, "orig", None)
    return f"The database cannot be used just now: {given}." if isinstance(given, sqlite3.Error) else DATABASE_AWAY


def _sentences(error: OnwardError) -> str:
    if not isinstance(error, Invalid):
        return error.detail
    return "\n".join(f"{each.pointer}: {each.detail}" if each.pointer else each.detail for each in error.errors)


def _about_file(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{reason}: {error.filename}" if error.filename else reason


def _fail(title: str, detail: str, code: int, *, as_json: bool, error: OnwardError | None = None) -> int:
    if not as_json:
        click.echo(detail, err=True)
        return code
    problem: dict[str, Any] = {"title": title, "detail": detail}
    if error is not None:
        problem |= {"type": f"urn:onward:problem:{error.code}", **error.extra}
        pointed = error.errors if isinstance(error, Invalid) else ()
        problem["errors"] = [{"pointer": each.pointer, "detail": each.detail} for each in pointed]
        if error.field:
            problem["errors"] = [{"pointer": f"/{error.field}", "detail": error.detail}]
    click.echo(json.dumps(problem, ensure_ascii=False, default=str), err=True)
    return code
