"""The Act of 2021; S0-10, S2-30, S2-64: rules above every specialty, and what each nation's law says."""

from __future__ import annotations

from typing import Any

import pytest

from matching.model import Decision
from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, row, rows, spared

NEVER = {"refer": (), "urgency": None, "decision": "do-not-treat"}
HELD = {"refer": (), "urgency": None, "decision": "hold"}
ACT = "Act 2021"
NATIONS = ["england", "scotland", "wales", "northern-ireland"]


def young(nation: str, wish: str) -> dict[str, Any]:
    return {"age": 16, "wants": [wish], "nation": nation}


ROWS = [
    *(row(f"{nation} {wish}", young(nation, wish), rule="under-18", source=ACT, **NEVER) for nation in NATIONS
      for wish in ("lip filler", "botox", "chemical peel", "facelift")),
    *(row(f"{nation} microblading", young(nation, "microblading"), rule="under-18-tattooing", source=law, **NEVER)
      for nation, law in zip(NATIONS, ["Act 1969", "Act 1969", "Act 1969", "Order 1979"], strict=True)),
    row("seventeen", {"age": 17, "wants": ["botox"]}, rule="under-18", source=ACT, **NEVER),
    row("newborn", {"age": 0}, rule="under-18", source="S2-30", **NEVER),
    row("care stays", {"age": 14, "terms": ["acne"]}, rule="under-18", source=ACT, refer="dermatology-special-interest",
        decision="do-not-treat"),
    row("emergency stays", {"age": 15, "terms": ["vision loss after filler"]}, rule="under-18", source=ACT,
        refer="emergency-services", urgency="emergency", decision="do-not-treat"),
    row("no age", {"age": None, "wants": ["botox"]}, rule="age-unknown", source=ACT, asks="age", **HELD),
    row("said young", {"age": None, "terms": ["adolescent"]}, rule="age-doubtful", source=ACT, **NEVER),
    row("said young and not", {"age": 25, "terms": ["schoolgirl"]}, rule="age-doubtful", source=ACT, **HELD),
    *rows("cannot-consent", "S2-64", "pressured by partner", "partner told her to",
          "drunk", "lacks capacity", "coerced", "consent form not signed", **HELD),
    *rows("cannot-consent", "S2-64", "dementia", refer="gp", urgency="routine", decision="hold"),
    row("consent beside a swollen tongue", "tongue swelling, consent signed, happy with results",
        rule="call-999-anaphylaxis", source="Resuscitation", refer="emergency-services", urgency="emergency"),
    *rows("not-all-clear", "S0-10", "no cooling off period", "not generally well", "not worked well", **HELD),
    *rows("not-all-clear", "S0-10", "not fully vaccinated", "not tolerated well", **HELD),
    *rows("not-understood", "unrecognised", "qwerty", unrecognised=["qwerty"], **HELD),
    row("partly", "rosacea and zorgblat fever", rule="not-understood", source="unrecognised", decision="hold",
        unrecognised=["zorgblat"]),
    row("short form", "ED", rule="not-understood", source="unrecognised", asks="which-meaning", unrecognised=["ED"],
        **HELD),
    row("eighteen", {"age": 18, "wants": ["botox"]}, spares="under-18", source=ACT, refer=(), decision="may-treat"),
    row("nothing at all", {}, spares="age-unknown", source=ACT, refer=(), urgency=None, decision="may-treat"),
    *spared("cannot-consent", "S2-64", "fit and well", "non-smoker", "drinks socially", "retired teacher",
            "wedding next month", "natural look please", "had botox 4 months ago, worked well", "botox worn off",
            "no PMH of note", "no concerns hun", "sleeping well", "subtle result", "supportive partner",
            "cooling off period", "medical questionnaire completed", "consent form signed"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_what_stands_above_every_specialty(
    registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]
) -> None:
    check(registry, case, expect)


@pytest.mark.parametrize("nation", [*NATIONS, None])
def test_under_18_holds_in_every_nation_and_says_where_it_is_law(registry: PluginRegistry, nation: str | None) -> None:
    found = answer(registry, {"age": 16, "wants": ["lip filler"], "nation": nation})
    (why,) = found.reasons
    assert found.decision is Decision.DO_NOT_TREAT
    assert ("is an offence in England" in why.text) == (nation in ("england", None))
    assert ("held here" in why.text) == (nation not in ("england", None))
    assert "held as the product's rule in every nation" in why.source


def test_an_offence_is_said_of_what_the_act_covers(registry: PluginRegistry) -> None:
    said = {
        wish: answer(registry, {"age": 16, "wants": [wish], "nation": "england"}).reasons[0].text
        for wish in ("lip filler", "chemical peel")
    }
    assert "falls under it" in said["lip filler"]
    assert "falls under it" not in said["chemical peel"]
