"""From what was typed to what the page shows: understand, locate, search, and put the answer into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from directory.db import now
from directory.geocoding.chain import GeocoderChain, Place
from directory.geocoding.errors import PlaceAmbiguous, PlaceProblem
from directory.search.cards import Card, Missed, cards_of, distance_words, missed_of, radius_words, rules_missing
from directory.search.forms import FindForm, request_of
from directory.search.index import Index
from directory.search.query import Searched, SearchResult
from directory.search.service import find
from matching.asking import Assessor
from matching.criteria import ConfirmedWithin, Criterion
from matching.model import Need, Ranker, Specialty, Urgency
from matching.plugin_manager import PluginRegistry
from matching.vocabulary import TextNeed
from matching.words import URGENCIES, join_words, label

STANDS_IN = (
    "The search server does not answer just now. These results come from this service's own copy, and are complete."
)
PAGE = 10
MISSED = 20
ACCEPTING = {
    "referral": ("Accepting referrals", "referrals"),
    "advice": ("Giving advice", "requests for advice"),
    "emergency": ("Accepting emergencies", "emergencies"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: its name and value in the query string, its words, how many fulfil it, and whether it is on."""

    name: str
    value: str
    label: str
    is_chosen: bool
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why there is no list yet, and what would help: links to choose from, or suggestions."""

    text: str
    field: str = ""
    is_error: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    is_999: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page of results as it is shown."""

    heading: str
    subheading: str
    by: str
    where: str
    latitude: float
    longitude: float
    radius_m: float | None
    accepting: str
    accepting_noun: str
    left_out: int
    cards: Sequence[Card]
    missed: Sequence[Missed]
    chips: Sequence[Chip]
    capabilities: Sequence[Chip]
    more_url: str | None = None
    widened: str = ""
    notes: Sequence[str] = ()
    advice: Sequence[str] = ()
    is_emergency: bool = False
    capability_is_open: bool = field(default=False)


class ConfirmedRules:
    """The registry's rules, and one more: the record was confirmed within a day."""

    def __init__(self, registry: PluginRegistry) -> None:
        """Stand before the registry."""
        self._registry = registry

    @property
    def specialties(self) -> Mapping[str, Specialty]:
        """The registry's own."""
        return self._registry.specialties

    def specialty(self, code: str) -> Specialty:
        """The registry's own."""
        return self._registry.specialty(code)

    def assessors(self, need: Need) -> Sequence[Assessor]:
        """The registry's own."""
        return self._registry.assessors(need)

    def ranker_for(self, need: Need) -> Ranker:
        """The registry's, with a confirmation today required."""
        ranker = self._registry.ranker_for(need)
        rule = Criterion(
            code="confirmed-today", predicate=ConfirmedWithin(timedelta(days=1)), required=True, source="basics"
        )
        return replace(ranker, criteria=(*ranker.criteria, rule))


@dataclass(frozen=True, slots=True)
class Finder:
    """What answering needs, handed over once."""

    index: Index
    registry: PluginRegistry
    places: GeocoderChain
    secret: str

    def answer(self, session: Session, form: FindForm) -> Answer | Problem:
        """The page for a form without errors: a list, or why there is none yet."""
        if not form.need:
            return Problem(text="Enter what is needed: a specialty, condition, treatment or device.", field="need")
        wanted = self.registry.vocabulary.need_for(form.need)
        specialty = self.registry.specialties.get(wanted.specialty or "")
        if specialty is not None and not specialty.searchable:
            return Problem(text=f"{specialty.name}: do not search, ring now.", is_999=True, is_error=False)
        if not form.near:
            return self._ask_where(form)
        try:
            place = self.places.locate(form.near)
        except PlaceAmbiguous as problem:
            return _which(form, problem)
        except PlaceProblem as problem:
            return _unlocated(form, problem)
        if wanted.specialty is None:
            return self._by_name(session, form, wanted, place)
        return self._search(session, form, wanted, place)

    def _ask_where(self, form: FindForm) -> Problem:
        text = "Enter a postcode or a town, so that we can measure from there."
        return Problem(text=text, field="near", is_error=form.was_sent)

    def _by_name(self, session: Session, form: FindForm, wanted: TextNeed, place: Place) -> Answer | Problem:
        """What names no specialty may name a clinic."""
        if not wanted.capabilities:
            answer = self._search(session, form, wanted, place, name=form.need)
            if answer.cards:
                return replace(answer, notes=(f"These are services with a name like “{form.need}”.", *answer.notes))
        near = self.registry.vocabulary.suggest(form.need, 6)
        if not near and form.need.split():
            near = self.registry.vocabulary.suggest(form.need.split()[0], 6)
        choices = tuple((each.label, _link(form, need=each.label)) for each in near)
        hint = "Choose one of these, or use other words." if choices else "Use other words, or choose a specialty."
        return Problem(text=f"We did not understand “{form.need}”. {hint}", field="need", choices=choices)

    def _search(self, session: Session, form: FindForm, wanted: TextNeed, place: Place, *, name: str = "") -> Answer:
        at = now(session)
        need = Need(
            specialty=wanted.specialty or "",
            now=at,
            latitude=place.latitude,
            longitude=place.longitude,
            kind=form.accepts,
            urgency=Urgency(form.urgency or "routine"),
            capabilities=tuple(dict.fromkeys((*wanted.capabilities, *form.capabilities))),
            treats=wanted.treats,
            age=form.age_years,
            in_person=form.in_person,
            open_within_minutes=form.open_within,
        )
        rules = ConfirmedRules(self.registry) if form.confirmed and need.specialty else self.registry
        request = request_of(form, need=need, limit=PAGE, name=name, with_facets=True, explain=MISSED)
        result = find(session, self.index, rules, request, secret=self.secret)
        return self._words(form, wanted, need, place, result)

    def _words(self, form: FindForm, wanted: TextNeed, need: Need, place: Place, result: SearchResult) -> Answer:
        searched = result.searched
        radius = radius_words(searched.radius_m)
        everything = searched.total + searched.left_out
        found = f"Nearest suitable: {searched.total:,} of {everything:,} {radius}"
        order = "Nearest first." if form.by == "distance" else "Suitability first, then distance."
        left_out = f" {searched.left_out:,} left out, with reasons." if searched.left_out else ""
        accepting, noun = ACCEPTING[form.accepts]
        return Answer(
            heading=found if searched.total else f"Nothing suitable found {radius}",
            subheading=f"{order}{left_out}" if searched.total else f"From {place.label}.{left_out}",
            by=form.by,
            where=place.label,
            latitude=place.latitude,
            longitude=place.longitude,
            radius_m=searched.radius_m,
            accepting=accepting,
            accepting_noun=noun,
            left_out=searched.left_out,
            cards=cards_of(result, start=form.start, specialties=self.registry.specialties, now=need.now),
            missed=missed_of(result.left_out),
            chips=_chips(form, result.facets),
            capabilities=_capability_chips(form, wanted, result.facets),
            more_url=self._more(form, result),
            widened=_widened(searched.tried_m),
            notes=[*_cautions(searched), *self._notes(form, wanted, place, need)],
            advice=_advice(form),
            is_emergency=need.specialty == "complication-support",
            capability_is_open=bool(form.capabilities or form.age),
        )

    def _more(self, form: FindForm, result: SearchResult) -> str | None:
        if result.next is None:
            return None
        return _link(form, cursor=result.next, **{"from": form.start + len(result.items)})

    def _notes(self, form: FindForm, wanted: TextNeed, place: Place, need: Need) -> list[str]:
        notes = []
        if place.corrected:
            notes.append(f"We read “{form.near}” as {place.label}.")
        if place.precision in ("outcode", "sector", "place"):
            notes.append(f"Measured from the middle of {place.label}.")
        if wanted.unrecognised and need.specialty:
            missed = ", ".join(f"“{part}”" for part in wanted.unrecognised)
            kind = self.registry.specialties[need.specialty].name
            notes.append(f"We did not understand {missed}. The list is for {kind}.")
        return notes


def _cautions(searched: Searched) -> list[str]:
    """What must be known before the list is relied on."""
    missing = [rules_missing(searched.not_applied)] if searched.not_applied else []
    return [*missing, *([STANDS_IN] if searched.stands_in else [])]


def _link(form: FindForm, **changes: object) -> str:
    return "/search?" + urlencode(form.parameters(**changes), doseq=True)


def _which(form: FindForm, problem: PlaceAmbiguous) -> Problem:
    choices = tuple((choice, _link(form, near=choice)) for choice in problem.choices)
    return Problem(text=f"Which {form.near}?", field="near", is_error=False, choices=choices)


def _unlocated(form: FindForm, problem: PlaceProblem) -> Problem:
    suggestions = problem.extra.get("suggestions") or [problem.extra.get("suggestion")]
    names = [each for each in suggestions if isinstance(each, str)] if isinstance(suggestions, list | tuple) else []
    return Problem(text=problem.detail, field="near", choices=tuple((name, _link(form, near=name)) for name in names))


def _chips(form: FindForm, facets: Mapping[str, Mapping[str, int]]) -> list[Chip]:
    within = form.within_km or 25
    # By triage; taken off like any filter.
    hurry = [Chip("urgency", form.urgency, URGENCIES[Urgency(form.urgency)], True)] if form.urgency else []
    return [
        Chip("open", "now", "Open now", form.open_within is not None, facets.get("open", {}).get("now")),
        Chip("confirmed", "today", "Confirmed today", form.confirmed),
        Chip("in_person", "1", "Sees patients in person", form.in_person),
        Chip("within", str(within), f"Within {within:,} km", form.within_km is not None),
        *hurry,
    ]


def _capability_chips(form: FindForm, wanted: TextNeed, facets: Mapping[str, Mapping[str, int]]) -> list[Chip]:
    """The commonest capabilities of what was found, and those that are chosen already."""
    counts = facets.get("capability", {})
    common = sorted(counts, key=lambda code: (-counts[code], code))[:8]
    codes = dict.fromkeys((*form.capabilities, *common))
    return [
        Chip("capability", code, label(code), code in form.capabilities, counts.get(code, 0))
        for code in codes
        if code not in wanted.capabilities
    ]


def _widened(tried: Sequence[float | None]) -> str:
    if len(tried) < 2:
        return ""
    first = f"{(tried[0] or 0) / 1000:g} km"
    further = [f"{metres / 1000:g} km" for metres in tried[1:] if metres is not None]
    if tried[-1] is None:
        further.append("everywhere")
    return f"Too few within {first}, so we looked further: {join_words(further)}."


def _advice(form: FindForm) -> list[str]:
    advice = []
    if form.within_km:
        advice.append(f"Look further than {distance_words(form.within_km * 1000.0)}: take off the distance filter.")
    if form.open_within is not None or form.confirmed or form.in_person or form.capabilities:
        advice.append("Take off one of the filters above.")
    return [*advice, "Look at the services under “Why not nearer?”: some may help if you ring.", "Use other words."]
