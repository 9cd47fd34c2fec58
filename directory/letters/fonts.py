"""The fonts of a letter: FiraGO, and Noto Sans for what it has not; unpacked once a process."""

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
# No font here has every letter of the world: this stands for one that neither has.
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
    path = _folder() / f"{family}{style}.ttf"
    path.write_bytes(_bytes_of(family, style))
    return path


@lru_cache(maxsize=4)
def letters_of(family: str) -> frozenset[int]:
    """The code points that a family has, in regular and in bold."""
    both = (TTFont(BytesIO(_bytes_of(family, style)), lazy=True).getBestCmap() for style in ("", "B"))
    return frozenset.intersection(*(frozenset(each) for each in both))


def families_for(text: str) -> tuple[str, ...]:
    """The families that are needed to write this text."""
    codes = frozenset(map(ord, text)) - letters_of("FiraGO")
    return ("FiraGO", "NotoSans") if codes & letters_of("NotoSans") else ("FiraGO",)


def written(text: str) -> str:
    """The text with a mark in place of each letter that no font has."""
    return "".join(each if each == "\n" or _is_known(each) else UNKNOWN for each in text)


def _is_known(letter: str) -> bool:
    return ord(letter) in letters_of("FiraGO") or ord(letter) in letters_of("NotoSans")


def _bytes_of(family: str, style: str) -> bytes:
    found: bytes = pymupdf_fonts.fontbuffers[FILES[family, style]]()
    return found
