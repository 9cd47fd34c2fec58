"""Every process of an installation signs with the same key: another one would make the links in sent mails useless.

The database holds a digest by which the key is known again, never the key.
"""

from __future__ import annotations

import hashlib
import hmac

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.audit import service as audit
from directory.config import DEVELOPMENT_KEY, Settings
from directory.db import Database
from directory.errors import Refused
from directory.outbox.tables import INSTALLATION

LABEL = b"onward.key-check.1"
CHANGED = "installation.key-changed"
OTHER = (
    "ONWARD_SECRET_KEY is not the key that this database was used with: the links in mails that are on their way "
    "would not open. Set the earlier key again. To change the key, set ONWARD_PREVIOUS_SECRET_KEY to the earlier one. "
    "If that one is lost, run onward db new-key."
)
_c = INSTALLATION.c


def digest_of(key: str) -> str:
    """By what a key is known again: an HMAC of a constant, 64 hexadecimal digits."""
    return hmac.new(key.encode(), LABEL, hashlib.sha256).hexdigest()


def check(database: Database, settings: Settings) -> None:
    """Note the key at the first start, and where the former one is named; refuse another. Raises Refused.

    Call it after the fence, which makes the row. The key of development signed nothing that matters.
    """
    with database.reading() as session:
        if is_known(session, settings):
            return
    with database.transaction() as session:
        former = [digest_of(each) for each in (*settings.signing_keys[1:], DEVELOPMENT_KEY)]
        if _note(session, settings, *former):
            audit.record(session, "onward", CHANGED, "installation", "1")
        _note(session, settings, "")
        # Of two processes that start with different keys one is first.
        if not is_known(session, settings):
            raise Refused(OTHER)


def refuse_another(database: Database, settings: Settings) -> None:
    """Raises Refused for what :func:`check` would refuse, and notes nothing."""
    with database.reading() as session:
        if is_another(session, settings):
            raise Refused(OTHER)


def is_known(session: Session, settings: Settings) -> bool:
    """Whether the key that is set is the one that was noted."""
    return _noted(session) == digest_of(settings.secret_key)


def is_another(session: Session, settings: Settings) -> bool:
    """Whether a process that starts with these settings would be refused."""
    return (_noted(session) or "") not in ("", *map(digest_of, (*settings.signing_keys, DEVELOPMENT_KEY)))


def replace(session: Session, settings: Settings, *, by: str) -> bool:
    """Note the key that is set in place of one that is lost; False when it is the one that is noted."""
    noted = _noted(session)
    if noted is None or noted == digest_of(settings.secret_key):
        return False
    _note(session, settings, noted)
    audit.record(session, by, CHANGED, "installation", "1")
    return True


def _noted(session: Session) -> str | None:
    found: str | None = session.connection().execute(select(_c.key_check).where(_c.id == 1)).scalar()
    return found


def _note(session: Session, settings: Settings, *instead_of: str) -> bool:
    noted = update(INSTALLATION).where(_c.id == 1, _c.key_check.in_(instead_of))
    return session.connection().execute(noted.values(key_check=digest_of(settings.secret_key))).rowcount == 1
