"""The triage page: what, then where, then who is needed. Nothing of a case is stored or put in an address."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from directory.db import Database
from directory.search.answers import Finder
from directory.search.emergency import emergency_of
from directory.triage.forms import CaseForm
from directory.triage.shown import patient_words, shown
from matching import Triage
from matching.plugin_manager import PluginRegistry
from matching.triage import triage as triage_of
from matching.versions import rule_versions, rules_version

SUGGESTED = 8
KINDS = ("condition", "medicine", "treatment", "sign", "red-flag", "wish", "capability")


def create_blueprint(*, registry: PluginRegistry, database: Database, finder: Finder) -> Blueprint:
    """``/triage``, the sheet for the patient, and what the boxes suggest."""
    blueprint = Blueprint("triage", __name__)

    @blueprint.get("/triage")
    def blank() -> Response:
        return _what(CaseForm(formdata=None))

    @blueprint.post("/triage")
    def answer() -> Response:
        form = CaseForm()
        if "more" in request.form:
            return _what(form, boxes=len(request.form.getlist("terms")) + 2)
        case = form.case()
        if case is None:
            is_first = bool(form.terms.errors) or form.step.data == "what"
            return _what(form) if is_first else _answer(form, None)
        found = triage_of(case, registry)
        near = str(form.near.data or "").strip()
        if form.step.data == "what" and not near and not _is_emergency(found):
            return _page("triage/where.html", form)
        return _answer(form, found)

    @blueprint.post("/triage/patient")
    def for_the_patient() -> Response:
        case = CaseForm().case()
        words = patient_words(triage_of(case, registry)) if case else ()
        return make_response(render_template("triage/patient.html", words=words))

    @blueprint.post("/triage/suggest")
    def suggest() -> Response:
        """What is being typed is part of a case, so it is posted and stands in no address."""
        found = registry.vocabulary.suggest(request.form.get("typed", "")[:100], SUGGESTED, KINDS)
        return jsonify([[each.label, f"{each.label} ({each.matched})" if each.matched else ""] for each in found])

    def _what(form: CaseForm, boxes: int = 0) -> Response:
        return _page("triage/what.html", form, boxes=form.terms.boxes(boxes))

    def _answer(form: CaseForm, found: Triage | None) -> Response:
        near = str(form.near.data or "").strip()
        versions = rule_versions(registry)
        return _page(
            "triage/answer.html",
            form,
            answer=shown(found, registry, versions, near, form.years) if found else None,
            emergency=emergency_of(found, database, finder, near=near) if found else None,
            boxes=form.terms.boxes(),
            version=rules_version(versions),
            near=near,
        )

    def _page(template: str, form: CaseForm, **values: object) -> Response:
        return make_response(render_template(template, form=form, notes=form.links(), **values))

    return blueprint


def _is_emergency(found: Triage) -> bool:
    return found.urgency is not None and found.urgency.rank == 0
