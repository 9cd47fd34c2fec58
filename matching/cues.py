"""The words that say something of the words beside them: denials, the past, relatives, wishes, degrees."""

from __future__ import annotations

from collections.abc import Sequence

from matching.text import fold


def phrases(text: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Cues by their first word, longest first."""
    cues = {tuple(fold(word) for word in line.split()) for line in text.split("|") if line.strip()}
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for cue in cues:
        by_first.setdefault(cue[0], []).append(cue)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in by_first.items()}


def cue_at(words: Sequence[str], at: int, cues: dict[str, tuple[tuple[str, ...], ...]]) -> int:
    """How many words of a cue stand here; 0 for none."""
    for cue in cues.get(words[at], ()):
        if tuple(words[at : at + len(cue)]) == cue:
            return len(cue)
    return 0


# These hold a negation without denying what follows.
PSEUDO = phrases(
    "non healing | not only | not just | no change | no changes | no improvement | no better | not better | not "
    "improving | not improved |not resolving | not resolved | not healing | not healed | not settling | not settled "
    "| not going away | not sure |not certain | cannot rule out | cant rule out | can not rule out | not ruled out | "
    "cannot exclude | cant exclude |not excluded | not well controlled | not controlled | not under control | not "
    "diagnosed | not been diagnosed |not investigated | not seen by | no doubt | no idea | not responding | not "
    "treated | no treatment for |not stopped | not severe | not bad | not too bad | not yet stopped | no response to "
    "| not responded to |not without | not responded | not able to rule out | never diagnosed | never investigated | "
    "never treated |never been diagnosed | never been investigated | never been treated | never resolved | never "
    "healed | no relief |never improved | never settled | not checked | never checked | not explained | no "
    "explanation for | no cause for |not had checked | not been seen | not been checked | not been treated | no "
    "longer controlled"
)
DENIES = phrases(
    "denies | denied | denying | no history of | no hx of | no h/o | no past history of | no known history of | no "
    "known |negative for | without | never had | never | free of | free from | no evidence of | no sign of | no "
    "signs of |no symptoms of | no personal history of | no previous history of | no previous | nil | no current | "
    "absence of |no family history of | no fh of | no fh | no family history | does not have any | doesnt have any | "
    "has not had |hasnt had | never been on | never taken | not known to have"
)
NOT = phrases("no | not | non | isnt | wasnt | hasnt | arent | doesnt | dont | didnt | nor | neither | havent | hadnt")
NO_LONGER = phrases("no longer")
PAST = phrases(
    "previous | previously | past history of | past | prior | former | formerly | historic | historical |used to "
    "have | used to get | used to suffer from | childhood | remote history of | old history of | years of age had"
)
HISTORY = phrases("history of | hx of | h/o | pmh of | pmh | hx")
REMOTE = phrases(
    "years ago | many years ago | a long time ago | long ago | long time ago | decades ago | decade ago |"
    "as a child | as a teenager | in childhood | when young | when younger | in her teens | in his teens | in my teens"
)
NOW = frozenset(
    fold(word)
    for word in "diagnosed since started began begun onset first commenced ongoing still current currently now today "
    "recurrent persistent persistently continues tonight again back keeps recurring flaring worse worsening".split()
)
AFTER = frozenset(("after", "following", "post", "since", "from", "despite", "with", "because", "but"))
ADVERSATIVES = frozenset(("but", "however", "although", "though", "except", "whereas", "yet"))
NOT_WISHED = frozenset(fold(word) for word in "not doesnt dont didnt no".split())
NOT_OF_DEGREE = frozenset(("not", "isnt", "non"))
STILL_OPEN = frozenset(("not", "isnt", "never", "hasnt", "be"))
"""``lupus not excluded``, ``to be ruled out``, ``can't be excluded``."""
WISH = phrases(
    "wants | want | wanting | would like | requests | requesting | asking for | asks for | asking about | interested "
    "in |considering | seeking | wishes | wishing for | keen on | looking for | enquiring about | hoping for | "
    "requested"
)
RELATIVES = frozenset(
    fold(word)
    for word in "mother mum mom mothers father dad fathers brother sister sibling parent grandmother grandfather "
    "grandma grandad granny nan aunt uncle cousin son daughter husband wife partner friend niece nephew relative "
    "twin brothers sisters parents siblings relatives grandparent grandparents grandmothers".split()
)
SUFFERS = frozenset(
    "has have had with suffers suffered diagnosed died is was takes took on got gets developed suffering took "
    "having".split()
)
STATES = SUFFERS | {"now"}
NOTICES = frozenset(
    "noticed noticing seen said says reported told asked asks concerned worried brought mentioned observed "
    "thinks".split()
)
FAMILY = phrases("family history of | family history | fhx | fh | fh of | maternal | paternal | f/h | family hx")
FAMILY_AFTER = phrases(
    "runs in the family | runs in family | in the family | in family | in her family | in his family"
)
EXCLUDED = phrases("ruled out | excluded | has been excluded | been ruled out | is absent | are absent | negative")
NOTHING = frozenset("no none n/a nil negative denied denies absent never neg n".split())
LONG_STANDING = phrases(
    "long standing | longstanding | lifelong | life long | since birth | congenital | for years | for many years | "
    "chronic |all her life | all his life | always had | since childhood"
)
HEADINGS = frozenset(
    "pmh pmhx phx dhx dh fhx fh shx sh hx meds medication medications medicine medicines history drug past "
    "medical".split()
)
CUE_WORDS = frozenset(
    word
    for cues in (
        PSEUDO,
        DENIES,
        NOT,
        NO_LONGER,
        PAST,
        HISTORY,
        REMOTE,
        WISH,
        FAMILY,
        FAMILY_AFTER,
        EXCLUDED,
        LONG_STANDING,
    )
    for phrases_ in cues.values()
    for phrase in phrases_
    for word in phrase
)
NUMBERS = {
    fold(word): value
    for value, words in enumerate(
        "zero|one a an|two couple|three few|four|five several|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
        "fifteen|sixteen|seventeen|eighteen|nineteen|twenty many".split("|")
    )
    for word in words.split()
}
UNITS = {
    fold(word): days
    for words, days in (
        ("year years yr yrs y", 365.0), ("decade decades", 3650.0), ("month months mth mths", 30.0),
        ("week weeks wk wks", 7.0), ("day days", 1.0), ("hour hours hr hrs", 0.04), ("minute minutes min mins", 0.001),
    )
    for word in words.split()
}  # fmt: skip
REMOTE_DAYS = 365.0
LAST_DAYS = {"year": 180.0, "month": 30.0, "week": 7.0}
QUALIFIERS = {
    "severe": "severe severely bad badly terrible extreme extremely serious widespread excruciating intense scarring "
    "cystic",
    "mild": "mild mildly slight slightly minor",
    "sudden": "sudden suddenly acute abrupt",
    "recent": "recent recently new newly yesterday today tonight overnight",
    "suspected": "suspected suspects suspect possible possibly query probable ?",
}
QUALIFIER_OF = {fold(word): name for name, words in QUALIFIERS.items() for word in words.split()}
PERSONS = frozenset("patient client lady gentleman referral enquiry customer".split())
"""Who is new says nothing of how new a sign is."""
ACUTE_IS_PAST_DAYS = 30.0
