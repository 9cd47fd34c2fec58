"""The fonts of a letter: FiraGO, Noto Sans for what it has not, and for Chinese, Japanese and Korean the system's.

The first two come with a package and are unpacked once a process; the third is Debian's fonts-droid-fallback.
"""

from __future__ import annotations

import atexit
import logging
import shutil
import tempfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pymupdf_fonts
from fontTools.ttLib import TTFont

FILES = {("FiraGO", ""): "figo", ("FiraGO", "B"): "figbo", ("NotoSans", ""): "notos", ("NotoSans", "B"): "notosbo"}
FAMILIES = ("FiraGO", "NotoSans", "System")
SYSTEM = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
# No font here has every letter of the world: this stands for one that none has.
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


# It says at every letter which table of the font it leaves out.
logging.getLogger("fontTools.subset").setLevel(logging.ERROR)


@lru_cache(maxsize=1)
def _folder() -> Path:
    made = Path(tempfile.mkdtemp(prefix="onward-fonts-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@lru_cache(maxsize=8)
def path_of(family: str, style: str) -> Path:
    """Where this font's file is."""
    if family == "System":
        return SYSTEM
    path = _folder() / f"{family}{style}.ttf"
    path.write_bytes(_bytes_of(family, style))
    return path


@lru_cache(maxsize=4)
def letters_of(family: str) -> frozenset[int]:
    """The code points that a family has, in regular and in bold; none where it is not installed."""
    if family == "System" and not SYSTEM.exists():
        return frozenset()
    both = (TTFont(BytesIO(_bytes_of(family, style)), lazy=True).getBestCmap() for style in ("", "B"))
    return frozenset.intersection(*(frozenset(each) for each in both))


def families_for(text: str) -> tuple[str, ...]:
    """The families that are needed to write this text: each for the letters that those before it have not."""
    left = frozenset(map(ord, text)) - letters_of(FAMILIES[0])
    needed = [FAMILIES[0]]
    for family in FAMILIES[1:]:
        if left & letters_of(family):
            needed.append(family)
            left -= letters_of(family)
    return tuple(needed)


def written(text: str) -> str:
    """The text with a mark in place of each letter that no font has."""
    return "".join(each if each == "\n" or _is_known(each) else UNKNOWN for each in text)


def _is_known(letter: str) -> bool:
    return any(ord(letter) in letters_of(family) for family in FAMILIES)


def _bytes_of(family: str, style: str) -> bytes:
    if family == "System":
        return SYSTEM.read_bytes()
    found: bytes = pymupdf_fonts.fontbuffers[FILES[family, style]]()
    return found
