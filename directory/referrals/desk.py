"""A referral's page and the steps that may be taken from it; the same for a practice, a referrer and a service."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from flask import Response, make_response, redirect, render_template
from pydantic import BaseModel
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from directory.audit import service as audit
from directory.consents import service as consents
from directory.db import Database
from directory.errors import Conflict, Invalid, Refused
from directory.letters import printing
from directory.letters import service as letters
from directory.referrals import schemas, service, words
from directory.referrals.api import letter_response
from directory.referrals.forms import ContactForm, NoteForm, RedirectForm, StepForm
from directory.referrals.machine import Event, IllegalMove, State
from directory.referrals.models import Referral
from directory.referrals.reading import contact_of, timeline
from directory.referrals.shown import Shown, seen_of, shown
from directory.referrals.steps import KIND, Stale, lock
from directory.referrals.wiring import Wiring
from directory.web.headers import request_id

Find = Callable[[Session], Referral]
ANSWERED = "Something else was said already, so what you sent was not stored. The referral stands at: {state}."
CHANGED = "It has changed since you opened this page. Look at how it stands now, then decide again."


class Step(NamedTuple):
    """One thing that can be done: its form, the shape of what it sends, the use case, and the state it leads to."""

    form: type[StepForm]
    schema: type[BaseModel]
    act: Callable[..., Referral]
    leads_to: State | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What somebody may see and do with a referral. ``is_strict`` refuses a step that was decided on an old page."""

    database: Database
    wiring: Wiring
    actor: str
    template: str
    steps: Mapping[str, Step]
    is_strict: bool = True
    with_suggestions: bool = True
    more: Mapping[str, Any] = field(default_factory=dict)

    def page(
        self, find: Find, base: str, *, forms: Mapping[str, StepForm] | None = None, problem: str = "",
        status: int = 200, kept: Sequence[tuple[str, str]] = (),
    ) -> Response:  # fmt: skip
        """The referral as it stands; ``kept`` was typed and not stored. Being read is all that this leaves behind."""
        with self.database.transaction() as session:
            referral = find(session)
            seen = shown(session, self.wiring, referral, with_suggestions=self.with_suggestions)
            audit.record(session, self.actor, "referral.read", KIND, referral.id, request_id=request_id())
        made = {name: (forms or {}).get(name) or self._fresh(name, seen) for name in self.steps}
        for form in made.values():
            form.seen.data = seen.seen
        notes = [link for form in (forms or {}).values() for link in form.links()]
        page = render_template(
            self.template, shown=seen, base=base, forms=made, problem=problem, notes=notes, opened=set(forms or ()),
            kept=kept, **self.more,
        )  # fmt: skip
        return make_response(page, status)

    def letter(self, find: Find) -> Response:
        """The letter that stands, as a file."""
        with self.database.transaction() as session:
            referral = find(session)
            letter = letters.current(session, KIND, referral.id)
            audit.record(session, self.actor, "referral.read-letter", KIND, referral.id, request_id=request_id())
        return letter_response(printing.render(letter), referral)

    def take(self, name: str, find: Find, base: str) -> AnyResponse:
        """Take a step, once: the page as it then stands, or the form with what has to be mended."""
        step = self.steps[name]
        form = step.form(prefix=name)
        if not form.validate():
            return self.page(find, base, forms={name: form}, status=422)
        try:
            given = schemas.read(step.schema, form.given()).model_dump()
            with self.database.transaction() as session:
                referral = lock(session, find(session).id)
                # Held now: what the link or the page was about must still be so.
                find(session)
                if not _is_done(session, step, form, given, referral):
                    self._check(step, form, referral)
                    step.act(session, self.wiring, referral.id, **given, by=self.actor, request_id=request_id())
        except Invalid as invalid:
            left = form.put(invalid.errors)
            problem = " ".join(each.detail for each in left)
            return self.page(find, base, forms={name: form}, problem=problem, status=422)
        except IllegalMove as illegal:
            return self._stopped(find, base, name, form, _not_now(illegal), status=409)
        except (Conflict, Refused) as stopped:
            return self._stopped(find, base, name, form, stopped.detail, status=stopped.status)
        return redirect(base, 303)

    def _stopped(self, find: Find, base: str, name: str, form: StepForm, problem: str, *, status: int) -> Response:
        return self.page(find, base, forms={name: form}, problem=problem, status=status, kept=form.written())

    def _check(self, step: Step, form: StepForm, referral: Referral) -> None:
        if referral.state == step.leads_to:
            raise Conflict(ANSWERED.format(state=words.STATES[State(referral.state)]))
        if self.is_strict and form.seen.data != seen_of(referral):
            raise Stale(CHANGED, state=referral.state, version=referral.version)

    def _fresh(self, name: str, seen: Shown) -> StepForm:
        return self.steps[name].form(formdata=None, prefix=name, data={"seen": seen.seen})


def _is_done(session: Session, step: Step, form: StepForm, given: Mapping[str, Any], referral: Referral) -> bool:
    """Whether just this was done already, by a second press or a colleague: then there is nothing to refuse."""
    if isinstance(form, RedirectForm):
        is_asked = bool(referral.service_id == form.service_id.data)
        return is_asked and bool(form.seen.data != seen_of(referral))
    if isinstance(form, ContactForm):
        return bool(referral.referrer_email == given["email"] and contact_of(session, referral.id))
    if step.act is service.withdraw_consent:
        return not consents.stands(session, KIND, referral.id)
    if isinstance(form, NoteForm):
        return bool(_last(session, referral, "note", Event.NOTE) == given["text"])
    return bool(step.leads_to and referral.state == step.leads_to and _said(session, referral) == given)


def _said(session: Session, referral: Referral) -> dict[str, str | None]:
    """What was sent when the referral came to stand where it does, as its form would send it again."""
    if referral.state == State.REJECTED:
        return {"code": referral.rejected_code, "comment": referral.rejected_comment}
    if referral.state == State.COMPLETED:
        return {"code": referral.outcome_code, "text": referral.outcome_text}
    if referral.state == State.ACCEPTED:
        return {"note": _last(session, referral, "note", Event.ACCEPT)}
    return {"reason": _last(session, referral, "reason", Event.CANCEL)}


def _last(session: Session, referral: Referral, name: str, event: Event) -> str | None:
    """What was written when this happened last; None where it never did."""
    lines = [each for each in timeline(session, referral.id) if each.event == event]
    return str(lines[-1].detail.get(name, "")) if lines else None


def _not_now(illegal: IllegalMove) -> str:
    state = words.STATES[State(str(illegal.extra["state"]))]
    return f"That cannot be done any more. The referral now stands at: {state}."
