"""Signs, allergies and small things: what somebody notices, and what nobody needs to ask a GP about."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import concepts

CODE = "gp"

# A bump on the nose is its shape, unless it is new, grows, or nobody knows what it is.
UNKNOWN = ("new", "growing", "shiny", "odd", "strange", "changing", "unexplained", "unrecognised", "raised")
SINCE = (
    *("appeared", "came up", "come up", "growing", "getting bigger", "got bigger", "changing", "changed", "bleeding"),
    *("never checked", "not checked", "never seen by a doctor", "not sure what it is", "won't go", "since last month"),
)
LUMP = {
    "undiagnosed-lump": "Undiagnosed lump | lumpy | lumpiness | lumpy skin | lump | lumps | undiagnosed lump in "
    "treatment area | unknown lump | unexplained lump | undiagnosed swelling | unexplained swelling | unrecognised "
    "lump | bump | bumps | lump in neck | neck lump | growth | new lump | cyst | swollen gland | swollen glands | "
    "swollen lymph node | lymph node | swollen lymph nodes | mass | lump on face | facial lump | lump in face | lump "
    "under skin | unidentified lump | undiagnosed mass | breast lump | lumps and bumps | undiagnosed bump | "
    "unexplained growth | undiagnosed swellings | lump in breast | lump of unknown cause | lipoma | hard lump | "
    "raised lump | undiagnosed growth | nodule of unknown cause | unknown swelling | facial swelling unknown cause | "
    "lymphadenopathy | epidermoid cyst | sebaceous cyst | odd lump | strange lump | swelling of unknown origin | "
    "something hard under the skin | something hard under skin | hard under the skin | odd thickening | strange "
    "thickening | thickening in cheek | thickening in breast | thickening under skin | thickening of skin | "
    + " | ".join(
        (
            *(f"{what} bump {where}nose" for what in UNKNOWN for where in ("", "side of ", "bridge of ", "beside ")),
            *(f"bump {where}nose {since}" for since in SINCE for where in ("", "bridge of ")),
            *("bump beside nose", "bump side of nose", "bump next to nose"),
        )
    ),
}
ALLERGY = {
    "hyaluronidase-allergy": "Allergy to hyaluronidase or stings | hyaluronidase allergy | allergic to hyaluronidase "
    "| hyalase allergy | allergic to hyalase | bee sting allergy | allergic to bee stings | wasp sting allergy | "
    "allergic to wasps | allergic to bees | bee allergy | wasp allergy | allergic to bee and wasp stings | venom "
    "allergy | allergic to wasp stings | allergic to stings | wasp sting | bee sting | stung by a wasp | stung by a "
    "bee | reaction to hyaluronidase | previous reaction to hyaluronidase | reaction to hyalase | reacted to hyalase "
    "| reacted to hyaluronidase",
    "anaesthetic-allergy": "Allergy to local anaesthetic | lidocaine allergy | allergic to lidocaine | lignocaine "
    "allergy | local anaesthetic allergy | sensitive to lidocaine | allergic to local anaesthetic | allergic to "
    "lignocaine | allergic to anaesthetic | allergic to dental injections | reaction to local anaesthetic | allergic "
    "to numbing cream | emla allergy | allergic to emla | reaction to lidocaine | previous reaction to lidocaine | "
    "reacted to lidocaine | reaction to emla | previous reaction to local anaesthetic",
    "product-allergy": "Allergy to an aesthetic product | filler allergy | allergic to filler | allergic to botox | "
    "allergic to botulinum toxin | botox allergy | toxin allergy | allergic to hyaluronic acid | allergic to human "
    "albumin | albumin allergy | cow's milk protein allergy | milk allergy | allergic to milk | allergic to dairy | "
    "allergic to fish | fish allergy | egg allergy | allergic to eggs | salicylate allergy | aspirin allergy | "
    "allergic to aspirin | allergic to hydroquinone | allergic to retinol | allergic to latex | latex allergy | "
    "latex sensitivity | previous reaction to filler | previous reaction to botox | reacted to botox before | "
    "reacted to filler before | reacted badly to filler before | bad reaction to filler last time | bad reaction to "
    "botox last time | reaction to filler in the past | reaction to botox in the past | previous bad reaction to "
    "filler | previous bad reaction to botox | previous allergic reaction to filler | past reaction to filler | "
    "history of reaction to filler | previous reaction to lip filler | previous reaction to dermal filler | previous "
    "reaction to toxin | previous severe reaction to filler",
    "known-allergy": "Known allergy | allergy | allergic | allergies | penicillin allergy | nut allergy | allergic "
    "to penicillin | multiple allergies | peanut allergy | shellfish allergy | atopic | hypersensitivity | carries "
    "an epipen | carries epipen | allergic to nuts | plaster allergy | allergic to plasters | allergic to "
    "antibiotics | food allergy | allergic to shellfish | allergic to elastoplast | chlorhexidine allergy | nickel "
    "allergy | metal allergy | allergic to nickel | iodine allergy | allergic to chlorhexidine | allergic to "
    "ibuprofen | allergic to nsaids | cat allergy | dust allergy | allergic to codeine | allergic to trimethoprim | "
    "drug allergy | allergic to sulfa | sulfa allergy | soya allergy | allergic to peanuts | severe allergies | "
    "allergic to penecillin | patch test positive | positive patch test | patch tested positive | allergy test "
    "positive | positive allergy test | skin prick test positive",
}
REACTION = {
    "allergic-reaction": "Allergic reaction | mild allergic reaction | hives | urticaria | itchy rash after "
    "treatment | rash after treatment | reaction after peel | allergic rash | skin reaction | itchy rash | allergic "
    "response | rash | itching | itchy | redness after treatment | allergic to product | contact allergy | "
    "hypersensitivity reaction | welts | wheals | skin rash | nettle rash | rash all over | non severe allergic "
    "reaction | not severe allergic reaction | minor allergic reaction | slight allergic reaction | generalised "
    "itching | itching all over | itchy all over | red all over | flushed all over | covered in hives | covered in "
    "rash",
}
SHARPS = {
    "sharps-injury": "Needlestick or sharps injury | needlestick | needle stick | needlestick injury | needle stick "
    "injury | sharps injury | sharps incident | blood exposure | exposure to blood | exposed to blood | blood splash "
    "| blood splashed in eye | stabbed with needle | stabbed myself with needle | pricked with needle | pricked "
    "myself with needle | pricked finger with needle | stuck myself with needle | jabbed myself with needle | needle "
    "prick | needle prick injury | contaminated needle | contaminated sharp | cut with used scalpel",
}
CONCERN = {
    "general-concern": "Sign that needs a doctor | unexplained weight loss | night sweats | persistent headache | "
    "headache | headaches | fatigue | tiredness | exhausted | unexplained bruising | persistent cough | joint pain | "
    "abdominal pain | swollen legs | tremor | hair loss | sudden hair loss | weight loss | stomach pain | sore "
    "throat | unexplained pain | difficulty walking | unexplained symptoms | feels unwell | swollen ankles | sweats "
    "| change in bowel habit | memory loss | sweating | thirst | losing weight without trying | numb feet | cough | "
    "diarrhoea | not fit and well | not healthy | not feeling well | not well | very unwell | unwell | feeling "
    "unwell | always tired | tired all the time | very tired | extreme tiredness | no energy | slow pulse | "
    "concerning symptoms | worrying symptoms | symptoms of concern | alarming symptoms | red flag symptoms | black "
    "toenail | sweating all over | sweats all over | generalised hyperhidrosis | secondary hyperhidrosis | night "
    "sweating | sweating at night | drenching sweats | excessive sweating at night | sweats a lot at night | sweaty "
    "at night | dark urine | urine dark | dark coloured urine | not eating | not eating for days | not eaten for "
    "days | cannot get up | can't get up | not right in herself | not right in himself | not herself since | hair "
    "falling out | hair coming out in handfuls | telogen effluvium | hair shedding | shedding hair | underweight | "
    "low bmi | very low bmi | bmi low",
    "faint": "Faint | fainting | fainted | vasovagal | vasovagal episode | vasovagal syncope | vasovagal faint | "
    "nearly fainted | felt faint | syncope | fainted during treatment | fainted after injection | faints at needles | "
    "faints easily | faint and sweaty | needle phobia faint | vaso vagal | prone to fainting",
    "visual-disturbance": "Blurred vision | blurry vision | visual disturbance | vision changes | change in vision "
    "| flashing lights | floaters | eyesight worse | visual problems | reduced vision | vision problems | problems "
    "with vision | dim vision | vision is blurred | hazy vision | foggy vision | visual changes | eyesight changes "
    "| vision is blurry | sees spots | sight is blurred | cloudy vision | misty vision | blurring of vision | "
    "visual symptoms | vision not right | blurred eyesight | eyesight gone blurry | sight gone blurry | vision gone "
    "blurry | gone blurry | eyesight blurry | sight blurry | blurry eyesight | vision going | squint | cannot focus "
    "| can't focus eyes",
    "eye-pain": "Eye pain | pain in eye | painful eye | sore eye | pain behind eye | pain behind the eye | red eye",
    "unexplained-bleeding": "Unexplained bleeding | bleeds | bleeding | nose bleed | nosebleeds | bleeding from nose "
    "| nose bleeds | bleading | bleding",
    "unexplained-pain": "Pain | painful | ache | aching | soreness | tender | tenderness | facial pain | face pain | "
    "stinging | sore | hurts | hurting",
}
URGENT = {
    "blood-brought-up+urgent-sign": "Blood coughed or brought up | coughing up blood | coughing blood | coughed up "
    "blood | coughs up blood | haemoptysis | blood in sputum | blood in phlegm | haematemesis | bringing up blood | "
    "coffee ground vomit",
    "vomiting-blood+urgent-sign+circulation-signs": "Vomiting blood | vomited blood | vomits blood | blood in vomit | "
    "throwing up blood",
    "black-stools+urgent-sign": "Black or tarry stools | black tarry stools | tarry stools | black stools | tarry "
    "black stools | melaena | tarry poo | black tarry poo",
    "broken-bone+urgent-sign": "Broken or dislocated bone | broken jaw | fractured jaw | jaw fracture | broken "
    "cheekbone | fractured cheekbone | fractured cheek bone | broken cheek bone | dislocated jaw | jaw dislocated | "
    "jaw dislocation | jaw out of place | jaw popped out | jaw locked open | jaw stuck open | can't close jaw | "
    "cannot close jaw | fractured skull | fractured eye socket | orbital fracture | facial fracture | facial "
    "fractures",
    "belly-pain+urgent-sign": "Severe pain of the belly | severe tummy pain | severe abdominal pain | severe stomach "
    "pain | severe belly pain | bad tummy pain through to back | tummy pain through to back | tummy pain going through "
    "to back | abdominal pain through to back | stomach pain through to back | belly pain through to back | acute "
    "pancreatitis",
    "suspected-clot+urgent-sign": "Suspected clot in a leg | suspected dvt | possible dvt | query dvt | probable dvt | "
    "suspected deep vein thrombosis | possible deep vein thrombosis | query deep vein thrombosis | suspected clot in "
    "leg | possible clot in leg | painful swollen calf | swollen calf | calf swollen | calf swelling | swelling in "
    "calf | swelling of calf | calf red hot and swollen | calf hot and swollen | hot swollen calf | red swollen calf | "
    "calf red and swollen | calf swollen and painful | calf swollen and red | one leg swollen | one swollen leg | "
    "painful swollen leg | "
    "calf bigger | one calf bigger | left calf bigger | right calf bigger | left calf bigger than right | "
    "right calf bigger than left | one leg bigger | one leg bigger than the other | calf red hot swollen "
    "| calf tender and swollen",
    "facial-shingles+urgent-sign+infection": "Shingles of the face | shingles on face | facial shingles | shingles "
    "near eye | shingles around eye | shingles in eye | shingles on eyelid | shingles by eye | shingles close to eye | "
    "shingles on forehead | shingles on nose | shingles on tip of nose | shingles on scalp | shingles on cheek | "
    "ophthalmic shingles | ophthalmic zoster | herpes zoster ophthalmicus | ophthalmic herpes",
    "lower-bleeding+soon-sign": "Bleeding from below the waist | rectal bleeding | bleeding from rectum | pr "
    "bleeding | bleeding from back passage | bleeding from bottom | blood in stool | blood in poo | blood in stools "
    "| bloody stools | blood when wiping | blood in urine | haematuria | visible haematuria | blood in wee | post "
    "menopausal bleeding | postmenopausal bleeding | pmb | bleeding after menopause | bleeding after the menopause | "
    "bleeding since menopause | bleeding since the menopause",
    "swallowing-concern+soon-sign+generalised-weakness": "Swallowing that gets harder | swallowing getting harder | "
    "swallowing getting worse | swallowing has got harder | swallowing gets harder",
}
"""Not an emergency by themselves, and yet too serious to wait for an ordinary appointment."""
YELLOW = {
    "yellowing+urgent-sign+as-written": "Yellow eyes or skin | jaundice | jaundiced | yellow sclera | yellow skin | "
    "skin yellow | skin is yellow | skin gone yellow | skin has gone yellow | skin turned yellow | yellowing of skin | "
    + " | ".join(
        way.format(eyes)
        for eyes in ("eyes", "whites of eyes", "whites of her eyes", "whites of his eyes", "whites of the eyes")
        for way in (
            *("yellow {}", "{} yellow", "{} are yellow", "{} look yellow", "{} gone yellow", "{} have gone yellow"),
            *("{} turned yellow", "{} have turned yellow", "yellowing of {}", "yellowing of the {}"),
        )
    ),
}
"""Word for word: a yellow bruise near the eyes is none of it."""
OTHER = {
    "facial-swelling+general-concern": "Facial swelling",
    "excess-sweating": "Sweating more than others | excessive sweating | hyperhidrosis | sweaty armpits | sweats a lot "
    "| underarm sweating | sweaty hands | excess sweating | axillary hyperhidrosis | sweaty underarms | sweaty palms | "
    "sweaty feet | armpit sweating | palmar hyperhidrosis | focal hyperhidrosis | excessive underarm sweating | "
    "excessive armpit sweating | excessive sweating of armpits | excessive sweating under arms | heavy sweating under "
    "arms",
    "unrecognised-mark+undiagnosed": "Mark that nobody has named | marks on skin I don't recognise | marks on skin I "
    "do not recognise | marks on skin that I don't recognise | mark I don't recognise | marks I do not recognise | "
    "mark that I don't recognise | something on skin I don't recognise | unrecognised mark | unrecognised mark on "
    "skin | unidentified mark | unexplained mark on skin | odd mark on skin | strange mark on skin | unknown mark on "
    "skin",
}
"""What has a rule of its own, or that of another sign."""
MEASURED = " | ".join(
    f"{name} {joined}{whole}{part}"
    for name in ("temp", "temperature")
    for whole in (38, 39, 40)
    for joined in ("", "of ", "above ")
    for part in ("", *(f".{tenth}" for tenth in range(10)))
)
"""From 38 degrees on (NICE NG143)."""
UNWELL = {
    "fever": "Fever | high temperature | rigors | chills | feverish | temperature | raised temperature | pyrexia | "
    "febrile | shivery | shivering | hot and shivery | feels hot and shivery | fever and chills | running a "
    "temperature | temp | | " + MEASURED,
    "hoarse-voice": "Hoarse voice | hoarseness | persistent hoarseness | voice gone hoarse | hoarse | voice hoarse | "
    "croaky voice | voice gone croaky | lost voice | change of voice | voice change | voice has changed | voice has "
    "gone hoarse | voice croaky | voice changed | change in voice | losing voice",
    "circulation-signs": "Dizzy, sick or clammy | sick | sickness | nauseous | dizziness | dizzy | vomiting | nausea "
    "| vertigo | shaking | lightheaded | light headed | feeling sick | being sick | dizzy spells | clammy | pale and "
    "clammy | cold and clammy | heart racing | racing heart | fast pulse | rapid pulse | fast heartbeat | grey and "
    "sweaty | pale and sweaty | light headedness | lightheadedness | vomited | vomits | retching | pale and dizzy",
}
MINOR = {
    "topical-steroids": "Steroid cream | topical steroid | topical steroids | hydrocortisone cream | hydrocortisone | "
    "betnovate | eumovate | elocon | dermovate | topical steroid cream | steroid ointment | fucibet | mometasone cream "
    "| hydrocortisone ointment | clobetasone | clobetasol | betamethasone cream | mometasone",
    "inhaled-steroids": "Steroid inhaler | inhaler | inhalers | inhaled steroid | clenil | nasal spray | steroid "
    "nasal spray | fostair | symbicort | seretide | beclometasone inhaler | flixonase | beconase | fluticasone | "
    "beclometasone | nasonex",
    "hay-fever": "Hay fever | hayfever | seasonal rhinitis | antihistamine | antihistamines | cetirizine | loratadine "
    "| fexofenadine | allergic rhinitis | pollen allergy | acrivastine | desloratadine",
    "contraceptive": "Contraceptive | contraceptive pill | the pill | mini pill | coil | mirena | contraceptive "
    "implant | contraception | on the pill | ocp | cocp | pop | microgynon | cerazette | rigevidon | depo injection "
    "| depo provera | nexplanon | yasmin | desogestrel | iud | ius | copper coil | combined pill | birth control | "
    "contraceptive patch | nuvaring | levonorgestrel | implanon | slynd | oral contraceptive | coil fitting | coil "
    "fitted | iud fitting | iud fitted | implant fitted | mirena fitted | mirena fitting",
    "simple-painkiller": "Paracetamol or vitamins | lidocaine | lignocaine | emla | local anaesthetic | numbing "
    "cream | paracetamol | vitamin tablets | multivitamins | vitamin d | collagen supplements | probiotics | lmx | "
    "multivitamin | vitamin c | vitamin b12 | zinc | magnesium | biotin | calcium tablets | vitamin supplements | "
    "protein shakes | gaviscon | rennie | collagen | eye drops | artificial tears | ametop | iron supplements | "
    "marine collagen | creatine | antacids | electrolytes | hair skin and nails vitamins | calpol | panadol",
}
HARMLESS = {
    "minor-condition": "Everyday condition | varicose veins | varicose vein | spider veins on legs | irritable "
    "bowel | ibs | irritable bowel syndrome | reflux | acid reflux | heartburn | gord | gerd | indigestion | hiatus "
    "hernia | high cholesterol | raised cholesterol | osteoarthritis | oa | back pain | bad back | sciatica | "
    "slipped disc | tinnitus | autism | autistic | adhd | dyslexia | dyspraxia | deaf | hearing loss | hard of "
    "hearing | hearing aids | wheelchair user | disability | disabled | transgender | endometriosis | fibroids | "
    "constipation | haemorrhoids | piles | dandruff | short sighted | long sighted | wears glasses | contact lenses "
    "| astigmatism | snoring | deviated septum | bunion | bunions | athlete's foot | hernia | scoliosis | flat feet "
    "| blocked nose | colour blind | pms | period pain | urinary incontinence | erectile dysfunction | enlarged "
    "prostate | asthma as a child | growing pains | carpal tunnel | tennis elbow | frozen shoulder | plantar "
    "fasciitis | nasal obstruction | blocked nostril | nasal congestion",
}
WORD_FOR_WORD = {
    "odd-headache+as-written": "Paracetamol now and then | occasional paracetamol for headaches | paracetamol for "
    "occasional headaches | paracetamol occasionally for headaches | paracetamol for the odd headache | occasional "
    "paracetamol for headache | paracetamol for an occasional headache",
}
HABITS = {
    "looked-after-skin": "Skin habits | sunscreen | spf | moisturiser | sun cream | wears spf | cleanser | serum | "
    "hyaluronic acid serum | vitamin c serum | make up | makeup | fake tan | skin care routine | glycolic toner | "
    "niacinamide | azelaic acid | benzoyl peroxide | exfoliates | eyelash extensions | sensitive skin | combination "
    "skin | normal skin | good skin | skin type | fitzpatrick | fitzpatrick type | skin type 1 | skin type 2 | skin "
    "type 3 | skin type 4 | skin type 5 | skin type 6 | glogau | skin of colour | spf 50 | clear skin | dark skin "
    "type | asian skin | olive skin | fair skin | skin type vi | skin type iv | skin type v",
}


def signs() -> Iterable[Concept]:
    """Every concept of this page."""
    yield from concepts("sign", CODE, LUMP, "undiagnosed")
    yield from concepts("condition", CODE, ALLERGY, "allergy")
    yield from concepts("sign", CODE, REACTION, "allergy")
    yield from concepts("sign", CODE, CONCERN, "concern")
    yield from concepts("sign", CODE, URGENT)
    yield from concepts("sign", CODE, YELLOW)
    yield from concepts("sign", CODE, OTHER)
    yield from concepts("sign", CODE, SHARPS)
    yield from concepts("sign", CODE, UNWELL, "concern", "unwell")
    yield from concepts("medicine", CODE, MINOR, "minor")
    yield from concepts("condition", CODE, HARMLESS, "minor")
    yield from concepts("medicine", CODE, WORD_FOR_WORD, "minor")
    yield from concepts("sign", None, HABITS, "minor")
