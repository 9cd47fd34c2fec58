"""Podiatrists: feet, nails and ankles."""

from collections.abc import Iterable, Iterator

from geopy import Location, Point

from matching import (
    Concept,
    Decision,
    Finding,
    Need,
    Question,
    Reason,
    Recommendation,
    Restriction,
    Service,
    Specialty,
    UnderstoodCase,
    Urgency,
    hookimpl,
)
from matching.criteria import Criterion, OnRegister

CODE = "podiatrist"
REGISTERED = Criterion(code="podiatrist-on-hcpc-register", predicate=OnRegister("hcpc"), required=True)
EASY_WAY_IN = 3.0


@hookimpl
def specialties() -> Iterable[Specialty]:
    """Podiatrists."""
    yield Specialty(code=CODE, name="Podiatrist", person="Podiatrist", summary="Feet, nails and ankles")


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """What people say of their feet."""
    yield Concept(
        code="ingrown-toenail",
        label="Ingrown toenail",
        kind="condition",
        synonyms=("ingrowing toenail", "in-growing nail", "onychocryptosis"),
        groups=("foot-concern",),
        specialty=CODE,
    )
    yield Concept(
        code="foot-ulcer",
        label="Foot ulcer",
        kind="sign",
        synonyms=("diabetic foot ulcer", "ulcer on foot", "sore on foot that does not heal"),
        groups=("foot-danger",),
        specialty=CODE,
    )
    yield Concept(
        code=CODE, label="Podiatrist", kind="specialty", synonyms=("chiropodist", "foot doctor"), specialty=CODE
    )


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[Recommendation | Restriction | Question]:
    """A podiatrist for every foot; at once for an ulcer."""
    for found in case.present("foot-concern"):
        yield Recommendation(
            specialty=CODE,
            urgency=Urgency.ROUTINE,
            reasons=(
                Reason(
                    code="foot-concern",
                    text=f"{found.concept.label}: a podiatrist should look at it",
                    source="Royal College of Podiatry",
                    patient_text="A podiatrist can look at your foot and advise you.",
                ),
            ),
        )
    for found in case.present("foot-danger"):
        reason = Reason(
            code="foot-danger",
            text=f"{found.concept.label}: to be seen the same day",
            source="NICE NG19",
            patient_text="A podiatrist should look at your foot today.",
        )
        yield Recommendation(specialty=CODE, urgency=Urgency.URGENT, reasons=(reason,))
        yield Restriction(decision=Decision.HOLD, reason=reason)


@hookimpl
def criteria(need: Need) -> Iterable[Criterion]:
    """On the HCPC register."""
    if need.specialty == CODE:
        yield REGISTERED


@hookimpl
def listing_requirements(specialty: str) -> Iterable[Criterion]:
    """The same, before it is verified."""
    if specialty == CODE:
        yield REGISTERED


@hookimpl
def greatest_weight(need: Need) -> float | None:
    """A little, for podiatrists only."""
    return EASY_WAY_IN if need.specialty == CODE else None


@hookimpl
def assess_service(need: Need, service: Service) -> Iterable[Finding]:
    """Two things together that no single predicate says: a way in without steps, and a wait short enough to use it."""
    if need.specialty == CODE and "step-free" in service.accessibility and (service.wait_days or 0) <= 7:
        yield Finding(code="easy-way-in", reason="Step-free, and seen within a week", weight=EASY_WAY_IN)


@hookimpl
def follow_ups(recommendation: Recommendation) -> Iterable[tuple[int, str]]:
    """Two weeks on."""
    if recommendation.specialty == CODE:
        yield 14, "Can the patient walk without pain?"


@hookimpl
def letter_sections(recommendation: Recommendation) -> Iterable[tuple[str, str]]:
    """What a podiatrist wants to read."""
    if recommendation.specialty == CODE:
        yield "Feet", "Pulses, sensation, skin and footwear"


@hookimpl
def extra_questions(specialty: str) -> Iterable[Question]:
    """What a podiatrist wants to know."""
    if specialty == CODE:
        yield Question(
            code="diabetes", text="Does the patient have diabetes?", reason="It changes how soon a foot is seen"
        )


class CollegeGeocoder:
    """Knows one place by name, as an example."""

    def geocode(self, query: str, **_options: object) -> Location | None:
        """The college, when it is asked for."""
        if query.casefold().strip() != "college of podiatry":
            return None
        return Location("College of Podiatry, London", Point(51.5076, -0.0757), {"precision": "place"})


@hookimpl
def geocoders() -> Iterable[object]:
    """One more place to search from."""
    yield CollegeGeocoder()
