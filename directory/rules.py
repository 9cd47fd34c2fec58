"""What needs no database: the installed rules, and finding places."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import plugins
from directory.config import Settings
from directory.geocoding.chain import AnyGeocoder
from directory.geocoding.service import Geocoding, open_geocoding
from matching.plugin_manager import PluginRegistry, build_registry

PLACES = Path(__file__).parent.parent / "seed" / "data" / "places.csv"


def registry_of(settings: Settings) -> PluginRegistry:
    """The plugins that these settings leave on. Raises PluginRefused."""
    return build_registry(plugins.BUILTIN, disabled=settings.disabled, load_entry_points=settings.plugins_from_packages)


def geocoding_of(settings: Settings, registry: PluginRegistry) -> Geocoding:
    """The postcode table, the place names and every geocoder. Raises TableMissing where the table is not built."""
    return open_geocoding(
        settings.places_db,
        PLACES,
        geocoder=settings.geocoder,
        geocoder_url=settings.geocoder_url,
        user_agent=settings.geocoder_user_agent,
        extra=cast(tuple[AnyGeocoder, ...], registry.geocoders()),
    )
