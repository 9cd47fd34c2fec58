"""``onward triage``: who is needed for a case."""

from __future__ import annotations

from typing import Any, BinaryIO

import click
from rich.markup import escape

from directory.cli.casefile import read_file
from directory.cli.settings import Options, json_option, print_json, screen
from directory.rules import registry_of
from directory.triage.entries import read_entries, triage_answer
from matching.triage import triage as answer_to


@click.command(epilog="Example: onward triage case.yaml --json")
@click.argument("file", type=click.File("rb"))
@json_option
@click.pass_obj
def triage(options: Options, file: BinaryIO, as_json: bool) -> None:
    """Say who is needed for the case in FILE (YAML or JSON, - for standard input), or for each of a list of them.

    A case has age, terms, wants, scope, event, practitioner; it may stand under the key case, beside an id. A list
    is answered with a list.
    """
    entries, is_list = read_entries(read_file(file), most=None)
    registry = registry_of(options.settings())
    answers = [triage_answer(answer_to(each.case, registry), each.id) for each in entries]
    if as_json:
        print_json(answers if is_list else answers[0])
        return
    for answer in answers:
        _show(answer)


def _show(answer: dict[str, Any]) -> None:
    console = screen()
    heading = f"{answer['id']}: " if answer.get("id") else ""
    urgency = f", {answer['urgency']}" if answer["urgency"] else ""
    console.print(f"[bold]{escape(heading)}{answer['decision']}{urgency}[/bold]")
    for each in answer["recommendations"]:
        needs = f" with {', '.join(each['needs'])}" if each["needs"] else ""
        console.print(f"  {each['specialty']} ({each['urgency']}){needs}")
        for reason in each["reasons"]:
            console.print(f"    {reason['text']}", markup=False)
    for reason in answer["reasons"]:
        console.print(f"  {reason['text']}", markup=False)
    if answer["unrecognised"]:
        console.print(f"  Not understood: {', '.join(answer['unrecognised'])}", markup=False)
    if answer["not_assessed"]:
        console.print(f"  Could not be assessed: {', '.join(answer['not_assessed'])}", markup=False)
