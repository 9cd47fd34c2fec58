"""Case -> who is needed, how soon, and whether to treat at all. The strongest rule wins and every reason is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from matching.asking import TriageRules
from matching.model import (
    Case,
    Decision,
    Question,
    Reason,
    Recognised,
    Recommendation,
    Restriction,
    Triage,
    UnderstoodCase,
    Urgency,
)
from matching.outside import OutsideFailed
from matching.plugin_manager import PluginRegistry
from matching.understanding import understand

MOST_ANSWERS = 200


def triage(case: Case, registry: PluginRegistry) -> Triage:
    """The answer to a case. Never raises for a bad plugin: what could not be assessed is named, and holds treatment.

    An emergency waits for nobody: once the built-in rules have found one, plugins outside this process are not asked,
    and are named.
    """
    understood, questions = understand(case, registry.vocabulary)
    found = _Findings(questions=list(questions))
    inside, outside = _apart(registry.triage_rules())
    for rules in inside:
        _ask(rules, understood, found)
    is_emergency = any(each.urgency is Urgency.EMERGENCY for each in found.recommendations)
    for rules in outside:
        if is_emergency:
            found.not_asked.append(rules.plugin)
        else:
            _ask(rules, understood, found)
    return _answer(understood, found)


@dataclass(slots=True)
class _Findings:
    recommendations: list[Recommendation] = field(default_factory=list)
    restrictions: list[Restriction] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    not_assessed: list[str] = field(default_factory=list)
    not_asked: list[str] = field(default_factory=list)


def _apart(rules: Iterable[TriageRules]) -> tuple[list[TriageRules], list[TriageRules]]:
    """Those that run here, and those that run in another process."""
    inside: list[TriageRules] = []
    outside: list[TriageRules] = []
    for each in rules:
        (inside if each.outside is None else outside).append(each)
    return inside, outside


def _ask(rules: TriageRules, case: UnderstoodCase, found: _Findings) -> None:
    """One plugin's answer. What it said before it failed is kept: dropping a restriction would not be safer."""
    try:
        answers = islice(rules.rules(case=case) or (), MOST_ANSWERS + 1)
        for count, answer in enumerate(answers):
            if count == MOST_ANSWERS:
                raise ValueError(f"more than {MOST_ANSWERS} answers")
            _take(rules, answer, found)
    except OutsideFailed as failure:
        found.not_assessed.append(rules.plugin)
        _ask(rules._replace(rules=failure.said()), case, found)
    except (Exception, SystemExit) as wrong:
        found.not_assessed.append(rules.plugin)
        if rules.outside is not None:
            # The words of anything else may quote the case.
            why = str(wrong) if isinstance(wrong, ValueError) else type(wrong).__name__
            rules.outside.refuse("triage_case", f"it answered nonsense: {why}")


def _take(rules: TriageRules, answer: Any, found: _Findings) -> None:
    match answer:
        case Recommendation():
            _check(answer, rules)
            found.recommendations.append(replace(answer, reasons=tuple(_named(each, rules) for each in answer.reasons)))
        case Restriction():
            if not isinstance(answer.decision, Decision):
                raise TypeError(f"{answer.decision!r} is not a decision")
            found.restrictions.append(replace(answer, reason=_named(answer.reason, rules)))
        case Question():
            found.questions.append(answer)
        case _:
            raise TypeError(f"{answer!r} is not an answer to a case")


def _check(answer: Recommendation, rules: TriageRules) -> None:
    if answer.specialty not in rules.specialties:
        raise ValueError(f"{rules.plugin} does not bring {answer.specialty}")
    if not isinstance(answer.urgency, Urgency):
        raise TypeError(f"{answer.urgency!r} is not an urgency")
    if not answer.reasons:
        raise ValueError("a recommendation needs a reason")
    if not all(isinstance(need, str) for need in answer.needs):
        raise TypeError(f"{answer.needs!r} are not capabilities")


def _named(reason: Any, rules: TriageRules) -> Reason:
    if not isinstance(reason, Reason) or not isinstance(reason.text, str) or not reason.text.strip():
        raise TypeError(f"{reason!r} is not a reason")
    return replace(reason, plugin=rules.plugin)


def _answer(case: UnderstoodCase, found: _Findings) -> Triage:
    restrictions = [*found.restrictions, *_engine_restrictions(case, found)]
    withheld = any(each.withholds_wishes for each in restrictions)
    recommendations = _merge(each for each in found.recommendations if not (withheld and each.serves_wish))
    urgency = min((each.urgency for each in recommendations), key=lambda each: each.rank, default=None)
    decision = min((each.decision for each in restrictions), key=lambda each: each.rank, default=Decision.MAY_TREAT)
    if urgency is Urgency.EMERGENCY:
        decision = Decision.DO_NOT_TREAT
    ordered = sorted(restrictions, key=lambda each: (each.decision.rank, each.reason.code, each.reason.text))
    return Triage(
        decision=decision,
        urgency=urgency,
        recommendations=recommendations,
        reasons=tuple(dict.fromkeys(each.reason for each in ordered)),
        questions=tuple(sorted(dict.fromkeys(found.questions), key=lambda each: (each.code, each.text))),
        understood=tuple(sorted(dict.fromkeys((*case.terms, *case.wants, *case.event)), key=_place)),
        unrecognised=case.unrecognised,
        not_assessed=tuple(sorted({*found.not_assessed, *found.not_asked})),
        restrictions=tuple(ordered),
        withheld=_merge(each for each in found.recommendations if withheld and each.serves_wish),
    )


def _place(found: Recognised) -> tuple[str, str, str]:
    return found.concept.code, found.typed, "".join(sorted(found.qualifiers))


def _engine_restrictions(case: UnderstoodCase, found: _Findings) -> Iterable[Restriction]:
    """What holds treatment whatever the rules say: words not understood, and rules that failed."""
    for typed in case.unrecognised:
        yield Restriction(
            decision=Decision.HOLD,
            reason=Reason(
                code="not-understood",
                text=f"“{typed}” was not understood. Treatment waits until somebody has looked at it",
                source="Contract: an unrecognised term holds",
                plugin="triage",
                patient_text="We need to check something that you told us before any treatment.",
            ),
        )
    for plugin in found.not_asked:
        yield Restriction(
            decision=Decision.HOLD,
            reason=Reason(
                code="not-assessed",
                text=f"The rules of {plugin} were not applied: an emergency waits for no plugin",
                source="Contract: emergency rules run first",
                plugin="triage",
                patient_text="We could not finish our checks, so we will look again before any treatment.",
            ),
        )
    for plugin in sorted(set(found.not_assessed)):
        yield Restriction(
            decision=Decision.HOLD,
            reason=Reason(
                code="not-assessed",
                text=f"The rules of {plugin} could not be applied, so this answer is incomplete. Treatment waits",
                source="Contract: a rule that fails holds",
                plugin="triage",
                patient_text="We could not finish our checks, so we will look again before any treatment.",
            ),
        )


def _merge(recommendations: Iterable[Recommendation]) -> tuple[Recommendation, ...]:
    """One recommendation a specialty: the most urgent, with every need and every reason, in a fixed order."""
    by_specialty: dict[str, list[Recommendation]] = {}
    for each in recommendations:
        by_specialty.setdefault(each.specialty, []).append(each)
    merged = [
        Recommendation(
            specialty=specialty,
            urgency=min((each.urgency for each in group), key=lambda each: each.rank),
            reasons=tuple(
                sorted(
                    dict.fromkeys(reason for each in group for reason in each.reasons),
                    key=lambda each: (each.code, each.text),
                )
            ),
            needs=tuple(sorted({need for each in group for need in each.needs})),
            specialist_register=next(
                iter(sorted(each.specialist_register for each in group if each.specialist_register)), None
            ),
            serves_wish=all(each.serves_wish for each in group),
        )
        for specialty, group in by_specialty.items()
    ]
    return tuple(sorted(merged, key=lambda each: (each.urgency.rank, each.specialty)))
