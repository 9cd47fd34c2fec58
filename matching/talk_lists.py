"""Lists of what was only talked about, over several parts of a text: risks explained, what to look out for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from matching.clauses import HARM, Pick, any_in
from matching.cues import LOOKS, PLACES
from matching.reading import Clause, joins, listed
from matching.talk import RISKS, is_head

STATES = frozenset("is are was were has have had".split())


def carry_talk(parts: Sequence[Clause]) -> None:
    """``risks discussed: bruising, blindness``, ``call if blanching, pain or fever``: all of it was talked about.

    What is seen of somebody is none of the risks of a list, and without a colon of nothing after its "or":
    ``risks discussed: bruising, lip white``, ``risk of pain or fever, lip white``.
    """
    talking = is_headed = is_of_risks = False
    for at, (before, part) in enumerate(pairwise(parts)):
        is_head_of = part.words[0].is_answer and not _harms(before) and is_head(before.spoken)
        is_closed = bool(before.picks) and joins(before, before.picks[0].positions[0])
        is_over = _is_seen(part) and is_closed and not is_headed
        is_shown = is_of_risks and _is_seen(part) and not _is_seen(before)
        is_open = bool(before.said) and before.said[-1].is_talk and _ends_with_name(before)
        is_ended = any(joins(each) for each in takewhile(_is_talk_list, parts[at + 1 :]))
        starts = is_head_of and bool(_harms(part))
        goes_on = not is_over and (talking or (is_open and is_ended))
        # "consent: went through risk of necrosis": said twice that it is talk.
        is_told = starts and part.said[-1].is_talk and _ends_with_name(part)
        talking = is_told or (_is_talk_list(part) and (starts or goes_on))
        is_headed = talking and (starts or is_headed)
        is_of_risks = is_headed and (is_of_risks or not RISKS.isdisjoint(before.spoken))
        for pick, said in zip(part.picks, part.said, strict=True):
            is_sign = is_shown and any_in(pick.concepts, "occlusion-sign")
            if talking and any_in(pick.concepts, HARM) and not is_sign:
                said.is_negated = said.is_talk = True


def _is_talk_list(part: Clause) -> bool:
    words = part.spoken
    return bool(listed((part,), "or", "nor", "any", "and")) and STATES.isdisjoint(words)


def _is_seen(part: Clause) -> bool:
    """``lip white``, ``lips are blue``: a place and how it looks, and no name of a risk."""
    words = [token.word for token in part.words if token.word not in STATES]
    return bool(words) and words[-1] in LOOKS and not PLACES.isdisjoint(words[:-1])


def _harms(part: Clause) -> list[Pick]:
    return [pick for pick in part.picks if any_in(pick.concepts, HARM)]


def _ends_with_name(part: Clause) -> bool:
    """Not ``risk of blindness explained, lip white``."""
    return part.picks[-1].positions[-1] == len(part.words) - 1
