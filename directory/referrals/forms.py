"""The forms about a referral, and what they send in the shape that programs send it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField

from directory.catalogue.rules import holdable
from directory.errors import FieldError
from directory.referrals.words import METHOD_CHOICES, OUTCOMES, REJECTIONS, URGENCY_CHOICES
from directory.web.forms import OnwardForm
from matching.plugin_manager import PluginRegistry

KINDS = ("referral", "advice", "emergency")
POINTERS = {
    "patient/initials": "initials",
    "patient/birth_year": "birth_year",
    "referrer/name": "referrer_name",
    "referrer/email": "referrer_email",
    "referrer/phone": "referrer_phone",
    "referrer/organisation": "referrer_organisation",
    "need": "need",
    "need/near": "near",
    "need/latitude": "near",
    "consent": "consent",
    "consent/method": "consent_method",
}
WHEN_EMPTY = {
    "urgency": "Choose how urgent it is.",
    "reason": "Say why you refer, in a few words.",
    "initials": "Enter the patient's initials, like J.S.",
    "birth_year": "Enter the patient's year of birth, like 1985.",
    "referrer_name": "Enter your name.",
    "referrer_email": "Enter your e-mail address, like name@clinic.org.uk.",
    "consent": "Ask the patient first, then tick that they agreed.",
    "consent_method": "Choose how the patient agreed.",
    "code": "Choose one of these.",
    "text": "Write a few words.",
    "email": "Enter an e-mail address, like name@clinic.org.uk.",
}
NO_YEAR = "The year of birth must be four digits, like 1985."
KEPT = ("referrer_name", "referrer_email", "referrer_phone", "referrer_organisation")
TICKED = "y"
_YEAR = re.compile(r"[0-9]{4}\Z")


class Tick(BooleanField):  # type: ignore[misc]
    """A box that is ticked by its own value: any other word, like ``no``, is no consent."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Ticked or not."""
        self.data = valuelist[:1] == [TICKED]

    def _value(self) -> str:
        return TICKED


class PlainForm(OnwardForm):
    """A form whose empty fields are asked for in words of their own."""

    def put(self, errors: Iterable[FieldError]) -> list[FieldError]:
        """Write each error beside its field, asking plainly for what was left empty; what fits nowhere is returned."""
        left = self.put_errors(errors, POINTERS)
        for field in self:
            if field.type == "HiddenField":
                # Nobody sees it, so nothing can be said beside it.
                left += [FieldError(field.short_name, str(text)) for text in field.errors]
                field.errors = ()
            if field.errors and not field.data and field.short_name in WHEN_EMPTY:
                field.errors = (WHEN_EMPTY[field.short_name],)
        return left


class ReferForm(PlainForm):
    """A referral as whoever refers fills it in. ``key`` is new for each page, so that one page makes one referral."""

    initials = StringField("Initials")
    birth_year = StringField("Year of birth")
    urgency = RadioField("How urgent is it?", validate_choice=False)
    reason = TextAreaField("Why do you refer?")
    need = StringField("What is needed")
    near = StringField("Where the patient is")
    consent = Tick(
        "The patient agrees that this referral is shared with this service, and with another if it cannot help"
    )
    consent_method = RadioField("How did the patient agree?", validate_choice=False)
    referrer_name = StringField("Your name")
    referrer_organisation = StringField("Your clinic or practice")
    referrer_email = StringField("Your e-mail")
    referrer_phone = StringField("Your telephone")
    accepts = HiddenField()
    key = HiddenField()

    options = {"urgency": URGENCY_CHOICES, "consent_method": METHOD_CHOICES}

    def given(self, service_id: str, registry: PluginRegistry) -> tuple[dict[str, Any], list[FieldError]]:
        """What was filled in, as a program would send it, and what only a form can get wrong."""
        need, errors = self._need(registry)
        born: int | str = self.birth_year.data.strip() if self.birth_year.data else ""
        if _YEAR.match(str(born)):
            born = int(born)
        elif born:
            errors.append(FieldError("/patient/birth_year", NO_YEAR))
        body = {
            "service_id": service_id,
            "urgency": self.urgency.data,
            "reason": self.reason.data or "",
            "patient": {"initials": self.initials.data or "", "birth_year": born},
            "need": need,
            "referrer": {name.removeprefix("referrer_"): self[name].data or "" for name in KEPT},
            "consent": {"given": bool(self.consent.data), "method": self.consent_method.data},
        }
        return body, errors

    def _need(self, registry: PluginRegistry) -> tuple[dict[str, Any], list[FieldError]]:
        words = " ".join((self.need.data or "").split())[:200]
        wanted = registry.vocabulary.need_for(words)
        known = registry.specialties.get(wanted.specialty or "")
        kind = self.accepts.data if self.accepts.data in KINDS else "referral"
        need = {
            "specialty": known.code if known and known.searchable else None,
            "capabilities": [code for code in wanted.capabilities if code in holdable(registry)],
            "treats": [code for code in wanted.treats if code in registry.vocabulary.concepts],
            "near": (self.near.data or "").strip() or None,
            "kind": kind,
        }
        if words and not (known or wanted.capabilities or wanted.treats):
            sentence = f"We do not know “{words[:80]}”. Use the word for a specialty, condition or treatment, or none."
            return need, [FieldError("/need", sentence)]
        return need, []


class StepForm(PlainForm):
    """A form that moves a referral on. ``seen`` is what its page showed, so that nothing is decided on old news."""

    seen = HiddenField()

    def given(self) -> dict[str, Any]:
        """What was filled in, as a program would send it."""
        return {field.short_name: field.data or "" for field in self if field.short_name not in ("seen", "csrf_token")}

    def written(self) -> list[tuple[str, str]]:
        """What was filled in, in the words of the page: to be shown where it could not be stored."""
        choices = {name: dict(options) for name, options in self.options.items()}
        filled = [field for field in self if field.type not in ("HiddenField", "CSRFTokenField") and field.data]
        return [(each.label.text, choices.get(each.short_name, {}).get(each.data, each.data)) for each in filled]


class AcceptForm(StepForm):
    """The service takes the patient."""

    note = TextAreaField("A note for whoever refers, if there is one")


class RejectForm(StepForm):
    """The service declines."""

    code = RadioField("Why can you not see this patient?", validate_choice=False)
    comment = TextAreaField("More about it")

    options = {"code": tuple(REJECTIONS.items())}


class OutcomeForm(StepForm):
    """What came of it."""

    code = RadioField("What came of it?", validate_choice=False)
    text = TextAreaField("What whoever refers should know")

    options = {"code": tuple(OUTCOMES.items())}


class NoteForm(StepForm):
    """A word without closing it."""

    text = TextAreaField("Your note")


class RedirectForm(StepForm):
    """Another service is asked."""

    service_id = HiddenField()


class ContactForm(StepForm):
    """Where whoever refers is told."""

    email = StringField("E-mail address of whoever refers")


class ReasonForm(StepForm):
    """It is stopped."""

    reason = StringField("Why, if you want to say")
