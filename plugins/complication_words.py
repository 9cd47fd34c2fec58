"""What people say of a complication, and what a service must hold to deal with one."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import RISK, concepts
from plugins.complication_harmless import words as harmless
from plugins.complication_occlusion import COLOURLESS, NORMAL, OCCLUSION, POOR_COLOUR
from plugins.emergency_limbs import LIDS

CODE = "complication-support"

COLOUR = {
    "skin-colour-change": "Change of skin colour | white | pale | paler | blue | purple | grey | black | discoloured "
    "| discolouration | colour change | change of colour | bluish | greyish | whitish | pale skin | skin pale | skin "
    "looks pale | skin is pale | lip not pink | lips not pink | skin not pink | skin no longer pink",
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
    "filler-migration+hyaluronidase": "Migrated filler | filler migration | migration of filler | filler has moved | "
    "moved filler | filler moustache | displaced filler | overfilled lips | overfilled | botched filler | filler "
    "moved | filler migrated | filler above lip | duck lips | filler spread | filler shelf | overfilled face | "
    "overfilled cheeks | pillow face | migrated lip filler | lip filler migrated | lip filler has migrated | filler "
    "wants dissolving | dissolve filler | filler dissolved | remove filler | filler removal | reverse filler | "
    "reverse my filler | get filler dissolved | wants filler dissolved | wants filler removed | needs dissolving | "
    "wants it dissolved | wants them dissolved | needs filler dissolving | wants dissolving | lips need dissolving | "
    "filler dissolve | filler removal with hyalase | filler removal with hyaluronidase | hyalase to dissolve filler "
    "| hyaluronidase to dissolve filler | dissolve filler with hyalase | remove filler with hyalase",
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
    "pus | hot red swelling | red hot and swollen | infected thread | infection at injection site | wound infection "
    "| infected | infected wound | hot and swollen | discharge from wound | red hot skin | oozing after treatment | "
    "infected cheek | infected lip | infected thread site | abscess after filler | infection after threads | "
    "infection after peel | infection after microneedling | weeping wound | red hot and painful | hot red lump | "
    "warm red tender lump | infected nodule | pus from lip | discharge after filler | spreading redness | redness "
    "spreading | hot to touch | warm to touch | mycobacterium | post treatment infection | red hot swollen | hot red "
    "swollen | red and hot | red hot tender swelling | hot tender swelling | red hot swelling | folliculitis after "
    "laser | folliculitis after treatment | red hot painful lips | red hot painful lip | red streaks | red streaking "
    "| red lines tracking | tracking redness | yellow discharge | green discharge | smelly discharge | foul "
    "discharge | smelly discharge from injection site | discharge from injection site | yellow fluid from injection "
    "site | pus from injection site | cheek hot and swollen | hot red tender | hot red tender swollen cheek | red "
    "hot tender | hot tender swollen | boiling hot red | hot swollen cheek | hot red hard | boiling hot skin | "
    "boiling hot lump | boiling hot cheek | boiling hot lip",
    "burn": "Burn or blister | burn after treatment | laser burn | burn from laser | peel burn | chemical burn | "
    "burnt skin | skin burn | blisters after laser | blistering after peel | blisters after peel | ipl burn | "
    "blister | blisters | burn | burned skin | burnt by laser | blistering | laser blister | burned by laser | burns "
    "from laser | peel burnt skin | hifu burn | plasma pen burn | burns after ipl | laser hair removal burn | "
    "cryolipolysis burn | acid burn | skin peeled off after peel | raw skin after peel | over peeled | crusting "
    "after laser | scabs after laser | burns | burns after laser | burnt face | raw skin after laser | white blister "
    "| white blisters | frostbite | frostbite after fat freezing | frost bite | freeze burn | ice burn | cold burn | "
    "blister after fat freezing",
    "eyelid-ptosis": f"Drooping eyelid or brow | {LIDS} | ptosis | eyelid ptosis | droopy eyelid | drooping eyelid "
    "| brow "
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
    "eyes | minor swelling | expected swelling | normal swelling | swelling settling | swelling as expected | "
    "swelled | swelled up | lips swelled up | lip swelled up | swelled where filler is | swelled up where filler is "
    "| puffed up | lips puffed up | face puffed up | puffing up",
    "treatment-redness": "Redness | red and hot | hot and red | hot to touch | hot to the touch | warm to touch | "
    "mild redness | erythema | inflamed | inflammation | irritated skin | red skin | skin irritation | sore red skin "
    "| redness and swelling | irritation | skin is red | prolonged redness | red and inflamed | minor redness | "
    "expected redness | normal redness | redness settling | redness as expected",
    "bruising": "Bruising | bruise | bruised | bruises | haematoma | black eye | bad bruise | big bruise | hematoma "
    "| bruise after injection | ecchymosis | minor bruising | expected bruising | normal bruising | bruising "
    "settling | bruising as expected | minor bruise",
    "treatment-problem": "Problem after treatment | gone wrong | filler gone wrong | botox gone wrong | complication "
    "| complications | complication after treatment | adverse event | side effect | bad reaction | bad result | "
    "unhappy with result | something went wrong | went wrong | botched | reaction to treatment | reaction after "
    "treatment | adverse reaction | post treatment complication | side effects | treatment gone wrong | peel gone "
    "wrong | laser gone wrong | threads gone wrong | uneven result | lumps after prp | not happy with result | "
    "dissatisfied with result | unhappy with botox | unhappy with filler | botox not working | botox did not work | "
    "botox has not worked | overtreated | frozen face | frozen forehead | overdone botox | filler complication | "
    "botox complication | nerve injury after treatment | scarring after treatment | paradoxical adipose hyperplasia "
    "| indentation after treatment | fat loss after treatment | dent after treatment | reaction | reactions | bad "
    "reactions | reacted badly | reacted to filler | reacted to botox | scarring after microneedling | scarring "
    "after laser | scarred after laser | scarred after peel | scar after microneedling | scar after filler | "
    "overcorrection | overcorrected | over correction | over corrected | problem after filler | problem after botox "
    "| problem after peel | problem after laser | problem after threads | problem after injection | infraorbital "
    "nerve injury | mental nerve injury | nerve injury from filler | facial nerve injury | parotid gland injury | "
    "parotid injury | parotid duct injury | not healing since filler | not healing after filler | not right since "
    "filler | not been right since filler | not happy since filler | not right since botox | not been right since "
    "botox | not happy since botox | not able to smile since botox | wound came open | wound opened | wound opened "
    "up | wound reopened | wound has opened | wound open again | wound dehiscence | wound gaping | wound broke open "
    "| stitches came open | nerve injury | nerve palsy | marginal mandibular nerve palsy | marginal mandibular nerve "
    "injury | marginal mandibular palsy | mandibular nerve palsy | scarring from laser | scarring after threads | "
    "seroma | sialocele | non responder to botox | marginal mandibular nerve | marginal mandibular nerve weakness",
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
    "numb lips | numb cheek | numb chin | lip numbness | altered sensation | face numb | cheek numb | lip feels dead "
    "| lips feel dead | cheek feels dead | lost feeling | lost feeling in chin | lost feeling in lip | lost feeling "
    "in lips | lost feeling in cheek | lost feeling in face | can't feel lip | can't feel lips | can't feel chin | "
    "can't feel left side of lip | can't feel right side of lip | cannot feel lip | cannot feel lips | cannot feel "
    "chin",
}
OVERDONE = {
    "too-much-given+treatment-problem": "Too much filler or toxin given | overdosed on filler | overdosed on botox",
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
    yield from concepts("sign", CODE, COLOURLESS, "acute", "complication", "occlusion-sign", RISK, "as-written")
    yield from concepts("sign", CODE, POOR_COLOUR, "acute", "complication", RISK, "as-written")
    yield from concepts("sign", None, NORMAL, "minor")
    yield from harmless()
    yield from concepts("sign", CODE, GROWING, "complication", RISK)
    yield from concepts("sign", CODE, COLOUR, "complication", "acute", RISK)
    yield from concepts("sign", CODE, NODULE, "complication", "filler-problem", RISK)
    yield from concepts("sign", CODE, OTHER, "complication", RISK)
    yield from concepts("sign", CODE, OVERDONE, "complication", RISK, "as-written")
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
