"""What people say of a complication, and what a service must hold to deal with one."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import concepts

CODE = "complication-support"

_REFILL = ("crt", "cap refill", "capillary refill", "cap refill time", "capillary refill time")
SLOW_REFILL = " | ".join(
    (
        *(f"{name} {count} {unit}" for name in _REFILL for count in range(3, 9) for unit in ("seconds", "secs", "s")),
        *(
            f"{name} {more} than {count}"
            for name in _REFILL
            for count in (2, 3)
            for more in ("more", "greater", "longer")
        ),
    )
)
"""Two seconds are usual (JCAD 2020;13(1):E53)."""
OCCLUSION = {
    "blanching": "Blanching | cold white lip | cold white skin | cold and white | white and cold | cold lip | cold "
    "skin | white tip | tip is white | cheek white | chin white | skin has gone white | blanched | "
    "skin turned white | gone white | turning white | going white | turned pale | turning pale | white patch | white "
    "patches | turned white | lips white | white lips | white lip | lip is white | lip has gone white | pale lip | "
    "pale patch | gone pale | skin pale | white area | white skin | nose tip white | white nose | pallor | blanch | "
    "pale skin after filler | whitening of the skin | skin is white | lips turned white | whiteness | skin blanched | "
    "lip blanching | lip turned white | lips gone white | nose gone white | tip of nose is white | area has gone white "
    "| no colour in lip",
    "mottling": "Mottled or dusky skin | purple lips | mottling | mottled | livedo | livedo reticularis | lace "
    "pattern | lacy pattern | dusky | turning blue | turned blue | gone blue | turning purple | turned purple | "
    "gone purple | turning grey | gone grey | going grey | dusky skin | purple patches | blotchy purple | blue skin "
    "| grey skin | skin turned grey | net like pattern | purple skin | skin going purple | violaceous | skin going "
    "blue | reticulated | mottled purple | net pattern | netlike pattern | blotchy purple skin | reticular pattern "
    "| livedoid | dusky lip | dusky nose | purple nose | purple cheek | bluish purple | marbled skin | mottled lip "
    "| purple lip | blue lip | lacy rash | lace like rash | net like rash | reticular rash | lacy | skin turning "
    "dark | skin going dark | skin gone dark | turning dark | gone dark | bruise like patch | bruise like "
    "discolouration | spreading bruise | blotchy red and white",
    "capillary-refill": "Slow capillary refill | delayed capillary refill | no capillary refill | crt delayed | "
    "slow crt | capillary refill slow | capillary refill over 3 seconds | poor capillary refill | sluggish "
    "capillary refill | prolonged crt | prolonged capillary refill | loss of capillary refill | reduced capillary "
    "refill | crt over 3 seconds | crt 4 seconds | crt 5 seconds | cap refill slow | cap refill delayed | slow cap "
    "refill | delayed cap refill | no cap refill | skin does not refill | slow to refill | crt prolonged | "
    "capillary refill prolonged | capillary refill delayed | capillary refill sluggish | capillary refill poor | "
    "capillary refill absent | capillary refill reduced | cap refill prolonged | cap refill sluggish | cap refill "
    "poor | sluggish cap refill | poor cap refill | prolonged cap refill | crt slow | crt sluggish | crt poor | crt "
    "absent | no crt | sluggish crt | poor crt | slow refill | delayed refill | no refill | slow blanch refill | "
    + SLOW_REFILL,
    "vascular-occlusion": "Vascular occlusion | occlusion | va occlusion | vascular compromise | blocked artery after "
    "filler | blocked blood vessel | arterial occlusion | ischaemia | vaso occlusion | intra arterial injection | "
    "impending necrosis | vessel occlusion | intravascular injection | filler in an artery | cold skin after filler | "
    "vascular event | vo | suspected vo | vascular occulsion | vascular occlussion | blocked vessel | occluded vessel "
    "| occluded artery | vessel compromise | blocked artery | artery blocked | ischaemic skin | filler embolism | "
    "intraarterial filler | hit an artery | filler in artery",
    "necrosis": "Necrosis | skin breaking down | skin is breaking down | black area on nose | black area | skin "
    "necrosis | skin dying | black skin | skin turned black | skin going black | skin breakdown | eschar | tissue "
    "death | pustules along a vessel | lip turned black | nose turned black | necrotic | pustules after filler | "
    "pustules along vessel | skin sloughing | skin turning black | skin is dying | blackened skin | tissue loss | "
    "ulcer forming | ulcer after filler | ulceration after filler | scab after filler | scab on nose after filler | "
    "scab on lip after filler | scabbing after filler | crusting after filler | lips turning black | lips black | "
    "lip black | lips going black | turning black | turned black | going black | gone black | lip turning black",
}
NORMAL = {
    "normal-refill": "Normal capillary refill | capillary refill normal | normal cap refill | cap refill normal | crt "
    "normal | normal crt | good capillary refill | capillary refill good | brisk capillary refill | crt less than 2 "
    "seconds | crt under 2 seconds | crt 2 seconds | crt 1 second | capillary refill less than 2 seconds | capillary "
    "refill under 2 seconds | capillary refill 2 seconds | cap refill less than 2 seconds | cap refill under 2 seconds "
    "| cap refill 2 seconds | crt less than 2 secs | crt 2 secs | crt 2 s | capillary refill less than 3 seconds | crt "
    "less than 3 seconds",
}
COLOUR = {
    "skin-colour-change": "Change of skin colour | white | pale | paler | blue | purple | grey | black | discoloured "
    "| discolouration | colour change | change of colour | bluish | greyish | whitish",
}
NODULE = {
    "nodule": "Nodule | nodule after filler | delayed nodule | nodule | nodules | delayed onset nodule | late nodule "
    "| filler lump | lump after filler | lumps after filler | filler lumps | lumpy filler | lumps from filler | lumpy "
    "lips | hard lump after filler | bump after filler | granuloma | granulomas | foreign body reaction | biofilm | "
    "lump in lip after filler | bumps after filler | filler nodules | delayed nodules | late onset nodule | lumps in "
    "lips | hard lumps in lips | ball in lip | lump in lip | palpable lump after filler | inflammatory nodule | cold "
    "nodule | sterile abscess after filler | bio film | filler granuloma | nodule in lip | nodules after sculptra | "
    "hard lump in lip | lump where filler was | tear trough lump | lip nodules | lip lumps",
    "filler-migration": "Migrated filler | filler migration | migration of filler | filler has moved | moved filler "
    "| filler moustache | displaced filler | filler wants dissolving | dissolve filler | dissolving filler | filler "
    "dissolved | remove filler | filler removal | reverse filler | overfilled lips | overfilled | botched filler | "
    "filler moved | filler migrated | filler above lip | duck lips | filler spread | filler shelf | reverse my "
    "filler | get filler dissolved | overfilled face | overfilled cheeks | pillow face | wants filler dissolved | "
    "wants filler removed | filler dissolving | migrated lip filler | lip filler migrated | lip filler has migrated "
    "| needs dissolving | wants it dissolved | wants them dissolved | needs filler dissolving | wants dissolving | "
    "lips need dissolving",
    "tyndall": "Blue tint over filler | blue tint | tyndall | tyndall effect | blueish lump under eye | blue under "
    "eyes after filler | blue under eyes | bluish under eyes | blue tinge under eyes | grey under eyes after filler | "
    "tindall effect | blue line after filler",
    "filler-swelling": "Late swelling after filler | delayed swelling | swelling after filler | puffy after filler | "
    "malar oedema | persistent swelling after filler | swollen lips after filler | delayed inflammatory reaction | "
    "swelling since filler | lip swelling after filler | late onset swelling | tear trough swelling | lumps and "
    "swelling | intermittent swelling after filler | swelling months after filler | filler swells | filler keeps "
    "swelling | facial swelling after filler | swelling comes and goes since filler | swollen under eyes after filler "
    "| swollen after filler",
}
OTHER = {
    "post-treatment-infection": "Infection after treatment | infected filler | infection after filler | abscess | "
    "pus | hot red swelling | red hot and swollen | cellulitis | infected thread | infection at injection site | "
    "wound infection | infected | infected wound | hot and swollen | discharge from wound | red hot skin | oozing "
    "after treatment | infected cheek | infected lip | infected thread site | abscess after filler | infection "
    "after threads | infection after peel | infection after microneedling | weeping wound | red hot and painful | "
    "hot red lump | warm red tender lump | infected nodule | pus from lip | discharge after filler | spreading "
    "redness | redness spreading | hot to touch | warm to touch | mycobacterium | post treatment infection | red "
    "hot swollen | hot red swollen | red and hot | fever after filler | fever since filler | fever after injections "
    "| temperature after filler | feverish after filler | fever and swelling after filler | red hot tender swelling "
    "| hot tender swelling | red hot swelling | fever after lip filler | fever after cheek filler | fever after "
    "tear trough filler | fever after chin filler | fever after jaw filler | fever after thread lift",
    "burn": "Burn or blister | burn after treatment | laser burn | burn from laser | peel burn | chemical burn | "
    "burnt skin | skin burn | blisters after laser | blistering after peel | blisters after peel | ipl burn | blister "
    "| blisters | burn | burned skin | burnt by laser | blistering | laser blister | burned by laser | burns from "
    "laser | peel burnt skin | hifu burn | plasma pen burn | burns after ipl | laser hair removal burn | cryolipolysis "
    "burn | acid burn | skin peeled off after peel | raw skin after peel | over peeled | crusting after laser | scabs "
    "after laser | burns | burns after laser | burnt face | raw skin after laser",
    "eyelid-ptosis": "Drooping eyelid or brow | drooping eyelid after toxin | ptosis | eyelid ptosis | droopy eyelid "
    "| drooping eyelid | brow ptosis | droopy brow | heavy brow | droopy eyelid after botox | uneven smile after botox "
    "| crooked smile after botox | asymmetry after botox | spock brow | botched botox | eyelid droop | heavy eyelids "
    "after botox | uneven brows | droopy eyelid after toxin | lid ptosis | brow drop | heavy forehead after botox | "
    "one eyebrow higher | spock eyebrow | mephisto brow | brow drooping | brow heaviness | lid droop | cannot lift "
    "eyebrow | cannot raise eyebrow | frozen smile after botox | cannot smile properly after botox | uneven eyebrows | "
    "lip droop after botox | asymmetric smile after botox | lopsided smile after botox | drooling after botox | dry "
    "eye after botox | eyelid drooping | eyelid has dropped | dropped eyelid | droopy brow after botox | heavy lids | "
    "heavy brows",
    "thread-problem": "Problem after threads | thread extrusion | thread showing | visible thread | dimpling after "
    "threads | puckering after threads | thread poking out | exposed thread | thread protruding | thread migration | "
    "thread snapped | threads snapped | thread visible | thread broke | threads poking out | puckering | dimpling | "
    "dimple after threads",
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
    "treatment-problem": "Problem after treatment | uneven after botox | uneven after filler | lopsided after botox "
    "| gone wrong | filler gone wrong | botox gone wrong | complication | complications | complication after "
    "treatment | adverse event | side effect | bad reaction | bad result | unhappy with result | something went "
    "wrong | went wrong | botched | reaction to treatment | reaction after treatment | adverse reaction | post "
    "treatment complication | side effects | treatment gone wrong | peel gone wrong | laser gone wrong | threads "
    "gone wrong | uneven result | asymmetry after filler | lumps after prp | not happy with result | dissatisfied "
    "with result | unhappy with botox | unhappy with filler | botox not working | botox did not work | botox has "
    "not worked | overtreated | frozen face | frozen forehead | overdone botox | filler complication | botox "
    "complication | nerve injury after treatment | scarring after treatment | scar after laser | paradoxical "
    "adipose hyperplasia | indentation after treatment | fat loss after treatment | dent after treatment | reaction "
    "| reactions | bad reactions | reacted badly | reacted to filler | reacted to botox | scarring after "
    "microneedling | scarring after laser | scarring after peel | scarred after laser | scarred after peel | scar "
    "after microneedling | scar after filler | asymmetry after lip filler | uneven lips after filler | uneven "
    "cheeks after filler",
}
PAIN = {
    "severe-pain": "Severe pain | excruciating pain | intense pain | unbearable pain | extreme pain | agony | "
    "throbbing pain | disproportionate pain | pain out of proportion | terrible pain | worst pain | very painful | "
    "increasing pain | pain getting worse | worsening pain | pain is unbearable | pain 10 out of 10 | acute pain | "
    "searing pain | severe throbbing | immediate severe pain | throbbing lip | throbbing cheek | burning pain",
    "numbness": "Numbness | numb | loss of feeling | pins and needles | tingling | loss of sensation | numb lip | "
    "numb lips | numb cheek | numb chin | lip numbness | altered sensation | face numb | cheek numb",
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
    yield from concepts("sign", CODE, OCCLUSION, "acute", "complication", "occlusion-sign")
    yield from concepts("sign", None, NORMAL, "minor")
    yield from concepts("sign", CODE, COLOUR, "complication", "acute")
    yield from concepts("sign", CODE, NODULE, "complication", "filler-problem")
    yield from concepts("sign", CODE, OTHER, "complication")
    yield from concepts("sign", CODE, PAIN, "complication", "acute")
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
