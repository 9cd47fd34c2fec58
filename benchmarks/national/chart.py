"""The chart: for each number of services who answers how fast, from p50 to p99, on a scale of powers of ten."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from pathlib import Path
from xml.etree import ElementTree as xml

Bar = tuple[str, tuple[float, float, float]]
"""A name, and p50, p95 and p99 in milliseconds."""
NAMES, WIDTH, LINE, RIGHT = 290, 820, 26, 70
OURS, OTHERS, GREY = "#00703c", "#1d70b8", "#6f777b"
STYLE = "text { font: 13px sans-serif; fill: #0b0c0c } .small { font-size: 11px } .title { font-weight: bold }"


def draw(path: Path, title: str, panels: Sequence[tuple[str, Sequence[Bar]]]) -> None:
    """Write the picture; each panel has a heading and its bars."""
    values = [value for _, bars in panels for _, three in bars for value in three]
    low, high = floor(log10(max(min(values), 0.1))), ceil(log10(max(values)))
    height = 60 + sum(LINE * (len(bars) + 1) + 14 for _, bars in panels) + 30
    root = xml.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height}", role="img")
    xml.SubElement(root, "title").text = title
    xml.SubElement(root, "style").text = STYLE
    _box(root, 0, 0, WIDTH, height, "#ffffff")
    _text(root, 12, 26, title, css="title")
    top = 48
    for power in range(low, high + 1):
        x = _x(10.0**power, low, high)
        _line(root, x, top, x, height - 30, "#d5d8da")
        _text(root, x, height - 14, f"{10.0**power:g} ms", anchor="middle", css="small")
    for heading, bars in panels:
        _text(root, 12, top + 16, heading, css="title")
        top += LINE
        for name, three in bars:
            _bar(root, top, name, three, low, high)
            top += LINE
        top += 14
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(xml.tostring(root, encoding="unicode") + "\n", encoding="utf-8")


def _bar(root: xml.Element, top: float, name: str, three: tuple[float, float, float], low: int, high: int) -> None:
    colour = OURS if name.startswith("ours") else OTHERS
    p50, p95, p99 = (_x(value, low, high) for value in three)
    middle = top + LINE / 2
    _text(root, NAMES - 8, middle + 4, name, anchor="end")
    _box(root, p50, middle - 6, max(2.0, p95 - p50), 12, colour)
    _line(root, p95, middle, p99, middle, colour)
    _line(root, p99, middle - 5, p99, middle + 5, colour)
    _text(root, p99 + 6, middle + 4, f"{three[1]:.1f}", css="small")


def _x(value: float, low: int, high: int) -> float:
    part = (log10(max(value, 10.0**low)) - low) / max(1, high - low)
    return NAMES + part * (WIDTH - NAMES - RIGHT)


def _text(root: xml.Element, x: float, y: float, said: str, anchor: str = "start", css: str = "") -> None:
    given = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor} | ({"class": css} if css else {})
    xml.SubElement(root, "text", given).text = said


def _box(root: xml.Element, x: float, y: float, width: float, height: float, colour: str) -> None:
    given = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}", "fill": colour}
    xml.SubElement(root, "rect", given)


def _line(root: xml.Element, x: float, y: float, to_x: float, to_y: float, colour: str) -> None:
    given = {"x1": f"{x:.1f}", "y1": f"{y:.1f}", "x2": f"{to_x:.1f}", "y2": f"{to_y:.1f}", "stroke": colour}
    xml.SubElement(root, "line", given)
