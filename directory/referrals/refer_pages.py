"""The page on which a referral is made, from a search result or from a service's own page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask import session as browser
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from directory.catalogue.models import HealthcareService
from directory.db import Database, now
from directory.errors import FieldError, Invalid, NotFound
from directory.letters import service as letters
from directory.outbox.idempotency import IdempotencyMismatch
from directory.referrals import schemas, service
from directory.referrals.checking import takes_referrals
from directory.referrals.forms import KEPT, KINDS, ReferForm
from directory.referrals.models import Referral
from directory.referrals.steps import PRACTICE
from directory.referrals.wiring import Wiring
from directory.web.forms import ErrorLink
from directory.web.headers import request_id
from matching.words import label

ACTOR = PRACTICE
AGAIN = (
    "You have sent this page already, and then changed it. If you want a second referral, send it again; "
    "the first one is on the list of referrals."
)
LONGEST = 200
_ID = re.compile(r"[0-9a-f-]{1,36}")


def add_to(blueprint: Blueprint, *, database: Database, wiring: Wiring) -> None:
    """``/services/<id>/refer``."""
    desk = _Refer(database, wiring)

    @blueprint.get("/services/<service_id>/refer")
    def refer(service_id: str) -> Response:
        return desk.page(service_id, desk.fresh())

    @blueprint.post("/services/<service_id>/refer")
    def send(service_id: str) -> AnyResponse:
        return desk.send(service_id)


@dataclass(frozen=True, slots=True)
class _Refer:
    """The form, and what it needs."""

    database: Database
    wiring: Wiring

    def fresh(self) -> ReferForm:
        """An empty form with what the search asked for and who referred last from this browser."""
        kept = browser.get("referrer")
        asked = [_short("need"), *(label(code[:60]) for code in request.args.getlist("capability")[:20])]
        data = dict(kept) if isinstance(kept, dict) else {}
        data |= {
            "need": ", ".join(dict.fromkeys(part for part in asked if part))[:LONGEST],
            "near": _short("near"),
            "urgency": _short("urgency"),
            "accepts": _short("accepts") if _short("accepts") in KINDS else "referral",
            "key": str(uuid4()),
        }
        return ReferForm(formdata=None, data=data)

    def send(self, service_id: str) -> AnyResponse:
        """Make the referral, once for each page that was opened; or show what has to be mended."""
        form = ReferForm()
        if not form.validate():
            return self.page(service_id, form, status=422)
        try:
            made = self._make(service_id, form)
        except IdempotencyMismatch:
            form.key.data = str(uuid4())
            return self.page(service_id, form, notes=[ErrorLink(AGAIN)], status=422)
        except Invalid as invalid:
            left = form.put(invalid.errors)
            return self.page(service_id, form, notes=[ErrorLink(each.detail) for each in left], status=422)
        browser["referrer"] = {name: (form[name].data or "").strip()[:254] for name in KEPT}
        return redirect(f"/referrals/{made.id}", 303)

    def _make(self, service_id: str, form: ReferForm) -> Referral:
        body, errors = form.given(service_id, self.wiring.registry)
        try:
            typed = schemas.read(schemas.ReferralIn, body)
            data = service.located(self.wiring, typed)
        except Invalid as invalid:
            raise Invalid([*errors, *invalid.errors]) from None
        if errors:
            raise Invalid(errors)
        with self.database.transaction() as session:
            return service.submit(
                session, self.wiring, data, actor=ACTOR, idempotency_key=_key(form), typed=typed,
                request_id=request_id(),
            )  # fmt: skip

    def page(self, service_id: str, form: ReferForm, *, notes: Sequence[ErrorLink] = (), status: int = 200) -> Response:
        """The form, or why this service cannot be asked here."""
        with self.database.reading() as session:
            asked = _listed(session, service_id)
            refusal = _refusal(session, asked, form.accepts.data or "referral")
            kind = self.wiring.registry.specialties.get(asked.specialty)
            wanted = letters.prompts(self.wiring.registry, asked.specialty, "routine") if kind else []
        page = render_template(
            "referrals/refer.html", service=asked, specialty=kind.name if kind else asked.specialty, form=form,
            notes=[*notes, *form.links()], refusal=refusal, wanted=wanted,
        )  # fmt: skip
        return make_response(page, status)


def _listed(session: Session, service_id: str) -> HealthcareService:
    found = session.get(HealthcareService, service_id) if _ID.fullmatch(service_id) else None
    if found is None:
        raise NotFound("There is no such service. Search again.")
    return found


def _refusal(session: Session, asked: HealthcareService, kind: str) -> str:
    """Why nobody can be referred there, whoever it is; "" where somebody can."""
    at = now(session)
    fitting = asked.minimum_age or asked.maximum_age or 30
    try:
        takes_referrals(session, asked.id, kind if kind in KINDS else "referral", at.year - fitting, at)
    except Invalid as invalid:
        return invalid.errors[0].detail
    return ""


def _key(form: ReferForm) -> str:
    key = form.key.data or ""
    if not key:
        raise Invalid([FieldError("/key", "This page is not complete: open it again.")])
    return key


def _short(name: str) -> str:
    return " ".join(request.args.get(name, "").split())[:LONGEST]
