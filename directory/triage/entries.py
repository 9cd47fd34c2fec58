"""Cases as they arrive by the API or in a file: one, or a list of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from directory.errors import FieldError, Invalid
from matching import Case
from matching.case_input import CaseInvalid, case_from_mapping, triage_to_dict
from matching.explaining import explain as explanation_of
from matching.plugin_manager import PluginRegistry
from matching.triage import triage
from matching.versions import rule_versions

MAX_CASES = 1_000
WRAPPER = ("id", "case", "expect")
_INDEX = re.compile(r"\[([0-9]+)\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One case, with the id that its answer carries back."""

    case: Case
    id: str | None = None


def read_entries(value: Any, *, most: int | None = MAX_CASES) -> tuple[list[Entry], bool]:
    """The cases of a body or a file, and whether it held a list. Raises Invalid with a pointer to each fault."""
    if not isinstance(value, list):
        return [_entry(value, "")], False
    if most is not None and len(value) > most:
        raise Invalid([FieldError("", f"There are {len(value)} cases: send at most {most} at once.")])
    entries, errors = [], []
    for position, each in enumerate(value):
        try:
            entries.append(_entry(each, f"/{position}"))
        except Invalid as wrong:
            errors += wrong.errors
    if errors:
        raise Invalid(errors)
    return entries, True


def _entry(value: Any, pointer: str) -> Entry:
    if not isinstance(value, Mapping) or "case" not in value:
        return Entry(read_case(value, pointer))
    errors = [
        FieldError(f"{pointer}/{str(name)[:60]}", f"{str(name)[:60]} is not known beside case.")
        for name in value
        if name not in WRAPPER
    ]
    id_ = value.get("id")
    if id_ is not None and (not isinstance(id_, str) or len(id_) > 200):
        errors.append(FieldError(f"{pointer}/id", "The id must be a text of at most 200 characters."))
    if errors:
        raise Invalid(errors)
    return Entry(read_case(value["case"], f"{pointer}/case"), id_)


def read_case(value: Any, pointer: str = "") -> Case:
    """One case. Raises Invalid with pointers that start with ``pointer``."""
    try:
        return case_from_mapping(value)
    except CaseInvalid as wrong:
        raise Invalid([_error(each.field, each.message, pointer) for each in wrong.errors]) from None


def _error(name: str, message: str, pointer: str) -> FieldError:
    path = _INDEX.sub(r"/\1", name).replace(".", "/")
    detail = f"{name[:80]}: {message}." if name else f"{message}."
    return FieldError(f"{pointer}/{path[:120]}" if path else pointer, detail)


def triage_answer(entry: Entry, registry: PluginRegistry, *, explain: bool = False) -> dict[str, Any]:
    """One answer with the versions of the rules that gave it, under the entry's id where it had one."""
    found = triage(entry.case, registry)
    versions = rule_versions(registry)
    answer = ({"id": entry.id} if entry.id is not None else {}) | triage_to_dict(found) | {"rules": dict(versions)}
    return answer | ({"explanation": explanation_of(found, versions)} if explain else {})
