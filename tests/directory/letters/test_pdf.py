"""A letter as a PDF: the glyphs of any name, pages with numbers, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from directory.letters import fonts, pdf
from directory.letters.models import Letter

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def letter(text: str, title: str = "Referral K7QM-3F2P") -> Letter:
    sections = [
        {"heading": "Reason", "text": text, "is_prompt": False},
        {"heading": "Bite", "text": "x", "is_prompt": True},
    ]
    return Letter(title=title, sections=sections, created_at=AT, version=1)


def characters(file: bytes) -> str:
    """Every character that the file's fonts say they draw, from their ToUnicode tables."""
    tables = re.findall(rb"beginbfchar\n(.*?)\nendbfchar", file, re.DOTALL)
    found = [code for table in tables for code in re.findall(rb"<[0-9A-F]+> <([0-9A-F]+)>", table)]
    return "".join(bytes.fromhex(each.decode()).decode("utf-16-be") for each in found)


@pytest.mark.parametrize(
    "name",
    ["Ann O'Neil", "Łukasz Żółć", "Nguyễn Thị Ánh", "Ωμέγα", "Жанна", "עברית", "علي", "अनिता", "Ó Súilleabháin", "Æsir",
     "ქართული", "ไทย", "Ðorđe", "İpek", "ẞ"],
)  # fmt: skip
def test_the_letters_of_a_name_are_drawn(name: str) -> None:
    drawn = characters(pdf.render(letter(name)))
    assert {each for each in name if not each.isspace()} <= set(drawn)
    assert fonts.UNKNOWN not in drawn


@pytest.fixture
def system_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """What the system has: no font, until it is told of one with these letters."""
    path = tmp_path / "system.ttf"
    monkeypatch.setattr(fonts, "SYSTEM", path)
    fonts.letters_of.cache_clear()
    fonts.path_of.cache_clear()
    yield lambda letters: _font_with(letters, path)
    fonts.letters_of.cache_clear()
    fonts.path_of.cache_clear()


def _font_with(letters: str, path: Path) -> None:
    names = {ord(each): f"uni{ord(each):04X}" for each in letters}
    pen = TTGlyphPen(None)
    for corner in ((0, 0), (0, 700), (500, 700), (500, 0)):
        (pen.moveTo if corner == (0, 0) else pen.lineTo)(corner)
    pen.closePath()
    box, order = pen.glyph(), [".notdef", *names.values()]
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(order)
    made.setupCharacterMap(names)
    made.setupGlyf(dict.fromkeys(order, box))
    made.setupHorizontalMetrics(dict.fromkeys(order, (600, 50)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "System", "styleName": "Regular"})
    made.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    made.setupPost()
    made.save(path)


def test_the_font_of_the_system_draws_what_the_others_have_not(system_font: Callable[[str], None]) -> None:
    system_font("张伟")
    drawn = characters(pdf.render(letter("Dear 张伟, Ωμέγα")))
    assert set("张伟Ωμέγα") <= set(drawn)
    assert fonts.UNKNOWN not in drawn


@pytest.mark.usefixtures("system_font")
@pytest.mark.parametrize("name", ["张伟", "😀", "\U00012000"])
def test_what_no_font_has_is_marked_and_does_not_stop_the_letter(name: str) -> None:
    assert fonts.written(name) == fonts.UNKNOWN * len(name)
    assert pdf.render(letter(f"Dear {name}")).startswith(b"%PDF-")


def test_the_same_letter_is_the_same_file() -> None:
    assert pdf.render(letter("Jaw pain")) == pdf.render(letter("Jaw pain"))
    assert pdf.render(letter("Jaw pain")) != pdf.render(letter("Tooth pain"))


def test_it_says_its_language_and_title() -> None:
    file = pdf.render(letter("Jaw pain"))
    assert b"/Lang (en-GB)" in file
    assert b"/Title" in file


def test_a_long_letter_has_several_pages() -> None:
    file = pdf.render(letter("A line of words\n" * 200))
    assert int(re.search(rb"/Count (\d+)", file)[1]) >= 3  # type: ignore[index]


@pytest.mark.parametrize("text", ["", "\n\n", "x" * 4000, "a b " * 1000, "{nb}", "**bold** __x__", "\\", "(", "%s {0}"])
def test_any_text_can_be_drawn(text: str) -> None:
    assert pdf.render(letter(text)).startswith(b"%PDF-")
