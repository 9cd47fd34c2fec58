"""Changes to the code that no test sees, and why: ``survivors.yaml``, by reason and by function.

A change is written as the line it leaves, so that it is found again when others are added before it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LISTED = Path(__file__).with_name("survivors.yaml")
STRICT = "the lists are made together: `strict` only guards against a slip in the code"
"""Said of every change to nothing but ``strict=``, wherever it is."""


def reasons() -> dict[tuple[str, str], str]:
    """For each change that is listed, by function and by the line it leaves, why no test can see it."""
    return {(function, line): reason for function, line, reason in rows()}


def rows() -> Iterator[tuple[str, str, str]]:
    """Function, line and reason of every change that is listed."""
    listed: list[dict[str, Any]] = yaml.safe_load(LISTED.read_text(encoding="utf-8"))
    for group in listed:
        for function, lines in group["changes"].items():
            yield from ((function, line, group["reason"]) for line in lines)


def reason_of(name: str, tree: Path) -> str | None:
    """Why no test can see this mutant, which stands in the copy of the project at ``tree``; None where nobody knows."""
    line = left_by(name, tree)
    return STRICT if _is_strict_only(name, tree) else reasons().get((function_of(name), line))


def function_of(name: str) -> str:
    """``matching.times.x_is_gap__mutmut_3`` -> ``matching.times.is_gap``."""
    module, _, mutant = name.rpartition(".")
    mangled = mutant.partition("__mutmut_")[0].removeprefix("x")
    return f"{module}.{'.'.join(mangled.split('ǁ')[1:]) or mangled.removeprefix('_')}"


def left_by(name: str, tree: Path) -> str:
    """The lines that a mutant has in the place of what stands in the source, as one; "-" before what it only drops."""
    dropped, added = _changed(name, tree)
    return " ".join(added) or f"- {' '.join(dropped)}"


def _is_strict_only(name: str, tree: Path) -> bool:
    dropped, added = (" ".join(lines) for lines in _changed(name, tree))
    return any(dropped.replace("strict=True", other) == added for other in ("strict=None", "strict=False", ""))


def _changed(name: str, tree: Path) -> tuple[list[str], list[str]]:
    module, _, mutant = name.rpartition(".")
    sources = _functions(tree / "mutants" / f"{module.replace('.', '/')}.py")
    return _apart(sources[f"{mutant.partition('__mutmut_')[0]}__mutmut_orig"], sources[mutant])


def _apart(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that differ, without their names: the first line of a function is its own."""
    lines = (text.split("\n")[1:] for text in (before, after))
    found = [each for each in unified_diff(*lines, n=0, lineterm="") if not each.startswith(("---", "+++", "@@"))]
    return _of("-", found), _of("+", found)


def _of(sign: str, lines: Iterable[str]) -> list[str]:
    return [line[1:].strip() for line in lines if line.startswith(sign)]


@cache
def _functions(path: Path) -> dict[str, str]:
    source = path.read_text(encoding="utf-8")
    lines = source.split("\n")
    return {
        node.name: "\n".join(lines[node.lineno - 1 : node.end_lineno])
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
    }
