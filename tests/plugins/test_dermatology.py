"""S0-13, S0-14, S1-7, NICE NG12: the common and the serious."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, row, rows, spared

INTEREST = {"refer": "dermatology-special-interest", "urgency": "routine", "decision": "may-treat"}
URGENT = {"refer": "consultant-dermatologist", "urgency": "urgent", "decision": "hold"}
SEVERE = {"refer": "consultant-dermatologist", "urgency": "routine", "decision": "hold"}
LOOK = {"refer": "dermatology-special-interest", "urgency": "routine", "decision": "hold"}
FILLER = {"treatment": "lip filler", "minutes_ago": 300}
BOTH = ("consultant-dermatologist", "dermatology-special-interest")
ROWS = [
    *rows("common-skin-concern", "S0-13", "pimples", "chloasma", "age spots", "mild acne on chin", "roseacea", "exzema",
          "skin tags", "thread veins on cheeks", "age spot", "acne scars", "hirsutism",
          "brown patches on cheeks", "milia", "rosacea", "melasma", **INTEREST),
    row("acne among wishes", {"wants": ["acne treatment"]}, rule="common-skin-concern", source="S0-13", **INTEREST),
    *rows("severe-acne", "S0-14", "cystic acne on jaw", "acne which is severe", "acne, severe", "nodulocystic acne",
          "scarring acne", "extensive acne", "grade 4 acne", **SEVERE),
    row("skin and immune system", "vitiligo", rule="common-skin-concern", source="S0-13", urgency="routine",
        refer=("dermatology-special-interest", "gp"), decision="hold"),
    *rows("common-skin-concern", "S0-13", "melasmer", "exema", "pigmentation patches on cheeks",
          "severe acne scars", "chickenpox scar on left cheek", "melasma since her last pregnancy",
          "dark patch on cheek", "chloasma since pregnancy", **INTEREST),
    *rows("autoimmune", "S0-7", "psoriasis on elbows", "psoriasis as a child", urgency="routine", decision="hold",
          refer=("dermatology-special-interest", "gp")),
    row("spot gone dark after filler", {"terms": ["spot gone dark"], "event": FILLER}, rule="occlusion",
        source="S0-16", urgency="emergency", refer=("complication-support", "consultant-dermatologist")),
    row("spot gone dark beside filler", {"terms": ["lip filler yesterday", "spot gone dark"]}, rule="occlusion",
        source="S0-16", urgency="emergency", refer=("complication-support", "consultant-dermatologist")),
    row("spot gone dark after toxin", {"terms": ["spot gone dark"], "event": {**FILLER, "treatment": "botox"}},
        rule="occlusion", source="S0-16", urgency="emergency",
        refer=("complication-support", "consultant-dermatologist")),
    row("dark patch that crusts after filler", {"terms": ["dark patch on cheek crusting"], "event": FILLER},
        rule="occlusion", source="S0-16", urgency="emergency",
        refer=("complication-support", "consultant-dermatologist")),
    row("black in one spot", "lip turned black in one spot", rule="occlusion", source="S0-16", urgency="emergency"),
    row("black lip after filler", {"terms": ["lip turned black"], "event": FILLER}, rule="occlusion", source="S0-16",
        urgency="emergency", refer="complication-support"),
    *rows("suspicious-mole", "NG12", "mole is bleading", "mole is groing", "molle bleeding", "spot turned black",
          "freckle that has turned black and crusty", "wart has gone black",
          "freckle gone dark", "mole next to her lip has doubled in size and crusts", "dark patch on cheek, changing",
          "scab on nose keeps bleeding and not healing for 3 months", "sore on lip not healed in 2 months",
          "sore on nose that has not healed for 3 months", "scab that keeps coming back on temple",
          "patch on nose not healing", "pearly lump on nose", **URGENT),
    *rows("severe-acne", "S0-14", "sever acne", **SEVERE),
    *rows("severe-acne", "S0-14", "severe acne on chin with scars", **SEVERE),
    *rows("severe-acne", "S0-14", "severe acne scars and severe acne", refer=BOTH, decision="hold"),
    *rows("mole", "S2-29", "molle", **LOOK),
    *spared("suspicious-mole", "NG12", "pearly white teeth", refer="dentist", urgency="routine"),
    *spared("suspicious-mole", "NG12", "spot on chin keeps coming back", refer="dermatology-special-interest",
            urgency="routine"),
    *spared("suspicious-mole", "NG12", "cold sore keeps coming back", refer="gp", urgency="routine", decision="hold"),
    *spared("autoimmune", "S0-7", "no psoriasis", "mother has psoriasis"),
    row("melasma while pregnant", "melasma in pregnancy", rule="pregnancy", source="Product information",
        refer=("dermatology-special-interest", "gp"), decision="hold"),
    row("both", {"terms": ["severe acne", "rosacea"]}, rule="severe-acne", source="S0-14", refer=BOTH),
    *rows("suspicious-mole", "NG12", "mole on left cheek is bleeding", "dark streak under toenail",
          "brown mole that has been growing for 3 months",
          "melanoma not ruled out", "sore on nose that won't heal", "BCC", "sister noticed mole bleeding",
          "mole changing",
          "dodgy mole", "atypical naevus", "freckle that has changed", "worried about her mole",
          "mole isn't symmetrical", "mole no longer round", "mole not the same colour all over", "mole not healing",
          "8mm mole on cheek", "mole wasn't there 6 months ago", "mole wasn't there 2 years ago",
          "7-point checklist score 4", "7 point checklist score 7", "sore not healed after 6 weeks",
          "itchy mole", "new dark spot", "non-healing ulcer", "actinic keratosis", "mole has two colours", **URGENT),
    *rows("mole", "S2-29", "mole not bleeding", "mole on chin", "beauty spot", "mole 3mm",
          "7-point checklist score 1", "not worried about mole", "mole removed last week", asks="mole-change", **LOOK),
    row("asks", "wants to see a dermatologist", rule="asked-for", source="S3-4", refer="consultant-dermatologist",
        decision="may-treat"),
    *spared("suspicious-mole", "NG12", "mother's melanoma", "denies changing mole", "family history of melanoma"),
    *spared("common-skin-concern", "S0-13", "no acne", "acne as a teenager", "mole removed 5 years ago, benign"),
    row("not severe", "acne, not severe", spares="severe-acne", source="S0-14", **INTEREST),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_skin_goes_to_the_right_tier(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    check(registry, case, expect)


def test_a_mole_is_asked_about(registry: PluginRegistry) -> None:
    assert "mole-change" in [each.code for each in answer(registry, {"age": 40, "terms": ["mole"]}).questions]


def test_the_specialist_register_is_asked_for(registry: PluginRegistry) -> None:
    found = answer(registry, {"age": 40, "terms": ["changing mole"]})
    assert found.recommendations[0].specialist_register == "dermatology"
