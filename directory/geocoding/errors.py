"""Why a place could not be found, each in its own plain sentence."""

from __future__ import annotations

from collections.abc import Sequence

from directory.errors import NotFound, OnwardError


class PlaceProblem(OnwardError):
    """What was typed as a place does not lead to one point in the UK."""

    code = "place"
    title = "We could not tell where that is"

    def __init__(self, detail: str, **extra: object) -> None:
        """Say what happened; the field is always the place."""
        super().__init__(detail, field="near", **extra)


class PlaceMissing(PlaceProblem):
    """Nothing was typed, or words that name no place ("no fixed abode")."""

    code = "place-missing"


class PlaceTooLong(PlaceProblem):
    """Far more was typed than any place needs."""

    code = "place-too-long"


class PlaceNotFound(PlaceProblem):
    """It looks like a place, and our lists do not have it."""

    code = "place-not-found"


class PlaceNotCovered(PlaceProblem):
    """A real place that has no position here: Crown dependencies, forces post, postcodes without coordinates."""

    code = "place-not-covered"


class PlaceOutsideUK(PlaceProblem):
    """A position that is not in the United Kingdom."""

    code = "place-outside-uk"


class CoordinatesSwapped(PlaceProblem):
    """Longitude came first; ``suggestion`` in ``extra`` is the order that works."""

    code = "coordinates-swapped"


class PlaceAmbiguous(PlaceProblem):
    """Several places have that name; ``choices`` are names that lead to exactly one each."""

    code = "place-ambiguous"

    def __init__(self, detail: str, choices: Sequence[str]) -> None:
        """Keep the choices, largest place first."""
        super().__init__(detail, choices=list(choices))
        self.choices = tuple(choices)


class GeocoderUnavailable(PlaceProblem):
    """Our own lists do not have it, and the outside address service did not answer."""

    code = "geocoder-unavailable"
    status = 503


class TableMissing(OnwardError):
    """The postcode table has not been built, or was built by another version."""

    code = "postcodes-missing"
    title = "The postcode table is not ready"
    status = 503


class TileNotFound(NotFound):
    """The map has no such tile: it covers the UK, from zoom 5 to 15."""

    code = "tile-not-found"
    title = "The map ends here"
