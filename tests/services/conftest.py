"""The fixtures of a PostgreSQL server, for its own tests."""

from tests.services.postgres import postgres_database_url, postgres_url

__all__ = ["postgres_database_url", "postgres_url"]
