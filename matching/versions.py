"""Which rules gave an answer: one version a plugin, which changes whenever its words or its rules do."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, entry_points, version
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from weakref import WeakKeyDictionary

from matching.plugin_loading import ENTRY_POINTS
from matching.plugin_manager import PluginRegistry

PRODUCT = "onward"
ENGINE = "matching"
SHOWN = 10
_KNOWN: WeakKeyDictionary[PluginRegistry, Mapping[str, str]] = WeakKeyDictionary()


def rule_versions(registry: PluginRegistry) -> Mapping[str, str]:
    """The version of every plugin by its name, and of the engine as ``matching``: ``0.1.0+3f2a9c01de``.

    What stands behind the plus is a hash of the source: of a built-in plugin and of what it imports from beside it, of
    every module of a plugin from another package. It is left out where the source cannot be read.
    """
    if registry not in _KNOWN:
        _KNOWN[registry] = _versions(registry)
    return _KNOWN[registry]


def rules_version(versions: Mapping[str, str]) -> str:
    """One short text for all of them together: the same text means the same rules."""
    return sha256("\n".join(f"{name} {versions[name]}" for name in sorted(versions)).encode()).hexdigest()[:SHOWN]


def _versions(registry: PluginRegistry) -> Mapping[str, str]:
    product = _installed(PRODUCT)
    found = {ENGINE: _with_hash(product, _package_files(ENGINE))}
    behind = registry.registered()
    foreign = {entry.name: entry.module for entry in entry_points(group=ENTRY_POINTS)}
    for plugin in registry.plugins():
        module = behind.get(plugin.name)
        if plugin.version == "built-in" and isinstance(module, ModuleType):
            found[plugin.name] = _with_hash(product, _sources(module))
        else:
            package = foreign.get(plugin.name, getattr(module, "__name__", "")).partition(".")[0]
            found[plugin.name] = _with_hash(plugin.version, _package_files(package))
    return dict(sorted(found.items()))


def _installed(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "0"


def _with_hash(number: str, files: Iterable[Path]) -> str:
    digest, is_empty = sha256(), True
    for path in files:
        digest.update(path.read_bytes() + b"\0")
        is_empty = False
    return number if is_empty else f"{number}+{digest.hexdigest()[:SHOWN]}"


def _sources(module: ModuleType) -> list[Path]:
    """The module's file, and those of the modules that it imports from its own package, however far."""
    package = module.__name__.partition(".")[0]
    left, seen = [module.__name__], dict[str, Path]()
    while left:
        name = left.pop()
        path = _file(name)
        if name in seen or path is None:
            continue
        seen[name] = path
        left += [each for each in _imports(path) if each.startswith(f"{package}.")]
    return [seen[name] for name in sorted(seen)]


def _imports(path: Path) -> Iterable[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)


def _file(name: str) -> Path | None:
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return None
    return Path(spec.origin) if spec and spec.origin and spec.origin.endswith(".py") else None


def _package_files(package: str) -> list[Path]:
    """Every module of a package, or the one file of a module; finding it runs none of its code."""
    spec = find_spec(package) if package else None
    if spec is None:
        return []
    folders = list(spec.submodule_search_locations or ())
    if folders:
        return sorted(path for folder in folders for path in Path(folder).rglob("*.py"))
    return [path] if (path := _file(package)) else []
