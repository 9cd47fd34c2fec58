"""A case in, recommendations out; with a place, each recommendation brings a shortlist of who can see the patient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from directory.db import now
from directory.geocoding.chain import Place
from directory.search.index import Index
from directory.search.query import SearchRequest, SearchResult
from directory.search.service import find
from matching import Case, Need, Triage, Urgency
from matching.plugin_manager import PluginRegistry
from matching.triage import triage as answer_to

EXPLAINED = 3
LISTED_KINDS = ("condition", "treatment", "sign", "wish")


@dataclass(frozen=True, slots=True)
class Matched:
    """A triage with a shortlist for each recommendation, by its position; none where nobody is searched for."""

    triage: Triage
    shortlists: Mapping[int, SearchResult]


def match(session: Session, index: Index, registry: PluginRegistry, case: Case, place: Place, *, limit: int) -> Matched:
    """The triage of a case, and the nearest suitable services for each recommendation that is searched for.

    Where a rule could not be assessed only emergencies get a shortlist: a list would look as if the rule had passed.
    """
    case = replace(case, nation=case.nation or place.nation)
    triage = answer_to(case, registry)
    shortlists = {
        position: find(session, index, registry, SearchRequest(need=each, limit=limit, explain=EXPLAINED))
        for position, each in enumerate(_needs(triage, case, place, now(session)))
        if registry.specialty(each.specialty).searchable
        and (not triage.not_assessed or each.urgency is Urgency.EMERGENCY)
    }
    return Matched(triage, shortlists)


def _needs(triage: Triage, case: Case, place: Place, at: datetime) -> Iterator[Need]:
    """What each recommendation asks of a service."""
    for wanted in triage.recommendations:
        yield Need(
            specialty=wanted.specialty,
            now=at,
            latitude=place.latitude,
            longitude=place.longitude,
            kind="emergency" if wanted.urgency is Urgency.EMERGENCY else "referral",
            urgency=wanted.urgency,
            capabilities=wanted.needs,
            treats=_treats(triage, wanted.specialty),
            specialist_register=wanted.specialist_register,
            age=case.age,
        )


def _treats(triage: Triage, specialty: str) -> tuple[str, ...]:
    """What this specialty is asked to treat: the recognised words that point to it."""
    return tuple(
        dict.fromkeys(
            each.concept.code
            for each in triage.understood
            if each.is_present and each.concept.kind in LISTED_KINDS and each.concept.specialty == specialty
        )
    )
