"""A risk that was explained has not happened; what is said to have happened has."""

from __future__ import annotations

import pytest

from matching.plugin_manager import PluginRegistry
from tests.matching.test_context import said


def there(registry: PluginRegistry, typed: str) -> set[str]:
    """What is so of this patient now."""
    out = ("not", "past", "family")
    return {code for code, words in said(registry, typed).items() if not words.startswith(out)}


@pytest.mark.parametrize(
    "typed",
    [
        "discussed risk of blindness and vascular occlusion with patient",
        "discussed the risks of blindness",
        "risks explained incl bruising, swelling, necrosis and blindness",
        "consented: bruising, swelling, vascular occlusion, necrosis, blindness",
        "risks discussed: VO, necrosis, visual loss",
        "aware of risk of blindness",
        "discussed risks and benefits including bruising, swelling or necrosis",
        "risks discussed: bruising or swelling, necrosis",
        "risks discussed: bruising, any swelling",
        "discussed risks of bruising and swelling, vascular occlusion and blindness",
        "discussed risk of bruising and swelling, haematoma, necrosis and blindness",
        "warned about bruising and swelling, vascular occlusion and blindness",
        "warned of bruising or swelling, necrosis or blindness",
        "counselled about risk of bruising and swelling, necrosis, blindness and stroke",
        "call us if swelling or redness, blanching or loss of vision",
        "told to ring if redness or swelling, blisters or blanching",
        "warned: necrosis, bruising",
        "consent: bruising, necrosis",
        "risks discussed: lip white, lip mottled, necrosis",
        "risks discussed: bruising, eyelid drooping, blindness",
        "risks discussed: bruising, face numb, stroke",
        "warned about: bruising, lip white, necrosis",
        "told what to look out for: severe pain, blanching, mottling, vision loss",
        "signs of occlusion to look for",
        "safety netted re vascular occlusion and vision loss",
        "VO leaflet given",
        "given leaflet about vascular occlusion",
        "if she gets increasing pain or skin goes white she knows to ring me",
        "told patient to attend if trouble breathing or chest pain",
        "knows to call me if blanching or severe pain",
        "call 999 in case of anaphylaxis",
        "asked whether fillers can make you blind",
        "informed that filler can cause blindness in rare cases",
        "wants to know if botox can cause a stroke",
        "declined because of blindness risk",
        "anaphylaxis kit available",
        "anaphylaxis training completed",
        "read about people going blind",
        "consent: went through risk of VO, blindness, necrosis, stroke, anaphylaxis. happy to proceed",
        "did VO simulation today",
        "if patient told blanching",
        "risk blanching discussed",
        "blanching to look out for",
        "come in case lip blanching",
    ],
)
def test_what_is_only_talked_about_is_not_there(registry: PluginRegistry, typed: str) -> None:
    assert there(registry, typed) <= {
        "healthy",
        "as-hoped",
        "fear-of-emergency",
        "emergency-services",
        "dermal-filler",
        "botulinum-toxin",
    }


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("risks discussed. Lip blanching", "blanching"),
        ("warned about VO and now has blanching", "blanching"),
        ("advised to call 999 if vision changes, vision has gone", "vision-loss"),
        ("rang to ask if blurred vision is normal after filler", "visual-disturbance"),
        ("if anything her pain is worse", "severe-pain"),
        ("consented for filler, vision loss", "vision-loss"),
        ("at risk of lupus", "lupus"),
        ("understands the risk of blindness, lip is white", "blanching"),
        ("anaphylaxis kit used", "anaphylaxis"),
        ("leaflet about filler, lips are white", "blanching"),
        ("consented: fillers. Lips are white", "blanching"),
        ("told by friend: is an occlusion", "vascular-occlusion"),
        ("she was warned about VO which has started, blanching", "blanching"),
        ("call if blanching, chest pain started", "chest-pain"),
        ("lost vision training in the gym", "vision-loss"),
        ("went blind on the course", "vision-loss"),
        ("need advice about blanching after filler", "blanching"),
        ("patient sent video of her mottled lip", "mottling"),
        ("wants to know if her lips going white is normal", "blanching"),
        ("can't tell if blanching or bruising", "blanching"),
        ("please call me not sure if VO", "vascular-occlusion"),
        ("calls to ask if lip blanching is normal", "blanching"),
        ("if patient can't breathe do I call 999", "breathing-difficulty"),
        ("told to go to A&E if worse and cannot see", "vision-loss"),
        ("told to call if blanching, vision loss", "vision-loss"),
        ("told to ring if any problems lips blue", "mottling"),
        ("aware of risk of necrosis, blanching", "blanching"),
        ("lip blanching at risk of necrosis advised hyalase", "blanching"),
        ("risk of necrosis because of blanching", "blanching"),
        ("aftercare call: patient can't see", "vision-loss"),
        ("risks explained: yes, lip blanching", "blanching"),
        ("risk assessment: blanching", "blanching"),
        ("at risk: lips going black", "necrosis"),
        ("consented for hyalase for lip blanching", "blanching"),
        ("clinic informed of stroke signs", "stroke-signs"),
        ("discussed risk of bruising, swelling or infection, lip white", "blanching"),
        ("discussed risk of bruising and swelling, lip white and cold", "blanching"),
        ("discussed risk of bruising, swelling and necrosis, lip white and painful", "blanching"),
        ("told to call if pain or fever, lips blue and cold", "mottling"),
        ("discussed risk of bruising and swelling, lip has gone white", "blanching"),
        ("risks discussed: bruising, swelling, has blanching", "blanching"),
        ("told risk of bruising, lips swollen or blistered", "burn"),
        ("risks discussed: bruising, swelling, lip white", "blanching"),
        ("Risks discussed: bruising, nose tip white", "blanching"),
        ("Risks discussed: bruising, lip turned white", "blanching"),
        ("risks discussed: bruising, lip white, necrosis, blindness", "blanching"),
        ("risks discussed: bruising, lips are white", "blanching"),
        ("in case of vascular occlusion who do I call", "vascular-occlusion"),
        ("need anaphylaxis kit now", "anaphylaxis"),
        ("told to call if numb and chest pain", "chest-pain"),
        ("told to call if bruise and lip white", "blanching"),
        ("warned about chest pain", "chest-pain"),
        ("chest pain risk discussed", "chest-pain"),
        ("warned about bruising or swelling lip white", "blanching"),
        ("warned about bruising swelling", "treatment-swelling"),
        ("come in lip blanching", "blanching"),
        ("return in pain blanching", "blanching"),
        ("if the patient told to call blanching", "blanching"),
        ("if she was told blanching", "blanching"),
    ],
)
def test_what_has_happened_is_there_whatever_was_talked_about(registry: PluginRegistry, typed: str, code: str) -> None:
    assert code in there(registry, typed)
