"""A slip is acted on, or asked about, but a medicine never becomes another that is spelt alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rapidfuzz.distance import OSA

from matching.plugin_manager import PluginRegistry
from matching.spelling import Spelling, allowed, entries

ALIKE = [
    ("hydroxyzine", "hydralazine"), ("prednisolone", "propranolol"), ("isotretinoin", "tretinoin"),
    ("clopidogrel", "clonazepam"), ("metformin", "metronidazole"), ("amiodarone", "amlodipine"),
    ("carbimazole", "carbamazepine"), ("fluoxetine", "duloxetine"), ("fluoxetine", "paroxetine"),
    ("losartan", "valsartan"), ("atenolol", "bisoprolol"), ("azathioprine", "azithromycin"),
    ("penicillamine", "penicillin"), ("rituximab", "infliximab"), ("sertraline", "sitagliptin"),
    ("lamotrigine", "lamivudine"), ("sulfasalazine", "sulfadiazine"), ("hydroxychloroquine", "hydroxycarbamide"),
    ("chlorphenamine", "chlorpromazine"), ("cefalexin", "cefuroxime"), ("ramipril", "enalapril"),
    ("apixaban", "rivaroxaban"), ("edoxaban", "apixaban"), ("tramadol", "trazodone"), ("quinine", "quinidine"),
    ("methotrexate", "metolazone"), ("risperidone", "ropinirole"), ("tacrolimus", "sirolimus"),
    ("esomeprazole", "omeprazole"), ("candesartan", "irbesartan"),
]  # fmt: skip


def codes(registry: PluginRegistry, typed: str) -> set[str]:
    return {each.concept.code for each in registry.vocabulary.read(typed).found}


@pytest.mark.parametrize("pair", ALIKE, ids="-".join)
def test_no_slip_in_one_of_a_pair_is_read_as_the_other(registry: PluginRegistry, pair: tuple[str, str]) -> None:
    one, other = (codes(registry, word) for word in pair)
    for word, mine in zip(pair, (one, other), strict=True):
        for slip in slips(word):
            found = codes(registry, slip)
            assert found <= mine, (slip, found)


def slips(word: str) -> Iterator[str]:
    """One letter left out, doubled, or changed places with the next."""
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        yield word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def test_a_slip_in_any_medicine_is_that_medicine_or_not_understood(registry: PluginRegistry) -> None:
    spelling = registry.vocabulary._indexed[0]._words
    for concept in registry.vocabulary.concepts.values():
        if concept.kind != "medicine":
            continue
        for word in {each.lower() for each in (concept.label, *concept.synonyms) if " " not in each and len(each) > 6}:
            for slip in (word[:3] + word[4:], word[:-2] + word[-1], word[:4] + word[5] + word[4] + word[6:]):
                guess = spelling.guess(slip)
                if guess and guess.is_certain and slip not in spelling._entries:
                    assert spelling._entries[guess.words[0]].codes == {concept.code}, (word, slip, guess)


@pytest.mark.parametrize("typed", ["Boots", "lips", "stake", "wart ", "lump"])
def test_a_short_word_is_never_corrected(registry: PluginRegistry, typed: str) -> None:
    assert all(each.corrected_from is None for each in registry.vocabulary.read(typed).found)


@pytest.mark.parametrize("typed", ["tolazamide", "clonidine", "vinblastine", "glyburide", "dopamine"])
def test_a_medicine_that_is_not_known_is_not_taken_for_one_that_is(registry: PluginRegistry, typed: str) -> None:
    assert registry.vocabulary.read(typed).unrecognised == (typed,)


@pytest.mark.parametrize(
    "typed",
    ["expression", "cooking", "lessons", "dancer", "cruise", "cancel", "module", "smelling", "Program", "impression"],
)
def test_an_english_word_is_no_slip_for_another(registry: PluginRegistry, typed: str) -> None:
    assert codes(registry, f"{typed} acne") == {"acne"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("wrinkled", "ageing-skin"),
        ("suicidally", "self-harm"),
        ("clenched", "bruxism"),
        ("depresion", "depression"),
        ("diabetis", "diabetes"),
        ("siezure", "seizure"),
    ],
)
def test_another_form_of_a_word_and_a_slip_are_that_word(registry: PluginRegistry, typed: str, code: str) -> None:
    assert code in codes(registry, typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("cnat see since filler", "vision-loss"),
        ("carnt see out my eye since filler", "vision-loss"),
        ("denies pain but visoin lost since filler", "vision-loss"),
    ],
)
def test_an_emergency_is_told_among_other_words_though_misspelt(
    registry: PluginRegistry, typed: str, code: str
) -> None:
    found = {each.concept.code: each for each in registry.vocabulary.read(typed).found}
    assert found[code].is_present
    assert found[code].corrected_from


def test_as_many_letters_may_differ_as_the_length_allows() -> None:
    known = Spelling(entries([("warfarin", "warfarin", frozenset("w"), True)]))
    assert known.guess("warfrin") is not None
    assert known.guess("wrfrin") is None
    assert (allowed("warfarin"), allowed("rivaroxab"), OSA.distance("warfarin", "warfrain")) == (1, 2, 1)
