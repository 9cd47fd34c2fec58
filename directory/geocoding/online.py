"""Outside address services, off unless a setting names one: Nominatim or Photon, with a time limit and a cache."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from geopy import Location
from geopy.exc import GeocoderParseError
from geopy.geocoders import Nominatim, Photon
from geopy.geocoders.base import Geocoder

from directory.geocoding.region import inside_uk
from directory.geocoding.table import Nation

DEFAULT_URLS = {"nominatim": "https://nominatim.openstreetmap.org", "photon": "https://photon.komoot.io"}
CACHE_SIZE = 2_048
CACHE_TTL_S = 24 * 3_600
_NATIONS: dict[str, Nation] = {
    "england": "england",
    "scotland": "scotland",
    "alba / scotland": "scotland",
    "wales": "wales",
    "cymru / wales": "wales",
    "northern ireland": "northern-ireland",
    "northern ireland / tuaisceart éireann": "northern-ireland",
}


class OnlineGeocoder(Geocoder):  # type: ignore[misc]
    """Asks one outside service, about the UK only, and remembers answers, also that there was none."""

    def __init__(
        self,
        inner: Geocoder,
        options: Mapping[str, object],
        *,
        size: int = CACHE_SIZE,
        ttl_s: float = CACHE_TTL_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``options`` go to each call of ``inner.geocode``."""
        super().__init__()
        self.inner = inner
        self._options = dict(options)
        self._size, self._ttl_s, self._clock = size, ttl_s, clock
        self._answers: OrderedDict[str, tuple[float, Location | None]] = OrderedDict()
        self._lock = threading.Lock()

    def geocode(self, query: str, *, exactly_one: bool = True) -> Location | list[Location] | None:
        """Return the best address in the UK, or None; raises geopy's GeopyError when the service fails."""
        known, location = self._remembered(query)
        if not known:
            location = self._ask(query)
            self._remember(query, location)
        return location if exactly_one or location is None else [location]

    def _ask(self, query: str) -> Location | None:
        try:
            return _in_uk(self.inner.geocode(query, exactly_one=True, **self._options))
        except (TypeError, ValueError, LookupError, AttributeError) as nonsense:
            # geopy reads the answer without checking its shape.
            raise GeocoderParseError("The address service answered something that is no place.") from nonsense

    def _remembered(self, query: str) -> tuple[bool, Location | None]:
        with self._lock:
            at, location = self._answers.get(query, (None, None))
            if at is None or self._clock() - at > self._ttl_s:
                return False, None
            self._answers.move_to_end(query)
            return True, location

    def _remember(self, query: str, location: Location | None) -> None:
        with self._lock:
            self._answers[query] = (self._clock(), location)
            self._answers.move_to_end(query)
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)


def online_geocoder(kind: str, url: str = "", *, user_agent: str = "onward", timeout_s: float = 3.0) -> OnlineGeocoder:
    """Return the geocoder that the settings name: ``kind`` is "nominatim" or "photon", ``url`` its own server."""
    if kind not in DEFAULT_URLS:
        raise ValueError(f"ONWARD_GEOCODER is {kind!r}: it can be empty, nominatim or photon.")
    parts = urlsplit(url or DEFAULT_URLS[kind])
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"ONWARD_GEOCODER_URL is {url!r}: it must start with http:// or https:// and name a server.")
    where = {"scheme": parts.scheme, "domain": parts.netloc + parts.path.rstrip("/"), "user_agent": user_agent}
    if kind == "nominatim":
        return OnlineGeocoder(
            Nominatim(timeout=timeout_s, **where), {"country_codes": "gb", "addressdetails": True, "language": "en"}
        )
    return OnlineGeocoder(Photon(timeout=timeout_s, **where), {"language": "en", "bbox": [(49.8, -8.7), (60.9, 1.8)]})


def _in_uk(location: Location | None) -> Location | None:
    if location is None or not inside_uk(location.latitude, location.longitude):
        return None
    raw = location.raw if isinstance(location.raw, dict) else {}
    details = raw.get("address") or raw.get("properties") or {}
    state = str(details.get("state", "")).casefold()
    return Location(
        location.address,
        (location.latitude, location.longitude),
        {"precision": "address", "nation": _NATIONS.get(state)},
    )
