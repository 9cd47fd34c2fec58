"""S2-32: a patient is never told what a condition is, and never alarmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import plugins
from matching.model import Case, Concept, PractitionerContext, Reason
from matching.plugin_manager import PluginRegistry
from matching.triage import triage
from plugins import advanced_aesthetics, common, prescribing, safeguards

ALARMING = (
    "danger severe serious urgent suspicious malignant cancer tumour die death fatal risk abnormal worrying alarming "
    "emergency disorder disease diagnosis diagnosed illness unfortunately failed refuse refused wrong bad"
).split()
TEMPLATES = Path(__file__).parents[2] / "directory" / "templates"
NO_CONDITION = ("healthy", "as-hoped", "everyday-life", "non-smoker", "said-young", "looked-after-skin")
HARMLESS = {
    "999",
    "yes",
    "surgery",
    "gp",
    "doctor",
    "skin",
    "treatment",
    "dentist",
    "prescriber",
    "surgeon",
    "coach",
    "nutrition",
    "field",
}


Answers = list[tuple[str, Reason]]


@pytest.fixture(scope="module")
def answered(registry: PluginRegistry) -> Answers:
    return list(answers(registry))


def said_to_patients(answered: Answers) -> Iterator[tuple[str, str]]:
    """Every patient's text: of the rules that stand as values, and of the answers to every concept."""
    for module in plugins.BUILTIN:
        for value in vars(module).values():
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, common.Rule):
                    yield f"{module.__name__}:{each.code}", each.patient
                elif isinstance(each, Reason):
                    yield f"{module.__name__}:{each.code}", each.patient_text
    for code, reason in answered:
        yield f"{code}:{reason.code}", reason.patient_text
    for path in sorted(TEMPLATES.rglob("patient*.html")):
        words = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        yield path.name, " ".join(words.split())


def answers(registry: PluginRegistry) -> Iterator[tuple[str, Reason]]:
    """What is said of every single concept, in every role that it can have."""
    for concept in registry.vocabulary.concepts.values():
        words = concept.label
        for case in (
            Case(age=40, terms=(words,)),
            Case(age=16, wants=(words,), scope=(words,)),
            Case(age=40, wants=(words,), scope=(words,)),
            Case(wants=(words, "zorgblat"), practitioner=PractitionerContext(prescriber=False, in_person=False)),
        ):
            found = triage(case, registry)
            for reason in (*found.reasons, *(each for one in found.recommendations for each in one.reasons)):
                yield concept.code, reason


def names_of_conditions(concepts: Iterator[Concept]) -> set[str]:
    kinds = ("condition", "medicine", "sign", "red-flag")
    named = {
        phrase.casefold()
        for concept in concepts
        if concept.kind in kinds and concept.code not in NO_CONDITION
        for phrase in (concept.label, *concept.synonyms)
        if len(phrase) > 2
    }
    return named - HARMLESS - {"lost", "confused"}


def test_a_patient_is_told_no_condition_and_not_alarmed(registry: PluginRegistry, answered: Answers) -> None:
    forbidden = names_of_conditions(iter(registry.vocabulary.concepts.values())) | set(ALARMING)
    pattern = re.compile(r"\b(" + "|".join(sorted(map(re.escape, forbidden), key=len, reverse=True)) + r")\b", re.I)
    # Thousands of answers say the same few hundred sentences.
    places = {text: where for where, text in said_to_patients(answered)}
    found = {where: (text, match.group()) for text, where in places.items() if (match := pattern.search(text))}
    assert found == {}


def test_the_sheet_for_the_patient_is_among_what_is_scanned(answered: Answers) -> None:
    assert "patient.html" in dict(said_to_patients(answered))


def test_the_guard_can_fail(registry: PluginRegistry) -> None:
    named = names_of_conditions(iter(registry.vocabulary.concepts.values()))
    assert {"melanoma", "body dysmorphia", "warfarin", "acne"} <= named


def test_every_reason_has_words_for_both_and_a_source(answered: Answers) -> None:
    for code, reason in answered:
        assert reason.text.strip(), code
        assert reason.patient_text.strip().endswith("."), (code, reason.code)
        assert reason.source.strip(), (code, reason.code)
        assert reason.plugin, (code, reason.code)
        assert "{" not in reason.text + reason.patient_text


@pytest.mark.parametrize("module", [advanced_aesthetics, prescribing, safeguards], ids=lambda module: module.__name__)
def test_rules_cite_their_source(module: object) -> None:
    rules = [value for value in vars(module).values() if isinstance(value, common.Rule)]
    assert all(rule.source for rule in rules)
