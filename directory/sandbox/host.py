"""The plugins from other packages: who is asked in the warm process, what a failure costs, who is switched off.

A plugin that hangs, ends its process or answers nonsense is switched off at once, one that raises after three times in
a row. Then the process is replaced by a fresh one without that plugin.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import structlog

from directory.sandbox.limits import Limits
from directory.sandbox.plugin import SandboxedPlugin
from directory.sandbox.process import Gone, TooSlow
from directory.sandbox.switches import Off, Switches
from directory.sandbox.warm import NotNow, Warm
from matching import codec
from matching.outside import OutsideFailed, shape_of, warm_up
from matching.plugin_loading import Installed

log = structlog.get_logger("onward")
START = "start"


class Host:
    """Every plugin from another package, in the order of their names; without any, nothing is started."""

    def __init__(self, installed: Iterable[Installed], switches: Switches, limits: Limits = Limits()) -> None:  # noqa: B008
        """Nothing is run yet."""
        self.switches = switches
        self.limits = limits
        self.plugins = tuple(SandboxedPlugin(each, self) for each in installed)
        self._by_name = {each.name: each for each in self.plugins}
        self._is_started = False
        self._lost_places: set[str] = set()
        self._rules = Warm(limits, self._wanted, self._loaded, self._not_loaded, self._lost)
        self._places = Warm(
            limits, self._with_places, lambda _name, _loaded: None, self._without_places, lambda _name: None,
            has_network=True,
        )  # fmt: skip

    def start(self) -> None:
        """Load every plugin that is on, and take what the others had declared before they were switched off."""
        for plugin in self.plugins:
            off = self.switches.off(plugin.name)
            if off is not None and off.declared and off.version == plugin.version:
                try:
                    plugin.declare(off.declared)
                except (ValueError, TypeError, LookupError, AttributeError):
                    log.error("plugin_note", plugin=plugin.name, problem="what it had declared cannot be read")
        if any(self._wanted()):
            warm_up()
            self._rules.start()
        self._is_started = True
        if self._with_places():
            self._places.renew()

    def version(self, name: str) -> str:
        """The version of the package that brings this plugin. Raises KeyError."""
        return self._by_name[name].version

    def close(self) -> None:
        """End the processes."""
        self._rules.close()
        self._places.close()

    @property
    def pid(self) -> int | None:
        """The number of the process that rules are asked in, while there is one."""
        return self._rules.pid

    def ask(
        self, plugin: SandboxedPlugin, hook: str, given: Mapping[str, object], *, is_urgent: bool = False
    ) -> list[Any]:
        """One plugin's answers to a hook. Raises OutsideFailed."""
        shape = shape_of(hook)
        written = {name: codec.write(shape.given[name], value) for name, value in given.items()}
        message = {"do": "ask", "name": plugin.name, "hook": hook, "given": written}
        reply = self._reply(plugin, hook, message, is_urgent=is_urgent)
        try:
            answers = [codec.read(shape.answer, each) for each in reply["answers"]]
            failed = reply.get("failed") and (str(reply["failed"][0]), str(reply["failed"][1])[:300])
            if len(answers) > shape.most or (shape.is_one and len(answers) > 1):
                raise codec.NotAValue("too many answers")
        except (ValueError, TypeError, LookupError, RecursionError) as nonsense:
            raise plugin.refuse(hook, f"it answered nonsense: {nonsense}") from None
        if failed:
            raise self._failed(plugin, hook, *failed, answers)
        plugin.raised = 0
        return answers

    def _reply(
        self, plugin: SandboxedPlugin, hook: str, message: Mapping[str, Any], *, is_urgent: bool
    ) -> dict[str, Any]:
        if reason := plugin.reason:
            raise OutsideFailed(plugin.name, hook, f"it is switched off: {reason}")
        limit_s = self.limits.emergency_s if is_urgent else self.limits.call_s
        try:
            return self._rules.ask(plugin.name, message, limit_s, warm_s=0.0 if is_urgent else self.limits.warm_s)
        except NotNow as busy:
            log.warning("plugin_not_asked", plugin=plugin.name, hook=hook, why=str(busy))
            raise OutsideFailed(plugin.name, hook, busy) from None
        except TooSlow as slow:
            if slow.was_starved:
                raise self._failed(plugin, hook, "raised", f"{slow}, on a busy machine", []) from None
            raise plugin.refuse(hook, str(slow)) from None
        except Gone as problem:
            raise plugin.refuse(hook, str(problem)) from None

    def _failed(self, plugin: SandboxedPlugin, hook: str, kind: str, why: str, answers: list[Any]) -> OutsideFailed:
        plugin.raised += 1
        if kind != "raised":
            self.switch_off(plugin, hook, f"it answered nonsense: {why}")
        elif plugin.raised >= self.limits.raises:
            self.switch_off(plugin, hook, f"it failed {plugin.raised} times in a row: {why}")
        else:
            log.error("plugin_raised", plugin=plugin.name, hook=hook, why=why)
        return OutsideFailed(plugin.name, hook, why, answers)

    def spree(
        self, plugin: SandboxedPlugin, hook: str, *, is_urgent: bool = False
    ) -> Callable[[dict[str, object]], list[Any]]:
        """The same for many questions, within one limit for all of them together."""
        limit_s = self.limits.emergency_s if is_urgent else self.limits.spree_s
        used_s = 0.0

        def ask(given: dict[str, object]) -> list[Any]:
            nonlocal used_s
            if used_s > limit_s:
                why = f"it took more than {limit_s:g} s of one search"
                raise OutsideFailed(plugin.name, hook, why) if is_urgent else plugin.refuse(hook, why)
            started = time.monotonic()
            answers = self.ask(plugin, hook, given, is_urgent=is_urgent)
            used_s += time.monotonic() - started
            return answers

        return ask

    def geocode(
        self, plugin: SandboxedPlugin, number: int, query: str
    ) -> tuple[str, float, float, dict[str, Any]] | None:
        """A place by one of its geocoders. Raises OutsideFailed; its rules are asked all the same."""
        if plugin.reason or plugin.name in self._lost_places:
            raise OutsideFailed(plugin.name, "geocoders", plugin.reason or "it failed too often")
        message = {"do": "geocode", "name": plugin.name, "number": number, "query": query}
        try:
            limit_s = self.limits.geocode_s
            reply = self._places.ask(plugin.name, message, limit_s, warm_s=limit_s)
            if "failed" in reply:
                raise ValueError(str(reply["failed"][1])[:300])
            (found,) = reply["answers"]
            return None if found is None else _place(found)
        except NotNow as busy:
            raise OutsideFailed(plugin.name, "geocoders", busy) from None
        except (TooSlow, Gone, ValueError, TypeError, LookupError) as problem:
            plugin.lost_places += 1
            if plugin.lost_places >= self.limits.raises:
                self._without_places(plugin.name, str(problem))
            raise OutsideFailed(plugin.name, "geocoders", problem) from None

    def switch_off(self, plugin: SandboxedPlugin, hook: str, why: str) -> None:
        """Ask it no more, in no process, until somebody has looked."""
        at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        place = "when it was loaded" if hook == START else f"in {hook}"
        self.switches.switch_off(plugin.name, Off(f"{place}: {why}", plugin.version, at, plugin.declared()))
        log.error("plugin_off", plugin=plugin.name, hook=hook, why=why)
        plugin.raised = 0
        if self._is_started:
            self._rules.renew()

    def _wanted(self) -> list[SandboxedPlugin]:
        """Those that are on; once started, those that the engine knows."""
        return [
            each
            for each in self.plugins
            if self.switches.off(each.name) is None and (each.hooks is not None or not self._is_started)
        ]

    def _loaded(self, name: str, loaded: Mapping[str, Any]) -> None:
        if self._by_name[name].hooks is None:
            self._by_name[name].declare(loaded)

    def _not_loaded(self, name: str, why: str) -> None:
        self.switch_off(self._by_name[name], START, why)

    def _lost(self, name: str) -> None:
        plugin = self._by_name.get(name)
        if plugin is not None:
            plugin.lost += 1
            if plugin.lost >= self.limits.raises:
                plugin.lost = 0
                self.switch_off(plugin, "the background", f"the process ended {self.limits.raises} times after it")

    def _with_places(self) -> list[SandboxedPlugin]:
        return [each for each in self._wanted() if each.geocoders and each.name not in self._lost_places]

    def _without_places(self, name: str, why: str) -> None:
        log.error("plugin_geocoders_off", plugin=name, why=why)
        self._lost_places.add(name)


def _place(found: Any) -> tuple[str, float, float, dict[str, Any]]:
    address, latitude, longitude, raw = found
    if not isinstance(address, str) or not isinstance(raw, dict):
        raise TypeError("a place is an address, two numbers and what is known of them")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and math.isfinite(latitude + longitude)):
        raise ValueError("a place that is not on Earth")
    return address, float(latitude), float(longitude), raw
