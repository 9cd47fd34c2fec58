"""Two people at once, and a stop that races a send: one wins, and the other is told."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import OperationalError

from directory.errors import Conflict
from directory.outbox import claims
from directory.referrals import service
from directory.referrals.machine import State
from tests.directory.referrals.test_answering import sent
from tests.directory.referrals.world import World
from workers import referral_mails
from workers.channels.base import Mail

PAIRS = 25


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each of these gave or raised, begun at the same moment."""
    together, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int) -> None:
        together.wait()
        try:
            results[place] = acts[place]()
        except (Conflict, OperationalError) as error:
            results[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_two_answers_at_once_one_wins_and_the_other_hears_of_it(world: World) -> None:
    for pair in range(PAIRS):
        made = sent(world)
        version = 2 if pair % 2 else None
        results = at_once(
            lambda made=made, version=version: world.do(service.accept, made, by="one", expected_version=version),
            lambda made=made, version=version: world.do(
                service.reject, made, code="no-capacity", by="two", expected_version=version
            ),
        )
        lost = [each for each in results if isinstance(each, Exception)]
        assert len(lost) == 1, results
        assert isinstance(lost[0], Conflict)
        assert lost[0].status == 409
        assert lost[0].extra["state"] == world.get(made).state in ("accepted", "rejected")
        told = [each for each in world.messages("tell_referrer") if each.subject_id == made]
        assert len(told) == 1
        assert [line.version for line in world.events(made)] == [1, 2, 3]


def test_nothing_is_prepared_after_a_stop_that_came_first(world: World) -> None:
    choose = random.Random(39)
    for _ in range(PAIRS):
        made = world.submit()
        message = next(each for each in world.messages("notify_service") if each.subject_id == made.id)
        order: list[str] = []

        def stop(made: Any = made, order: list[str] = order) -> None:
            if choose.random() < 0.5:
                threading.Event().wait(choose.random() / 50)
            world.do(service.cancel, made.id, by="referrer")
            order.append("stopped")

        def send(message: Any = message, order: list[str] = order) -> object:
            with world.database.transaction() as session:
                claimed = claims.claim(session, message.id)
            if claimed is None:
                return None
            was_stopped = "stopped" in order
            with world.database.transaction() as session:
                outgoing = referral_mails.request(session, claimed, world.parts)
            return outgoing, was_stopped

        _, sending = at_once(stop, send)
        if sending is not None:
            outgoing, was_stopped = sending
            assert not (isinstance(outgoing, Mail) and was_stopped), "it was sent after the stop"
        assert State(world.get(made.id).state) is State.CANCELLED
        assert not [each for each in world.messages("notify_service", state="pending") if each.subject_id == made.id]
