"""How far the searches of late had to go: where ten kilometres are usually too few, that is not tried first."""

from __future__ import annotations

from matching import Need

MOST_KINDS = 1_000
WEIGHT = 0.2
Kind = tuple[str, tuple[str, ...]]


class Habits:
    """What was learned, by specialty and needed capabilities. A wrong guess costs a round trip, never an answer.

    Safe for threads: what two of them learn at once may be counted once.
    """

    def __init__(self) -> None:
        """Nothing is known: every search begins near."""
        self._far: dict[Kind, float] = {}

    def goes_far(self, need: Need) -> bool:
        """Whether more than half of the last few had to look further than the first circle."""
        return self._far.get(_kind(need), 0.0) > 0.5

    def learn(self, need: Need, *, went_far: bool) -> None:
        """Take one search into account."""
        kind = _kind(need)
        was = self._far.get(kind, 0.0)
        if len(self._far) >= MOST_KINDS:
            self._far.clear()
        self._far[kind] = was + WEIGHT * (went_far - was)


def _kind(need: Need) -> Kind:
    return need.specialty, need.capabilities
