"""A slip is acted on, or asked about, but a medicine never becomes another that is spelt alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rapidfuzz.distance import OSA

from matching.plugin_manager import PluginRegistry
from matching.spelling import Spelling, allowed, entries, same_but_for_long_words

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


def spelling(*words: str, medicines: tuple[str, ...] = ()) -> Spelling:
    """These words and nothing else, each meaning something of its own."""
    return Spelling(entries([(word, word, frozenset([word]), word in medicines) for word in (*words, *medicines)]))


@pytest.mark.parametrize(
    ("known", "typed", "expected"),
    [
        # A longer word allows two letters, whichever of the two is the longer, and whoever else is as near.
        (spelling("abcdefghij"), "abcdefgh", ("abcdefghij",)),
        (spelling("abcdefghij", "abcdefxy"), "abcdefgh", ("abcdefghij", "abcdefxy")),
        (spelling("abcdefxy"), "abcdefgh", None),
        # One letter further away is a rival behind the same beginning, or where either is a medicine.
        (spelling("abcdefgh", "abcdefxx"), "abcdefgx", ("abcdefgh", "abcdefxx")),
        (spelling("abcdefghi", "xbcdefgyz"), "abcdefghz", ("abcdefghi",)),
        (spelling("abcdefghi", medicines=("xbcdefghy",)), "abcdefghz", ("abcdefghi", "xbcdefghy")),
        (spelling("xbcdefghy", medicines=("abcdefghi",)), "abcdefghz", ("abcdefghi", "xbcdefghy")),
        # Two letters further away is none, whatever it is.
        (spelling("abcdefghij", "abcdefgxyz"), "abcdefghiz", ("abcdefghij", "abcdefgxyz")),
        (spelling("abcdefghijk", "abcdefgwxyz"), "abcdefghijz", ("abcdefghijk",)),
        # A medicine of which this is only the beginning.
        (spelling(medicines=("abcdefgh", "abcdefgijklm")), "abcdefg", ("abcdefgh", "abcdefgijklm")),
        (spelling(medicines=("abcdefgh", "abcxefgijklm")), "abcdefg", ("abcdefgh",)),
        # Two letters off, a medicine of ten letters behind the same first one, and no other.
        (spelling(medicines=("abcdefghij",)), "abcdefghxy", ("abcdefghij",)),
        (spelling(medicines=("abcdefghi",)), "abcdefgxy", None),
        (spelling(medicines=("abcdefghij",)), "xbcdefghiy", None),
        (spelling(medicines=("abcdefghij",)), "bacdefghiy", None),
        # One prefix is the contrary of the other, and a slip in it is neither.
        (spelling("hyperabcdef"), "hypoabcdef", None),
        (spelling("hypertension"), "hypertensoin", ("hypertension",)),
        (spelling("hypertension"), "hyprtension", ("hypertension",)),
        # An English word is only another form of a known one.
        (spelling("itching"), "itches", None),
        (spelling("itched"), "itches", ("itched",)),
        (spelling("poster"), "posted", ("poster",)),
        (spelling("lesion"), "lesson", None),
    ],
)
def test_what_is_near_enough_is_chosen_and_what_is_as_near_is_asked_about(
    known: Spelling, typed: str, expected: tuple[str, ...] | None
) -> None:
    guess = known.guess(typed)
    assert (guess and guess.words) == expected


def test_a_word_more_is_no_slip() -> None:
    assert not same_but_for_long_words(("vitamin",), ("vitamin", "tablet"))
    assert same_but_for_long_words(("vitamn", "d"), ("vitamin", "d"))
    assert not same_but_for_long_words(("vitamin", "d"), ("vitamin", "a"))
