"""``onward import``: lists that others keep."""

from __future__ import annotations

from pathlib import Path

import click
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from directory import migrations
from directory.catalogue.ods import Report, import_ods
from directory.cli.geo import build_table
from directory.cli.settings import Options, actor_name, json_option, print_json, screen
from directory.parts import database_of
from directory.rules import geocoding_of, registry_of
from matching.words import join_words

BAD_LINES = 3
SHOWN = 20


@click.group("import")
def importing() -> None:
    """Take in lists that others keep."""


@importing.command(epilog="Example: onward import ods epraccur.csv --specialty gp")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--specialty", required=True, metavar="CODE", help="What the practices are, like gp or dentist.")
@click.option("--setting", "settings_wanted", multiple=True, metavar="N",
              help="A prescribing setting that counts [default: 4 for gp, else all]. Repeat it for more.")  # fmt: skip
@json_option
@click.pass_context
def ods(context: click.Context, file: Path, specialty: str, settings_wanted: tuple[str, ...], as_json: bool) -> None:
    """Bring the directory in line with an NHS ODS practice file (27 columns, no header).

    Live practices are listed as "from the NHS list, not confirmed", closed ones are retired, and what has not changed
    is left alone: it can be stopped and run again. Exit code 3 means done, with lines that could not be used.
    """
    options: Options = context.obj
    settings = options.settings()
    registry = registry_of(settings)
    build_table(settings.places_db, force=False)
    places = geocoding_of(settings, registry).chain
    database = database_of(settings)
    migrations.upgrade(database.engine)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    console = screen()
    try:
        with Progress(*columns, console=console, transient=True, disable=as_json or not console.is_terminal) as bar:
            task = bar.add_task(f"Importing {file.name}", total=None)
            report = import_ods(
                database, places, registry, file, specialty=specialty, settings=settings_wanted, actor=actor_name(),
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )  # fmt: skip
    finally:
        database.dispose()
    if as_json:
        print_json(vars(report) | {"skipped": dict(report.skipped)})
    else:
        _tell(report)
    if report.bad_lines:
        context.exit(BAD_LINES)


def _tell(report: Report) -> None:
    click.echo(
        f"{report.file}: {report.read:,} lines read; {report.added:,} services added, {report.updated:,} updated, "
        f"{report.reopened:,} reopened, {report.retired:,} retired, {report.unchanged:,} unchanged."
    )
    for reason, count in report.skipped.most_common():
        click.echo(f"  {count:,} left out: {reason}")
    if report.not_in_file:
        click.echo(f"  {report.not_in_file:,} in the directory are not in this file and were left as they are")
    if report.without_place:
        click.echo(f"{len(report.without_place):,} stored without a place, so never in a list by distance:")
        _some(
            [f"  line {each['line']}: {each['code']} {each['name']}: {each['reason']}" for each in report.without_place]
        )
    if report.notes:
        click.echo(f"{len(report.notes):,} notes:")
        _some(
            [f"  line {each['line']}: {each['note']}" if each["line"] else f"  {each['note']}" for each in report.notes]
        )
    if report.never_found:
        lacking = join_words([reason[:1].lower() + reason[1:] for reason in report.never_found])
        click.echo(f"Note: these services will not be found as {report.specialty}, because of each: {lacking}.")
    if report.bad_lines:
        click.echo(f"{len(report.bad_lines):,} lines could not be used:")
        _some([f"  line {each['line']}: {each['reason']} {each['done']}" for each in report.bad_lines])


def _some(lines: list[str]) -> None:
    for line in lines[:SHOWN]:
        click.echo(line)
    if len(lines) > SHOWN:
        click.echo(f"  and {len(lines) - SHOWN:,} more (--json shows all)")
