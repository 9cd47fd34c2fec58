"""The worklist and the numbers: what presses most comes first, and nothing is counted as lost."""

from __future__ import annotations

import base64

import pytest
from sqlalchemy import text

from directory.errors import Invalid, NotFound
from directory.referrals import service
from directory.referrals.suggestions import suggest
from tests.directory.referrals.test_answering import sent
from tests.directory.referrals.world import World


def listed(world: World, **narrowed: object) -> list[str]:
    with world.database.reading() as session:
        return [each.id for each in service.worklist(session, **narrowed).items]  # type: ignore[arg-type]


def test_the_most_pressing_comes_first(world: World) -> None:
    routine = world.submit().id
    emergency = world.submit(urgency="emergency").id
    soon = sent(world, urgency="soon")
    closed = world.submit().id
    world.do(service.cancel, closed, by="referrer")
    assert listed(world) == [emergency, routine, soon]
    assert listed(world, state="cancelled") == [closed]
    assert listed(world, state=["sent", "cancelled"]) == [soon, closed]
    assert listed(world, owner="service") == []
    assert listed(world, overdue=True) == []
    world.pass_time(minutes=30)
    assert listed(world, overdue=True) == [emergency]


def test_pages_hold_everything_once(world: World) -> None:
    everything = {world.submit().id for _ in range(7)}
    seen: list[str] = []
    cursor = None
    for _ in range(10):
        with world.database.reading() as session:
            page = service.worklist(session, limit=2, cursor=cursor)
        seen += [each.id for each in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert len(seen) == 7
    assert set(seen) == everything


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "=",
        "AAAA",
        "é",
        "\x00",
        "bm90LWEtdGltZXx4",
        "MjAyNi0xMS0yMnx4",
        "x" * 5000,
        "../..",
        base64.b64encode(b"0001-01-01T00:00:00+14:00|x").decode(),
        base64.b64encode(b"9999-12-31T23:59:59-14:00|x").decode(),
    ],
)
def test_a_cursor_that_was_never_given_is_refused(here: World, cursor: str) -> None:
    with pytest.raises(Invalid):
        listed(here, cursor=cursor)


def test_the_numbers_count_states_and_what_is_late(world: World) -> None:
    world.submit()
    sent(world)
    world.pass_time(days=60)
    with world.database.reading() as session:
        numbers = service.numbers(session)
    assert (numbers["submitted"], numbers["sent"], numbers["overdue"], numbers["without_owner"]) == (1, 1, 2, 0)
    assert numbers["completed"] == 0


def test_one_without_an_owner_would_be_counted(here: World) -> None:
    # The table refuses such a row; the count must see it all the same, should a constraint ever be lost.
    made = here.submit()

    def lose(session: object) -> None:
        session.execute(text("pragma ignore_check_constraints = on"))  # type: ignore[attr-defined]
        session.execute(text("update referral set owner = null where id = :id"), {"id": made.id})  # type: ignore[attr-defined]

    here.change(lose)
    with here.database.reading() as session:
        assert service.without_owner(session) == 1


def test_a_reference_is_read_as_people_write_it(here: World) -> None:
    made = here.submit()
    with here.database.reading() as session:
        for written in (made.reference, made.reference.lower(), made.reference.replace("-", ""), f" {made.reference} "):
            assert service.by_reference(session, written).id == made.id
        for wrong in ("", "K7QM", "????-????", "\x00", "é" * 8, "' OR 1=1"):
            with pytest.raises(NotFound):
                service.by_reference(session, wrong)


def test_suggestions_leave_out_services_without_an_address(here: World) -> None:
    made = here.submit()
    with here.database.reading() as session:
        at = made.created_at
        names = [each["name"] for each in suggest(session, here.wiring, service.get(session, made.id), at)]
    assert names[0] == "Headingley Dental"
    assert "Park Dental" not in names
