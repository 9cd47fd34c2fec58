"""What the words around a concept say of it: denied, past, a relative's, asked for, sudden, severe.

Every doubt is resolved towards "it is so of this patient now": a concept wrongly kept holds treatment until somebody
has looked, a concept wrongly dropped could hurt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matching.cues import (
    ACUTE_IS_PAST_DAYS,
    AFTER,
    AFTERWARDS,
    ANSWERS,
    DENIES,
    EXCLUDED,
    FAMILY,
    FAMILY_AFTER,
    HISTORIES,
    HISTORY,
    LAST_DAYS,
    LONG_STANDING,
    NO_LONGER,
    NOT,
    NOT_OF_DEGREE,
    NOT_WISHED,
    NOW,
    PAST,
    PERSONS,
    PSEUDO,
    QUALIFIER_OF,
    RELATIVES,
    REMOTE_DAYS,
    SO_AM_I,
    STATES,
    STILL_OPEN,
    SUFFERS,
    WISH,
    cue_at,
)
from matching.denials import VERY, denied, is_answer, is_of_degree, is_worst_ever, without
from matching.endings import ends, is_since_that, lasts
from matching.everyday import EVERYDAY
from matching.persons import in_relative, is_beside_relative, is_now, relative
from matching.spans import Said, Span
from matching.talk import talked_about
from matching.text import Token
from matching.times import (
    days_after,
    days_ago,
    days_for,
    is_a_year,
    is_back,
    is_long_gone,
    is_month,
    is_once_more,
    is_since,
)

TODAY = frozenset(("morning", "afternoon", "evening"))
TOLD_OF = frozenset("had was suffered last".split())
"""``had a stroke in March``; a stroke in March may be one of today."""


def read(
    clause: Sequence[Token], spans: Sequence[Span], free: Sequence[bool], before: Sequence[Said] = ()
) -> list[Said]:
    """What the clause says of each span. ``free`` marks the tokens that no concept has taken.

    A part without a concept of its own ("acne, severe") speaks of what stood ``before`` it.
    """
    said = [Said() for _ in spans]
    spoken = [token.word for token in clause]
    words = [word if open_ else "" for word, open_ in zip(spoken, free, strict=True)]
    over: list[Said] = []
    for start, end in _segments(words):
        inside = [index for index, span in enumerate(spans) if start <= span.first < end]
        subject = [said[index] for index in inside] or before
        _qualify(words, start, end, subject)
        _times(words, range(start, end), inside, spans, said)
        if any(is_back(words, index) or is_once_more(words, index) for index in range(start, end)):
            over += subject
        before = subject
    _forward(words, spans, said, spoken)
    _backward(words, spans, said)
    _after_treatment(words, spans, said)
    talked_about(spoken, spans, said)
    for each in over:
        # "surgery 5 years ago and again last month"
        each.is_past = False
    if any(cue_at(words, index, SO_AM_I) or is_beside_relative(words, index) for index in range(len(words))):
        for each in said or before:
            each.is_family = False
    return said


def _segments(words: Sequence[str]) -> Iterable[tuple[int, int]]:
    start = 0
    for index, word in enumerate(words):
        if word == "and":
            yield start, index
            start = index + 1
    yield start, len(words)


def _qualify(words: Sequence[str], start: int, end: int, said: Sequence[Said]) -> None:
    found = set()
    for index in range(start, end):
        name = QUALIFIER_OF.get(words[index])
        is_of_person = words[index] in ("new", "recent") and words[min(index + 1, end - 1)] in PERSONS
        if name and not is_of_person and next(without(VERY, reversed(words[:index])), "") not in NOT_OF_DEGREE:
            found.add(name)
        lasted = days_for(words, index, end)
        if 0 < lasted < LAST_DAYS["month"] or (words[index] in TODAY and words[max(0, index - 1)] == "this"):
            found.add("recent")
        if cue_at(words, index, LONG_STANDING) or lasted >= REMOTE_DAYS:
            found.add("long-standing")
        if days_after(words, index, end):
            found.add("later")
        if cue_at(words, index, WISH) and words[max(0, index - 1)] not in NOT_WISHED:
            found.add("wish")
    for each in said:
        each.qualifiers |= found


def _times(
    words: Sequence[str], segment: range, inside: Sequence[int], spans: Sequence[Span], said: Sequence[Said]
) -> None:
    """A remote time makes the nearest concept before it past (or, where it opens the segment, the next one)."""
    current = any(words[index] in NOW or is_back(words, index) for index in segment)
    for index in segment:
        is_year = is_a_year(words, index, segment.stop)
        days = days_ago(words, index, segment.stop)
        if is_year:
            days = REMOTE_DAYS if is_long_gone(words, index) else ACUTE_IS_PAST_DAYS
        elif is_month(words, index) and not TOLD_OF.isdisjoint(words[segment.start : index]):
            days, is_year = ACUTE_IS_PAST_DAYS, True
        if days is None or not inside:
            continue
        before = [each for each in inside if spans[each].last < index]
        target = max(before, key=lambda each: spans[each].last) if before else min(inside)
        if is_year and days < REMOTE_DAYS and not spans[target].is_acute:
            # How long ago it was, nobody knows here: what may still be so counts as being so.
            continue
        # "aspirin since mini stroke 2018": the year is the stroke's.
        is_current = current and not (is_year and is_since_that(words, spans[target], index, segment))
        if days >= REMOTE_DAYS and not is_current:
            # What lasts for life was found that long ago, and is still there.
            said[target].is_past = said[target].is_past or not spans[target].is_lifelong
            said[target].qualifiers.add("remote")
        elif days >= ACUTE_IS_PAST_DAYS and spans[target].is_acute and not current:
            # Of "MI last month" the heart disease is there, and the attack is over.
            said[target].is_past = not spans[target].is_lifelong
            said[target].qualifiers.add("lately")
        elif days < REMOTE_DAYS:
            said[target].qualifiers.add("recent")


def _forward(words: Sequence[str], spans: Sequence[Span], said: Sequence[Said], spoken: Sequence[str]) -> None:
    """Cues that speak of what follows them, up to the end of their scope."""
    index = 0
    after = any(span.is_treatment for span in spans)
    while index < len(words):
        length = cue_at(words, index, PSEUDO)
        if length:
            index += length
            continue
        if length := _deny(words, spans, said, spoken, index):
            pass
        elif length := cue_at(words, index, NO_LONGER):
            for over, span in zip(said, spans, strict=True):
                over.is_past = over.is_past or (span.first == index + length and not lasts(span))
        elif length := cue_at(words, index, FAMILY) or relative(words, index, spans):
            is_relative = words[index] in RELATIVES
            for each in _scope(words, spans, index + length, over_after=is_relative, is_history=not is_relative):
                is_so = spans[each].is_spelt_as_now or is_now(words, index, is_after_treatment=after)
                said[each].is_family = said[each].is_family or not (is_relative and _is_seen(spans[each]) and is_so)
        elif length := cue_at(words, index, PAST):
            for each in _next(words, spans, index + length):
                said[each].is_past = said[each].is_past or not spans[each].is_lifelong
                # "previous MI": the heart disease is there, the attack is over.
                said[each].qualifiers |= {"remote"} if spans[each].is_lifelong and spans[each].is_acute else set()
        elif length := cue_at(words, index, HISTORY):
            for each in _scope(words, spans, index + length):
                said[each].is_past = said[each].is_past or (spans[each].is_acute and not spans[each].is_lifelong)
                said[each].qualifiers |= {"remote"} if spans[each].is_lifelong and spans[each].is_acute else set()
        index += length or 1


def _is_seen(span: Span) -> bool:
    """Whether it is what somebody shows or was given, and no illness or medicine that only a history tells."""
    return span.is_acute or not (span.is_history or span.is_medicine or span.is_lifelong)


def _deny(words: Sequence[str], spans: Sequence[Span], said: Sequence[Said], spoken: Sequence[str], at: int) -> int:
    """Deny what a denial that stands here reaches; the length of its words, 0 where none stands."""
    length = cue_at(words, at, DENIES)
    cue = words[at : at + length]
    if not length:
        length = 0 if is_of_degree(words, at) or cue_at(words, at, NO_LONGER) else cue_at(words, at, NOT)
    if not length or is_worst_ever(spoken, spans, at) or is_answer(words, spans, said, at):
        return length
    over_and, of_history = bool(cue) and cue[0] != "without", not HISTORIES.isdisjoint(cue)
    for each in denied(words, spans, at + length, over_and=over_and, of_history=of_history):
        if is_since(words, spans[each].last + 1) and _was_there(spans[each]):
            # "no seizures since March": what lasts is there, what passes was there.
            said[each].is_past = spans[each].is_acute
            said[each].qualifiers |= {"lately"} if spans[each].is_acute else set()
            continue
        said[each].is_negated = True
        said[each].is_family = said[each].is_family or "family" in cue or "fh" in cue
    return length


def _was_there(span: Span) -> bool:
    return span.is_acute or span.is_lifelong or span.is_regular


def _scope(
    words: Sequence[str], spans: Sequence[Span], start: int, *, over_after: bool = False, is_history: bool = False
) -> list[int]:
    """The concepts from here to where the scope of a cue ends.

    ``over_after``: "her husband lost his sight after a stroke" tells of him to the end. ``is_history``: "family history
    of stroke and diabetes" names both.
    """
    end = start
    named = False
    starting = {span.first: index for index, span in enumerate(spans)}
    while end < len(words):
        is_listed = is_history and end + 1 in starting and spans[starting[end + 1]].is_history
        if (
            words[end] == "and"
            and not is_listed
            and not (over_after and not {*words[end + 1 : end + 2]}.isdisjoint(STATES - {"now"}))
        ):
            # "mum has diabetes and takes insulin" goes on; "mum has diabetes and acne" may not.
            break
        named = named or not words[end]
        if words[end] in AFTER and not (over_after and named and words[end] in AFTERWARDS):
            break
        is_verb = end > start and words[end] in SUFFERS and words[end] not in ("is", "was")
        if is_verb and not (over_after and words[end - 1] == "and"):
            break
        end += 1
    return [index for index, span in enumerate(spans) if start <= span.first < end]


def _next(words: Sequence[str], spans: Sequence[Span], start: int) -> list[int]:
    """The next concept, and those joined to it by "or"."""
    following = sorted((span.first, index) for index, span in enumerate(spans) if span.first >= start)
    found: list[int] = []
    end = start
    for first, index in following:
        gap = [word for word in words[end:first] if word]
        if AFTER & set(gap) or "and" in gap or (found and gap != ["or"]):
            break
        found.append(index)
        end = spans[index].last + 1
    return found


def _backward(words: Sequence[str], spans: Sequence[Span], said: Sequence[Said]) -> None:
    """Cues that speak of what stands before them: ``melanoma in mother``, ``lupus ruled out``."""
    for index in range(len(words)):
        before = [
            each for each, span in enumerate(spans) if span.last < index and "and" not in words[span.last : index]
        ]
        if not before:
            continue
        nearest = max(before, key=lambda each: spans[each].last)
        if cue_at(words, index, EXCLUDED) and STILL_OPEN.isdisjoint(words[spans[nearest].last : index]):
            said[nearest].is_negated = True
        elif words[index] in ANSWERS and index == spans[nearest].last + 1 == len(words) - 1:
            # "epilepsy nil", "pregnant N"
            said[nearest].is_negated = True
        elif ends(words, index, spans[nearest]):
            said[nearest].is_past = True
        elif cue_at(words, index, FAMILY_AFTER) or in_relative(words, index):
            said[nearest].is_family = True


def _after_treatment(words: Sequence[str], spans: Sequence[Span], said: Sequence[Said]) -> None:
    """``fever after filler``: what stands in a clause with it came after a treatment."""
    for _ in _treated(words, spans):
        for each, span in zip(said, spans, strict=True):
            each.qualifiers |= set() if span.is_treatment else {"after"}


def _treated(words: Sequence[str], spans: Sequence[Span]) -> Iterable[int]:
    """Where the clause says that something came after a treatment."""
    for index, word in enumerate(words):
        taken = next((at for at in range(index + 1, len(words)) if not words[at]), None)
        if word not in AFTERWARDS or taken is None:
            continue
        is_treatment = any(span.is_treatment for span in spans if span.first <= taken <= span.last)
        if is_treatment and all(between in EVERYDAY for between in words[index + 1 : taken]):
            yield index
