"""The steps of listing a service: their fields, and the listing that they make together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from directory.catalogue.registers import SPECIALIST_REGISTERS
from directory.catalogue.schemas import ACCESSIBILITY
from directory.web.forms import OnwardForm
from matching.plugin_manager import PluginRegistry
from matching.words import label

REGISTERS = (
    ("", "None"),
    ("gmc", "General Medical Council (GMC)"),
    ("gdc", "General Dental Council (GDC)"),
    ("nmc", "Nursing and Midwifery Council (NMC)"),
    ("gphc", "General Pharmaceutical Council (GPhC)"),
    ("hcpc", "Health and Care Professions Council (HCPC)"),
)
SPECIALIST = (("", "None"), *((code, label(code)) for code in SPECIALIST_REGISTERS))
LANGUAGES = (
    "en",
    "cy",
    "ga",
    "gd",
    "pl",
    "ur",
    "pa",
    "bn",
    "gu",
    "ar",
    "fr",
    "es",
    "pt",
    "it",
    "ro",
    "zh",
    "tr",
    "bsl",
)
FEES = (
    ("", "Not stated"),
    ("nhs", "NHS: free"),
    ("low", "Lower than most"),
    ("medium", "About average"),
    ("high", "Higher than most"),
)
ACCEPTS = (("referral", "Referrals"), ("advice", "Requests for advice"), ("emergency", "Emergencies"))
OWN_FIELDS = ("hyaluronidase", "ultrasound")
DAYS = (("weekday", "Mo-Fr", "Monday to Friday"), ("saturday", "Sa", "Saturday"), ("sunday", "Su", "Sunday"))


class KindForm(OnwardForm):
    """Step 1: what is listed."""

    specialty = RadioField("What kind of service is it?", validate_choice=False)
    organisation_name = StringField("Name of the clinic, practice or hospital")
    name = StringField("Name of the service, if it has one of its own")
    description = TextAreaField("In a few words, what it does")


class WhereForm(OnwardForm):
    """Step 2: where it is and how to reach it."""

    address_street = StringField("Building and street")
    address_town = StringField("Town or city")
    postcode = StringField("Postcode")
    hide_address = BooleanField("This is a private home: show only the first half of the postcode")
    public_phone = StringField("Telephone for patients")
    public_email = StringField("E-mail for patients")
    website = StringField("Website")
    clinician_phone = StringField("Telephone for clinicians only")
    clinician_email = StringField("E-mail for clinicians only")
    referral_instructions = TextAreaField("How to refer to you")


class PeopleForm(OnwardForm):
    """Step 3: who treats, and how they are registered."""

    practitioner_name = StringField("Name of the person responsible")
    practitioner_title = StringField("Their role, like “nurse prescriber”")
    register_code = SelectField("Professional register", validate_choice=False)
    register_number = StringField("Number on that register")
    specialist_register = SelectField("Specialist register", validate_choice=False)
    indemnity_until = StringField("Indemnity cover ends on")


class OffersForm(OnwardForm):
    """Step 4: what it holds, when it is open, whom it takes."""

    has_hyaluronidase = BooleanField("We hold hyaluronidase")
    hyaluronidase_units = StringField("Units held now")
    hyaluronidase_expires = StringField("First expiry date of a batch")
    has_ultrasound = BooleanField("We have an ultrasound device for the skin and face")
    ultrasound_probe = StringField("Probe, like “18 MHz linear”")
    ultrasound_operator = StringField("Who operates it")
    offers = SelectMultipleField("Also offered", validate_choice=False)
    treats = SelectMultipleField("What it treats", validate_choice=False)
    accepts = SelectMultipleField("What it accepts", validate_choice=False)
    seen = SelectMultipleField("How patients are seen", validate_choice=False)
    all_hours = BooleanField("Open at all hours")
    weekday_opens = StringField("Monday to Friday: opens")
    weekday_closes = StringField("Monday to Friday: closes")
    saturday_opens = StringField("Saturday: opens")
    saturday_closes = StringField("Saturday: closes")
    sunday_opens = StringField("Sunday: opens")
    sunday_closes = StringField("Sunday: closes")
    bank_holidays = BooleanField("Open on bank holidays too")
    minimum_age = StringField("Youngest age seen")
    maximum_age = StringField("Oldest age seen")
    response_minutes = StringField("Usually answers within, in minutes")
    wait_days = StringField("Wait for a first appointment, in days")
    fee_band = SelectField("Fee for a first appointment", validate_choice=False)
    languages = SelectMultipleField("Languages spoken", validate_choice=False)
    accessibility = SelectMultipleField("Access", validate_choice=False)


class CheckForm(OnwardForm):
    """Step 5: check, and send."""


STEPS: tuple[type[OnwardForm], ...] = (KindForm, WhereForm, PeopleForm, OffersForm, CheckForm)
TITLES = ("What you list", "Where you are", "Who is responsible", "What you offer", "Check and send")
TOUCHED: tuple[tuple[str, ...], ...] = (
    ("organisation_name", "name", "specialty", "description"),
    ("address", "is_address_public", "postcode", "public_phone", "public_email", "website", "clinician_phone",
     "clinician_email", "referral_instructions"),
    ("practitioner_name", "practitioner_title", "register_code", "register_number", "specialist_register",
     "indemnity_until"),
    ("capabilities", "treats", "accepts", "is_in_person", "is_virtual", "opening_hours", "minimum_age", "maximum_age",
     "response_minutes", "wait_days", "fee_band", "languages", "accessibility"),
    (),
)  # fmt: skip
POINTERS = {
    "address/0": "address_street",
    "address/1": "address_town",
    "address": "address_street",
    "is_in_person": "seen",
    "opening_hours": "weekday_opens",
    "capabilities": "offers",
}
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
FILL = {"organisation_name": "Not given yet", "postcode": "LS1 4AP"}


def options_of(form: OnwardForm, registry: PluginRegistry, specialty: str) -> dict[str, list[tuple[str, str]]]:
    """What each field of a step lets choose from; kinds of service and what they treat come from the plugins."""
    if isinstance(form, KindForm):
        kinds = [kind for kind in registry.specialties.values() if kind.searchable]
        return {"specialty": [(kind.code, f"{kind.name}\n{kind.summary}") for kind in kinds]}
    if isinstance(form, PeopleForm):
        return {"register_code": list(REGISTERS), "specialist_register": list(SPECIALIST)}
    if isinstance(form, OffersForm):
        return {
            "offers": _offers(registry),
            "treats": _treated(registry, specialty),
            "accepts": list(ACCEPTS),
            "seen": [("person", "In person"), ("online", "Online")],
            "fee_band": list(FEES),
            "languages": [(code, label(f"lang-{code}")) for code in LANGUAGES],
            "accessibility": [(code, label(code)) for code in ACCESSIBILITY],
        }
    return {}


def _treated(registry: PluginRegistry, specialty: str) -> list[tuple[str, str]]:
    return [
        (each.code, each.label)
        for each in registry.vocabulary.concepts_for(specialty)
        if each.kind in ("condition", "treatment", "sign") and "capability" not in each.groups
    ]


def _offers(registry: PluginRegistry) -> list[tuple[str, str]]:
    concepts = registry.vocabulary.concepts.items()
    return [(code, label(code)) for code, each in concepts if "capability" in each.groups and code not in OWN_FIELDS]


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """A form's data as the page carries it to the next step."""
    return {name: value for name, value in data.items() if name != "csrf_token"}


def listing_of(data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The body of a listing from all steps so far, and which form field each capability's pointer belongs to."""
    held, pointers = _capabilities(data)
    seen = data.get("seen") or []
    values: dict[str, Any] = {
        name: data[name]
        for step in TOUCHED
        for name in step
        if data.get(name) not in (None, "") and name not in ("fee_band", "capabilities", "opening_hours")
    }
    values["address"] = [line for line in (data.get("address_street"), data.get("address_town")) if line]
    values["is_address_public"] = not data.get("hide_address")
    values["capabilities"] = held
    if "accepts" in data:
        values |= {"is_in_person": "person" in seen, "is_virtual": "online" in seen}
        values["opening_hours"] = opening_hours(data)
        values["fee_band"] = data.get("fee_band") or None
        for name in ("accepts", "languages", "accessibility", "treats"):
            values[name] = data.get(name) or []
    for name in ("minimum_age", "maximum_age", "response_minutes", "wait_days"):
        if name in values:
            values[name] = _number(values[name])
    return values, pointers


def _number(text: str) -> Any:
    """A whole number where it is one; else the text, which the schema refuses in words."""
    bare = text.strip().replace(",", "")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 12 else text


def _capabilities(data: Mapping[str, Any]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    held: list[dict[str, Any]] = []
    pointers: dict[str, str] = {}
    if data.get("has_hyaluronidase"):
        units = _number(data.get("hyaluronidase_units") or "")
        held.append(
            {
                "code": "hyaluronidase",
                "quantity": float(units) if isinstance(units, int) else (units or None),
                "unit": "units",
                "expires_on": data.get("hyaluronidase_expires") or None,
            }
        )
        pointers |= {
            "capabilities/0/quantity": "hyaluronidase_units",
            "capabilities/0/expires_on": "hyaluronidase_expires",
        }
    if data.get("has_ultrasound"):
        place = len(held)
        held.append(
            {
                "code": "ultrasound",
                "value": data.get("ultrasound_probe") or None,
                "operator": data.get("ultrasound_operator") or None,
            }
        )
        pointers |= {
            f"capabilities/{place}/value": "ultrasound_probe",
            f"capabilities/{place}/operator": "ultrasound_operator",
        }
    return [*held, *({"code": code} for code in data.get("offers") or [])], pointers


def opening_hours(data: Mapping[str, Any]) -> str:
    """The times of the form in OpenStreetMap's syntax."""
    if data.get("all_hours"):
        return "24/7"
    rules = []
    for name, days, _ in DAYS:
        opens, closes = (str(data.get(f"{name}_{end}") or "") for end in ("opens", "closes"))
        if _TIME.fullmatch(opens) and _TIME.fullmatch(closes):
            rules.append(f"{days} {opens}-{closes}")
    if rules and not data.get("bank_holidays"):
        rules.append("PH off")
    return "; ".join(rules)


def wrong_times(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Times that cannot be read, and those whose other half is missing, with what to do."""
    errors = []
    for name, _, words in DAYS:
        opens, closes = (str(data.get(f"{name}_{end}") or "") for end in ("opens", "closes"))
        for field, text in ((f"{name}_opens", opens), (f"{name}_closes", closes)):
            if text and not _TIME.fullmatch(text):
                errors.append((field, "Enter a time like 09:00."))
        if opens and not closes:
            errors.append((f"{name}_closes", f"Enter when you close, {words}."))
        if closes and not opens:
            errors.append((f"{name}_opens", f"Enter when you open, {words}."))
    return errors
