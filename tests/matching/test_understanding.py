"""A case in several terms: what belongs together is read together, and nothing gets lost or denied by it."""

from __future__ import annotations

import pytest

from matching.model import Case, Concept, Recognised
from matching.plugin_manager import PluginRegistry
from matching.reading import Reading
from matching.understanding import _is_more, understand


def read(registry: PluginRegistry, *terms: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The concepts with their qualifiers, and what was not understood."""
    understood, _ = understand(Case(terms=terms), registry.vocabulary)
    found = {each.concept.code: " ".join(sorted(each.qualifiers)) for each in understood.terms if each.is_present}
    return found, understood.unrecognised


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (("vision", "blurred"), "visual-disturbance"),
        (("loss", "of vision"), "vision-loss"),
        (("throat", "tight"), "airway-swelling"),
        (("tongue", "swelling"), "airway-swelling"),
        (("arm", "weak"), "stroke-signs"),
        (("weakness", "left side", "sudden"), "stroke-signs"),
        (("CRT", "5 seconds"), "capillary-refill"),
        (("cap refill", "slow"), "capillary-refill"),
        (("mole", "growing"), "suspicious-mole"),
        (("acne", "severe"), "severe-acne"),
        (("pain", "worsening"), "severe-pain"),
        (("numb", "arm"), "stroke-signs"),
        (("white", "skin"), "blanching"),
    ],
)
def test_a_sign_that_was_cut_into_terms_is_a_sign(registry: PluginRegistry, terms: tuple[str, ...], code: str) -> None:
    assert set(read(registry, *terms)[0]) == {code}
    assert read(registry, *terms) == read(registry, *reversed(terms))
    assert read(registry, *terms)[1] == ()


def test_a_term_that_only_says_more_says_it_of_each_of_the_others(registry: PluginRegistry) -> None:
    assert read(registry, "uneven smile", "jaw pain", "left side", "sudden") == (
        {"facial-asymmetry": "sudden", "jaw-pain": "sudden"},
        (),
    )


def test_a_word_that_nobody_knows_is_named_whatever_stands_beside_it(registry: PluginRegistry) -> None:
    assert read(registry, "acne", "xyzzy", "sudden")[1] == ("xyzzy",)
    assert read(registry, "xyzzy", "sudden")[1] == ("sudden", "xyzzy")


def test_no_term_denies_another(registry: PluginRegistry) -> None:
    assert "breathing-difficulty" in read(registry, "breathing", "not normal")[0]
    assert "capillary-refill" in read(registry, "cap refill", "not normal")[0]
    assert "acne" in read(registry, "acne", "none of that")[0]
    assert "lupus" in read(registry, "lupus", "denied by sister")[0]


@pytest.mark.parametrize(
    ("said", "term", "code"),
    [("asthma", "father", "other-long-term-condition"), ("anaphylaxis", "latex", "anaphylaxis")],
)
def test_no_term_takes_away_what_another_says(registry: PluginRegistry, said: str, term: str, code: str) -> None:
    assert read(registry, said, term)[0] == {code: ""}


def reading(*groups: tuple[str, ...]) -> Reading:
    """Signs that belong to these groups."""
    concepts = [Concept(code="-".join(("a", *each)), label="A", kind="sign", groups=each) for each in groups]
    return Reading(tuple(Recognised(concept=each, typed="a") for each in concepts), (), ())


@pytest.mark.parametrize(
    ("alone", "joined", "is_more"),
    [
        ([("acute",)], [("acute",), ()], True),
        ([("acute",), ()], [("acute",)], False),
        ([("acute",)], [(), ()], False),
        ([("red-flag",)], [("other",), ("another",)], False),
        ([("red-flag",)], [("red-flag",), ("other",)], True),
    ],
)
def test_read_together_there_is_no_less_and_no_red_flag_gone(
    alone: list[tuple[str, ...]], joined: list[tuple[str, ...]], is_more: bool
) -> None:
    assert _is_more(reading(*joined), reading(*alone)) is is_more


def test_a_wish_stays_a_wish_beside_a_term_that_is_not_understood(registry: PluginRegistry) -> None:
    assert read(registry, "rhinoplasty", "left side")[0] == {"rhinoplasty": "wish"}


def test_among_very_many_terms_none_are_joined(registry: PluginRegistry) -> None:
    others = [f"xyzzy{number}" for number in range(11)]
    assert "blurred" in read(registry, "vision", "blurred", *others)[1]


def test_among_twelve_terms_two_are_joined(registry: PluginRegistry) -> None:
    others = [f"xyzzy{number}" for number in range(10)]
    found, unrecognised = read(registry, "vision", "blurred", *others)
    assert (set(found), unrecognised) == ({"visual-disturbance"}, tuple(sorted(others)))


def test_what_is_wished_were_different_is_a_wish_and_no_sign(registry: PluginRegistry) -> None:
    understood, _ = understand(Case(wants=("uneven lips",)), registry.vocabulary)
    assert ([each.concept.kind for each in understood.wants], understood.terms) == (["wish"], ())


def test_half_an_all_clear_is_not_made_whole_by_another_term(registry: PluginRegistry) -> None:
    for other in ("fever", "left eye"):
        assert "vision normal in right eye only" in read(registry, "vision normal in right eye only", other)[1]


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (("unable to raise", "eyelid", "decades"), "eyelid-ptosis"),
        (("seen eight", "practitioners", "mins on"), "serial-treatment"),
    ],
)
def test_two_terms_that_are_a_sign_together_take_a_third_with_them(
    registry: PluginRegistry, terms: tuple[str, ...], code: str
) -> None:
    assert (code in read(registry, *terms)[0], read(registry, *terms)[1]) == (True, ())


@pytest.mark.parametrize("nothing", ["absent", "denies", "all well"])
def test_what_says_nothing_by_itself_takes_no_sign_away(registry: PluginRegistry, nothing: str) -> None:
    assert "stroke-signs" in read(registry, "hand not working", "properly", nothing)[0]


@pytest.mark.parametrize(
    "when", ["after lip filler", "two days post lip filler", "since lip filler", "following botox"]
)
def test_a_treatment_that_is_said_to_have_come_first_came_before_the_other_terms(
    registry: PluginRegistry, when: str
) -> None:
    assert "after" in read(registry, "rash", "dizzy", when)[0]["allergic-reaction"].split()


@pytest.mark.parametrize("wish", ["lip filler", "no lip filler since then", "lip filler zorble after"])
def test_a_treatment_that_did_not_come_first_says_nothing_of_the_other_terms(
    registry: PluginRegistry, wish: str
) -> None:
    assert read(registry, "rash", "dizzy", wish)[0]["allergic-reaction"] == ""


@pytest.mark.parametrize("wish", ["wants lip filler after botox", "wants more lip filler since the last lip filler"])
def test_a_wish_after_a_treatment_says_nothing_of_the_other_terms(registry: PluginRegistry, wish: str) -> None:
    understood, _ = understand(Case(terms=("acne", wish)), registry.vocabulary)
    assert "lip-filler" in {each.concept.code for each in understood.wants}
    assert read(registry, "acne", wish)[0]["acne"] == ""
