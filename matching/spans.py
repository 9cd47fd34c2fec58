"""A found concept in its clause, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Said:
    """What is said of one found concept."""

    is_negated: bool = False
    is_past: bool = False
    is_family: bool = False
    is_talk: bool = False
    """Only talked about; negated as well."""
    qualifiers: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a concept stands in its clause, and how its kind steers the reading."""

    first: int
    last: int
    is_acute: bool = False
    is_lifelong: bool = False
    is_treatment: bool = False
    is_medicine: bool = False
    is_regular: bool = False
    """A medicine that is never left off for good by a day without it."""
    is_history: bool = False
    """A condition, or an emergency that somebody may have had: what a family history names."""
    is_spelt_as_now: bool = False
    """``cannot see``, ``not breathing``: said of somebody who needs help, and in no family history."""
    is_harm: bool = False
    """What a treatment can do to a patient."""
