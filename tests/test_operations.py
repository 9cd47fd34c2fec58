"""The operator's page says what is so: settings, commands, figures and log lines that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from directory.cli import main
from directory.config import Settings
from directory.outbox.alarms import STOPPED

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for folder in ("directory", "workers") for path in (ROOT / folder).rglob("*.py")
)


def commands() -> list[str]:
    fenced = re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    lines = [line for block in fenced for line in block.splitlines()] + re.findall(r"`([^`\n]+)`", PAGE)
    return sorted({line for line in lines if line.startswith("onward ")})


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    table = PAGE[PAGE.index("<!-- settings -->") : PAGE.index("<!-- end of settings -->")]
    rows = re.findall(r"^\| `ONWARD_([A-Z_]+)`(?: 🔑)? \| (?:`([^`]*)` )?\| (.+) \|$", table, re.MULTILINE)
    written = {name.lower(): default for name, default, _ in rows}
    assert written.keys() == Settings.model_fields.keys()
    for name, field in Settings.model_fields.items():
        shown = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
        assert written[name] == shown, name


def test_every_setting_that_holds_a_secret_is_marked() -> None:
    marked = {name.lower() for name in re.findall(r"`ONWARD_([A-Z_]+)` 🔑", PAGE)}
    assert marked == {
        "database_url", "secret_key", "previous_secret_key", "api_key", "redis_url", "smtp_url", "webhook_secret",
        "webhook_previous_secret", "elasticsearch_url",
    }  # fmt: skip


@pytest.mark.parametrize("line", commands())
def test_every_command_exists_with_its_options(line: str) -> None:
    command: click.Command = main
    context = click.Context(main)
    words = shlex.split(line)[1:]
    while words and isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None, line
        command = found
    options = {option for each in command.params for option in each.opts}
    assert {word for word in words if word.startswith("--")} <= options | {"--help"}


def test_every_figure_that_is_counted_is_in_the_table_and_the_other_way_round() -> None:
    named = {name.removesuffix("_total") for name in re.findall(r"`(onward_[a-z_]+)", PAGE)} - {"onward_restored"}
    counted = set(re.findall(r'"(onward_[a-z_]+)"', SOURCES)) - {"onward_writes", "onward_index"}
    assert named == counted


def test_every_log_line_is_explained_and_the_other_way_round() -> None:
    table = PAGE[PAGE.index("## Log lines") :]
    rows = re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([a-z_-]+)`", row)}
    written = set(re.findall(r'\blog\.(?:info|warning|error|exception)\(\s*"([a-z_-]+)"', SOURCES))
    assert named - {"event"} == written


def test_every_state_that_stands_still_is_in_the_page() -> None:
    assert all(f"`{state}`" in PAGE or f'"{state}"' in PAGE for state in STOPPED)
