"""A letter as a PDF: its sections under their headings, in British English, the same bytes every time."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from directory.letters.fonts import BASE, UNKNOWN, families_for, is_joined, path_of, script_of, written
from directory.letters.models import Letter

MARGIN_MM, LINE_MM = 22.0, 5.6
INK, SOFT = (20, 28, 38), (92, 100, 112)
TO_TELL = "Please tell: "
NOT_DRAWN = {
    "heading": "Some letters are missing",
    "text": f"No font here has some of the letters of this referral: {UNKNOWN} stands in place of each. Please read "
    "the referral on its page, or ask the sender, before you rely on a name.",
    "is_prompt": False,
}
"""What stands first in a letter that does not say all that it should."""


class _Page(FPDF):
    """A page with its title and number at the foot."""

    foot = ""
    total = "{nb}"
    """What stands for the number of pages until it is known."""

    def footer(self) -> None:
        """The title and the number of the page."""
        self.set_y(-15)
        # It comes in the middle of a section, whose fonts must stay chosen; a title is a word and a reference.
        self.set_font(BASE, size=8)
        self.set_text_color(*SOFT)
        self.cell(0, 8, f"{self.foot}, page {self.page_no()} of {self.total}", align="C")


def render(letter: Letter) -> bytes:
    """The letter as a PDF file."""
    title, sections = _composed(letter.title), [_cleaned(section) for section in letter.sections]
    if UNKNOWN in _all_text(title, sections):
        sections.insert(0, NOT_DRAWN)
    pdf = _begin(letter, title, _all_text(title, sections))
    _use(pdf, title, "B", 17)
    pdf.set_text_color(*INK)
    _write(pdf, 8.5, title)
    for section in sections:
        _draw(pdf, section)
    return bytes(pdf.output())


def _begin(letter: Letter, title: str, text: str) -> _Page:
    pdf = _Page(format="A4")
    while pdf.total in text:
        pdf.total = f"{{{pdf.total}}}"
    pdf.alias_nb_pages(pdf.total)
    pdf.set_creation_date(letter.created_at)
    pdf.set_lang("en-GB")
    pdf.set_title(letter.title)
    pdf.set_creator("Onward")
    pdf.set_margins(MARGIN_MM, MARGIN_MM)
    pdf.set_auto_page_break(True, margin=MARGIN_MM)
    for family in families_for(text):
        for style in ("", "B"):
            pdf.add_font(family, style, path_of(family, style))
    pdf.foot = title
    pdf.add_page()
    return pdf


def _draw(pdf: FPDF, section: dict[str, Any]) -> None:
    pdf.ln(3.5)
    _use(pdf, section["heading"], "B", 10.5)
    pdf.set_text_color(*INK)
    _write(pdf, LINE_MM, section["heading"])
    _use(pdf, section["text"], "", 10.5)
    pdf.set_text_color(*(SOFT if section["is_prompt"] else INK))
    _write(pdf, LINE_MM, section["text"])


def _use(pdf: FPDF, text: str, style: str, size: float) -> None:
    """Choose the fonts that this text needs; letters are joined only where they must be, which takes longer."""
    first, *others = families_for(text)
    if is_joined(text):
        # The letter is English: a line reads from the left, whatever name stands in it.
        pdf.set_text_shaping(True, direction="ltr", script=script_of(text))
    else:
        pdf.set_text_shaping(False)
    pdf.set_font(first, style, size)
    pdf.set_fallback_fonts(others, exact_match=False)


def _write(pdf: FPDF, height: float, text: str) -> None:
    pdf.multi_cell(0, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _cleaned(section: dict[str, Any]) -> dict[str, Any]:
    is_prompt = bool(section.get("is_prompt"))
    text = (TO_TELL if is_prompt else "") + str(section["text"])
    composed = {"heading": str(section["heading"]), "text": text}
    return {name: _composed(value) for name, value in composed.items()} | {"is_prompt": is_prompt}


def _composed(text: str) -> str:
    return written(unicodedata.normalize("NFC", text))


def _all_text(title: str, sections: Iterable[dict[str, Any]]) -> str:
    return "".join([title, *(section["heading"] + section["text"] for section in sections)])
