"""One suite, two engines: whatever is asked, both answer as the plain reference does, and as each other."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from pyproj import Geod

from directory.db import Base, Database, new_id
from directory.search.brute import BruteIndex
from directory.search.embedded import EmbeddedIndex
from directory.search.index import Index
from directory.search.query import RADII_M, CandidateQuery, Position
from matching import criteria as rules
from matching.criteria import Criterion, Predicate, basic_criteria
from matching.model import Ranker
from tests.directory.search import factory
from tests.directory.search.elastic.filling import Filled
from tests.directory.search.test_embedded import assert_same, query
from tests.services.elasticsearch import OwnAlias, remove_indices

SERVICES = 1000
TYPED = [
    "s",
    "sk",
    "skin",
    "skin har",
    "elan",
    "élan",
    "marys",
    "harbuor",
    "clinci",
    "haebour",
    "dentl s",
    "zz",
    "",
    "%",
]
PREDICATES: tuple[Predicate, ...] = (
    rules.IsActive(),
    rules.IsVerified(),
    rules.IndemnityInDate(),
    rules.Accepts("advice"),
    rules.AcceptingNow(),
    rules.SeesAge(17),
    rules.SeesInPerson(),
    rules.OpensWithin(0),
    rules.OpensWithin(240),
    rules.OnRegister("gmc"),
    rules.OnAnyRegister(("gdc", "nmc")),
    rules.OnAnyRegister(()),
    rules.OnSpecialistRegister("dermatology"),
    rules.HasCapability("laser"),
    rules.HasCapability("hyaluronidase", timedelta(days=7)),
    rules.HasCapability("never-heard-of"),
    rules.TreatsAny(("acne", "mole")),
    rules.TreatsAny(()),
    rules.AnswersWithin(60),
    rules.AnswersWithin(2**40),
    rules.WaitsAtMost(3),
    rules.ConfirmedWithin(timedelta(days=7)),
    rules.ConfirmedWithin(timedelta.max),
    rules.Speaks("cy"),
    rules.IsAccessible("step-free"),
    rules.IsOneOf(("nobody",)),
    rules.AnyOf(()),
    rules.AnyOf((rules.OpensWithin(0), rules.Not(rules.TreatsAny(("acne",))))),
    rules.Not(rules.OpensWithin(0)),
    rules.Not(rules.AnyOf((rules.Speaks("en"), rules.HasCapability("ultrasound")))),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """The engine that is tried, the reference, and the database that both are made of."""

    engine: Index
    oracle: BruteIndex
    database: Database

    def store(self, documents: list[factory.Document]) -> None:
        """Store these, and bring both up to date."""
        factory.store(self.database, documents)
        self.engine.refresh()
        self.oracle.refresh()


@pytest.fixture(scope="module", params=["embedded", "elasticsearch"])
def make_pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Pair]]:
    """Makes an engine, one of the two, and the reference with nothing in the directory.

    SQLite only: what differs between databases is tried with the embedded index alone.
    """
    url = request.getfixturevalue("elasticsearch_url") if request.param == "elasticsearch" else ""
    made: list[Pair] = []
    prefix = f"t-{new_id().replace('-', '')}"

    def make() -> Pair:
        database = Database(f"sqlite:///{tmp_path_factory.mktemp('engines') / 'onward.db'}")
        Base.metadata.create_all(database.engine)
        engine = Filled(database, OwnAlias(url, f"{prefix}-{len(made)}")) if url else EmbeddedIndex(database)
        made.append(Pair(engine, BruteIndex(database), database))
        made[-1].store([])
        return made[-1]

    yield make
    for pair in made:
        pair.engine.close()
        pair.database.dispose()
    if url:
        remove_indices(url, prefix)


@pytest.fixture
def empty(make_pair: Callable[[], Pair]) -> Pair:
    """Both with nothing in the directory, for tests that store."""
    return make_pair()


@pytest.fixture(scope="module")
def pair(make_pair: Callable[[], Pair]) -> Pair:
    """Both over the same random services, for tests that only ask."""
    made, random_ = make_pair(), random.Random(14)
    made.store([factory.document(random_) for _ in range(SERVICES)])
    return made


@pytest.mark.parametrize("seed", [1, 2])
def test_random_needs_find_what_the_reference_finds(pair, seed) -> None:
    random_ = random.Random(seed)
    for _ in range(20):
        assert_same(pair.engine, pair.oracle, query(random_))


def test_random_needs_find_the_same_after_changes(empty) -> None:
    random_ = random.Random(8)
    documents = [factory.document(random_) for _ in range(400)]
    empty.store(documents)
    changed = [factory.document(random_, id=document["id"], version=2) for document in documents[:100]]
    empty.store([*changed, *(factory.document(random_) for _ in range(20))])
    for _ in range(12):
        assert_same(empty.engine, empty.oracle, query(random_))


@pytest.mark.parametrize("predicate", PREDICATES, ids=str)
def test_each_predicate_requires_and_earns_the_same(pair, predicate) -> None:
    random_ = random.Random(3)
    own = [entry.document["id"] for entry in pair.oracle._entries[:40]]
    if isinstance(predicate, rules.IsOneOf):
        predicate = rules.IsOneOf((*own, "nobody"))
    for required in (True, False):
        need = factory.need(random_, latitude=51.5, longitude=-0.12, specialty="gp")
        rule = Criterion(code="this", predicate=predicate, required=required, weight=3.3)
        ranker = Ranker(criteria=(*basic_criteria(need)[:2], rule))
        for by, limit in (("score", 5), ("distance", None)):
            asked = CandidateQuery(need=need, ranker=ranker, by=by, radius_m=50_000.0, limit=limit)
            assert pair.engine.candidates(asked) == pair.oracle.candidates(asked)
            assert pair.engine.left_out(asked, 3) == pair.oracle.left_out(asked, 3)


def test_a_ranker_that_asks_nothing_finds_what_is_not_listed_too(pair) -> None:
    random_ = random.Random(5)
    for placed in (True, False):
        place = {} if placed else {"latitude": None, "longitude": None}
        need = factory.need(random_, specialty="gp", **place)
        for ranker in (Ranker(criteria=()), Ranker(criteria=(), distance_weight=0.0)):
            for by in ("score", "distance"):
                assert_same(pair.engine, pair.oracle, CandidateQuery(need=need, ranker=ranker, by=by, limit=30))


def test_pages_one_after_the_other_are_the_whole_list(pair) -> None:
    random_ = random.Random(6)
    for by in ("score", "distance"):
        for placed in (True, False):
            place = {} if placed else {"latitude": None, "longitude": None}
            need = factory.need(random_, specialty="gp", capabilities=(), age=None, open_within_minutes=None, **place)
            asked = CandidateQuery(need=need, ranker=factory.FakeRules().ranker_for(need), by=by, limit=7)
            found = []
            while page := pair.engine.candidates(asked).items:
                found += page
                last = page[-1]
                asked = replace(asked, after=Position(last.score if by == "score" else 0.0, last.distance_m, last.id))
            assert found == list(pair.oracle.candidates(replace(asked, after=None, limit=None)).items)


def test_many_at_one_door_come_in_the_order_of_their_ids(empty) -> None:
    random_ = random.Random(7)
    here = {"nation": "england", "latitude": 51.5, "longitude": 0.0}
    empty.store([factory.document(random_, specialty="gp", location=here) for _ in range(300)])
    need = factory.need(random_, specialty="gp", latitude=51.6, longitude=0.1)
    for by in ("score", "distance"):
        for ranker in (Ranker(criteria=()), factory.FakeRules().ranker_for(need)):
            assert_same(empty.engine, empty.oracle, CandidateQuery(need=need, ranker=ranker, by=by, limit=20))


def test_far_away_nearness_still_decides_between_equals(empty) -> None:
    """Six hundred kilometres away it is worth less than a score of Elasticsearch can hold."""
    random_ = random.Random(9)
    documents = [factory.document(random_, specialty="gp") for _ in range(400)]
    for document in documents:
        document["location"].update(latitude=50.0 + random_.random(), longitude=random_.random())
    empty.store(documents)
    need = factory.need(random_, specialty="gp", latitude=58.5, longitude=-3.5)
    for criteria in ((), factory.FakeRules().ranker_for(need).criteria[-3:]):
        ranker = Ranker(criteria=criteria, distance_weight=20.0)
        assert_same(empty.engine, empty.oracle, CandidateQuery(need=need, ranker=ranker, limit=20))


@pytest.mark.parametrize("latitude", [51.5, 0.0, -60.0, 89.99])
def test_the_edge_of_a_circle_is_a_matter_of_metres(empty, latitude) -> None:
    random_ = random.Random(11)
    documents = [factory.document(random_, specialty="gp", status="active", assurance="verified") for _ in range(400)]
    need = factory.need(random_, specialty="gp", latitude=latitude, longitude=179.99)
    for number, document in enumerate(documents):
        away = random_.uniform(9_900, 10_100)
        document["location"].update(zip(("latitude", "longitude"), _from(need, number, away), strict=True))
    empty.store(documents)
    asked = CandidateQuery(need=need, ranker=Ranker(criteria=()), radius_m=10_000.0, limit=500)
    assert 100 < empty.oracle.candidates(asked).total < 300
    for by in ("score", "distance"):
        assert_same(empty.engine, empty.oracle, replace(asked, by=by))


def _from(need, bearing: float, metres: float) -> tuple[float, float]:
    longitude, latitude, _ = Geod(ellps="WGS84").fwd(need.longitude, need.latitude, bearing, metres)
    return latitude, longitude


@pytest.mark.parametrize(
    "weights", [(0.1, 0.2, 0.3), (1 / 3, 2 / 3, 1.0), (1e-9, 5.0, 5.000000001), (0.0, 1e6, 0.25), (1.0,) * 14]
)
def test_odd_weights_are_added_up_exactly(pair, weights) -> None:
    random_ = random.Random(12)
    kinds = (rules.AnswersWithin(60), rules.WaitsAtMost(14), rules.TreatsAny(("acne", "mole")))
    criteria = tuple(
        Criterion(code=str(number), predicate=kinds[number % 3], weight=weight) for number, weight in enumerate(weights)
    )
    for placed in (True, False):
        place = {} if placed else {"latitude": None, "longitude": None}
        need = factory.need(random_, specialty="gp", **place)
        for distance_weight in (0.0, 10.0):
            ranker = Ranker(criteria=criteria, distance_weight=distance_weight)
            assert_same(pair.engine, pair.oracle, CandidateQuery(need=need, ranker=ranker, limit=10))


@pytest.mark.parametrize("radius_m", [1.0, 0.2, 300_000.0, 19_000_000.0, 30_000_000.0])
def test_any_radius_is_as_good_as_another(pair, radius_m) -> None:
    random_ = random.Random(13)
    for by in ("score", "distance"):
        need = factory.need(random_, latitude=51.5, longitude=-0.12)
        asked = CandidateQuery(need=need, ranker=Ranker(criteria=()), by=by, radius_m=radius_m, limit=20)
        assert_same(pair.engine, pair.oracle, asked)


def test_too_few_are_only_counted(pair) -> None:
    need = factory.need(random.Random(1), specialty="gp", latitude=51.5, longitude=-0.12)
    asked = CandidateQuery(need=need, ranker=Ranker(criteria=()), radius_m=RADII_M[0], enough=10**6)
    expected = pair.oracle.candidates(replace(asked, enough=0)).total
    assert pair.engine.candidates(asked) == replace(pair.engine.candidates(asked), items=(), total=expected)


@pytest.mark.parametrize("typed", TYPED)
def test_names_come_as_the_reference_orders_them(pair, typed) -> None:
    for limit in (1, 7, 5000):
        assert pair.engine.names(typed, limit) == pair.oracle.names(typed, limit)


def test_an_empty_catalogue_finds_nothing(empty) -> None:
    random_ = random.Random(1)
    for _ in range(5):
        assert_same(empty.engine, empty.oracle, query(random_))
    assert empty.engine.names("a", 5) == ()
