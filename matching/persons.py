"""Whose it is: the patient's, or a relative's. In doubt it is the patient's.

A relative who tells of the patient ("mum says", "husband rang") is nobody's history, and nor is one who is the patient:
what is acute, and is so now or after a treatment, is never only in the family.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile

from matching.cues import BECAME, NOTICES, PATIENT, RELATIVES, SUFFERS
from matching.spans import Span

TELLS = NOTICES | frozenset(
    "reports states stated rang rung rings called calls phoned phones texted texts messaged messages emailed "
    "contacted describes informs informed ringing calling".split()
)
HERE = frozenset("now today tonight just currently morning waiting minute minutes ambulance having".split())
TAKES = frozenset("take takes taking took taken use uses using used borrow borrows borrowed shares shared".split())
JUST = frozenset(
    "just only now then later already since also twice again today very recently still this morning "
    "afternoon evening tonight yesterday who has have had is was been".split()
)
SPEAKS = SUFFERS | BECAME | {"are", "were"}
CALLS = frozenset("call text message voicemail email".split())
FROM = frozenset(("from", "by", "to"))
PHONE = frozenset("phone telephone line".split())
OVER = frozenset("had got suffered died developed went became lost was took".split())


def is_told(words: Sequence[str]) -> bool:
    """``mum says``, ``her husband has just rung``: whoever comes after that is the one who is told of."""
    return any(
        (word in RELATIVES and PATIENT.isdisjoint(words[at + 1 : at + 2]) and _tells(words[at + 1 : at + 7]))
        or (
            word in CALLS
            and not FROM.isdisjoint(words[at + 1 : at + 2])
            and not RELATIVES.isdisjoint(words[at + 2 : at + 5])
        )
        for at, word in enumerate(words)
    )


def _tells(after: Sequence[str]) -> bool:
    rest = list(dropwhile(JUST.__contains__, after))
    is_calling = rest[:1] == ["on"] and not PHONE.isdisjoint(rest[1:3])
    return is_calling or not TELLS.isdisjoint(after[:2]) or not TELLS.isdisjoint(rest[:1])


def relative(words: Sequence[str], at: int, spans: Sequence[Span]) -> int:
    """``mother has``, ``sister with``: how many words speak of a relative here; 0 for none."""
    if words[at] not in RELATIVES or is_told(words):
        return 0
    end = _named(words, at)
    after = words[end : end + 1]
    is_given = any(span.first == end and (span.is_medicine or span.is_treatment) for span in spans)
    if is_given and not TAKES.isdisjoint(words[:at]):
        # "takes aspirin and some of her mum's warfarin": whosever it is, it may be taken.
        return 0
    if after == [""]:
        # The concept stands right behind: "mother's melanoma".
        return end - at
    return 0 if SPEAKS.isdisjoint(after) else end + 1 - at


def _named(words: Sequence[str], at: int) -> int:
    """Where the words end that name a relative, or several: ``brother in law``, ``mum and nan both``."""
    end = at + 1
    while True:
        if words[end : end + 2] == ["in", "law"] or (
            words[end : end + 1] == ["and"] and not RELATIVES.isdisjoint(words[end + 1 : end + 2])
        ):
            end += 2
        elif words[end : end + 1] in (["both"], ["also"]) and end > at + 1:
            end += 1
        elif end < len(words) and words[end] in RELATIVES:
            # "twin sister"
            end += 1
        else:
            return end


def is_now(words: Sequence[str], at: int, *, is_after_treatment: bool) -> bool:
    """Whether what is acute is told of a relative who stands here as of somebody who needs help.

    ``my wife can't see since filler``, ``my partner has chest pain now``; not ``sister had a stroke after filler``.
    """
    is_so = any(word == "and" and words[index + 1 : index + 2] in (["has"], ["is"]) for index, word in enumerate(words))
    return not HERE.isdisjoint(words) or (is_after_treatment and (is_so or OVER.isdisjoint(words[at + 1 : at + 2])))


def is_beside_relative(words: Sequence[str], at: int) -> bool:
    """``she and her mum have``, ``mother and patient both``: it is told of the patient as well."""
    if words[at] != "and":
        return False
    before, after = set(words[max(at - 2, 0) : at]), set(words[at + 1 : at + 4])
    return bool(
        (before & PATIENT and after & RELATIVES) or (before & RELATIVES and after & PATIENT and "both" in words)
    )


def in_relative(words: Sequence[str], at: int) -> bool:
    """``in her late mother``; not ``in a photo her sister noticed``."""
    is_seen = not NOTICES.isdisjoint(words[at + 1 : at + 2])
    return words[at] in RELATIVES and not is_seen and "in" in words[max(0, at - 3) : at]
