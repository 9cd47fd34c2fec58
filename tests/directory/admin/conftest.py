"""Servers that the questions of this folder are put to."""

from tests.services.redis import redis_url  # noqa: F401  a fixture
