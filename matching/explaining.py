"""Why a case was answered so: what was understood, which rules spoke, which one won, and what was withheld."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from matching.model import Decision, Reason, Recognised, Triage, Urgency

ENGINE = "matching"
BY_ENGINE = "triage"


def explain(triage: Triage, versions: Mapping[str, str]) -> dict[str, Any]:
    """The explanation as JSON. ``versions`` are those of the rules by plugin, from ``matching.versions``."""
    return {
        "understood": [_understood(each) for each in triage.understood],
        "rules": _rules(triage, versions),
        "decided_by": _decided_by(triage),
        "withheld": [
            {
                "specialty": each.specialty,
                "rules": [reason.code for reason in each.reasons],
                "because": list(
                    dict.fromkeys(rule.reason.code for rule in triage.restrictions if rule.withholds_wishes)
                ),
            }
            for each in triage.withheld
        ],
    }


def _understood(found: Recognised) -> dict[str, Any]:
    return {
        "typed": found.typed,
        "code": found.concept.code,
        "label": found.concept.label,
        "kind": found.concept.kind,
        "corrected_from": found.corrected_from,
        "is_present": found.is_present,
        "is_negated": found.is_negated,
        "is_past": found.is_past,
        "is_family": found.is_family,
        "qualifiers": sorted(found.qualifiers),
    }


def _rules(triage: Triage, versions: Mapping[str, str]) -> list[dict[str, Any]]:
    """Every rule that spoke, once, with everything that it did; emergencies and the strictest first."""
    found: dict[Reason, list[str]] = {}
    for each in triage.recommendations:
        for reason in each.reasons:
            found.setdefault(reason, []).append(f"refer to {each.specialty}")
    for rule in triage.restrictions:
        effects = found.setdefault(rule.reason, [])
        if rule.decision.value not in effects:
            effects.append(rule.decision.value)
    for each in triage.withheld:
        for reason in each.reasons:
            found.setdefault(reason, []).append(f"refer to {each.specialty}, withheld")
    return [
        {
            "code": reason.code,
            "plugin": reason.plugin,
            "version": versions.get(ENGINE if reason.plugin == BY_ENGINE else reason.plugin, ""),
            "source": reason.source,
            "text": reason.text,
            "effects": effects,
        }
        for reason, effects in found.items()
    ]


def _decided_by(triage: Triage) -> list[str]:
    """The codes of the rules that made the decision; none where nothing bars treatment."""
    codes = [rule.reason.code for rule in triage.restrictions if rule.decision is triage.decision]
    if triage.decision is Decision.DO_NOT_TREAT:
        codes += _emergencies(triage)
    return list(dict.fromkeys(codes))


def _emergencies(triage: Triage) -> Iterable[str]:
    """An emergency bars treatment whatever its rule says."""
    for each in triage.recommendations:
        if each.urgency is Urgency.EMERGENCY:
            yield from (reason.code for reason in each.reasons)
