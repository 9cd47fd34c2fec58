"""What people say of a complication, and what a service must hold to deal with one."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import concepts

CODE = "complication-support"

OCCLUSION = {
    "blanching": "Blanching | white tip | tip is white | cheek white | chin white | skin has gone white | blanched | "
    "skin turned white | gone white | turning white | going white | turned pale | turning pale | white patch | white "
    "patches | turned white | lips white | white lips | white lip | lip is white | lip has gone white | turning "
    "white | going white | turned pale | turning pale | pale lip | pale patch | gone pale | skin pale | white area | "
    "white skin | nose tip white | white nose | pallor | blanch | pale skin after filler | whitening of the skin | "
    "skin is white | lips turned white | whiteness",
    "mottling": "Mottled or dusky skin | purple lips | mottling | mottled | livedo | livedo reticularis | lace "
    "pattern | lacy pattern | dusky | turning blue | turned blue | gone blue | turning purple | turned purple | gone "
    "purple | turning grey | gone grey | going grey | dusky skin | purple patches | blotchy purple | blue skin | "
    "grey skin | skin turned grey | net like pattern | purple skin | skin going purple | violaceous | skin going "
    "blue | reticulated",
    "capillary-refill": "Slow capillary refill | delayed capillary refill | no capillary refill | crt delayed | slow "
    "crt | capillary refill slow | capillary refill over 3 seconds | poor capillary refill | sluggish capillary "
    "refill | prolonged crt | prolonged capillary refill | loss of capillary refill | reduced capillary refill",
    "vascular-occlusion": "Vascular occlusion | occlusion | va occlusion | vascular compromise | blocked artery "
    "after filler | blocked blood vessel | arterial occlusion | ischaemia | vaso occlusion | intra arterial "
    "injection | impending necrosis | vessel occlusion | intravascular injection | filler in an artery | cold skin "
    "after filler | vascular event",
    "necrosis": "Necrosis | skin necrosis | skin dying | black skin | skin turned black | skin going black | skin "
    "breakdown | eschar | tissue death | pustules along a vessel | lip turned black | nose turned black | necrotic",
}
COLOUR = {
    "skin-colour-change": "Change of skin colour | white | pale | paler | blue | purple | grey | black | discoloured "
    "| discolouration | colour change | change of colour | bluish | greyish | whitish",
}
NODULE = {
    "nodule": "Nodule | nodule after filler | delayed nodule | nodule | nodules | delayed onset nodule | late nodule "
    "| filler lump | lump after filler | lumps after filler | filler lumps | lumpy filler | lumps from filler | "
    "lumpy lips | hard lump after filler | bump after filler | granuloma | granulomas | foreign body reaction | "
    "biofilm | lump in lip after filler | bumps after filler | filler nodules",
    "filler-migration": "Migrated filler | filler migration | migration of filler | filler has moved | moved filler "
    "| filler moustache | displaced filler | filler wants dissolving | dissolve filler | dissolving filler | filler "
    "dissolved | remove filler | filler removal | reverse filler | overfilled lips | overfilled | botched filler",
    "tyndall": "Blue tint over filler | blue tint | tyndall | tyndall effect | blueish lump under eye | blue under "
    "eyes after filler",
    "filler-swelling": "Late swelling after filler | delayed swelling | swelling after filler | puffy after filler | "
    "malar oedema | persistent swelling after filler | swollen lips after filler | delayed inflammatory reaction | "
    "swelling since filler | lip swelling after filler | late onset swelling | tear trough swelling | lumps and "
    "swelling",
}
OTHER = {
    "post-treatment-infection": "Infection after treatment | infected filler | infection after filler | abscess | "
    "pus | hot red swelling | red hot and swollen | cellulitis | infected thread | infection at injection site | "
    "wound infection | infected | infected wound | hot and swollen | discharge from wound | red hot skin",
    "burn": "Burn or blister | burn after treatment | laser burn | burn from laser | peel burn | chemical burn | "
    "burnt skin | skin burn | blisters after laser | blistering after peel | blisters after peel | ipl burn | "
    "blister | blisters | burn | burned skin | burnt by laser | blistering",
    "eyelid-ptosis": "Drooping eyelid or brow | drooping eyelid after toxin | ptosis | eyelid ptosis | droopy eyelid "
    "| drooping eyelid | brow ptosis | droopy brow | heavy brow | droopy eyelid after botox | uneven smile after "
    "botox | crooked smile after botox | asymmetry after botox | spock brow | botched botox | eyelid droop | heavy "
    "eyelids after botox | uneven brows",
    "thread-problem": "Problem after threads | thread extrusion | thread showing | visible thread | dimpling after "
    "threads | puckering after threads | thread poking out | exposed thread | thread protruding | thread migration",
    "treatment-swelling": "Swelling | swollen | oedema | puffiness | puffy | swollen face | swollen lip | swollen "
    "lips | swelling of face | swollen eyes",
    "treatment-redness": "Redness | mild redness | erythema | inflamed | inflammation | irritated skin",
    "bruising": "Bruising | bruise | bruised | bruises | haematoma",
    "treatment-problem": "Problem after treatment | uneven after botox | uneven after filler | lopsided after botox "
    "| gone wrong | filler gone wrong | botox gone wrong | complication | complications | complication after "
    "treatment | adverse event | side effect | bad reaction | bad result | unhappy with result | something went "
    "wrong | went wrong | botched | reaction to treatment | reaction after treatment | adverse reaction",
}
PAIN = {
    "severe-pain": "Severe pain | excruciating pain | intense pain | unbearable pain | extreme pain | agony | "
    "throbbing pain | disproportionate pain | pain out of proportion | terrible pain | worst pain | very painful | "
    "increasing pain",
    "numbness": "Numbness | numb | loss of feeling | pins and needles | tingling | loss of sensation",
}
SERVICES = {
    "hyaluronidase": "Hyaluronidase | hyalase | hylase | hyaluronidaise | filler dissolver | dissolver | "
    "hyaluronidase stock | hyaluronidaze | hylenex",
    "ultrasound": "Ultrasound | ultrasound scan | doppler | duplex | sonography | facial ultrasound | ultrasound "
    "guided | uss | ultra sound | high frequency ultrasound",
}


def words() -> Iterable[Concept]:
    """Every concept of this page."""
    yield from concepts("sign", CODE, OCCLUSION, "acute", "complication", "occlusion-sign")
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
