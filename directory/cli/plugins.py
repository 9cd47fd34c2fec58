"""``onward plugins``: the installed rules."""

from __future__ import annotations

import click
from rich.table import Table

from directory.cli.replay import replay_
from directory.cli.settings import Options, json_option, print_json, screen
from directory.errors import Refused
from directory.rules import host_of, registry_of


@click.group()
def plugins() -> None:
    """Show the installed rules, and replay cases through them."""


plugins.add_command(replay_, "replay")


@plugins.command("list", epilog="Example: onward plugins list --json")
@json_option
@click.pass_obj
def list_(options: Options, as_json: bool) -> None:
    """List every plugin with its version, its specialties, the hooks that it answers, and whether it is on."""
    registry = registry_of(options.settings())
    found = registry.plugins()
    registry.close()
    if as_json:
        print_json([each._asdict() for each in found])
        return
    table = Table("Plugin", "State", "Version", "Specialties", "Hooks")
    for each in found:
        table.add_row(each.name, each.state, each.version, ", ".join(each.specialties), ", ".join(each.hooks))
    screen().print(table)
    for each in found:
        if each.reason:
            screen().print(f"{each.name} is switched off: {each.reason}", markup=False)


@plugins.command(epilog="Example: onward plugins enable podiatry")
@click.argument("name")
@click.pass_obj
def enable(options: Options, name: str) -> None:
    """Switch a plugin on again that was switched off because it failed: somebody has looked at it."""
    host = host_of(options.settings())
    if name not in {each.name for each in host.plugins}:
        raise Refused(f"No package brings a plugin called {name}. See onward plugins list.")
    off = host.switches.off(name)
    if off is None:
        click.echo(f"{name} is on.")
        return
    host.switches.switch_on(name)
    again = "" if off.declared and off.version == host.version(name) else " Start Onward again, so that it is loaded."
    click.echo(f"{name} is switched on. It was off because: {off.reason}.{again}")
