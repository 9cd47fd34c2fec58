"""Everyday words that tell of trouble, in a clause of which nothing else is known: ``lip filler, it is getting worse``.

Each of the words is plain, so that none is reported by itself; what they say together is nowhere in the vocabulary.
Beside a sign they say more of it (``acne, worse since March``). Beside a treatment alone nobody would look at them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matching.clauses import any_in
from matching.cues import NOTHING
from matching.reading import Clause

TROUBLED = frozenset(
    "worse worsened worsening terrible poorly severe severely uncontrolled unstable gone bad trouble massive "
    "massively".split()
)
NOT = NOTHING | frozenset("not no cannot never none nothing without cant".split())
WELL = frozenset("good well normal ok okay fine herself himself themselves feeling feel feels felt moving move".split())
"""What is missed where it is denied: ``not looking good``, ``no feeling``, ``not herself``."""
SENSED = frozenset("feel feels feeling felt getting gets got becoming became".split())
CHANGED = frozenset("hard firm bigger huge enormous different tight cold".split())
"""What is felt or grows: ``cheek feels hard``, ``getting bigger``."""
PARTS = frozenset(
    "lip lips cheek cheeks chin eye eyes eyelid eyelids eyebrow eyebrows nose jaw face forehead neck mouth tongue ear "
    "ears hand hands arm arms leg legs foot feet finger fingers side left right skin chest head".split()
)
LOOKS = frozenset("look looks looking as".split())
WISHED = frozenset("want wants wanted wanting wish wishes like likes hoping hopes asks asking would prefers".split())


def uneasy(parts: Sequence[Clause], text: str) -> Iterable[str]:
    """The clauses, as typed, that tell of trouble in everyday words where nothing but a treatment is known."""
    if any(_is_known(part) for part in parts):
        return
    is_wish = any(token.word in WISHED for part in parts for token in part.words)
    for part in parts:
        if not part.picks and tells_of_trouble([token.word for token in part.words], is_wish=is_wish):
            yield text[part.words[0].start : part.words[-1].end]


def tells_of_trouble(words: Sequence[str], *, is_wish: bool = False) -> bool:
    """Whether these everyday words, read together, say that something is wrong, or is not as it was.

    ``is_wish``: beside a wish, what looks or grows otherwise may be why it is wished for.
    """
    said = frozenset(words)
    is_denied = not NOT.isdisjoint(said)
    is_lost = is_denied and not WELL.isdisjoint(said)
    is_changed = not (SENSED.isdisjoint(said) or CHANGED.isdisjoint(said) or PARTS.isdisjoint(said))
    is_wished = is_wish and not LOOKS.isdisjoint(said)
    return (
        (is_lost and not is_wished) or (not is_denied and not TROUBLED.isdisjoint(said)) or (is_changed and not is_wish)
    )


def _is_known(part: Clause) -> bool:
    """Whether something is named in it that is no treatment and no all clear: it is looked at for what it is."""
    return any(
        concept.kind not in ("treatment", "wish", "specialty") and not any_in([concept], "all-clear")
        for pick in part.picks
        for concept in pick.concepts
    )
