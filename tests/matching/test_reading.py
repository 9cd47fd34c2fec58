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
        "crt normal apart from R corner",
        "has MG",
        "MG since 2015",
        "OD in january",
    ],
)
def test_what_came_after_a_treatment_is_understood_or_asked_for(registry: PluginRegistry, typed: str) -> None:
    assert typed in registry.vocabulary.read(typed).unrecognised


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("crt fine on L, nil on R", "crt fine on L"),
        ("crt ok left, absent right", "crt ok left"),
        ("crt 2 lower lip, none upper", "crt 2 lower lip"),
        ("crt normal except tip of nose", "crt normal"),
        ("no colour change except tip", "no colour change"),
        ("MG, wants botox", "MG"),
    ],
)
def test_an_all_clear_with_an_exception_and_a_short_form_are_asked_about(
    registry: PluginRegistry, typed: str, said: str
) -> None:
    assert said in registry.vocabulary.read(typed).unrecognised


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
        "CRT 2s left and right",
        "crt normal, nil pain",
        "aspirin 75 mg od",
        "aspirin od",
    ],
)
def test_what_says_nothing_of_it_is_not_asked_about(registry: PluginRegistry, typed: str) -> None:
    assert registry.vocabulary.read(typed).unrecognised == ()
