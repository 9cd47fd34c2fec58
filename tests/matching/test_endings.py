"""What is said to be over is past, but never what may be back within the hour, nor what lasts."""

from __future__ import annotations

import pytest

from matching.plugin_manager import PluginRegistry
from tests.matching.test_context import said


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("bruise gone", "bruising"),
        ("bruising has now resolved", "bruising"),
        ("swelling settled", "treatment-swelling"),
        ("swelling has gone down", "treatment-swelling"),
        ("swelling went down within 2 days", "treatment-swelling"),
        ("infection has cleared up by itself", "post-treatment-infection"),
        ("redness settled 3 weeks ago", "treatment-redness"),
        ("no longer bruised", "bruising"),
        ("bruise gone now", "bruising"),
        ("bruise resolved two weeks ago", "bruising"),
        ("bruise gone 2 weeks ago", "bruising"),
        ("bruise gone 2wks ago", "bruising"),
        ("seizure hx", "seizure"),
        ("melanoma 2019", "suspicious-mole"),
        ("since melanoma 2019", "suspicious-mole"),
        ("swelling since filler 2019", "filler-swelling"),
    ],
)
def test_what_is_over_is_past(registry: PluginRegistry, typed: str, code: str) -> None:
    assert "past" in said(registry, typed).get(code, "past")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("bruise gone black", "bruising"),
        ("bruise now", "bruising"),
        ("swelling now", "treatment-swelling"),
        ("bruise settled bar scar ago", "bruising"),
        ("swelling went worse", "treatment-swelling"),
        ("swelling not gone", "treatment-swelling"),
        ("swelling never settled", "treatment-swelling"),
        ("swelling settled but is back", "treatment-swelling"),
        ("lupus gone", "lupus"),
        ("blanching has gone", "blanching"),
        ("blurred vision resolved", "visual-disturbance"),
        ("fever has gone on for 5 days", "fever"),
        ("bruising gone all down the neck", "bruising"),
        ("abscess went weeks without treatment", "post-treatment-infection"),
        ("depression better", "depression"),
        ("no longer on warfarin", "warfarin"),
        ("warfarin finished", "warfarin"),
        ("now migraine since epilepsy 2019", "epilepsy"),
        ("numb since filler 2019", "numbness"),
    ],
)
def test_what_may_still_be_so_is_so(registry: PluginRegistry, typed: str, code: str) -> None:
    assert "past" not in said(registry, typed)[code]
