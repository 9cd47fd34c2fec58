"""The process that plugins from other packages run in: it loads one when told, asks it a hook when told, and answers.

It knows neither settings nor database. Its standard input and output lead nowhere: what a plugin prints disturbs
nobody. It is never trusted: whoever started it reads its answers as values of declared types and nothing else.
"""

from __future__ import annotations

import os
import socket
import sys
import traceback
from importlib import import_module
from itertools import islice
from typing import Any

from directory.sandbox import fence, wire
from matching import codec
from matching.outside import DECLARED, shape_of, warm_up
from matching.plugin_loading import HOOKS, Hook, PluginRefused, check_pending, empty_manager, hooks_of, register

Answers = dict[str, Any]
LONGEST_REASON = 300


class Plugins:
    """The plugins that this process has loaded."""

    def __init__(self) -> None:
        """None yet."""
        self._hooks: dict[str, dict[str, Hook]] = {}
        self._geocoders: dict[str, list[Any]] = {}

    def load(self, name: str, value: str) -> Answers:
        """Import a plugin, and ask it once for what it declares."""
        module, _, attribute = value.partition(":")
        found: Any = import_module(module.strip())
        for part in filter(None, attribute.strip().split(".")):
            found = getattr(found, part)
        manager = empty_manager()
        register(manager, found, name)
        check_pending(manager)
        hooks = {hook: caller[0] for hook in HOOKS if (caller := hooks_of(manager, hook))}
        self._hooks[name] = hooks
        declared = {hook: _written(hook, hooks[hook](), []) for hook in DECLARED if hook in hooks}
        self._geocoders[name] = list(islice(hooks["geocoders"]() or (), 20)) if "geocoders" in hooks else []
        return {
            "hooks": sorted(hooks),
            "declared": declared,
            "geocoders": [type(each).__name__[:60] for each in self._geocoders[name]],
        }

    def ask(self, name: str, hook: str, given: dict[str, Any], answers: list[Any]) -> None:
        """Ask a loaded plugin; what it says stands in ``answers``, also when it fails half way."""
        types = shape_of(hook).given
        values = {key: codec.read(types[key], each) for key, each in given.items()}
        _written(hook, self._hooks[name][hook](**values), answers)

    def geocode(self, name: str, number: int, query: str) -> Any:
        """Ask one of a plugin's geocoders: address, latitude, longitude and what it says of precision."""
        found = self._geocoders[name][number].geocode(query, exactly_one=True)
        if found is None:
            return None
        raw = found.raw if isinstance(found.raw, dict) else {}
        said = {key: raw[key] for key in ("precision", "nation", "corrected") if isinstance(raw.get(key), str | bool)}
        return [str(found.address), float(found.latitude), float(found.longitude), said]


def _written(hook: str, answer: Any, written: list[Any]) -> list[Any]:
    """The answers in their declared form, one by one. Raises NotAValue."""
    shape = shape_of(hook)
    form = codec.form_of(shape.answer)
    items = [answer] if shape.is_one else answer or ()
    for count, item in enumerate(items):
        if count == shape.most:
            raise codec.NotAValue(f"more than {shape.most:,} answers")
        written.append(form.write(item))
    return written


def serve(channel: socket.socket) -> None:
    """Answer until nobody asks any more."""
    plugins = Plugins()
    while True:
        asked = wire.receive(channel, wire.LARGEST_LOAD)
        fence.allow_more_time(asked["cpu_s"])
        answers: list[Any] = []
        reply: Answers = {"id": asked["id"], "answers": answers}
        try:
            match asked["do"]:
                case "boot":
                    warm_up()
                case "load":
                    reply["loaded"] = plugins.load(asked["name"], asked["value"])
                case "geocode":
                    answers.append(plugins.geocode(asked["name"], asked["number"], asked["query"]))
                case "ask":
                    plugins.ask(asked["name"], asked["hook"], asked["given"], answers)
        except codec.NotAValue as wrong:
            reply["failed"] = ["nonsense", str(wrong)[:LONGEST_REASON]]
        except BaseException as error:
            reply["failed"] = ["raised", _reason(error, is_start=asked["do"] == "load")]
        reply["cpu_s"] = fence.used_s()
        _send(channel, reply, asked["most"])


def _reason(error: BaseException, *, is_start: bool) -> str:
    """What was raised and where. Its own words are shown only while no case has been seen: they may quote one."""
    if isinstance(error, PluginRefused):
        return str(error)[:LONGEST_REASON]
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    place = f" in {'/'.join(last.filename.split(os.sep)[-2:])}, line {last.lineno}" if last else ""
    words = f": {error}" if is_start and str(error) else ""
    return f"{type(error).__name__}{words}{place}"[:LONGEST_REASON]


def _send(channel: socket.socket, reply: Answers, most: int) -> None:
    try:
        body = wire.pack(reply)
    except (ValueError, MemoryError, RecursionError):
        body = b""
    if not body or len(body) > most:
        body = wire.pack({"id": reply["id"], "answers": [], "failed": ["nonsense", "an answer that is far too long"]})
    channel.sendall(body)


def main() -> None:
    """Take the two open files that the service left, put up the fence, and serve."""
    channel_file, lifeline, memory, has_network = (int(each) for each in sys.argv[1:5])
    fence.die_with(lifeline)
    fence.put_up(memory, has_network=bool(has_network))
    try:
        serve(socket.socket(fileno=channel_file))
    except (EOFError, OSError, wire.Garbled):
        # Whoever asked is gone, or a plugin has closed what was not its own.
        os._exit(0)


if __name__ == "__main__":
    main()
