"""Words of sight: lost, failing, double, and what may threaten it, as a frightened person says it too."""

from __future__ import annotations

SAID_WITH_FEAR = " | ".join(
    f"{fear} {who} {what}"
    for fear in ("scared", "frightened", "afraid", "anxious", "nervous")
    for who in ("she", "he", "they", "I", "I'm", "patient", "client")
    for what in ("going blind", "losing sight", "losing vision")
)
"""Somebody says it of themselves: no fear of what might come."""
WAS = "now then until till before beforehand earlier initially previously yesterday when".split()
CHANGED_SIGHT = " | ".join(
    f"{fine} {then}"
    for fine in ("vision normal", "vision fine", "vision ok", "sight normal", "sight fine", "see fine", "normal vision")
    for then in WAS
)
"""What was well says that it is no longer: "vision was normal until ten minutes ago"."""
SIGHT = {
    "vision-loss": "Loss of vision | loss of vison | vison loss | no longer can see | vision loss | visual loss | "
    "sight loss | lost vision | lost sight | lost her sight | lost his vision | blindness | blind | gone blind | "
    "going blind | blind in one eye | cannot see | can't see | cant see | unable to see | no vision | vision gone | "
    "sight gone | losing vision | losing sight | loss of sight | loss of eyesight | vision went black | eye went "
    "black | sudden loss of vision | black spot in vision | curtain over eye | can't see out of one eye | everything "
    "went dark | lost eyesight | retinal artery occlusion | crao | everything has gone dark | everything gone dark | "
    "everything went black | everything gone black | everything has gone black | everything's gone dark in left eye "
    "| everything gone dark in right eye | everything gone dark in one eye | gone dark in one eye | gone dark in "
    "left eye | gone dark in right eye | eye has gone dark | eye went dark | gone black in left eye | gone black in "
    "right eye | gone black in one eye | it has all gone black | it has all gone dark | all went black | all went "
    "dark | went black in one eye | went dark in one eye | seeing black | seeing only black | can only see black | "
    "room has gone dark | room went dark | grey patch in vision | white patch in vision | dark patch in vision | "
    "black patch in vision | dark patch in sight | black patch in sight | grey patch in sight | white patch in sight "
    "| dark spot in vision | shadow in vision | ophthalmic artery occlusion | ocular occlusion | retinal occlusion | "
    "retinal ischaemia | ocular ischaemia | brao | branch retinal artery occlusion | central retinal artery "
    "occlusion | not able to see | no sight | no sight in left eye | no sight in right eye | no sight in one eye | "
    "no vision in left eye | no vision in right eye | no vision in one eye | not seeing out of right eye | not "
    "seeing out of left eye | not seeing out of one eye | not seeing out of eye | no light perception | no "
    "perception of light | vision has not come back | vision not come back | sight not come back | vision not "
    "returned | sight not returned | vision not recovered | no return of sight | no return of vision | no return of "
    "eyesight | vision went then came back | sight went then came back | vision went | sight went | vision went and "
    "came back | lost vision for a few seconds | amaurosis | amaurosis fugax | transient loss of vision | eyesight "
    "gone | eyesight went | losing eyesight | lost her eyesight | lost his eyesight | no eyesight | eyesight going "
    "dim | eyesight going dark | sight going dim | vision going dim | vision going dark | sight going dark | can "
    "only see shadows | only sees shadows | only seeing shadows | half her vision is missing | half his vision is "
    "missing | half of vision missing | half of vision gone | vision missing | hemianopia | visual field loss | "
    "visual field defect | tunnel vision | vision tunnelling | lost site in left eye | lost site in right eye | lost "
    "site in one eye | loss of site in eye | vision lost | vision los | vision lose | visual lose | vison gone | "
    "vison lost | cant se | sight lost | half of sight missing | half of sight gone | vision still hasn't returned | "
    "vision hasn't returned | sight hasn't returned | sight still hasn't returned | vision hasn't come back | sight "
    "hasn't come back | eyesight hasn't come back | vision still not back | sight still not back | not regained "
    "vision | not regained sight | hasn't regained vision | hasn't regained sight | rapd | relative afferent "
    "pupillary defect | afferent pupillary defect | counting fingers | va counting fingers | va reduced to counting "
    "fingers | hand movements vision only | va hand movements | va reduced to hand movements | half her view gone | "
    "half his view gone | half of view gone | half view gone | can only see half | "
    "only sees half | blank spot in vision | blank spot in sight | blank spot | scotoma | central scotoma | "
    + SAID_WITH_FEAR,
    "eye-movement": "Double vision or eye that does not move | double vision | diplopia | ophthalmoplegia | eye not "
    "moving | cannot move eye | can't move eye | sees double | seeing double | double sight | eye won't move | eye "
    "will not move | eye stuck | new squint | sudden squint | squint after filler | eyes not moving together | "
    "seeing two of everything | sees two of everything | two of everything | seeing two of me | eye turned outwards "
    "| eye turned inwards | eye turning outwards | eye turning inwards | eye bulging | bulging eye | eye pushed "
    "forward | proptosis | exophthalmos after filler | orbital cellulitis | orbital haematoma | retrobulbar "
    "haemorrhage | retrobulbar haematoma | eye frozen | eye does not move | eye doesn't move | "
    "seeing 2 of everything | sees 2 of everything | everything is double | everything double | seeing "
    "two | seeing two things | sees two | eyes pointing different ways | eye pointing different way | eye "
    "won't look up | eye will not look up | eye won't look down",
}
SIDES = ("left eye", "right eye", "one eye", "eye", "both eyes")
SEES_NOTHING = (
    *("sight going", "stopped seeing", "sees nothing", "seeing nothing", "could not see", "couldn't see"),
    *(f"{half} {what} {gone}" for half in ("half",) for what in ("sight", "eyesight") for gone in ("missing", "lost")),
    *(f"everything {dark} one side" for dark in ("black", "dark", "grey")),
    *(
        f"{said} {eye}"
        for said in ("nothing", "lov", "shadow", "not seeing with", "seeing less with", "sees less with")
        for eye in SIDES[:4]
    ),
    *(
        f"{sees} {way} one eye"
        for sees in ("only sees", "only seeing", "only see", "sees only")
        for way in ("with", "out")
    ),
    *(f"{eye} nothing" for eye in SIDES[:3]),
    *(f"{eye} not seeing" for eye in SIDES[:4]),
    *(f"no longer seeing {way} {eye}" for way in ("with", "out of") for eye in SIDES[:4]),
    *("no more able to see", "sees half of things", "sees only half", "only see half of things"),
    *(f"only see {way} {eye}" for way in ("with", "out") for eye in SIDES[:2]),
    *(f"eye {fails}" for fails in ("stopped working", "not working", "isn't working", "doesn't work", "does not work")),
    *(
        f"{fine} nothing {side}"
        for fine in ("can see normally", "can see fine", "vision normal", "vision fine")
        for side in ("left", "right")
    ),
)
AS_SAID = {
    "sight-failing+vision-loss": "Loss of sight | " + " | ".join(SEES_NOTHING),
    "eye-turned-in+eye-movement": "Eye that has turned | "
    + " | ".join(f"eye {turned} {way}" for turned in ("turned", "turning", "turns") for way in ("in", "out")),
}
"""Word for word, or they would be met where they are not meant: "black eye shadow", "going for a sight test"."""
NO_RESULT = " | ".join(
    (
        *(
            f"{sees} {what}"
            for sees in ("can't see", "cannot see", "couldn't see", "could not see", "sees nothing", "stopped seeing")
            for what in (
                *("difference", "a difference", "any difference", "much difference", "improvement", "any improvement"),
                *("result", "results", "any result", "any results", "change", "any change", "much change", "wrong"),
                *("gp", "doctor", "dermatologist", "dentist", "consultant", "specialist", "injector", "practitioner"),
                *("nurse", "usual practitioner", "previous practitioner", "previous injector", "old injector"),
            )
        ),
        *(f"stopped seeing {whom}" for whom in ("boyfriend", "girlfriend", "partner", "husband", "wife", "friends")),
        *("couldn't see vein", "could not see vein", "couldn't see point", "can't see point", "cannot see point"),
    )
)
EYES = {
    "eye-problem+visual-disturbance": "Problem with the eye or sight | eye problem | problem with eye | problem with "
    "her eye | problem with his eye | trouble with eye | something wrong with eye | something wrong with eyesight | "
    "something wrong with vision | something wrong with sight | eyesight not right | eyesight funny | eye not right "
    "| eyes not right | eyes do not feel right | eye feels funny | eye feels strange | eye looks wrong | hazy sight "
    "| hazy eyesight | foggy sight | misty sight | vision deteriorating | deteriorating vision | sight deteriorating "
    "| eyesight deteriorating | vision getting worse | sight getting worse | eyesight getting worse | vision worse | "
    "vision not normal | vision not fine | vision abnormal | vision affected | sight affected | eyesight affected | "
    "vision changed | sight changed | eyesight changed | vision not right after filler | vision not right since "
    "filler | vision not right since botox | vision not right since injection | sight not right since filler | sight "
    "not right after filler | eyesight not right since filler | eye not right since filler | eye not right after "
    "filler | eye not right since botox | vision patchy | patchy vision | vision fuzzy | fuzzy vision | sight fuzzy "
    "| vision hazy | vision not back to normal | sight not back to normal | eyesight not back to normal | no "
    "improvement in vision | no improvement in sight | no improvement in eyesight | vision no better | can't see any "
    "improvement in vision | everything blurry | everything blurred | everything fuzzy | everything hazy | seeing "
    "stars | sees stars | seeing flashes | sees flashes | flashes in eye | flashes in vision | visual acuity reduced "
    "| va reduced | va worse | blurred vison | eye red | eye swollen shut | eyes swollen shut | painful to move eye "
    "| eye painful to move | hurts to move eye | swollen shut and painful to move | blured vision | blury vision | "
    "blured vison | blury vison | sight worse | visual field gone | blurry | eye gone blurry | foggy vision | vision "
    "foggy | seeing spots | sees spots | spots before eyes | spots before her eyes | spots in front of eyes | dark "
    "spots in front of eyes | spots in vision | spots in sight | dark spots in vision | dark spots in sight | wavy "
    "lines | wavy lines in vision | seeing lines | sees lines | lines in vision | lines in sight | eye gone funny | "
    "eye went funny | one eye looks bigger | chemosis | " + CHANGED_SIGHT,
}
