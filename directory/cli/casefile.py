"""Reading a file of cases, YAML or JSON, within limits."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

import yaml

from directory.errors import FieldError, Invalid
from directory.web.body import MAX_DEPTH, BadBody, parse

MAX_BYTES = 5_000_000
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPENS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSES = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class _Loader(_Base):  # type: ignore[misc]
    """Safe values only; a key that stands twice is refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [each.value for each, _ in node.value if isinstance(each, yaml.ScalarNode)]
        for key in keys:
            if keys.count(key) > 1:
                raise _invalid(f"The key {key[:60]} stands twice at line {node.start_mark.line + 1}: give it once.")
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return found


def read_file(file: BinaryIO) -> Any:
    """The value in the file. Raises Invalid when it is too long, not YAML or JSON, or meant to be a trap."""
    raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise _invalid(f"The file is longer than {MAX_BYTES // 1_000_000} MB: split it.")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if raw.lstrip()[:1] in (b"{", b"["):
        try:
            return parse(raw)
        except BadBody:
            if _is_json(raw):
                raise
    return _yaml(raw)


def _is_json(raw: bytes) -> bool:
    """Whether it is JSON that was refused, rather than YAML that begins like JSON."""
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True


def _yaml(raw: bytes) -> Any:
    try:
        _check_events(raw)
        value = yaml.load(raw, Loader=_Loader)  # noqa: S506  a safe loader, with less allowed
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        reason = getattr(error, "problem", None) or error
        raise _invalid(f"The file is neither YAML nor JSON{where}: {reason}.") from None
    except (ValueError, OverflowError) as error:
        raise _invalid(f"The file holds a value that cannot be read: {error}.") from None
    if value is None:
        raise _invalid("The file is empty: write a case, or a list of cases.")
    return value


def _check_events(raw: bytes) -> None:
    """Refuse aliases, which can unfold into gigabytes, and nesting without end, before anything is built."""
    depth = 0
    for event in yaml.parse(raw, Loader=_Base):
        depth += isinstance(event, _OPENS) - isinstance(event, _CLOSES)
        if isinstance(event, yaml.AliasEvent):
            raise _invalid("The file uses a YAML alias (*name): write the value out.")
        if depth > MAX_DEPTH:
            raise _invalid(f"The file is nested more than {MAX_DEPTH} levels deep.")


def _invalid(detail: str) -> Invalid:
    return Invalid([FieldError("", detail)])
