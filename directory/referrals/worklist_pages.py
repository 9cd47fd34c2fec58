"""The worklist: every referral by when something is due, the most pressing first."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from directory.audit import service as audit
from directory.db import Database, now
from directory.errors import Invalid, NotFound
from directory.letters.service import URGENCIES
from directory.referrals import service, words
from directory.referrals.machine import State
from directory.referrals.shown import names_of
from directory.referrals.steps import KIND, PRACTICE
from directory.web.headers import request_id
from directory.web.moments import when

ACTOR = PRACTICE
PAGE = 25
GROUPS: dict[str, tuple[str, tuple[State, ...]]] = {
    "": ("All open", tuple(state for state in State if state.is_open)),
    "yours": ("Yours to do", (State.UNDELIVERED, State.UNANSWERED, State.REJECTED, State.OUTCOME_OVERDUE)),
    "waiting": ("Waiting for an answer", (State.SUBMITTED, State.SENT)),
    "accepted": ("Accepted", (State.ACCEPTED,)),
    "closed": ("Closed", (State.COMPLETED, State.CANCELLED)),
}
NO_LIST = "There is no such list of referrals. This is the list of all that are open."
NO_PAGE = "This address does not say where a page ended. This is the first page."
UNKNOWN = "There is no referral with this reference. It looks like K7QM-3F2P: check it for slips."


def add_to(blueprint: Blueprint, *, database: Database, is_development: bool) -> None:
    """``/referrals``."""

    @blueprint.get("/referrals")
    def worklist() -> AnyResponse:
        reference = request.args.get("reference", "").strip()
        if not reference:
            return _page(database, is_development=is_development)
        try:
            with database.reading() as session:
                found = service.by_reference(session, reference[:40])
        except NotFound:
            return _page(database, is_development=is_development, reference=reference[:40], problem=UNKNOWN)
        return redirect(f"/referrals/{found.id}", 303)


def _page(database: Database, *, is_development: bool, reference: str = "", problem: str = "") -> Response:
    asked = request.args.get("state", "")
    late = request.args.get("overdue", "") in ("1", "true", "on")
    states = GROUPS[asked][1] if asked in GROUPS else tuple(state for state in State if state == asked)
    if request.args.get("overdue", "") not in ("", "0", "1", "false", "true", "on"):
        states = ()
    wrong, chosen = ("", asked) if states else (NO_LIST, "")
    with database.transaction() as session:
        try:
            page = service.worklist(
                session, state=states or GROUPS[""][1], overdue=late, limit=PAGE,
                cursor=request.args.get("cursor") or None,
            )  # fmt: skip
        except Invalid:
            wrong = NO_PAGE
            page = service.worklist(session, state=states or GROUPS[""][1], overdue=late, limit=PAGE)
        at = now(session)
        counts = service.numbers(session)
        names = names_of(session, {each.service_id for each in page.items})
        audit.record(session, ACTOR, "referral.list", KIND, "*", request_id=request_id(), count=len(page.items))
    rows = [
        {
            "referral": each,
            "service": names.get(each.service_id, ""),
            "state": words.STATES[State(each.state)],
            "tag": words.tag_of(each),
            "urgency": URGENCIES[each.urgency].partition(":")[0],
            "due": when(each.next_action_at),
            "is_late": words.is_late(each, at),
        }
        for each in page.items
    ]
    groups = [(code, name, sum(counts[state] for state in found)) for code, (name, found) in GROUPS.items()]
    body = render_template(
        "referrals/worklist.html", rows=rows, next=page.next, groups=groups, chosen=chosen, late=late, counts=counts,
        reference=reference, problem=problem, wrong=wrong, is_development=is_development,
    )  # fmt: skip
    return make_response(body, 404 if problem else 400 if wrong else 200)
