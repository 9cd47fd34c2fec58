"""What is asked of services for each need, and what that is worth: the table that a change of a rule shows up in.

``python -m tests.criteria`` writes the table anew: do so after a criterion has changed, and review what git shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from matching.criteria import Criterion
from matching.model import Need, Urgency
from matching.plugin_manager import PluginRegistry
from tests.cases import builtin_registry

TABLE = Path(__file__).parent / "plugins" / "criteria.yaml"
HEAD = """# What is asked of a service: a criterion, and the needs that ask for it. Written by: python -m tests.criteria
# A need that has moved changes who is shown or how they are ranked: review it as you would review the rule.
"""
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
ALL = "every specialty"
FULL = Need(
    specialty="",
    now=NOW,
    capabilities=("hyaluronidase", "ultrasound"),
    treats=("acne",),
    registers=("gmc",),
    specialist_register="dermatology",
    age=16,
    in_person=True,
    open_within_minutes=60,
    languages=("pl",),
    accessibility=("step-free",),
)


def needs() -> Iterator[tuple[str, Need]]:
    """Each urgency and each kind of request with nothing more asked for, one capability, and everything asked for."""
    bare = Need(specialty="", now=NOW)
    for urgency in Urgency:
        yield urgency.value, replace(bare, urgency=urgency)
    for capability in ("hyaluronidase", "ultrasound"):
        for urgency in (Urgency.ROUTINE, Urgency.EMERGENCY):
            yield f"{urgency.value} with {capability}", replace(bare, capabilities=(capability,), urgency=urgency)
    yield "advice", replace(bare, kind="advice")
    yield "in full", FULL


def table(registry: PluginRegistry) -> dict[str, dict[str, list[str]]]:
    """Where it is asked with the criterion, then the need, then the specialties that ask for it."""
    specialties = sorted(registry.specialties)
    made: dict[str, dict[str, list[str]]] = {}
    for specialty in specialties:
        for name, need in needs():
            for each in registry.criteria_for(replace(need, specialty=specialty)):
                made.setdefault(said(each), {}).setdefault(name, []).append(specialty)
        for each in registry.listing_requirements(specialty):
            made.setdefault(said(each), {}).setdefault("listing", []).append(specialty)
    return {
        criterion: {name: [ALL] if found == specialties else found for name, found in asked.items()}
        for criterion, asked in sorted(made.items())
    }


def said(rule: Criterion) -> str:
    """``open-now of complications: OpensWithin(minutes=0), weight 25``: everything about a criterion, on one line."""
    parts = [
        f"{rule.code} of {rule.source}: {rule.predicate}",
        "required" if rule.required else f"weight {rule.weight:g}",
    ]
    parts += [f"said as {rule.sentence!r}"] if rule.sentence is not None else []
    parts += [f"otherwise {rule.caution!r}"] if rule.caution is not None else []
    return ", ".join(parts)


def table_text() -> str:
    """The table as the rules of this checkout would write it."""
    lines = [HEAD]
    for criterion, asked in table(builtin_registry()).items():
        lines += [f"{criterion!r}:", *(f"  {name}: [{', '.join(found)}]" for name, found in asked.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table_text(), encoding="utf-8")
