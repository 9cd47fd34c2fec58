"""What an answer comes down to, and how two of them differ: for replaying cases when a rule changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from matching.model import Recommendation, Triage

Answer = Mapping[str, Any]
PARTS = ("decision", "urgency", "refer", "reasons", "questions", "unrecognised", "not_assessed")


class Difference(NamedTuple):
    """One part of an answer that would change, in words, before and after."""

    part: str
    before: str
    after: str


def gist(triage: Triage) -> dict[str, Any]:
    """What matters of an answer: codes, never the wording. Parts that are empty are left out."""
    whole = {
        "decision": triage.decision.value,
        "urgency": triage.urgency.value if triage.urgency else None,
        "refer": {each.specialty: _wanted(each) for each in triage.recommendations},
        "reasons": sorted(
            {reason.code for reason in triage.reasons}
            | {reason.code for each in triage.recommendations for reason in each.reasons}
        ),
        "questions": sorted({each.code for each in triage.questions}),
        "unrecognised": sorted(triage.unrecognised),
        "not_assessed": list(triage.not_assessed),
    }
    return {part: value for part, value in whole.items() if value}


def _wanted(each: Recommendation) -> str:
    """``soon, needs ultrasound, on the gmc specialist register``."""
    parts = [each.urgency.value, *(f"needs {need}" for need in each.needs)]
    if each.specialist_register:
        parts.append(f"on the {each.specialist_register} specialist register")
    return ", ".join(parts)


def differences(before: Answer, after: Answer) -> tuple[Difference, ...]:
    """What would change from one gist to another, in the order of ``PARTS``."""
    return tuple(
        Difference(part, _words(before.get(part)), _words(after.get(part)))
        for part in PARTS
        if _words(before.get(part)) != _words(after.get(part))
    )


def _words(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name} ({value[name]})" for name in sorted(value)) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return str(value) if value else "none"
