"""A baseline: cases with what was answered to each, in a file that people review."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from directory.errors import FieldError, Invalid
from directory.triage.entries import Entry, read_case, read_entries
from matching import Case
from matching.plugin_manager import PluginRegistry
from matching.replaying import Difference, differences, gist
from matching.triage import triage

HEAD = """# What triage answers to these cases. Written by: onward plugins replay --save-baseline FILE
# A changed line is a changed answer: review it as you would review the rule.
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """One case as it is kept, the same as it is read, and what was answered (None where it is new)."""

    id: str
    given: Mapping[str, Any]
    case: Case
    answer: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A case whose answer would change, or that the baseline does not have."""

    id: str
    given: Mapping[str, Any]
    is_new: bool
    differences: tuple[Difference, ...]


def read_cases(value: Any, name: str) -> list[Kept]:
    """The cases of a file that ``onward triage`` takes; one without an id gets the file's name and its number."""
    entries, is_list = read_entries(value, most=None)
    given = value if is_list else [value]
    pairs = enumerate(zip(entries, given, strict=True), 1)
    return [_kept(entry, raw, f"{name}-{number}") for number, (entry, raw) in pairs]


def _kept(entry: Entry, raw: Mapping[str, Any], fallback: str) -> Kept:
    return Kept(entry.id or fallback, raw.get("case", raw), entry.case)


def read_baseline(value: Any) -> list[Kept]:
    """The cases of a baseline with their answers. Raises Invalid."""
    if not isinstance(value, Mapping) or not isinstance(value.get("cases"), list):
        raise Invalid([FieldError("/cases", "This is no baseline: it has no list of cases. Save one first.")])
    return [_answered(each, f"/cases/{position}") for position, each in enumerate(value["cases"])]


def _answered(value: Any, pointer: str) -> Kept:
    if not isinstance(value, Mapping) or not isinstance(value.get("answer"), Mapping):
        raise Invalid([FieldError(pointer, "This case has no answer to compare with: save the baseline again.")])
    case = read_case(value.get("case"), f"{pointer}/case")
    return Kept(str(value.get("id") or pointer), value["case"], case, value["answer"])


def merged(baseline: Iterable[Kept], cases: Iterable[Kept]) -> list[Kept]:
    """The baseline's cases, and those that it does not have; a case that reads otherwise than before is new."""
    found = {each.id: each for each in baseline}
    for each in cases:
        before = found.get(each.id)
        if before is None or before.case != each.case:
            found[each.id] = each
    return list(found.values())


def replay(cases: Iterable[Kept], registry: PluginRegistry) -> list[Change]:
    """Every case whose answer by the installed plugins differs from the one that is kept."""
    changes = []
    for kept in cases:
        found = differences(kept.answer or {}, gist(triage(kept.case, registry)))
        if kept.answer is None or found:
            changes.append(Change(kept.id, kept.given, kept.answer is None, found))
    return changes


def write_baseline(cases: Iterable[Kept], registry: PluginRegistry, versions: Mapping[str, str]) -> str:
    """The text of a baseline: three lines a case, sorted, so that a changed answer is one changed line."""
    lines = [HEAD, "rules:", *(f"  {name}: {_json(version)}" for name, version in versions.items()), "cases:"]
    for kept in sorted(cases, key=lambda each: each.id):
        lines.append(f"- id: {_json(kept.id)}")
        lines.append(f"  case: {_json(kept.given)}")
        lines.append(f"  answer: {_json(gist(triage(kept.case, registry)))}")
    return "\n".join(lines) + "\n"


def _json(value: Any) -> str:
    """JSON, which YAML can read: nothing in it can be misread as a date or a number."""
    return json.dumps(value, ensure_ascii=False, default=str)
