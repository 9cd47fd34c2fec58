"""S2-45 and section 4: what goes to 999 first. Each row names what somebody might type."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, referred, row, rows, spared

NOW = {"refer": "emergency-services", "urgency": "emergency", "decision": "do-not-treat"}
WITH_GP = {**NOW, "refer": ("emergency-services", "gp")}
WITH_SUPPORT = {**NOW, "refer": ("emergency-services", "complication-support")}
FILLER = {"treatment": "lip filler", "minutes_ago": 10}
TOXIN = {"treatment": "botox", "minutes_ago": 7200}
FAST = "FAST"

ROWS = [
    *rows("call-999-sight", "section 4", "gone blind in one eye", "sudden loss of vision", "can't see", "double vision",
          "blurred vision after tear trough filler", "eye won't move", "new squint", **NOW),
    row("blurry in other words", {"terms": ["eyesight gone blurry"], "event": FILLER}, rule="call-999-sight",
        source="PMC8794490", **NOW),
    row("cannot see", {"terms": ["she can't see out of her left eye"], "event": FILLER}, rule="call-999-sight",
        source="PMC5907384", **NOW),
    row("blurred after filler", {"terms": ["blurry vision"], "event": FILLER}, rule="call-999-sight",
        source="PMC8794490", **NOW),
    row("painful eye after filler", {"terms": ["pain behind the eye"], "event": FILLER}, rule="call-999-sight",
        source="PMC8794490", **NOW),
    row("blurred days after filler", {"terms": ["blurred vision"], "event": {"treatment": "filler",
        "minutes_ago": 8000}},
        rule="call-999-sight", source="PMC8794490", **NOW),
    row("blurred after what is not known", {"terms": ["blurred vision"], "event": {"treatment": "zorg"}},
        rule="call-999-sight", source="PMC8794490", unrecognised=["zorg"], **NOW),
    *rows("call-999-stroke", FAST, "her face has dropped on one side", "cannot lift arm", "slurring words",
          "facial droop",
          "sudden weakness of one side", "mouth drooping", "sudden uneven smile",
          "numb arm", "pupils different sizes", "face weak on one side",
          "new facial asymmetry", "lopsided smile today", "uneven face for 3 days", **NOW),
    row("droop minutes after toxin", {"terms": ["mouth droop"], "event": {"treatment": "botox", "minutes_ago": 30}},
        rule="call-999-stroke", source=FAST, **NOW),
    row("sudden droop days after toxin", {"terms": ["sudden facial droop"], "event": TOXIN}, rule="call-999-stroke",
        source=FAST, **NOW),
    row("confused after it", "confused after filler", rule="call-999-stroke", source=FAST,
        refer=("emergency-services", "gp"), urgency="emergency"),
    row("droop that is sudden days after toxin", {"terms": ["mouth drooping suddenly"], "event": TOXIN},
        rule="call-999-stroke", source=FAST, **NOW),
    row("droop and speech days after toxin", {"terms": ["facial droop", "slurred speech"], "event": TOXIN},
        rule="call-999-stroke", source=FAST, **NOW),
    row("droop days after filler", {"terms": ["facial droop"], "event": {"treatment": "filler", "minutes_ago": 7200}},
        rule="call-999-stroke", source=FAST, **NOW),
    row("throat", {"terms": ["throat is closing up"], "event": FILLER}, rule="call-999-anaphylaxis", source="ACE",
        **NOW),
    row("anaphylaxis to hyaluronidase now", {"terms": ["anaphylaxis to hyaluronidase"], "event":
        {"treatment": "hyaluronidase", "minutes_ago": 2}}, rule="call-999-anaphylaxis", source="Resuscitation",
        urgency="emergency", decision="do-not-treat"),
    *rows("call-999-anaphylaxis", "Resuscitation", "severe allergic reaction", "swollen tongue", "epipen used",
          "tongue swelling after filler", "throat swelling after lip filler", "lips and tongue swelling after filler",
          "swollen lips and tongue after filler", **NOW),
    row("reaction that is severe", "severe hives", rule="call-999-anaphylaxis", source="Resuscitation",
        refer=("emergency-services", "gp"), urgency="emergency"),
    *(row(f"soon after {given}: {said}", {"terms": said.split("; "), "event": {"treatment": given, "minutes_ago": 10}},
          rule="call-999-anaphylaxis", source="Resuscitation", urgency="emergency", decision="do-not-treat")
      for said, given in (("hives", "hyaluronidase"), ("hives and vomiting", "filler"), ("rash; fainted", "botox"),
                          ("hoarse voice", "filler"), ("swelling and dizzy", "filler"))),
    *(row(f"told: {said}", said, rule="call-999-anaphylaxis", source="Resuscitation", urgency="emergency",
          decision="do-not-treat")
      for said in ("hives all over and lightheaded 15 min after hyaluronidase", "swelling after hyaluronidase",
                   "hoarse voice after filler", "anaphylaxis to peanut just now", "having anaphylaxis to latex")),
    *spared("call-999-anaphylaxis", "Resuscitation", "hoarse voice 5 days after filler", "dizzy after filler",
            refer="gp", urgency="routine", decision="hold"),
    *rows("call-999", "S2-45", "chest pain increasing", "not breathing normally when lying down", **NOW),
    row("chest pain in two terms", {"terms": ["chest pain", "increasing"]}, rule="call-999", source="S2-45", **NOW),
    *(row(f"not at once: {said}", {"terms": [said], "event": {"treatment": "filler", "minutes_ago": 7200}},
          spares="call-999-anaphylaxis", source="Resuscitation", decision="hold")
      for said in ("hoarse voice", "hives and vomiting")),
    *(row(f"septic: {said}", {"terms": [said], "event": {"treatment": "filler", "minutes_ago": 4320}}, rule="call-999",
          source="NG253", urgency="emergency", decision="do-not-treat")
      for said in ("fever and mottled skin", "feverish and confused", "fever, clammy")),
    row("fever and confused, no treatment", {"terms": ["fever", "confused"]}, rule="call-999", source="NG253",
        refer=("emergency-services", "gp"), urgency="emergency"),
    row("fever and dizzy, no treatment", {"terms": ["fever", "dizzy"]}, spares="call-999", source="NG253", refer="gp"),
    row("fever alone after filler", {"terms": ["high temperature"], "event": {"treatment": "filler",
        "minutes_ago": 4320}}, spares="call-999", source="NG253", urgency="urgent"),
    *rows("call-999", "S2-45", "laser in eye", "peel in her eye", "filler went into the eye", "needle in eye", **NOW),
    *spared("call-999", "S2-45", "filler under eyes", "peel around eyes", "filler in the eye area"),
    *spared("call-999-anaphylaxis", "Resuscitation", "anaphylaxis to penicillin as a child", "nut anaphylaxis",
            "known anaphylaxis to wasps", "anaphylactic to latex", refer="gp", urgency="routine", decision="hold"),
    row("known, and an injection now", {"terms": ["anaphylaxis to latex"], "event": {"treatment": "botox",
        "minutes_ago": 10}}, rule="call-999-anaphylaxis", source="Resuscitation", urgency="emergency",
        refer=("emergency-services", "gp")),
    *rows("call-999", "S2-45", "wheezing", "patient collapsed", "crushing chest pain",
          "difficulty swallowing after Botox",
          "bleeding that won't stop", "plans to end her life", "says she will kill herself",
          "seizure", "tingling around the mouth after lidocaine",
          "sepsis", "short of breath", "choking", "not waking up", "patient going blue",
          "botox last week, swallowing hard", **NOW),
    row("confused within the hour", {"terms": ["confused"], "event": FILLER}, rule="call-999-stroke", source=FAST,
        **WITH_GP),
    row("metallic taste after filler", {"terms": ["metallic taste"], "event": FILLER}, rule="call-999",
        source="local anaesthetic", **WITH_GP),
    row("lips swell after hyaluronidase", {"terms": ["lips tingling and swelling"], "event":
        {"treatment": "hyaluronidase", "minutes_ago": 5}}, rule="call-999-anaphylaxis", source="Resuscitation",
        **WITH_SUPPORT),
    row("lid drops after filler", {"terms": ["drooping eyelid"], "event": FILLER}, rule="call-999-sight",
        source="section 4", **WITH_SUPPORT),
    row("head drops after toxin", "botox last week, can't hold head up", rule="call-999", source="spread of toxin",
        **WITH_GP),
    row("red flag by code", {"red_flags": ["vision-loss"]}, rule="call-999-sight", source="section 4", **NOW),
    row("droop as a red flag", {"red_flags": ["facial droop"], "event": TOXIN}, rule="call-999-stroke", source=FAST,
        **NOW),
    row("past anaphylaxis", "history of anaphylaxis", spares="call-999-anaphylaxis", source="ACE", refer="gp",
        decision="hold"),
    row("blurred alone", "blurred vision", spares="call-999-sight", source="section 4", refer="gp", urgency="urgent"),
    *spared("call-999-stroke", FAST, "no slurred speech", "mother had a stroke", "family history of stroke",
            "no facial droop"),
    *spared("call-999-stroke", FAST, "stroke 8 years ago", "had a stroke in 2015", "TIA 2012", refer="gp",
            urgency="routine", decision="hold"),
    *spared("call-999", "S2-45", "chest pain in 2019", "collapsed in 1999"),
    *spared("call-999", "S2-45", "chest pain in 2025", "collapsed in 2025", refer="gp", urgency="routine",
            decision="hold"),
    *rows("call-999-sight", "section 4", "sees double since botox yesterday", **NOW),
    *rows("call-999", "S2-45", "chest pain for 2000 seconds", "wants to end it all", **NOW),
    *rows("call-999-sight", "section 4", "everything has gone dark", "gone black in my right eye",
          "it has all gone black",
          "grey patch in vision", "BRAO", "not able to see", "no sight in left eye", "vision has not come back",
          "vision went then came back", "amaurosis fugax", "can only see shadows", "half her vision is missing",
          "lost site in left eye", "seeing two of everything", "proptosis", "orbital cellulitis",
          "problem with her eye after filler", "vision was normal until an hour ago after filler",
          "scared she is going blind", **NOW),
    *rows("call-999-stroke", FAST, "blown pupil", "worst ever headache", "weakness down left side", "hemiplegia",
          "garbled speech", "can't get words out", "can't raise arm", "unable to smile on one side",
          "can't smile properly",
          **NOW),
    *rows("call-999-anaphylaxis", "Resuscitation", "sense of impending doom", "ana reaction", "tongue feels thick",
          "throat itchy and closing", "angioedema of lips", "angioedema and hoarse voice", **NOW),
    *rows("call-999", "S2-45", "acid splashed in eye", "globe perforation", "LA toxicity", "methaemoglobinaemia",
          "can't breath", "SOB", "laboured breathing", "won't come round", "CPR in progress", "pt arrested",
          "dropped to the floor", "pneumothorax", "suspected pulmonary embolism", "air embolism", "toxic shock",
          "nec fasc",
          "spurting blood", "blood sugar 2.1", "full thickness burn", "charred skin", "fainted and hit head",
          "systemic toxin spread", "botulinum poisoning", **NOW),
    row("stroke by its short name after filler", {"terms": ["CVA"], "event": FILLER}, rule="call-999-stroke",
        source=FAST,
        **WITH_GP),
    row("clot in the lung after filler", {"terms": ["pulmonary embolism"], "event": FILLER}, rule="call-999-stroke",
        source=FAST, **WITH_GP),
    row("low sugar after filler", {"terms": ["hypoglycaemia"], "event": FILLER}, rule="call-999-stroke", source=FAST,
        **WITH_GP),
    row("drowsy after filler", {"terms": ["drowsy"], "event": FILLER}, rule="call-999-stroke", source=FAST, **WITH_GP),
    row("limp after toxin", {"terms": ["limp"], "event": TOXIN}, rule="call-999", source="spread of toxin", **WITH_GP),
    row("angioedema after hyaluronidase", {"terms": ["angioedema"], "event": {"treatment": "hyaluronidase",
        "minutes_ago": 5}}, rule="call-999-anaphylaxis", source="Resuscitation", urgency="emergency",
        decision="do-not-treat"),
    *spared("call-999-stroke", FAST, "CVA 6 months ago", "history of CVA", "history of pulmonary embolism",
            "hypoglycaemia", refer="gp", urgency="routine", decision="hold"),
    row("angioedema alone", "angioedema", spares="call-999-anaphylaxis", source="Resuscitation", refer="gp",
        decision="hold"),
    row("hoarse alone", "voice gone hoarse", spares="call-999-anaphylaxis", source="Resuscitation", refer="gp",
        decision="hold"),
    *spared("call-999-sight", "section 4", "eye problem", "hazy sight", "vision deteriorating", refer="gp",
            urgency="urgent", decision="hold"),
    row("hazy after filler", {"terms": ["hazy sight"], "event": FILLER}, rule="call-999-sight", source="PMC8794490",
        **NOW),
    *spared("call-999-sight", "section 4", "registered blind", "blind in one eye since birth", "scared of going blind",
            "risk of blindness discussed", "can't see GP until Monday"),
    *spared("call-999", "S2-45", "anxious about anaphylaxis", "fear of stroke", "filler under eye",
            "filler around the eyes"),
    row("normal findings after filler", {"terms": ["vision normal", "breathing fine", "FAST negative", "pink and warm"],
        "event": FILLER}, spares="call-999", source="S2-45", refer=(), decision="may-treat"),
    row("went pale and fainted after filler", {"terms": ["went pale and fainted"], "event": FILLER}, spares="call-999",
        source="S2-45", refer="gp", urgency="routine", decision="hold"),
    *spared("call-999", "S2-45", "denies chest pain and breathlessness", "no seizures"),
    *spared("call-999-sight", "section 4", "no loss of vision", "grandmother is blind"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_what_cannot_wait_goes_to_999(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    check(registry, case, expect)


def test_an_emergency_is_answered_beside_everything_else(registry: PluginRegistry) -> None:
    found = answer(registry, {"age": 16, "terms": ["vision loss", "qwerty syndrome", "acne"], "wants": ["facelift"]})
    assert found.recommendations[0].specialty == "emergency-services"
    assert referred(found) == {"emergency-services", "dermatology-special-interest"}
    assert found.unrecognised == ("qwerty syndrome",)
