"""Services that the index refused: tried again alone, until somebody must look."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import structlog

from directory.outbox import claims
from directory.outbox.claims import Claimed
from directory.parts import Parts
from directory.search.index import EngineDown
from workers.channels.words import kind_of
from workers.middleware import current
from workers.registry import actor

if TYPE_CHECKING:
    from directory.search.elastic.writing import Refused

log = structlog.get_logger("onward.worker")
AWAY_DELAY_S = 60.0
NOT_SET = "Elasticsearch is not set: there is no index to write to."


@actor
def index_service(*message_ids: str) -> None:
    """Write these services, as they are now, to the index; what it still refuses is tried later, then reported."""
    parts = current()
    taken = [claimed for each in message_ids if (claimed := _claim(parts, each))]
    if not taken:
        return
    try:
        refused = _write(parts, taken) if parts.settings.elasticsearch_url else None
    except EngineDown as down:
        # That says nothing about the services: it is not counted as an attempt.
        for each in taken:
            _give_back(parts, each, down.reason)
    except Exception as error:
        for each in taken:
            _fail(parts, each, kind_of(error))
    else:
        _end(parts, taken, refused)


def _write(parts: Parts, taken: Sequence[Claimed]) -> dict[str, Refused]:
    # Its client takes a good part of a second to load, and most instances have no Elasticsearch.
    again = import_module("directory.search.elastic.again")
    versions = {each.subject_id: each.subject_version for each in taken}
    refused: dict[str, Refused] = again.write_again(parts.settings, parts.database, versions)
    return refused


def _end(parts: Parts, taken: Sequence[Claimed], refused: dict[str, Refused] | None) -> None:
    for each in taken:
        if refused is None:
            with parts.database.transaction() as session:
                claims.moot(session, each, NOT_SET)
        elif each.subject_id in refused:
            _fail(parts, each, f"The index refused it: {refused[each.subject_id].kind}.")
        else:
            with parts.database.transaction() as session:
                claims.finish(session, each)


def _claim(parts: Parts, message_id: str) -> Claimed | None:
    with parts.database.transaction() as session:
        return claims.claim(session, message_id, divisor=parts.settings.durations_divided_by)


def _give_back(parts: Parts, claimed: Claimed, reason: str) -> None:
    with parts.database.transaction() as session:
        claims.give_back(session, claimed, AWAY_DELAY_S / parts.settings.durations_divided_by, reason)


def _fail(parts: Parts, claimed: Claimed, detail: str) -> None:
    with parts.database.transaction() as session:
        state = claims.fail(session, claimed, detail, divisor=parts.settings.durations_divided_by)
    log.warning("not_indexed", service_id=claimed.subject_id, state=state, detail=detail)
