"""What is only talked about: a risk that was explained, what to look out for, why somebody should call.

Only what a treatment can do to a patient is talked about like that. "At risk of suicide" is no talk.
"""

from __future__ import annotations

from collections.abc import Sequence

from matching.cues import PATIENT, cue_at, phrases
from matching.spans import Said, Span

TALKED = frozenset(
    "discussed discuss discussing explained explain explaining consented consent counselled informed advised aware "
    "understand understands understood warned warning outlined mentioned covered accepts accepted leaflet talked "
    "read told".split()
)
RISKS = frozenset(("risk", "risks"))
WARNS = phrases(
    "warned about | warned of | warned re | consented for | consented to | look out for | looking out for | to look "
    "for | watch for | watch out for | leaflet about | leaflet on | advice about | advice on | advice re | in case of "
    "| safety netted for | safety netted re | safety netted about | training on | training in | course on | can cause "
    "| could cause | may cause | might cause | can lead to | could lead to | can make you | could make you | make "
    "people | people losing | people going"
)
"""What follows is talked about; a risk is where somebody explained it as well."""
ADVISED = frozenset(
    "advise advised advice told tell knows know call calls ring rings contact contacts attend return go goes seek "
    "safety 999 111 emergency".split()
)
HERE = frozenset("now today tonight just currently already since yesterday started".split())
"""Words of what has happened: nothing is only talk beside them."""


def talked_about(words: Sequence[str], spans: Sequence[Span], said: Sequence[Said]) -> None:
    """Mark what the clause only talks about as not there."""
    start = _begins(words)
    if start is None or not HERE.isdisjoint(words):
        return
    for span, each in zip(spans, said, strict=True):
        if span.is_harm and span.first >= start:
            each.is_negated = True


def _begins(words: Sequence[str]) -> int | None:
    """Where the talk begins; None where there is none."""
    for at, word in enumerate(words):
        if cue_at(words, at, WARNS):
            return at
        if word in RISKS and not TALKED.isdisjoint(words):
            # "blindness risk explained"
            return 0
        if word == "if" and not ADVISED.isdisjoint(words[:at]):
            return at
        if word == "if" and at == 0 and not PATIENT.isdisjoint(words[1:2]) and not ADVISED.isdisjoint(words[2:]):
            return 0
    return None
