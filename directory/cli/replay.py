"""``onward plugins replay``: which answers would change, so that a rule is reviewed like code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import click

from directory.cli.casefile import read_file
from directory.cli.settings import Options, json_option, print_json
from directory.errors import FieldError, Invalid, OnwardError
from directory.rules import registry_of
from directory.triage.baseline import Change, Kept, merged, read_baseline, read_cases, replay, write_baseline
from matching.plugin_loading import PluginFailed, PluginRefused
from matching.plugin_manager import PluginRegistry
from matching.versions import rule_versions

CHANGED, FAILED = 1, 2


class CouldNot(click.ClickException):
    """Nothing was compared: not the same as an answer that changed."""

    exit_code = FAILED


@click.command(epilog="Example: onward plugins replay --baseline baseline.yaml")
@click.option("--cases", "files", type=click.File("rb"), multiple=True, help="Cases as onward triage takes them.")
@click.option("--baseline", type=click.File("rb"), help="What was answered before; its own cases are replayed too.")
@click.option("--save-baseline", type=click.Path(dir_okay=False, path_type=Path), help="Write today's answers here.")
@json_option
@click.pass_obj
def replay_(
    options: Options,
    files: tuple[BinaryIO, ...],
    baseline: BinaryIO | None,
    save_baseline: Path | None,
    as_json: bool,
) -> None:
    """Run cases through the installed plugins and show which answers would change against a saved baseline.

    Ends with 0 when nothing would change, 1 when something would, 2 when nothing could be compared. Without a
    baseline every case is new, so save one first.
    """
    if not files and baseline is None:
        raise click.UsageError("Give a --baseline, or --cases to make one of.")
    try:
        registry = registry_of(options.settings())
        cases = _cases(files, baseline)
        changes = [] if save_baseline and baseline is None else replay(cases, registry)
    except (OnwardError, PluginRefused, PluginFailed) as error:
        raise CouldNot(_sentences(error)) from None
    if save_baseline:
        _save(save_baseline, cases, registry)
    if as_json:
        print_json({"replayed": len(cases), "changes": [_plain(each) for each in changes]})
    else:
        for line in _lines(changes, len(cases), save_baseline):
            click.echo(line)
    if changes and not save_baseline:
        raise click.exceptions.Exit(CHANGED)


def _cases(files: Iterable[BinaryIO], baseline: BinaryIO | None) -> list[Kept]:
    kept = read_baseline(read_file(baseline)) if baseline else []
    given = [each for file in files for each in read_cases(read_file(file), Path(file.name).stem)]
    twice = [id_ for id_, count in Counter(each.id for each in given).items() if count > 1]
    if twice:
        raise Invalid([FieldError("", f"The id {id_} stands twice: give each case its own.") for id_ in twice])
    return merged(kept, given)


def _save(path: Path, cases: list[Kept], registry: PluginRegistry) -> None:
    try:
        path.write_text(write_baseline(cases, registry, rule_versions(registry)), encoding="utf-8")
    except OSError as error:
        raise CouldNot(f"{error.strerror}: {path}") from None


def _sentences(error: Exception) -> str:
    if isinstance(error, Invalid):
        return "\n".join(f"{each.pointer}: {each.detail}" if each.pointer else each.detail for each in error.errors)
    return str(getattr(error, "detail", error))


def _plain(change: Change) -> dict[str, Any]:
    return {
        "id": change.id,
        "is_new": change.is_new,
        "case": change.given,
        "differences": [each._asdict() for each in change.differences],
    }


def _lines(changes: list[Change], count: int, saved: Path | None) -> Iterable[str]:
    for change in changes:
        given = json.dumps(change.given, ensure_ascii=False, default=str)
        yield f"{change.id}{' (new)' if change.is_new else ''}: {given}"
        for each in change.differences:
            if not change.is_new:
                yield f"  - {each.part}: {each.before}"
            yield f"  + {each.part}: {each.after}"
    new = sum(each.is_new for each in changes)
    if saved:
        yield f"Saved the answers to {count} cases in {saved}."
    else:
        yield f"{len(changes) - new} of {count} answers would change; {new} {'is' if new == 1 else 'are'} new."
