"""The first k are exactly those that scoring every service would give."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from matching import Finding, Need, Ranker, Service
from matching.criteria import AnswersWithin, Criterion, IndemnityInDate, SeesInPerson, Speaks, TreatsAny
from matching.ranking import Scored, WeightExceeded, exclusion, findings, is_suitable, nearness, rank, score, sort_key

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
NEED = Need(specialty="gp", now=NOW, latitude=51.5, longitude=-0.1)
RANKER = Ranker(
    criteria=(
        Criterion(code="in-person", predicate=SeesInPerson(), required=True),
        Criterion(code="fast", predicate=AnswersWithin(60), weight=4.1, source="basics"),
        Criterion(code="treats", predicate=TreatsAny(("acne",)), weight=6.3, sentence="Treats acne", source="skin"),
        Criterion(code="polish", predicate=Speaks("pl"), weight=0.7, caution="No Polish speaker"),
    ),
    distance_weight=20.0,
)
RANKER_INSURED = Ranker(criteria=(Criterion(code="insured", predicate=IndemnityInDate(), required=True),))


def service(random_: random.Random, number: int) -> Service:
    return Service(
        id=f"s{number:04}",
        name=f"Service {number}",
        specialty="gp",
        latitude=51.5,
        longitude=-0.1,
        is_in_person=random_.random() < 0.9,
        response_minutes=random_.choice((None, 30, 600)),
        treats=frozenset(random_.sample(("acne", "mole"), random_.randint(0, 2))),
        languages=frozenset(random_.sample(("pl", "cy"), random_.randint(0, 2))),
        wait_days=random_.randint(0, 9),
    )


def assess(need: Need, one: Service) -> list[Finding]:
    weight = (one.wait_days or 0) / 3
    return [Finding(code="luck", reason="Lucky", weight=weight)] if weight else []


ASSESSORS = (("luck", 3.0, assess), ("silent", 5.0, lambda need, one: ()))


def engine(random_: random.Random, count: int) -> list[Scored]:
    made = []
    for number in range(count):
        one = service(random_, number)
        distance = float(random_.choice((0, 500, 500, 3000, random_.randint(0, 90_000))))
        if is_suitable(RANKER, one, NOW):
            made.append(Scored(one, distance, score(RANKER, one, NOW, distance)))
    return sorted(made, key=lambda each: sort_key("score", each.score, each.distance_m, each.service.id))


def pages(scored: list[Scored], size: int, taken: list[int]):
    for start in range(0, len(scored), size):
        taken.append(start)
        yield scored[start : start + size]


def everything(scored: list[Scored], assessors) -> list[tuple[float, float, str]]:
    keys = []
    for each in scored:
        added = sum(finding.weight for _, _, hook in assessors for finding in hook(NEED, each.service))
        keys.append(sort_key("score", round(each.score + added, 9), each.distance_m, each.service.id))
    return sorted(keys)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("assessors", [(), ASSESSORS], ids=["criteria only", "with assessors"])
def test_the_first_k_are_those_of_scoring_every_service(seed, assessors) -> None:
    scored = engine(random.Random(seed), 300)
    for k in (1, 7, 20, 500):
        taken: list[int] = []
        got = rank(NEED, RANKER, pages(scored, 10, taken), assessors, k=k)
        keys = [sort_key("score", round(m.score, 9), m.distance_m, m.service.id) for m in got]
        assert keys == everything(scored, assessors)[:k]


def test_no_more_pages_are_taken_than_can_still_matter() -> None:
    scored = engine(random.Random(1), 2000)
    taken: list[int] = []
    rank(NEED, RANKER, pages(scored, 20, taken), ASSESSORS, k=20)
    assert 1 < len(taken) < 45


def test_without_assessors_the_first_full_page_is_enough() -> None:
    taken: list[int] = []
    rank(NEED, RANKER, pages(engine(random.Random(1), 200), 20, taken), k=20)
    assert taken == [0]


@pytest.mark.parametrize("assessors", [(), ASSESSORS], ids=["criteria only", "with assessors"])
def test_pages_after_a_key_continue_the_list(assessors) -> None:
    scored = engine(random.Random(3), 200)
    whole = rank(NEED, RANKER, [scored], assessors)
    got, after = [], None
    while page := rank(NEED, RANKER, pages(scored, 15, []), assessors, k=15, after=after):
        got += page
        after = sort_key("score", page[-1].score, page[-1].distance_m, page[-1].service.id)
    assert got == list(whole)


def test_an_assessor_that_gives_more_than_it_declared_is_an_error_that_names_it() -> None:
    generous = ("generous", 1.0, lambda need, one: [Finding(code="x", reason="X", weight=1.5)])
    with pytest.raises(WeightExceeded, match="The plugin generous added") as raised:
        rank(NEED, RANKER, [engine(random.Random(1), 5)], [generous], k=3)
    assert raised.value.plugin == "generous"


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_an_assessor_must_add_a_number_that_is_not_negative(weight) -> None:
    odd = ("odd", 1.0, lambda need, one: [Finding(code="x", reason="X", weight=weight)])
    with pytest.raises(WeightExceeded):
        rank(NEED, RANKER, [engine(random.Random(1), 5)], [odd], k=3)


def test_equal_scores_are_ordered_by_distance_then_id() -> None:
    flat = Ranker(criteria=(), distance_weight=0.0)
    some = [Scored(service(random.Random(1), n), metres, 0.0) for n, metres in ((3, 50.0), (1, 50.0), (2, 10.0))]
    assert [m.service.id for m in rank(NEED, flat, [some])] == ["s0002", "s0001", "s0003"]


def test_by_distance_the_nearest_come_first_whatever_their_score() -> None:
    here = [replace(service(random.Random(n), n), is_in_person=True) for n in range(3)]
    some = [Scored(one, metres, 9.0) for one, metres in zip(here, (900.0, 10.0, 90.0), strict=True)]
    some.sort(key=lambda each: each.distance_m)
    assert [m.distance_m for m in rank(NEED, RANKER, [some], ASSESSORS, k=3, by="distance")] == [10.0, 90.0, 900.0]


def test_a_candidate_that_turns_out_unsuitable_is_passed_over() -> None:
    some = [Scored(replace(service(random.Random(n), n), is_in_person=n == 1), 10.0, 9.0) for n in range(3)]
    assert [m.service.id for m in rank(NEED, RANKER, [some], k=2)] == ["s0001"]


def test_half_of_the_nearness_is_gone_at_the_half_distance() -> None:
    assert nearness(RANKER, 0.0) == 20.0
    assert nearness(RANKER, 10_000.0) == 10.0
    assert nearness(RANKER, 20_000.0) == 5.0
    assert nearness(RANKER, None) == 0.0


def test_a_match_says_its_heaviest_reason_first_and_cautions_last() -> None:
    one = Service(
        id="a", name="A", specialty="gp", latitude=None, longitude=None, response_minutes=30, treats=frozenset({"acne"})
    )
    given = findings(RANKER, one, NOW)
    assert [(f.code, f.kind, f.source) for f in given] == [
        ("treats", "plus", "skin"), ("fast", "plus", "basics"), ("polish", "caution", ""),
    ]  # fmt: skip
    assert given[0].reason == "Treats acne"


def test_a_service_left_out_says_only_why() -> None:
    one = Service(id="a", name="A", specialty="gp", latitude=None, longitude=None, is_in_person=False)
    left_out = exclusion(RANKER, one, NOW, 120.0)
    assert (left_out.service, left_out.distance_m) == (one, 120.0)
    assert [f.reason for f in left_out.findings] == ["Online only"]


def test_a_match_carries_the_reasons_of_the_rules_and_of_the_plugins_with_their_names() -> None:
    dated = Ranker(criteria=(*RANKER.criteria, Criterion(code="insured", predicate=IndemnityInDate(), weight=0.1)))
    one = Service(id="a", name="A", specialty="gp", latitude=None, longitude=None, indemnity_until=date(2026, 11, 23))

    def known(need: Need, each: Service) -> list[Finding]:
        return [
            Finding(code=need.specialty, reason="Known", weight=0.5),
            Finding(code="own", reason="Own", weight=0.25, source="theirs"),
        ]

    (match,) = rank(NEED, dated, [[Scored(one, None, 0.1)]], [("network", 0.75, known)])
    assert [(f.code, f.source, f.kind) for f in match.findings] == [
        ("gp", "network", "plus"), ("own", "theirs", "plus"), ("insured", "", "plus"), ("polish", "", "caution"),
    ]  # fmt: skip
    assert match.score == pytest.approx(0.85)
    (lapsed,) = rank(NEED, dated, [[Scored(replace(one, indemnity_until=date(2026, 11, 22)), None, 0.1)]])
    assert [f.code for f in lapsed.findings] == ["polish"]
    assert exclusion(RANKER_INSURED, replace(one, indemnity_until=None), NOW, None).findings[0].code == "insured"


def test_every_page_is_taken_where_all_are_asked_for_or_one_is_empty() -> None:
    some = engine(random.Random(1), 6)
    assert len(rank(NEED, RANKER, [some[:3], [], some[3:]])) == len(some)
    assert len(rank(NEED, RANKER, [[], some], k=2)) == 2


def test_by_distance_no_assessor_asks_for_another_page() -> None:
    here = sorted(engine(random.Random(1), 20), key=lambda each: each.distance_m)
    taken: list[int] = []
    rank(NEED, RANKER, pages(here, 3, taken), ASSESSORS, k=3, by="distance")
    assert taken == [0]
