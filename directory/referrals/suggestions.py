"""The next best matches for a referral, without those that were asked already and those that no mail reaches."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from directory.catalogue.documents import Document
from directory.errors import OnwardError
from directory.referrals.models import Referral
from directory.referrals.reading import asked_services
from directory.referrals.wiring import Wiring
from directory.search.query import SearchRequest
from directory.search.service import find
from matching import Need, Urgency
from matching.plugin_loading import PluginFailed

SHOWN = 3
SPARE = 12
log = structlog.get_logger("onward")


def suggest(session: Session, wiring: Wiring, referral: Referral, at: datetime) -> list[dict[str, Any]]:
    """The best of the rest, each with its distance in metres and the reasons for it; none when the search fails.

    None either when a plugin's rules are missing: nobody would see the notice. A referral must move on whatever the
    search says, so that its failures are logged and left out.
    """
    asked = asked_services(session, referral.id)
    request = SearchRequest(need=need_of(referral, at), limit=len(asked) + SHOWN + SPARE)
    try:
        found = find(session, wiring.index, wiring.registry, request, secret=wiring.settings.secret_key)
    except (OnwardError, PluginFailed) as failure:
        log.error("suggestions", referral_id=referral.id, error=type(failure).__name__)
        return []
    if found.searched.not_applied:
        log.error("suggestions", referral_id=referral.id, error="RulesMissing", plugins=found.searched.not_applied)
        return []
    # The index asks with the youngest age that is possible; whoever sees only children must fit the oldest as well.
    oldest = ages_of(referral, at)[1]
    fit = [
        each for each in found.items
        if each.match.service.id not in asked and address_in(each.document)
        and (each.match.service.maximum_age is None or oldest <= each.match.service.maximum_age)
    ]  # fmt: skip
    return [
        {
            "id": each.match.service.id,
            "name": each.document["name"],
            "distance_m": each.match.distance_m,
            "score": each.match.score,
            "reasons": [finding.reason for finding in each.match.findings if finding.kind == "plus"][:3],
        }
        for each in fit[:SHOWN]
    ]


def need_of(referral: Referral, at: datetime) -> Need:
    """The search that found the service, asked again at this moment."""
    need = referral.need
    return Need(
        specialty=need.get("specialty") or referral.specialty,
        now=at,
        latitude=need.get("latitude"),
        longitude=need.get("longitude"),
        kind=need.get("kind", "referral"),
        urgency=Urgency(referral.urgency),
        capabilities=tuple(need.get("capabilities", ())),
        treats=tuple(need.get("treats", ())),
        age=ages_of(referral, at)[0],
    )


def ages_of(referral: Referral, at: datetime) -> tuple[int, int]:
    """The youngest and the oldest that the patient can be now: a year of birth leaves two ages.

    An age that was given with it decides between the two, in the year in which it was given.
    """
    oldest = max(0, at.year - referral.patient_birth_year)
    youngest = max(0, oldest - 1)
    stated = referral.need.get("age")
    if stated is None or referral.created_at.year != at.year:
        return youngest, oldest
    age = min(max(int(stated), youngest), oldest)
    return age, age


def address_in(document: Document) -> str:
    """Where a referral would be mailed to: the address for clinicians, else the public one; "" where there is none."""
    return str((document.get("clinician") or {}).get("email") or document.get("public_email") or "")
