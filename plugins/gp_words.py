"""What people say of illnesses, medicines and signs that a GP should know of before an aesthetic treatment."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import concepts

CODE = "gp"

ANTICOAGULANTS = {
    "warfarin": "Warfarin | coumadin | marevan | acenocoumarol | sinthrome | phenindione",
    "rivaroxaban": "Rivaroxaban | xarelto",
    "apixaban": "Apixaban | eliquis",
    "dabigatran": "Dabigatran | pradaxa",
    "edoxaban": "Edoxaban | lixiana",
    "heparin": "Heparin | enoxaparin | clexane | dalteparin | fragmin | tinzaparin | innohep | inhixa",
    "blood-thinner": "Blood thinner | blood thinners | anticoagulant | anticoagulants | anticoagulated | "
    "anticoagulation | doac | noac | anti coagulants | blood thinning tablets | blood thinning medication | blood "
    "thinning | thins the blood | anti-coagulant",
    "antiplatelet": "Antiplatelet medicine | clopidogrel | plavix | ticagrelor | brilique | prasugrel | dipyridamole | "
    "antiplatelet | antiplatelets | aspirin | daily aspirin | asprin",
}
STEROIDS = {
    "oral-steroids": "Oral steroids | long course of steroids | oral steroid | steroid tablets | prednisolone | "
    "prednisone | dexamethasone | hydrocortisone tablets | deltacortril | steroids | long term steroids | "
    "methylprednisolone | corticosteroids | on steroids | fludrocortisone | budesonide tablets | deflazacort | "
    "steroid | pred",
}
RETINOIDS = {
    "isotretinoin": "Isotretinoin | rocutane | roaccutane | accutane | reticutan | rizuderm | oral isotretinoin | "
    "acne tablets roaccutane",
    "oral-vitamin-a": "Oral vitamin A | vitamin A tablets | acitretin | neotigason | alitretinoin | toctino | oral "
    "retinoid | oral retinoids | vitamin A supplements | high dose vitamin A | retinol tablets",
}
IMMUNE_MEDICINES = {
    "immunosuppressant": "Immunosuppressant | immunosuppressants | immunosuppressed | immunocompromised | "
    "methotrexate | azathioprine | ciclosporin | cyclosporin | mycophenolate | tacrolimus tablets | adalimumab | "
    "humira | etanercept | enbrel | infliximab | rituximab | biologic | biologics | ustekinumab | secukinumab | "
    "hydroxychloroquine | plaquenil | sulfasalazine | leflunomide | tocilizumab | weak immune system | low immunity "
    "| tofacitinib | baricitinib",
    "chemotherapy": "Chemotherapy | chemo | on chemotherapy | immunotherapy | tamoxifen | letrozole | anastrozole",
}
OTHER_MEDICINES = {
    "interacting-medicine": "Medicine that may interact | penicillin | gentamicin | aminoglycosides | amiodarone | "
    "penicillamine | quinine | muscle relaxants | beta blocker | beta blockers | bisoprolol | propranolol | atenolol "
    "| digoxin | antibiotics | antibiotic | on antibiotics | course of antibiotics | baclofen | ibuprofen daily | "
    "doxycycline | lymecycline | minocycline | amoxicillin | flucloxacillin",
    "other-medicine": "Medicine to be looked at | insulin | metformin | gliclazide | thyroxine | levothyroxine | "
    "carbimazole | ozempic | mounjaro | wegovy | semaglutide | tirzepatide | weight loss injections | statin | "
    "atorvastatin | simvastatin | ramipril | amlodipine | lisinopril | losartan | omeprazole | lansoprazole | hrt | "
    "propylthiouracil | salbutamol | st john's wort | anti epileptics | carbamazepine | sodium valproate | "
    "lamotrigine | opioids | codeine | tramadol | gabapentin | pregabalin",
}
DIABETES = {
    "diabetes": "Diabetes | hba1c | diabetic | diabetis | diabeties | type 1 diabetes | type 2 diabetes | t1dm | "
    "t2dm | uncontrolled diabetes | iddm | poorly controlled diabetes | diabetes mellitus | type one diabetes | type "
    "two diabetes | high blood sugar | niddm | type 1 diabetic | type 2 diabetic | gestational diabetes | high hba1c "
    "| sugar diabetes | raised blood sugar",
}
AUTOIMMUNE = {
    "lupus": "Lupus | sle | systemic lupus erythematosus | discoid lupus",
    "rheumatoid-arthritis": "Rheumatoid arthritis | rheumatoid | ra | inflammatory arthritis | psoriatic arthritis | "
    "ankylosing spondylitis | juvenile arthritis | arthritis",
    "autoimmune-disease": "Autoimmune disease | autoimmune disorder | autoimmune condition | auto immune | "
    "autoimmune | scleroderma | morphea | dermatomyositis | sjogren's syndrome | sjogrens | hashimoto's | hashimotos "
    "thyroiditis | graves disease | crohn's disease | crohns | ulcerative colitis | coeliac disease | coeliac | "
    "multiple sclerosis | ms | myositis | vasculitis | sarcoidosis | sarcoid | antiphospholipid syndrome | "
    "polymyalgia rheumatica | behcet's | connective tissue disease | inflammatory bowel disease | ibd | myasthenia "
    "gravis | myasthenia | lambert eaton | addison's disease | pemphigus | bullous pemphigoid | giant cell arteritis "
    "| ehlers danlos",
}
CARDIAC = {
    "heart-disease": "Heart disease | mi | heart stent | cardiac disease | heart condition | heart problem | heart "
    "problems | heart trouble | cardiac problem | angina | heart failure | heart attack | myocardial infarction | "
    "coronary heart disease | coronary artery disease | ihd | chd | cardiac stent | stent | heart bypass | cabg | "
    "pacemaker | atrial fibrillation | af | afib | arrhythmia | irregular heartbeat | heart valve | valve "
    "replacement | cardiomyopathy | cardiovascular disease | cardiovascular problems | palpitations | heart murmur | "
    "cardiac | endocarditis | weak heart | heart operation | defibrillator | heart surgery",
    "blood-pressure": "High blood pressure | hypertension | low blood pressure | hypotension | raised blood pressure "
    "| high bp | uncontrolled blood pressure | pots",
    "clot": "Blood clot or stroke in the past | blood clot | blood clots | deep vein thrombosis | dvt | pulmonary "
    "embolism | pe | mini stroke in the past | cva | thrombosis | factor v leiden | thrombophilia | clotting "
    "disorder | old stroke | previous stroke | previous tia | history of stroke",
}
ORGANS = {
    "kidney-disease": "Kidney disease | kidney stones | kidney infection | renal disease | renal failure | kidney "
    "failure | ckd | chronic kidney disease | dialysis | renal impairment | kidney problem | kidney problems | "
    "kidney transplant | renal | bad kidneys | poor kidney function | reduced kidney function | renal insufficiency "
    "| nephrotic syndrome | one kidney",
    "liver-disease": "Liver disease | liver cirrhosis | hepatic disease | hepatitis | hepatitis b | hepatitis c | "
    "cirrhosis | liver failure | liver problem | liver problems | hepatic impairment | fatty liver | hepatic | liver "
    "transplant | jaundice | deranged lfts",
}
CANCER = {
    "radiotherapy": "Radiotherapy | radiation | radiation therapy | recent radiotherapy | radiation treatment | "
    "radiated area",
    "cancer": "Cancer | cancer treatment | breast cancer | leukaemia | lymphoma | tumour | malignancy | under "
    "oncology | oncology | bowel cancer | prostate cancer | thyroid cancer | lung cancer | myeloma | sarcoma",
}
SURGERY = {
    "recent-surgery": "Recent surgery | recent operation | surgery | operation | post op | post operative | had an "
    "operation | hip replacement | knee replacement | dental surgery | c section | caesarean | had surgery | "
    "postoperative | dental implant surgery | recent procedure under general anaesthetic | hysterectomy",
}
LUMP = {
    "undiagnosed-lump": "Undiagnosed lump | lumpy | lumpiness | lumpy skin | lump | lumps | undiagnosed lump in "
    "treatment area | unknown lump | unexplained lump | undiagnosed swelling | unexplained swelling | unrecognised "
    "lump | bump | bumps | lump in neck | neck lump | growth | new lump | cyst | swollen gland | swollen glands | "
    "swollen lymph node | lymph node | swollen lymph nodes | mass | lump on face | facial lump | lump in face | lump "
    "under skin | unidentified lump | undiagnosed mass | breast lump | lumps and bumps | undiagnosed bump | "
    "unexplained growth | undiagnosed swellings | lump in breast | lump of unknown cause",
}
OTHER_CONDITIONS = {
    "pregnancy": "Pregnancy or breastfeeding | pregnant | pregnancy | breastfeeding | breast feeding | may be "
    "pregnant | lactating | trying to conceive | ivf | trying for a baby | might be pregnant | nursing a baby",
    "nerve-or-muscle-disease": "Nerve or muscle disease | motor neurone disease | neuromuscular disease | als | "
    "muscular dystrophy | bell's palsy | epilepsy | epileptic | parkinson's disease | parkinsons | neuropathy | "
    "trigeminal neuralgia | guillain barre | cerebral palsy | neurological condition | migraine | migraines | "
    "neurological disorder",
    "bleeding-disorder": "Bleeding disorder | haemophilia | von willebrand disease | thrombocytopenia | low "
    "platelets | bruises easily | easy bruising | sickle cell | thalassaemia | bleeds easily",
    "active-infection": "Infection | tooth abscess | dental abscess | active infection | cold sore | cold sores | "
    "herpes simplex | shingles | impetigo | flu | covid | chest infection | sinusitis | sinus infection | ear "
    "infection | urinary tract infection | uti | tonsillitis | conjunctivitis | stye | herpes | skin infection | "
    "fever blister | virus | viral infection | recent illness | hiv | tuberculosis | unwell",
    "other-long-term-condition": "Long-term condition | asthma | copd | thyroid disease | underactive thyroid | "
    "overactive thyroid | hypothyroidism | hyperthyroidism | thyroid problem | anaemia | anaemic | porphyria | "
    "glaucoma | lung disease | emphysema | adrenal insufficiency | fibromyalgia | chronic fatigue | osteoporosis | "
    "on multiple medications | long term condition | organ transplant | transplant | polypharmacy | many medications "
    "| complex medical history | cushing's syndrome | medical condition | underlying condition | gout | spinal "
    "injury",
    "keloid": "Keloid or poor healing | keloid scarring | keloid | keloids | hypertrophic scarring | poor wound "
    "healing | heals badly | poor healing | slow healing | does not heal well",
}
ALLERGY = {
    "known-allergy": "Known allergy | allergy | allergic | allergies | penicillin allergy | egg allergy | latex "
    "allergy | lidocaine allergy | bee sting allergy | nut allergy | allergic to penicillin | allergic to lidocaine "
    "| hyaluronidase allergy | filler allergy | allergic to hyaluronidase | allergic to filler | allergic to botox | "
    "allergic to bee stings | wasp sting allergy | local anaesthetic allergy | lignocaine allergy | allergic to "
    "latex | allergic to eggs | multiple allergies | peanut allergy | allergic to botulinum toxin | botox allergy | "
    "shellfish allergy | atopic | hypersensitivity | sensitive to lidocaine | carries an epipen | carries epipen | "
    "allergic to nuts | plaster allergy | allergic to local anaesthetic | allergic to wasps",
}
REACTION = {
    "allergic-reaction": "Allergic reaction | mild allergic reaction | hives | urticaria | itchy rash after "
    "treatment | rash after treatment | reaction after peel | allergic rash | skin reaction | itchy rash | allergic "
    "response | rash | itching | itchy | redness after treatment | allergic to product | contact allergy | "
    "hypersensitivity reaction | welts | wheals | skin rash",
}
CONCERN = {
    "general-concern": "Sign that needs a doctor | unexplained weight loss | night sweats | fever | high temperature "
    "| persistent headache | headache | headaches | dizziness | dizzy | fainting | fainted | faint | fatigue | "
    "tiredness | exhausted | blood in urine | unexplained bruising | vomiting | nausea | persistent cough | coughing "
    "blood | joint pain | abdominal pain | swollen legs | tremor | hair loss | sudden hair loss | excessive sweating "
    "| hyperhidrosis | jaundiced | weight loss | stomach pain | sore throat | facial swelling | unexplained pain | "
    "difficulty walking | vertigo | unexplained symptoms | feels unwell | confusion | confused | shaking",
    "visual-disturbance": "Blurred vision | blurry vision | visual disturbance | vision changes | change in vision | "
    "flashing lights | floaters | eyesight worse | visual problems | reduced vision | vision problems | problems "
    "with vision | dim vision | vision is blurred | hazy vision | foggy vision | visual changes | eyesight changes | "
    "vision is blurry | sees spots | sight is blurred",
    "eye-pain": "Eye pain | pain in eye | painful eye | sore eye | pain behind eye | pain behind the eye | red eye",
    "unexplained-bleeding": "Unexplained bleeding | bleeds | bleeding | nose bleed | nosebleeds | bleeding from nose "
    "| nose bleeds",
    "unexplained-pain": "Pain | painful | ache | aching | soreness | tender | tenderness | facial pain | face pain | "
    "burning pain | stinging | sore",
}


MINOR = {
    "topical-steroids": "Steroid cream | topical steroid | topical steroids | hydrocortisone cream | hydrocortisone "
    "| betnovate | eumovate | elocon | dermovate | topical steroid cream | steroid ointment",
    "inhaled-steroids": "Steroid inhaler | inhaler | inhalers | inhaled steroid | clenil | nasal spray | steroid "
    "nasal spray",
    "hay-fever": "Hay fever | hayfever | seasonal rhinitis | antihistamine | antihistamines | cetirizine | loratadine",
    "contraceptive": "Contraceptive | contraceptive pill | the pill | mini pill | coil | mirena | contraceptive "
    "implant | contraception | on the pill",
    "simple-painkiller": "Paracetamol or vitamins | lidocaine | lignocaine | emla | local anaesthetic | numbing "
    "cream | paracetamol | vitamin tablets | multivitamins | vitamin d | collagen supplements | probiotics",
    "varicose-veins": "Varicose veins | varicose vein | spider veins on legs",
}


def words() -> Iterable[Concept]:
    """Every concept of this page."""
    yield from concepts("medicine", CODE, ANTICOAGULANTS, "anticoagulant", "medicine-concern")
    yield from concepts("medicine", CODE, STEROIDS, "medicine-concern")
    yield from concepts("medicine", CODE, RETINOIDS, "retinoid", "medicine-concern")
    yield from concepts("medicine", CODE, IMMUNE_MEDICINES, "immune-medicine", "medicine-concern")
    yield from concepts("medicine", CODE, OTHER_MEDICINES, "medicine-concern", "other-medicines")
    yield from concepts("condition", CODE, DIABETES, "lifelong")
    yield from concepts("condition", CODE, AUTOIMMUNE, "autoimmune", "lifelong")
    yield from concepts("condition", CODE, CARDIAC, "cardiac", "lifelong")
    yield from concepts("condition", CODE, ORGANS, "kidney-or-liver", "lifelong")
    yield from concepts("condition", CODE, CANCER, "cancer-treatment")
    yield from concepts("condition", CODE, SURGERY, "surgery")
    yield from concepts("sign", CODE, LUMP, "undiagnosed")
    yield from concepts("condition", CODE, OTHER_CONDITIONS, "other-conditions")
    yield from concepts("condition", CODE, ALLERGY, "allergy")
    yield from concepts("sign", CODE, REACTION, "allergy")
    yield from concepts("sign", CODE, CONCERN, "concern")
    yield from concepts("medicine", CODE, MINOR, "minor")
    yield from concepts(
        "specialty",
        CODE,
        {
            CODE: "GP | general practitioner | family doctor | doctor | doctors surgery | gp surgery | general "
            "practice | gps | gp practice"
        },
    )
