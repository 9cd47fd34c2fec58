"""What stands behind the alias is known for what it is."""

from __future__ import annotations

import pytest

from directory.search.elastic.alias import Held, Unusable, look, note
from directory.search.elastic.schema import MAPPING, SCHEMA
from tests.directory.search.elastic.kept import Kept


def test_a_whole_index_says_how_far_it_has_come(kept: Kept) -> None:
    held = look(kept.client, kept.alias)
    assert held.seq == 0
    note(kept.client, Held(held.index, 41, "life 2"))
    assert look(kept.client, kept.alias) == Held(held.index, 41, "life 2")


def test_noting_for_an_index_that_is_gone_makes_none(kept: Kept) -> None:
    note(kept.client, Held(f"{kept.alias}-gone", 41, ""))
    assert not kept.client.indices.exists(index=f"{kept.alias}-gone")


def test_a_missing_index_is_unusable(kept: Kept) -> None:
    kept.client.indices.delete(index=look(kept.client, kept.alias).index)
    with pytest.raises(Unusable, match="missing"):
        look(kept.client, kept.alias)


def test_an_index_in_the_place_of_the_alias_is_unusable(kept: Kept) -> None:
    kept.client.indices.delete(index=look(kept.client, kept.alias).index)
    kept.client.index(index=kept.alias, document={"anything": 1})
    with pytest.raises(Unusable, match="alias of its own"):
        look(kept.client, kept.alias)


@pytest.mark.parametrize(
    "mapping",
    [
        {},
        {"_meta": {"schema": "another", "seq": 3}, "properties": MAPPING["properties"]},
        {"_meta": {"schema": SCHEMA, "seq": 3}},
        {"_meta": {"schema": SCHEMA, "seq": 3}, "properties": {**MAPPING["properties"], "id": {"type": "text"}}},
    ],
    ids=["empty", "of another version", "without its fields", "with a field of another type"],
)
def test_an_index_of_another_shape_is_unusable(kept: Kept, mapping: dict[str, object]) -> None:
    kept.client.indices.create(index=f"{kept.alias}-odd", mappings=mapping, aliases={f"{kept.alias}-o": {}})
    with pytest.raises(Unusable, match="not what this version needs"):
        look(kept.client, f"{kept.alias}-o")


def test_an_index_whose_building_was_cut_off_is_unusable(kept: Kept) -> None:
    kept.client.indices.create(index=f"{kept.alias}-half", mappings=MAPPING, aliases={f"{kept.alias}-h": {}})
    with pytest.raises(Unusable, match="never finished"):
        look(kept.client, f"{kept.alias}-h")
