"""``onward outbox``: what is to be sent, what could not be, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click
from rich.markup import escape
from rich.table import Table
from sqlalchemy.orm import Session

from directory.admin.attention import needed
from directory.cli.schema import open_database
from directory.cli.settings import Options, actor_name, json_option, print_json, screen
from directory.outbox import service
from directory.outbox.alarms import numbers
from directory.outbox.fence import fence as close_fence
from directory.outbox.fence import is_fenced
from directory.outbox.fence import release as open_fence
from directory.outbox.models import MESSAGE_STATES, OutboxMessage, Timer
from directory.referrals.nhs_numbers import holds_nhs_number

Result = TypeVar("Result")
id_argument = click.argument("message_id", metavar="ID")


def _worded(_context: click.Context, _parameter: click.Parameter, given: str) -> str:
    if not given.strip():
        raise click.BadParameter("say in a few words why.")
    if holds_nhs_number(given):
        raise click.BadParameter("this holds an NHS number: say why without anything about a patient.")
    return given


@click.group()
def outbox() -> None:
    """See what is to be sent and what could not be; send it again or cancel it."""


@outbox.command("list", epilog="Example: onward outbox list --state dead --state uncertain")
@click.option("--state", "states", multiple=True, type=click.Choice(MESSAGE_STATES), help="Only these. Repeat it.")
@click.option("--limit", default=100, type=click.IntRange(1, 10_000), show_default=True, help="How many at most.")
@click.option("--newest", is_flag=True, help="The newest first, not the oldest.")
@json_option
@click.pass_obj
def list_(options: Options, states: tuple[str, ...], limit: int, newest: bool, as_json: bool) -> None:
    """List messages by the time they are due."""
    with open_database(options.settings()).reading() as session:
        found = [view(each) for each in service.listing(session, states=states, limit=limit, oldest_first=not newest)]
        timers = service.held_timers(session, limit=limit) if "held" in states else []
        held = numbers(session)["timers"]["held"]
    if as_json:
        print_json(found)
        if held:
            click.echo(_held(held), err=True)
        return
    table = Table("ID", "Message", "About", "State", "Due", "Attempts", "Last error")
    table.columns[0].no_wrap = True
    for each in found:
        about = f"{each['subject_kind']} {each['subject_id']}"
        cells = (each["actor"], about, each["state"], f"{each['due_at']:%Y-%m-%d %H:%M:%S}")
        table.add_row(each["id"], *(escape(cell) for cell in cells), str(each["attempts"]), escape(each["last_error"]))
    screen().print(table)
    click.echo(f"{len(found):,} message{'' if len(found) == 1 else 's'}")
    if held:
        _tell_timers(timers, held)


@outbox.command(epilog="Example: onward outbox show 0197a3c2-5d1e-7b3a-9f00-3c2a1b4d5e6f")
@id_argument
@json_option
@click.pass_obj
def show(options: Options, message_id: str, as_json: bool) -> None:
    """Show one message and how each attempt ended."""
    with open_database(options.settings()).reading() as session:
        found = view(service.get(session, message_id))
        lines = service.attempts(session, message_id)
    log = [{"number": n.number, "ended_at": n.ended_at, "outcome": n.outcome, "detail": n.detail} for n in lines]
    if as_json:
        print_json({**found, "log": log})
        return
    table = Table(show_header=False, box=None)
    for name, value in found.items():
        table.add_row(name.replace("_", " ").capitalize(), escape(str(value if value is not None else "")))
    for line in log:
        table.add_row("Attempt", escape(f"{line['ended_at']:%Y-%m-%d %H:%M:%S} {line['outcome']}: {line['detail']}"))
    screen().print(table)


@outbox.command(epilog="Example: onward outbox retry 0197a3c2-5d1e-7b3a-9f00-3c2a1b4d5e6f")
@id_argument
@json_option
@click.pass_obj
def retry(options: Options, message_id: str, as_json: bool) -> None:
    """Send again, now, what is dead, uncertain or held. It may arrive twice where it is not known whether it went."""
    done = _write(options, lambda session: view(service.retry(session, message_id, by=actor_name())))
    _tell(done, "It will be sent now.", as_json=as_json)


@outbox.command(epilog="Example: onward outbox cancel ID --reason 'Told by telephone'")
@id_argument
@click.option("--reason", required=True, callback=_worded,
              help="Why; kept with the message. Nothing about a patient.")  # fmt: skip
@json_option
@click.pass_obj
def cancel(options: Options, message_id: str, reason: str, as_json: bool) -> None:
    """Never send a message that is pending, held, dead or uncertain."""
    done = _write(options, lambda session: view(service.cancel(session, message_id, by=actor_name(), reason=reason)))
    _tell(done, "It will not be sent.", as_json=as_json)


@outbox.command(epilog="Example: onward outbox alarms || page-somebody")
@json_option
@click.pass_context
def alarms(context: click.Context, as_json: bool) -> None:
    """Say what needs a person; ends with 1 when something does, so that a monitor can ask."""
    options: Options = context.obj
    divisor = options.settings().durations_divided_by
    with open_database(options.settings()).reading() as session:
        found = needed(session, divisor=divisor)
        figures = numbers(session)
    if as_json:
        listed = [{"code": each.code, "text": each.text, "since": each.since} for each in found]
        print_json({"alarms": listed, "numbers": figures})
    else:
        for each in found:
            click.echo(each.text)
        if not found:
            click.echo("Nothing needs anybody.")
    context.exit(1 if found else 0)


@outbox.command(epilog="Example: onward outbox fence --reason 'The disk was restored from a snapshot'")
@click.option("--reason", required=True, callback=_worded,
              help="Why; kept with the installation and in the audit trail.")  # fmt: skip
@json_option
@click.pass_obj
def fence(options: Options, reason: str, as_json: bool) -> None:
    """Hold everything that is not sent yet: after a restore that could not be noticed, as of a whole disk."""
    messages, timers = _write(options, lambda session: close_fence(session, reason, by=actor_name()))
    sentence = f"Held: messages {messages}, timers {timers}."
    _tell({"messages": messages, "timers": timers}, sentence, as_json=as_json)


@outbox.command(epilog="Example: onward outbox release --cancel")
@click.option(
    "--cancel",
    "cancel_all",
    is_flag=True,
    help="Cancel the mails and webhooks that are held: they are never sent. Work on our own rows goes on.",
)
@json_option
@click.pass_obj
def release(options: Options, cancel_all: bool, as_json: bool) -> None:
    """Let go on what was held after a restore; with --cancel its mails and webhooks are never sent.

    Timers are armed again either way: what has come due meanwhile fires now, and looks at the record before it acts.
    """

    def act(session: Session) -> dict[str, Any]:
        was_fenced = is_fenced(session)
        return {"was_fenced": was_fenced, **open_fence(session, by=actor_name(), cancel=cancel_all)._asdict()}

    done = _write(options, act)
    cancelled = f"Cancelled: messages {done['cancelled']}. " if cancel_all else ""
    sentence = f"{cancelled}Released: messages {done['released']}, timers {done['timers']}."
    _tell(done, sentence, as_json=as_json)


def view(message: OutboxMessage) -> dict[str, Any]:
    """A message as a document: what and whom it is about by id, and how it goes."""
    hidden = ("lease_token", "hinted_at", "organisation_id", "tenant")
    return {name: getattr(message, name) for name in message.__table__.columns.keys() if name not in hidden}  # noqa: SIM118


def _tell_timers(timers: Sequence[Timer], held: int) -> None:
    """What would fire after a release; in a table where held rows were asked for."""
    if timers:
        table = Table("Timer", "About", "Due")
        for each in timers:
            table.add_row(each.kind, f"{each.subject_kind} {each.subject_id}", f"{each.due_at:%Y-%m-%d %H:%M:%S}")
        screen().print(table)
    click.echo(_held(held))


def _held(timers: int) -> str:
    return f"{timers:,} timer{' is' if timers == 1 else 's are'} held as well; onward outbox release arms what is held."


def _write(options: Options, act: Callable[[Session], Result]) -> Result:
    with open_database(options.settings()).transaction() as session:
        return act(session)


def _tell(document: dict[str, Any], sentence: str, *, as_json: bool) -> None:
    if as_json:
        print_json(document)
    else:
        click.echo(sentence)
