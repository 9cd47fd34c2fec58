"""Reading postcodes the way people type them: any case, any spaces, and O for 0 or I for 1 where the grammar tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from directory.geocoding.text import MAX_LENGTH

PostcodePrecision = Literal["unit", "sector", "outcode"]

AREAS = frozenset(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK "
    "FY G GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW "
    "OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA "
    "WC WD WF WN WR WS WV YO ZE".split()
)
NOT_COVERED = {
    "JE": "Jersey",
    "GY": "Guernsey",
    "IM": "the Isle of Man",
    "BX": "banks' post, which has no place",
    "BF": "British Forces post, which has no place",
    "BFPO": "British Forces post, which has no place",
    "GIR": "a bank's post, which has no place",
}

_OUTWARD_AREAS = AREAS | {"JE", "GY", "IM", "BX", "BF", "NPT"}
_THIRD = "ABCDEFGHJKMNPRSTUVWXY"
_FOURTH = "ABEHMNPRVWXY"
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"
_LETTER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGIT = "0123456789"
_NONZERO = "123456789"
_OUTWARD = (
    (_LETTER, _DIGIT),
    (_LETTER, _NONZERO, _DIGIT),
    (_LETTER, _LETTER, _DIGIT),
    (_LETTER, _LETTER, _NONZERO, _DIGIT),
    (_LETTER, _DIGIT, _THIRD),
    (_LETTER, _LETTER, _DIGIT, _FOURTH),
    ("N", "P", "T"),
)
_SLIPS = {"0": "O", "O": "0", "1": "I", "I": "1"}
_IN_TEXT = re.compile(
    r"(?<![A-Z0-9])((?:GIR|NPT|[A-Z]{1,2}[0-9][0-9A-Z]?) ?-?[0-9][A-Z]{2}|BFPO ?[0-9]{1,4})(?![A-Z0-9])"
)


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode or its first part in canonical form: "LS1 4AP", "LS1 4" or "LS1"."""

    text: str
    precision: PostcodePrecision

    @property
    def outcode(self) -> str:
        """The part before the space."""
        return self.text.split(" ")[0]

    @property
    def not_covered(self) -> str | None:
        """What this is the post of, where that has no position in our list; otherwise None."""
        area = self.outcode.rstrip("0123456789")
        return NOT_COVERED.get(area)


def candidates(text: str) -> tuple[Postcode, ...]:
    """Return what ``text`` as a whole can mean as a postcode, the likeliest (fewest slips) first."""
    if len(text) > MAX_LENGTH:
        return ()
    return _candidates(" ".join(text.upper().split()))


def parse(text: str) -> Postcode | None:
    """Return the likeliest postcode that ``text`` as a whole means, or None."""
    return next(iter(candidates(text)), None)


def find_in(text: str) -> Postcode | None:
    """Return the last full postcode inside a longer text such as an address, or None."""
    found = [parse(match.group(1)) for match in _IN_TEXT.finditer(text.upper())]
    return next((postcode for postcode in reversed(found) if postcode), None)


@lru_cache(maxsize=4096)
def _candidates(text: str) -> tuple[Postcode, ...]:
    compact = re.sub(r"[ .\-]", "", text)
    if re.fullmatch(r"G[I1]R[0O]AA", compact):
        return (Postcode("GIR 0AA", "unit"),)
    if not (2 <= len(compact) <= 8 and compact.isascii() and compact.isalnum() and re.search(r"\d", compact)):
        return ()
    if re.fullmatch(r"BFP[O0]\d{1,4}", compact):
        return (Postcode(f"BFPO {compact[4:]}", "unit"),)
    found = sorted(set(_readings(text, compact)), key=lambda reading: (reading[0], reading[1].text))
    return tuple(dict.fromkeys(postcode for _, postcode in found))


def _readings(text: str, compact: str) -> Iterator[tuple[int, Postcode]]:
    """Yield (slips, postcode) for every shape that fits; a space before the last sign makes it a sector."""
    for slips, outward, inward in _split(compact, (_DIGIT, _INWARD, _INWARD)):
        yield slips, Postcode(f"{outward} {inward}", "unit")
    parted = bool(re.search(r"[ \-].$", text))
    for slips, outward, inward in _split(compact, (_DIGIT,)):
        yield slips + (0 if parted else 1), Postcode(f"{outward} {inward}", "sector")
    if not parted:
        yield from ((slips, Postcode(outward, "outcode")) for slips, outward, _ in _split(compact, ()))


def _split(compact: str, tail: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
    for outward in _OUTWARD:
        shape = outward + tail
        fitted = _fit(compact, shape)
        if fitted is None:
            continue
        slips, text = fitted
        head, rest = text[: len(outward)], text[len(outward) :]
        if _known_area(head):
            yield slips, head, rest


def _fit(compact: str, shape: tuple[str, ...]) -> tuple[int, str] | None:
    if len(compact) != len(shape):
        return None
    slips, out = 0, ""
    for character, allowed in zip(compact, shape, strict=True):
        if character in allowed:
            out += character
        elif _SLIPS.get(character, "") and _SLIPS[character] in allowed:
            slips, out = slips + 1, out + _SLIPS[character]
        else:
            return None
    return slips, out


def _known_area(outward: str) -> bool:
    area = re.match(r"[A-Z]+", outward)
    return area is not None and area[0] in _OUTWARD_AREAS
