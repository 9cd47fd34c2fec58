"""Who works in health care: an occupation is no illness, and whoever is cared for by such a nurse has one."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import concepts

NURSES = {
    "diabetes": ("diabetes nurse", "diabetes specialist nurse"),
    "heart-disease": ("cardiac nurse", "heart failure nurse"),
    "warfarin": ("warfarin clinic nurse", "warfarin nurse"),
    "cancer": ("cancer nurse", "oncology nurse"),
    "mental-health-care": ("mental health nurse", "psychiatric nurse"),
}
_CARED_FOR = (
    *("seeing {}", "sees {}", "saw {}", "seen {}", "seen by {}", "under {}", "under care of {}", "reviewed by {}"),
    *("review by {}", "review with {}", "managed by {}", "monitored by {}", "followed up by {}", "known to {}"),
    *("attends {}", "attending {}", "visits {}", "visited by {}", "referred to {}", "discharged by {}", "own {}"),
    *("appointment with {}", "advice from {}", "advised by {}", "told by {}", "spoke to {}", "supported by {}"),
    *("{} review", "{} appointment", "{} clinic", "{} check", "{} advised"),
    *("{} says", "{} said", "{} visits", "{} follow up", "{} involved", "{} letter", "{} every", "{} looks after"),
)
_OWN = ("her", "his", "my", "their", "has", "has a", "has her own", "had a")


def cared_for_by(code: str) -> tuple[str, ...]:
    """What says that one of these nurses looks after the patient: that is no occupation."""
    return tuple(form.format(nurse) for nurse in NURSES[code] for form in _CARED_FOR)


OCCUPATIONS = {
    "health-worker+as-written": "Works in health care | works in cancer research | works for cancer research | cancer "
    "researcher | cancer research nurse | research nurse | works on cancer ward | works on a cancer ward | works on "
    "diabetes ward | diabetes educator | " + " | ".join(nurse for nurses in NURSES.values() for nurse in nurses),
}
"""Word for word: "the nurse says diabetes" is none of it."""
_CARED_FOR_CODES = [code for code in NURSES if code != "mental-health-care"]
OWN_NURSE = {
    code: label + " | ".join(f"{own} {nurse}" for each in codes for nurse in NURSES[each] for own in _OWN)
    for code, label, codes in (
        ("own-nurse+health+as-written", "Nurse of the patient's own | ", _CARED_FOR_CODES),
        (
            "own-mental-health-nurse+mental-health-care+as-written",
            "Mental health nurse of the patient's own | ",
            ["mental-health-care"],
        ),
    )
}


def words() -> Iterable[Concept]:
    """Every concept of this page."""
    yield from concepts("sign", None, OCCUPATIONS, "minor")
    yield from concepts("condition", "gp", OWN_NURSE)
