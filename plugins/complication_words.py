"""What people say of a complication, and what a service must hold to deal with one."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import RISK, concepts
from plugins.complication_harmless import words as harmless

CODE = "complication-support"

_REFILL = (
    *("crt", "cft", "cap refill", "capillary refill", "cap refill time", "capillary refill time"),
    *("cap return", "capillary return"),
)
_BARE = ("refill", "cap refill")
_UNITS = ("seconds", "secs", "s")
_AT_MOST = ("under", "below", "less than", "up to")
_NEARLY = ("approx", "approximately", "about", "roughly")
_MORE = ("above", "more than", "greater than", "longer than", "at least")
SLOW_REFILL = " | ".join(
    (
        *(f"{name} {count}" for name in _REFILL for count in ("3.5", 4, "4.5", 5, "5.5", 6, 7, 8, 9, 10, 15, 20)),
        *(f"{name} {low} {high}" for name in _REFILL for low, high in ((1, 4), (2, 4), (2, 5), (3, 4), (3, 5), (3, 6))),
        *(f"{name} {more} {count}" for name in _REFILL for more in _MORE for count in (2, 3, 4, 5)),
        *(f"{name} {near} {count}" for name in _REFILL[:2] for near in _NEARLY for count in range(4, 11)),
        *(f"{name} {count} {unit}" for name in _BARE for count in range(4, 11) for unit in _UNITS),
    )
)
NORMAL_REFILL = " | ".join(
    (
        *(f"{name} {count}" for name in _REFILL for count in (1, "1.5", 2, "2.5", 3)),
        *(f"{name} {low} {high}" for name in _REFILL for low, high in ((1, 2), (1, 3), (2, 3))),
        *(f"{name} {less} {count}" for name in _REFILL for less in _AT_MOST for count in (2, 3)),
        *(f"{name} {count} {unit}" for name in _BARE for count in (1, 2, 3) for unit in _UNITS),
    )
)
"""Two to three seconds are usual under 65 (domain section 4; JCAD 2020;13(1):E53): 3 is usual, more than 2 is taken
for slow. ``>`` is read as "above" and ``<`` as "under"."""
OCCLUSION = {
    "blanching": "Blanching | cold white lip | cold white skin | cold and white | white and cold | cold lip | cold "
    "skin | white tip | tip is white | cheek white | chin white | skin has gone white | blanched | skin turned white "
    "| gone white | turning white | going white | turned pale | turning pale | white patch | white patches | turned "
    "white | lips white | white lips | white lip | lip is white | lip has gone white | pale lip | pale patch | gone "
    "pale | skin pale | white area | white skin | nose tip white | white nose | pallor | blanch | pale skin after "
    "filler | whitening of the skin | skin is white | lips turned white | whiteness | skin blanched | lip blanching "
    "| lip turned white | lips gone white | nose gone white | tip of nose is white | area has gone white | no colour "
    "in lip | waxy skin | waxy lip | skin waxy | pallid | pallid lip | pallid skin | ashen lip | cold nose tip | "
    "nose tip cold | cold nose | pale skin on lip | pale skin on nose | pale skin on cheek | pale skin on chin | "
    "pale skin on tip | pale skin around injection site | area of pale skin | patch of pale skin | stays white when "
    "pressed | stays white after pressing | lip went pale and faint | lip went pale and fainted | lip went white and "
    "faint | lip went white and fainted | nose went pale and faint | nose went pale and fainted | nose went white "
    "and faint | nose went white and fainted | skin went pale and faint | skin went pale and fainted | skin went "
    "white and faint | skin went white and fainted | cheek went pale and faint | cheek went pale and fainted | cheek "
    "went white and faint | cheek went white and fainted | chin went pale and faint | chin went pale and fainted | "
    "chin went white and faint | chin went white and fainted | tip went pale and faint | tip went pale and fainted | "
    "tip went white and faint | tip went white and fainted",
    "mottling": "Mottled or dusky skin | purple lips | mottling | mottled | livedo | livedo reticularis | lace "
    "pattern | lacy pattern | dusky | turning blue | turned blue | gone blue | turning purple | turned purple | gone "
    "purple | turning grey | gone grey | going grey | dusky skin | purple patches | blotchy purple | blue skin | "
    "grey skin | skin turned grey | net like pattern | purple skin | skin going purple | violaceous | skin going "
    "blue | reticulated | mottled purple | net pattern | netlike pattern | blotchy purple skin | reticular pattern | "
    "livedoid | dusky lip | dusky nose | purple nose | purple cheek | bluish purple | marbled skin | mottled lip | "
    "purple lip | blue lip | lacy rash | lace like rash | net like rash | reticular rash | lacy | skin turning dark "
    "| skin going dark | skin gone dark | turning dark | gone dark | bruise like patch | bruise like discolouration "
    "| spreading bruise | blotchy red and white | ashen skin | ashen | skin ashen | fishnet pattern | fish net "
    "pattern | spider web pattern | spiderweb pattern | cobweb pattern | chicken wire pattern | cyanosed lip | "
    "cyanosed lips | lip cyanosis | cyanosis of lip | cyanosis of nose tip | cyanosed nose tip | cyanosed skin | "
    "cyanosed nose | skin around eye gone dark | skin gone dark around eye | marbling | marbled | like marble | "
    "looks like marble | skin like marble | marble skin",
    "capillary-refill": "Slow capillary refill | not getting any colour back | "
    "delayed capillary refill | no capillary refill | crt delayed | slow "
    "crt | capillary refill slow | poor capillary refill | sluggish capillary refill | prolonged crt | prolonged "
    "capillary refill | loss of capillary refill | reduced capillary refill | cap refill slow | cap refill delayed | "
    "slow cap refill | delayed cap refill | no cap refill | skin does not refill | slow to refill | crt prolonged | "
    "capillary refill prolonged | capillary refill delayed | capillary refill sluggish | capillary refill poor | "
    "capillary refill absent | capillary refill reduced | cap refill prolonged | cap refill sluggish | cap refill "
    "poor | sluggish cap refill | poor cap refill | prolonged cap refill | crt slow | crt sluggish | crt poor | crt "
    "absent | no crt | sluggish crt | poor crt | slow refill | delayed refill | no refill | slow blanch refill | "
    "slow capillary return | delayed capillary return | poor capillary return | sluggish capillary return | no "
    "capillary return | absent cap refill | absent capillary refill | absent crt | cap refill absent | crt nil | crt "
    "zero | cap refill nil | nil cap refill | nil refill | increased cap refill time | increased crt | increased "
    "capillary refill time | crt increased | crt raised | crt delay | delay in crt | delayed crt | crt abnormal | "
    "abnormal crt | abnormal capillary refill | crt not normal | crt not ok | not normal crt | not normal capillary "
    "refill | capillary refill not normal | cap refill not normal | cap refill not good | capillary refill not good "
    "| delayed reperfusion | slow reperfusion | no reperfusion | poor perfusion | reduced perfusion | poorly "
    "perfused | not perfused | not well perfused | not good perfusion | not perfusing | not pink and warm | not warm "
    "and well perfused | colour not coming back | colour not coming back when pressed | colour does not come back "
    "when pressed | colour doesn't come back when pressed | colour does not return when pressed | colour slow to "
    "come back | colour slow to return | does not go pink again when pressed | doesn't go pink again when pressed | "
    "doesn't go pink again when i press | not going pink again when pressed | slow to go pink | slow to pink up | "
    "not pinking up | does not pink up | refill nil | " + SLOW_REFILL,
    "vascular-occlusion": "Vascular occlusion | occlusion | va occlusion | vascular compromise | blocked artery "
    "after filler | blocked blood vessel | arterial occlusion | ischaemia | vaso occlusion | intra arterial "
    "injection | impending necrosis | vessel occlusion | intravascular injection | filler in an artery | cold skin "
    "after filler | vascular event | vo | suspected vo | vascular occulsion | vascular occlussion | blocked vessel | "
    "occluded vessel | occluded artery | vessel compromise | blocked artery | artery blocked | ischaemic skin | "
    "filler embolism | intraarterial filler | hit an artery | filler in artery | no blood flow | no blood flow to "
    "lip | blood supply cut off | blood supply compromised | compromised blood supply | blood flow cut off | loss of "
    "blood supply | reduced blood flow | circulation problem | circulation problem in lip | poor circulation in lip "
    "| no circulation in lip | intravascular filler | filler embolus | embolic event | into the vessel | in the "
    "vessel | injected into vessel | injected into artery | injected into facial artery | injected artery | arterial "
    "injection | arterial compromise | arterial embolism | arterial blockage | venous congestion | venous occlusion "
    "| venous compromise | ischaemic changes | ischaemic | skin ischaemia | ischaemic lip | occluded | possible vo | "
    "possible vascular occlusion | query vo | query vascular occlusion | need kit for vo | needs kit for vo | need "
    "kit for vascular occlusion | needs kit for vascular occlusion | used kit for vascular occlusion | could be vo | "
    "might be vo | may be vo | looks like vo | think vo | thinks vo | signs of vo | developing vo | early vo | could "
    "be vascular occlusion | might be vascular occlusion | may be vascular occlusion | looks like vascular occlusion "
    "| think vascular occlusion | thinks vascular occlusion | signs of vascular occlusion | developing vascular "
    "occlusion | early vascular occlusion | suspected vascular occlusion | suspected occlusion | possible occlusion "
    "| impending vo | no blood supply to nose | no blood supply to tip of nose | no blood supply to lip",
    "necrosis": "Necrosis | skin breaking down | skin is breaking down | black area on nose | black area | skin "
    "necrosis | skin dying | black skin | skin turned black | skin going black | skin breakdown | eschar | tissue "
    "death | pustules along a vessel | lip turned black | nose turned black | necrotic | pustules along vessel | "
    "skin sloughing | skin turning black | skin is dying | blackened skin | tissue loss | ulcer forming | lips "
    "turning black | lips black | lip black | lips going black | turning black | turned black | going black | gone "
    "black | lip turning black | tissue breakdown | tissue breaking down | skin death | dead skin after filler | "
    "rotting skin | skin rotting | gangrene | gangrenous | black tissue | ulcerated lip | lip ulcerated | ulcerated "
    "skin | ulcerated nose | skin has all gone black | lip has all gone black | nose has all gone black | area has "
    "all gone black",
}
NORMAL = {
    "normal-refill+normal": "Normal capillary refill | capillary refill normal | normal cap refill | cap refill "
    "normal | crt normal | normal crt | good capillary refill | capillary refill good | brisk capillary refill | crt "
    "wnl | crt ok | crt fine | crt good | crt brisk | good crt | brisk crt | cap refill ok | cap refill fine | cap "
    "refill good | cap refill brisk | good cap refill | brisk cap refill | cap refill wnl | capillary refill ok | "
    "capillary refill fine | capillary refill brisk | capillary refill wnl | capillary refill within normal limits | "
    "crt within normal limits | " + NORMAL_REFILL,
}
COLOUR = {
    "skin-colour-change": "Change of skin colour | white | pale | paler | blue | purple | grey | black | discoloured "
    "| discolouration | colour change | change of colour | bluish | greyish | whitish | pale skin",
}
NODULE = {
    "nodule": "Nodule | nodule after filler | delayed nodule | nodule | nodules | delayed onset nodule | late nodule "
    "| filler lump | lump after filler | lumps after filler | filler lumps | lumpy filler | lumps from filler | "
    "lumpy lips | hard lump after filler | bump after filler | granuloma | granulomas | foreign body reaction | "
    "biofilm | lump in lip after filler | bumps after filler | filler nodules | delayed nodules | late onset nodule "
    "| lumps in lips | hard lumps in lips | ball in lip | lump in lip | palpable lump after filler | inflammatory "
    "nodule | cold nodule | sterile abscess after filler | bio film | filler granuloma | nodule in lip | nodules "
    "after sculptra | hard lump in lip | lump where filler was | tear trough lump | lip nodules | lip lumps | hard "
    "lips | lips hard | lips feel hard | hard lips after filler | white lump in lip | white lump in lips",
    "filler-migration": "Migrated filler | filler migration | migration of filler | filler has moved | moved filler "
    "| filler moustache | displaced filler | filler wants dissolving | dissolve filler | filler dissolved | remove "
    "filler | filler removal | reverse filler | overfilled lips | overfilled | botched filler | filler moved | "
    "filler migrated | filler above lip | duck lips | filler spread | filler shelf | reverse my filler | get filler "
    "dissolved | overfilled face | overfilled cheeks | pillow face | wants filler dissolved | wants filler removed | "
    "migrated lip filler | lip filler migrated | lip filler has migrated | needs dissolving | wants it dissolved | "
    "wants them dissolved | needs filler dissolving | wants dissolving | lips need dissolving",
    "tyndall": "Blue tint over filler | blue tint | tyndall | tyndall effect | blueish lump under eye | blue under "
    "eyes after filler | blue under eyes | bluish under eyes | blue tinge under eyes | grey under eyes after filler "
    "| tindall effect | blue line after filler | blueish bags under eyes since filler | blue bags under eyes | "
    "bluish bags under eyes | blueish bags under eyes | blueish under eyes",
    "filler-swelling": "Late swelling after filler | delayed swelling | swelling after filler | puffy after filler | "
    "malar oedema | persistent swelling after filler | swollen lips after filler | delayed inflammatory reaction | "
    "swelling since filler | lip swelling after filler | late onset swelling | tear trough swelling | lumps and "
    "swelling | intermittent swelling after filler | swelling months after filler | filler swells | filler keeps "
    "swelling | facial swelling after filler | swelling comes and goes since filler | swollen under eyes after "
    "filler | swollen after filler | dir | delayed inflammatory response | delayed onset swelling",
}
OTHER = {
    "post-treatment-infection": "Infection after treatment | infected filler | infection after filler | abscess | "
    "pus | hot red swelling | red hot and swollen | cellulitis | infected thread | infection at injection site | "
    "wound infection | infected | infected wound | hot and swollen | discharge from wound | red hot skin | oozing "
    "after treatment | infected cheek | infected lip | infected thread site | abscess after filler | infection after "
    "threads | infection after peel | infection after microneedling | weeping wound | red hot and painful | hot red "
    "lump | warm red tender lump | infected nodule | pus from lip | discharge after filler | spreading redness | "
    "redness spreading | hot to touch | warm to touch | mycobacterium | post treatment infection | red hot swollen | "
    "hot red swollen | red and hot | red hot tender swelling | hot tender swelling | red hot swelling | folliculitis "
    "after laser | folliculitis after treatment | red hot painful lips | red hot painful lip | red streaks | red "
    "streaking | red lines tracking | tracking redness | yellow discharge | green discharge | smelly discharge | "
    "foul discharge | smelly discharge from injection site | discharge from injection site | yellow fluid from "
    "injection site | pus from injection site | cheek hot and swollen | erysipelas",
    "burn": "Burn or blister | burn after treatment | laser burn | burn from laser | peel burn | chemical burn | "
    "burnt skin | skin burn | blisters after laser | blistering after peel | blisters after peel | ipl burn | "
    "blister | blisters | burn | burned skin | burnt by laser | blistering | laser blister | burned by laser | burns "
    "from laser | peel burnt skin | hifu burn | plasma pen burn | burns after ipl | laser hair removal burn | "
    "cryolipolysis burn | acid burn | skin peeled off after peel | raw skin after peel | over peeled | crusting "
    "after laser | scabs after laser | burns | burns after laser | burnt face | raw skin after laser | white blister "
    "| white blisters | frostbite | frostbite after fat freezing | frost bite | freeze burn | ice burn | cold burn | "
    "blister after fat freezing",
    "eyelid-ptosis": "Drooping eyelid or brow | ptosis | eyelid ptosis | droopy eyelid | drooping eyelid | brow "
    "ptosis | droopy brow | heavy brow | spock brow | botched botox | eyelid droop | heavy eyelids after botox | "
    "uneven brows | lid ptosis | brow drop | heavy forehead after botox | one eyebrow higher | spock eyebrow | "
    "mephisto brow | brow drooping | brow heaviness | lid droop | cannot lift eyebrow | cannot raise eyebrow | "
    "frozen smile after botox | cannot smile properly after botox | uneven eyebrows | lip droop after botox | "
    "drooling after botox | dry eye after botox | eyelid drooping | eyelid has dropped | dropped eyelid | heavy lids "
    "| heavy brows | eyelid drop | lid dropped | eyelid dropped | eyelid won't open | eyelid will not open | eyelid "
    "doesn't open | can't open eye properly | cannot open eye properly | can't open eye fully | cannot open eye "
    "fully | can't open eye | cannot open eye | unable to open eye | eyes look droopy | droopy eyes | eyes droopy | "
    "hooded eyes since botox | hooded eyes after botox | hooded eyelids since botox | eyelid hooded since botox | "
    "toxin spread to eyelid | toxin spread to brow | toxin spread to eyelid muscle",
    "thread-problem": "Problem after threads | thread extrusion | thread showing | visible thread | dimpling after "
    "threads | puckering after threads | thread poking out | exposed thread | thread protruding | thread migration | "
    "thread snapped | threads snapped | thread visible | thread broke | threads poking out | puckering | dimpling | "
    "dimple after threads | thread coming out | thread coming through | threads coming through | thread came out | "
    "thread came through | thread coming through skin | thread through skin | pdo extrusion | extruded thread | "
    "extruding thread | thread extruding | thread sticking out | thread migrated | thread has moved | can feel the "
    "thread | can feel the thread under the skin | feels the thread under the skin | palpable thread | thread "
    "palpable | infected pdo",
    "treatment-pigment": "Change of pigment after treatment | pigmentation after peel | pigmentation after laser | "
    "hyperpigmentation after laser | hyperpigmentation after peel | hypopigmentation after laser | dark patches after "
    "laser | dark patches after peel | dark marks after laser | white patches after laser | white marks after laser | "
    "light patches after peel | skin darker after laser | skin darker after peel | pih after peel | pih after laser | "
    "pigment change after laser | loss of pigment after laser | brown marks after ipl | stripes after ipl | "
    "pigmentation after ipl | pigmentation after microneedling | dark patches after ipl | discolouration after peel | "
    "discolouration after laser | lighter skin after laser",
    "treatment-swelling": "Swelling | swollen | oedema | puffiness | puffy | swollen face | swollen lip | swollen "
    "lips | swelling of face | swollen eyes | swelling around eyes | swollen cheek | swollen under eye | swelling of "
    "lips | swelling of lip | lip swelling | swollen upper lip | facial oedema | very swollen | puffy face | puffy "
    "eyes",
    "treatment-redness": "Redness | red and hot | hot and red | hot to touch | hot to the touch | warm to touch | "
    "mild redness | erythema | inflamed | inflammation | irritated skin | red skin | "
    "skin irritation | sore red skin | redness and swelling | irritation | skin is red | prolonged redness | red and "
    "inflamed",
    "bruising": "Bruising | bruise | bruised | bruises | haematoma | black eye | bad bruise | big bruise | hematoma | "
    "bruise after injection | ecchymosis",
    "treatment-problem": "Problem after treatment | gone wrong | filler gone wrong | botox gone wrong | complication "
    "| complications | complication after treatment | adverse event | side effect | bad reaction | bad result | "
    "unhappy with result | something went wrong | went wrong | botched | reaction to treatment | reaction after "
    "treatment | adverse reaction | post treatment complication | side effects | treatment gone wrong | peel gone "
    "wrong | laser gone wrong | threads gone wrong | uneven result | lumps after prp | not happy with result | "
    "dissatisfied with result | unhappy with botox | unhappy with filler | botox not working | botox did not work | "
    "botox has not worked | overtreated | frozen face | frozen forehead | overdone botox | filler complication | "
    "botox complication | nerve injury after treatment | scarring after treatment | scar after laser | paradoxical "
    "adipose hyperplasia | indentation after treatment | fat loss after treatment | dent after treatment | reaction "
    "| reactions | bad reactions | reacted badly | reacted to filler | reacted to botox | scarring after "
    "microneedling | scarring after laser | scarring after peel | scarred after laser | scarred after peel | scar "
    "after microneedling | scar after filler | overcorrection | overcorrected | over correction | over corrected | "
    "problem after filler | problem after botox | problem after peel | problem after laser | problem after threads | "
    "problem after injection | infraorbital nerve injury | mental nerve injury | nerve injury from filler | facial "
    "nerve injury | parotid gland injury | parotid injury | parotid duct injury | not healing since filler | not "
    "healing after filler | not right since filler | not been right since filler | not happy since filler | not "
    "right since botox | not been right since botox | not happy since botox | not able to smile since botox",
}
PAIN = {
    "severe-pain": "Severe pain | excruciating pain | intense pain | unbearable pain | extreme pain | agony | "
    "throbbing pain | disproportionate pain | pain out of proportion | terrible pain | worst pain | very painful | "
    "increasing pain | pain getting worse | worsening pain | pain is unbearable | pain 10 out of 10 | acute pain | "
    "searing pain | severe throbbing | immediate severe pain | throbbing lip | throbbing cheek | burning pain | "
    "screaming in pain | screaming with pain | crying with pain | crying in pain | pain 10/10 | pain 9/10 | pain "
    "8/10 | pain 7/10 | pain score 10/10 | pain score 9/10 | pain score 8/10 | pain score 7/10 | pain 9 out of 10 | "
    "pain 8 out of 10 | pain 7 out of 10 | 10/10 pain | 9/10 pain | 8/10 pain | 10 out of 10 pain | pain worse than "
    "usual | more pain than usual | worse pain than usual | more painful than usual | pain worsening | pain is worse "
    "| worse pain | pain increasing | pain getting stronger",
    "numbness": "Numbness | numb | loss of feeling | pins and needles | tingling | loss of sensation | numb lip | "
    "numb lips | numb cheek | numb chin | lip numbness | altered sensation | face numb | cheek numb",
}
GROWING = {
    "expanding-swelling+post-treatment-infection+treatment-swelling": "Swelling or bruise that grows fast | "
    "expanding haematoma | rapidly expanding haematoma | haematoma expanding | haematoma getting bigger | rapidly "
    "expanding swelling | expanding swelling | rapidly increasing swelling | bruise getting bigger fast | bruise "
    "getting bigger quickly | bruise expanding | bruise growing fast | bruise spreading fast | swelling getting "
    "bigger by the minute | swelling getting worse by the minute | swelling growing by the minute | swelling getting "
    "bigger fast | swelling getting bigger quickly | swelling increasing rapidly",
    "wonky-smile+facial-asymmetry": "Wonky smile | smile wonky | smile is wonky | wonky mouth | mouth wonky | wonky "
    "face | face wonky",
    "wonky-lips+uneven-lips": "Wonky lips | lips wonky | lips lopsided | lips are lopsided | lips look lopsided",
}
SERVICES = {
    "hyaluronidase": "Hyaluronidase | hyalase | hylase | hyaluronidaise | filler dissolver | dissolver | "
    "hyaluronidase stock | hyaluronidaze | hylenex | hyaluronidse | hialuronidase | hyaluronidase injection",
    "ultrasound": "Ultrasound | ultrasound scan | doppler | duplex | sonography | facial ultrasound | ultrasound "
    "guided | uss | ultra sound | high frequency ultrasound | ultrasound machine | ultra sound scan | point of care "
    "ultrasound | pocus | scan of filler",
}


def words() -> Iterable[Concept]:
    """Every concept of this page."""
    yield from concepts("sign", CODE, OCCLUSION, "acute", "complication", "occlusion-sign", RISK)
    yield from concepts("sign", None, NORMAL, "minor")
    yield from harmless()
    yield from concepts("sign", CODE, GROWING, "complication", RISK)
    yield from concepts("sign", CODE, COLOUR, "complication", "acute", RISK)
    yield from concepts("sign", CODE, NODULE, "complication", "filler-problem", RISK)
    yield from concepts("sign", CODE, OTHER, "complication", RISK)
    yield from concepts("sign", CODE, PAIN, "complication", "acute", RISK)
    yield from concepts("capability", CODE, SERVICES, "capability")
    yield from concepts(
        "specialty",
        CODE,
        {
            CODE: "Complication support | filler emergency | emergency help | emergency | help now | complications "
            "clinic | complication clinic | complication specialist | filler complications | complications expert | "
            "emergency support | complications support | complications"
        },
    )
