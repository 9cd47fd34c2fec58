"""S0-6, S0-12, S2-28, S2-30, S2-34: when the wish is not what needs treating."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import check, row, rows, spared

BARRED = {"refer": "mental-health", "urgency": "soon", "decision": "do-not-treat"}
HELD = {"refer": "mental-health", "urgency": "routine", "decision": "hold"}
CODE = "do-not-treat-mental-health"
ROWS = [
    *rows(CODE, "S2-28", "?BDD", "body dysmorphic disorder", "body dismorphia", "mirror checking", "previous BDD",
          "BDD 10 years ago", "sees flaws nobody else sees", "obsessed with her nose", "OCD", "skin picking disorder",
          "preoccupied with a minor flaw", "O.C.D.", "positive COPS screen", "BDD screen positive", "fixated on nose",
          "dysmorphic about nose", "thinks about her nose for hours every day", "preoccupied with her lips",
          "compulsive hand washing", "body dysmorphea", "body dysmorfic disorder", **BARRED),
    *rows(CODE, "S2-28", "dysmorphea", "dysmorfia", "DCQ score high", "COPS score high",
          "flaws that others can't see", **BARRED),
    row("cannot see", "suddenly can't see things others can", spares=CODE, source="S2-28", refer="emergency-services",
        urgency="emergency"),
    row("a bump that nobody sees", {"terms": ["bump on nose no one else can see"], "wants": ["rhinoplasty"]}, rule=CODE,
        source="S0-6", **BARRED),
    *rows("mental-health-care", "S2-30", "seen by the mental health nurse", "has a mental health nurse", **HELD),
    *rows("mental-health-condition", "S2-30", "alcohol dependent", "alcoholism", "mood not good", **HELD),
    *rows("unrealistic-request", "S2-34", "8 previous lip fillers at different clinics, never happy",
          "never happy with any result", "been to five clinics", "seen 6 different practitioners",
          "keeps coming back for more", **HELD),
    *rows("mental-health-care", "S2-30", "seeing a psychiatrist", "seen by a psychiatrist", "sees a psychologist",
          "seeing a therapist wants botox", **HELD),
    row("ocd and surgery", {"terms": ["obsessive compulsive disorder"], "wants": ["facelift"]}, rule=CODE,
        source="S2-30", **BARRED),
    row("bdd out of scope", {"terms": ["BDD"], "wants": ["threads"], "scope": ["threads"]}, rule=CODE, source="S0-6",
        **BARRED),
    row("bdd no prescriber", {"terms": ["BDD"], "wants": ["botox"], "practitioner": {"prescriber": False}}, rule=CODE,
        source="S0-6", **BARRED),
    *rows("mental-health-condition", "S2-30", "low mood", "anxeity", "bipolar", "anorexia", "sertraline 50mg", "PTSD",
          "schizophrenia", "antidepressants", "alcohol dependence", "panic attacks", "feeling depressed",
          "previous psychosis", "history of bipolar", "hears voices", "depression since 2015", **HELD),
    *rows("self-harm-before", "S2-30", "self-harm 10 years ago", "previous suicidal thoughts",
          "attempted suicide 5 years ago", **HELD),
    *rows("emotional-concern", "S0-12", "hates her face", "going through a divorce", "tearful", "recently bereaved",
          "low self esteem", "lost her husband", **HELD),
    *rows("unrealistic-request", "S2-34", "wants to look like a celebrity", "expects perfection",
          "never happy with results",
          "unrealistic expectations", "does not have realistic goals", "expectations not realistic", **HELD),
    *rows("self-harm", "S2-34", "suicide", "suicide risk", "talks about suicide", "better off dead",
          "no reason to live",
          "doesn't want to be here any more", "doesn't want to live anymore",
          "does not want to go on living since filler", "would rather be dead than look like this",
          "thinking of ending her life", "thinking of ending it", "life isn't worth living", "better off not here",
          refer="mental-health", urgency="urgent", decision="hold"),
    *spared("self-harm", "S2-34", "no suicidal thoughts", "denies suicidal ideation", "no risk of suicide",
            "works for a suicide prevention charity"),
    *rows("self-harm", "S2-34", "self-harm", "suicidal thoughts", refer="mental-health", urgency="urgent",
          decision="hold"),
    row("asks", "would like to see a psychologist", rule="asked-for", source="S3-4", refer="mental-health",
        decision="may-treat"),
    row("asks as care", "interested in seeing a psychologist", rule="asked-for", source="S3-4", refer="mental-health",
        decision="may-treat"),
    *spared("mental-health-care", "S2-30", "not seeing a psychiatrist", "seeing a beauty therapist"),
    *spared("mental-health-condition", "S2-30", "no mental health concerns", "no psychological concerns"),
    *spared("unrealistic-request", "S2-34", "realistic expectations", "expectations realistic", "has realistic goals"),
    *spared(CODE, "S2-28", "negative BDD screen", "BDD screen negative"),
    *spared(CODE, "S2-28", "no BDD", "sister has BDD", "no OCD"),
    *spared("mental-health-condition", "S2-30", "no depression", "depression 10 years ago", "mother has anxiety"),
    *spared(CODE, "S2-28", "DCQ negative", "COPS score low", "no one else can see her until Monday"),
    *spared("unrealistic-request", "S2-34", "never happy with make up", "never been happy with her smile",
            "previous filler at a different clinic"),
    row("a wish held for long", {"terms": ["never been happy with her nose"], "wants": ["rhinoplasty"]},
        spares="unrealistic-request", source="S2-34", refer="plastic-surgeon", decision="may-treat"),
    *spared("mental-health-care", "S2-30", "mental health nurse", "mood good", "supportive partner"),
    *spared("self-harm", "S2-34", "denies suicidal thoughts"),
    *spared("self-harm-before", "S2-30", "never self harmed", "sister self harmed 10 years ago"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_care_comes_before_the_wish(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    check(registry, case, expect)
