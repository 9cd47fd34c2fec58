"""What is only talked about: a risk that was explained, what to look out for, why somebody should call.

Only what a treatment can do to a patient is talked about like that, and only in words that nobody uses of what has
happened: in doubt it has.
"""

from __future__ import annotations

from collections.abc import Sequence

from matching.cues import JOINS, PATIENT, cue_at, phrases
from matching.spans import Said, Span

TALKED = frozenset(
    "discussed discuss discussing explained explain explaining consented consent counselled informed advised aware "
    "understand understands understood warned warning outlined mentioned covered accepts accepted leaflet talked "
    "read asked declined incl include given went gone".split()
)
RISKS = frozenset(("risk", "risks"))
WARNS = phrases(
    "warned about | warned of | warned re | consented for | consent covers | consent includes | look out for | looking "
    "out for | to look for | watch out for | leaflet about | leaflet on | safety netted for | safety netted re | "
    "safety netted about | safety net for | training on | training in | trained in | course on | can cause | could "
    "cause | may cause | might cause | can lead to | could lead to | can make you | could make you | make people | "
    "about people | people losing | people going"
)
"""What follows is talked about; a risk is where somebody explained it as well."""
LOOKED_FOR = frozenset(("look", "looking", "watch"))
TOLD = frozenset("told advised knows aftercare aware".split())
ACTS = frozenset("call ring contact attend return go seek come message".split())
"""``told to call if``, ``call if``; not ``wants to know if``, ``who do I call if``."""
BEHIND = phrases("risk | risks | leaflet")
READY = phrases(
    "kit available | kit checked | kit in date | kit held | kit in stock | training completed | training update | "
    "training course | training day | training booked | simulation | drill | scenario | webinar"
)
"""``anaphylaxis kit in date``: what stands before it is not there."""
HERE = frozenset("just currently since yesterday is are was were has have had because as due".split())
"""Words of what has happened: nothing behind them is only talk."""
HAPPENED = frozenset("now already started happened".split())
"""The same for all that stands in the clause."""
AT_ALL = frozenset("problem problems issue issues concern concerns worse anything".split())
"""``call if any problems``: what stands behind is another thing."""


def talked_about(words: Sequence[str], spans: Sequence[Span], said: Sequence[Said]) -> None:
    """Mark what the clause only talks about as not there."""
    if not HAPPENED.isdisjoint(words):
        return
    start, is_if = _begins(words)
    if start is not None and not LOOKED_FOR.isdisjoint(words[:start]) and all(span.first < start for span in spans):
        # "signs of occlusion to look for"
        start = 0
    end = len(words) if start is None else start
    for span, each in sorted(zip(spans, said, strict=True), key=lambda pair: pair[0].first):
        between = words[end : span.first]
        is_next = end == start or not JOINS.isdisjoint(between)
        is_and = is_if and "and" in between
        is_talk = start is not None and span.first >= start and is_next and not is_and and HERE.isdisjoint(between)
        is_talk = is_talk and (not is_if or AT_ALL.isdisjoint(between))
        if span.is_treatment and is_talk:
            # "consented for hyalase for the blanching"
            start, end = None, len(words)
        elif (span.is_harm or (is_if and span.is_acute)) and (is_talk or _is_named_only(words, span)):
            each.is_negated = each.is_talk = True
            end = span.last + 1


def is_head(words: Sequence[str]) -> bool:
    """``risks discussed``, ``consented``, ``what to look out for``: before a colon, what follows is a list of talk."""
    if not RISKS.isdisjoint(words):
        return not TALKED.isdisjoint(words)
    ends = (*words, "of")
    return tuple(words) in (("consented",), ("consent",)) or any(cue_at(ends, at, WARNS) for at in range(len(words)))


def _is_named_only(words: Sequence[str], span: Span) -> bool:
    at = span.last + 1
    if at >= len(words):
        return False
    return bool(cue_at(words, at, READY)) or (bool(cue_at(words, at, BEHIND)) and not TALKED.isdisjoint(words))


def _begins(words: Sequence[str]) -> tuple[int | None, bool]:
    """Where the talk begins, None where there is none; and whether it is of what may happen of itself as well."""
    for at, word in enumerate(words):
        before = words[:at]
        if word == "if" or (word == "case" and before[-1:] == ["in"]):
            is_advice = not TOLD.isdisjoint(before) and not ACTS.isdisjoint(before)
            is_order = bool(before) and before[0] in ACTS
            is_patient = at == 0 and not PATIENT.isdisjoint(words[1:2]) and not TOLD.isdisjoint(words[2:])
            if is_advice or is_order or is_patient:
                return at + 1, True
        if length := cue_at(words, at, WARNS):
            return at + length, False
        if word in RISKS and not TALKED.isdisjoint(words):
            return at + 1, False
    return None, False
