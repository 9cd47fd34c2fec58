"""Referrals for programs: make one, once for each key; read it, its timeline and letter; and move it on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from apiflask import APIBlueprint
from flask import Request, Response, request
from pydantic import BaseModel
from sqlalchemy.orm import Session

from directory.audit import service as audit
from directory.db import Database
from directory.errors import Invalid, OnwardError
from directory.letters import printing
from directory.letters import service as letters
from directory.referrals import present, schemas, service
from directory.referrals.machine import State
from directory.referrals.models import Referral
from directory.referrals.schemas import read
from directory.referrals.steps import KIND, Stale
from directory.referrals.wiring import Wiring
from directory.web.body import read_object
from directory.web.etags import PreconditionFailed, answer, expected_version, version_tag
from directory.web.failpoints import hit
from directory.web.headers import request_id
from directory.web.limits import Limit
from directory.web.openapi import describe
from directory.web.query import choice, integer, read_query, text, truth

ACTOR = "api-key"
PDF = {"type": "string", "contentMediaType": "application/pdf"}
GUARDED = (401, 403)
IF_MATCH = ("If-Match", "The ETag that you read, so that no other change is overwritten.", True)
KEY = (
    "Idempotency-Key",
    "1 to 255 characters of your own; the same key and body make one referral, for 30 days.",
    True,
)
WORKLIST = (
    choice("state", "Only referrals in these states.", [state.value for state in State], many=True),
    choice("owner", "Only those that wait for the referrer, or for the service.", ("referrer", "service")),
    truth("overdue", "Only those whose next action is late.", default=False),
    integer("limit", "How many to answer.", 1, 100, default=50),
    text("cursor", "The next page: the value of next in the page before.", longest=200),
)
Act = Callable[..., Referral]


class Door(Protocol):
    """Whoever lets a request in."""

    def require(self, request: Request) -> object:
        """Raises Unauthorised or Refused."""


class KeyMissing(OnwardError):
    """A creating request without an Idempotency-Key."""

    code = "idempotency-key-missing"
    title = "Send an Idempotency-Key"
    status = 400


def create_blueprint(*, database: Database, wiring: Wiring, guard: Door, limit_writes: Limit[Any]) -> APIBlueprint:
    """Every address is guarded, and every read is audited."""
    blueprint = APIBlueprint("referrals_api", __name__, url_prefix="/api/v1", tag="Referrals")

    @blueprint.before_request
    def _guarded() -> None:
        guard.require(request)

    @blueprint.after_request
    def _unkept(response: Response) -> Response:
        # It is about a patient: no cache keeps it, not even one that would ask again.
        response.headers["Cache-Control"] = "no-store"
        return response

    @blueprint.post("/referrals")
    @describe(
        blueprint, "Make a referral", body=schemas.ReferralIn, answer=present.ReceiptOut, status=201,
        errors=(*GUARDED, 409), headers=(KEY,), key=True,
    )  # fmt: skip
    @limit_writes
    def create_referral() -> Response:
        read_query(request.args, ())
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            raise KeyMissing("Send an Idempotency-Key, so that a request sent twice makes one referral.")
        typed = read(schemas.ReferralIn, read_object(request))
        try:
            data = service.located(wiring, typed)
        except Invalid:
            # Where the patient is need not be found again for a request that was answered before.
            with database.reading() as session:
                before = service.replay_of(session, typed, key)
            if before is None:
                raise
            return _receipt(before.receipt)
        with database.transaction() as session:
            made = service.submit_once(
                session, wiring, data, actor=ACTOR, idempotency_key=key, typed=typed, request_id=request_id()
            )
            hit("web_before_commit", key)
        hit("web_after_commit", key)
        return _receipt(made.receipt)

    _add_reading(blueprint, database)
    _add_moves(blueprint, database, wiring, limit_writes)
    return blueprint


def _receipt(receipt: dict[str, Any]) -> Response:
    response = answer(request, receipt, tag=version_tag(receipt["version"]), status=201)
    response.headers["Location"] = receipt["links"]["self"]
    return response


def _add_reading(blueprint: APIBlueprint, database: Database) -> None:
    @blueprint.get("/referrals")
    @describe(
        blueprint, "Read the worklist", params=WORKLIST, answer=present.WorklistOut, errors=(*GUARDED, 422), key=True
    )
    def list_referrals() -> Response:
        values = read_query(request.args, WORKLIST)
        with database.transaction() as session:
            page = service.worklist(
                session, state=values["state"], owner=values["owner"], overdue=bool(values["overdue"]),
                limit=values["limit"], cursor=values["cursor"],
            )  # fmt: skip
            audit.record(session, ACTOR, "referral.list", KIND, "*", request_id=request_id(), count=len(page.items))
        return answer(request, {"items": [present.summary(each) for each in page.items], "next": page.next})

    @blueprint.get("/referrals/<referral_id>")
    @describe(blueprint, "Read one referral", answer=present.ReferralOut, errors=GUARDED, key=True)
    def get_referral(referral_id: str) -> Response:
        read_query(request.args, ())
        with database.transaction() as session:
            referral = _seen(session, referral_id, "referral.read")
            return _answered(session, referral)

    @blueprint.get("/referrals/<referral_id>/timeline")
    @describe(blueprint, "Read what has happened to it", answer=present.TimelineOut, errors=GUARDED, key=True)
    def get_referral_timeline(referral_id: str) -> Response:
        read_query(request.args, ())
        with database.transaction() as session:
            referral = _seen(session, referral_id, "referral.read-timeline")
            lines = [present.line(each) for each in service.timeline(session, referral.id)]
        return answer(request, {"items": lines})

    @blueprint.get("/referrals/<referral_id>/letter.pdf")
    @describe(blueprint, "Read its letter as a PDF", answer=PDF, media="application/pdf", errors=GUARDED, key=True)
    def get_referral_letter(referral_id: str) -> Response:
        read_query(request.args, ())
        with database.transaction() as session:
            referral = _seen(session, referral_id, "referral.read-letter")
            letter = letters.current(session, KIND, referral.id)
        return letter_response(printing.render(letter), referral)


def _add_moves(blueprint: APIBlueprint, database: Database, wiring: Wiring, limit_writes: Limit[Any]) -> None:
    def act(path: str, summary: str, name: str, body: type[BaseModel], step: Act) -> None:
        """Add one way to move a referral on."""

        def view(referral_id: str) -> Response:
            read_query(request.args, ())
            given = read(body, read_object(request)).model_dump()
            version = expected_version(request)
            try:
                with database.transaction() as session:
                    moved = step(
                        session, wiring, referral_id, **given, by=ACTOR, expected_version=version,
                        request_id=request_id(),
                    )  # fmt: skip
                    return _answered(session, moved)
            except Stale as stale:
                raise PreconditionFailed(stale.detail, field=None, **stale.extra) from None

        view.__name__ = name
        described = describe(
            blueprint, summary, body=body, answer=present.ReferralOut,
            errors=(*GUARDED, 409, 412, 428), headers=(IF_MATCH,), key=True,
        )(limit_writes(view))  # fmt: skip
        blueprint.post(f"/referrals/<referral_id>/{path}")(described)

    act("accept", "Accept it, for the service", "accept_referral", schemas.AcceptIn, service.accept)
    act("reject", "Decline it, for the service", "reject_referral", schemas.RejectIn, service.reject)
    act("redirect", "Ask another service", "redirect_referral", schemas.RedirectIn, service.redirect)
    act("cancel", "Stop it", "cancel_referral", schemas.ReasonIn, service.cancel)
    act("note", "Leave a word without closing it", "note_referral", schemas.NoteIn, service.note)
    act("outcome", "Report what came of it", "report_outcome", schemas.OutcomeIn, service.record_outcome)
    act(
        "withdraw-consent", "The patient no longer agrees", "withdraw_consent", schemas.ReasonIn,
        service.withdraw_consent,
    )  # fmt: skip
    act(
        "contact",
        "Correct the referrer's e-mail address",
        "correct_contact",
        schemas.ContactIn,
        service.correct_contact,
    )


def letter_response(file: bytes, referral: Referral) -> Response:
    """A letter to be shown or kept under its reference."""
    response = Response(file, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="referral-{referral.reference}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _seen(session: Session, referral_id: str, action: str) -> Referral:
    referral = service.get(session, referral_id)
    audit.record(session, ACTOR, action, KIND, referral.id, request_id=request_id())
    return referral


def _answered(session: Session, referral: Referral) -> Response:
    return answer(request, present.whole(session, referral), tag=version_tag(referral.version))
