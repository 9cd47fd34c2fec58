"""``onward services``: who is in the directory, and who may be found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click
from rich.markup import escape
from rich.table import Table
from sqlalchemy.orm import Session

from directory.catalogue import service as catalogue
from directory.catalogue.documents import Document, document_of
from directory.catalogue.models import HealthcareService
from directory.catalogue.registers import REGISTERS, SPECIALIST_REGISTERS
from directory.cli.schema import open_database
from directory.cli.settings import Options, actor_name, json_option, print_json, screen
from directory.rules import registry_of
from matching.words import join_words, label, register_name

id_argument = click.argument("service_id", metavar="ID")


@click.group()
def services() -> None:
    """List, show, verify, confirm, suspend and retire services."""


@services.command("list", epilog="Example: onward services list --assurance unverified")
@click.option(
    "--assurance", type=click.Choice(["unverified", "verified", "suspended", "nhs-directory"]), help="Only these."
)
@click.option("--status", type=click.Choice(["active", "retired"]), help="Only these.")
@click.option("--specialty", metavar="CODE", help="Only this specialty, like dentist.")
@json_option
@click.pass_obj
def list_(options: Options, assurance: str | None, status: str | None, specialty: str | None, as_json: bool) -> None:
    """List services, oldest first; all of them unless narrowed."""
    settings = options.settings()
    if specialty and specialty not in (known := registry_of(settings).specialties):
        raise click.BadParameter(f"there is no specialty {specialty!r}: use {join_words(list(known), last='or')}.")
    database = open_database(settings)
    with database.reading() as session:
        found = catalogue.listed(session, assurance=assurance, status=status, specialty=specialty)
    if as_json:
        print_json(found)
        return
    table = Table("ID", "Name", "Specialty", "Postcode", "Assurance", "Status")
    table.columns[0].no_wrap = True
    for each in found:
        cells = (each["name"], each["specialty"], each["location"]["postcode"], each["assurance"], each["status"])
        table.add_row(each["id"], *(escape(cell or "") for cell in cells))
    screen().print(table)
    click.echo(f"{len(found):,} service{'' if len(found) == 1 else 's'}")


@services.command(epilog="Example: onward services show 0197a3c2-5d1e-7b3a-9f00-3c2a1b4d5e6f --json")
@id_argument
@json_option
@click.pass_obj
def show(options: Options, service_id: str, as_json: bool) -> None:
    """Show one service: what it states, its registrations, its history and who did what."""
    with open_database(options.settings()).reading() as session:
        found = catalogue.show(session, service_id)
    if as_json:
        print_json(found)
        return
    table = Table(show_header=False, box=None)
    for name, value in _facts(found):
        table.add_row(name, escape(value))
    screen().print(table)


@services.command(epilog="Example: onward services verify ID --indemnity-until 2027-03-31")
@id_argument
@click.option("--register", "registers", multiple=True, type=click.Choice(REGISTERS),
              help="A register that was checked [default: those that are stated]. Repeat it for more.")  # fmt: skip
@click.option("--specialist-register", "fields", multiple=True, metavar="FIELD",
              type=click.Choice(SPECIALIST_REGISTERS),
              help=f"Checked too: {join_words(SPECIALIST_REGISTERS, last='or')}. Repeat it for more.")  # fmt: skip
@click.option("--indemnity-until", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
              help="The last day of the indemnity cover that was seen.")  # fmt: skip
@json_option
@click.pass_obj
def verify(
    options: Options, *, service_id: str, registers: tuple[str, ...], fields: tuple[str, ...],
    indemnity_until: datetime | None, as_json: bool,
) -> None:  # fmt: skip
    """Say that somebody has checked a service's registration and indemnity, so that it can be found.

    Refused, with everything that is missing, when a service of its kind needs more.
    """
    registry = registry_of(options.settings())
    done = _write(options, lambda session: catalogue.verify(
        session, registry, service_id, actor=actor_name(), registers=registers or None,
        specialist_registers=fields or None, indemnity_until=indemnity_until.date() if indemnity_until else None,
    ))  # fmt: skip
    checked = [f"{register_name(code)} register" for code in done["registers"]]
    checked += [f"specialist register for {label(code).lower()}" for code in done["specialist_registers"]]
    sentence = f"{done['name']} is verified ({join_words(checked) or 'no register'} checked)"
    _tell(done, f"{sentence} and is found from now on.", as_json=as_json)


@services.command(epilog="Example: onward services confirm ID")
@id_argument
@json_option
@click.pass_obj
def confirm(options: Options, service_id: str, as_json: bool) -> None:
    """Say that everything a service states and holds is so now."""
    done = _write(options, lambda session: catalogue.confirm(session, service_id, actor=actor_name()))
    held = len(done["capabilities"])
    _tell(done, f"{done['name']} is confirmed as of now, with {held} of what it holds.", as_json=as_json)


@services.command(epilog="Example: onward services suspend ID --reason 'Registration under review'")
@id_argument
@click.option("--reason", required=True, help="Why; kept with the service and in the audit trail.")
@json_option
@click.pass_obj
def suspend(options: Options, service_id: str, reason: str, as_json: bool) -> None:
    """Keep a service from being found until it is verified again."""
    done = _write(options, lambda session: catalogue.suspend(session, service_id, reason, actor=actor_name()))
    _tell(done, f"{done['name']} is suspended and no longer found.", as_json=as_json)


@services.command(epilog="Example: onward services retire ID")
@id_argument
@json_option
@click.pass_obj
def retire(options: Options, service_id: str, as_json: bool) -> None:
    """Take a service out of the directory for good; its record and history stay."""
    done = _write(options, lambda session: catalogue.retire(session, service_id, actor=actor_name()))
    _tell(done, f"{done['name']} is retired.", as_json=as_json)


def _write(options: Options, act: Callable[[Session], HealthcareService]) -> Document:
    with open_database(options.settings()).transaction() as session:
        return document_of(act(session))


def _tell(document: Document, sentence: str, *, as_json: bool) -> None:
    if as_json:
        print_json(document)
    else:
        click.echo(sentence)


def _facts(found: dict[str, Any]) -> list[tuple[str, str]]:
    place, person = found["location"], found["practitioner"]
    rows = [
        ("ID", found["id"]),
        ("Name", found["name"]),
        ("Specialty", found["specialty"]),
        ("Organisation", found["organisation"]["name"]),
        ("Practitioner", f"{person['name']}, {person['title']}".strip(", ") if person else "none"),
        ("Registrations", _registrations(found["registrations"])),
        ("Address", ", ".join([*place["address"], place["postcode"] or "no postcode"])),
        ("Assurance", " ".join(filter(None, [found["assurance"], found["suspended_reason"]]))),
        ("Status", found["status"]),
        ("Indemnity until", found["indemnity_until"] or "not on record"),
        ("Accepts", join_words(found["accepts"])),
        ("Treats", join_words([label(code) for code in found["treats"]]) or "not stated"),
        ("Opening hours", found["opening_hours"] or "not stated"),
        ("Public", ", ".join(filter(None, [found["public_phone"], found["public_email"], found["website"]]))),
        ("Clinicians", ", ".join(filter(None, found["clinician"].values()))),
        ("Confirmed", f"{found['confirmed_at'] or 'never'} {found['confirmed_by']}".strip()),
        ("Verified", f"{found['verified_at'] or 'never'} {found['verified_by']}".strip()),
    ]
    rows += [("Holds", _holding(held)) for held in found["capabilities"]]
    rows += [("Audit", f"{each['at']:%Y-%m-%d %H:%M} {each['action']} {each['actor']}") for each in found["audit"]]
    return rows


def _registrations(stated: list[dict[str, Any]]) -> str:
    return ", ".join(
        f"{register_name(each['register'])} {each['number']} ({'checked' if each['checked_at'] else 'not checked'})"
        for each in stated
    ) or "none stated"  # fmt: skip


def _holding(held: dict[str, Any]) -> str:
    amount = f"{held['quantity']:g} {held['unit'] or ''}".strip() if held["quantity"] is not None else ""
    expiry = f"expires {held['expires_on']}" if held["expires_on"] else ""
    confirmed = f"confirmed {held['confirmed_at'] or 'never'}"
    return ", ".join(filter(None, [label(held["code"]), amount, held["value"], held["operator"], expiry, confirmed]))
