"""Organisations, places, practitioners, roles and the services that a search finds."""
