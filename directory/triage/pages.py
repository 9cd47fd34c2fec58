"""The triage page: what is seen in, who is needed out. Nothing about a case is stored or put in an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template
from wtforms import BooleanField, StringField, TextAreaField

from directory.errors import FieldError
from directory.web.forms import OnwardForm
from matching import Case, Recommendation, Triage, Urgency
from matching.case_input import CaseInvalid, case_from_mapping
from matching.plugin_manager import PluginRegistry
from matching.triage import triage as triage_of
from matching.words import join_words, label

DECISIONS = {
    "may-treat": ("You may treat", "Nothing here bars treatment."),
    "hold": ("Hold", "Do not treat yet. Clearance with proof lifts this."),
    "do-not-treat": ("Do not treat", "A fresh triage is needed before any treatment."),
}
URGENCIES = {
    Urgency.EMERGENCY: "Emergency: now",
    Urgency.URGENT: "Urgent: today",
    Urgency.SOON: "Soon: within two weeks",
    Urgency.ROUTINE: "Routine: in turn",
}
FIELDS = {"age": "age", "terms": "terms", "wants": "wants", "scope": "scope", "event/treatment": "treatment",
          "event/minutes_ago": "minutes_ago", "event": "treatment"}  # fmt: skip
NAMES = {"age": "Age", "event/treatment": "Treatment", "event/minutes_ago": "Minutes"}


class CaseForm(OnwardForm):
    """A case, one entry a line."""

    age = StringField("Age in years")
    terms = TextAreaField("What you see, and what is known")
    wants = TextAreaField("Treatments asked for")
    scope = TextAreaField("What you do not offer yourself")
    treatment = StringField("Treatment that went before")
    minutes_ago = StringField("How many minutes ago")
    not_prescriber = BooleanField("I am not a prescriber")
    not_in_person = BooleanField("I have not seen the patient in person")
    near = StringField("Where the patient is")


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation as the page shows it."""

    name: str
    person: str
    urgency: str
    is_emergency: bool
    is_999: bool
    reasons: tuple[str, ...]
    needs: str
    url: str


def create_blueprint(*, registry: PluginRegistry) -> Blueprint:
    """``/triage``."""
    blueprint = Blueprint("triage", __name__)

    @blueprint.get("/triage")
    def blank() -> Response:
        return _page(CaseForm(formdata=None), None)

    @blueprint.post("/triage")
    def answer() -> Response:
        form = CaseForm()
        if not form.validate():
            return _page(form, None)
        case = _read(form)
        return _page(form, triage_of(case, registry) if case else None)

    def _page(form: CaseForm, triage: Triage | None) -> Response:
        links = form.links()
        near = str(form.near.data or "").strip()
        page = render_template(
            "triage/page.html",
            form=form,
            notes=links,
            triage=triage,
            decision=DECISIONS[triage.decision] if triage else None,
            urgency=URGENCIES[triage.urgency] if triage and triage.urgency else "",
            advice=[_advice(registry, each, near) for each in triage.recommendations] if triage else [],
            other=_other_reasons(triage) if triage else [],
            corrected=_corrected(triage) if triage else [],
        )
        return make_response(page, 200)

    return blueprint


def _read(form: CaseForm) -> Case | None:
    """The case, or None with the errors beside the fields."""
    try:
        case = case_from_mapping(_case_of(form))
    except CaseInvalid as wrong:
        form.put_errors([_error(each.field, each.message) for each in wrong.errors], FIELDS)
        return None
    if not (case.terms or case.wants or case.event):
        form.put_errors([FieldError("terms", "Write what you see, or what the patient asks for.")], {})
        return None
    return case


def _error(field: str, message: str) -> FieldError:
    pointer = field.partition("[")[0].replace(".", "/")
    return FieldError(pointer, f"{NAMES.get(pointer, 'This')}: {message[:1].lower()}{message[1:]}.")


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").replace("\r", "").split("\n") if line.strip()]


def _case_of(form: CaseForm) -> dict[str, Any]:
    case: dict[str, Any] = {
        "terms": _lines(form.terms.data),
        "wants": _lines(form.wants.data),
        "scope": _lines(form.scope.data),
        "practitioner": {"prescriber": not form.not_prescriber.data, "in_person": not form.not_in_person.data},
    }
    if form.age.data and form.age.data.strip():
        case["age"] = _number(form.age.data)
    minutes, treatment = (form.minutes_ago.data or "").strip(), (form.treatment.data or "").strip()
    if treatment or minutes:
        case["event"] = {"treatment": treatment} | ({"minutes_ago": _number(minutes)} if minutes else {})
    return case


def _number(text: str) -> int | str:
    bare = text.strip().replace(",", "")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 12 else text


def _advice(registry: PluginRegistry, wanted: Recommendation, near: str) -> Advice:
    kind = registry.specialty(wanted.specialty)
    is_emergency = wanted.urgency is Urgency.EMERGENCY
    return Advice(
        name=kind.name,
        person=kind.person,
        urgency=URGENCIES[wanted.urgency],
        is_emergency=is_emergency,
        is_999=not kind.searchable,
        reasons=tuple(dict.fromkeys(reason.text for reason in wanted.reasons)),
        needs=join_words([label(code) for code in wanted.needs]),
        url=_url(kind.code, kind.name, wanted, near, is_emergency=is_emergency),
    )


def _url(code: str, name: str, wanted: Recommendation, near: str, *, is_emergency: bool) -> str:
    if is_emergency and code == "complication-support":
        return "/help-now" + (f"?{urlencode({'near': near})}" if near else "")
    asked: list[tuple[str, str]] = [("need", name), *(("capability", need) for need in wanted.needs)]
    if near:
        asked.append(("near", near))
    if is_emergency:
        asked.append(("accepts", "emergency"))
    return f"/search?{urlencode(asked)}"


def _other_reasons(triage: Triage) -> list[str]:
    """Reasons for the decision that no recommendation has said already."""
    said = {reason.text for each in triage.recommendations for reason in each.reasons}
    return list(dict.fromkeys(_texts(triage, said)))


def _texts(triage: Triage, said: set[str]) -> Iterable[str]:
    return (reason.text for reason in triage.reasons if reason.text not in said)


def _corrected(triage: Triage) -> list[str]:
    return [
        f"We read “{each.corrected_from}” as {each.concept.label}." for each in triage.understood if each.corrected_from
    ]
