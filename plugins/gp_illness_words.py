"""Illnesses and states of health that a GP should know of before an aesthetic treatment."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import concepts, with_more
from plugins.health_worker_words import cared_for_by

CODE = "gp"

DIABETES = {
    "diabetes": "Diabetes | hba1c | diabetic | diabetis | diabeties | type 1 diabetes | type 2 diabetes | t1dm | "
    "t2dm | uncontrolled diabetes | iddm | poorly controlled diabetes | diabetes mellitus | type one diabetes | type "
    "two diabetes | high blood sugar | niddm | type 1 diabetic | type 2 diabetic | high hba1c | sugar diabetes | "
    "raised blood sugar | t1d | t2d | dm type 2 | dm type 1 | lada | dka | diabetic ketoacidosis | brittle diabetes "
    "| hyperglycaemia | hypoglycaemia | insulin dependent | diet controlled diabetes | prediabetes | pre diabetic | "
    "pre diabetes | prediabetic | borderline diabetic | diebetes | diabetees | insulin resistance | dm2 | dm1 | last "
    "hypo | blood sugars high | blood sugar high | sugars all over the place | sugars all over the shop | type 1 dm "
    "| type 2 dm | diabetic on insulin",
}
PASSING = {
    "gestational-diabetes+diabetes": "Gestational diabetes | gestational diabetes in last pregnancy | gestational "
    "diabetes in pregnancy | gestational diabetes in previous pregnancy | gestational diabetes in first pregnancy | "
    "gestational diabetes with last pregnancy | gestational diabetes during pregnancy | gestational diabetes during "
    "last pregnancy",
    "kidney-stones+kidney-or-liver": "Kidney stones or infection | kidney stones | kidney infection | pyelonephritis | "
    "renal colic",
}
"""What may be over: its name with a time long ago is no hold."""
AUTOIMMUNE = {
    "lupus": "Lupus | sle | systemic lupus erythematosus | discoid lupus | systemic lupus | cutaneous lupus | lupus "
    "erythematosus | lupis | lupas",
    "rheumatoid-arthritis": "Rheumatoid arthritis | rheumatoid | ra | inflammatory arthritis | psoriatic arthritis | "
    "ankylosing spondylitis | juvenile arthritis | arthritis | rheumatoid factor positive | rhuematoid arthritis",
    "autoimmune-disease": "Autoimmune disease | autoimmune disorder | autoimmune condition | auto immune | "
    "autoimmune | scleroderma | systemic sclerosis | morphea | morphoea | dermatomyositis | sjogren's syndrome | "
    "sjogrens | hashimoto's | hashimotos thyroiditis | graves disease | crohn's disease | crohns | ulcerative "
    "colitis | coeliac disease | coeliac | coeliacs | multiple sclerosis | ms | myositis | polymyositis | vasculitis "
    "| sarcoidosis | sarcoid | antiphospholipid syndrome | polymyalgia rheumatica | polymyalgia | pmr | behcet's | "
    "connective tissue disease | inflammatory bowel disease | ibd | addison's disease | addison's | pemphigus | "
    "bullous pemphigoid | giant cell arteritis | temporal arteritis | gca | ehlers danlos | raynaud's | raynauds "
    "phenomenon | alopecia areata | alopecia | autoimmune hepatitis | mctd | mixed connective tissue disease | uctd "
    "| relapsing polychondritis | autoimmune thyroid disease | itp | pernicious anaemia | lichen planus | lichen "
    "sclerosus | granulomatosis | wegener's | pbc | primary biliary cholangitis | crest syndrome | aps | eds | "
    "hypermobility syndrome | still's disease | kawasaki disease | crohn's | graves' | wegeners | behcets | "
    "hashimotos | uc | vitiligo | arteritis | takayasu | takayasu's arteritis",
}
CARDIAC = {
    "heart-disease": "Heart disease | mi | heart stent | cardiac disease | heart condition | heart problem | heart "
    "problems | heart trouble | cardiac problem | angina | heart failure | heart attack | myocardial infarction | "
    "coronary heart disease | coronary artery disease | ihd | chd | cardiac stent | stent | heart bypass | cabg | "
    "atrial fibrillation | af | afib | arrhythmia | irregular heartbeat | heart valve | valve replacement | "
    "cardiomyopathy | cardiovascular disease | cardiovascular problems | palpitations | heart murmur | cardiac | "
    "endocarditis | weak heart | heart operation | heart surgery | ischaemic heart disease | ccf | congestive cardiac "
    "failure | chf | cad | nstemi | stemi | svt | long qt | heart block | aortic stenosis | mitral valve prolapse | "
    "congenital heart disease | hole in the heart | paf | atrial flutter | myocarditis | pericarditis | pvd | "
    "peripheral vascular disease | peripheral arterial disease | aneurysm | aortic aneurysm | bypass surgery | "
    "irregular heart beat | lvsd | hocm | cardiac condition | cardiac history | ablation for af | heart arrhythmia | "
    "tachycardia | bradycardia | heart rhythm problem | acute coronary syndrome | paroxysmal af | paroxysmal atrial "
    "fibrillation | coronary stent | stents | bypass | triple bypass | double bypass | quadruple bypass | heart "
    "transplant",
    "blood-pressure": "High blood pressure | hypertension | low blood pressure | hypotension | raised blood pressure "
    "| high bp | uncontrolled blood pressure | pots | htn | low bp | hypertensive | blood pressure problems | bp high "
    "| controlled hypertension | untreated hypertension",
    "clot": "Blood clot or stroke in the past | blood clot | blood clots | deep vein thrombosis | dvt | pulmonary "
    "embolism | pe | mini stroke in the past | cva | thrombosis | factor v leiden | thrombophilia | clotting disorder "
    "| old stroke | previous stroke | previous tia | vte | venous thromboembolism | pulmonary embolus | clot on the "
    "lung | clot in leg | phlebitis | thrombophlebitis | protein c deficiency | protein s deficiency | antithrombin "
    "deficiency | polycythaemia | polycythaemia vera | clot on lung",
}
ORGANS = {
    "kidney-disease": "Kidney disease | renal disease | renal failure | kidney failure | ckd | chronic kidney "
    "disease | dialysis | renal impairment | kidney problem | kidney problems | kidney transplant | renal | bad "
    "kidneys | poor kidney function | reduced kidney function | renal insufficiency | nephrotic syndrome | one "
    "kidney | ckd 3 | ckd stage 3 | esrf | aki | acute kidney injury | haemodialysis | peritoneal dialysis | "
    "polycystic kidneys | polycystic kidney disease | pkd | low egfr | nephritis | egfr reduced | single kidney | "
    "raised creatinine | glomerulonephritis | iga nephropathy | ckd 3a | ckd 3b | ckd 4 | ckd 5 | ckd stage 3a | ckd "
    "stage 3b | renal clinic | ckd1 | ckd2 | ckd3 | ckd4 | ckd5 | ckd3a | ckd3b | ckd 1 | ckd 2",
    "liver-disease": "Liver disease | liver cirrhosis | hepatic disease | hepatitis | hepatitis b | hepatitis c | "
    "cirrhosis | liver failure | liver problem | liver problems | hepatic impairment | fatty liver | hepatic | liver "
    "transplant | jaundice | deranged lfts | abnormal lfts | raised lfts | nafld | masld | nash | gilbert's syndrome | "
    "hep b | hep c | hbv | hcv | alcoholic liver disease | haemochromatosis | wilson's disease | raised liver enzymes "
    "| liver damage | liver function abnormal | hepatitis a | hep a",
}
LOW_EGFR = (
    *(f"egfr {value}" for value in range(1, 61)),
    *(f"egfr {low} 60" for low in ("under", "below", "less than")),
)
"""Below 60 for three months is chronic kidney disease (NICE NG203)."""
CANCER = {
    "radiotherapy+regular": "Radiotherapy | radiation | radiation therapy | recent radiotherapy | radiation "
    "treatment | radiated area | irradiated | irradiated skin | brachytherapy | radioiodine | radio therapy | "
    "radioactive iodine | rt to neck | rt to head and neck | proton beam therapy | proton beam | proton therapy | "
    "radio to neck | radio to head | radio to head and neck | radio to face | radio to breast | radio to chest | "
    "radio to jaw | radio to scalp | finished radio | chemo and radio",
    "cancer": "Cancer | cancer treatment | breast cancer | leukaemia | lymphoma | tumour | malignancy | under "
    "oncology | oncology | bowel cancer | prostate cancer | thyroid cancer | lung cancer | myeloma | sarcoma | "
    "ovarian cancer | cervical cancer | kidney cancer | brain tumour | bladder cancer | pancreatic cancer | "
    "oesophageal cancer | endometrial cancer | testicular cancer | head and neck cancer | throat cancer | mouth "
    "cancer | hodgkin's lymphoma | non hodgkin's lymphoma | cll | aml | cml | metastases | metastatic | secondaries "
    "| carcinoma | terminal illness | palliative care | lymph nodes removed | lymphoedema | mastectomy for cancer | "
    "colon cancer | womb cancer | in remission | cancer in remission | active cancer | previous melanoma | previous "
    "skin cancer | skin cancer removed | melanoma removed | had melanoma | bcc removed | scc removed | previous bcc "
    "| previous cancer | cancer survivor | breast cancer in remission | skin cancer in remission | lymphoma in "
    "remission | leukaemia in remission | breast ca | ca breast | prostate ca | bowel ca | lung ca | ovarian ca | "
    "cervical ca",
}
SURGERY = {
    "recent-surgery": "Recent surgery | recent operation | surgery | operation | post op | post operative | had an "
    "operation | hip replacement | knee replacement | dental surgery | c section | caesarean | had surgery | "
    "postoperative | dental implant surgery | recent procedure under general anaesthetic | hysterectomy | cataract "
    "surgery | gallbladder removed | appendicectomy | appendix removed | gastric sleeve | gastric bypass | bariatric "
    "surgery | general anaesthetic | lasik | laser eye surgery | sinus surgery | tonsillectomy | hernia repair | "
    "mastectomy | thyroidectomy | csection | caesarian | hernia operation | surgical procedure | awaiting surgery | "
    "surgery planned | upcoming surgery | spinal surgery | back surgery | ga | under general anaesthetic | recent ga "
    "| had ga | caesarean section | caesarian section | cesarean section | had an op | had op | recent op | having "
    "an op | knee op | op on knee | hip op | op on hip | back op | op on back | shoulder op | op on shoulder | foot "
    "op | op on foot | hand op | op on hand | wrist op | op on wrist | ankle op | op on ankle | elbow op | op on "
    "elbow | spine op | op on spine | eye op | op on eye | nose op | op on nose | neck op | op on neck | bowel op | "
    "op on bowel | bladder op | op on bladder | hernia op | op on hernia | breast op | op on breast | minor op | "
    "emergency op | day case op",
}
NERVES = {
    "neuromuscular-disease": "Disease of nerve and muscle | neuromuscular disease | neuromuscular disorder | "
    "myasthenia gravis | myasthenia | lambert eaton | lambert-eaton syndrome | lems | eaton lambert | motor neurone "
    "disease | mnd | als | amyotrophic lateral sclerosis | muscular dystrophy | myotonic dystrophy | myopathy | "
    "guillain barre | cidp | peripheral motor neuropathy | charcot marie tooth | spinal muscular atrophy | congenital "
    "myasthenia | myasthenic syndrome | ocular myasthenia | neuromuscular junction disorder",
    "epilepsy": "Epilepsy | epileptic | epileptic fits | seizure disorder | history of seizures | non epileptic "
    "seizures | absence seizures | known epileptic",
    "nerve-or-muscle-disease": "Nerve disease | bell's palsy | parkinson's disease | parkinsons | neuropathy | "
    "trigeminal neuralgia | cerebral palsy | neurological condition | migraine | migraines | neurological disorder | "
    "peripheral neuropathy | facial nerve palsy in the past | ramsay hunt | huntington's disease | dystonia | "
    "blepharospasm | hemifacial spasm | spina bifida | hydrocephalus | cluster headaches | idiopathic intracranial "
    "hypertension | iih | previous bell's palsy | brain injury | head injury | essential tremor | nerve damage | "
    "restless legs | narcolepsy | brain haemorrhage | subarachnoid haemorrhage | tourettes | functional neurological "
    "disorder | fnd",
}
PAST_FITS = {
    "past-fits+nerve-disease+lifelong+as-written": "Fits in the past | last fit | last epileptic fit | last fit was",
}
MEASURED = {
    "blood-pressure-reading": "Blood pressure reading | bp | bp reading",
}
OTHER_CONDITIONS = {
    "hospital-care+health": "Care of a hospital specialist | cardiologist | cardiology | rheumatologist | "
    "rheumatology | nephrologist | nephrology | neurologist | neurology | gastroenterologist | gastroenterology | "
    "haematologist | haematology | hepatologist | hepatology | immunologist | immunology | respiratory consultant | "
    "respiratory team | hospital consultant | under hospital care | under the hospital | under a consultant | "
    "hospital specialist",
    "awaited-result+health": "Result or test awaited | awaiting biopsy results | awaiting biopsy | biopsy results "
    "awaited | biopsy pending | biopsy result pending | waiting for biopsy results | waiting for biopsy | awaiting "
    "test results | awaiting results | awaiting blood results | awaiting blood test results | waiting for test "
    "results | awaiting scan results | awaiting scan | awaiting mri | awaiting investigation | awaiting "
    "investigations | under investigation | being investigated | results pending | awaiting diagnosis",
    "pregnancy+pregnancy": "Pregnancy or breastfeeding | pregnant | pregnancy | breastfeeding | breast feeding | may "
    "be pregnant | lactating | trying to conceive | ivf | trying for a baby | might be pregnant | nursing a baby | "
    "breastfeeding mother | expecting a baby | 12 weeks pregnant | ttc | breast-feeding | fertility treatment | "
    "breast fed | postpartum | post partum | could be pregnant | recently gave birth | new mum breastfeeding | "
    "pregant | miscarriage | postnatal | gave birth recently | gave birth last month | gave birth | missed period | "
    "late period | period is late | missed a period | no period for 2 "
    "months | no period for 3 months | missed her period | period late | b/feeding | bfeeding | preg | expressing "
    "milk | expressing breast milk | still feeding baby | feeding the baby | chestfeeding | still feeding the baby | "
    "still breast feeding",
    "positive-test+pregnancy+as-written": "Test that was positive | test positive | positive test | test was "
    "positive | test is positive | pregnancy test was positive",
    "far-gone+pregnancy+as-written": "Pregnancy counted in weeks | weeks gone | months gone | wks gone | 10 weeks gone",
    "memory-illness+health+lifelong": "Illness of memory and thinking | dementia | alzheimer's | alzheimer's disease "
    "| vascular dementia | early onset dementia | alzheimers",
    "bleeding-disorder+bleeding-disorder+lifelong": "Bleeding disorder | haemophilia | hemophilia | von willebrand "
    "disease | "
    "vwd | thrombocytopenia | low platelets | bruises easily | easy bruising | bruise easily | bruising easily | "
    "sickle cell | sickle cell disease | sickle cell trait | thalassaemia | bleeds easily | von willebrands | factor "
    "viii deficiency | platelet disorder | coagulopathy | prolonged bleeding | bleeding problems | hht | haemophiliac "
    "| clotting factor deficiency | neutropenia | blood disorder",
    "blood-borne-virus+infection+lifelong": "Blood-borne virus | hiv | hiv positive | aids | hiv+ | blood borne "
    "virus | bbv | hiv infection | htlv | hiv test positive | positive hiv test",
    "skin-infection": "Spreading infection of the skin | cellulitis | erysipelas | facial cellulitis | cellulitis of "
    "face | cellulitis of cheek | cellulitis of leg | cellulitis of arm | cellulitis on leg | leg cellulitis | "
    "spreading cellulitis | red hot cheek | hot red cheek | spreading red hot cheek | spreading red hot | red hot "
    "spreading | infected eczema | celulitis | celluitis | cellulitus",
    "cold-sore+infection": "Cold sore | cold sores | herpes simplex | hsv | hsv1 | hsv 1 | fever blister | fever "
    "blisters | herpes | active cold sore | herpes labialis | coldsore | coldsores | tingling lip cold sore | hsv2 | "
    "eczema herpeticum | cold sore keeps coming back | cold sores keep coming back | keeps getting cold sores",
    "active-infection+infection": "Infection | tooth abscess | dental abscess | active infection | shingles | "
    "impetigo | flu | covid | chest infection | sinusitis | sinus infection | ear infection | urinary tract "
    "infection | uti | tonsillitis | conjunctivitis | stye | skin infection | virus | viral infection | recent "
    "illness | tuberculosis | tb | long covid | influenza | common cold | has a cold | gastroenteritis | food "
    "poisoning | glandular fever | chicken pox | chickenpox | mrsa | scabies | ringworm | fungal infection | thrush "
    "| boil | boils | carbuncle | staph infection | covid 19 | coronavirus | lyme disease | pneumonia | bronchitis | "
    "head lice | molluscum infection | norovirus | measles | mumps | oral thrush | blepharitis | infected tooth | "
    "gum infection | abscess in mouth | herpes zoster | pid | std | sti | chlamydia | candida | tinea | covid test "
    "positive | positive covid test | tested positive for covid | covid positive | lateral flow test positive | "
    "positive lateral flow test | yellow crust | yellow crusting | raw and weeping | raw weeping | weeping and "
    "crusting | weeping skin | weeping wound",
    "keloid+keloid+lifelong": "Keloid or poor healing | keloid scarring | keloid | keloids | hypertrophic scarring | "
    "poor "
    "wound healing | heals badly | poor healing | slow healing | does not heal well | keloid scars | keloid scar | "
    "hypertrophic scar | hypertrophic scars | scars badly | prone to keloids | kelloid | keyloid",
    "implanted-device+device+lifelong": "Implanted device or metal | pacemaker | icd | implantable defibrillator | "
    "defibrillator | metal implant | metal implants | metal plate | metal plates | metal pins | cochlear implant | "
    "neurostimulator | spinal cord stimulator | deep brain stimulator | insulin pump implant | metal in body | "
    "titanium plate | screws in jaw | metal in face | loop recorder | implanted device | metal work | metalwork | "
    "aneurysm clip | facial implant | facial implants | silicone implants | vagus nerve stimulator | vp shunt | "
    "ppm | ppm in situ | has ppm | pm in situ",
    "recreational-drugs+substances": "Recreational drugs | recreational drug use | cocaine | cannabis | marijuana | "
    "weed | smokes weed | smokes cannabis | ketamine | mdma | ecstasy | heroin | amphetamines | speed user | anabolic "
    "steroids | steroid use for bodybuilding | takes drugs | drug user | iv drug user | poppers | nitrous oxide | "
    "magic mushrooms | ivdu | legal highs | methamphetamine | substance use | uses cocaine | cocaine user | cocaine "
    "use | "
    "coke | uses coke | takes coke | does coke | line of coke | coke at weekend",
    "other-long-term-condition+health": "Long-term condition | asthma | copd | thyroid disease | underactive thyroid "
    "| overactive thyroid | hypothyroidism | hyperthyroidism | thyroid problem | anaemia | anaemic | porphyria | "
    "glaucoma | lung disease | emphysema | adrenal insufficiency | fibromyalgia | chronic fatigue | osteoporosis | "
    "on multiple medications | long term condition | organ transplant | transplant | polypharmacy | many medications "
    "| complex medical history | cushing's syndrome | medical condition | underlying condition | gout | spinal "
    "injury | thyroid | hypothyroid | hyperthyroid | cystic fibrosis | pulmonary fibrosis | bronchiectasis | sleep "
    "apnoea | cataracts | cataract | macular degeneration | retinal detachment | dry eye syndrome | dry eyes | "
    "diverticulitis | pancreatitis | stomach ulcer | familial hypercholesterolaemia | cfs | pituitary problem | mast "
    "cell disorder | mcas | mastocytosis | angioedema in the past | hereditary angioedema | down's syndrome | immune "
    "deficiency | immunodeficiency | cvid | splenectomy | no spleen | learning difficulties | b12 deficiency | iron "
    "deficiency | low iron | osteopenia | marfan syndrome | neurofibromatosis | gastritis | g6pd deficiency | "
    "acromegaly | goitre | prolactinoma | lipoedema | lipodystrophy | facial lipoatrophy | cushing's | cushingoid | "
    "lung transplant | stem cell transplant | bone marrow transplant | asthmatic",
}


def illnesses() -> Iterable[Concept]:
    """Every concept of this page."""
    yield from concepts("condition", CODE, with_more(DIABETES, "diabetes", cared_for_by("diabetes")), "lifelong")
    yield from concepts("condition", CODE, PASSING)
    yield from concepts("condition", CODE, AUTOIMMUNE, "autoimmune", "lifelong")
    yield from concepts(
        "condition",
        CODE,
        with_more(CARDIAC, "heart-disease", cared_for_by("heart-disease")),
        "cardiac",
        "lifelong",
    )
    yield from concepts("condition", CODE, with_more(ORGANS, "kidney-disease", LOW_EGFR), "kidney-or-liver", "lifelong")
    yield from concepts("sign", CODE, MEASURED)
    yield from concepts("condition", CODE, with_more(CANCER, "cancer", cared_for_by("cancer")), "cancer-treatment")
    yield from concepts("condition", CODE, SURGERY, "surgery")
    yield from concepts("condition", CODE, PAST_FITS)
    yield from concepts("condition", CODE, NERVES, "nerve-disease", "lifelong")
    yield from concepts("condition", CODE, OTHER_CONDITIONS, "other-conditions")
