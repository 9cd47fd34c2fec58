"""What the use cases of a referral need besides the session."""

from __future__ import annotations

from dataclasses import dataclass

from directory.config import Settings
from directory.geocoding.chain import GeocoderChain
from directory.referrals.ladder import Clock
from directory.referrals.models import Referral
from directory.search.index import Index
from matching.plugin_manager import PluginRegistry


@dataclass(frozen=True, slots=True)
class Wiring:
    """The settings, the rules, the index to look for the next best match in, and where places are looked up."""

    settings: Settings
    registry: PluginRegistry
    index: Index
    places: GeocoderChain | None = None

    def clock(self, referral: Referral) -> Clock:
        """How waits are reckoned for this referral."""
        return Clock(referral.nation, self.settings.durations_divided_by)
