"""Values cross to another process and back unchanged, and nothing else comes back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from matching import (
    Capability,
    Case,
    Concept,
    Decision,
    Event,
    Finding,
    Need,
    Question,
    Reason,
    Recommendation,
    Restriction,
    Service,
    Specialty,
    UnderstoodCase,
    Urgency,
    criteria,
)
from matching.codec import PREDICATES, NotAValue, read, write
from matching.criteria import Criterion
from matching.outside import HERE, shape_of
from matching.plugin_loading import HOOKS
from matching.plugin_manager import PluginRegistry
from matching.predicates import Predicate
from matching.triage import understand
from tests.cases import rows

NOW = datetime(2026, 1, 1, 9, 30, tzinfo=UTC)
WHY = Reason(code="a", text="Ä – reason", source="s", plugin="p", patient_text="t")
VALUES = (
    (Specialty, Specialty(code="a", name="b", person="c", summary="d", searchable=False)),
    (Concept, Concept(code="a", label="b", kind="sign", synonyms=("x", "ÿ"), groups=("g",), specialty="s")),
    (Finding, Finding(code="a", reason="b", weight=1.5, kind="caution")),
    (
        Need,
        Need(specialty="gp", now=NOW, latitude=51.5, longitude=-0.1, urgency=Urgency.SOON, age=40, languages=("pl",)),
    ),
    (
        Service,
        Service(
            id="1",
            name="A",
            specialty="gp",
            latitude=None,
            longitude=None,
            accepts=frozenset({"b", "a"}),
            indemnity_until=date(2026, 2, 28),
            confirmed_at=NOW,
            capabilities={"x": Capability(code="x", quantity=2, expires_on=date(2026, 3, 1), confirmed_at=NOW)},
        ),
    ),
    (Recommendation, Recommendation(specialty="gp", urgency=Urgency.URGENT, reasons=(WHY,), needs=("x",))),
    (Restriction, Restriction(decision=Decision.HOLD, reason=WHY, withholds_wishes=True)),
    (Question, Question(code="a", text="b?", reason="c")),
    (tuple[int, str], (14, "b?")),
    (float | None, None),
    (float | None, 3.5),
)
INSTANCES: dict[str, Predicate] = {
    "AnyOf": criteria.AnyOf((criteria.IsActive(), criteria.Not(criteria.SeesAge(7)))),
    "Not": criteria.Not(criteria.Accepts("advice")),
    "Accepts": criteria.Accepts("advice"),
    "AnswersWithin": criteria.AnswersWithin(60),
    "ConfirmedWithin": criteria.ConfirmedWithin(timedelta(days=1, seconds=1)),
    "HasCapability": criteria.HasCapability("laser", timedelta(days=30)),
    "IsAccessible": criteria.IsAccessible("step-free"),
    "IsOneOf": criteria.IsOneOf(("1", "2")),
    "OnAnyRegister": criteria.OnAnyRegister(("gdc", "gmc")),
    "OnRegister": criteria.OnRegister("gdc"),
    "OnSpecialistRegister": criteria.OnSpecialistRegister("dermatology"),
    "OpensWithin": criteria.OpensWithin(30),
    "SeesAge": criteria.SeesAge(7),
    "Speaks": criteria.Speaks("pl"),
    "TreatsAny": criteria.TreatsAny(("acne",)),
    "WaitsAtMost": criteria.WaitsAtMost(7),
}


def over(kind: Any, value: object) -> Any:
    return read(kind, json.loads(json.dumps(write(kind, value))))


@pytest.mark.parametrize(("kind", "value"), VALUES, ids=lambda value: getattr(value, "__name__", None))
def test_a_value_comes_back_as_it_was(kind: Any, value: object) -> None:
    back = over(kind, value)
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize("name", sorted(PREDICATES))
def test_every_predicate_crosses(name: str) -> None:
    predicate = INSTANCES.get(name) or PREDICATES[name]()
    rule = Criterion(code="a", predicate=predicate, weight=2, sentence="s", caution="")
    assert over(Criterion, rule) == rule
    assert type(over(Criterion, rule).predicate) is PREDICATES[name]


def test_every_understood_case_of_the_tables_crosses(registry: PluginRegistry) -> None:
    found = [understand(Case(age=40, terms=tuple(row.case.get("terms", ()))), registry.vocabulary)[0] for row in rows()]
    assert len(found) > 100
    for case in (*found, UnderstoodCase(case=Case(event=Event(treatment="x", minutes_ago=3), now=NOW))):
        assert over(UnderstoodCase, case) == case


@pytest.mark.parametrize("hook", sorted(set(HOOKS) - set(HERE)))
def test_every_hook_has_a_shape(hook: str) -> None:
    shape = shape_of(hook)
    with pytest.raises(NotAValue):
        read(shape.answer, object())
    assert isinstance(shape.given, Mapping)


class Own(Predicate):
    """A predicate of an author's own."""


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Recommendation, Recommendation(specialty="gp", urgency="now", reasons=(WHY,))),  # type: ignore[arg-type]
        (Recommendation, Recommendation(specialty="gp", urgency=Urgency.SOON, reasons=("why",))),  # type: ignore[arg-type]
        (Recommendation, Recommendation(specialty="gp", urgency=Urgency.SOON, reasons=(WHY,), needs="laser")),  # type: ignore[arg-type]
        (Specialty, Specialty(code=7, name="b", person="c", summary="d")),  # type: ignore[arg-type]
        (Concept, Concept(code="a", label="b", kind="disease")),  # type: ignore[arg-type]
        (Concept, Concept(code="a", label="b", kind="sign", synonyms=["x"])),  # type: ignore[arg-type]
        (Criterion, Criterion(code="a", predicate=Own())),
        (Finding, Finding(code="a", reason="\ud800")),
        (Finding, Finding(code="a", reason="b", weight=True)),
        (float | None, "3"),
        (tuple[int, str], (1, "a", 2)),
    ],
)
def test_what_is_not_of_its_type_is_refused_before_it_is_sent(kind: Any, value: object) -> None:
    with pytest.raises(NotAValue):
        write(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Specialty, {"code": "a"}),
        (Specialty, ["a", "b", "c", "d", True]),
        (Specialty, ["a", "b", "c", "d", 1, True]),
        (Criterion, ["a", ["Own", []], 0.0, False, None, None, ""]),
        (Criterion, ["a", ["__import__", ["os"]], 0.0, False, None, None, ""]),
        (Criterion, ["a", ["IsActive", []], -1.0, False, None, None, ""]),
        (Criterion, ["a", ["IsActive", []], float("nan"), False, None, None, ""]),
        (Concept, "[]"),
        (Concept, "{"),
        (Concept, ["a"]),
        (datetime, "2026-01-01T00:00:00"),
        (datetime, 7),
        (timedelta, float("inf")),
        (Urgency, "now"),
        (int, 2**60),
        (int, True),
        (str, "\ud800"),
    ],
)
def test_what_is_not_of_its_type_is_refused_when_it_comes_back(kind: Any, value: object) -> None:
    with pytest.raises(NotAValue):
        read(kind, value)


def test_a_refusal_never_quotes_what_was_given() -> None:
    with pytest.raises(NotAValue) as raised:
        write(Recommendation, "blanching after lip filler")
    assert str(raised.value) == "expected Recommendation, not str"
