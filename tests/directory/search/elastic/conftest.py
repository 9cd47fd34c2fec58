"""A database and its index on the search server."""

from tests.directory.search.elastic.kept import any_kept, kept  # noqa: F401  fixtures
