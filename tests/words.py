"""What every known word leads to, in each role that it can have: the table beside the rows.

``python -m tests.words`` writes the table anew: do so after words or rules have changed, and review what git shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from matching.case_input import case_from_mapping
from matching.model import Concept, Triage
from matching.plugin_manager import PluginRegistry
from matching.triage import triage
from tests.cases import builtin_registry

TABLE = Path(__file__).parent / "plugins" / "words.yaml"
HEAD = """# What each word leads to: a role, the answer, and the concepts that get it. Written by: python -m tests.words
# A concept that has moved is a changed answer: review it as you would review the rule.
"""
SAID: dict[str, dict[str, Any]] = {
    "said": {"terms": ["{}"]},
    "said of the past": {"terms": ["history of {}"]},
    "said to be previous": {"terms": ["previous {}"]},
    "said to be severe": {"terms": ["severe {}"]},
    "said an hour after filler": {"terms": ["{}"], "event": {"treatment": "lip filler", "minutes_ago": 60}},
}
TREATED: dict[str, dict[str, Any]] = {
    "wanted": {"wants": ["{}"]},
    "wanted and on the own list": {"wants": ["{}"], "scope": ["{}"]},
    "wanted without a prescriber": {"wants": ["{}"], "practitioner": {"prescriber": False}},
    "wanted without having been seen": {"wants": ["{}"], "practitioner": {"in_person": False}},
    "wanted with a cold sore": {"wants": ["{}"], "terms": ["cold sore"]},
    "wanted with keloids": {"wants": ["{}"], "terms": ["keloid"]},
    "wanted with sensitivity to light": {"wants": ["{}"], "terms": ["photosensitivity"]},
    "wanted with an allergy to hyaluronidase": {"wants": ["{}"], "terms": ["allergy to hyaluronidase"]},
    "before severe pain": {"event": {"treatment": "{}", "minutes_ago": 60}, "terms": ["severe pain"]},
    "before a change of colour": {"event": {"treatment": "{}", "minutes_ago": 60}, "terms": ["change of skin colour"]},
    "before blanching": {"event": {"treatment": "{}", "minutes_ago": 60}, "terms": ["blanching"]},
    "before dark patches": {"event": {"treatment": "{}", "minutes_ago": 60}, "terms": ["pigmentation"]},
    "before blurred vision": {"event": {"treatment": "{}", "minutes_ago": 60}, "terms": ["blurred vision"]},
    "before a drooping face": {"event": {"treatment": "{}", "minutes_ago": 9000}, "terms": ["facial droop"]},
}
ROLES = {**SAID, **TREATED}
YOUNG = {"age": 15, "terms": ["{}"]}
WISHING = {"terms": ["{}"], "wants": ["facelift"]}


def cases(registry: PluginRegistry) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """A role, a concept's code, and the case that it makes."""
    for concept in registry.vocabulary.concepts.values():
        for role in TREATED if concept.kind in ("treatment", "capability") else SAID:
            yield role, concept.code, case_with(concept, ROLES[role])


def case_with(concept: Concept, role: dict[str, Any]) -> dict[str, Any]:
    """The case in which a concept has this role."""
    return {"age": 40, **_filled(role, concept)}


def _filled(value: Any, concept: Concept) -> Any:
    if isinstance(value, dict):
        return {name: _filled(each, concept) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, concept) for each in value]
    return value.format(concept.label) if isinstance(value, str) else value


def outcome(found: Triage) -> str:
    """``hold by cold-sore, gp soon (ultrasound)``: what matters of an answer, on one line."""
    parts = [" by ".join(filter(None, (found.decision.value, " and ".join(_codes(found)))))]
    for each in found.recommendations:
        needs = f" ({', '.join(each.needs)})" if each.needs else ""
        register = f" on the {each.specialist_register} register" if each.specialist_register else ""
        parts.append(f"{each.specialty} {each.urgency.value}{needs}{register}")
    parts += [f"not understood: {each}" for each in found.unrecognised]
    return ", ".join(parts)


def _codes(found: Triage) -> list[str]:
    return sorted({each.code for each in found.reasons})


def table(registry: PluginRegistry) -> dict[str, dict[str, list[str]]]:
    """Role, then answer, then the concepts that get it."""
    made: dict[str, dict[str, list[str]]] = {role: {} for role in ROLES}
    for role, code, case in cases(registry):
        said = outcome(triage(case_from_mapping(case), registry))
        made[role].setdefault(said, []).append(code)
    return {role: dict(sorted(found.items())) for role, found in made.items()}


def table_text() -> str:
    """The table as the rules of this checkout would write it."""
    lines = [HEAD]
    for role, found in table(builtin_registry()).items():
        lines.append(f"{role}:")
        for said, codes in found.items():
            lines.append(f"  {said!r}:")
            lines += _wrapped(codes)
    return "\n".join(lines) + "\n"


def _wrapped(codes: list[str]) -> Iterator[str]:
    line = "    ["
    for at, code in enumerate(sorted(codes)):
        part = code + ("]" if at == len(codes) - 1 else ", ")
        if len(line) + len(part) > 118:
            yield line.rstrip()
            line = "     "
        line += part
    yield line


if __name__ == "__main__":
    TABLE.write_text(table_text(), encoding="utf-8")
