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
    "read told asked asks asking know knows because declined".split()
)
RISKS = frozenset(("risk", "risks"))
WARNS = phrases(
    "warned about | warned of | warned re | consented for | consented to | consent covers | consent includes | "
    "informed of | look out for | looking out for | to look for | watch for | watch out for | leaflet about | "
    "leaflet on | advice about | advice on | advice re | in case of | safety netted for | safety netted re | safety "
    "netted about | safety net for | training on | training in | trained in | course on | can cause | could cause | "
    "may cause | might cause | can lead to | could lead to | can make you | could make you | make people | about "
    "people | people losing | people going | video of | video about | complications such as | aftercare for"
)
"""What follows is talked about; a risk is where somebody explained it as well."""
LOOKED_FOR = frozenset(("look", "looking", "watch"))
ADVISED = frozenset(
    "advise advised advice told tell knows know call calls ring rings contact contacts attend return go goes seek "
    "safety emergency would aftercare".split()
)
BEHIND = phrases(
    "risk | risks | leaflet | kit | awareness | information | training completed | training update | training course | "
    "training day | training booked | course | drill"
)
"""``anaphylaxis kit``: what stands before it is not there."""
USED = frozenset("used using use opened needed".split())
HERE = frozenset("just currently since yesterday is are was were has have had".split())
"""Words of what has happened: nothing behind them is only talk."""
HAPPENED = frozenset("now already started happened".split())
"""The same for all that stands in the clause."""


def talked_about(words: Sequence[str], spans: Sequence[Span], said: Sequence[Said]) -> None:
    """Mark what the clause only talks about as not there."""
    start, of_all = _begins(words)
    if start is not None and not LOOKED_FOR.isdisjoint(words[:start]) and all(span.first < start for span in spans):
        # "signs of occlusion to look for"
        start = 0
    for span, each in zip(spans, said, strict=True):
        is_named = span.is_harm or (of_all and span.is_acute)
        is_last = span.last + 1 == len(words)
        is_behind = not is_last and bool(cue_at(words, span.last + 1, BEHIND)) and USED.isdisjoint(words)
        is_talk = start is not None and span.first >= start and HERE.isdisjoint(words[start : span.first])
        is_talk = is_talk and HAPPENED.isdisjoint(words)
        if is_named and (is_talk or is_behind):
            each.is_negated = each.is_talk = True


def is_head(words: Sequence[str]) -> bool:
    """``risks discussed``, ``consented``, ``what to look out for``: before a colon, what follows is a list of talk."""
    is_of_risk = not RISKS.isdisjoint(words) or not {"consented", "consent", "aftercare"}.isdisjoint(words)
    return is_of_risk or any(cue_at((*words, "of"), at, WARNS) or cue_at(words, at, WARNS) for at in range(len(words)))


def _begins(words: Sequence[str]) -> tuple[int | None, bool]:
    """Where the talk begins, None where there is none; and whether it is of what may happen of itself as well."""
    for at, word in enumerate(words):
        if word == "if" and not ADVISED.isdisjoint(words[:at]):
            return at + 1, True
        if word == "if" and at == 0 and not PATIENT.isdisjoint(words[1:2]) and not ADVISED.isdisjoint(words[2:]):
            return 1, True
        if length := cue_at(words, at, WARNS):
            return at + length, False
        if word in RISKS and not TALKED.isdisjoint(words):
            # "blindness risk explained"
            return 0, False
    return None, False
