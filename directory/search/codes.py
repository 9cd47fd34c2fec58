"""Strings as small numbers: shared by every copy of the index, and only ever added to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from itertools import islice

GROUPS = ("accepts", "registers", "specialist_registers", "treats", "languages", "accessibility")
LAST_LETTER = "\U0010ffff"


class Codes:
    """Strings numbered in the order they were first met."""

    def __init__(self) -> None:
        """Start empty."""
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        """How many there are."""
        return len(self.names)

    def number(self, name: str) -> int:
        """The number of a string, given now if it is new. Only one thread at a time may add."""
        found = self._numbers.get(name)
        if found is None:
            found = len(self.names)
            self.names.append(name)
            self._numbers[name] = found
        return found

    def find(self, name: str) -> int:
        """The number of a string, -1 if it was never met."""
        return self._numbers.get(name, -1)


class Words(Codes):
    """Words in alphabetical order too, so that a beginning is a stretch of them."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._sorted: list[str] = []
        self._sorted_to = 0

    def sort(self) -> None:
        """Take in the words met since; one at a time when they are few."""
        fresh = list(islice(self.names, self._sorted_to, None))
        if len(fresh) > 64:
            self._sorted = sorted(self.names)
        else:
            ordered = self._sorted.copy()
            for word in fresh:
                insort(ordered, word)
            self._sorted = ordered
        self._sorted_to += len(fresh)

    @property
    def sorted(self) -> list[str]:
        """All words in alphabetical order; never changed once given out."""
        return self._sorted

    def beginning_with(self, prefix: str) -> list[int]:
        """The numbers of the words with this beginning."""
        words = self._sorted
        stretch = words[bisect_left(words, prefix) : bisect_right(words, prefix + LAST_LETTER)]
        return [self._numbers[word] for word in stretch]


class Interned:
    """Every kind of string that columns hold as numbers."""

    def __init__(self) -> None:
        """Start with none."""
        self.specialties = Codes()
        self.groups = {group: Codes() for group in GROUPS}
        self.capabilities = Codes()
        self.hours = Codes()
        self.words = Words()


def hours_name(hours: str, nation: str | None) -> str:
    """Opening hours and the nation whose bank holidays apply, as one string."""
    return f"{nation or ''}|{hours}"


def hours_parts(name: str) -> tuple[str, str | None]:
    """The hours and the nation again."""
    nation, _, hours = name.partition("|")
    return hours, nation or None
