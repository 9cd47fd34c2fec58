"""``onward doctor``: what is configured, reachable, slow or out of step, and what to do about it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib import import_module

import click
from rich.markup import escape
from rich.table import Table

from directory import __version__
from directory.admin.questions import Question
from directory.cli.checks import Finding
from directory.cli.settings import Options, json_option, print_json, screen
from directory.config import Settings
from directory.errors import Refused

CHECKS = {
    "settings": "directory.cli.checks.settings:check",
    "instance": "directory.cli.checks.disk:check_instance",
    "plugins": "directory.cli.checks.plugins:check",
    "postcodes": "directory.cli.checks.disk:check_postcodes",
    "database": "directory.cli.checks.stored:check_database",
    "network": "directory.cli.checks.stored:check_network",
    "relay": "directory.cli.checks.stored:check_relay",
    "outbox": "directory.cli.checks.stored:check_outbox",
    "redis": "directory.cli.checks.outside:check_redis",
    "elasticsearch": "directory.cli.checks.outside:check_elasticsearch",
    "index": "directory.cli.checks.indexed:check_index",
    "mail": "directory.cli.checks.outside:check_mail",
}
READ_FROM_IT = ("network", "relay", "outbox", "index")
LIMIT_S = 10.0
STYLES = {"well": "green", "off": "dim", "look": "yellow", "wrong": "bold red"}
Check = Callable[[Settings], list[Finding]]


@click.command(epilog="Example: onward doctor --json || page-somebody")
@click.option("--only", multiple=True, type=click.Choice(list(CHECKS)), help="Look at this part only. Repeat it.")
@json_option
@click.pass_context
def doctor(context: click.Context, only: tuple[str, ...], as_json: bool) -> None:
    """Say what is configured, reachable, slow or out of step, and what to do; nothing is changed.

    Ends with 1 when something needs a person. Every part is waited for ten seconds at most.
    """
    # What a part logs while it is asked is said by its finding.
    logging.disable(logging.WARNING)
    try:
        found = examine(context.obj, [name for name in CHECKS if not only or name in only])
    finally:
        logging.disable(logging.NOTSET)
    wrong = sum(each.level == "wrong" for each in found)
    if as_json:
        print_json(
            {"version": __version__, "needs_a_person": bool(wrong), "findings": [asdict(each) for each in found]}
        )
    else:
        _show(found, wrong)
    context.exit(1 if wrong else 0)


def examine(options: Options, names: Sequence[str]) -> list[Finding]:
    """The findings of these parts, in this order; only those of the settings when they cannot be read."""
    try:
        settings = options.settings()
    except Refused as refused:
        return [Finding("settings", "wrong", refused.detail, "Nothing else can be looked at until this is mended.")]
    found: list[Finding] = []
    for name in names:
        is_down = any(each.part == "database" and each.level == "wrong" for each in found)
        if is_down and name in READ_FROM_IT:
            found.append(Finding(name, "off", "Not looked at: see the database."))
        else:
            found += _asked(name, settings)
    return found


def _asked(name: str, settings: Settings) -> list[Finding]:
    module, _, attribute = CHECKS[name].partition(":")
    check: Check = getattr(import_module(module), attribute)
    try:
        return Question(lambda: check(settings)).begin().result(LIMIT_S)
    except TimeoutError:
        return [Finding(name, "wrong", f"It does not answer within {LIMIT_S:.0f} s.")]
    except Refused as refused:
        return [Finding(name, "wrong", refused.detail)]
    except Exception as error:
        # Whatever is wrong with one part, the others are still looked at. Its text may hold a password.
        return [Finding(name, "wrong", f"It cannot be looked at ({type(error).__name__}).")]


def _show(found: Sequence[Finding], wrong: int) -> None:
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    for each in found:
        style = STYLES[each.level]
        text = escape(each.text) + (f"\n[italic]{escape(each.advice)}[/italic]" if each.advice else "")
        table.add_row(f"[{style}]{each.level}[/{style}]", each.part, text)
    screen().print(table)
    needs = "1 thing needs" if wrong == 1 else f"{wrong} things need"
    click.echo(f"{needs} a person." if wrong else "Nothing needs anybody.")
