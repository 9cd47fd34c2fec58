"""The pages of the practice that refers: make a referral, follow it, choose another service, stop it."""

from __future__ import annotations

from flask import Blueprint, Response
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from directory.accounts.guards import Guard
from directory.accounts.pages import gate, unkept
from directory.db import Database
from directory.referrals import refer_pages, schemas, service, worklist_pages
from directory.referrals.desk import Desk, Step
from directory.referrals.forms import ContactForm, OutcomeForm, ReasonForm, RedirectForm
from directory.referrals.machine import State
from directory.referrals.models import Referral
from directory.referrals.steps import PRACTICE
from directory.referrals.wiring import Wiring
from directory.web.moments import when

ACTOR = PRACTICE
STEPS = {
    "redirect": Step(RedirectForm, schemas.RedirectIn, service.redirect),
    "outcome": Step(OutcomeForm, schemas.OutcomeIn, service.record_outcome, State.COMPLETED),
    "cancel": Step(ReasonForm, schemas.ReasonIn, service.cancel, State.CANCELLED),
    "withdraw": Step(ReasonForm, schemas.ReasonIn, service.withdraw_consent),
    "contact": Step(ContactForm, schemas.ContactIn, service.correct_contact),
}


def create_blueprint(*, database: Database, wiring: Wiring, guard: Guard) -> Blueprint:
    """``/services/<id>/refer``, ``/referrals`` and ``/referrals/<id>``, behind the guard."""
    blueprint = Blueprint("referrals", __name__)
    blueprint.before_request(gate(guard))
    blueprint.after_request(unkept)
    blueprint.add_app_template_filter(when)
    refer_pages.add_to(blueprint, database=database, wiring=wiring)
    worklist_pages.add_to(blueprint, database=database, is_development=wiring.settings.environment == "development")
    desk = Desk(database, wiring, ACTOR, "referrals/show.html", STEPS, more={"is_practice": True})

    def by_id(session: Session, referral_id: str) -> Referral:
        return service.get(session, referral_id)

    @blueprint.get("/referrals/<referral_id>")
    def show(referral_id: str) -> Response:
        return desk.page(lambda session: by_id(session, referral_id), f"/referrals/{referral_id}")

    @blueprint.get("/referrals/<referral_id>/letter.pdf")
    def letter(referral_id: str) -> Response:
        return desk.letter(lambda session: by_id(session, referral_id))

    @blueprint.post(f"/referrals/<referral_id>/<any({', '.join(STEPS)}):name>")
    def take(referral_id: str, name: str) -> AnyResponse:
        return desk.take(name, lambda session: by_id(session, referral_id), f"/referrals/{referral_id}")

    return blueprint
