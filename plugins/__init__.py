"""The built-in rules: one module a specialty, values in and findings out."""

from plugins import (
    advanced_aesthetics,
    complications,
    dentistry,
    dermatology,
    emergency,
    general_practice,
    mental_health,
    plastic_surgery,
    prescribing,
    safeguards,
    wellbeing,
)

BUILTIN = (
    safeguards,
    emergency,
    complications,
    dentistry,
    plastic_surgery,
    mental_health,
    general_practice,
    dermatology,
    advanced_aesthetics,
    prescribing,
    wellbeing,
)
