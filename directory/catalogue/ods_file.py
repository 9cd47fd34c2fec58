"""Reading an NHS ODS file line by line, so that a broken line spoils itself and nothing else.

The files have no header and 27 quoted columns: 1 code, 2 name, 5 to 9 address, 10 postcode, 13 status, 18 telephone,
26 prescribing setting (NHS Digital's data dictionary for epraccur and its sister files).
"""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from directory.errors import Refused

COLUMNS = 27
LONGEST_LINE = 10_000
STATUSES = {"A": "active", "C": "closed", "D": "dormant", "P": "proposed"}
_CODE = re.compile(r"[A-Z0-9]{3,12}", re.ASCII)
_FORMULA = re.compile(r"[=@+]|-[^\s\d]")
_BY_SEMICOLONS = f"It is separated by semicolons, not by commas: {COLUMNS} columns were expected."
_HEADER_CODES = frozenset({"code", "orgcode", "organisationcode", "odscode", "practicecode"})


@dataclass(frozen=True, slots=True)
class Row:
    """One practice as the file has it."""

    line: int
    code: str
    name: str
    address: tuple[str, ...]
    postcode: str
    status: str
    phone: str
    setting: str


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be used, why, and what was done with it."""

    line: int
    reason: str
    done: str = "The line was left out."


@dataclass(frozen=True, slots=True)
class Header:
    """A line with the columns' names, which these files should not have."""

    line: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file is encoded and about how many lines it has."""

    encoding: str
    lines: int


def shape_of(path: Path) -> Shape:
    """Find the encoding by reading the file once. Raises Refused for what is no text file of this kind."""
    decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    feeds = returns = size = 0
    try:
        with path.open("rb") as file:
            start = file.read(4096)
            _refuse_other_kinds(start)
            chunk = start
            while chunk:
                size += len(chunk)
                feeds, returns = feeds + chunk.count(b"\n"), returns + chunk.count(b"\r")
                decoder = _fed(decoder, chunk)
                chunk = file.read(1 << 20)
    except OSError as problem:
        raise Refused(f"The file {path.name} cannot be read: {problem.strerror}.", field="file") from None
    if not size:
        raise Refused("The file is empty: nothing was imported.", field="file")
    return Shape("utf-8-sig" if _fed(decoder, b"", final=True) else "cp1252", max(feeds, returns, 1))


def _fed(
    decoder: codecs.IncrementalDecoder | None, chunk: bytes, *, final: bool = False
) -> codecs.IncrementalDecoder | None:
    """The decoder after one more piece, or None once something was not UTF-8."""
    try:
        if decoder is not None:
            decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return None
    return decoder


def _refuse_other_kinds(start: bytes) -> None:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or start.count(b"\0") * 4 > len(start):
        raise Refused('The file is in UTF-16. Save it again as "CSV UTF-8" and import that.', field="file")
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Refused("This is a spreadsheet or a zip archive. Save or unpack it as CSV and import that.", field="file")


def read(path: Path, encoding: str) -> Iterator[Row | BadLine | Header]:
    """Every line that is not blank as a row, a bad line or a header. Lines end in LF, CR or both."""
    for number, text in _lines(path, encoding):
        if text.strip():
            yield _line(number, text)


def _lines(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    with path.open(encoding=encoding, errors="replace", newline=None) as file:
        number, text = 0, ""
        while piece := file.readline(LONGEST_LINE + 1):
            # A longer line is kept up to a piece more than is allowed, so that it is seen to be too long.
            text = text + piece if len(text) <= LONGEST_LINE else text
            if piece.endswith("\n"):
                number += 1
                yield number, text.rstrip("\n")
                text = ""
        if text:
            yield number + 1, text


def _line(number: int, text: str) -> Row | BadLine | Header:
    if len(text) > LONGEST_LINE:
        return BadLine(number, f"It is longer than {LONGEST_LINE:,} characters.")
    try:
        cells = [" ".join(cell.split(" ")).strip() for cell in next(csv.reader([text], strict=True))]
    except csv.Error as problem:
        unclosed = "unexpected end" in str(problem)
        quotes = "A quotation mark is not closed." if unclosed else "It has a quotation mark inside a quoted column."
        return BadLine(number, _BY_SEMICOLONS if _has_semicolons(text) else quotes)
    if len(cells) != COLUMNS and _has_semicolons(text):
        return BadLine(number, _BY_SEMICOLONS)
    if _is_header(cells):
        return Header(number)
    reason = _fault(cells)
    return BadLine(number, reason) if reason else _row(number, cells)


def _has_semicolons(text: str) -> bool:
    return text.count(";") >= COLUMNS - 1


def _is_header(cells: list[str]) -> bool:
    return re.sub(r"[^a-z]", "", cells[0].lower()) in _HEADER_CODES


def _fault(cells: list[str]) -> str | None:
    if len(cells) != COLUMNS:
        columns = "1 column" if len(cells) == 1 else f"{len(cells)} columns"
        return f"It has {columns}, not {COLUMNS}."
    for cell in cells:
        if any(unicodedata.category(character) in ("Cc", "Cs", "Cf") for character in cell):
            return "It has a character that cannot be shown."
        if "\ufffd" in cell:
            return "It has bytes that are neither UTF-8 nor Windows-1252."
    if not _CODE.fullmatch(cells[0].upper()):
        return f"The code in column 1 is not an ODS code: {_quoted(cells[0])}."
    if not cells[1]:
        return "The name in column 2 is missing."
    for column in (1, 4, 5, 6, 7, 8):
        if _FORMULA.match(cells[column]):
            return f"Column {column + 1} looks like a spreadsheet's formula: {_quoted(cells[column])}."
        if len(cells[column]) > 100:
            return f"Column {column + 1} is longer than 100 characters."
    if len(cells[9]) > 10:
        return f"The postcode in column 10 is too long: {_quoted(cells[9])}."
    if cells[12].upper() not in STATUSES:
        return f"The status in column 13 is not A, C, D or P: {_quoted(cells[12])}."
    return None


def _quoted(cell: str) -> str:
    return f'"{cell[:40]}"'


def _row(number: int, cells: list[str]) -> Row:
    return Row(
        line=number,
        code=cells[0].upper(),
        name=unicodedata.normalize("NFC", cells[1]),
        address=tuple(unicodedata.normalize("NFC", cell) for cell in cells[4:9] if cell),
        postcode=cells[9].upper(),
        status=cells[12].upper(),
        phone=cells[17],
        setting=cells[25],
    )
