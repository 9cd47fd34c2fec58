"""The form of cases and of their answers, and the answer to a match."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from directory.search import present
from directory.search.schemas import SearchAnswer
from directory.triage.service import Matched
from directory.web.query import truth
from matching import Urgency
from matching.case_input import triage_to_dict
from matching.explaining import explain as explanation_of

MAX_SHORTLIST = 20
EXPLAIN = (truth("explain", "Say also which rules spoke, which one won, and what was withheld.", default=False),)


def match_answer(
    matched: Matched, place: dict[str, Any], versions: Mapping[str, str], *, explain: bool = False
) -> dict[str, Any]:
    """A triage whose recommendations each carry a shortlist (null where nobody is searched for)."""
    answer = triage_to_dict(matched.triage)
    for position, recommendation in enumerate(answer["recommendations"]):
        found = matched.shortlists.get(position)
        recommendation["shortlist"] = present.answer(found) if found else None
    explanation = {"explanation": explanation_of(matched.triage, versions)} if explain else {}
    return answer | {"rules": dict(versions), "place": place} | explanation


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


class ExplainedTermOut(UnderstoodOut):
    """A typed term with what is said of it: not so, long ago, of the family, severe, sudden."""

    kind: str
    is_negated: bool
    is_past: bool
    is_family: bool
    qualifiers: list[str]


class RuleOut(BaseModel):
    """A rule that spoke: whose it is, in which version, from which source, and what it did."""

    code: str
    plugin: str
    version: str
    source: str
    text: str
    effects: list[str]


class WithheldOut(BaseModel):
    """A recommendation that serves only a wish, the rules that made it, and those that took it away."""

    specialty: str
    rules: list[str]
    because: list[str]


class ExplanationOut(BaseModel):
    """Why the answer is as it is; ``decided_by`` are the codes of the rules that made the decision."""

    understood: list[ExplainedTermOut]
    rules: list[RuleOut]
    decided_by: list[str]
    withheld: list[WithheldOut]


class TriageOut(BaseModel):
    """The answer to a case. ``urgency`` is null where nobody is needed; ``not_assessed`` names rules that failed.

    ``rules`` are the versions of the rules by plugin; ``explanation`` is there when it was asked for.
    """

    decision: Literal["may-treat", "hold", "do-not-treat"]
    urgency: Urgency | None
    recommendations: list[RecommendationOut]
    unrecognised: list[str]
    reasons: list[ReasonOut]
    questions: list[QuestionOut]
    understood: list[UnderstoodOut]
    not_assessed: list[str]
    rules: dict[str, str]
    explanation: ExplanationOut | None = None


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
