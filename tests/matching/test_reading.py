"""What is not understood is said: also what came after a treatment in words that everybody uses."""

from __future__ import annotations

import pytest

from matching.plugin_manager import PluginRegistry


@pytest.mark.parametrize(
    "typed",
    [
        "right eye gone since filler",
        "chewing odd since botox",
        "since filler nails brown",
        "after the last filler the mouth turned",
        "vision normal in right eye only",
        "breathing normal at first",
        "vision normal on the left",
        "not normal since filler",
        "i can not use eye since filler",
    ],
)
def test_what_came_after_a_treatment_is_understood_or_asked_for(registry: PluginRegistry, typed: str) -> None:
    assert typed in registry.vocabulary.read(typed).unrecognised


@pytest.mark.parametrize(
    "typed",
    [
        "happy since filler",
        "here for review 2 weeks after filler",
        "two weeks after lip filler, very happy with result",
        "acne since filler",
        "wants filler after botox",
        "vision normal in both eyes",
        "vision normal in right and left eye",
        "CRT normal",
        "eye shape before filler",
    ],
)
def test_what_says_nothing_of_it_is_not_asked_about(registry: PluginRegistry, typed: str) -> None:
    assert registry.vocabulary.read(typed).unrecognised == ()
