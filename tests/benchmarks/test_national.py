"""The benchmark of a whole country runs, compares every answer, and writes its tables, its chart and what it missed."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.generate import start_of_minute
from benchmarks.national import __main__ as national
from benchmarks.national import report, targets
from benchmarks.national.data import database_path, fill
from benchmarks.national.hold import Held
from benchmarks.national.indexing import Indexed
from benchmarks.national.judging import AS_GOOD, OTHER, SAME, Judge
from benchmarks.national.loading import into_rtree
from benchmarks.national.peers import RTree
from benchmarks.national.questions import BEST, NEAREST, questions
from benchmarks.national.rounds import Measured
from benchmarks.national.searching import ELASTIC, EMBEDDED, RAW, RAW_OPEN
from benchmarks.national.sql import Table
from directory.db import Database
from directory.search.embedded import EmbeddedIndex
from directory.search.query import RADII_M

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    folder = tmp_path_factory.mktemp("national")
    fill(folder, 1500, None)
    return folder


def nearest(index, question):
    for radius in RADII_M:
        found = index.candidates(replace(question.query, radius_m=radius))
        if len(found.items) >= 20:
            break
    return found.items


def test_the_filters_of_the_tables_are_those_of_the_rules(instance) -> None:
    database = Database(f"sqlite:///{database_path(instance)}")
    index, tree = EmbeddedIndex(database), RTree(into_rtree(instance, lambda _: None), Table())
    index.refresh()
    for question in questions(NEAREST, 300, None, start_of_minute(), 4):
        expected = [one.id for one in nearest(index, question)]
        assert tree.ids(tree.ask(tree.prepare(question, None))) == expected, question
    index.close()
    database.dispose()


def test_only_answers_no_worse_than_ours_are_as_good(instance) -> None:
    database = Database(f"sqlite:///{database_path(instance)}")
    index, judge = EmbeddedIndex(database), Judge(database_path(instance))
    index.refresh()
    question = next(one for one in questions(NEAREST, 50, None, start_of_minute(), 4) if len(nearest(index, one)) == 20)
    found = nearest(index, question)
    ids = [one.id for one in found]
    ours = {"items": [{"id": one.id, "distance_m": one.distance_m, "score": one.score} for one in found]}
    assert judge.judge(question, ours, ids) == SAME
    assert judge.judge(question, ours, ids[::-1]) == AS_GOOD
    assert judge.judge(question, ours, ids[:-1]) == OTHER
    with sqlite3.connect(database_path(instance)) as connection:
        (retired,) = connection.execute(
            "select id from service_document where json_extract(body, '$.status') = 'retired'"
        ).fetchone()
    connection.close()
    assert judge.judge(question, ours, [*ids[:-1], retired]) == OTHER
    index.close()
    database.dispose()


def measured(size: int, times: dict[str, float]) -> Measured:
    made, random_ = Measured(size), random.Random(1)
    for _ in range(3):
        made.rounds.append(
            {(NEAREST, name): [ms * random_.uniform(0.9, 1.1) for _ in range(50)] for name, ms in times.items()}
        )
    made.compared[NEAREST, RAW] = Counter({SAME: 7, AS_GOOD: 2, OTHER: 1})
    return made


def test_what_is_too_slow_is_said_to_be(tmp_path) -> None:
    sizes = [measured(100_000, {EMBEDDED: 5.0, ELASTIC: 12.0, RAW: 10.0, RAW_OPEN: 20.0})]
    found = {one.what: one for one in targets.of_search(sizes, None)}
    assert found[f"nearest, 100,000: {EMBEDDED} to {RAW}"].verdict == "missed"
    assert found[f"nearest, 100,000: {EMBEDDED} to {RAW_OPEN}"].verdict == "hit"
    assert found[f"nearest, 100,000: {ELASTIC} to {RAW}"].verdict == "hit"
    options = national._options(["--output", str(tmp_path / "page.md")])
    lines = "\n".join(report.search(sizes, options))
    assert f"Slower than hoped: nearest, 100,000: {EMBEDDED} to {RAW}" in lines
    assert "| 7 / 2 / 1 |" in lines


def test_a_hold_with_errors_or_too_few_answers_has_not_held() -> None:
    good = Held(100_000, 150.0, 300.0, minutes={0: [5.0] * 45_000}, lasted_s=300.0)
    assert targets.of_hold(good, 5.0).verdict == "hit"
    assert targets.of_hold(good, 51.0).verdict == "missed"
    assert targets.of_hold(replace(good, errors=1), 5.0).verdict == "missed"
    assert targets.of_hold(replace(good, minutes={0: [5.0] * 30_000}), 5.0).verdict == "missed"
    assert targets.of_hold(replace(good, seconds=5.0), 5.0).verdict == ""


def test_indexing_is_judged_by_the_median_of_its_turns() -> None:
    assert targets.of_indexing(Indexed(100_000, [4.0, 6.0, 9.0], [10.0, 10.0, 10.0])).verdict == "hit"
    assert targets.of_indexing(Indexed(100_000, [4.0, 4.0, 9.0], [10.0, 10.0, 10.0])).verdict == "missed"


def test_a_part_is_written_in_its_place_and_leaves_the_rest(tmp_path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n\nBefore.\n", encoding="utf-8")
    report.write(page, "hold", ["first"])
    report.write(page, "indexing", ["other"])
    report.write(page, "hold", ["second"])
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Page\n\nBefore.\n")
    assert "first" not in text
    assert text.index("second") < text.index("other")


def test_the_chart_has_a_bar_for_everybody(tmp_path) -> None:
    lines = report.draw(tmp_path / "page.md", [measured(100_000, {EMBEDDED: 5.0, RAW: 10.0})])
    drawn = ElementTree.parse(tmp_path / report.IMAGE).getroot()
    said = {text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert {EMBEDDED, RAW, "nearest, 100,000 services", "10 ms"} <= said
    assert report.IMAGE.as_posix() in lines[-1]
    assert BEST not in " ".join(filter(None, said))


@pytest.mark.elasticsearch
@pytest.mark.postgres
def test_a_short_run_goes_through_everything(elasticsearch_url, postgres_url, tmp_path) -> None:
    page = tmp_path / "performance.md"
    command = [sys.executable, "-m", "benchmarks.national", "--short", "--output", str(page)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    text = page.read_text(encoding="utf-8")
    for said in (
        "ours, on Elasticsearch",
        "gist(specialty, cube)",
        "SQLite R*Tree",
        "helpers.bulk",
        "answered rightly",
        "MB for each 100,000 services",
    ):
        assert said in text, said
    assert "Answered by the copy instead of Elasticsearch: 0." in text
    answers = [line for line in text.splitlines() if line.startswith(f"| {NEAREST}:") and line.count(" / ") == 2]
    assert len(answers) >= 5
    assert all(line.endswith(" / 0 |") for line in answers), answers
    assert (tmp_path / report.IMAGE).is_file()
