"""What needs no database: the installed rules, and finding places."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import plugins
from directory.config import Settings
from directory.geocoding.chain import AnyGeocoder
from directory.geocoding.service import Geocoding, open_geocoding
from directory.sandbox.host import Host
from directory.sandbox.switches import Switches
from matching.plugin_loading import builtin_name, find_installed
from matching.plugin_manager import PluginRegistry, build_registry

PLACES = Path(__file__).parent.parent / "seed" / "data" / "places.csv"


def host_of(settings: Settings) -> Host:
    """The plugins that packages bring and these settings leave on; none of them is run yet."""
    names = [builtin_name(module) for module in plugins.BUILTIN]
    found = find_installed(names, settings.disabled) if settings.plugins_from_packages else ()
    return Host(found, Switches(settings.instance))


def registry_of(settings: Settings) -> PluginRegistry:
    """The plugins that these settings leave on. Raises PluginRefused.

    Those from packages run in a process of their own, which ends with this one or when the registry is closed.
    """
    host = host_of(settings)
    host.start()
    return build_registry(plugins.BUILTIN, disabled=settings.disabled, outside=host.plugins, close=host.close)


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
