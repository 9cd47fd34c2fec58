"""What a referral is made of as it is sent, and what is answered. Whatever is not named here is refused."""

from __future__ import annotations

from datetime import datetime
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

from directory.catalogue import text
from directory.catalogue.explain import errors_from
from directory.errors import FieldError, Invalid
from directory.referrals import values

UrgencyCode = Literal["emergency", "urgent", "soon", "routine"]
StateCode = Literal[
    "submitted",
    "sent",
    "undelivered",
    "unanswered",
    "rejected",
    "accepted",
    "outcome-overdue",
    "completed",
    "cancelled",
]
REJECTIONS = (
    "not-my-specialty", "no-capacity", "more-information-needed", "not-suitable", "too-far", "conflict-of-interest",
    "other",
)  # fmt: skip
OUTCOMES = ("treated", "seen-no-treatment", "may-treat", "do-not-treat", "referred-on", "did-not-attend", "other")
RejectionCode = Literal[
    "not-my-specialty", "no-capacity", "more-information-needed", "not-suitable", "too-far", "conflict-of-interest",
    "other",
]  # fmt: skip
OutcomeCode = Literal[
    "treated", "seen-no-treatment", "may-treat", "do-not-treat", "referred-on", "did-not-attend", "other"
]
Body = TypeVar("Body", bound=BaseModel)


def _consented(value: Any) -> Any:
    if value is not True:
        raise text.refused("The patient must have agreed: ask them, then say so here.")
    return value


def _no_repeats(found: list[str]) -> list[str]:
    return list(dict.fromkeys(found))


Code = Annotated[
    str,
    BeforeValidator(text.clean_line),
    StringConstraints(min_length=1, max_length=60, pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*\z"),
]
Codes = Annotated[list[Code], Field(max_length=40), AfterValidator(_no_repeats)]
Id = Annotated[str, BeforeValidator(text.clean_line), StringConstraints(min_length=1, max_length=36)]
Person = Annotated[str, BeforeValidator(values.person_name), StringConstraints(max_length=120)]
Comment = Annotated[str, BeforeValidator(values.free_text), StringConstraints(max_length=2000)]
Phone = Annotated[
    Annotated[str, StringConstraints(max_length=40), AfterValidator(text.phone)] | None,
    BeforeValidator(text.optional_line),
]


class Strict(BaseModel):
    """A body in which every unknown field is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PatientIn(Strict):
    """Who is referred: initials and the year of birth, never a name."""

    initials: Annotated[str, BeforeValidator(values.initials)]
    birth_year: Annotated[StrictInt, Field(ge=1900, le=2100)]


class NeedIn(Strict):
    """What is needed and where from, as the search was asked; the service's own specialty where none is given."""

    specialty: Code | None = None
    capabilities: Codes = []
    treats: Codes = []
    near: Annotated[Annotated[str, StringConstraints(max_length=200)] | None, BeforeValidator(text.optional_line)] = (
        None
    )
    latitude: Annotated[float | None, Field(strict=True, ge=-90, le=90, allow_inf_nan=False)] = None
    longitude: Annotated[float | None, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)] = None
    kind: Literal["advice", "referral", "emergency"] = "referral"
    age: Annotated[StrictInt, Field(ge=0, le=120)] | None = None


class ReferrerIn(Strict):
    """Who refers, and how to answer them."""

    name: Person
    email: Annotated[str, BeforeValidator(values.email)]
    phone: Phone = None
    organisation: Annotated[str, BeforeValidator(values.organisation_name), StringConstraints(max_length=120)] = ""


class ConsentIn(Strict):
    """That the patient agreed, how and when; now, where no time is given."""

    given: Annotated[StrictBool, BeforeValidator(_consented)]
    method: Literal["spoken", "written"]
    given_at: Annotated[datetime | None, BeforeValidator(values.moment)] = None
    scope: Literal["share-with-service"] = "share-with-service"


class ReferralIn(Strict):
    """A request that one service sees one patient."""

    service_id: Id
    urgency: UrgencyCode
    reason: Annotated[str, BeforeValidator(values.free_text), StringConstraints(min_length=3, max_length=4000)]
    patient: PatientIn
    need: NeedIn = NeedIn()
    referrer: ReferrerIn
    consent: ConsentIn


class RejectIn(Strict):
    """Why a service declines."""

    code: RejectionCode
    comment: Comment = ""


class AcceptIn(Strict):
    """What a service says when it accepts."""

    note: Comment = ""


class RedirectIn(Strict):
    """The service to ask instead."""

    service_id: Id


class ReasonIn(Strict):
    """Why a referral is stopped."""

    reason: Annotated[Comment, StringConstraints(max_length=500)] = ""


class OutcomeIn(Strict):
    """What came of it."""

    code: OutcomeCode
    text: Annotated[str, BeforeValidator(values.free_text), StringConstraints(max_length=4000)] = ""


class NoteIn(Strict):
    """An interim word from the service, without closing."""

    text: Annotated[Comment, StringConstraints(min_length=1)]


class ContactIn(Strict):
    """The e-mail address at which whoever refers is told what happens."""

    email: Annotated[str, BeforeValidator(values.email)]


def read(schema: type[Body], given: object) -> Body:
    """The body as this schema's value. Raises Invalid with every field error in plain sentences."""
    try:
        return schema.model_validate(given)
    except ValidationError as error:
        raise Invalid(errors_from(error)) from None


def comment_needed(code: str, comment: str, pointer: str) -> None:
    """Raises Invalid where the code says nothing without words of its own."""
    if code == "other" and not comment:
        raise Invalid([FieldError(pointer, "Say in a few words what it is, as no code fits.")])
