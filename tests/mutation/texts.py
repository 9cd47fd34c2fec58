"""``python -m tests.mutation.texts [PATTERN ...]``: texts at random, tried on the mutants of the reading that survived.

A text is a row of cues, concepts, times, joining words and slips. One that is read otherwise under a mutant is printed
with it: the row to write. It needs the copy that ``python -m tests.mutation`` leaves.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sys
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from importlib import import_module
from pathlib import Path
from typing import Any

import click

WORK = Path(__file__).parents[2] / ".cache" / "mutate"
SOURCES = "cues denials persons talk talk_lists endings times carrying reading".split()
CONCEPTS = """stroke|chest pain|lip white|diabetes|warfarin|lupus|epilepsy|pregnant|acne|severe acne|melanoma|mole|
jaw pain|lip filler|botox|rash|fever|bruising|swelling|surgery|heart attack|depression|asthma|penicillin allergy|
cannot see|roaccutane|BDD|keloid|cold sore|cancer|insulin|aspirin|seizure|anaphylaxis|numb lip|headache|blood clot|
rosacea|high blood pressure|hepatitis|HIV|tooth abscess|lump|pacemaker|laser|peel|OD|hyaluronidase|TIA|
eczema|self harm""".replace("\n", "").split("|")
TIMES = """3 years ago|last year|last month|yesterday|2 weeks ago|in 2015|since March|for 5 years|for 3 days|
this morning|2 days later|in June|as a child|now|today|again last month|2019|3/52 ago""".replace("\n", "").split("|")
JOINING = """and|or|but|no|not|never|with|after|since|from|her|his|mum|husband|she|he|
patient|is|has|had|had no|denies|on|
takes|the|a|still|both|also|of|in|for|to|who|nor|except|family history of|history of|worried about|discussed""".replace(
    "\n", ""
).split("|")
MARKS = ", ; . - ? : / ( ) & +".split()
MOST_S = 150
ENOUGH = 5


class _TooLongError(Exception):
    pass


def made(chance: random.Random, cues: list[list[str]]) -> str:
    """One text."""
    words = " ".join(_piece(chance, cues) for _ in range(chance.randint(2, 9)))
    return re.sub(r" ([,;.:?)])", r"\1", words)


def _piece(chance: random.Random, cues: list[list[str]]) -> str:
    at = chance.random()
    if at < 0.36:
        word = chance.choice(CONCEPTS)
        return _slipped(chance, word) if chance.random() < 0.06 else word
    if at < 0.72:
        return chance.choice(chance.choice(cues))
    return chance.choice(TIMES if at < 0.8 else JOINING if at < 0.93 else MARKS)


def _slipped(chance: random.Random, word: str) -> str:
    at = chance.randrange(max(1, len(word) - 1))
    return word[:at] + (word[at + 1 : at + 2] + word[at] if chance.random() < 0.5 else "") + word[at + 2 :]


def cues_in(values: Any) -> list[str]:
    """The words of a cue list, however it is kept."""
    rows: Any = values
    if isinstance(values, dict):
        rows = [row for key, cues in values.items() for row in (cues if isinstance(cues, tuple | list) else (key,))]
    if not isinstance(rows, list | tuple | set | frozenset):
        return []
    return sorted({" ".join(row) if isinstance(row, tuple) else row for row in rows if isinstance(row, str | tuple)})


def main(seed: int, number: int, patterns: list[str]) -> None:
    """Try the texts in the copy of the project, whose folder of mutants is the current one."""
    trampoline = import_module("mutmut.mutation.trampoline")
    vocabulary, forget = _vocabulary()
    named = (item for name in SOURCES for item in vars(import_module(f"matching.{name}")).items())
    lists = [cues_in(value) for name, value in named if name.isupper()]
    chance = random.Random(seed)
    texts = [made(chance, [each for each in lists if each]) for _ in range(number)]
    before = {text: _read(vocabulary, text) for text in texts}
    signal.signal(signal.SIGALRM, _too_long)
    count = seen = 0
    for name in _survivors(patterns):
        trampoline.get_mutant_under_test = lambda name=name: name
        forget()
        count += 1
        if found := _differing(vocabulary, before):
            seen += 1
            click.echo(f"{name}: {found}")
        trampoline.get_mutant_under_test = lambda: ""
        forget()
    click.echo(f"{count} survivors, {number} texts of seed {seed}: {seen} seen")


def _differing(vocabulary: Any, before: dict[str, Any]) -> str:
    """The shortest of the first texts that are read otherwise; empty where none is."""
    found: list[str] = []
    signal.alarm(MOST_S)
    try:
        for text, reading in before.items():
            if _read(vocabulary, text) != reading:
                found.append(text)
            if len(found) == ENOUGH:
                break
    except _TooLongError:
        pass
    finally:
        signal.alarm(0)
    return min(found, key=len, default="")


def _too_long(*_: object) -> None:
    raise _TooLongError


def _read(vocabulary: Any, text: str) -> Any:
    try:
        return vocabulary.read(text)
    except _TooLongError:
        raise
    except Exception as wrong:  # what a mutant does is not known
        return repr(wrong)


def _vocabulary() -> tuple[Any, Callable[[], None]]:
    registry = import_module("matching.plugin_manager").build_registry(
        import_module("plugins").BUILTIN, load_entry_points=False
    )
    registry.vocabulary.prepare()
    text, book = import_module("matching.text"), registry.vocabulary._indexed[0]
    cached = (text.fold, text.singular, book._words.guess, book._whole.guess)

    def forget() -> None:
        for each in cached:
            each.cache_clear()

    return registry.vocabulary, forget


def _survivors(patterns: list[str]) -> Iterator[str]:
    for path in sorted(Path("matching").glob("*.py.meta")):
        for name, code in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            if code == 0 and (not patterns or any(fnmatchcase(name, pattern) for pattern in patterns)):
                yield name


@click.command()
@click.argument("patterns", nargs=-1)
@click.option("--seed", default=1, show_default=True, help="Which texts.")
@click.option("--texts", default=5000, show_default=True, help="How many.")
def command(patterns: tuple[str, ...], seed: int, texts: int) -> None:
    """Try random texts on the mutants that survived, and say which of them some text sees."""
    mutants = WORK / "tree" / "mutants"
    if not mutants.is_dir():
        raise click.ClickException("There is no run to look at. Run: make mutate")
    os.chdir(mutants)
    sys.path[:0] = [str(mutants), str(WORK / "lib")]
    os.environ["MUTANT_UNDER_TEST"] = ""
    main(seed, texts, list(patterns))


if __name__ == "__main__":
    command()
