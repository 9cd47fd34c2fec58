"""One flat document a service, of fields that the mapping knows, without what only the database may say."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from directory.search.columns import FIRST, LAST
from directory.search.elastic.schema import MAPPING, MARK, SCHEMA, flat, tombstone
from tests.directory.search import factory


def document(**given):
    return factory.document(random.Random(1), **given)


def test_every_field_is_in_the_mapping() -> None:
    random_ = random.Random(2)
    known = set(MAPPING["properties"])
    for _ in range(200):
        assert set(flat(1, factory.document(random_))) <= known
    assert set(tombstone("a")) <= known


def test_the_mark_belongs_to_the_schema_and_no_service_has_it() -> None:
    assert SCHEMA in MARK
    assert MARK in MAPPING["properties"]
    assert MAPPING["_meta"] == {"schema": SCHEMA}
    assert MARK not in flat(1, document())


def test_what_is_unknown_is_left_out_where_a_rule_then_fails() -> None:
    made = flat(1, document(indemnity_until=None, response_minutes=None, wait_days=None, confirmed_at=None))
    assert not {"indemnity_until", "response_minutes", "wait_days", "confirmed_at"} & set(made)


def test_what_is_unknown_is_an_end_of_the_numbers_where_a_rule_then_holds() -> None:
    made = flat(1, document(accepting_until=None, minimum_age=None, maximum_age=None))
    assert (made["accepting_until"], made["minimum_age"], made["maximum_age"]) == (LAST, FIRST, LAST)


def test_only_capabilities_that_are_left_are_held() -> None:
    fact = {"value": None, "operator": None, "unit": None, "confirmed_at": "2026-01-02T03:04:05.678Z"}
    made = flat(
        1,
        document(
            capabilities=[
                {**fact, "code": "laser", "quantity": None, "expires_on": None},
                {**fact, "code": "ultrasound", "quantity": 1, "expires_on": "2026-01-31", "confirmed_at": None},
                {**fact, "code": "hyaluronidase", "quantity": 0, "expires_on": None},
            ]
        ),
    )
    moment = int(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC).timestamp()) * 1_000_000 + 678_000
    assert made["held"] == {
        "laser": {"expires": LAST, "confirmed": moment},
        "ultrasound": {"expires": datetime(2026, 1, 31, tzinfo=UTC).toordinal()},
    }
    assert made["held_codes"] == ["laser", "ultrasound"]


@pytest.mark.parametrize("missing", ["latitude", "longitude"])
def test_half_a_place_is_none(missing) -> None:
    place = {"nation": "wales", "latitude": 51.5, "longitude": -3.2}
    assert flat(1, document(location=place))["place"] == {"lat": 51.5, "lon": -3.2}
    assert not {"place", "latitude", "longitude"} & set(flat(1, document(location={**place, missing: None})))


def test_no_name_text_or_contact_leaves_the_database() -> None:
    secret = {"clinician": {"phone": "+447700900123", "email": "a@b.test"}, "referral_instructions": "Ring the bell"}
    told = str(flat(1, document(**secret)))
    assert "7700900123" not in told
    assert "bell" not in told


def test_words_are_those_that_a_search_types() -> None:
    made = flat(1, document(name="Élan Skin & skin, St Mary's"))
    assert list(made["words"]) == ["elan", "skin", "st", "marys"]
    assert made["word_count"] == 4
