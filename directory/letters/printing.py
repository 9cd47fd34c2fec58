"""Draw a letter: what draws takes a second to load, which only whoever asks for the first letter should wait for."""

from __future__ import annotations

from importlib import import_module

from directory.letters.models import Letter


def render(letter: Letter) -> bytes:
    """The letter as a PDF."""
    drawn: bytes = import_module("directory.letters.pdf").render(letter)
    return drawn
