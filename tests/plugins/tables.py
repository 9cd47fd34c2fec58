"""Cases as rows: what is typed, which rule must speak (or must not) and where that rule is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from matching.case_input import case_from_mapping
from matching.model import Decision, Reason, Triage, Urgency
from matching.plugin_manager import PluginRegistry
from matching.triage import triage


def row(
    name: str, case: dict[str, Any] | str, /, *, source: str, rule: str = "", spares: str = "", **expect: Any
) -> Any:
    """One row. A text is the only term. ``rule`` must be among the reasons, ``spares`` must not.

    ``source`` is where the rule is from. ``expect``: refer, never, urgency, decision, needs, unrecognised, asks.
    """
    if bool(rule) == bool(spares):
        raise ValueError(f"{name}: name the rule that speaks, or the one that does not")
    given = {"terms": [case]} if isinstance(case, str) else case
    return pytest.param(
        {"age": 40, **given}, {"rule": rule, "spares": spares, "source": source, **expect}, id=name.replace(" ", "-")
    )


def rows(rule: str, source: str, *typed: str, **expect: Any) -> list[Any]:
    """Several terms of which the same must come."""
    return [row(text, text, rule=rule, source=source, **expect) for text in typed]


def spared(rule: str, source: str, *typed: str, **expect: Any) -> list[Any]:
    """Several terms of which a rule must say nothing, and nothing else either unless it is said."""
    said = {"refer": (), "urgency": None, "decision": "may-treat", **expect}
    return [row(text, text, spares=rule, source=source, **said) for text in typed]


def after(treatment: str, minutes: int | None, *terms: str) -> dict[str, Any]:
    """These terms, so many minutes after a treatment; None where nobody knows."""
    return {"terms": [*terms], "event": {"treatment": treatment, "minutes_ago": minutes}}


def answer(registry: PluginRegistry, case: dict[str, Any]) -> Triage:
    """The answer to a case given as a mapping."""
    return triage(case_from_mapping(case), registry)


def referred(found: Triage) -> set[str]:
    """The specialties that are recommended."""
    return {each.specialty for each in found.recommendations}


def reasons(found: Triage) -> Iterator[Reason]:
    """Every reason of an answer: of what bars, and of who is recommended."""
    yield from found.reasons
    for recommendation in found.recommendations:
        yield from recommendation.reasons


def check(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    """Hold the answer against what the row expects; ``refer`` is exact."""
    found = answer(registry, case)
    by_code = {each.code: each for each in reasons(found)}
    said = (
        f"{case} -> {found.decision}, {found.urgency}, {referred(found)}, {sorted(by_code)}, "
        f"not understood {found.unrecognised}"
    )
    if expect.get("rule"):
        assert expect["rule"] in by_code, said
        assert expect["source"] in by_code[expect["rule"]].source, (said, by_code[expect["rule"]].source)
    if expect.get("spares"):
        assert expect["spares"] not in by_code, said
    if "refer" in expect:
        assert referred(found) == _set(expect["refer"]), said
    if "never" in expect:
        assert not referred(found) & _set(expect["never"]), said
    if "urgency" in expect:
        wanted = expect["urgency"]
        assert found.urgency == (Urgency(wanted) if wanted else None), said
    if "decision" in expect:
        assert found.decision == Decision(expect["decision"]), said
    if "needs" in expect:
        assert any(_set(expect["needs"]) <= set(each.needs) for each in found.recommendations), said
    if "asks" in expect:
        assert _set(expect["asks"]) <= {each.code for each in found.questions}, said
    assert found.unrecognised == tuple(expect.get("unrecognised", ())), said
    assert not found.not_assessed, said


def _set(value: str | Iterable[str]) -> set[str]:
    return {value} if isinstance(value, str) else set(value)
