"""Plugins from other packages run here: in one warm process of their own, within limits."""
