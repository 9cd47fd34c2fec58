"""Typeahead: what a person who has typed a few letters may mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from rapidfuzz import fuzz, process

from matching.model import Concept
from matching.text import Token, tokens


class Suggestion(NamedTuple):
    """One concept to choose: its label and code, and the words that matched when they are not the label."""

    label: str
    code: str
    kind: str
    matched: str
    specialty: str | None


class Suggestions:
    """Every phrase of the vocabulary, as typeahead compares it."""

    def __init__(self, concepts: Iterable[Concept], split: Callable[[str], list[Token]] = tokens) -> None:
        """Fold every label and synonym once, split into words by ``split``."""
        self._phrases: list[tuple[str, str, Concept]] = [
            (_folded(split(phrase)), phrase, concept)
            for concept in concepts
            for phrase in dict.fromkeys((concept.label, *concept.synonyms))
        ]
        self._by_text = {folded: (phrase, concept) for folded, phrase, concept in reversed(self._phrases)}

    def starting(self, prefix: str, limit: int, kinds: Collection[str] | None) -> tuple[Suggestion, ...]:
        """Likeliest first: a label, then a synonym, then a word inside that starts so; near spellings if none does."""
        typed = _folded(tokens(prefix))
        if not typed or limit < 1:
            return ()
        ranked = []
        for folded, phrase, concept in self._phrases:
            if kinds is None or concept.kind in kinds:
                order = _order(typed, folded, phrase, concept)
                if order is not None:
                    ranked.append((order, folded, concept.code, phrase, concept))
        ranked.sort(key=lambda each: each[:3])
        found: dict[str, Suggestion] = {}
        for *_, phrase, concept in ranked:
            found.setdefault(concept.code, _suggestion(phrase, concept))
        if not found and len(typed) >= 4:
            near = process.extract(typed, list(self._by_text), scorer=fuzz.ratio, score_cutoff=75, limit=limit * 3)
            for folded, _, _ in near:
                phrase, concept = self._by_text[folded]
                if kinds is None or concept.kind in kinds:
                    found.setdefault(concept.code, _suggestion(phrase, concept))
        return tuple(found.values())[:limit]


def _folded(words: Iterable[Token]) -> str:
    return " ".join(token.word for token in words)


def _order(typed: str, folded: str, phrase: str, concept: Concept) -> tuple[int, int, int] | None:
    """How likely a phrase is meant (smaller is likelier), or None when it does not match."""
    synonym = int(phrase != concept.label)
    if folded == typed:
        return (0, synonym, 0)
    if folded.startswith(typed):
        return (1, synonym, len(folded))
    if f" {typed}" in folded:
        return (2, synonym, len(folded))
    words = typed.split()
    if len(words) > 1 and all(any(known.startswith(word) for known in folded.split()) for word in words):
        return (3, synonym, len(folded))
    return None


def _suggestion(phrase: str, concept: Concept) -> Suggestion:
    return Suggestion(
        concept.label, concept.code, concept.kind, "" if phrase == concept.label else phrase, concept.specialty
    )
