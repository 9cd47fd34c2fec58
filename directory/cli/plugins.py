"""``onward plugins``: the installed rules."""

from __future__ import annotations

import click
from rich.table import Table

from directory.cli.replay import replay_
from directory.cli.settings import Options, json_option, print_json, screen
from directory.rules import registry_of


@click.group()
def plugins() -> None:
    """Show the installed rules, and replay cases through them."""


plugins.add_command(replay_, "replay")


@plugins.command("list", epilog="Example: onward plugins list --json")
@json_option
@click.pass_obj
def list_(options: Options, as_json: bool) -> None:
    """List every plugin with its version, its specialties and the hooks that it answers."""
    found = registry_of(options.settings()).plugins()
    if as_json:
        print_json([each._asdict() for each in found])
        return
    table = Table("Plugin", "Version", "Specialties", "Hooks")
    for each in found:
        table.add_row(each.name, each.version, ", ".join(each.specialties), ", ".join(each.hooks))
    screen().print(table)
