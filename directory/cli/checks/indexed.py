"""How far the index in Elasticsearch is behind the database."""

from __future__ import annotations

from sqlalchemy.orm import Session

from directory.cli.checks import Finding, Level
from directory.cli.checks.stored import read_with
from directory.config import Settings
from directory.search.elastic import progress

SILENT_S, MANY = 60.0, 1_000


def check_index(settings: Settings) -> list[Finding]:
    """Whether somebody keeps it in step, as the indexer says in the database."""
    if not settings.elasticsearch_url:
        return [Finding("index", "off", "Each process holds an index of its own: onward index check compares it.")]
    return read_with(settings, "index", _index)


def _index(session: Session) -> list[Finding]:
    said = progress.read(session)
    start = "It runs inside onward relay, and inside onward serve without Redis: start one."
    if said is None:
        return [Finding("index", "wrong", "No indexer has run on this database.", start)]
    if said.silent_s > SILENT_S:
        return [Finding("index", "wrong", f"The indexer was last alive {said.silent_s:,.0f} s ago.", start)]
    behind = f"{said.behind:,} change{'' if said.behind == 1 else 's'} behind"
    if said.state == "away":
        text = f"Elasticsearch cannot be written: {said.reason.rstrip('.')}. The index is {behind}."
        advice = "Searches are answered by the index of each process; it catches up by itself."
        return [Finding("index", "wrong", text, advice)]
    level: Level = "look" if said.state == "rebuilding" or said.behind > MANY else "well"
    return [Finding("index", level, f"The indexer is {said.state}, {behind}. {said.reason}".strip())]
