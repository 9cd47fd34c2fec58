"""S0-2: nutrition, hormones, coaching; none of it bars a treatment."""

from __future__ import annotations

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import check

TYPED = {
    "obesity": "nutrition",
    "vitamin deficiency": "nutrition",
    "wants a dietitian": "nutrition",
    "perimenopause": "hormone-specialist",
    "hot flushes": "hormone-specialist",
    "PCOS": "hormone-specialist",
    "wants to see an endocrinologist": "hormone-specialist",
    "stressed at work": "coach",
    "stop smoking": "coach",
    "wants a life coach": "coach",
}


@pytest.mark.parametrize(("typed", "specialty"), TYPED.items())
def test_help_beside_the_treatment_is_offered(registry: PluginRegistry, typed: str, specialty: str) -> None:
    check(registry, {"age": 45, "terms": [typed]}, {"refer": specialty, "urgency": "routine", "decision": "may-treat"})
