"""What somebody typed and chose on the search page, read forgivingly: a slip is said, never an error page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, cast

from werkzeug.datastructures import MultiDict

from directory.search.query import SearchRequest
from matching.model import RequestKind

LONGEST = 200
KINDS = ("advice", "referral", "emergency")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ufffd\ud800-\udfff]+")
By = Literal["score", "distance"]
HURRIES = ("soon", "urgent")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindForm:
    """The search page's form. ``errors`` are by field, in words; ``was_sent`` is false for a first visit."""

    need: str = ""
    near: str = ""
    by: By = "score"
    open_within: int | None = None
    within_km: int | None = None
    in_person: bool = False
    confirmed: bool = False
    accepts: RequestKind = "referral"
    urgency: str = ""
    """``soon`` or ``urgent``; empty in turn. An emergency is asked for by ``accepts``."""
    capabilities: tuple[str, ...] = ()
    age: str = ""
    cursor: str | None = None
    start: int = 1
    was_sent: bool = False
    errors: tuple[tuple[str, str], ...] = ()

    @property
    def age_years(self) -> int | None:
        """The age as a number, where it is one."""
        return int(self.age) if self.age and "age" not in dict(self.errors) else None

    @property
    def radius_m(self) -> float | None:
        """The radius that was asked for."""
        return None if self.within_km is None else self.within_km * 1000.0

    def without_errors(self) -> bool:
        """Whether a search can be made of it."""
        return not self.errors

    def with_error(self, field: str, text: str) -> FindForm:
        """The same with one more error."""
        return replace(self, errors=(*self.errors, (field, text)))

    def parameters(self, **changes: object) -> dict[str, object]:
        """The query string that leads back here, with some of it changed; None leaves a parameter out."""
        kept: dict[str, object] = {
            "need": self.need,
            "near": self.near,
            "by": "distance" if self.by == "distance" else None,
            "open": None if self.open_within is None else (self.open_within or "now"),
            "within": self.within_km,
            "in_person": 1 if self.in_person else None,
            "confirmed": "today" if self.confirmed else None,
            "accepts": None if self.accepts == "referral" else self.accepts,
            "urgency": self.urgency or None,
            "capability": list(self.capabilities) or None,
            "age": self.age or None,
        }
        return {name: value for name, value in (kept | changes).items() if value is not None}


def read_form(args: MultiDict[str, str]) -> FindForm:
    """The form of a query string, with an error for each field that cannot be used."""
    errors: list[tuple[str, str]] = []
    need, near = _words(args, "need"), _words(args, "near")
    for name, words in (("need", need), ("near", near)):
        if len(words) > LONGEST:
            errors.append((name, f"That is longer than {LONGEST} characters. Shorten it."))
    age = _words(args, "age")[:10]
    if age and not (age.isascii() and age.isdigit() and int(age) <= 120):
        errors.append(("age", "Enter the patient's age as a whole number from 0 to 120, or leave it empty."))
    within = _whole(args.get("within", ""), 1, 1500)
    if args.get("within") and within is None:
        errors.append(("within", "The distance must be a whole number of kilometres from 1 to 1,500."))
    accepts = args.get("accepts", "referral")
    return FindForm(
        need=need[:1000],
        near=near[:1000],
        by="distance" if args.get("by") == "distance" else "score",
        open_within=_minutes(args.get("open", "")),
        within_km=within,
        in_person=bool(args.get("in_person")),
        confirmed=bool(args.get("confirmed")),
        accepts=cast(RequestKind, accepts) if accepts in KINDS else "referral",
        urgency=args.get("urgency", "") if args.get("urgency") in HURRIES else "",
        capabilities=tuple(dict.fromkeys(code for code in args.getlist("capability")[:20] if _is_code(code))),
        age=age,
        cursor=args.get("cursor") or None,
        start=_whole(args.get("from", ""), 1, 1_000_000) or 1,
        was_sent="near" in args,
        errors=tuple(errors),
    )


def _words(args: MultiDict[str, str], name: str) -> str:
    return " ".join(_UNSEEN.sub(" ", args.get(name, "")[:2000]).split())


def _whole(text: str, low: int, high: int) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        return None
    return int(text) if low <= int(text) <= high else None


def _minutes(text: str) -> int | None:
    return 0 if text == "now" else _whole(text, 0, 10_080)


def _is_code(text: str) -> bool:
    return len(text) <= 60 and _CODE.match(text) is not None


def request_of(form: FindForm, **more: object) -> SearchRequest:
    """The search that the form asks for; ``more`` gives the need and the size of a page."""
    return SearchRequest(by=form.by, radius_m=form.radius_m, cursor=form.cursor, **more)  # type: ignore[arg-type]
