"""A triage as the page shows it: for the practitioner precise, for the patient neutral."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from matching import Recommendation, Specialty, Triage, Urgency
from matching.plugin_manager import PluginRegistry
from matching.words import URGENCIES, join_words, label

DECISIONS = {
    "may-treat": ("You may treat", "Nothing here bars treatment."),
    "hold": ("Hold", "Do not treat yet. Clearance with proof lifts this."),
    "do-not-treat": ("Do not treat", "A fresh triage is needed before any treatment."),
}
NEAREST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation as the page shows it."""

    name: str
    urgency: str
    is_emergency: bool
    is_999: bool
    reasons: tuple[str, ...]
    needs: str
    url: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that was not understood, and known words that are near it."""

    typed: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One answer on the page; ``patient`` are the sentences that may be read to the patient."""

    heading: str
    lead: str
    decision: str
    advice: tuple[Advice, ...]
    other: tuple[str, ...]
    corrected: tuple[str, ...]
    unknown: tuple[Unknown, ...]
    not_assessed: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    asks_age: bool
    patient: tuple[str, ...]
    versions: Mapping[str, str]


def shown(triage: Triage, registry: PluginRegistry, versions: Mapping[str, str], near: str, age: int | None) -> Shown:
    """The answer in words; ``near`` and ``age`` go with the searches that it leads to."""
    heading, lead = DECISIONS[triage.decision.value]
    urgency = f" {URGENCIES[triage.urgency]}." if triage.urgency else ""
    said = {reason.text for each in triage.recommendations for reason in each.reasons}
    return Shown(
        heading=heading,
        lead=lead + urgency,
        decision=triage.decision.value,
        advice=tuple(_advice(registry, each, near, age) for each in triage.recommendations),
        other=tuple(dict.fromkeys(reason.text for reason in triage.reasons if reason.text not in said)),
        corrected=tuple(
            f"We read “{each.corrected_from}” as {each.concept.label}."
            for each in triage.understood
            if each.corrected_from
        ),
        unknown=tuple(Unknown(typed, _nearest(typed, registry)) for typed in triage.unrecognised),
        not_assessed=triage.not_assessed,
        questions=tuple((each.text, each.reason) for each in triage.questions if each.code != "age"),
        asks_age=any(each.code == "age" for each in triage.questions),
        patient=patient_words(triage),
        versions=versions,
    )


def patient_words(triage: Triage) -> tuple[str, ...]:
    """What may be said to the patient: the rules' own neutral sentences, the most urgent first, each once."""
    reasons = [reason for each in triage.recommendations for reason in each.reasons] + list(triage.reasons)
    return tuple(dict.fromkeys(reason.patient_text for reason in reasons if reason.patient_text))


def _nearest(typed: str, registry: PluginRegistry) -> tuple[str, ...]:
    return tuple(each.matched or each.label for each in registry.vocabulary.suggest(typed, NEAREST_WORDS))


def _advice(registry: PluginRegistry, wanted: Recommendation, near: str, age: int | None) -> Advice:
    kind = registry.specialty(wanted.specialty)
    is_emergency = wanted.urgency is Urgency.EMERGENCY
    return Advice(
        name=kind.name,
        urgency=URGENCIES[wanted.urgency],
        is_emergency=is_emergency,
        is_999=not kind.searchable,
        reasons=tuple(dict.fromkeys(reason.text for reason in wanted.reasons)),
        needs=join_words([label(code) for code in wanted.needs]),
        url=_url(kind, wanted, near, age),
    )


def _url(kind: Specialty, wanted: Recommendation, near: str, age: int | None) -> str:
    is_emergency = wanted.urgency is Urgency.EMERGENCY
    if is_emergency and kind.code == "complication-support":
        return "/help-now" + (f"?{urlencode({'near': near})}" if near else "")
    asked: list[tuple[str, str]] = [("need", kind.name), *(("capability", need) for need in wanted.needs)]
    if near:
        asked.append(("near", near))
    if age is not None:
        asked.append(("age", str(age)))
    if is_emergency:
        asked.append(("accepts", "emergency"))
    elif wanted.urgency is not Urgency.ROUTINE:
        asked.append(("urgency", wanted.urgency.value))
    return f"/search?{urlencode(asked)}"
