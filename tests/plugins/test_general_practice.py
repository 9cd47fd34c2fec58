"""S0-7 to S0-11, S2-7, S2-29, S2-33, S2-36: what a GP should agree to first, and what nobody needs to ask."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from matching.model import Need
from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, row, rows, spared

ASK = {"refer": "gp", "urgency": "routine", "decision": "hold"}
SOON = {"refer": "gp", "urgency": "soon", "decision": "hold"}
SAME_DAY = {"refer": "gp", "urgency": "urgent", "decision": "hold"}
FILLER = {"treatment": "dermal filler", "minutes_ago": 2000}
TOXIN = {"treatment": "botox", "minutes_ago": 9000}

MEDICINES = [
    *rows("anticoagulant", "S0-8", "Eliquis 5mg twice daily", "Pradaxa", "edoxaban", "clexane", "Xarelto 20mg",
          "warfarin INR 2.5", "apixiban", "rivoroxaban", "eliqis", "stopped warfarin last week",
          "no longer on warfarin",
          "on a DOAC", "acenocoumarol", "dalteparin injections", "clopidogrel", "takes 75mg aspirin", "ticagrelor",
          **ASK),
    *rows("bleeding-medicine", "S2-7", "ibuprofen", "Nurofen", "takes naproxen daily", "NSAIDs", "fish oils",
          "vitamin E "
          "capsules", "ginkgo biloba", **ASK),
    *rows("oral-steroids", "S0-8", "steroid tablets", "dexamethasone", "prednisolone 5mg", "prednisone",
          "long course of steroids", asks="steroid-course", **ASK),
    *rows("retinoid", "S0-8", "high dose vitamin A", "accutane", "rocutane", "isotretinoin 20mg", "acitretin",
          "stopped Roaccutane 3 months ago", **ASK),
    *rows("immune-medicine", "S2-33", "methotrexate", "chemo", "Humira injections", "immunosuppressed", "tamoxifen",
          "hydroxychloroquine", "DMARDs", **ASK),
    *rows("muscle-medicine", "S2-7", "on antibiotics", "gentamicin", "baclofen", "amoxicillin", "muscle relaxants",
          **ASK),
    *rows("light-sensitising", "S2-7", "doxycycline", "amiodarone", "St John's wort", "photosensitivity", **ASK),
    *rows("medicine", "S0-8", "Ozempic", "ramipril", "metformin", "levothyroxine", "pregabalin", "on Mounjaro", "HRT",
          **ASK),
]  # fmt: skip
HEALTH = [
    *rows("diabetes", "S0-7", "Type 1 diabetic", "diabetis", "diagnosed with diabetes 10 years ago", "T2DM", "HbA1c 58",
          "wants a check of her diabetes", "well controlled diabetes", **ASK),
    *rows("autoimmune", "S0-7", "Crohn's disease", "Sjögren’s syndrome", "multiple sclerosis", "history of lupus",
          "SLE",
          "rheumatoid arthritis", "Hashimoto's", **ASK),
    *rows("cardiac", "S0-7", "angina", "uncontrolled blood pressure", "hypertention", "HTN", "AF", "DVT last month",
          "heart murmur", "high BP", **ASK),
    *rows("kidney-or-liver", "S2-33", "CKD", "cirrhosis", "on dialysis", "hepatitis B", "deranged LFTs", **ASK),
    *rows("radiation-or-cancer", "S2-33", "radiation therapy", "breast cancer 6 months ago", "recent radiotherapy",
          **ASK),
    *rows("recent-surgery", "S2-33", "recent operation", "surgery 3 weeks ago", "c-section 8 weeks ago", "post op",
          **ASK),
    *rows("nerve-disease", "S0-10", "myasthenia gravis", "Lambert-Eaton", "epilepsy", "Parkinson's", "migraines",
          **ASK),
    *rows("pregnancy", "Product information", "breastfeeding", "20 weeks pregnant", "trying to conceive", **ASK),
    *rows("bleeding-disorder", "S2-33", "haemophilia", "bruises easily", "low platelets", **ASK),
    *rows("infection", "S0-10", "cold sore", "shingles", "chest infection", "HIV positive", "impetigo",
          "HIV diagnosed 5 years ago", **ASK),
    *rows("healing", "S0-10", "keloid scars", "poor wound healing", **ASK),
    *rows("device", "S0-7", "pacemaker", "metal plate in jaw", "cochlear implant",
          "pacemaker fitted 5 years ago", **ASK),
    *rows("substances", "S2-64", "cocaine user", "smokes cannabis", "anabolic steroids", **ASK),
    row("autoimmune and skin", "vitiligo", rule="autoimmune", source="S0-7", decision="hold", urgency="routine",
        refer=("dermatology-special-interest", "gp")),
    *rows("autoimmune", "S0-7", "UC", **ASK),
    *rows("cardiac", "S0-7", "heart bypass", "heart transplant", **ASK),
    *rows("kidney-or-liver", "S2-33", "eGFR 28", "eGFR <60", **ASK),
    *rows("oral-steroids", "S0-8", "Medrol", "budesonide capsules", **ASK),
    *rows("health", "S2-33", "under cardiology", "seeing a cardiologist", "under the rheumatologist", "Cushing's",
          "awaiting biopsy results", **ASK),
    *rows("blood-pressure", "NG136", "BP 145/92", "BP 85/50", "BP 130/95", "BP", "BP checked", **ASK),
    *rows("blood-pressure", "NG136", "BP 180/110", "BP: 190/100", "BP 170/125", **SOON),
    *rows("health", "S2-33", "asthma", "underactive thyroid", "COPD", **ASK),
    *rows("allergy", "S2-7", "penicillin allergy", "allergic to hyaluronidase", "anaphylaxis 10 years ago",
          "latex allergy", "carries an EpiPen", "previous reaction to filler", **ASK),
    row("stroke last year", "TIA last year", rule="red-flag-before", source="S0-10", **ASK),
    *rows("recent-surgery", "S2-33", "had a nose job 3 weeks ago", "rhinoplasty 8 months ago", **ASK),
    *rows("red-flag-before", "S0-10", "stroke 5 years ago", "mini stroke 9 years ago", "seizure 5 years ago", **ASK),
    *rows("kidney-or-liver", "S2-33", "CKD4", "CKD3b", "kidney stones", "kidney infection last month", **ASK),
    *rows("retinoid", "S0-8", "vit A tablets", "vit A supplement high dose", "retinoid tablets", **ASK),
    *rows("autoimmune", "S0-7", "lupis", "arteritis", **ASK),
    *rows("recent-surgery", "S2-33", "knee op 5/52 ago", "op on knee last week", "general anaesthetic last week",
          "asking about surgery she had last month", **ASK),
    *rows("radiation-or-cancer", "S2-33", "proton beam therapy last month", **ASK),
    *rows("nerve-disease", "S0-10", "known epileptic", **ASK),
    *rows("health", "S2-33", "Alzheimer's", "her diabetes nurse", **ASK),
    *rows("diabetes", "S0-7", "gestational diabetes", "seeing the diabetes nurse", "diabetes nurse review", **ASK),
    *rows("anticoagulant", "S0-8", "under the warfarin clinic nurse", **ASK),
    *rows("pregnancy", "Product information", "test positive", "positive test", "pregnancy test positive", **ASK),
    *rows("allergy", "S2-7", "patch test positive", **ASK),
    *rows("infection", "S0-10", "covid test positive", **ASK),
    row("old droop", "facial droop for 10 years", rule="red-flag-before", source="S0-10", **ASK),
]  # fmt: skip
SIGNS = [
    *rows("undiagnosed-lump", "S2-29", "lump in neck", "unexplained swelling", "lump", "swollen glands",
          "undiagnosed lump in cheek", "growth", **SOON),
    *rows("allergic-reaction", "S0-9", "hives after peel", "mild allergic reaction", "itchy rash", refer="gp",
          decision="hold", urgency="soon"),
    *rows("undiagnosed-lump", "S2-29", "something hard under the skin", "thickening in cheek",
          "marks on skin I don't recognise", **SOON),
    *rows("urgent-sign", "NG12", "coughing up blood", "haemoptysis", "vomiting blood", "black tarry stools", "melaena",
          "?DVT", "DVT?", "query DVT", "painful swollen calf", "calf red hot and swollen", "yellow eyes and dark urine",
          "jaundiced", "jaundice", "shingles on face near eye", "shingles on forehead", **SAME_DAY),
    *rows("soon-sign", "NG12", "rectal bleeding", "blood in stool", "post menopausal bleeding", "haematuria",
          "swallowing getting harder for weeks", **SOON),
    row("swallowing after toxin", {"terms": ["swallowing getting harder"], "event": TOXIN}, rule="call-999",
        source="SmPC", refer=("emergency-services", "gp"), urgency="emergency"),
    row("hives and vomited blood", {"terms": ["hives", "vomiting blood"], "event": {**FILLER, "minutes_ago": 60}},
        rule="call-999-anaphylaxis", source="Resuscitation", urgency="emergency"),
    row("clot of long ago", "?DVT 10 years ago", spares="urgent-sign", source="NG12", **ASK),
    *rows("infection", "S0-10", "shingles on back", **ASK),
    *rows("concern", "S0-10", "concerning symptoms", "night sweats", "facial swelling",
          "excessive sweating since last week", "suddenly sweats a lot", "paracetamol for headaches",
          "excessive sweating at night", **ASK),
    row("sweating after filler", {"terms": ["excessive sweating"], "event": {**FILLER, "minutes_ago": 20000}},
        rule="concern", source="S0-10", **ASK),
    row("sweating after something", {"terms": ["excessive sweating"], "event": {**FILLER, "treatment": "qwerty"}},
        rule="concern", source="S0-10", unrecognised=["qwerty"], **ASK),
    row("sweating days after filler", {"terms": ["excessive sweating"], "event": FILLER}, rule="unwell-after-filler",
        source="S0-9", **SAME_DAY),
    *rows("faint", "S0-10", "fainted", "vasovagal episode", **ASK),
    *rows("concern", "S0-10", "fever", "headaches", "unexplained weight loss", "bruise", "pain", **ASK),
    *rows("eye-concern", "S0-10", "painful eye", "blurred vision", **SAME_DAY),
    *rows("sharps-injury", "HSE", "needlestick injury", "needle stick", "sharps injury", "blood exposure",
          "stabbed myself with the used needle", **SAME_DAY),
    row("headache after filler", {"terms": ["headache and vomiting"], "event": FILLER}, rule="unwell-after-filler",
        source="S0-9", **SAME_DAY),
    row("fever weeks after filler", {"terms": ["fever"], "event": {"treatment": "filler", "minutes_ago": 40000}},
        rule="concern", source="S0-10", **ASK),
    row("blurred a year after filler", {"terms": ["blurred vision"], "event": {"treatment": "filler", "minutes_ago":
        525600}}, rule="eye-concern", source="S0-10", **SAME_DAY),
    row("eye pain years after filler", {"terms": ["eye pain", "lip filler 5 years ago"]}, rule="eye-concern",
        source="S0-10", **SAME_DAY),
    row("but", "no history of lupus but takes methotrexate", rule="immune-medicine", source="S0-8", **ASK),
    row("another not known", "lupus, blorptitis", rule="autoimmune", source="S0-7", unrecognised=["blorptitis"], **ASK),
    row("allergen not known", "allergic to qwertyol", rule="allergy", source="S2-33", unrecognised=["qwertyol"], **ASK),
    row("a condition among wishes", {"wants": ["lip filler but has lupus"]}, rule="autoimmune", source="S0-7", **ASK),
    row("asks", "wants to see her GP", rule="asked-for", source="S3-4", refer="gp", decision="may-treat"),
]  # fmt: skip
SPARED = [
    *spared("anticoagulant", "S0-8", "not on warfarin", "denies blood thinners", "mother takes warfarin"),
    *spared("diabetes", "S0-7", "no history of diabetes", "not diabetic", "non-diabetic", "diabetes: no",
            "mother has diabetes", "FH: diabetes", "No diabetes, heart disease or lupus"),
    *spared("autoimmune", "S0-7", "lupus ruled out", "sister has lupus"),
    *spared("cardiac", "S0-7", "family history of heart disease", "no heart problems"),
    *spared("retinoid", "S0-8", "never taken roaccutane", "Roaccutane 5 years ago"),
    *spared("recent-surgery", "S2-33", "had surgery 5 years ago", "appendix out 10 years ago"),
    *spared("recent-surgery", "S2-33", "facelift 2 years ago"),
    row("an operation that is a wish", "recently wants a facelift", spares="recent-surgery", source="S2-33",
        refer="plastic-surgeon", decision="may-treat"),
    *spared("radiation-or-cancer", "S2-33", "radiotherapy 6 years ago", "previous radiotherapy", "FHx breast cancer"),
    *spared("allergy", "S2-7", "no known drug allergies", "allergies: none"),
    *spared("oral-steroids", "S0-8", "topical steroid cream", "steroid nasal spray"),
    *spared("medicine", "S0-8", "no medications", "the pill", "paracetamol", "vitamin D", "hay fever"),
    *spared("health", "S2-33", "fit and well", "PMH: nil", "reflux", "wheelchair user", "autistic"),
    *spared("blood-pressure", "NG136", "BP 120/80", "BP: 118/76", "bp normal", "BP of 139/89", "BP 90/50"),
    *spared("sharps-injury", "HSE", "no needlestick injury", "no sharps injury"),
    *spared("recent-surgery", "S2-33", "caesarean section 6 years ago"),
    *spared("pregnancy", "Product information", "gave birth 4 years ago"),
    *spared("urgent-sign", "NG12", "no DVT", "?DVT ruled out", "denies haemoptysis, melaena or rectal bleeding",
            "haemorrhoids", "mother had jaundice"),
    row("a yellow bruise", "yellow bruise around eyes", spares="urgent-sign", source="NG12", unrecognised=["yellow"],
        **ASK),
    *spared("soon-sign", "NG12", "no rectal bleeding"),
    *spared("concern", "S0-10", "sweaty armpits", "hyperhidrosis", "excessive sweating", "no concerning symptoms",
            "occasional paracetamol for headaches"),
    *spared("kidney-or-liver", "S2-33", "kidney stones 6 years ago", "kidney infection as a child", "no CKD"),
    *spared("diabetes", "S0-7", "gestational diabetes in last pregnancy 5 years ago, resolved", "diabetes nurse",
            "works as a diabetes specialist nurse"),
    *spared("cardiac", "S0-7", "is a cardiac nurse"),
    *spared("anticoagulant", "S0-8", "warfarin clinic nurse"),
    *spared("radiation-or-cancer", "S2-33", "works in cancer research", "FHx breast ca"),
    *spared("recent-surgery", "S2-33", "knee op 5 years ago", "wants cheeks lifted but can't afford surgery",
            "chose tox over surgery to avoid risk of general anaesthetic"),
    *spared("health", "S2-33", "mother has dementia"),
    *spared("pregnancy", "Product information", "pregnancy test negative"),
    *spared("health", "S2-33", "medications: none", "PMH nil, DH nil", "NAD", "clear medical history",
            "no PMH of asthma"),
    *spared("pregnancy", "Product information", "not pregnant or breastfeeding"),
]  # fmt: skip
ROWS = [*MEDICINES, *HEALTH, *SIGNS, *SPARED]


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_the_gp_is_asked_when_it_matters(
    registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]
) -> None:
    check(registry, case, expect)


@pytest.mark.parametrize("case", [each.values[0] for each in [*MEDICINES, *HEALTH]])
def test_a_wish_never_lifts_the_hold(registry: PluginRegistry, case: dict[str, Any]) -> None:
    check(registry, {**case, "wants": ["dermal filler"]}, {"decision": "hold"})


def test_every_reason_is_kept(registry: PluginRegistry) -> None:
    found = answer(registry, {"age": 60, "terms": ["warfarin", "type 2 diabetes", "angina"]})
    assert {each.code for each in found.recommendations[0].reasons} == {"anticoagulant", "diabetes", "cardiac"}


def test_the_written_go_ahead_is_named_wherever_the_gp_is_asked(registry: PluginRegistry) -> None:
    (found,) = answer(registry, {"age": 60, "terms": ["warfarin"]}).reasons
    assert "S2-36" in found.text


def test_no_register_is_required_of_a_gp(registry: PluginRegistry) -> None:
    need = Need(specialty="gp", now=datetime(2026, 1, 1, tzinfo=UTC))
    assert not [each for each in registry.criteria_for(need) if each.required and each.source == "general_practice"]
