"""``python -m tests.mutation.texts [PATTERN ...]``: texts at random, tried on the mutants of the reading that survived.

A text is a row of cues, concepts, times, joining words and slips. One that is read otherwise under a mutant is printed
with it: the row to write. Texts that make a mutant differ inside its function (``inside.py``) are read as a whole, and
others are made from them. It needs the copy that ``python -m tests.mutation`` leaves.
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
from time import monotonic
from typing import Any

import click

from tests.mutation.inside import Watch, keep_whole

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
MOST_S = 10
"""Seconds for one reading."""
BETWEEN, CHANGED, KEPT, LONGEST = 3000, 0.6, 4000, 24
"""Texts between two looks at what was found; how many are made from such; how many are kept; words of the longest."""


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


def changed(chance: random.Random, cues: list[list[str]], fruitful: list[str]) -> str:
    """A text near one under which some mutant did something else."""
    words = chance.choice(fruitful).split(" ")
    for _ in range(chance.randint(1, 3)):
        at, way = chance.randrange(len(words)), chance.random()
        if way < 0.45:
            words.insert(at, _piece(chance, cues))
        elif way < 0.7 and len(words) > 1:
            del words[at]
        elif way < 0.85:
            words[at] = _piece(chance, cues)
        else:
            words += chance.choice(fruitful).split(" ")[-4:]
    return " ".join(words[:LONGEST])


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


def main(seed: int, minutes: float, patterns: list[str]) -> None:
    """Try texts in the copy of the project, whose folder of mutants is the current one."""
    vocabulary, forget = _vocabulary()
    named = (item for name in SOURCES for item in vars(import_module(f"matching.{name}")).items())
    lists = [found for name, value in named if name.isupper() and (found := cues_in(value))]
    watch = Watch(_survivors(patterns))
    tried = Tried(vocabulary, forget, watch)
    chance, end, count, fruitful = random.Random(seed), monotonic() + minutes * 60, 0, list[str]()
    while monotonic() < end:
        for _ in range(BETWEEN):
            count += 1
            changing = fruitful and chance.random() < CHANGED
            watch.text = changed(chance, lists, fruitful) if changing else made(chance, lists)
            _read(vocabulary, watch.text)
        fruitful = tried.settle(fruitful)
    with watch.idle():
        for name in sorted({*watch.watched} - watch.called):
            tried.built(name, [made(chance, lists) for _ in range(BETWEEN)])
    differing = sum(name in tried.differing for name in watch.watched)
    click.echo(
        f"{len(watch.watched)} survivors, {count} texts of seed {seed}: {len(tried.seen)} seen, "
        f"{differing - len(tried.seen.keys() & tried.differing)} others differ inside their function and nowhere else"
    )


class Tried:
    """Reads the texts that differ inside a function as a whole, with the mutant and without."""

    def __init__(self, vocabulary: Any, forget: Callable[[], None], watch: Watch) -> None:
        """Have nothing tried yet."""
        self.seen: dict[str, str] = {}
        self.differing: set[str] = set()
        self._vocabulary, self._forget, self._watch = vocabulary, forget, watch
        self._trampoline = import_module("mutmut.mutation.trampoline")

    def settle(self, fruitful: list[str]) -> list[str]:
        """Try what was found, print what is seen, and give the texts from which others are worth making."""
        with self._watch.idle():
            for name, texts in self._watch.found.items():
                self.differing |= {name} if texts else set()
                if name not in self.seen and (text := next((each for each in texts if self._differs(name, each)), "")):
                    self.seen[name] = text
                    click.echo(f"{name}: {text}")
                fruitful = fruitful if name in self.seen else [*fruitful, *texts]
                texts.clear()
            self._as("")
        return fruitful[-KEPT:]

    def built(self, name: str, texts: list[str]) -> None:
        """Try one that only matters while the book of phrases is made: with its own book, on the phrases as well."""
        concepts = self._vocabulary.concepts.values()
        texts = [*texts, *sorted({text for concept in concepts for text in (concept.label, *concept.synonyms)})]
        self._as("")
        before = [_read(self._vocabulary, text) for text in texts]
        self._as(name)
        other = _vocabulary()[0]
        seen = (text for text, reading in zip(texts, before, strict=True) if _read(other, text) != reading)
        if text := next(seen, ""):
            self.seen[name] = text
            click.echo(f"{name}: {text}")
        self._as("")

    def _differs(self, name: str, text: str) -> bool:
        return self._as("", text) != self._as(name, text)

    def _as(self, name: str, text: str = "") -> Any:
        self._trampoline.get_mutant_under_test = lambda: name  # type: ignore[attr-defined]
        self._forget()
        signal.alarm(MOST_S)
        try:
            return _read(self._vocabulary, text) if text else None
        except _TooLongError:
            return "too long"
        finally:
            signal.alarm(0)


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
    model, clauses, spans, spelling = (
        import_module(f"matching.{name}") for name in "model clauses spans spelling".split()
    )
    keep_whole(model.Concept, clauses.Pick, clauses._Phrase, text.Token, spans.Span, spelling.Entry, spelling.Guess)
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
@click.option("--minutes", default=15.0, show_default=True, help="For how long.")
def command(patterns: tuple[str, ...], seed: int, minutes: float) -> None:
    """Try random texts on the mutants that survived, and say which of them some text sees."""
    mutants = WORK / "tree" / "mutants"
    if not mutants.is_dir():
        raise click.ClickException("There is no run to look at. Run: make mutate")
    os.chdir(mutants)
    sys.path[:0] = [str(mutants), str(WORK / "lib")]
    os.environ["MUTANT_UNDER_TEST"] = ""
    signal.signal(signal.SIGALRM, _too_long)
    main(seed, minutes, list(patterns))


if __name__ == "__main__":
    command()
