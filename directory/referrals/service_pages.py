"""What the signed links in mails lead to: the service reads and answers, whoever refers follows and decides."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template
from werkzeug.wrappers import Response as AnyResponse

from directory.accounts.pages import unkept
from directory.db import Database
from directory.errors import OnwardError
from directory.referrals import schemas, service
from directory.referrals.desk import Desk, Find, Step
from directory.referrals.forms import AcceptForm, NoteForm, OutcomeForm, RejectForm
from directory.referrals.links import Audience, LinkExpired, LinkWrong
from directory.referrals.machine import State
from directory.referrals.models import Referral
from directory.referrals.pages import STEPS as PRACTICE_STEPS
from directory.referrals.shown import AWAITED, WITH_SERVICE
from directory.referrals.steps import REFERRER_LINK, SERVICE_LINK
from directory.referrals.wiring import Wiring
from directory.web.moments import when

SERVICE_STEPS = {
    "accept": Step(AcceptForm, schemas.AcceptIn, service.accept, State.ACCEPTED),
    "decline": Step(RejectForm, schemas.RejectIn, service.reject, State.REJECTED),
    "outcome": Step(OutcomeForm, schemas.OutcomeIn, service.record_outcome, State.COMPLETED),
    "note": Step(NoteForm, schemas.NoteIn, service.note),
}
# Whoever holds a link that went astray must not be able to have everything told to them.
REFERRER_STEPS = {name: step for name, step in PRACTICE_STEPS.items() if name != "contact"}
CLOSED = "This referral is closed, so its letter is no longer shown here."


def create_blueprint(*, database: Database, wiring: Wiring) -> Blueprint:
    """``/r/<token>`` for the service, ``/my/<token>`` for whoever refers; the link is the only key."""
    blueprint = Blueprint("links", __name__)
    blueprint.after_request(_unseen)
    blueprint.add_app_template_filter(when)
    blueprint.register_error_handler(LinkExpired, _over)
    blueprint.register_error_handler(LinkWrong, _over)
    asked = Desk(
        database, wiring, SERVICE_LINK, "referrals/service.html", SERVICE_STEPS,
        is_strict=False, with_suggestions=False,
    )  # fmt: skip
    referrer = Desk(database, wiring, REFERRER_LINK, "referrals/show.html", REFERRER_STEPS, more={"is_practice": False})
    _add(blueprint, wiring, "service", "/r", asked)
    _add(blueprint, wiring, "referrer", "/my", referrer)
    return blueprint


def _add(blueprint: Blueprint, wiring: Wiring, audience: Audience, path: str, desk: Desk) -> None:
    def find(token: str) -> Find:
        return lambda session: service.by_link(session, wiring.settings.signing_keys, token, audience)[1]

    def find_open(token: str) -> Find:
        return lambda session: _still_theirs(find(token)(session), audience)

    def show(token: str) -> Response:
        return desk.page(find(token), f"{path}/{token}")

    def letter(token: str) -> Response:
        return desk.letter(find_open(token))

    def take(token: str, name: str) -> AnyResponse:
        return desk.take(name, find(token), f"{path}/{token}")

    steps = f"any({', '.join(desk.steps)})"
    blueprint.add_url_rule(f"{path}/<token>", f"show_{audience}", show, methods=["GET"])
    blueprint.add_url_rule(f"{path}/<token>/letter.pdf", f"letter_{audience}", letter, methods=["GET"])
    blueprint.add_url_rule(f"{path}/<token>/<{steps}:name>", f"take_{audience}", take, methods=["POST"])


def _still_theirs(referral: Referral, audience: Audience) -> Referral:
    """The referral, unless it is closed to the service. Raises LinkExpired."""
    if audience == "service" and referral.state not in (*AWAITED, *WITH_SERVICE):
        raise LinkExpired(CLOSED)
    return referral


def _over(error: OnwardError) -> Response:
    return make_response(render_template("referrals/link_over.html", error=error), error.status)


def _unseen(response: Response) -> Response:
    """No cache keeps it, and no other page is told the address, which is a key."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return unkept(response)
