"""Everything that people say of illnesses, medicines and signs to a GP, and of the GP."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import concepts
from plugins.gp_illness_words import CODE, illnesses
from plugins.gp_medicine_names import medicine_names
from plugins.gp_medicine_words import medicines
from plugins.gp_sign_words import signs
from plugins.health_worker_words import words as health_workers

__all__ = ["CODE", "words"]


def words() -> Iterable[Concept]:
    """Every concept that leads to a GP, or that needs none."""
    yield from medicines()
    yield from medicine_names()
    yield from illnesses()
    yield from signs()
    yield from health_workers()
    yield from concepts(
        "specialty",
        CODE,
        {
            CODE: "GP | general practitioner | family doctor | doctor | doctors surgery | gp surgery | general "
            "practice | gps | gp practice | own gp | her gp | his gp"
        },
    )
