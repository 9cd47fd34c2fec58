"""How Alembic reaches the database: through the connection that ``upgrade`` hands over, else the settings."""

from __future__ import annotations

from alembic import context
from sqlalchemy.engine import Connection

import directory.audit.models
import directory.catalogue.models
import directory.consents.models
import directory.followups.models
import directory.letters.models
import directory.outbox.models
import directory.referrals.models  # noqa: F401  registers the tables
from directory.config import Settings
from directory.db import WRITES, Base, make_engine


def run(connection: Connection) -> None:
    """Run the migrations in the transaction that is open."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with make_engine(Settings().database).execution_options(**{WRITES: True}).connect() as opened, opened.begin():
        run(opened)
