"""``onward referrals``: which referrals there are, what waits for whom, and what has happened to each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click
from rich.markup import escape
from rich.table import Table
from sqlalchemy.orm import Session

from directory.audit import service as audit
from directory.cli.schema import open_database, open_parts
from directory.cli.settings import Options, actor_name, json_option, print_json, screen
from directory.letters import pdf
from directory.letters import service as letters
from directory.referrals import present, schemas, service
from directory.referrals.machine import State
from directory.referrals.models import Referral
from directory.referrals.returned import MOST_BYTES, read_returned
from directory.referrals.service import Wiring
from directory.referrals.steps import KIND
from matching.words import label

which = click.argument("referral", metavar="REFERENCE")
PAGE = 500


@click.group()
def referrals() -> None:
    """List referrals, show one, its timeline and letter, stop one, and hand back one whose mail came back."""


@referrals.command("list", epilog="Example: onward referrals list --overdue")
@click.option("--state", "states", multiple=True, type=click.Choice([state.value for state in State]),
              help="Only these [default: those that are open]. Repeat it for more.")  # fmt: skip
@click.option("--owner", type=click.Choice(["referrer", "service"]), help="Only those that wait for them.")
@click.option("--overdue", is_flag=True, help="Only those whose next action is late.")
@json_option
@click.pass_obj
def list_(options: Options, *, states: tuple[str, ...], owner: str | None, overdue: bool, as_json: bool) -> None:
    """List referrals, the most pressing first."""
    with _session(options) as session:
        found = [present.summary(each) for each in _every(session, states=states or None, owner=owner, overdue=overdue)]
        audit.record(session, actor_name(), "referral.list", KIND, "*", count=len(found))
    if as_json:
        print_json(found)
        return
    table = Table("Reference", "State", "Waits for", "Next", "Due", "Urgency", "Specialty")
    table.columns[0].no_wrap = True
    for each in found:
        due = (each["next_action_at"] or "")[:16].replace("T", " ")
        cells = (each["state"], each["owner"], label(each["next_action"]), due, each["urgency"], each["specialty"])
        table.add_row(each["reference"], *(escape(cell or "") for cell in cells))
    screen().print(table)
    click.echo(f"{len(found):,} referral{'' if len(found) == 1 else 's'}")


@referrals.command(epilog="Example: onward referrals show K7QM-3F2P --json")
@which
@json_option
@click.pass_obj
def show(options: Options, *, referral: str, as_json: bool) -> None:
    """Show one referral, by its reference or id."""
    with _session(options) as session:
        found = present.whole(session, _seen(session, referral, "referral.read"))
    if as_json:
        print_json(found)
        return
    table = Table(show_header=False, box=None)
    for name, value in _facts(found):
        table.add_row(name, escape(value))
    screen().print(table)


@referrals.command(epilog="Example: onward referrals timeline K7QM-3F2P")
@which
@json_option
@click.pass_obj
def timeline(options: Options, *, referral: str, as_json: bool) -> None:
    """Show what has happened to one referral, oldest first."""
    with _session(options) as session:
        seen = _seen(session, referral, "referral.read-timeline")
        lines = [present.line(each) for each in service.timeline(session, seen.id)]
    if as_json:
        print_json(lines)
        return
    table = Table("At (UTC)", "What", "State", "By")
    for each in lines:
        table.add_row(each["at"][:16].replace("T", " "), label(each["event"]), each["state"], escape(each["by"]))
    screen().print(table)


@referrals.command(epilog="Example: onward referrals cancel K7QM-3F2P --reason 'Made twice'")
@which
@click.option("--reason", default="", help="Why; kept with the referral, never mailed.")
@json_option
@click.pass_obj
def cancel(options: Options, *, referral: str, reason: str, as_json: bool) -> None:
    """Stop one referral: whoever was asked and whoever refers are told."""
    why = schemas.read(schemas.ReasonIn, {"reason": reason}).reason
    with _wired(options) as (session, wiring):
        found = _found(session, referral)
        done = service.cancel(session, wiring, found.id, by=actor_name(), reason=why)
        shown = present.summary(done)
    if as_json:
        print_json(shown)
    else:
        click.echo(f"{shown['reference']} is stopped; whoever needs to know is told.")


@referrals.command(epilog="Example: onward referrals letter K7QM-3F2P --output letter.pdf")
@which
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The file [default: its reference].")
@click.pass_obj
def letter(options: Options, *, referral: str, output: Path | None) -> None:
    """Write one referral's letter as a PDF."""
    with _session(options) as session:
        seen = _seen(session, referral, "referral.read-letter")
        found = letters.current(session, KIND, seen.id)
    file = pdf.render(found)
    path = output or Path(f"referral-{seen.reference}.pdf")
    path.write_bytes(file)
    click.echo(f"Written to {path}.")


@referrals.command(epilog="Example: onward referrals returned mail.eml")
@click.argument("file", type=click.File("rb"))
@click.pass_obj
def returned(options: Options, *, file: BinaryIO) -> None:
    """Hand back the referral whose mail came back: FILE is the mail server's report, - for what is piped in.

    It can stand behind the address that mails come from, so that nobody has to read that mailbox.
    """
    report = read_returned(file.read(MOST_BYTES))
    if not report.is_final:
        click.echo("The mail server still tries: nothing was done.")
        return
    with _wired(options) as (session, wiring):
        done = [service.came_back(session, wiring, each) for each in report.message_ids]
        back = [each.reference for each in done if each]
    for reference in back:
        click.echo(f"{reference} is back with whoever refers ({report.status or 'no status'}), who is told.")
    if not back:
        click.echo("No referral waits for what that mail asked: nothing was done.")


def _session(options: Options) -> AbstractContextManager[Session]:
    return open_database(options.settings()).transaction()


@contextmanager
def _wired(options: Options) -> Iterator[tuple[Session, Wiring]]:
    """A transaction, and what a step of a referral needs."""
    parts = open_parts(options.settings())
    try:
        with parts.database.transaction() as session:
            yield session, Wiring(parts.settings, parts.registry, parts.index, parts.geocoding.chain)
    finally:
        parts.close()


def _every(session: Session, **narrowed: Any) -> Iterator[Referral]:
    cursor = None
    states = narrowed.pop("states")
    while True:
        page = service.worklist(session, state=states, limit=PAGE, cursor=cursor, **narrowed)
        yield from page.items
        if page.next is None:
            return
        cursor = page.next


def _found(session: Session, given: str) -> Referral:
    is_id = re.fullmatch(r"[0-9a-fA-F-]{36}", given) is not None
    return service.get(session, given.lower()) if is_id else service.by_reference(session, given)


def _seen(session: Session, given: str, action: str) -> Referral:
    referral = _found(session, given)
    audit.record(session, actor_name(), action, KIND, referral.id)
    return referral


def _facts(found: dict[str, Any]) -> list[tuple[str, str]]:
    patient, referrer = found["patient"], found["referrer"]
    rows = [
        ("Reference", found["reference"]),
        ("ID", found["id"]),
        ("State", found["state"]),
        ("Waits for", found["owner"] or "nobody: it is closed"),
        ("Next", f"{label(found['next_action'])} by {found['next_action_at']}" if found["next_action"] else "nothing"),
        ("Service", f"{found['service_name']} ({found['specialty']})"),
        ("Urgency", found["urgency"]),
        ("Patient", f"{patient['initials']}, born {patient['birth_year']}"),
        ("Reason", found["reason"]),
        ("Referrer", ", ".join(filter(None, (referrer["name"], referrer["organisation"], referrer["email"])))),
        ("Can be done", ", ".join(found["actions"]) or "nothing"),
    ]
    rows += [("Next best", each["name"]) for each in found["suggestions"]]
    for name, words in (("rejection", "comment"), ("outcome", "text")):
        if found[name]:
            rows.append((name.capitalize(), f"{label(found[name]['code'])} {found[name][words]}".strip()))
    return rows
