"""S2-45 and section 4: what goes to 999 first. Each row names what somebody might type."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, referred, row

NOW = {"refer": "emergency-services", "urgency": "emergency", "decision": "do-not-treat"}
FILLER = {"treatment": "lip filler", "minutes_ago": 10}

ROWS = [
    row("cannot-see", {"terms": ["she can't see out of her left eye"], "event": FILLER}, **NOW),
    row("gone-blind", "gone blind in one eye", **NOW),
    row("double-vision", {"terms": ["double vision"], "event": FILLER}, **NOW),
    row("blurred-after-filler", {"terms": ["blurry vision"], "event": FILLER}, **NOW),
    row("blurred-in-words", "blurred vision after tear trough filler", **NOW),
    row("blurred-alone", "blurred vision", refer="gp", urgency="urgent", decision="hold"),
    row("face-dropped", "her face has dropped on one side", **NOW),
    row("arm", "cannot lift arm", **NOW),
    row("speech", "slurring words", **NOW),
    row("old-droop", "facial droop for 10 years", refer="gp", urgency="routine", decision="hold"),
    row("no-speech-trouble", "no slurred speech", refer=(), urgency=None, decision="may-treat"),
    row("throat", {"terms": ["throat is closing up"], "event": FILLER}, **NOW),
    row("severe-reaction", "severe allergic reaction", **NOW),
    row(
        "reaction-that-is-severe", "allergic reaction, severe", refer=("emergency-services", "gp"), urgency="emergency"
    ),
    row("wheeze", "wheezing", **NOW),
    row("collapse", "patient collapsed", **NOW),
    row("chest", "crushing chest pain", **NOW),
    row("swallowing-after-toxin", "difficulty swallowing after Botox", **NOW),
    row("bleeding", "bleeding that won't stop", **NOW),
    row("own-life", "plans to end her life", **NOW),
    row("red-flag-by-code", {"red_flags": ["vision-loss"]}, **NOW),
    row("past-anaphylaxis", "history of anaphylaxis", refer="gp", decision="hold"),
    row("denied", "denies chest pain and breathlessness", refer=(), decision="may-treat"),
    row("a-relative", "mother had a stroke", refer=(), decision="may-treat"),
    row("stroke-long-ago", "stroke 8 years ago", refer=(), decision="may-treat"),
    row("stroke-last-year", "TIA last year", refer="gp", decision="hold"),
]


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_what_cannot_wait_goes_to_999(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    check(registry, case, expect)


def test_an_emergency_is_answered_beside_everything_else(registry: PluginRegistry) -> None:
    found = answer(registry, {"age": 16, "terms": ["vision loss", "qwerty syndrome", "acne"], "wants": ["facelift"]})
    assert found.recommendations[0].specialty == "emergency-services"
    assert referred(found) == {"emergency-services", "dermatology-special-interest"}
    assert found.unrecognised == ("qwerty syndrome",)
