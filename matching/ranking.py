"""The exact order of services for a need, each with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from math import fsum
from typing import Literal, NamedTuple

from matching.model import Exclusion, Finding, Match, Need, Ranker, Service

Order = Literal["score", "distance"]
Key = tuple[float, float, str]
Assessor = tuple[str, float, Callable[[Need, Service], Iterable[Finding]]]
FAR = float("inf")
ROUNDING = 1e-9
KINDS = {"plus": 0, "caution": 1, "exclusion": 2}


class Scored(NamedTuple):
    """A candidate as an engine gives it: suitable, with geodesic metres and its score without any assessor."""

    service: Service
    distance_m: float | None
    score: float


class WeightExceeded(Exception):
    """A plugin added more to a score than it had declared, or took away, so the order cannot be trusted."""

    def __init__(self, plugin: str, given: float, declared: float) -> None:
        """Name the plugin, what it gave and what it had declared."""
        super().__init__(
            f"The plugin {plugin} added {given:g} points to a service but declares at most {declared:g}: "
            f"raise its greatest_weight or lower its findings"
        )
        self.plugin = plugin


def nearness(ranker: Ranker, distance_m: float | None) -> float:
    """What being this near is worth: all of the weight at 0 metres, half of it at the half distance."""
    if distance_m is None:
        return 0.0
    return float(ranker.distance_weight * 2.0 ** (-distance_m / ranker.distance_half_m))


def score(ranker: Ranker, service: Service, now: datetime, distance_m: float | None) -> float:
    """The score of one service before any assessor: the weights that it earns, and its nearness."""
    held = [rule.weight for rule in ranker.criteria if rule.weight and rule.predicate.holds(service, now)]
    return fsum(held) + nearness(ranker, distance_m)


def is_suitable(ranker: Ranker, service: Service, now: datetime) -> bool:
    """Whether every required criterion holds."""
    return all(rule.predicate.holds(service, now) for rule in ranker.criteria if rule.required)


def findings(ranker: Ranker, service: Service, now: datetime) -> tuple[Finding, ...]:
    """The reasons that the criteria give for this service, heaviest first, cautions after."""
    return _in_order([finding for rule in ranker.criteria if (finding := rule.finding(service, now))])


def exclusion(ranker: Ranker, service: Service, now: datetime, distance_m: float | None) -> Exclusion:
    """The service with every reason for leaving it out."""
    reasons = tuple(finding for finding in findings(ranker, service, now) if finding.kind == "exclusion")
    return Exclusion(service=service, distance_m=distance_m, findings=reasons)


def sort_key(by: Order, match_score: float, distance_m: float | None, service_id: str) -> Key:
    """Best first when sorted upwards: by score, then distance, then id; or by distance, then id."""
    distance = FAR if distance_m is None else distance_m
    return (-match_score if by == "score" else 0.0, distance, service_id)


def rank(
    need: Need,
    ranker: Ranker,
    pages: Iterable[Sequence[Scored]],
    assessors: Sequence[Assessor] = (),
    *,
    k: int | None = None,
    by: Order = "score",
    after: Key | None = None,
) -> tuple[Match, ...]:
    """The first ``k`` matches (all when None) after a sort key, exactly as if every suitable service had been scored.

    An assessor is a plugin's name, the most that it may add, and its ``assess_service``. ``pages`` gives the suitable
    candidates in engine order (one that turns out unsuitable is passed over); no more are taken than can still enter
    the first ``k``. With assessors and ``after`` they must begin at that key's score: an assessor only ever adds.
    Raises WeightExceeded for an assessor that adds more than it declared.
    """
    most = fsum(max(0.0, greatest) for _, greatest, _ in assessors)
    best: list[Match] = []
    for page in pages:
        matches = [match for candidate in page if (match := _match(need, ranker, candidate, assessors))]
        best += [match for match in matches if after is None or _key(by, match) > after]
        best.sort(key=lambda match: _key(by, match))
        if k is None or not page:
            continue
        del best[k:]
        if len(best) == k and not _can_still_enter(by, page[-1], best[-1], most):
            break
    return tuple(best)


def _key(by: Order, match: Match) -> Key:
    return sort_key(by, match.score, match.distance_m, match.service.id)


def _can_still_enter(by: Order, last_seen: Scored, last_kept: Match, most: float) -> bool:
    """Whether a candidate after the last one seen could stand before the last one kept."""
    if by == "distance" or most == 0.0:
        return False
    return last_seen.score + most >= last_kept.score - ROUNDING


def _match(need: Need, ranker: Ranker, candidate: Scored, assessors: Sequence[Assessor]) -> Match | None:
    """The match, or None where a required criterion does not hold after all."""
    service, now = candidate.service, need.now
    given = []
    for rule in ranker.criteria:
        finding = rule.finding(service, now)
        if finding is not None:
            if finding.kind == "exclusion":
                return None
            given.append(finding)
    for assessor in assessors:
        given += _assessed(assessor, need, service)
    earned = fsum([finding.weight for finding in given])
    return Match(
        service=service,
        distance_m=candidate.distance_m,
        score=earned + nearness(ranker, candidate.distance_m),
        findings=_in_order(given),
    )


def _assessed(assessor: Assessor, need: Need, service: Service) -> list[Finding]:
    plugin, greatest, assess = assessor
    given = [replace(finding, source=finding.source or plugin) for finding in assess(need, service)]
    added = fsum(finding.weight for finding in given)
    if not -ROUNDING <= added <= greatest + ROUNDING:
        raise WeightExceeded(plugin, added, greatest)
    return given


def _in_order(given: Iterable[Finding]) -> tuple[Finding, ...]:
    """Heaviest reasons first, then cautions, then exclusions; equal ones as the rules stand."""
    return tuple(sorted(given, key=_standing))


def _standing(finding: Finding) -> tuple[int, float]:
    return KINDS[finding.kind], -finding.weight
