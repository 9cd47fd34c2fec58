"""What the built-in rules share: tables of words, rules as rows, and what makes any service better than another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from matching import Concept, Decision, Need, Reason, Recognised, Recommendation, Restriction, UnderstoodCase, Urgency
from matching.criteria import AnswersWithin, ConfirmedWithin, Criterion, TreatsAny, WaitsAtMost
from matching.model import ConceptKind
from matching.words import join_words


def concepts(kind: ConceptKind, specialty: str | None, table: Mapping[str, str], *groups: str) -> tuple[Concept, ...]:
    """Concepts from rows of ``code: "Label | synonym | synonym"``; ``code+group`` adds a group to one row."""
    found = []
    for key, row in table.items():
        code, *own = key.split("+")
        label, *synonyms = (phrase.strip() for phrase in row.split("|"))
        found.append(
            Concept(
                code=code,
                label=label,
                kind=kind,
                synonyms=tuple(phrase for phrase in synonyms if phrase),
                groups=(*groups, *own),
                specialty=specialty,
            )
        )
    return tuple(found)


def with_more(table: Mapping[str, str], code: str, phrases: Iterable[str]) -> dict[str, str]:
    """The same rows, with more ways of saying one of them: those that are counted rather than written."""
    return {**table, code: " | ".join((table[code], *phrases))}


def typed(case: UnderstoodCase) -> list[str]:
    """What was typed, each once and whatever order it came in."""
    return sorted({*case.case.terms, *case.case.red_flags})


def beside(case: UnderstoodCase, found: Recognised) -> list[str]:
    """The terms that hold the words of a concept, with all that stands beside them."""
    return [term for term in typed(case) if found.typed in term]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row: when any of these concepts is present, who is needed and what is barred.

    ``{found}`` in ``text`` becomes what was recognised. ``unless`` are qualifiers under which a concept does not
    count, ``only`` those of which it needs one; ``wanted`` reads the wishes and not the signs. ``before`` are the
    treatments (codes or groups) of which one must be asked for.
    """

    code: str
    source: str
    when: tuple[str, ...]
    text: str
    patient: str
    refer: str | None = None
    urgency: Urgency = Urgency.ROUTINE
    decision: Decision | None = None
    needs: tuple[str, ...] = ()
    register: str | None = None
    unless: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    before: tuple[str, ...] = ()
    wanted: bool = False
    serves_wish: bool = False
    withholds_wishes: bool = False

    def answers(self, case: UnderstoodCase, *, after: bool = False) -> Iterator[Recommendation | Restriction]:
        """What this row says of a case; ``after`` counts only the signs that came after a treatment."""
        counting = case.wanted(*self.when) if self.wanted else case.present(*self.when)
        if after and not case.case.event:
            counting = tuple(found for found in counting if "after" in found.qualifiers)
        labels = {
            found.concept.label
            for found in counting
            if not (found.qualifiers & self.unless) and (not self.only or found.qualifiers & self.only)
        }
        if labels and (not self.before or case.wanted(*self.before)):
            yield from self.say(labels)

    def about(self, found: Iterable[Recognised]) -> Iterator[Recommendation | Restriction]:
        """The row's answer about these, whatever its own ``when`` says; nothing where there are none."""
        labels = {each.concept.label for each in found}
        if labels:
            yield from self.say(labels)

    def say(self, labels: Iterable[str]) -> Iterator[Recommendation | Restriction]:
        """The row's answer, naming what was recognised."""
        found = join_words(sorted(labels, key=str.casefold))
        reason = Reason(
            code=self.code, text=self.text.format(found=found), source=self.source, patient_text=self.patient
        )
        if self.refer:
            yield Recommendation(
                specialty=self.refer,
                urgency=self.urgency,
                reasons=(reason,),
                needs=self.needs,
                specialist_register=self.register,
                serves_wish=self.serves_wish,
            )
        if self.decision:
            yield Restriction(decision=self.decision, reason=reason, withholds_wishes=self.withholds_wishes)


def apply(rules: Iterable[Rule], case: UnderstoodCase) -> Iterator[Recommendation | Restriction]:
    """What every row says of a case."""
    found = {code for each in (*case.terms, *case.wants) for code in (each.concept.code, *each.concept.groups)}
    for rule in rules:
        if not found.isdisjoint(rule.when):
            yield from rule.answers(case)


def asked_for(
    case: UnderstoodCase, specialty: str, *, serves_wish: bool = False, also: Iterable[str] = ()
) -> Iterator[Recommendation]:
    """A recommendation where the words ask for this specialty by name, or for what is ``also`` said of it."""
    if any("wish" in found.qualifiers for found in case.present(specialty, *also)):
        reason = Reason(
            code="asked-for",
            text="The patient asks for it",
            source="S3-4",
            patient_text="You asked for this, and we are glad to help you find somebody.",
        )
        yield Recommendation(specialty=specialty, urgency=Urgency.ROUTINE, reasons=(reason,), serves_wish=serves_wish)


def after_unknown(case: UnderstoodCase) -> bool:
    """Whether a treatment went before that was not understood, or not named: the worst is assumed of it."""
    named = [found for found in case.event if not found.concept.is_a("aesthetic-treatment")]
    return case.case.event is not None and not named


REGULAR = "regular"
"""The group of medicines that a day without them does not end: ``no warfarin today``."""
RISK = "risk-of-treatment"
"""The group of what a treatment can do to a patient, and what is talked about before it is given."""
PRACTICE = "professional practice; confirm before release"
"""Where no document states a rule: a clinician decides whether it stays."""
DAY = 24 * 60
AFTER = re.compile(r"\b(?:after|since|following|post)\b", re.IGNORECASE)
"""In what is a sign as a whole: "swelling after lip filler"."""
AT_ONCE_MINUTES = 2 * 60


def is_within(case: UnderstoodCase, minutes: int) -> bool:
    """Whether the treatment that went before was at most so long ago; of what nobody has timed it is assumed."""
    ago = case.case.event.minutes_ago if case.case.event else None
    return ago is None or ago <= minutes


def injected_lately(case: UnderstoodCase) -> bool:
    """Whether something was injected within a month, as far as anybody knows."""
    is_old = not is_within(case, 30 * DAY)
    injected = [found for found in case.given("injected") if not (is_old and found in case.event)]
    return (after_unknown(case) and not is_old) or any("remote" not in found.qualifiers for found in injected)


def is_after_injection(case: UnderstoodCase) -> bool:
    """Whether the treatment that went before was an injection or threads: not one of years ago that is only told."""
    return case.case.event is not None and bool(case.given("injected", "pdo-threads"))


def is_late_toxin_droop(case: UnderstoodCase) -> bool:
    """Whether a droop began a day or more after toxin, is not sudden, and nothing else speaks for a stroke."""
    droops = case.present("facial-droop")
    if not droops or case.has("stroke-signs") or case.case.red_flags or not case.given("botulinum-toxin"):
        return False
    event = case.case.event
    was_days_ago = bool(case.event) and event is not None and (event.minutes_ago or 0) >= DAY
    return all((was_days_ago or "later" in each.qualifiers) and "sudden" not in each.qualifiers for each in droops)


def signs_in(case: UnderstoodCase) -> list[Recognised]:
    """What the terms say of the patient, without the treatments and services that they name."""
    return [found for found in case.terms if found.concept.kind not in ("treatment", "capability", "specialty")]


def none_came_after(case: UnderstoodCase) -> bool:
    """Whether no sign is said to have come after a treatment; where one is, what stands beside it may have come too."""
    return not any(
        found.is_present and ("after" in found.qualifiers or AFTER.search(found.typed)) for found in signs_in(case)
    )


ANSWER_MINUTES = {Urgency.EMERGENCY: 15, Urgency.URGENT: 240, Urgency.SOON: 1440, Urgency.ROUTINE: 2880}
ANSWER_WEIGHTS = {Urgency.EMERGENCY: 10.0, Urgency.URGENT: 8.0, Urgency.SOON: 7.0, Urgency.ROUTINE: 6.0}
WAIT_DAYS = {Urgency.EMERGENCY: 0, Urgency.URGENT: 1, Urgency.SOON: 14, Urgency.ROUTINE: 28}


def soft_criteria(need: Need) -> tuple[Criterion, ...]:
    """What makes one service better than another, whatever it is: published weights, and nothing that can be bought."""
    rules = [
        Criterion(
            code="answers",
            predicate=AnswersWithin(ANSWER_MINUTES[need.urgency]),
            weight=ANSWER_WEIGHTS[need.urgency],
        ),
        Criterion(code="waits", predicate=WaitsAtMost(WAIT_DAYS[need.urgency]), weight=4.0),
        Criterion(code="confirmed", predicate=ConfirmedWithin(timedelta(days=30)), weight=4.0, caution=""),
    ]
    if need.treats:
        rules.insert(0, Criterion(code="treats", predicate=TreatsAny(need.treats), weight=15.0))
    return tuple(rules)
