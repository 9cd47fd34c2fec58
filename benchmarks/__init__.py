"""Measurements, each against a peer in the same run and told as a ratio."""
