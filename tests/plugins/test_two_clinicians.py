"""What two clinicians typed, each with the answer written down first; and what stands next to it and is harmless."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import after, check, row, rows, spared

NOW = {"refer": "emergency-services", "urgency": "emergency", "decision": "do-not-treat"}
HIDDEN = {"urgency": "emergency", "decision": "do-not-treat"}
TODAY = {"urgency": "urgent", "decision": "hold"}


SKIN = [
    *rows(
        "skin-infection",
        "NICE NG141",
        "cellulitis",
        "cellulitis of cheek",
        "cellulitis of the leg",
        "erysipelas",
        "spreading red hot cheek",
        refer="gp",
        **TODAY,
    ),
    row(
        "after filler it is a complication",
        after("dermal filler", 4320, "cellulitis"),
        rule="complication-same-day",
        source="S0-11",
        refer="complication-support",
        **TODAY,
    ),
    row(
        "said to be after filler",
        "cellulitis after filler",
        rule="complication-same-day",
        source="S0-11",
        refer="complication-support",
        **TODAY,
    ),
    *rows(
        "wait-broken-skin",
        "S2-33",
        "eczema flare on face",
        "active eczema at treatment site",
        "weeping eczema",
        "active dermatitis",
        refer="dermatology-special-interest",
        decision="hold",
    ),
    *spared(
        "wait-broken-skin",
        "S0-13",
        "eczema",
        "seborrhoeic dermatitis",
        refer="dermatology-special-interest",
        urgency="routine",
    ),
    *rows(
        "call-999",
        "NICE CG183",
        "SJS",
        "?SJS",
        "skin coming off in sheets, fever",
        "skin peeling off in sheets, mouth ulcers, fever",
        **HIDDEN,
    ),
    *rows("urgent-sign", "S0-10", "skin peeling off in sheets", refer="gp", **TODAY),
    *rows("allergy", "S2-7", "SJS to lamotrigine", "previous SJS", refer="gp", urgency="routine", decision="hold"),
]
SKIN += [
    *rows(
        "call-999",
        "NICE CG183",
        "skin coming off in sheets, mouth ulcers",
        "skin coming off in sheets, sore eyes",
        "skin coming off in sheets, generally unwell",
        **HIDDEN,
    ),
    *rows(
        "allergy", "S2-7", "history of SJS", "SJS 10 years ago", "SjS", refer="gp", urgency="routine", decision="hold"
    ),
    row(
        "an infection of a minor is seen too",
        after("dermal filler", 4320, "cellulitis") | {"age": 17},
        rule="complication-same-day",
        source="S0-11",
        refer="complication-support",
        urgency="urgent",
        decision="do-not-treat",
    ),
    row(
        "an infection takes no wish away",
        after("dermal filler", 4320, "cellulitis") | {"wants": ["rhinoplasty"]},
        rule="complication-same-day",
        source="S0-11",
        refer=("complication-support", "plastic-surgeon"),
        **TODAY,
    ),
]
MOUTH_AND_FACE = [
    *rows("dental-abscess", "SDCEP", "dental abscess", "tooth abscess", urgency="urgent", decision="hold"),
    *rows(
        "call-999-stroke",
        "FAST",
        "can't close R eye since threads yesterday",
        "facial nerve palsy since yesterday",
        **NOW,
    ),
    *spared("call-999-stroke", "FAST", "facial", "facials"),
    *rows("call-999", "S2-45", "trouble swallowing and breathing", unrecognised=(), **NOW),
]
TIMES = [
    *rows("recent-surgery", "S2-33", "had rhinoplasty 3/52 ago", "facelift 2/52 ago", refer="gp", decision="hold"),
    *rows("red-flag-before", "S0-10", "TIA last yr", "stroke last yr", refer="gp", decision="hold"),
    row(
        "a heart attack six weeks ago is not of this hour",
        after("lip filler", 60, "MI 6/52 ago"),
        rule="cardiac",
        source="S0-7",
        never="emergency-services",
        decision="hold",
    ),
    *rows("radiation-or-cancer", "S2-33", "radio to neck finished last month", refer="gp", decision="hold"),
]
PATCH_TEST = [
    row(
        "a wheal at the test alone",
        after("hyaluronidase", 15, "red wheal at skin test only"),
        spares="call-999-anaphylaxis",
        source="S2-45",
        never="emergency-services",
        decision="hold",
    ),
    *[
        row(
            text,
            after("hyaluronidase", 15, text),
            rule="call-999-anaphylaxis",
            source="Resuscitation Council UK",
            **HIDDEN,
        )
        for text in (
            "red wheal at skin test",
            "itchy all over, only at skin test first",
            "wheal at skin test only, throat tight",
            "wheal on face, only the test was done",
        )
    ],
]
WISHES = [
    *rows(
        "hormones",
        "S0-2",
        "wants HRT advice",
        "asking about HRT",
        "would like HRT",
        refer="hormone-specialist",
        decision="may-treat",
    ),
    *rows("medicine", "S0-8", "on HRT", "takes HRT", refer="gp", decision="hold"),
    *rows(
        "cannot-consent",
        "S2-64",
        "partner is pressuring her to have it",
        "pushed into it by her husband",
        decision="hold",
    ),
    row(
        "by its usual name",
        {"wants": ["CO2 laser resurfacing"]},
        spares="out-of-scope",
        source="S0-18",
        decision="may-treat",
        unrecognised=(),
    ),
    row(
        "bags by surgery",
        {"wants": ["lower eyelid bag removal surgery"]},
        rule="surgical-wish",
        source="S0-4",
        refer="plastic-surgeon",
        decision="may-treat",
        unrecognised=(),
    ),
]
FAR_GONE = [
    *rows("pregnancy", "Product information", "10 weeks gone", "she is six months gone", refer="gp", decision="hold"),
    *spared("pregnancy", "S2-33", "bruise gone 2 weeks ago", "bruise gone two weeks ago"),
]
FAMILY = [
    *spared("diabetes", "S0-7", "gran had diabetes", "nana diabetic",
            "mum and nan both diabetic", "mum and dad are both diabetic", "auntie has diabetes"),
    *spared("autoimmune", "S0-7", "brother-in-law has lupus", "step-mum has lupus",
            "twin sister has lupus"),
    *rows("diabetes", "S0-7", "mum and patient both diabetic", "she and her gran both have diabetes",
          refer="gp", decision="hold"),
]  # fmt: skip


DOCTOR = {"refer": "gp", "urgency": "soon", "decision": "hold"}
SUPPORT_TOO = {"refer": ("complication-support", "consultant-dermatologist"), **TODAY}
UNKNOWN = [
    *rows("undiagnosed-lump", "S2-29", "new bump on nose", "growing bump on nose", "bump on nose getting bigger",
          "bump on bridge of nose appeared last month", "new bump beside nose", "shiny bump on the nose", **DOCTOR),
    *rows("undiagnosed-lump", "S2-29", "bump by the nose, never checked", "bump on nose, not sure what it is",
          "bump on her nose, not been looked at", "bump on nose - no idea what it is", **DOCTOR),
    *spared("undiagnosed-lump", "S0-18", "bump on nose", "dorsal hump, never checked", "bump on nose since birth"),
    *rows("suspicious-mole", "NG12", "birthmark has changed", "birthmark bleeding", "birthmark getting darker",
          refer="consultant-dermatologist", **TODAY),
    row("a birthmark as it always was", "birthmark on face", rule="mole", source="S2-29",
        refer="dermatology-special-interest", urgency="routine", decision="hold"),
]  # fmt: skip
LIDS = [
    *rows("call-999-stroke", "FAST", "eyelid suddenly drooping", "sudden droopy eyelid", "upper lid suddenly dropped",
          refer=("emergency-services", "complication-support"), **HIDDEN),
    row("peeled, not injected", after("chemical peel", 10080, "sudden drooping eyelid"), rule="call-999-stroke",
        source="FAST", **HIDDEN),
    *(
        row(f"a lid after {name}", after(name, minutes, "sudden drooping eyelid"), spares="call-999-stroke",
            source="S2-45", refer="complication-support", urgency="soon", decision="hold")
        for name, minutes in (("botulinum toxin", 10080), ("dermal filler", 20160))
    ),
    row("of somebody too young", {"age": 16, "terms": ["sudden drooping eyelid"]}, rule="call-999-stroke",
        source="FAST", refer=("emergency-services", "complication-support"), **HIDDEN),
    row("who wishes for surgery", {"terms": ["sudden drooping eyelid"], "wants": ["rhinoplasty"]},
        rule="call-999-stroke", source="FAST",
        refer=("emergency-services", "complication-support", "plastic-surgeon"), **HIDDEN),
    row("after what is not known", after("something new", 10080, "sudden drooping eyelid"), spares="call-999-stroke",
        source="S2-45", refer="complication-support", unrecognised=("something new",)),
    *(
        row(text, text, spares="call-999-stroke", source="S2-45", refer="complication-support", urgency="soon")
        for text in ("drooping eyelid", "sudden heavy brow")
    ),
]  # fmt: skip
WOUNDS = [
    *(
        row(f"{sign} after {name}", after(name, minutes, sign), rule="complication-same-day", source="S0-11",
            **SUPPORT_TOO)
        for name, minutes, sign in (
            ("deoxycholic acid", 2880, "skin ulceration"), ("thread lift", 10080, "skin ulcer"),
            ("chemical peel", 30240, "non-healing wound"), ("laser", 43200, "open sore"),
        )
    ),
    row("said to be after it", "ulcer after fat dissolving", rule="complication-same-day", source="S0-11",
        **SUPPORT_TOO),
    row("a wound of somebody too young", {"age": 16, **after("laser", 2880, "open sore")}, rule="complication-same-day",
        source="S0-11", refer=("complication-support", "consultant-dermatologist"), decision="do-not-treat"),
    row("a wound of who wishes for surgery", {"wants": ["rhinoplasty"], **after("laser", 2880, "open sore")},
        rule="complication-same-day", source="S0-11",
        refer=("complication-support", "consultant-dermatologist", "plastic-surgeon"), **TODAY),
    row("no wound", after("chemical peel", 10080, "known BCC"), spares="complication-same-day", source="S0-14",
        refer="consultant-dermatologist", **TODAY),
    row("a wound of its own", "open sore", spares="complication-same-day", source="S0-14",
        refer="consultant-dermatologist", **TODAY),
    row("over a month later", after("chemical peel", 43201, "skin ulcer"), spares="complication-same-day",
        source="S0-14", refer="consultant-dermatologist", **TODAY),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "expect"),
    [*SKIN, *MOUTH_AND_FACE, *TIMES, *PATCH_TEST, *WISHES, *FAR_GONE, *FAMILY, *UNKNOWN, *LIDS, *WOUNDS],
)
def test_what_a_clinician_expects(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    check(registry, case, expect)
