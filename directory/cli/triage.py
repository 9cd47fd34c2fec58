"""``onward triage``: who is needed for a case."""

from __future__ import annotations

from typing import BinaryIO

import click

from directory.cli.casefile import read_file
from directory.cli.explained import show
from directory.cli.settings import Options, json_option, print_json, screen
from directory.rules import registry_of
from directory.triage.entries import read_entries, triage_answer


@click.command(epilog="Example: onward triage case.yaml --explain")
@click.argument("file", type=click.File("rb"))
@click.option("--explain", is_flag=True, help="Say which rules spoke, which one won, and what was withheld.")
@json_option
@click.pass_obj
def triage(options: Options, file: BinaryIO, explain: bool, as_json: bool) -> None:
    """Say who is needed for the case in FILE (YAML or JSON, - for standard input), or for each of a list of them.

    A case has age, terms, wants, scope, event, practitioner; it may stand under the key case, beside an id. A list
    is answered with a list.
    """
    entries, is_list = read_entries(read_file(file), most=None)
    registry = registry_of(options.settings())
    answers = [triage_answer(each, registry, explain=explain) for each in entries]
    if as_json:
        print_json(answers if is_list else answers[0])
        return
    console = screen()
    for answer in answers:
        show(console, answer)
