"""Cases as they arrive by the API or in a file, and the form of the answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from directory.errors import FieldError, Invalid
from directory.search import present
from directory.search.schemas import SearchAnswer
from directory.triage.service import Matched
from matching import Case, Triage, Urgency
from matching.case_input import CaseInvalid, case_from_mapping, triage_to_dict

MAX_CASES = 1_000
MAX_SHORTLIST = 20
WRAPPER = ("id", "case", "expect")
_INDEX = re.compile(r"\[([0-9]+)\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One case, with the id that its answer carries back."""

    case: Case
    id: str | None = None


def read_entries(value: Any, *, most: int | None = MAX_CASES) -> tuple[list[Entry], bool]:
    """The cases of a body or a file, and whether it held a list. Raises Invalid with a pointer to each fault."""
    if not isinstance(value, list):
        return [_entry(value, "")], False
    if most is not None and len(value) > most:
        raise Invalid([FieldError("", f"There are {len(value)} cases: send at most {most} at once.")])
    entries, errors = [], []
    for position, each in enumerate(value):
        try:
            entries.append(_entry(each, f"/{position}"))
        except Invalid as wrong:
            errors += wrong.errors
    if errors:
        raise Invalid(errors)
    return entries, True


def _entry(value: Any, pointer: str) -> Entry:
    if not isinstance(value, Mapping) or "case" not in value:
        return Entry(read_case(value, pointer))
    errors = [
        FieldError(f"{pointer}/{str(name)[:60]}", f"{str(name)[:60]} is not known beside case.")
        for name in value
        if name not in WRAPPER
    ]
    id_ = value.get("id")
    if id_ is not None and (not isinstance(id_, str) or len(id_) > 200):
        errors.append(FieldError(f"{pointer}/id", "The id must be a text of at most 200 characters."))
    if errors:
        raise Invalid(errors)
    return Entry(read_case(value["case"], f"{pointer}/case"), id_)


def read_case(value: Any, pointer: str = "") -> Case:
    """One case. Raises Invalid with pointers that start with ``pointer``."""
    try:
        return case_from_mapping(value)
    except CaseInvalid as wrong:
        raise Invalid([_error(each.field, each.message, pointer) for each in wrong.errors]) from None


def _error(name: str, message: str, pointer: str) -> FieldError:
    path = _INDEX.sub(r"/\1", name).replace(".", "/")
    detail = f"{name[:80]}: {message}." if name else f"{message}."
    return FieldError(f"{pointer}/{path[:120]}" if path else pointer, detail)


def triage_answer(triage: Triage, entry_id: str | None = None) -> dict[str, Any]:
    """One answer, with the entry's id where it had one."""
    return ({"id": entry_id} if entry_id is not None else {}) | triage_to_dict(triage)


def match_answer(matched: Matched, place: dict[str, Any]) -> dict[str, Any]:
    """A triage whose recommendations each carry a shortlist (null where nobody is searched for)."""
    answer = triage_to_dict(matched.triage)
    for position, recommendation in enumerate(answer["recommendations"]):
        found = matched.shortlists.get(position)
        recommendation["shortlist"] = present.answer(found) if found else None
    return answer | {"place": place}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class EventIn(_Strict):
    """The treatment that went before."""

    treatment: str = Field(min_length=1, max_length=500)
    minutes_ago: int | None = Field(default=None, ge=0)


class PractitionerIn(_Strict):
    """What the practitioner is and did."""

    prescriber: bool = True
    in_person: bool = True


Words = list[str]


class CaseIn(_Strict):
    """What a practitioner sees, as typed. Nobody can be told from it: no name, no date of birth."""

    age: int | None = Field(default=None, ge=0, le=120)
    terms: Words = Field(default=[], max_length=100, description="What is seen or known, in any words.")
    wants: Words = Field(default=[], max_length=100, description="Treatments that the patient asks for.")
    scope: Words = Field(default=[], max_length=100, description="What this practitioner refers to others.")
    red_flags: Words = Field(default=[], max_length=100)
    event: EventIn | None = None
    practitioner: PractitionerIn | None = None
    nation: Literal["england", "scotland", "wales", "northern-ireland"] | None = None
    now: str | None = Field(default=None, description="The moment of the case, with its zone.")


class EntryIn(_Strict):
    """A case with an id that its answer carries back."""

    case: CaseIn
    id: str | None = Field(default=None, max_length=200)


class MatchIn(_Strict):
    """A case and where the patient is."""

    case: CaseIn
    near: str = Field(min_length=1, max_length=200, description="A UK postcode, a town, or latitude,longitude.")
    limit: int = Field(default=5, ge=1, le=MAX_SHORTLIST, description="How many services for each recommendation.")


class ReasonOut(BaseModel):
    """Why, with the rule's source; ``patient_text`` names no condition."""

    code: str
    text: str
    patient_text: str
    source: str
    plugin: str


class RecommendationOut(BaseModel):
    """Who is needed, how soon, holding what."""

    specialty: str
    urgency: Urgency
    needs: list[str]
    specialist_register: str | None
    reasons: list[ReasonOut]


class QuestionOut(BaseModel):
    """A question still worth asking."""

    code: str
    text: str
    reason: str


class UnderstoodOut(BaseModel):
    """A typed term as it was understood."""

    code: str
    label: str
    typed: str
    is_present: bool
    corrected_from: str | None


class TriageOut(BaseModel):
    """The answer to a case. ``urgency`` is null where nobody is needed; ``not_assessed`` names rules that failed."""

    decision: Literal["may-treat", "hold", "do-not-treat"]
    urgency: Urgency | None
    recommendations: list[RecommendationOut]
    unrecognised: list[str]
    reasons: list[ReasonOut]
    questions: list[QuestionOut]
    understood: list[UnderstoodOut]
    not_assessed: list[str]


class ShortlistedOut(RecommendationOut):
    """A recommendation with who can see the patient; null where nobody is searched for."""

    shortlist: SearchAnswer | None


class PlaceOut(BaseModel):
    """Where the search started, and how precisely that is known."""

    label: str
    latitude: float
    longitude: float
    precision: str


class MatchOut(TriageOut):
    """A triage with shortlists."""

    recommendations: list[ShortlistedOut]  # type: ignore[assignment]
    place: PlaceOut
