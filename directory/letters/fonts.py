"""The fonts of a letter: FiraGO, Noto Sans for what it has not, and for the other scripts of the world the system's.

The first two come with a package and are unpacked once a process. The others are Debian's fonts-noto-core, a font for
each script, and fonts-droid-fallback for Chinese, Japanese and Korean; they are looked for when they are first needed.
"""

from __future__ import annotations

import atexit
import logging
import shutil
import tempfile
import threading
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pymupdf_fonts
from fontTools.ttLib import TTFont

BASE = "FiraGO"
FILES = {("FiraGO", ""): "figo", ("FiraGO", "B"): "figbo", ("NotoSans", ""): "notos", ("NotoSans", "B"): "notosbo"}
EASTERN = "DroidSansFallbackFull"
ANY_SCRIPT = (BASE, "NotoSans", EASTERN)
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
SCRIPTS = {
    "NotoSansArmenian": (0x0530, 0x058F),
    "NotoSansThaana": (0x0780, 0x07BF),
    "NotoSansDevanagari": (0x0900, 0x097F),
    "NotoSansBengali": (0x0980, 0x09FF),
    "NotoSansGurmukhi": (0x0A00, 0x0A7F),
    "NotoSansGujarati": (0x0A80, 0x0AFF),
    "NotoSansOriya": (0x0B00, 0x0B7F),
    "NotoSansTamil": (0x0B80, 0x0BFF),
    "NotoSansTelugu": (0x0C00, 0x0C7F),
    "NotoSansKannada": (0x0C80, 0x0CFF),
    "NotoSansMalayalam": (0x0D00, 0x0D7F),
    "NotoSansSinhala": (0x0D80, 0x0DFF),
    "NotoSansLao": (0x0E80, 0x0EFF),
    "NotoSerifTibetan": (0x0F00, 0x0FFF),
    "NotoSansMyanmar": (0x1000, 0x109F),
    "NotoSansEthiopic": (0x1200, 0x139F),
    "NotoSansKhmer": (0x1780, 0x17FF),
}
"""A font of the system for each, with the letters that it is for: it comes before the others, because it knows how its
letters are joined."""
JOINED = ((0x0300, 0x036F), (0x0590, 0x109F), (0x1780, 0x17FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))
"""Letters that are placed by their neighbours, or are read from the right."""
IN_BASE = {"Deva": (0x0900, 0x097F), "Thai": (0x0E00, 0x0E7F)}
"""Scripts that stand in the font of everything else: which one it is must be said, or they are joined as Latin is."""
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# No font here has every letter of the world: this stands for one that none has.
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


# It says at every letter which table of the font it leaves out.
logging.getLogger("fontTools.subset").setLevel(logging.ERROR)


@lru_cache(maxsize=1)
def _folder() -> Path:
    made = Path(tempfile.mkdtemp(prefix="onward-fonts-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@lru_cache(maxsize=1)
def _installed() -> dict[str, Path]:
    """The fonts of the system by their file's name, of those that are known here."""
    wanted = {EASTERN, *(f"{family}-{style}" for family in SCRIPTS for style in ("Regular", "Bold"))}
    found = (path for folder in FOLDERS for path in sorted(folder.rglob("*.ttf")))
    return {path.stem: path for path in found if path.stem in wanted}


@lru_cache(maxsize=64)
def path_of(family: str, style: str) -> Path:
    """Where this font's file is; the regular one stands for a bold one that is not installed. Raises KeyError."""
    if (family, style) in FILES:
        path = _folder() / f"{family}{style}.ttf"
        # Another thread may be reading it: it gets its name when it is whole.
        begun = path.with_suffix(f".{threading.get_ident()}")
        begun.write_bytes(_carried(family, style))
        return begun.replace(path)
    installed = _installed()
    bold = installed.get(f"{family}-Bold") if style == "B" else None
    return bold or installed[EASTERN if family == EASTERN else f"{family}-Regular"]


@lru_cache(maxsize=64)
def letters_of(family: str) -> frozenset[int]:
    """The code points that a family has, in regular and in bold; none where it is not installed."""
    if (family, "") in FILES:
        files = [BytesIO(_carried(family, style)) for style in ("", "B")]
    elif family == EASTERN or f"{family}-Regular" in _installed():
        try:
            files = [BytesIO(path_of(family, style).read_bytes()) for style in ("", "B")]
        except KeyError:
            return frozenset()
    else:
        return frozenset()
    both = (TTFont(file, lazy=True).getBestCmap() for file in files)
    return frozenset.intersection(*(frozenset(each) for each in both))


def families_for(text: str) -> tuple[str, ...]:
    """The families that are needed to write this text: each for the letters that those before it have not.

    A script's own font comes first, and takes the marks between its letters with it; the one of everything else is
    always there.
    """
    left = frozenset(map(ord, text))
    needed = []
    for family in (*_own_fonts(left), *ANY_SCRIPT):
        if family == BASE or left & letters_of(family):
            needed.append(family)
            left -= letters_of(family)
    return tuple(needed)


def is_joined(text: str) -> bool:
    """Whether its letters are more than one after another from left to right."""
    return any(_has(frozenset(map(ord, text)), letters) for letters in JOINED)


def script_of(text: str) -> str | None:
    """The one script that must be named when this text is drawn; None when there is none, or another one beside it."""
    letters = frozenset(map(ord, text))
    found = [script for script, those in IN_BASE.items() if _has(letters, those)]
    is_alone = len(found) == 1 and families_for(text)[0] == BASE
    return found[0] if is_alone and not any(_is_from_right(each) for each in text) else None


def written(text: str) -> str:
    """The text with a mark in place of each letter that no font has.

    What is never seen leaves none, and what would turn the words around it is left out.
    """
    return "".join(_shown(each) for each in text if each not in TURNING)


def _shown(letter: str) -> str:
    if letter == "\n" or _is_known(letter):
        return letter
    return "" if unicodedata.category(letter) == "Cf" else UNKNOWN


def _is_known(letter: str) -> bool:
    code = frozenset((ord(letter),))
    return any(code & letters_of(family) for family in (*_own_fonts(code), *ANY_SCRIPT))


def _own_fonts(letters: Collection[int]) -> list[str]:
    return [family for family, those in SCRIPTS.items() if _has(letters, those) and letters_of(family)]


def _has(letters: Collection[int], those: tuple[int, int]) -> bool:
    return any(those[0] <= each <= those[1] for each in letters)


def _is_from_right(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")


def _carried(family: str, style: str) -> bytes:
    found: bytes = pymupdf_fonts.fontbuffers[FILES[family, style]]()
    return found
