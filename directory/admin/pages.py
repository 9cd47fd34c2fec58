"""What is to be sent, what could not be, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse
from wtforms import Field, StringField
from wtforms.validators import ValidationError

from directory.accounts.guards import Guard
from directory.accounts.pages import gate, unkept
from directory.admin.attention import needed
from directory.admin.words import STATES, actor_words, message_facts
from directory.db import Database
from directory.errors import Conflict, NotFound
from directory.outbox import alarms, fence, service
from directory.outbox.models import MESSAGE_STATES
from directory.referrals.nhs_numbers import holds_nhs_number
from directory.web.forms import OnwardForm
from directory.web.moments import to_the_second

ACTOR = "outbox page"
STANDING = ("dead", "uncertain", "held")
SHOWN = 100
NO_STATE = "There is no such state of a message. This is what needs a person."
_ID = re.compile(r"[0-9a-f-]{1,36}")


class RetryForm(OnwardForm):
    """Nothing but its token."""


class CancelForm(OnwardForm):
    """Why it is not to be sent."""

    reason = StringField("Why it is not to be sent")

    def validate_reason(self, field: Field) -> None:
        """Raises where nothing is said."""
        field.data = " ".join((field.data or "").split())[:300]
        if not field.data:
            raise ValidationError("Say in a few words why it is not to be sent.")
        if holds_nhs_number(field.data):
            raise ValidationError("This holds an NHS number: say why without anything about a patient.")


def create_blueprint(*, database: Database, guard: Guard, divisor: float = 1.0) -> Blueprint:
    """``/admin/outbox`` and each message in it; ``divisor`` shortens what an alarm waits for."""
    blueprint = Blueprint("outbox", __name__)
    blueprint.before_request(gate(guard))
    blueprint.after_request(unkept)
    blueprint.add_app_template_filter(to_the_second)

    @blueprint.url_value_preprocessor
    def _readable(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        # What a database cannot even compare is no message's id.
        if not _ID.fullmatch((values or {}).get("message_id", "0")):
            raise NotFound("There is no message with this id.")

    @blueprint.get("/admin/outbox")
    def listing() -> Response:
        state = request.args.get("state", "")
        wanted = (state,) if state in MESSAGE_STATES else STANDING if state != "all" else ()
        is_known = state in ("", "all", *MESSAGE_STATES)
        with database.reading() as session:
            found = service.listing(session, states=wanted, limit=SHOWN, oldest_first=state != "all")
            numbers = alarms.numbers(session)
            wrong = needed(session, divisor=divisor)
            is_fenced = fence.is_fenced(session)
        page = render_template(
            "admin/outbox.html", messages=found, numbers=numbers, alarms=wrong, is_fenced=is_fenced, words=STATES,
            chosen=state if state in (*MESSAGE_STATES, "all") else "", actor_words=actor_words, most=SHOWN,
            wrong="" if is_known else NO_STATE,
        )  # fmt: skip
        return make_response(page, 200 if is_known else 400)

    @blueprint.get("/admin/outbox/<message_id>")
    def show(message_id: str) -> Response:
        return _message(message_id, CancelForm(formdata=None))

    @blueprint.post("/admin/outbox/<message_id>/retry")
    def retry(message_id: str) -> AnyResponse:
        return _act(message_id, RetryForm(), lambda session: service.retry(session, message_id, by=ACTOR))

    @blueprint.post("/admin/outbox/<message_id>/cancel")
    def cancel(message_id: str) -> AnyResponse:
        form = CancelForm()
        return _act(
            message_id, form,
            lambda session: service.cancel(session, message_id, by=ACTOR, reason=form.reason.data),
        )  # fmt: skip

    def _act(message_id: str, form: OnwardForm, step: Callable[..., object]) -> AnyResponse:
        if not form.validate():
            return _message(message_id, form, status=422)
        try:
            with database.transaction() as session:
                step(session)
        except Conflict as conflict:
            return _message(message_id, form, problem=conflict.detail, status=409)
        return redirect(f"/admin/outbox/{message_id}", 303)

    def _message(message_id: str, form: OnwardForm, *, problem: str = "", status: int = 200) -> Response:
        with database.reading() as session:
            message = service.get(session, message_id)
            log = service.attempts(session, message_id)
        page = render_template(
            "admin/message.html", message=message, log=log, facts=message_facts(message), problem=problem,
            words=STATES, title=actor_words(message.actor), notes=form.links(),
            form=form if isinstance(form, CancelForm) else CancelForm(formdata=None),
            can_retry=message.state in service.RETRIED, can_cancel=message.state in service.CANCELLED,
        )  # fmt: skip
        return make_response(page, status)

    return blueprint
