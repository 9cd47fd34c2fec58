"""List a service once for each key: a request or a form that is sent twice makes one."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from directory.catalogue.models import HealthcareService
from directory.catalogue.schemas import ServiceListing
from directory.errors import NotFound
from directory.outbox import idempotency

Make = Callable[[], HealthcareService]


def list_once(session: Session, scope: str, key: str | None, listing: ServiceListing, make: Make) -> HealthcareService:
    """What ``make`` lists, or the service that the same listing made before, as it is now.

    Without a key it is made each time. Raises what ``make`` does; for the key Invalid, IdempotencyMismatch, Conflict.
    """
    if key is None:
        return make()
    replay = idempotency.begin(session, scope, key, listing.model_dump(mode="json"))
    if replay is not None:
        made = session.get(HealthcareService, replay.resource_id)
        if made is None:
            raise NotFound("What this listing made is gone.", field="id")
        return made
    made = make()
    idempotency.store(session, scope, key, status=201, body="", resource_id=made.id)
    return made
