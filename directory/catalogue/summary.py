"""What was given in the steps of a listing, step by step, for somebody to check before it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from directory.catalogue.steps import ACCEPTS, DAYS, FEES, REGISTERS, SPECIALIST, TITLES
from matching.plugin_manager import PluginRegistry
from matching.words import date_words, join_words, label

Rows = list[tuple[str, str]]


def summary_of(data: Mapping[str, Any], registry: PluginRegistry) -> list[tuple[int, str, Rows]]:
    """For each step its number, its title and what was given, in words; what was left empty is left out."""
    parts = (_kind(data, registry), _where(data), _people(data), _offers(data, registry))
    return [
        (number, TITLES[number], [(name, words) for name, words in rows if words]) for number, rows in enumerate(parts)
    ]


def _kind(data: Mapping[str, Any], registry: PluginRegistry) -> Rows:
    kind = registry.specialties.get(str(data.get("specialty")))
    return [
        ("Kind of service", kind.name if kind else ""),
        ("Clinic, practice or hospital", _text(data, "organisation_name")),
        ("Service", _text(data, "name")),
        ("What it does", _text(data, "description")),
    ]


def _where(data: Mapping[str, Any]) -> Rows:
    lines = [_text(data, name) for name in ("address_street", "address_town", "postcode")]
    return [
        ("Address", ", ".join(line for line in lines if line)),
        ("Address shown", "First half of the postcode only" if data.get("hide_address") else "In full"),
        ("Telephone", _text(data, "public_phone")),
        ("E-mail", _text(data, "public_email")),
        ("Website", _text(data, "website")),
        ("Telephone for clinicians", _text(data, "clinician_phone")),
        ("E-mail for clinicians", _text(data, "clinician_email")),
        ("How to refer", _text(data, "referral_instructions")),
    ]


def _people(data: Mapping[str, Any]) -> Rows:
    code = data.get("register_code")
    register = dict(REGISTERS).get(str(code), "") if code else ""
    field = data.get("specialist_register")
    return [
        ("Responsible", " ".join(part for part in (_text(data, "practitioner_name"),) if part)),
        ("Role", _text(data, "practitioner_title")),
        ("Register", f"{register}, {_text(data, 'register_number')}" if register else ""),
        ("Specialist register", dict(SPECIALIST).get(str(field), "") if field else ""),
        ("Indemnity until", _day(data.get("indemnity_until"))),
    ]


def _offers(data: Mapping[str, Any], registry: PluginRegistry) -> Rows:
    concepts = registry.vocabulary.concepts
    treats = [concepts[code].label for code in data.get("treats") or () if code in concepts]
    low, high = _text(data, "minimum_age"), _text(data, "maximum_age")
    return [
        ("Hyaluronidase", _hyaluronidase(data)),
        ("Ultrasound", _ultrasound(data)),
        ("Also offered", _labels(data.get("offers"))),
        ("Treats", join_words(treats)),
        ("Accepts", join_words([dict(ACCEPTS).get(each, "").lower() for each in data.get("accepts") or ()])),
        ("Patients are seen", join_words([{"person": "in person"}.get(each, each) for each in data.get("seen") or ()])),
        ("Open", _hours(data)),
        ("Youngest age", low),
        ("Oldest age", high),
        ("Answers within, minutes", _text(data, "response_minutes")),
        ("Wait, days", _text(data, "wait_days")),
        ("Fee", dict(FEES).get(str(data.get("fee_band")), "") if data.get("fee_band") else ""),
        ("Languages", join_words([label(f"lang-{each}") for each in data.get("languages") or ()])),
        ("Access", _labels(data.get("accessibility"))),
    ]


def _hyaluronidase(data: Mapping[str, Any]) -> str:
    if not data.get("has_hyaluronidase"):
        return ""
    return f"{_text(data, 'hyaluronidase_units')} units, first expiry {_day(data.get('hyaluronidase_expires'))}"


def _ultrasound(data: Mapping[str, Any]) -> str:
    if not data.get("has_ultrasound"):
        return ""
    parts = ("Yes", _text(data, "ultrasound_probe"), _text(data, "ultrasound_operator"))
    return ", ".join(part for part in parts if part)


def _hours(data: Mapping[str, Any]) -> str:
    if data.get("all_hours"):
        return "At all hours"
    spans = [
        f"{words} {data[f'{name}_opens'][:5]} to {data[f'{name}_closes'][:5]}"
        for name, _, words in DAYS
        if data.get(f"{name}_opens") and data.get(f"{name}_closes")
    ]
    if spans:
        spans.append("bank holidays too" if data.get("bank_holidays") else "not on bank holidays")
    return "; ".join(spans)


def _labels(codes: Iterable[str] | None) -> str:
    return join_words([label(code) for code in codes or ()])


def _text(data: Mapping[str, Any], name: str) -> str:
    return str(data.get(name) or "").strip()


def _day(text: Any) -> str:
    try:
        return date_words(date.fromisoformat(str(text)))
    except ValueError:
        return ""
