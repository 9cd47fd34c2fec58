"""A letter as a PDF: the glyphs of any name, pages with numbers, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fpdf import FPDF

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
def system_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """What the system has: no font, until it is told of one with these letters."""
    monkeypatch.setattr(fonts, "FOLDERS", (tmp_path / "nowhere", tmp_path))

    def install(letters: str, name: str = fonts.EASTERN) -> None:
        (tmp_path / "truetype").mkdir(exist_ok=True)
        _font_with(letters, tmp_path / "truetype" / f"{name}.ttf")
        _forget()

    _forget()
    yield install
    _forget()


def _forget() -> None:
    for each in (fonts._installed, fonts.letters_of, fonts.path_of):
        each.cache_clear()


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


NAMES = {
    "NotoSansArmenian": "Արամ", "NotoSansThaana": "މުހައްމަދު", "NotoSansDevanagari": "क्षत्रिय",
    "NotoSansBengali": "শ্রীকান্ত", "NotoSansGurmukhi": "ਗੁਰਪ੍ਰੀਤ", "NotoSansGujarati": "નરેન્દ્ર", "NotoSansOriya": "ବିଜୟ",
    "NotoSansTamil": "கிருஷ்ண", "NotoSansTelugu": "శ్రీనివాస", "NotoSansKannada": "ಕೃಷ್ಣ", "NotoSansMalayalam": "ശ്രീകുമാർ",
    "NotoSansSinhala": "ශ්‍රී", "NotoSansLao": "ສົມພອນ", "NotoSerifTibetan": "བསྟན", "NotoSansMyanmar": "အောင်",
    "NotoSansEthiopic": "ሃይሌ", "NotoSansKhmer": "សុភា",
}  # fmt: skip


def test_there_is_a_name_for_every_script_that_has_a_font_of_its_own() -> None:
    assert NAMES.keys() == fonts.SCRIPTS.keys()


@pytest.mark.parametrize(("family", "name"), NAMES.items())
def test_a_script_is_drawn_by_its_own_font_where_that_is_installed(
    system_font: Callable[..., None], family: str, name: str
) -> None:
    system_font(name, f"{family}-Regular")
    assert fonts.families_for(f"{name}, born 1984")[0] == family
    file = pdf.render(letter(f"{name}, born 1984"))
    assert fonts.UNKNOWN not in characters(file)
    assert set(name) <= set(characters(file))
    assert set("Ann 1984") - {" "} <= set(characters(pdf.render(letter(f"Ann {name} 1984"))))


@pytest.mark.parametrize(("family", "name"), NAMES.items())
def test_the_real_fonts_draw_every_name_where_they_are_installed(family: str, name: str) -> None:
    if not fonts.letters_of(family):
        return
    assert fonts.written(name) == name
    assert fonts.UNKNOWN not in characters(pdf.render(letter(f"Dear {name}")))


def test_letters_that_are_joined_are_drawn_joined_and_from_their_own_side() -> None:
    # Its first, middle and last form are three glyphs, and each says which letter it is.
    assert characters(pdf.render(letter("ععع"))).count("ع") == 3
    assert fonts.is_joined("Dear علي")
    assert not fonts.is_joined("Dear Łukasz Ωμέγα Жанна 张伟")


@pytest.mark.usefixtures("system_font")
def test_what_the_font_of_everything_else_joins_is_joined_among_english_words() -> None:
    assert fonts.script_of("Dear अनिता") == "Deva"
    assert fonts.script_of("Dear ไทย") == "Thai"
    assert [fonts.script_of(text) for text in ("Dear Ann", "Dear अनिता and علي", "अनिता and ไทย")] == [None, None, None]
    assert "क्ष" in characters(pdf.render(letter("Dear क्षत्रिय, born 1984")))


def test_the_font_of_the_system_draws_what_the_others_have_not(system_font: Callable[..., None]) -> None:
    system_font("张伟")
    drawn = characters(pdf.render(letter("Dear 张伟, Ωμέγα")))
    assert set("张伟Ωμέγα") <= set(drawn)
    assert fonts.UNKNOWN not in drawn


@pytest.mark.usefixtures("system_font")
@pytest.mark.parametrize("name", ["张伟", "😀", "\U00012000", "শ্রী"])
def test_what_no_font_has_is_marked_and_does_not_stop_the_letter(name: str) -> None:
    assert fonts.written(name) == fonts.UNKNOWN * len(name)
    assert fonts.UNKNOWN in characters(pdf.render(letter(f"Dear {name}")))


@pytest.mark.usefixtures("system_font")
def test_a_letter_with_a_mark_in_it_begins_by_saying_so(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    draw = pdf._draw
    monkeypatch.setattr(pdf, "_draw", lambda page, section: (drawn.append(section["heading"]), draw(page, section)))
    pdf.render(letter("Dear Ann"))
    assert drawn == ["Reason", "Bite"]
    pdf.render(letter("Dear 张伟"))
    assert drawn[2:] == ["Some letters are missing", "Reason", "Bite"]


def test_what_is_never_seen_leaves_no_mark_and_turns_nothing_around() -> None:
    assert fonts.written("Ann\u2066\u202e\U000e0041 علي") == "Ann علي"


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


@pytest.mark.parametrize("typed", ["{nb}", "{{nb}} lumps of {nb}", "page {nb}"])
def test_what_stands_for_the_number_of_pages_may_be_typed(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    replaced = FPDF.alias_nb_pages
    monkeypatch.setattr(
        FPDF, "alias_nb_pages", lambda self, alias="{nb}": written.append(alias) or replaced(self, alias)
    )
    pdf.render(letter(typed))
    assert written[-1] not in typed
