"""What makes one treatment unsafe and not another, and what only time puts right. Professional practice, mostly."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import check, row, rows, spared

PRACTICE = "confirm before release"
HELD = {"refer": (), "urgency": None, "decision": "hold"}


def pair(rule: str, term: str, wish: str, **expect: Any) -> Any:
    """A state of health that speaks against this wish."""
    return row(
        f"{term} and {wish}",
        {"terms": [term], "wants": [wish]},
        rule=rule,
        source=PRACTICE,
        decision="hold",
        **{"refer": "gp", **expect},
    )


def no_pair(rule: str, term: str, wish: str, **expect: Any) -> Any:
    """A state of health that says nothing against this wish."""
    return row(f"{term} without {wish}", {"terms": [term], "wants": [wish]}, spares=rule, source=PRACTICE, **expect)


ROWS = [
    pair("toxin-nerve-disease", "myasthenia gravis", "botox"),
    pair("toxin-nerve-disease", "ALS", "anti-wrinkle injections"),
    pair("toxin-nerve-disease", "Lambert-Eaton", "masseter botox"),
    no_pair("toxin-nerve-disease", "myasthenia gravis", "lip filler", decision="hold"),
    pair("toxin-medicine", "gentamicin", "botox"),
    pair("toxin-medicine", "baclofen", "Dysport"),
    no_pair("toxin-medicine", "gentamicin", "chemical peel", decision="hold"),
    pair("light-and-medicine", "doxycycline", "laser"),
    pair("light-and-medicine", "St John's wort", "chemical peel"),
    pair("light-and-medicine", "Roaccutane", "laser skin resurfacing"),
    no_pair("light-and-medicine", "doxycycline", "botox", decision="hold"),
    pair("current-and-device", "pacemaker", "radiofrequency"),
    no_pair("current-and-device", "pacemaker", "lip filler", decision="hold"),
    pair("breaking-skin-that-scars", "keloid scars", "microneedling"),
    no_pair("breaking-skin-that-scars", "keloid scars", "hydrafacial", decision="hold"),
    pair("cold-sore-at-site", "cold sore", "lip filler"),
    pair("cold-sore-at-site", "HSV", "laser"),
    no_pair("cold-sore-at-site", "cold sore", "botox", decision="hold"),
    pair("no-rescue", "allergic to hyaluronidase", "lip filler"),
    pair("no-rescue", "bee sting allergy", "dermal filler"),
    no_pair("no-rescue", "allergic to hyaluronidase", "botox", decision="hold"),
    pair("anaesthetic-in-product", "allergic to lidocaine", "lip filler"),
    no_pair("anaesthetic-in-product", "allergic to lidocaine", "botox", decision="hold"),
    pair("tanned-skin", "recent tan", "IPL", refer=()),
    no_pair("tanned-skin", "recent tan", "lip filler", decision="may-treat"),
    pair("tattooed-skin", "tattoo in area", "laser hair removal", refer=()),
    no_pair("tattooed-skin", "tattoos", "botox", decision="may-treat"),
    *(pair("permanent-filler", term, "lip filler", refer=(), asks="permanent-filler-place")
      for term in ("permanent filler", "Aquamid in lips 10 years ago", "silicone filler", "previous PMMA")),
    no_pair("permanent-filler", "Aquamid 10 years ago", "hydrafacial", decision="may-treat"),
    no_pair("permanent-filler", "no permanent filler", "lip filler", decision="may-treat"),
    *rows("wait-sunburn", PRACTICE, "sunburnt", "sunburn on face", **HELD),
    *rows("wait-vaccination", PRACTICE, "covid vaccine last week", "flu jab", "recently vaccinated", **HELD),
    *rows("wait-dental", PRACTICE, "root canal last week", "tooth extraction 3 days ago", **HELD),
    *rows("wait-broken-skin", PRACTICE, "open wound on chin", "waxed yesterday", **HELD),
    *spared("wait-vaccination", PRACTICE, "covid vaccine 2 years ago", "fully vaccinated"),
    *spared("wait-dental", PRACTICE, "wisdom teeth out 5 years ago", "root canal 3 months ago"),
    *spared("wait-sunburn", PRACTICE, "no sunburn"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_a_treatment_that_does_not_fit_is_held(
    registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]
) -> None:
    check(registry, case, expect)
