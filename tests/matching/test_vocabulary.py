"""What people type becomes concepts; what is not understood is said exactly as typed."""

from __future__ import annotations

import time

import pytest

from matching import Concept, Specialty
from matching.clauses import Phrasebook
from matching.plugin_manager import PluginRegistry
from matching.text import tokens
from matching.vocabulary import Vocabulary


def concept(code: str, *synonyms: str, kind: str = "condition", groups: tuple[str, ...] = ()) -> Concept:
    label = code.replace("-", " ").capitalize()
    return Concept(code=code, label=label, kind=kind, synonyms=synonyms, groups=groups)  # type: ignore[arg-type]


WORDS = Vocabulary(
    [
        concept("mole", "naevus"),
        concept("bleeding-mole", "mole that bleeds", kind="sign"),
        concept("oral-vitamin-a", "vitamin A tablets", kind="medicine"),
        concept("warfarin", kind="medicine"),
        concept("prednisolone", kind="medicine"),
        concept("prednisone", kind="medicine"),
        concept("hypertension"),
        concept("hypotension"),
        concept("melasma"),
        concept("diabetes", "diabetic", groups=("lifelong",)),
        concept("lupus", groups=("lifelong",)),
        concept("stroke", groups=("acute",), kind="red-flag"),
        concept("vision-loss", "no vision", groups=("acute",), kind="red-flag"),
        concept("facelift", kind="treatment"),
        concept("lip-filler", kind="treatment"),
        concept("severe-pain"),
        concept("jaw-pain", "sore jaw"),
        concept("face-and-neck-lift", kind="treatment"),
        concept("swelling-after-facelift", kind="sign"),
        concept("tongue-swelling", "tongue hurts", groups=("acute",), kind="red-flag"),
        concept("my-tongue-hurts-a-little", kind="sign"),
    ],
    [Specialty(code="plastic-surgeon", name="Plastic surgeon", person="Surgeon", summary="")],
)


def said(text: str) -> dict[str, str]:
    """Each concept found, with what is said of it."""
    found = {}
    for each in WORDS.read(text).found:
        marks = [name for name in ("negated", "past", "family") if getattr(each, f"is_{name}")]
        found[each.concept.code] = " ".join(marks) or "present"
    return found


SAME = [
    "facelift", "Face lift", "FACE-LIFT", "face  lifts", "a facelift", "ｆａｃｅｌｉｆｔ",
    "“facelift”", "face\u00adlift",
    "the patient's facelift", "facelift!!!",
]  # fmt: skip


@pytest.mark.parametrize("typed", SAME)
def test_case_punctuation_plurals_and_hyphens_do_not_matter(typed: str) -> None:
    assert said(typed) == {"facelift": "present"}
    assert WORDS.read(typed).unrecognised == ()


def test_accents_and_american_spelling_do_not_matter() -> None:
    words = Vocabulary([concept("oedema"), concept("naïve-skin"), concept("discoloured-skin")])
    assert words.read("edema").found[0].concept.code == "oedema"
    assert words.read("naive skin").found[0].concept.code == "naïve-skin"
    assert words.read("na\u0069\u0308ve skin").found[0].concept.code == "naïve-skin"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bleeding mole", {"bleeding-mole": "present"}),
        ("mole on the left cheek is bleeding", {"bleeding-mole": "present"}),
        ("mole, bleeding", {"bleeding-mole": "present"}),
        ("mole is not bleeding", {"mole": "present"}),
        ("severe jaw pain", {"jaw-pain": "present"}),
        ("severe pain and jaw pain", {"severe-pain": "present", "jaw-pain": "present"}),
        ("face and neck lift", {"face-and-neck-lift": "present"}),
        ("vitamin A tablets", {"oral-vitamin-a": "present"}),
        ("vitamin D tablets", {}),
        ("Surgeon", {"plastic-surgeon": "present"}),
    ],
)
def test_the_longest_phrase_wins_and_several_are_found(typed: str, found: dict[str, str]) -> None:
    assert said(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("swelling after facelift", {"swelling-after-facelift": "present", "facelift": "present"}),
        ("tongue swelling after facelift", {"tongue-swelling": "present", "facelift": "present"}),
        ("my tongue hurts a little", {"my-tongue-hurts-a-little": "present"}),
    ],
)
def test_an_emergency_is_not_cut_short_by_a_longer_complaint_but_may_be_part_of_one(
    typed: str, found: dict[str, str]
) -> None:
    assert said(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("no history of diabetes", {"diabetes": "negated"}),
        ("not diabetic", {"diabetes": "negated"}),
        ("non-diabetic", {"diabetes": "negated"}),
        ("isn't diabetic", {"diabetes": "negated"}),
        ("denies lupus and diabetes", {"lupus": "negated", "diabetes": "negated"}),
        ("no lupus and takes warfarin", {"lupus": "negated", "warfarin": "present"}),
        ("no lupus, diabetes", {"lupus": "negated", "diabetes": "present"}),
        ("no lupus, stroke or diabetes", {"lupus": "negated", "stroke": "negated", "diabetes": "negated"}),
        ("no lupus but diabetic", {"lupus": "negated", "diabetes": "present"}),
        ("no lupus. Diabetes", {"lupus": "negated", "diabetes": "present"}),
        ("diabetes: none", {"diabetes": "negated"}),
        ("lupus ruled out", {"lupus": "negated"}),
        ("lupus not ruled out", {"lupus": "present"}),
        ("cannot rule out lupus", {"lupus": "present"}),
        ("not sure about lupus", {"lupus": "present"}),
        ("not well controlled diabetes", {"diabetes": "present"}),
        ("no improvement in melasma", {"melasma": "present"}),
        ("no vision", {"vision-loss": "present"}),
        ("no vision loss", {"vision-loss": "negated"}),
        ("?lupus", {"lupus": "present"}),
        ("never had a stroke", {"stroke": "negated"}),
    ],
)
def test_a_denial_reaches_as_far_as_it_goes_and_no_further(typed: str, found: dict[str, str]) -> None:
    assert said(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("previous melasma", {"melasma": "past"}),
        ("had melasma 5 years ago", {"melasma": "past"}),
        ("melasma three years ago", {"melasma": "past"}),
        ("melasma in childhood", {"melasma": "past"}),
        ("melasma 3 months ago", {"melasma": "present"}),
        ("melasma since 5 years ago", {"melasma": "present"}),
        ("diagnosed with diabetes 10 years ago", {"diabetes": "present"}),
        ("previous diabetes", {"diabetes": "present"}),
        ("history of lupus", {"lupus": "present"}),
        ("history of stroke", {"stroke": "past"}),
        ("h/o stroke", {"stroke": "past"}),
        ("stroke last year", {"stroke": "past"}),
        ("stroke 2 hours ago", {"stroke": "present"}),
        ("previous facelift with severe pain", {"facelift": "past", "severe-pain": "present"}),
        ("facelift 3 years ago and melasma", {"facelift": "past", "melasma": "present"}),
    ],
)
def test_only_what_is_over_is_past(typed: str, found: dict[str, str]) -> None:
    assert said(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mother has lupus", {"lupus": "family"}),
        ("mother's lupus", {"lupus": "family"}),
        ("family history of diabetes", {"diabetes": "family"}),
        ("FH of diabetes", {"diabetes": "family"}),
        ("no family history of diabetes", {"diabetes": "negated family"}),
        ("lupus in her sister", {"lupus": "family"}),
        ("father had a stroke and patient has lupus", {"stroke": "family", "lupus": "present"}),
        ("sister noticed bleeding mole", {"bleeding-mole": "present"}),
        ("mother of two with melasma", {"melasma": "present"}),
        ("mother and patient have lupus", {"lupus": "present"}),
    ],
)
def test_a_relatives_illness_is_not_the_patients(typed: str, found: dict[str, str]) -> None:
    assert said(typed) == found


@pytest.mark.parametrize(
    ("typed", "code"),
    [("warferin", "warfarin"), ("warfarine", "warfarin"), ("melesma", "melasma"), ("facelifft", "facelift"),
     ("lip filer", "lip-filler"), ("bleding moles", "bleeding-mole")],
)  # fmt: skip
def test_a_slip_near_one_long_word_is_acted_on_and_shown(typed: str, code: str) -> None:
    (found,) = WORDS.read(typed).found
    assert found.concept.code == code
    assert found.corrected_from == typed


@pytest.mark.parametrize("typed", ["predniso", "hyptension", "lupis", "mool", "wrfrn", "hypetension"])
def test_a_short_word_or_one_between_two_is_never_guessed(typed: str) -> None:
    reading = WORDS.read(typed)
    assert reading.found == ()
    assert reading.unrecognised == (typed,)


def test_two_medicines_that_are_spelt_alike_are_asked_about() -> None:
    reading = WORDS.read("prednisolne")
    assert [each.concept.code for each in reading.found] == []
    assert reading.unrecognised == ("prednisolne",)
    assert "prednisolone" in reading.questions[0].text
    assert "prednisone" in reading.questions[0].text


def test_the_contrary_is_never_a_correction() -> None:
    words = Vocabulary([concept("hypertension")])
    assert words.read("hypotension").found == ()


def test_everyday_words_are_never_corrected() -> None:
    assert Vocabulary([concept("patent")]).read("patient").found == ()


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Qwerty  Syndrome", ("Qwerty  Syndrome",)),
        ("lupus and Qwerty syndrome", ("Qwerty syndrome",)),
        ("lupus, blorptitis; zorg", ("blorptitis", "zorg")),
        ("糖尿病", ("糖尿病",)),
        ("???", ("???",)),
        ("  lupus ", ()),
        ("her lupus has been stable for some years", ()),
        ("none", ()),
    ],
)
def test_what_is_not_understood_is_reported_as_typed(typed: str, left: tuple[str, ...]) -> None:
    assert WORDS.read(typed).unrecognised == left


def test_the_words_near_a_concept_qualify_it() -> None:
    def marks(text: str) -> set[str]:
        return set(WORDS.read(text).found[0].qualifiers)

    assert marks("severe melasma") == {"severe"}
    assert marks("melasma, severe") == {"severe"}
    assert marks("not severe melasma") == set()
    assert marks("sudden stroke") == {"sudden"}
    assert marks("long-standing melasma") == {"long-standing"}
    assert marks("melasma for 3 years") == {"long-standing"}
    assert marks("melasma 2 weeks ago") == {"recent"}
    assert marks("would like a facelift") == {"wish"}
    assert marks("facelift") == {"wish"}
    assert marks("pain after facelift") == set()


@pytest.mark.parametrize(
    ("typed", "specialty", "capabilities", "treats"),
    [
        (
            "Complication support: hyaluronidase, ultrasound",
            "complication-support",
            ("hyaluronidase", "ultrasound"),
            (),
        ),
        ("dentists near me", "dentist", (), ()),
        ("psychiatrist", "mental-health", (), ()),
        ("family doctor", "gp", (), ()),
        ("derm", "dermatology-special-interest", (), ()),
        ("dermatologist", "consultant-dermatologist", (), ()),
        ("jaw pain", "dentist", (), ("jaw-pain",)),
        ("acne dentist", "dentist", (), ()),
        ("jaw pain GP", "gp", (), ()),
        ("thread lift", "advanced-aesthetics", ("pdo-threads",), ()),
        ("lips white after filler", "complication-support", (), ("blanching",)),
        ("hidradenitis", "dermatology-special-interest", (), ("hidradenitis",)),
        ("hidradenitus", "dermatology-special-interest", (), ("hidradenitis",)),
        ("Harley Street", None, (), ()),
        ("", None, (), ()),
    ],
)
def test_one_box_says_who_is_needed_with_what(
    registry: PluginRegistry, typed: str, specialty: str | None, capabilities: tuple[str, ...], treats: tuple[str, ...]
) -> None:
    found = registry.vocabulary.need_for(typed)
    assert (found.specialty, found.capabilities, found.treats) == (specialty, capabilities, treats)


def test_a_name_is_not_understood_and_said(registry: PluginRegistry) -> None:
    assert registry.vocabulary.need_for("Harley Street").unrecognised == ("Harley Street",)
    assert registry.vocabulary.need_for("  ").unrecognised == ()


@pytest.mark.parametrize(
    ("typed", "code"),
    [("warf", "warfarin"), ("xar", "rivaroxaban"), ("gum", "gummy-smile"), ("nose job", "rhinoplasty"), ("derm", None),
     ("botx", "botulinum-toxin"), ("dentis", "dentist"), ("white lips", "blanching"), ("pain jaw", "jaw-pain")],
)  # fmt: skip
def test_typeahead_finds_what_is_meant_first(registry: PluginRegistry, typed: str, code: str | None) -> None:
    found = registry.vocabulary.suggest(typed)
    assert found
    if code:
        assert found[0].code == code


def test_typeahead_says_which_words_matched_and_keeps_to_limit_and_kinds(registry: PluginRegistry) -> None:
    suggest = registry.vocabulary.suggest
    assert suggest("xarel")[0].matched == "xarelto"
    assert suggest("dentist")[0].matched == ""
    assert len(suggest("a", limit=3)) == 3
    assert {each.kind for each in suggest("de", limit=20, kinds=("specialty",))} == {"specialty"}
    assert suggest("") == ()
    assert suggest("qzxjk") == ()
    assert suggest("acne", limit=0) == ()
    codes = [each.code for each in suggest("a", limit=100)]
    assert len(codes) == len(set(codes))


def test_nothing_is_indexed_before_it_is_read_or_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    monkeypatch.setattr("matching.vocabulary.Phrasebook", lambda *given: made.append(1) or Phrasebook(*given))
    known = Vocabulary([concept("mole", "naevus")])
    assert list(known.concepts) == ["mole"]
    assert made == []
    known.prepare()
    assert [each.concept.code for each in known.read("naevus").found] == ["mole"]
    assert known.suggest("nae")[0].code == "mole"
    assert made == [1]


def test_reading_a_long_case_takes_milliseconds(registry: PluginRegistry) -> None:
    typed = "no history of diabetes but severe rosacea, previous surgery 5 years ago and warferin"
    registry.vocabulary.read(typed)
    best = min(_seconds(registry, typed) for _ in range(20))
    assert best < 0.01


def _seconds(registry: PluginRegistry, typed: str) -> float:
    start = time.perf_counter()
    registry.vocabulary.read(typed)
    return time.perf_counter() - start


def test_hostile_text_ends(registry: PluginRegistry) -> None:
    for typed in ("a " * 250, "mole " * 100, "no " * 160, "\u0301" * 500, "and " * 120, "🙂" * 250, "' " * 250):
        registry.vocabulary.read(typed)


def test_initials_with_stops_are_one_word_and_the_last_stop_ends_the_sentence() -> None:
    read = [(token.word, token.breaks) for token in tokens("No O.C.D. Took 7.5 mg p.r.n. at home.Well")]
    assert read[:3] == [("no", False), ("ocd", False), ("took", True)]
    assert [word for word, _ in read[3:]] == ["7.5", "mg", "prn", "at", "home", "well"]


@pytest.mark.parametrize(
    ("typed", "words", "breaks"),
    [
        ("CRT = 5", "crt 5", 0),
        ("CRT: 6s", "crt 6 s", 0),
        ("CRT >4", "crt above 4", 0),
        ("CRT >= 4s", "crt above 4 s", 0),
        ("CRT <2", "crt under 2", 0),
        ("CRT over 3", "crt above 3", 0),
        ("pain 9/10", "pain 9 10", 0),
        ("PMH: 2 strokes", "pmh 2 strokes", 1),
        ("seen 9/10/2024", "seen 9 10 2024", 2),
        ("rash over her cheek", "rash over her cheek", 0),
        ("blanching -> hospital", "blanching hospital", 1),
    ],
)
def test_a_reading_stays_together_and_keeps_its_side(typed: str, words: str, breaks: int) -> None:
    found = tokens(typed)
    assert " ".join(token.word for token in found) == words
    assert sum(token.breaks for token in found) == breaks
