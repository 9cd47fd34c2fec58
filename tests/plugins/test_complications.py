"""S0-11, S0-16, S2-45, S2-46 and section 4: complications by kind, and who holds what is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from matching.model import Capability, Need, Service, Urgency
from matching.plugin_manager import PluginRegistry
from matching.ranking import findings, is_suitable, score
from tests.plugins.tables import answer, check, row, rows, spared

OCCLUDED = {
    "refer": "complication-support",
    "urgency": "emergency",
    "decision": "do-not-treat",
    "needs": "hyaluronidase",
}
LATE = {"refer": "complication-support", "urgency": "soon", "decision": "hold"}
SAME_DAY = {"refer": "complication-support", "urgency": "urgent", "decision": "hold"}
BOTH_SOON = {"refer": ("complication-support", "gp"), "urgency": "soon", "decision": "hold"}
FILLER = {"treatment": "filler", "minutes_ago": 30}
PEEL = {"treatment": "chemical peel", "minutes_ago": 30}
LASER = {"treatment": "laser", "minutes_ago": 20000}
TOXIN = {"treatment": "botox", "minutes_ago": 7200}
JCAD = "JCAD"

ROWS = [
    *rows("occlusion", JCAD, "lips white after filler", "skin of upper lip is very pale after lip filler",
          "lips turning blue after filler", "nose tip white after non-surgical rhinoplasty",
          "nose is white after filler",
          "no pain, blanching after filler", "dusky skin after filler", "slow capillary refill after filler",
          "suspected VO after lip filler", "lip gone white after filler", "mottled skin after lip filler", **OCCLUDED),
    row("blanching alone", "blanching", rule="occlusion", source=JCAD, asks="what-was-given", **OCCLUDED),
    row("mottled", {"terms": ["mottled skin"], "event": {"treatment": "filler", "minutes_ago": 2000}}, rule="occlusion",
        source="ACE", **OCCLUDED),
    row("colour word alone", {"terms": ["looks a bit blue"], "event": FILLER}, rule="occlusion", source=JCAD,
        **OCCLUDED),
    row("refill", {"terms": ["delayed capillary refill"], "event": FILLER}, rule="occlusion", source=JCAD,
        asks=("gp-told", "given-by"), **OCCLUDED),
    row("pain soon after", {"terms": ["excruciating pain"], "event": FILLER}, rule="occlusion", source=JCAD,
        **OCCLUDED),
    *rows("occlusion", JCAD, "cap refill 5 seconds after filler", "CRT 4s after lip filler",
          "lacy rash after filler", "skin turning dark after filler", "lips turning black after filler",
          "scab on nose after filler", "capillary refill time of 5 secs after filler",
          "CRT more than 3 seconds after filler", **OCCLUDED),
    *(row(f"{sign} after hyaluronidase", {"terms": [sign], "event": {"treatment": "hyaluronidase", "minutes_ago": 5}},
          rule="occlusion", source=JCAD, **OCCLUDED) for sign in ("vascular occlusion", "blanching", "CRT 5 seconds")),
    *(row(f"occlusion named after {given}", {"terms": ["vascular occlusion"], "event":
        {"treatment": given, "minutes_ago": 30}}, rule="occlusion", source=JCAD, **OCCLUDED)
      for given in ("chemical peel", "fat transfer", "thread lift")),
    *(row(f"{sign} days after filler", {"terms": [sign], "event": {"treatment": "filler", "minutes_ago": 2880}},
          rule="occlusion", source=JCAD, urgency="emergency", needs="hyaluronidase", decision="do-not-treat")
      for sign in ("scab on nose", "ulcer", "ulcer in mouth", "crusting")),
    row("scab weeks after filler", {"terms": ["scab"], "event": {"treatment": "filler", "minutes_ago": 43200}},
        spares="occlusion", source=JCAD, decision="hold"),
    *(row(f"{said} after {given}", f"{said} after {given}", rule="complication-same-day", source="S0-11",
          urgency="urgent", decision="hold")
      for said, given in (("feverish", "Sculptra"), ("fever", "lip filler"), ("rigors", "threads"),
                          ("infection", "Profhilo"))),
    row("fever days after threads", {"terms": ["temperature"], "event": {"treatment": "threads", "minutes_ago": 4320}},
        rule="complication-same-day", source="S2-45", urgency="urgent", decision="hold"),
    row("fever weeks after threads", {"terms": ["temperature"], "event": {"treatment": "threads",
        "minutes_ago": 43200}}, spares="complication-same-day", source="S2-45", refer="gp"),
    row("fever after a facial", {"terms": ["temperature"], "event": {"treatment": "facial", "minutes_ago": 4320}},
        spares="complication-same-day", source="S2-45", refer="gp"),
    row("hives soon after toxin", {"terms": ["hives"], "event": {"treatment": "botox", "minutes_ago": 20}},
        rule="allergic-after-treatment", source="Resuscitation", refer=("complication-support", "gp"),
        urgency="urgent", decision="hold"),
    row("hives days after toxin", {"terms": ["hives"], "event": TOXIN}, spares="allergic-after-treatment",
        source="Resuscitation", refer="gp"),
    *(row(f"told: {said}", said, rule="uneven-after-treatment", source="S2-46", urgency="soon", decision="hold")
      for said in ("asymmetry after Azzalure", "uneven lips after Juvederm", "crooked smile after masseter botox")),
    row("told: botox years ago", {"terms": ["facial asymmetry", "botox 3 years ago"]},
        spares="uneven-after-treatment", source="S2-46", refer="dentist"),
    *(row(f"skin: {said}", said, rule="complication", source="S0-11", urgency="soon", decision="hold")
      for said in ("folliculitis after microneedling", "acne after peel")),
    row("skin before a peel", {"terms": ["acne"], "wants": ["peel"]}, spares="complication", source="S0-11"),
    *rows("occlusion-lately", "S0-16", "vascular occlusion last month", "skin necrosis 2 months ago", **LATE),
    *spared("occlusion-lately", "S0-16", "vascular occlusion 3 years ago"),
    row("normal refill", {"terms": ["normal capillary refill"], "event": FILLER}, spares="occlusion", source=JCAD,
        refer=(), decision="may-treat"),
    row("pustules days after", {"terms": ["pustules along the nasolabial fold"], "event":
        {"treatment": "filler", "minutes_ago": 2880}}, rule="occlusion", source=JCAD, urgency="emergency",
        needs="hyaluronidase", decision="do-not-treat"),
    row("lopsided days after toxin", {"terms": ["lopsided smile"], "event": TOXIN}, rule="uneven-after-treatment",
        source="S0-11", **LATE),
    row("lips uneven after filler", {"terms": ["lip asymmetry"], "event": {"treatment": "lip filler",
        "minutes_ago": 20160}}, rule="uneven-after-treatment", source="S2-46", **LATE),
    row("lids heavy after toxin", {"terms": ["eyelids feel heavy"], "event": TOXIN}, rule="uneven-after-treatment",
        source="S0-11", **LATE),
    row("uneven at once", {"terms": ["uneven smile"], "event": FILLER}, rule="uneven-after-treatment", source="S0-11",
        **SAME_DAY),
    row("uneven lips alone", "uneven lips", spares="uneven-after-treatment", source="S0-11", refer=(),
        decision="may-treat"),
    row("numb soon after", {"terms": ["numb lip"], "event": FILLER}, rule="occlusion", source=JCAD, **OCCLUDED),
    row("unknown before", {"terms": ["blanching"], "event": {"treatment": "zorgblat"}}, rule="occlusion", source=JCAD,
        unrecognised=["zorgblat"], **OCCLUDED),
    row("blanching after a peel", {"terms": ["blanching"], "event": PEEL}, rule="occlusion", source=JCAD, **SAME_DAY),
    row("pain a week after", {"terms": ["severe pain"], "event": {"treatment": "filler", "minutes_ago": 10080}},
        rule="complication", source="S0-11", **LATE),
    row("colour after a peel", {"terms": ["pale"], "event": PEEL}, rule="complication", source="S0-11", **LATE),
    *rows("late-filler-problem", "section 4", "granuloma", "lumpy lips", "filler has moved", "blue under eyes",
          "late onset nodule", "swelling months after filler", "biofilm", "lumpy filler",
          needs="ultrasound", **LATE),
    row("lumpy now", "lip filler last week, now lumpy", rule="late-filler-problem", source="S0-16", **BOTH_SOON),
    row("lump years later", "lip filler 2 years ago, now lump", rule="late-filler-problem", source="S0-16",
        needs="ultrasound", **BOTH_SOON),
    *rows("complication", "S0-11", "droopy eyelid after Botox", "thread poking out", "bruise after filler",
          "mild redness after peel", "botox gone wrong", "brow drop", "puckering",
          "pigmentation after laser", "white patches after laser", **LATE),
    *rows("complication-same-day", "S2-45", "infected lip filler",
          "laser burn", "blisters after peel",
          "abscess after filler",
          "spreading redness", **SAME_DAY),
    row("droop days after toxin", {"terms": ["mouth droop"], "event": TOXIN}, rule="droop-after-toxin", source="S2-45",
        **SAME_DAY),
    row("droop days after toxin in words", "facial droop 5 days after botox", rule="droop-after-toxin", source="FAST",
        **SAME_DAY),
    row("pigment after laser", {"terms": ["dark patches"], "event": LASER}, rule="pigment-after-treatment",
        source="S2-45", refer=("complication-support", "dermatology-special-interest"), urgency="soon",
        decision="hold"),
    row("pigment after filler", {"terms": ["dark patches"], "event": FILLER}, spares="pigment-after-treatment",
        source="S2-45", refer="dermatology-special-interest", decision="may-treat"),
    row("bruise alone", "bruise", spares="complication", source="S0-11", refer="gp", decision="hold"),
    *rows("occlusion", JCAD, "absent cap refill", "CRT nil", "CRT=5", "CRT: 6s", "CRT>4", "CRT > 2",
          "CRT over 3 seconds",
          "CRT 4+", "CRT approx 5s", "CRT 4.5 seconds", "CRT 2-5s", "capillary return 5 secs", "refill 5 seconds",
          "doesn't go pink again when I press", "not well perfused", "no blood flow to lip", "intravascular filler",
          "injected into facial artery", "venous congestion", "ashen skin", "fishnet pattern", "gangrene",
          "lip has all gone black", "lip went white and fainted", "need kit for VO", "lip could be VO", **OCCLUDED),
    row("blue lip", "cyanosed lip", rule="occlusion", source=JCAD, refer=("complication-support", "emergency-services"),
        urgency="emergency"),
    *(row(text, {"terms": [text], "event": FILLER}, spares="occlusion", source=JCAD, refer=(), decision="may-treat")
      for text in ("CRT <2s", "CRT 1-2s", "CRT 3s", "CRT = 2", "crt WNL", "cap refill brisk", "no CRT delay",
                   "warm and well perfused", "consented for risk of vascular occlusion")),
    *(row(f"{text} after filler event", {"terms": [text], "event": FILLER}, rule="occlusion", source=JCAD, **OCCLUDED)
      for text in ("pain 10/10", "pain worse than usual", "screaming in pain", "worried about VO", "pale skin",
                   "white spots on skin", "cold lips on a winter day")),
    row("numbed, after filler", {"terms": ["numb lips", "numb after numbing cream"], "event": FILLER},
        spares="occlusion", source=JCAD, refer="complication-support", urgency="soon"),
    *spared("occlusion", JCAD, "worried about VO", "training on VO", "kit for vascular occlusion",
          "naturally pale skin",
            "white spots on skin", "mottled legs", "cold lips on a winter day", "numb lips from lidocaine",
            "dental block given"),
    *rows("complication", "S0-11", "thread coming through skin", "PDO extrusion", "thread migrated", "overcorrection",
          "can't open eye properly", "hooded eyes since botox", "problem after filler", "parotid gland injury", **LATE),
    *rows("late-filler-problem", "section 4", "DIR", "hard lips", "white lump in lip",
          "blueish bags under eyes since filler", needs="ultrasound", **LATE),
    *rows("complication-same-day", "S2-45", "white blister", "frostbite after fat freezing", "red streaks",
          "smelly discharge from injection site", **SAME_DAY),
    *rows("complication-same-day", "S2-45", "temp 39 after filler", "temp: 38.5 since filler", "expanding haematoma",
          "swelling growing by the minute",
          refer=("complication-support", "gp"), urgency="urgent", decision="hold"),
    *(row(text, {"terms": [text], "event": TOXIN}, rule="uneven-after-treatment", source="S0-11", **LATE)
      for text in ("wonky smile", "wonky lips")),
    *spared("occlusion", JCAD, "no blanching", "denies mottling"),
    *spared("complication", "S0-11", "no complications", "no bruising"),
]  # fmt: skip
NOBODY = {"refer": (), "urgency": None, "decision": "hold"}
DAY_AFTER = {"treatment": "lip filler", "minutes_ago": 1440}
SAID = [
    *rows("occlusion", JCAD, "CRT 2s at start, 7s now", "CRT was 2 secs now 8 secs after filler",
          "cap refill under 2 secs left, over 6 secs right", "CRT normal on right, 6 seconds on left after filler",
          "vasc occ upper lip", "vasc compromise", "vessel hit", "lip turned dark since filler", "nose tip went dark",
          "lip lost its colour", "lip has no colour", "lip no longer pink", "lip not pink after filler",
          "lip feels dead since filler", "skin not turning pink again when pressed", "no colour return on pressing",
          "hyalase given, colour still poor", "occulsion", "occlussion", "occulsion of vessel", "necrosys", "blaching",
          "skin duskey after filler", "black skin on nose",
          "dark skin on lip after filler", "patch of dark skin on nose", **OCCLUDED),
    row("refill misspelt", "cap refil 6 secs", rule="occlusion", source=JCAD, unrecognised=["cap refil 6 secs"],
        asks="what-was-given", **OCCLUDED),
    row("a second figure after a peel", {"terms": ["CRT 2s left, 6s right"], "event": PEEL}, rule="occlusion",
        source=JCAD, **SAME_DAY),
    *spared("occlusion", JCAD, "CRT 2s", "CRT < 2", "CRT 3s", "CRT 2 secs both sides", "CRT <2s, 30 mins after filler"),
    *(row(f"soon after filler: {sign}", {"terms": [sign], "event": DAY_AFTER}, rule="occlusion", source=JCAD,
          urgency="emergency", needs="hyaluronidase", decision="do-not-treat")
      for sign in ("freckle turned black", "white patch in mouth", "black skin", "skin pale", "lips not pink",
                   "lost feeling in lip", "colour still poor")),
    *(row(f"after toxin: {sign}", {"terms": [sign], "event": TOXIN}, rule="occlusion", source=JCAD,
          urgency="emergency")
      for sign in ("spot turned black", "black skin", "white patch inside mouth")),
    *spared("occlusion", JCAD, "freckle that has turned black and crusty", "freckle turned black on arm",
            "age spot turned black", "spot turned black", "wart has gone black", "freckle gone dark",
            "toenail turned black", refer="consultant-dermatologist", urgency="urgent", decision="hold"),
    *spared("occlusion", JCAD, "white patch inside mouth for 2 months", refer="dentist", urgency="soon",
            decision="hold"),
    *spared("occlusion", JCAD, "black hair, dark skin, Fitzpatrick V", "skin is pale naturally", "natural pale",
            "black skin", "white lip pencil", "lips have lost their colour with age", "lips gone dark from smoking"),
    *spared("occlusion", JCAD, "skin pale", "pale skin, burns easily in the sun", "lips not pink", refer="gp",
            urgency="routine", decision="hold"),
    *(row(f"days after filler: {said}", {"terms": [said], "event": {"treatment": "filler", "minutes_ago": 5760}},
          rule="complication-same-day", source="S0-11", **SAME_DAY)
      for said in ("hot red tender swollen cheek", "boiling hot red skin")),
    *(row(f"days after filler: {said}", {"terms": [said], "event": {"treatment": "filler", "minutes_ago": 5760}},
          rule="complication", source="S0-11", **LATE)
      for said in ("wound came open", "lost feeling in chin", "overdosed on filler")),
    *(row(f"a little: {said}", {"terms": [said], "event": DAY_AFTER}, rule="expected-after-treatment", source="S2-45",
          **NOBODY)
      for said in ("mild bruising", "slight redness", "minor swelling", "expected swelling", "normal swelling",
                   "swelling settling", "bruising as expected")),
    row("a little after a peel", {"terms": ["slight redness"], "event": PEEL}, rule="expected-after-treatment",
        source="S2-45", **NOBODY),
    *(row(f"no little: {said}", {"terms": said.split("; "), "event": DAY_AFTER}, spares="expected-after-treatment",
          source="S2-45", **LATE)
      for said in ("bruising", "mild bruising, worse today", "mild bruising not settling", "swelling not normal",
                   "mild bruising; swelling", "more swelling than expected", "mild bruising; eyelid droop")),
    *(row(f"a little and more: {said}", {"terms": said.split("; "), "event": DAY_AFTER}, rule="occlusion", source=JCAD,
          urgency="emergency", decision="do-not-treat")
      for said in ("mild bruising; severe pain", "mild bruising; pale patch", "slight whiteness")),
    *(row(f"a wish: {wish}", {"wants": [wish]}, spares="late-filler-problem", source="S0-16", refer=(),
          decision="may-treat")
      for wish in ("filler dissolve", "filler removal with hyalase", "hyalase to dissolve filler", "dissolve filler",
                   "remove filler")),
    row("a little, and what is not understood", {"terms": ["mild swelling, zorgy patch"], "event": DAY_AFTER},
        rule="complication", source="S0-11", unrecognised=["zorgy patch"], **LATE),
    row("a wish without a prescriber", {"wants": ["filler dissolve"], "practitioner": {"prescriber": False}},
        rule="needs-prescriber", source="S2-20", refer="prescriber", decision="hold"),
    row("a wish and what has moved", {"terms": ["filler has moved"], "wants": ["dissolve filler"]},
        rule="late-filler-problem", source="S0-16", **LATE),
    *rows("late-filler-problem", "S0-16", "wants filler dissolved", **LATE),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), [*ROWS, *SAID])
def test_a_complication_finds_its_kind_of_help(
    registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]
) -> None:
    check(registry, case, expect)


def test_an_emergency_department_is_not_recommended_for_a_blocked_vessel(registry: PluginRegistry) -> None:
    found = answer(registry, {"age": 30, "terms": ["vascular occlusion", "severe pain"], "event": FILLER})
    assert [each.specialty for each in found.recommendations] == ["complication-support"]


def test_what_was_injected_is_asked_when_nobody_said(registry: PluginRegistry) -> None:
    found = answer(registry, {"age": 30, "terms": ["blanching"]})
    assert "what-was-given" in [each.code for each in found.questions]


NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def held(code: str, days_old: int) -> Service:
    """A verified service that confirmed one capability so long ago."""
    return Service(
        id="1",
        name="A clinic",
        specialty="complication-support",
        latitude=None,
        longitude=None,
        capabilities={code: Capability(code=code, confirmed_at=NOW - timedelta(days=days_old))},
        assurance="verified",
    )


def required(registry: PluginRegistry, urgency: Urgency, service: Service) -> bool:
    need = Need(specialty="complication-support", now=NOW, urgency=urgency)
    rule = next(each for each in registry.criteria_for(need) if each.code == "holds-support")
    assert rule.required
    return rule.predicate.holds(service, NOW)


def test_stock_unconfirmed_for_too_long_hides_a_service(registry: PluginRegistry) -> None:
    assert required(registry, Urgency.SOON, held("hyaluronidase", 6))
    assert not required(registry, Urgency.SOON, held("hyaluronidase", 8))


def test_in_an_emergency_old_stock_never_hides_a_service(registry: PluginRegistry) -> None:
    assert required(registry, Urgency.EMERGENCY, held("hyaluronidase", 300))


def test_a_service_with_neither_hyaluronidase_nor_ultrasound_is_no_complication_support(
    registry: PluginRegistry,
) -> None:
    assert not required(registry, Urgency.EMERGENCY, held("pdo-threads", 0))


def opening(minutes: int | None) -> Service:
    return replace(held("hyaluronidase", 0), opens_in_minutes=minutes)


@pytest.mark.parametrize("minutes", [30, None])
def test_in_an_emergency_an_open_door_counts_and_a_shut_one_says_so(
    registry: PluginRegistry, minutes: int | None
) -> None:
    ranker = registry.ranker_for(Need(specialty="complication-support", now=NOW, urgency=Urgency.EMERGENCY))
    open_now, shut = opening(0), opening(minutes)
    assert score(ranker, open_now, NOW, 5_000) > score(ranker, shut, NOW, 500)
    said = [found.reason for found in findings(ranker, shut, NOW) if found.code == "open-now"]
    assert said == ["Closed now, opens in 30 minutes" if minutes else "No opening hours on record"]
    assert is_suitable(ranker, replace(shut, accepts=frozenset({"referral"}), indemnity_until=NOW.date()), NOW)
