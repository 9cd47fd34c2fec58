"""The service: a directory of specialists, and the search over it."""

__version__ = "0.1.0"
