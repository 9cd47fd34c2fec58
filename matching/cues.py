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
    "non healing | not only | not just | no change | no changes | never without | no improvement | no better | not "
    "better | not improving | not improved | not resolving | not resolved | not healing | not healed | not settling "
    "| not settled | not going away | not sure | not certain | cannot rule out | cant rule out | can not rule out | "
    "not ruled out | cannot exclude | cant exclude | not excluded | not well controlled | not controlled | not under "
    "control | not diagnosed | not been diagnosed | not investigated | not seen by | no doubt | no idea | not "
    "responding | not treated | no treatment for | not stopped | not severe | not bad | not too bad | not yet "
    "stopped | no response to | not responded to | not without | not responded | not able to rule out | never "
    "diagnosed | never investigated | never treated | never been diagnosed | never been investigated | never been "
    "treated | never resolved | never healed | no relief | never improved | never settled | not checked | never "
    "checked | not explained | no explanation for | no cause for | not had checked | not been seen | not been "
    "checked | not been treated | no longer controlled"
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
HISTORIES = frozenset(("history", "hx", "h/o", "fh"))
HISTORY = phrases("history of | hx of | h/o | pmh of | pmh | hx")
REMOTE = phrases(
    "years ago | many years ago | a long time ago | long ago | long time ago | decades ago | decade ago |as a child "
    "| as a teenager | in childhood | when young | when younger | in her teens | in his teens | in my teens"
)
NOW = frozenset(
    fold(word)
    for word in "similar diagnosed since started began begun onset first commenced ongoing still current currently "
    "now today persistent persistently continues found noticed appeared tonight keeps flaring worse "
    "worsening".split()
)
AFTER = frozenset(("after", "following", "post", "since", "from", "despite", "with", "because", "but"))
AFTERWARDS = frozenset(("after", "from", "since", "following", "post"))
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
    for word in "mother mum mom mothers father dad fathers brother sister sibling "
    "parent grandmother grandfather grandma grandad granny nan gran nana nanny gramps grandpa aunt auntie aunty uncle "
    "cousin son daughter stepmum stepmother stepdad stepfather stepsister stepbrother husband wife partner friend "
    "niece nephew relative twin brothers sisters parents siblings relatives grandparent grandparents grandmothers "
    "aunts aunties uncles cousins fiance fiancee".split()
)
PATIENT = frozenset(("she", "he", "i", "patient", "client", "pt"))
SUFFERS = frozenset(
    "has have had with suffers suffered diagnosed died is was takes took on got gets developed suffering took "
    "having".split()
)
JOINS = frozenset(("and", "or", "nor"))
STATES = SUFFERS | {"now"}
BECAME = frozenset(("went", "goes", "became", "lost"))
"""The same of a relative: ``sister went blind``."""
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
SAYS_HOW = ("ic", "ive", "ant", "ing", "less", "ed")
"""``diabetic``, ``pregnant``: said of a person, it is no name in a list."""
PLACES = frozenset(
    "lip lips nose skin face eye eyes eyelid eyelids chin cheek cheeks forehead tongue mouth ear ears finger fingers "
    "area it".split()
)
LOOKS = frozenset(
    "white whitish pale blanched blanching blue bluish purple dusky grey gray black dark mottled cold cool numb "
    "painful swollen drooping droopy closed shut red hot hard".split()
)
"""A place, then how it looks: somebody is seen, and no risk is named."""
STROKES = frozenset(("stroke", "tia"))
"""Acute, and yet what a family history names."""
RESOLVED = phrases(
    "gone | gone away | gone down | went | went away | went down | resolved | settled | settled down | cleared | "
    "cleared up | subsided | disappeared | healed | healed up | better"
)
BY_NOW = frozenset("has have is are now all completely fully entirely".split())
OVER_SINCE = frozenset("since last after within by well without quickly nicely".split())
ANSWERS = frozenset("nil none n no never".split())
"""Behind a name, at the end: ``epilepsy nil``."""
LONG_STANDING = phrases(
    "long standing | longstanding | lifelong | life long | since birth | congenital | for years | for many years | "
    "chronic |all her life | all his life | always had | since childhood"
)
HEADINGS = frozenset(
    "pmh pmhx phx dhx dh fhx fh shx sh hx meds medication medications medicine medicines history drug past "
    "medical".split()
)
CUE_WORDS = ADVERSATIVES | frozenset(
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
PASSES_DENIAL = frozenset(
    fold(word)
    for word in "any other known current currently recent recently active actively significant relevant obvious "
    "apparent visible further more actual real previous previously past prior personal or nor no not either neither "
    "such as like including sign signs symptom symptoms evidence history hx h/o pmh pmhx episode episodes feature "
    "features suggestive indicative indication clinical complain complaint complaints complaining experience "
    "experienced experiencing get gets getting got feel feels feeling suffer suffers suffered suffering having "
    "take takes taking taken use uses using used start started prescribed ever yet at present now today tonight all "
    "she he they i patient client that kind kinds type types form forms sort medical regular unexplained undiagnosed "
    "left right both side sided lower upper inner outer area region site body facial skin face cheek cheeks chin ear "
    "ears eye eyes eyebrow eyelid forehead hand hands head jaw jawline leg legs arm arms lip lips mouth neck nose "
    "nasal oral scalp stomach temple temples throat tongue tip major serious chronic moderate general generalised "
    "systemic underlying pre existing long term problem problems issue issues trouble difficulty difficulties risk "
    "factor factors so called clear overt physical associated accompanying".split()
)
"""Words over which a denial reaches what follows. Any other denies something else: ``no GP review of the lump``."""
DENIED_OF = frozenset(("with", "about", "of", "from", "for", "regarding", "over"))
DENIABLE = frozenset(
    "problem problems issue issues trouble difficulty difficulties concern concerns worry worries suspicion question "
    "suffer suffers suffered suffering factor factors history".split()
)
"""``no concerns about OCD``, ``does not suffer from migraine``: a denial reaches over the next word as well."""
NOT_OF_LIFELONG = frozenset(("recent", "recently", "active", "actively"))
"""``no recent OCD episodes``: what lasts for life is there all the same."""
PROCESS = frozenset(
    fold(word)
    for word in "flare flares flaring review reviews reviewed follow followup check checks checked checking seen "
    "looked examined investigated investigation tested test tests screened scan scanned biopsy biopsied diagnosis "
    "clearance cleared controlled letter referral referred advice help improvement management managed removed "
    "assessed assessment excised stopped monitoring monitored bloods explained treated".split()
)
"""``no lupus flares``, ``never had the lump looked at``: what comes behind is denied, and not what it is about."""
CARE = frozenset(
    "treatment treatments medication medications medicine medicines meds therapy tablet tablets pill pills cream "
    "drug drugs".split()
)
"""The same, but behind a medicine or a treatment: ``no apixaban tablets``."""
SO_AM_I = phrases(
    "so do i | so does she | so does he | so has she | so has he | so have i | so is she | so is he | so am i | she "
    "does too | he does too | i do too | she has it too | he has it too | i have it too | she has too | he has too | "
    "has it too | have it too | has it as well | now she does | now he does | now i do | now she has | now he has | "
    "as does she | as does he | as do i | she also | he also | so does the patient | same as her | same as him | me "
    "too | patient too | patient as well | she is too | he is too | as well as her | does she | does he"
)
"""What a relative has, the patient has too."""
AFFIRMS = phrases(
    "having it now | has it now | having one now | has one now | has some now | have it now | having them now | is "
    "now | does now | now is | now has | now does | has now | she is now | one now | it now"
)
"""``never had a seizure before but having one now``."""
CONFIRMS = frozenset("diagnosed has had takes does did yes".split())
ANOTHER = phrases(
    "one on | one in | one at | one near | one under | one inside | had one | some on | another on | another in"
)
"""``no cold sore on the top lip, one on the bottom lip``."""
BEFORE_THEN = frozenset(("before", "previously", "never", "last"))
EXCEPTING = phrases(
    "except | except for | other than | apart from | aside from | save for | excluding | besides | bar | only | just "
    "| but"
)
"""``no allergies except lidocaine``."""
RETURNED = frozenset(
    "again recurred recurs returned recurrent recurring relapsed relapse relapsing restarted reappeared resumed".split()
)
BACK_AFTER = frozenset(("came", "come", "comes", "coming", "now", "is", "are", "grown", "gone"))
BACK_BEFORE = frozenset(("now", "again"))
"""``now back``, ``back again``; not ``surgery on her back``."""
WISHED = frozenset(word for cues in WISH.values() for cue in cues for word in cue) | {"wish", "desire"}
REMOTE_DAYS = 365.0
LAST_DAYS = {"year": 180.0, "yr": 180.0, "month": 30.0, "mth": 30.0, "week": 7.0, "wk": 7.0}
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
