"""What one part of a text says of another: a denial goes on to the end of its list and no further."""

from __future__ import annotations

import pytest

from matching.plugin_manager import PluginRegistry
from tests.matching.test_context import said


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("epilepsy and acne? no", {"epilepsy": "not", "acne": "not"}),
        ("epilepsy controlled? no", {"epilepsy": ""}),
        ("screened for OCD, no concerns", {"ocd": "not", "healthy": ""}),
        ("screened for OCD, no concerns raised", {"ocd": "", "healthy": ""}),
        ("screened for OCD, depression concerns", {"ocd": "", "depression": ""}),
        ("anaphylaxis, NKDA", {"anaphylaxis": "", "healthy": ""}),
    ],
)
def test_an_answer_is_about_what_stands_right_before_it(
    registry: PluginRegistry, typed: str, expected: dict[str, str]
) -> None:
    assert said(registry, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("no lupus, any diabetes or epilepsy", {"lupus": "not", "diabetes": "not", "epilepsy": "not"}),
        ("no lupus, diabetes nor epilepsy", {"lupus": "not", "diabetes": "not", "epilepsy": "not"}),
        ("no lupus or acne, diabetes, epilepsy", {"lupus": "not", "acne": "not", "diabetes": "", "epilepsy": ""}),
        ("acne, no lupus, epilepsy or diabetes", {"acne": "", "lupus": "not", "epilepsy": "not", "diabetes": "not"}),
        ("no lupus, epilepsy or acne, diabetes", {"lupus": "not", "epilepsy": "not", "acne": "not", "diabetes": ""}),
        ("denies lupus, any epilepsy", {"lupus": "not", "epilepsy": "not"}),
        ("denies latex allergy, lupus", {"product-allergy": "not", "lupus": ""}),
        ("denies epilepsy, allergy to latex", {"epilepsy": "not", "product-allergy": ""}),
        ("denies warfarin, acne", {"warfarin": "not", "acne": ""}),
        ("no lupus is diabetic", {"lupus": "not", "diabetes": ""}),
        ("no lupus is known", {"lupus": "not"}),
    ],
)
def test_a_denial_goes_on_over_one_list_of_one_kind(
    registry: PluginRegistry, typed: str, expected: dict[str, str]
) -> None:
    assert said(registry, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("NKDA except", {"healthy": ""}),
        ("NKDA except lip filler", {"healthy": "not", "lip-filler": ""}),
        ("healthy except ultrasound", {"healthy": "not", "ultrasound": ""}),
        ("known allergy, nil except lidocaine", {"known-allergy": "", "simple-painkiller": ""}),
    ],
)
def test_an_exception_takes_back_what_was_well(registry: PluginRegistry, typed: str, expected: dict[str, str]) -> None:
    assert said(registry, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "family history of cancer, diabetes and stroke, epilepsy",
            {"cancer": "family", "diabetes": "family", "stroke-signs": "family", "epilepsy": ""},
        ),
        ("family history of cancer, diabetes or stroke", {"cancer": "family", "diabetes": "", "stroke-signs": ""}),
        ("FH: diabetes, has lupus", {"diabetes": "family", "lupus": ""}),
        ("FH: diabetes, on warfarin", {"diabetes": "family", "warfarin": ""}),
        ("FH: diabetes, takes warfarin", {"diabetes": "family", "warfarin": ""}),
        ("FH: diabetes, lupus", {"diabetes": "family", "lupus": "family"}),
        ("has seen family history of lupus, epilepsy and acne", {"lupus": "family", "epilepsy": "", "acne": ""}),
        (
            "diabetes, family history of cancer, stroke and lupus",
            {"diabetes": "", "cancer": "family", "stroke-signs": "family", "lupus": "family"},
        ),
        ("mum has lupus is diabetic", {"lupus": "family", "diabetes": "family"}),
        ("mother stroke was diabetic", {"stroke-signs": "family", "diabetes": "family"}),
    ],
)
def test_a_list_of_the_family_ends_where_it_says_so(
    registry: PluginRegistry, typed: str, expected: dict[str, str]
) -> None:
    assert said(registry, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("mole and diabetes, bleeding", {"diabetes": "", "suspicious-mole": ""}),
        ("mole on arm, diabetes, bleeding", {"diabetes": "", "suspicious-mole": ""}),
        ("sister had chest pain after filler and died", {"chest-pain": "family after", "dermal-filler": "family"}),
        ("sister suddenly had chest pain after filler", {"chest-pain": "after sudden", "dermal-filler": "sudden"}),
        ("sister had chest pain after filler and is fine", {"chest-pain": "after", "dermal-filler": ""}),
        ("this morning chest pain", {"chest-pain": "recent"}),
        ("diabetes from about 2010", {"diabetes": "remote"}),
        ("diabetes since about 2010", {"diabetes": ""}),
        ("no roaccutane for 12 hours", {"isotretinoin": "recent"}),
        ("no roaccutane for a year", {"isotretinoin": "not long-standing"}),
    ],
)
def test_nothing_that_is_named_beside_gets_lost(registry: PluginRegistry, typed: str, expected: dict[str, str]) -> None:
    assert said(registry, typed) == expected
