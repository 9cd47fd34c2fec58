"""What must hold between the fields of a listing, and between its codes and what the plugins know."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

from directory.catalogue import registers
from directory.catalogue.text import is_drama
from directory.errors import FieldError
from matching.criteria import STOCK_CODES
from matching.plugin_manager import PluginRegistry
from matching.vocabulary import Vocabulary
from matching.words import join_words, label

Values = Mapping[str, Any]
Fault = tuple[tuple[str, ...], FieldError]
CONTACTS = ("public_phone", "public_email", "clinician_phone", "clinician_email")
PHONES = ("public_phone", "clinician_phone")


def faults(
    values: Values, registry: PluginRegistry, *, is_fictional: bool, touched: Collection[str] | None = None
) -> list[FieldError]:
    """Everything that contradicts itself or names something unknown; only about ``touched`` fields when given."""
    checks = (
        _delivery(values), _registration(values), _contacts(values, is_fictional),
        _capabilities(values), _codes(values, registry),
    )  # fmt: skip
    found = [fault for check in checks for fault in check]
    return [error for fields, error in found if touched is None or set(fields) & set(touched)]


def _delivery(values: Values) -> Iterator[Fault]:
    low, high = values["minimum_age"], values["maximum_age"]
    if low is not None and high is not None and low > high:
        sentence = f"The greatest age ({high}) is below the least age ({low}): check both."
        yield ("minimum_age", "maximum_age"), FieldError("/maximum_age", sentence)
    if not values["is_in_person"] and not values["is_virtual"]:
        sentence = "Say that patients are seen in person, online, or both."
        yield ("is_in_person", "is_virtual"), FieldError("/is_in_person", sentence)


def _registration(values: Values) -> Iterator[Fault]:
    code, number, field = values["register_code"], values["register_number"], values["specialist_register"]
    about = ("register_code", "register_number", "specialist_register", "practitioner_name")
    if code and not number:
        yield about, FieldError("/register_number", "Enter the number on that register.")
    if number and not code:
        yield about, FieldError("/register_code", "Choose the register that the number is from.")
    if code and number and (wrong := registers.fault(code, registers.normalise(number))):
        yield ("register_code", "register_number"), FieldError("/register_number", wrong)
    if (code or number) and not values["practitioner_name"]:
        yield about, FieldError("/practitioner_name", "Enter the name of the person whose register number this is.")
    if field and not code:
        sentence = "A specialist register needs the professional register and number too."
        yield about, FieldError("/register_code", sentence)


def _contacts(values: Values, is_fictional: bool) -> Iterator[Fault]:
    if not any(values[name] for name in CONTACTS):
        sentence = "Give at least one telephone number or e-mail address, so that a referral can reach you."
        yield CONTACTS, FieldError("/public_phone", sentence)
    elif "emergency" in values["accepts"] and not any(values[name] for name in PHONES):
        sentence = "Give a telephone number: a service that accepts emergencies must be reachable by telephone."
        yield (*PHONES, "accepts"), FieldError("/clinician_phone", sentence)
    for name in PHONES:
        if values[name] and not is_fictional and is_drama(values[name]):
            sentence = "This number is kept for films and plays and reaches nobody: enter the real one."
            yield (name,), FieldError(f"/{name}", sentence)


def _capabilities(values: Values) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, held in enumerate(values["capabilities"]):
        code, pointer = held["code"], f"/capabilities/{place}"
        if code in seen:
            sentence = f"{label(code)} is given more than once: give it once."
            yield ("capabilities",), FieldError(f"{pointer}/code", sentence)
        seen.add(code)
        if code in STOCK_CODES and held["quantity"] is None:
            sentence = f"Enter how many units of {label(code).lower()} are held."
            yield ("capabilities",), FieldError(f"{pointer}/quantity", sentence)
        if code in STOCK_CODES and held["quantity"] and held["expires_on"] is None:
            sentence = f"Enter the expiry date of the {label(code).lower()} batch that expires first."
            yield ("capabilities",), FieldError(f"{pointer}/expires_on", sentence)


def _codes(values: Values, registry: PluginRegistry) -> Iterator[Fault]:
    specialty = registry.specialties.get(values["specialty"])
    if specialty is None or not specialty.searchable:
        offered = sorted(code for code, kind in registry.specialties.items() if kind.searchable)
        sentence = f"We do not know this specialty. Choose {join_words(offered, last='or')}."
        yield ("specialty",), FieldError("/specialty", sentence)
    treated, held_codes = treatable(registry), holdable(registry)
    for place, code in enumerate(values["treats"]):
        if code not in treated:
            sentence = f'We do not know the condition or treatment "{code[:60]}": choose one from the list.'
            yield ("treats",), FieldError(f"/treats/{place}", sentence)
    for place, held in enumerate(values["capabilities"]):
        if held["code"] not in held_codes:
            sentence = f'We do not know the capability "{held["code"][:60]}": choose one from the list.'
            yield ("capabilities",), FieldError(f"/capabilities/{place}/code", sentence)


def treatable(registry: PluginRegistry) -> frozenset[str]:
    """The codes that a service can say it treats or offers: conditions, signs and treatments."""
    kinds = ("condition", "sign", "treatment")
    return frozenset(concept.code for concept in registry.vocabulary.concepts.values() if concept.kind in kinds)


def holdable(registry: PluginRegistry) -> frozenset[str]:
    """The codes of what a service can hold: devices, stocks and skills."""
    return _holdable(registry.vocabulary)


@lru_cache(maxsize=4)
def _holdable(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(
        concept.code
        for concept in vocabulary.concepts.values()
        if concept.kind == "capability" or "capability" in concept.groups
    )
