"""What a listing accepts. Whatever is not named here (assurance, status, ids, checked registers) is refused."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    ValidationError,
)

from directory.catalogue import hours, text
from directory.catalogue.explain import errors_from
from directory.catalogue.languages import LANGUAGES
from directory.errors import Invalid
from matching.words import join_words

__all__ = ["ACCESSIBILITY", "CapabilityItem", "ServiceListing", "ServicePatch", "errors_from", "read"]

ACCESSIBILITY = ("step-free", "hearing-loop", "chaperone", "accessible-toilet", "parking", "interpreter")
MAXIMUM_QUANTITY = 1_000_000.0
Body = TypeVar("Body", bound=BaseModel)


def _no_repeats(values: list[str]) -> list[str]:
    repeated = sorted({value for value in values if values.count(value) > 1})
    if repeated:
        raise text.refused(f"{join_words(repeated)} is given more than once: give it once.")
    return values


def _language(code: str) -> str:
    if code.lower() not in LANGUAGES:
        raise text.refused("Give each language by its ISO 639-1 code, like en, cy or pl (bsl for sign language).")
    return code.lower()


def _opening_hours(value: str) -> str:
    if wrong := hours.validate(value):
        raise text.refused(wrong)
    return value


def _held_quantity(value: Any) -> Any:
    return abs(value) if isinstance(value, float) and value == 0 else value


Line = Annotated[str, BeforeValidator(text.clean_line)]
Code = Annotated[str, BeforeValidator(text.clean_line), StringConstraints(min_length=1, max_length=40)]
Name = Annotated[Line, StringConstraints(min_length=2, max_length=200)]
Lines = Annotated[str, BeforeValidator(text.clean_text), StringConstraints(max_length=4000)]
OptionalLine = Annotated[Annotated[str, StringConstraints(max_length=120)] | None, BeforeValidator(text.optional_line)]
Phone = Annotated[
    Annotated[str, StringConstraints(max_length=40), AfterValidator(text.phone)] | None,
    BeforeValidator(text.optional_line),
]
Email = Annotated[
    Annotated[str, StringConstraints(max_length=254), AfterValidator(text.email)] | None,
    BeforeValidator(text.optional_line),
]
Website = Annotated[
    Annotated[str, StringConstraints(max_length=290), AfterValidator(text.website)] | None,
    BeforeValidator(text.optional_line),
]
Day = Annotated[date | None, BeforeValidator(text.day)]
Age = Annotated[StrictInt, Field(ge=0, le=120)]
AddressLine = Annotated[Line, StringConstraints(min_length=1, max_length=100)]
Quantity = Annotated[
    float, Field(strict=True, ge=0, le=MAXIMUM_QUANTITY, allow_inf_nan=False), BeforeValidator(_held_quantity)
]
Unrepeated = AfterValidator(_no_repeats)


class Strict(BaseModel):
    """A body in which every unknown field is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CapabilityItem(Strict):
    """Something that the service holds: a device with its probe and operator, or a stock with units and expiry."""

    code: Code
    value: OptionalLine = None
    operator: OptionalLine = None
    quantity: Quantity | None = None
    unit: Annotated[Annotated[str, StringConstraints(max_length=20)] | None, BeforeValidator(text.optional_line)] = None
    expires_on: Day = None


class _Details(Strict):
    """The fields that a listing and a change of one share."""

    name: Annotated[Line, StringConstraints(max_length=200)] = ""
    description: Lines = ""
    practitioner_name: Annotated[Line, StringConstraints(max_length=200)] = ""
    practitioner_title: Annotated[Line, StringConstraints(max_length=120)] = ""
    register_code: Literal["gmc", "gdc", "nmc", "gphc", "hcpc"] | None = None
    register_number: Annotated[
        Annotated[str, StringConstraints(max_length=20)] | None, BeforeValidator(text.optional_line)
    ] = None
    specialist_register: Annotated[
        Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z]+(-[a-z]+)*$")] | None,
        BeforeValidator(text.optional_line),
    ] = None
    indemnity_until: Day = None
    address: Annotated[list[AddressLine], Field(max_length=6)] = []
    is_address_public: StrictBool = True
    accepts: Annotated[
        list[Literal["advice", "referral", "emergency"]], Field(min_length=1, max_length=3), Unrepeated
    ] = ["referral"]
    is_accepting: StrictBool = True
    accepting_until: Day = None
    treats: Annotated[list[Code], Field(max_length=200), Unrepeated] = []
    capabilities: Annotated[list[CapabilityItem], Field(max_length=50)] = []
    minimum_age: Age | None = None
    maximum_age: Age | None = None
    is_in_person: StrictBool = True
    is_virtual: StrictBool = False
    languages: Annotated[list[Annotated[Line, AfterValidator(_language)]], Field(max_length=40), Unrepeated] = ["en"]
    accessibility: Annotated[
        list[Literal["step-free", "hearing-loop", "chaperone", "accessible-toilet", "parking", "interpreter"]],
        Field(max_length=10),
        Unrepeated,
    ] = []
    fee_band: Literal["nhs", "low", "medium", "high"] | None = None
    opening_hours: Annotated[Line, StringConstraints(max_length=500), AfterValidator(_opening_hours)] = ""
    referral_instructions: Lines = ""
    public_phone: Phone = None
    public_email: Email = None
    website: Website = None
    clinician_phone: Phone = None
    clinician_email: Email = None
    wait_days: Annotated[StrictInt, Field(ge=0, le=3650)] | None = None
    response_minutes: Annotated[StrictInt, Field(ge=0, le=525_600)] | None = None


class ServiceListing(_Details):
    """A service that somebody lists: what it is, where it is, whom it takes and how to reach it."""

    organisation_name: Name
    specialty: Code
    postcode: Annotated[Line, StringConstraints(min_length=1, max_length=10)]


class ServicePatch(_Details):
    """A change of a listing: only the fields given are changed; ``capabilities`` and lists are replaced whole."""

    organisation_name: Name = ""
    specialty: Code = ""
    postcode: Annotated[Line, StringConstraints(min_length=1, max_length=10)] = ""


def read(schema: type[Body], values: object) -> Body:
    """The body as this schema's value. Raises Invalid with every field error in plain sentences."""
    try:
        return schema.model_validate(values)
    except ValidationError as error:
        raise Invalid(errors_from(error)) from None
