"""``onward search``: the nearest suitable services, in rank order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from directory.cli.options import options_of
from directory.cli.schema import open_parts
from directory.cli.settings import Options, json_option, print_json, screen
from directory.db import now
from directory.search import present
from directory.search.cards import distance_words, rules_missing
from directory.search.query import SearchResult
from directory.search.schemas import SEARCH, request_of, where
from directory.search.service import find
from directory.web.query import integer

OWN = ("limit", "cursor", "explain", "facets")
LIMIT = integer("limit", "How many to print.", 1, 1_000_000_000, default=20)
EXPLAINED = 5


@click.command(epilog="Example: onward search --near 'LS1 4AP' --specialty dentist --limit 20 --json")
@options_of(LIMIT if param.name == "limit" else param for param in SEARCH if param.name not in OWN[1:])
@click.option("--open-now", is_flag=True, help="Only services open now: the same as --open-within 0.")
@click.option("--all", "everything", is_flag=True, help="Print every match, without a limit.")
@click.option("--explain", is_flag=True, help="Also name the nearest services that were left out, and why.")
@json_option
@click.pass_obj
def search(options: Options, /, open_now: bool, everything: bool, explain: bool, as_json: bool, **values: Any) -> None:
    """Find the nearest suitable services, in rank order, each with the reasons."""
    if open_now and values["open_within"] is not None:
        raise click.UsageError("Give --open-now or --open-within, not both.")
    values |= {"cursor": None, "facets": False, "explain": EXPLAINED if explain else 0}
    if open_now:
        values["open_within"] = 0
    parts = open_parts(options.settings())
    point = where(values, parts.geocoding.chain)
    with parts.database.reading() as session:
        wanted = request_of(values, point, parts.registry, now=now(session))
        if everything:
            wanted = replace(wanted, limit=None)
        found = find(session, parts.index, parts.registry, wanted, secret=parts.settings.secret_key)
    if not as_json:
        _show(found)
    elif explain:
        print_json(present.answer(found))
    else:
        print_json([present.item(each) for each in found.items])
        if found.searched.not_applied:
            click.echo(rules_missing(found.searched.not_applied), err=True)
    parts.close()


def _show(result: SearchResult) -> None:
    console = screen()
    if not result.items:
        console.print("No suitable service found.")
    table = Table("", "Service", "Specialty", "Where", "Distance", "Score", show_lines=True)
    for rank, found in enumerate(map(present.item, result.items), start=1):
        reasons = "\n".join(f"{'+' if each['weight'] else '!'} {each['reason']}" for each in found["findings"])
        name = escape(found["name"]) + (f"\n[dim]{escape(reasons)}[/dim]" if reasons else "")
        table.add_row(
            str(rank), name, found["specialty"], found["postcode"], distance_words(found["distance_m"]),
            f"{found['score']:.1f}",
        )  # fmt: skip
    if result.items:
        console.print(table)
    searched = result.searched
    if searched.not_applied:
        console.print(rules_missing(searched.not_applied), markup=False)
    within = "everywhere" if searched.radius_m is None else f"within {searched.radius_m / 1000:g} km"
    console.print(f"Searched {within}: {searched.total} suitable, {searched.left_out} left out.")
    for missed in map(present.left_out, result.left_out):
        reasons = "; ".join(each["reason"] for each in missed["findings"])
        console.print(f"Left out: {missed['name']}, {distance_words(missed['distance_m'])}: {reasons}", markup=False)
