"""``onward serve`` looks at its settings before it opens anything or says where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from directory.cli import main


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_URL", "nonsense"), ("MAIL_FROM", "nonsense"), ("MAIL_REPLY_TO", "nonsense"), ("API_RATE_LIMIT", "lots"),
        ("LISTING_RATE_LIMIT", "often"), ("SEARCH_RATE_LIMIT", "x"), ("WEBHOOK_URL", "https://clinic.example/hook"),
        ("PUBLIC_URL", "https://?x"), ("REDIS_URL", "nonsense"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["serve", "run"])
def test_a_setting_that_cannot_be_used_is_refused_before_it_says_where_it_is(
    tmp_path: Path, command: str, name: str, value: str
) -> None:
    instance = tmp_path / "instance"
    variable = f"ONWARD_{name}"
    result = CliRunner().invoke(main, ["--instance", str(instance), command], env={variable: value})
    assert result.exit_code == 1
    assert result.stdout == ""
    assert variable in result.stderr
    assert "not foreseen" not in result.stderr
    assert not instance.exists()


def test_doctor_says_it_too(tmp_path: Path) -> None:
    settings = {
        "ONWARD_API_RATE_LIMIT": "lots",
        "ONWARD_MAIL_FROM": "nonsense",
        "ONWARD_WEBHOOK_URL": "https://a.example",
    }
    words = ["--instance", str(tmp_path), "doctor", "--only", "settings"]
    result = CliRunner().invoke(main, words, env=settings)
    assert result.exit_code == 1
    text = " ".join(result.stdout.split())
    for said in (
        "ONWARD_API_RATE_LIMIT cannot be read",
        "ONWARD_MAIL_FROM must be one",
        "Set ONWARD_WEBHOOK_SECRET",
    ):
        assert said in text
