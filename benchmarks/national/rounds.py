"""Everybody takes turns with the same questions, a few at a time, and every answer is compared with ours."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import orjson

from benchmarks.national.judging import Judge
from benchmarks.national.peers import Ours, Peer
from benchmarks.national.questions import Question

AT_ONCE = 25
Round = dict[tuple[str, str], list[float]]
"""Milliseconds by kind of question and peer."""


@dataclass
class Measured:
    """What was measured with one number of services. ``stood_in`` answers came from the copy, not the server."""

    size: int
    rounds: list[Round] = field(default_factory=list)
    compared: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    stood_in: int = 0

    def percentiles(self, kind: str, peer: str) -> tuple[float, float, float] | None:
        """p50, p95 and p99: of each round, then the median of the rounds."""
        each = [np.percentile(one[kind, peer], (50, 95, 99)) for one in self.rounds if one.get((kind, peer))]
        if not each:
            return None
        p50, p95, p99 = np.median(each, axis=0).tolist()
        return p50, p95, p99

    def ratio(self, kind: str, peer: str, other: str) -> tuple[float, float, float] | None:
        """Of the two p95 within a round: the median of the rounds, the least and the most."""
        pairs = [(one.get((kind, peer)), one.get((kind, other))) for one in self.rounds]
        each = [np.percentile(a, 95) / np.percentile(b, 95) for a, b in pairs if a and b]
        return (float(np.median(each)), float(min(each)), float(max(each))) if each else None


class Turns:
    """Our embedded service is asked first: its answers are the measure, and say which circle held enough."""

    def __init__(self, measured: Measured, ours: Ours, others: Sequence[Peer], judge: Judge) -> None:
        """Keep who takes part."""
        self._measured, self._ours, self._others, self._judge = measured, ours, others, judge

    def warm(self, questions: Sequence[Question]) -> None:
        """A round that is not kept."""
        self._go(questions, defaultdict(list), 0, is_kept=False)

    def round(self, kinds: Sequence[Sequence[Question]], number: int) -> None:
        """A round of all kinds."""
        times: Round = defaultdict(list)
        for questions in kinds:
            self._go(questions, times, number, is_kept=True)
        self._measured.rounds.append(dict(times))

    def _go(self, questions: Sequence[Question], times: Round, turn: int, *, is_kept: bool) -> None:
        for start in range(0, len(questions), AT_ONCE):
            asked = questions[start : start + AT_ONCE]
            first = [orjson.loads(body) for body in self._ask(self._ours, asked, [None] * len(asked), times)]
            circles = [answer["searched"]["radius_m"] for answer in first]
            turn += 1
            for place in range(len(self._others)):
                peer = self._others[(place + turn) % len(self._others)]
                if asked[0].kind not in peer.kinds:
                    continue
                answers = self._ask(peer, asked, circles, times)
                if is_kept:
                    self._compare(peer, asked, first, answers)

    def _ask(self, peer: Peer, asked: Sequence[Question], circles: Sequence[float | None], times: Round) -> list[Any]:
        prepared = [peer.prepare(question, circle) for question, circle in zip(asked, circles, strict=True)]
        kept, answers = times[asked[0].kind, peer.name], []
        for one in prepared:
            began = time.perf_counter()
            answers.append(peer.ask(one))
            kept.append((time.perf_counter() - began) * 1000)
        return answers

    def _compare(self, peer: Peer, asked: Sequence[Question], first: Sequence[Any], answers: Sequence[Any]) -> None:
        if isinstance(peer, Ours) and peer.is_of_another_size:
            return
        for question, ours, theirs in zip(asked, first, answers, strict=True):
            said = self._judge.judge(question, ours, peer.ids(theirs))
            self._measured.compared[question.kind, peer.name][said] += 1
            if isinstance(peer, Ours):
                self._measured.stood_in += orjson.loads(theirs)["searched"]["stands_in"]
