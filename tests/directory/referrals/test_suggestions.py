"""The next best match sees patients of this age, as far as a year of birth tells it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from directory.catalogue.models import HealthcareService
from directory.catalogue.writes import save
from directory.db import now
from directory.errors import Invalid
from directory.referrals import service
from directory.referrals.suggestions import ages_of, suggest
from tests.directory.referrals.world import World

THIS_YEAR = datetime.now(UTC).year


def limit(world: World, name: str, **values: Any) -> None:
    """Let a service see patients of these ages only."""

    def act(session: Any) -> None:
        found = session.scalars(select(HealthcareService).where(HealthcareService.name == name)).one()
        for field, value in values.items():
            setattr(found, field, value)
        save(session, found, actor="tests", action="service.change")

    world.change(act)


def suggested(world: World, years: int, **need: Any) -> list[str]:
    """The next best matches for a patient who was born so many years ago."""
    place = {"near": "LS1 4AP"}
    made = world.submit(patient={"initials": "A", "birth_year": THIS_YEAR - years}, need=place | need)
    with world.database.reading() as session:
        found = suggest(session, world.wiring, service.get(session, made.id), now(session))
    return [each["name"] for each in found]


def test_a_child_is_not_offered_a_service_for_adults(here: World) -> None:
    assert "Seacroft Dental" not in suggested(here, 10)
    assert "Headingley Dental" in suggested(here, 10)
    # Born eighteen years ago: perhaps still seventeen.
    assert "Seacroft Dental" not in suggested(here, 18)
    assert "Seacroft Dental" in suggested(here, 19)


def test_an_adult_is_not_offered_a_service_for_children(here: World) -> None:
    limit(here, "Headingley Dental", maximum_age=17)
    assert "Headingley Dental" in suggested(here, 17)
    # Perhaps eighteen already.
    assert "Headingley Dental" not in suggested(here, 18)


def test_an_age_that_was_given_decides_between_the_two(here: World) -> None:
    assert "Seacroft Dental" in suggested(here, 18, age=18)
    assert "Seacroft Dental" not in suggested(here, 18, age=17)


def test_an_age_that_was_given_is_not_believed_for_ever(here: World) -> None:
    made = here.submit(patient={"initials": "A", "birth_year": THIS_YEAR - 17}, need={"age": 16})
    with here.database.reading() as session:
        at = now(session)
    assert ages_of(made, at) == (16, 16)
    assert ages_of(made, at.replace(year=at.year + 3, day=1)) == (19, 20)


@pytest.mark.parametrize(("years", "age"), [(40, 38), (40, 42), (10, 40)])
def test_an_age_that_contradicts_the_year_of_birth_is_refused(here: World, years: int, age: int) -> None:
    patient = {"initials": "A", "birth_year": THIS_YEAR - years}
    with pytest.raises(Invalid) as refused:
        here.submit(patient=patient, need={"age": age})
    assert [each.pointer for each in refused.value.errors] == ["/need/age"]
    for fitting in (years - 1, years):
        assert here.submit(patient=patient, need={"age": fitting}).state == "submitted"
