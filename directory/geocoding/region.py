"""The outline of the United Kingdom, drawn generously around its coast, to tell inside from outside."""

from __future__ import annotations

SOUTH, WEST, NORTH, EAST = 49.75, -8.85, 61.0, 1.95

_OUTLINE = (
    (49.75, -6.8), (49.8, -5.0), (50.05, -3.4), (50.35, -1.2), (50.6, 0.3), (50.75, 1.1), (51.05, 1.5), (51.4, 1.65),
    (52.0, 1.85), (52.6, 1.95), (53.1, 1.6), (53.3, 0.6), (54.0, 0.4), (54.7, -0.4), (55.6, -1.2), (56.5, -1.9),
    (57.7, -1.5), (58.6, -2.3), (59.7, -0.9), (61.0, -0.4), (61.0, -1.9), (60.0, -2.5), (59.5, -4.0), (58.8, -5.6),
    (58.7, -7.3), (58.0, -8.85), (57.6, -8.85), (56.6, -7.9), (55.9, -7.0), (55.5, -6.9), (55.22, -7.0), (55.1, -7.3),
    (55.02, -7.44), (54.9, -7.5), (54.78, -7.6), (54.74, -7.95), (54.55, -8.22), (54.4, -8.2), (54.18, -7.85),
    (54.08, -7.55), (54.08, -7.25), (54.19, -7.1), (54.365, -7.1), (54.39, -6.98), (54.28, -6.92), (54.19, -6.84),
    (54.03, -6.72), (54.02, -6.3), (53.98, -5.9), (54.2, -5.2), (54.6, -5.0), (54.56, -4.4), (54.4, -3.9),
    (54.0, -3.8), (53.6, -4.0), (53.6, -4.9), (52.9, -5.1), (52.0, -5.6), (51.6, -5.6), (51.1, -4.9), (50.6, -5.4),
    (50.2, -6.0), (49.9, -6.8),
)  # fmt: skip
_ISLES = {
    "the Isle of Man": (54.0, -4.9, 54.45, -4.25),
    "the Channel Islands": (48.9, -2.8, 49.78, -1.9),
}


def inside_uk(latitude: float, longitude: float) -> bool:
    """Tell whether a position lies in the UK, its coastal waters included."""
    if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
        return False
    inside = False
    last_lat, last_lon = _OUTLINE[-1]
    for lat, lon in _OUTLINE:
        if (lat > latitude) != (last_lat > latitude):
            crossing = lon + (latitude - lat) / (last_lat - lat) * (last_lon - lon)
            inside ^= longitude < crossing
        last_lat, last_lon = lat, lon
    return inside


def crown_dependency(latitude: float, longitude: float) -> str | None:
    """Name the Crown dependency that a position lies in, or None."""
    for name, (south, west, north, east) in _ISLES.items():
        if south <= latitude <= north and west <= longitude <= east:
            return name
    return None
