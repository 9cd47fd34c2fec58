"""Walking through the steps of a listing: keep what was given, check each step, send the whole."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from directory.catalogue.listing_once import list_once
from directory.catalogue.models import HealthcareService
from directory.catalogue.rules import faults
from directory.catalogue.schemas import ServiceListing, read
from directory.catalogue.service import list_service, locate_postcode
from directory.catalogue.steps import (
    FILL,
    POINTERS,
    STEPS,
    TITLES,
    TOUCHED,
    listing_of,
    options_of,
    plain,
    wrong_times,
)
from directory.catalogue.summary import summary_of
from directory.catalogue.writes import dataset_kind
from directory.db import Database
from directory.errors import FieldError, Invalid
from directory.geocoding.chain import GeocoderChain
from directory.web.forms import TOO_OLD, ErrorLink, OnwardForm, SignedState
from directory.web.headers import request_id
from matching.plugin_manager import PluginRegistry

ACTOR = "listing page"
LAST = len(STEPS) - 1
DEFAULTS: dict[str, Any] = {"accepts": ["referral"], "seen": ["person"], "languages": ["en"]}


@dataclass(frozen=True, slots=True)
class Listing:
    """The steps, and what they need."""

    database: Database
    registry: PluginRegistry
    places: GeocoderChain
    secret: str

    def first(self) -> str:
        """The first step, empty."""
        return self._page(0, {})

    def next(self) -> str:
        """What a step that was sent leads to: the next one, an earlier one, or itself with its errors."""
        number, data = self._number(), self._state().read(request.form.get("state", ""))
        if data is None:
            return self._page(0, {}, notes=[ErrorLink(TOO_OLD)])
        form = self._form(number, data)
        data |= plain(form.data)
        wanted = request.form.get("go", "next")
        if wanted.isascii() and wanted.isdigit() and int(wanted) <= number:
            return self._page(int(wanted), data)
        form.validate()
        self._check(form, number, data)
        links = form.links()
        return self._page(number, data, form=form, notes=links) if links else self._page(number + 1, data)

    def send(self) -> HealthcareService | str:
        """Store the listing, or show the step that has to be mended."""
        form = self._form(LAST, {})
        data = self._state().read(request.form.get("state", ""))
        if data is None or not data:
            return self._page(0, {}, notes=[ErrorLink(TOO_OLD)])
        if not form.validate():
            return self._page(LAST, data, form=form, notes=form.links())
        try:
            listing = read(ServiceListing, listing_of(data)[0])
            with self.database.transaction() as session:
                return list_once(session, "listing-page", self._key(), listing, lambda: list_service(
                    session, self.places, self.registry, listing, actor=ACTOR, request_id=request_id()
                ))  # fmt: skip
        except Invalid as wrong:
            return self._mend(data, wrong.errors)

    def _mend(self, data: dict[str, Any], errors: list[FieldError]) -> str:
        """The first step that an error is about, with its errors."""
        number = min((_step_of(error) for error in errors), default=0)
        form = self._form(number, data, fresh=True)
        left = form.put_errors([error for error in errors if _step_of(error) == number], POINTERS | listing_of(data)[1])
        return self._page(number, data, form=form, notes=[*form.links(), *(ErrorLink(each.detail) for each in left)])

    def _check(self, form: OnwardForm, number: int, data: dict[str, Any]) -> None:
        values, pointers = listing_of(data)
        touched = set(TOUCHED[number])
        errors: list[FieldError] = []
        try:
            listing = read(ServiceListing, self._filled(values, number))
        except Invalid as wrong:
            errors = [each for each in wrong.errors if _about(each) in touched]
        else:
            with self.database.reading() as session:
                is_fictional = dataset_kind(session) == "demo"
            errors = faults(listing.model_dump(), self.registry, is_fictional=is_fictional, touched=touched)
            errors = [each for each in errors if _about(each) in touched]
        if "postcode" in touched and not any(_about(each) == "postcode" for each in errors):
            errors += locate_postcode(self.places, str(values.get("postcode", "")))[1]
        left = form.put_errors(errors, POINTERS | pointers)
        for name, text in wrong_times(data) if number == 3 else ():
            form._fields[name].errors = (*form._fields[name].errors, text)
        if left:
            first = next(iter(form))
            first.errors = (*first.errors, *(each.detail for each in left))

    def _filled(self, values: dict[str, Any], number: int) -> dict[str, Any]:
        """The listing so far, with stand-ins for what later steps will ask."""
        filler: dict[str, Any] = dict(FILL)
        return {name: filler[name] for name in filler if not _is_asked(name, number)} | values

    def _form(self, number: int, data: dict[str, Any], *, fresh: bool = False) -> OnwardForm:
        sent = request.method == "POST" and not fresh
        form = STEPS[number](**({} if sent else {"formdata": None, "data": DEFAULTS | data}))
        form.options = options_of(form, self.registry, str(data.get("specialty") or ""))
        return form

    def _page(
        self, number: int, data: dict[str, Any], *, form: OnwardForm | None = None, notes: list[ErrorLink] | None = None
    ) -> str:
        return render_template(
            "catalogue/step.html",
            number=number,
            form=form or self._form(number, data, fresh=True),
            state=self._state().write(data),
            titles=TITLES,
            notes=notes or [],
            summary=summary_of(data, self.registry) if number == LAST else (),
        )

    @staticmethod
    def _key() -> str:
        # The summary that is sent a second time carries the same signed state.
        return hashlib.sha256(request.form["state"].encode()).hexdigest()

    def _state(self) -> SignedState:
        return SignedState(self.secret, "listing-steps")

    @staticmethod
    def _number() -> int:
        text = request.form.get("step", "0")
        return int(text) if text in {str(number) for number in range(LAST)} else 0


def _about(error: FieldError) -> str:
    return error.pointer.strip("/").split("/")[0]


def _step_of(error: FieldError) -> int:
    return next((number for number, names in enumerate(TOUCHED) if _about(error) in names), 0)


def _is_asked(name: str, number: int) -> bool:
    """Whether this step or an earlier one asks for the field."""
    return any(name in names for names in TOUCHED[: number + 1])
