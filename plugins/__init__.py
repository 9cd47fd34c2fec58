"""The built-in rules: one module a specialty, values in and findings out."""

from plugins import (
    advanced_aesthetics,
    complications,
    consultation,
    dentistry,
    dermatology,
    emergency,
    general_practice,
    mental_health,
    plastic_surgery,
    prescribing,
    safeguards,
    treatment_risks,
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
    treatment_risks,
    consultation,
    wellbeing,
)
