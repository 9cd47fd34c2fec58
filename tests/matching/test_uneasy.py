"""Everyday words that tell of trouble beside a treatment alone: they are said to be not understood."""

from __future__ import annotations

import pytest

from matching.plugin_manager import PluginRegistry
from matching.uneasy import tells_of_trouble

TROUBLE = [
    "lip filler today, lip not looking good", "lip filler 2 hours ago, lip has no feeling",
    "lip filler, it is getting worse",
    "filler yesterday, cheek feels hard and getting bigger", "had botox, hand feels different",
    "botox, not herself lately",
    "lip filler today, she can feel nothing on left cheek",
    "lip filler, upper lip gone",
    "lip filler. terrible",
]  # fmt: skip
PLAIN = [
    "wants lip filler, needs to be done before saturday", "lip filler, happy with it", "botox, second treatment",
    "wants lip filler, wants her lips bigger", "lip filler, would like the upper lip a little bigger",
    "lip filler last year, looked good", "wants botox, works at a hospital",
    "wants lip filler, different shape to last time",
    "wants botox, skin not looking good", "wants masseter botox, jaw getting bigger", "lip filler, nothing in cheeks",
    "wants filler, not sure which is right for me", "wants botox, not working this week",
    "botox, no problems", "lip filler, left side first",
    "wants filler, wants to feel good with bigger lips",
]  # fmt: skip


@pytest.mark.parametrize("typed", TROUBLE)
def test_trouble_in_everyday_words_is_not_passed_over(registry: PluginRegistry, typed: str) -> None:
    said = registry.vocabulary.read(typed)
    assert said.unrecognised == (typed.partition(",")[2].strip() or typed.partition(".")[2].strip(),)


@pytest.mark.parametrize("typed", PLAIN)
def test_what_tells_of_no_trouble_needs_no_explanation(registry: PluginRegistry, typed: str) -> None:
    assert registry.vocabulary.read(typed).unrecognised == ()


@pytest.mark.parametrize("typed", ["acne, worse since march", "rash on cheek, getting worse", "melasma, bad in summer"])
def test_beside_a_sign_they_say_more_of_it(registry: PluginRegistry, typed: str) -> None:
    assert registry.vocabulary.read(typed).unrecognised == ()


@pytest.mark.parametrize(
    ("words", "is_trouble"),
    [
        ("getting worse", True), ("not worse", False), ("not good", True), ("good", False), ("no feeling", True),
        ("feeling", False), ("nothing on left", False), ("can feel nothing", True), ("nothing", False),
        ("nothing else", False),
        ("lip feels hard", True), ("lip hard", False), ("feels hard", False), ("lip feels smaller", False),
        ("cannot move it", True), ("without feeling", True), ("never felt well", True), ("none left", False),
    ],
)  # fmt: skip
def test_each_part_of_it_counts(words: str, is_trouble: bool) -> None:
    assert tells_of_trouble(words.split()) is is_trouble
