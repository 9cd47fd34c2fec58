"""S0-2: nutrition, hormones, coaching; none of it bars a treatment."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import check, rows, spared

OFFERED = {"urgency": "routine", "decision": "may-treat"}
ROWS = [
    *rows("nutrition", "S0-2", "obesity", "vitamin deficiency", "poor diet", "wants to lose weight", "BMI 35",
          "BMI: 38", "BMI of 41.5", "BMI 17.5",
          refer="nutrition", **OFFERED),
    *rows("nutrition", "S0-2", "struggles with her weight", "needs help with eating better", refer="nutrition",
          **OFFERED),
    *rows("asked-for", "S3-4", "dietitian please", refer="nutrition", **OFFERED),
    *rows("asked-for", "S3-4", "wellness coach please", "needs a confidence coach", refer="coach", **OFFERED),
    *rows("coaching", "S0-2", "not sleeping well", refer="coach", **OFFERED),
    *rows("hormones", "S0-2", "perimenopause", "hot flushes", "PCOS", "menapause", "hormonal imbalance",
          refer="hormone-specialist", **OFFERED),
    *rows("coaching", "S0-2", "stressed at work", "stop smoking", "insomnia", "burnout", refer="coach", **OFFERED),
    *rows("asked-for", "S3-4", "wants a dietitian", refer="nutrition", **OFFERED),
    *rows("asked-for", "S3-4", "wants to see an endocrinologist", refer="hormone-specialist", **OFFERED),
    *rows("asked-for", "S3-4", "wants a life coach", refer="coach", **OFFERED),
    *spared("nutrition", "S0-2", "not overweight", "good diet", "BMI 24", "BMI 29.9", "BMI 18.5"),
    *spared("hormones", "S0-2", "no menopause symptoms"),
    *spared("coaching", "S0-2", "not stressed"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_help_beside_the_treatment_is_offered(
    registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]
) -> None:
    check(registry, case, expect)
