"""An answer of triage as people read it on a terminal: what comes of a case, and on demand why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.markup import escape

HISTORY = (("is_negated", "denied"), ("is_past", "in the past"), ("is_family", "of the family"))


def show(console: Console, answer: dict[str, Any]) -> None:
    """Print one answer; its explanation too where it has one."""
    heading = f"{answer['id']}: " if answer.get("id") else ""
    urgency = f", {answer['urgency']}" if answer["urgency"] else ""
    console.print(f"[bold]{escape(heading)}{answer['decision']}{urgency}[/bold]")
    for line in _explained(answer) if "explanation" in answer else _short(answer):
        console.print(f"  {line}", markup=False, soft_wrap=True)


def _short(answer: dict[str, Any]) -> Iterator[str]:
    for each in answer["recommendations"]:
        yield _recommendation(each)
        yield from (f"  {reason['text']}" for reason in each["reasons"])
    yield from (reason["text"] for reason in answer["reasons"])
    if answer["unrecognised"]:
        yield f"Not understood: {', '.join(answer['unrecognised'])}"
    if answer["not_assessed"]:
        yield f"Could not be assessed: {', '.join(answer['not_assessed'])}"


def _explained(answer: dict[str, Any]) -> Iterator[str]:
    why = answer["explanation"]
    yield from _section("Who is needed", [_recommendation(each) for each in answer["recommendations"]], "nobody")
    yield from _section("Understood", [_term(each) for each in why["understood"]], "nothing")
    yield from _section("Not understood", answer["unrecognised"], "nothing was left over")
    yield from _section("Rules that spoke", [line for rule in why["rules"] for line in _rule(rule)], "none")
    decided = why["decided_by"] or ["no rule bars treatment"]
    yield f"Decided {answer['decision']} by: {', '.join(decided)}"
    withheld = [f"{each['specialty']}, because of {', '.join(each['because'])}" for each in why["withheld"]]
    yield from _section("Withheld", withheld, "nothing")
    yield from _section("Still worth asking", [each["text"] for each in answer["questions"]], "nothing")
    yield from _section("Could not be assessed", answer["not_assessed"], "every plugin answered")
    yield f"Versions: {', '.join(f'{name} {version}' for name, version in answer['rules'].items())}"


def _section(heading: str, lines: Iterable[str], none: str) -> Iterator[str]:
    listed = list(lines)
    yield f"{heading}:" if listed else f"{heading}: {none}"
    yield from (f"  {line}" for line in listed)


def _recommendation(each: dict[str, Any]) -> str:
    needs = f" with {', '.join(each['needs'])}" if each["needs"] else ""
    register = f", on the {each['specialist_register']} specialist register" if each["specialist_register"] else ""
    return f"{each['specialty']} ({each['urgency']}){needs}{register}"


def _term(each: dict[str, Any]) -> str:
    said = ", ".join([words for name, words in HISTORY if each[name]] + each["qualifiers"])
    slip = " (read as a slip of the pen)" if each["corrected_from"] else ""
    counts = "" if each["is_present"] else "; does not count"
    return f"“{each['typed']}” -> {each['label']} [{each['code']}]{slip}{f': {said}' if said else ''}{counts}"


def _rule(rule: dict[str, Any]) -> Iterator[str]:
    yield f"{rule['code']} ({rule['plugin']} {rule['version']}): {', '.join(rule['effects'])}"
    yield f"  {rule['text']}"
    if rule["source"]:
        yield f"  Source: {rule['source']}"
