"""The ``onward`` command."""

from __future__ import annotations

from pathlib import Path

import click

from directory import __version__
from directory.cli.group import LazyGroup
from directory.cli.settings import Options

COMMANDS = {
    "run": ("directory.cli.serve:run", "Set up what is missing, then serve: the one command to begin with."),
    "serve": ("directory.cli.serve:serve", "Serve the pages and the API."),
    "demo": ("directory.cli.demo:demo", "Load a network of fictional services to try everything on."),
    "search": ("directory.cli.search:search", "Find the nearest suitable services."),
    "triage": ("directory.cli.triage:triage", "Say who is needed for a case, or for each of a list."),
    "referrals": ("directory.cli.referrals:referrals", "List and show referrals; cancel one; write its letter."),
    "doctor": ("directory.cli.doctor:doctor", "Say what is wrong, slow or out of step, and what to do."),
    "outbox": ("directory.cli.outbox:outbox", "See what is to be sent and what could not be."),
    "worker": ("directory.cli.work:worker", "Send what is due, as a process beside Redis."),
    "relay": ("directory.cli.work:relay", "Ring for what is due, as a process beside Redis."),
    "geo": ("directory.cli.geo:geo", "Build the postcode table; find where a place is."),
    "services": ("directory.cli.services:services", "List, show, verify, confirm, suspend and retire services."),
    "import": ("directory.cli.importing:importing", "Take in services from files of others."),
    "plugins": ("directory.cli.plugins:plugins", "Show the installed rules."),
    "index": ("directory.cli.index:index", "Rebuild the search index, or check it against the database."),
    "db": ("directory.cli.schema:db", "Bring the database to the newest shape."),
}


@click.group(
    cls=LazyGroup,
    commands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: onward search --near 'LS1 4AP' --specialty dentist",
)
@click.option(
    "--instance",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that holds the database and the postcode table [default: ONWARD_INSTANCE, else ./instance].",
)
@click.version_option(__version__, prog_name="onward")
@click.pass_context
def main(context: click.Context, instance: Path | None) -> None:
    """Find the nearest suitable specialist for a patient, and say why."""
    context.obj = Options(instance)
