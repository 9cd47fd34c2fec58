"""Limbs, lids, pupils and faces that no longer do what they should, put together from their parts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product


def _joined(*parts: Iterable[str]) -> str:
    return " | ".join(" ".join(filter(None, each)) for each in product(*parts))


CANNOT = ("can't", "cannot", "unable to", "not able to", "struggling to")
SIDE = ("left", "right", "one", "either", "both", "upper", "left upper", "right upper")
SIDES = ("left side", "right side", "one side", "half of body", "side of body")
LIMBS = " | ".join(
    (
        _joined(CANNOT, ("lift", "raise", "move", "feel"), SIDE, ("arm", "arms", "leg", "legs", "hand", "hands")),
        _joined(CANNOT, ("lift", "raise", "move"), ("arms", "leg", "legs", "hand", "hands", "thigh", "thighs")),
        _joined(
            ("", "left", "right", "one"),
            ("arm", "arms", "hand", "hands", "leg", "legs"),
            ("not working well", "does not work well", "doesn't work well", "not working properly", "feels like lead"),
        ),
        _joined(SIDES, ("not working", "stopped working", "gone dead", "feels dead", "not moving")),
    )
)
PUPILS = _joined(
    ("", "left", "right", "one"),
    ("pupil",),
    ("bigger", "larger", "looks bigger", "looks larger", "bigger than other", "bigger than other side", "blown"),
)
PUPILS += " | looks bigger than other side pupil | anisocoria | pupils not equal | uneven pupils | pupil size different"
FACES = " | ".join(
    (
        _joined(
            ("face", "smile", "mouth", "side of face", "one side of face"),
            ("gone", "went", "has gone"),
            ("lopsided", "lop sided", "wonky", "crooked", "uneven", "squint", "skew whiff", "droopy", "floppy"),
        ),
        _joined(("woke up with",), ("lopsided", "wonky", "crooked", "droopy"), ("face", "smile", "mouth")),
    )
)
"""``gone`` says that it is new: a smile that has always been uneven is another thing."""
LIDS = " | ".join(
    (
        _joined(CANNOT, ("lift", "open", "raise"), ("", "left", "right", "one", "upper"), ("eyelid", "eye lid", "lid")),
        _joined(CANNOT, ("open",), ("", "left", "right", "one"), ("eye",), ("fully", "properly", "")),
        _joined(
            ("eyelid", "lid", "eye lid"),
            ("won't open", "will not open", "won't open fully", "will not open fully", "not opening", "won't lift"),
        ),
        _joined(("droopy", "drooping", "drooped"), ("left", "right", "upper", "l", "r", ""), ("upper", ""), ("lid",)),
        _joined(
            ("lid", "left lid", "right lid", "upper lid"), ("drooping", "droopy", "drooped", "has dropped", "dropped")
        ),
    )
)
RESPONDS = _joined(
    ("doesn't respond", "does not respond", "not responding", "hardly responds", "barely responds"),
    ("well", "properly", ""),
    ("to me", "to us", "to her name", "to his name", "to voice", "when spoken to"),
)
"""A patient; ``doesn't respond well to`` a treatment is another thing."""
