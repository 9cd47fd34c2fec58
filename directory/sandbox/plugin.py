"""One plugin from another package, as the engine sees it: it is asked in the plugins' process, and may be off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import structlog
from geopy import Location, Point
from geopy.exc import GeocoderServiceError

from matching import Concept, Specialty, codec
from matching.outside import DECLARED, OutsideFailed, shape_of
from matching.plugin_loading import HOOKS, Installed

log = structlog.get_logger("onward")

if TYPE_CHECKING:
    from directory.sandbox.host import Host

NEVER_LOADED = "it could not be loaded when this process started; start Onward again once it is mended and enabled"


class SandboxedPlugin:
    """Fulfils ``matching.outside.Outside``."""

    def __init__(self, installed: Installed, host: Host) -> None:
        """Nothing of it has been run."""
        self.name, self.value, self.version = installed
        self.hooks: tuple[str, ...] | None = None
        self.specialties: tuple[Specialty, ...] = ()
        self.vocabulary: tuple[Concept, ...] = ()
        self.geocoders: tuple[SandboxedGeocoder, ...] = ()
        self.raised = self.lost = self.lost_places = 0
        self._host = host

    @property
    def reason(self) -> str:
        """Why it is switched off, or cannot be asked; "" while it can."""
        off = self._host.switches.off(self.name)
        if off is not None:
            return off.reason
        return "" if self.hooks is not None else NEVER_LOADED

    def declare(self, loaded: Mapping[str, Any]) -> None:
        """Take over what it said when it was loaded. Raises NotAValue, KeyError or TypeError for nonsense."""
        hooks = [hook for hook in HOOKS if hook in loaded["hooks"]]
        declared = loaded["declared"]
        values = {
            hook: tuple(codec.read(shape_of(hook).answer, each) for each in declared.get(hook, ())) for hook in DECLARED
        }
        if "assess_service" in hooks and "greatest_weight" not in hooks:
            raise codec.NotAValue("it assesses services, so it must declare its greatest weight too")
        self.specialties, self.vocabulary = values["specialties"], values["vocabulary"]
        names = [str(each) for each in loaded.get("geocoders", ())]
        self.geocoders = tuple(SandboxedGeocoder(self, number, name) for number, name in enumerate(names))
        self.hooks = tuple(hooks)

    def declared(self) -> dict[str, Any]:
        """The same again, to be kept while it is off; empty where it never loaded."""
        if self.hooks is None:
            return {}
        values: dict[str, Sequence[object]] = {"specialties": self.specialties, "vocabulary": self.vocabulary}
        written = {hook: [codec.write(shape_of(hook).answer, each) for each in values[hook]] for hook in DECLARED}
        return {"hooks": list(self.hooks), "declared": written, "geocoders": [each.kind for each in self.geocoders]}

    def ask(self, hook: str, given: dict[str, object], *, is_urgent: bool = False) -> list[Any]:
        """Its answers to a hook; in an emergency only what comes almost at once. Raises OutsideFailed."""
        if hook == "geocoders":
            return list(self.geocoders)
        try:
            return self._host.ask(self, hook, given, is_urgent=is_urgent)
        except OutsideFailed:
            raise
        except Exception as error:
            # Whatever else went wrong is no fault of the plugin's; its answer is missing all the same.
            log.exception("plugin_not_asked", plugin=self.name, hook=hook)
            raise OutsideFailed(self.name, hook, f"it could not be asked ({type(error).__name__})") from error

    def spree(self, hook: str, *, is_urgent: bool = False) -> Callable[[dict[str, object]], list[Any]]:
        """The same for the many questions of one search, within one limit for all of them."""
        return self._host.spree(self, hook, is_urgent=is_urgent)

    def geocode(self, number: int, query: str) -> tuple[str, float, float, dict[str, Any]] | None:
        """A place by one of its geocoders. Raises OutsideFailed."""
        return self._host.geocode(self, number, query)

    def refuse(self, hook: str, why: str) -> OutsideFailed:
        """Note that an answer was nonsense, which switches it off; the failure is there to be raised."""
        self._host.switch_off(self, hook, why)
        return OutsideFailed(self.name, hook, why)


class SandboxedGeocoder:
    """One of its geocoders, in geopy's shape."""

    def __init__(self, plugin: SandboxedPlugin, number: int, kind: str) -> None:
        """The plugin's ``number``-th, whose class is called ``kind``."""
        self.kind = kind
        self._plugin, self._number = plugin, number

    def geocode(self, query: str, **_options: object) -> Location | None:
        """The place, or None. Raises GeocoderServiceError when the plugin fails: the next one is asked."""
        try:
            found = self._plugin.geocode(self._number, query)
        except OutsideFailed as failure:
            raise GeocoderServiceError(str(failure)) from None
        if found is None:
            return None
        address, latitude, longitude, raw = found
        return Location(address, Point(latitude, longitude), raw)
