"""Built-in plugins first, then those found by entry point; what cannot be trusted to work is refused at the start."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, Literal, NamedTuple

import pluggy
from pluggy import HookImpl

from matching import hookspecs

ENTRY_POINTS = "onward.plugins"
HOOKS = tuple(name for name, member in vars(hookspecs).items() if hasattr(member, f"{hookspecs.PROJECT}_spec"))

log = logging.getLogger(__name__)


class PluginRefused(RuntimeError):
    """A plugin cannot be used as it is; the message says which one, why, and what to do."""


class PluginFailed(RuntimeError):
    """A plugin's hook raised or answered nonsense while it was needed."""

    def __init__(self, plugin: str, hook: str, why: object) -> None:
        """Name the plugin and the hook: a missing rule is a clinical risk, so it must be said which one is missing."""
        super().__init__(f"The plugin {plugin} failed in {hook}: {why}")
        self.plugin = plugin
        self.hook = hook
        self.why = str(why)


class PluginInfo(NamedTuple):
    """One installed plugin, as ``onward plugins list`` shows it; ``reason`` is why it is switched off, if it is."""

    name: str
    version: str
    specialties: tuple[str, ...]
    hooks: tuple[str, ...]
    state: Literal["on", "off"] = "on"
    reason: str = ""


class Hook(NamedTuple):
    """One plugin's answer to one hook, to be called by itself so that a failure has a name."""

    plugin: str
    function: Callable[..., Any]
    arguments: tuple[str, ...]

    def __call__(self, **given: object) -> Any:
        """Call it with those of the given arguments that it asks for."""
        return self.function(*(given[name] for name in self.arguments))


def build_plugin_manager(
    builtins: Sequence[ModuleType], *, disabled: Iterable[str] = (), load_entry_points: bool = False
) -> pluggy.PluginManager:
    """Register the built-ins; refuse a hook that does not exist. Built-ins carry the last part of their module's name.

    ``load_entry_points`` runs what is installed in this very process, with nothing between: for the tests of a plugin
    by its author. Raises PluginRefused.
    """
    manager = empty_manager()
    for name in disabled:
        manager.set_blocked(name)
    for module in builtins:
        register(manager, module, builtin_name(module))
    if load_entry_points:
        _load_entry_points(manager)
    check_pending(manager)
    return manager


def builtin_name(module: ModuleType) -> str:
    """The last part of its module's name."""
    return module.__name__.rpartition(".")[2]


def empty_manager() -> pluggy.PluginManager:
    """A manager that knows the hooks and no plugin yet."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    return manager


def check_pending(manager: pluggy.PluginManager) -> None:
    """Refuse a hook that does not exist. Raises PluginRefused."""
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise PluginRefused(f"A plugin has a hook that does not exist: {error}. See docs/plugin_hooks.md") from error


def register(manager: pluggy.PluginManager, module: object, name: str) -> None:
    """Take a plugin in under this name, unless it is switched off. Raises PluginRefused."""
    if manager.is_blocked(name):
        log.info("The plugin %s is switched off", name)
        return
    if manager.has_plugin(name):
        raise PluginRefused(f"Two plugins are called {name}: rename one")
    try:
        manager.register(module, name=name)
    except pluggy.PluginValidationError as error:
        raise PluginRefused(f"The plugin {name} cannot be used: {error}. See docs/plugin_hooks.md") from error


class Installed(NamedTuple):
    """A plugin that a package brings, as its metadata names it: nothing of it has been run."""

    name: str
    value: str
    version: str


def find_installed(taken: Iterable[str] = (), disabled: Iterable[str] = ()) -> tuple[Installed, ...]:
    """The plugins that packages bring, by name. One whose name is taken is left out, and the log says so."""
    known: dict[str, str] = dict.fromkeys(taken, "")
    off = frozenset(disabled)
    found = []
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: (entry.name, entry.value)):
        if entry.name not in known:
            known[entry.name] = entry.value
            if entry.name in off:
                log.info("The plugin %s is switched off", entry.name)
            else:
                found.append(Installed(entry.name, entry.value, entry.dist.version if entry.dist else "unknown"))
        elif known[entry.name] != entry.value:
            log.error(
                "The plugin %s (%s) was not loaded: a plugin of that name is there already", entry.name, entry.value
            )
    return tuple(found)


def _load_entry_points(manager: pluggy.PluginManager) -> None:
    """Load what pip installed; pluggy would pass over a name that is taken in silence, so say it first."""
    found: dict[str, str] = {}
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: (entry.name, entry.value)):
        if manager.has_plugin(entry.name) or found.get(entry.name, entry.value) != entry.value:
            log.error(
                "The plugin %s (%s) was not loaded: a plugin of that name is there already", entry.name, entry.value
            )
        found.setdefault(entry.name, entry.value)
    for name in sorted(found):
        if manager.is_blocked(name):
            log.info("The plugin %s is switched off", name)
            continue
        try:
            manager.load_setuptools_entrypoints(ENTRY_POINTS, name=name)
        except Exception as error:
            raise PluginRefused(
                f"The plugin {name} could not be loaded: {error}. Correct it, uninstall it, or switch it off by name"
            ) from error


def hooks_of(manager: pluggy.PluginManager, hook: str) -> tuple[Hook, ...]:
    """Every plugin's answer to a hook, by plugin name: the order of registration never matters."""
    caller = getattr(manager.hook, hook)
    implementations: list[HookImpl] = caller.get_hookimpls()
    found = [Hook(each.plugin_name, each.function, tuple(each.argnames)) for each in implementations]
    return tuple(sorted(found, key=lambda each: each.plugin))


def describe(manager: pluggy.PluginManager, specialties: dict[str, str]) -> Iterator[PluginInfo]:
    """Every plugin with its version, its specialties (code -> plugin name) and its hooks."""
    versions = {id(plugin): dist.version for plugin, dist in manager.list_plugin_distinfo()}
    for name, plugin in sorted(manager.list_name_plugin()):
        if plugin is None:
            continue
        callers = manager.get_hookcallers(plugin) or []
        yield PluginInfo(
            name=name,
            version=versions.get(id(plugin), "built-in"),
            specialties=tuple(sorted(code for code, owner in specialties.items() if owner == name)),
            hooks=tuple(sorted(caller.name for caller in callers)),
        )
