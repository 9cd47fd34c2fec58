"""S0-3: teeth, gums, jaw joint and chewing muscles."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, row, rows, spared

DENTIST = {"refer": "dentist", "urgency": "routine", "decision": "may-treat"}
ROWS = [
    *rows("dental-concern", "S0-3", "TMD", "jaw clicks", "grinds her teeth at night", "bruxism", "square jaw",
          "overbite",
          "crowded teeth", "bleeding gums", "too much gum when smiling", "lockjaw", "Malocclusion", "gumy smile",
          "broken tooth", "lifelong facial asymmetry", "cannot open mouth fully", "gums show when I smile", "TMJ",
          "enlarged masseter", "sudden toothache", "acute jaw pain", "ill-fitting dentures", "mouth ulcer",
          "overcrowded teeth", "clicky jaw", "high smile line", "jaw clicking and popping", "TMD pain",
          "lockjaw episodes", "excessive gingival display", "wears a night guard for grinding",
          "square jaw from clenching", "temporomandibuler joint pain", **DENTIST),
    *rows("mouth-lesion", "NG12", "white patch on tongue", "mouth ulcer for 4 weeks", "lump on tongue",
          "mouth ulcer that won't heal", refer="dentist", urgency="soon", decision="hold"),
    *rows("dental-concern", "S0-3", "enlarged gums", "massive jaw muscles", "trouble opening mouth wide for years",
          "gummy smiles run in her family, hers is mild", "jaw clicks and locks in the morning",
          "overcrowded lower teeth, wonky", "bulky masseters, wants slimmer face", **DENTIST),
    *rows("mouth-lesion", "NG12", "white patch inside mouth for 2 months", "white patch in mouth", refer="dentist",
          urgency="soon", decision="hold"),
    *rows("spreading-dental-infection", "CKS", "dental abscess with swollen face", "dental abscess and trismus",
          "dental abscess, face swollen and fever", "dental abscess with facial swelling", "tooth abscess and vomiting",
          refer=("dentist", "gp"), urgency="urgent", decision="hold"),
    *rows("spreading-dental-infection", "CKS", "toothache with facial swelling", refer="dentist", urgency="urgent",
          decision="hold"),
    *spared("spreading-dental-infection", "CKS", "dental abscess", "dental abscess, no fever",
            refer=("dentist", "gp"), urgency="urgent", decision="hold"),
    row("sudden uneven smile", "sudden lopsided smile", spares="dental-concern", source="S0-3",
        refer="emergency-services", urgency="emergency"),
    row("mouth ulcer of today", "mouth ulcer", spares="mouth-lesion", source="NG12", **DENTIST),
    row("asks under 18", {"age": 17, "terms": ["wants to see a dentist"], "wants": ["lip filler"]}, rule="asked-for",
        source="S3-4", refer="dentist", urgency="routine", decision="do-not-treat"),
    row("uneven face", "uneven face", rule="dental-concern", source="S0-3", asks="asymmetry-since", **DENTIST),
    row("abscess", "tooth abscess", rule="dental-concern", source="S0-3", refer=("dentist", "gp"), decision="hold"),
    row("child", {"age": 12, "terms": ["overbite"]}, rule="dental-concern", source="S0-3", refer="dentist",
        decision="do-not-treat"),
    row("asks", "wants to see a dentist", rule="asked-for", source="S3-4", **DENTIST),
    row("sudden", "sudden facial asymmetry", spares="dental-concern", source="S0-3", refer="emergency-services",
        urgency="emergency"),
    *spared("dental-concern", "S0-3", "no teeth grinding", "denies jaw pain"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_a_dental_concern_goes_to_a_dentist(
    registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]
) -> None:
    check(registry, case, expect)


def test_an_uneven_face_without_a_time_is_asked_about(registry: PluginRegistry) -> None:
    codes = [each.code for each in answer(registry, {"age": 40, "terms": ["uneven face"]}).questions]
    assert codes == ["asymmetry-since"]
    settled = answer(registry, {"age": 40, "terms": ["lifelong facial asymmetry"]})
    assert not settled.questions
