"""A letter as a PDF: its sections under their headings, in British English, the same bytes every time."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from directory.letters.fonts import families_for, path_of, written
from directory.letters.models import Letter

MARGIN_MM, LINE_MM = 22.0, 5.6
INK, SOFT = (20, 28, 38), (92, 100, 112)
TO_TELL = "Please tell: "


class _Page(FPDF):
    """A page with its title and number at the foot."""

    foot = ""

    def footer(self) -> None:
        """The title and the number of the page."""
        self.set_y(-15)
        self.set_font("FiraGO", size=8)
        self.set_text_color(*SOFT)
        self.cell(0, 8, f"{self.foot}, page {self.page_no()} of {{nb}}", align="C")


def render(letter: Letter) -> bytes:
    """The letter as a PDF file."""
    sections = [_cleaned(section) for section in letter.sections]
    pdf = _begin(letter, _all_text(letter.title, sections))
    pdf.set_font("FiraGO", "B", 17)
    pdf.set_text_color(*INK)
    _write(pdf, 8.5, written(letter.title))
    for section in sections:
        _draw(pdf, section)
    return bytes(pdf.output())


def _begin(letter: Letter, text: str) -> _Page:
    pdf = _Page(format="A4")
    pdf.set_creation_date(letter.created_at)
    pdf.set_lang("en-GB")
    pdf.set_title(letter.title)
    pdf.set_creator("Onward")
    pdf.set_margins(MARGIN_MM, MARGIN_MM)
    pdf.set_auto_page_break(True, margin=MARGIN_MM)
    families = families_for(text)
    for family in families:
        for style in ("", "B"):
            pdf.add_font(family, style, path_of(family, style))
    pdf.set_fallback_fonts(list(families[1:]), exact_match=False)
    pdf.foot = letter.title
    pdf.add_page()
    return pdf


def _draw(pdf: FPDF, section: dict[str, Any]) -> None:
    pdf.ln(3.5)
    pdf.set_font("FiraGO", "B", 10.5)
    pdf.set_text_color(*INK)
    _write(pdf, LINE_MM, section["heading"])
    pdf.set_font("FiraGO", "", 10.5)
    pdf.set_text_color(*(SOFT if section["is_prompt"] else INK))
    _write(pdf, LINE_MM, section["text"])


def _write(pdf: FPDF, height: float, text: str) -> None:
    pdf.multi_cell(0, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _cleaned(section: dict[str, Any]) -> dict[str, Any]:
    is_prompt = bool(section.get("is_prompt"))
    text = (TO_TELL if is_prompt else "") + str(section["text"])
    composed = {"heading": str(section["heading"]), "text": text}
    return {name: written(unicodedata.normalize("NFC", value)) for name, value in composed.items()} | {
        "is_prompt": is_prompt
    }


def _all_text(title: str, sections: Iterable[dict[str, Any]]) -> str:
    return "".join([title, *(section["heading"] + section["text"] for section in sections)])
