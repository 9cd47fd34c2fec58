"""What goes to 999 first, and what comes near it, in the words of a frightened person too."""

from __future__ import annotations

SAID_WITH_FEAR = " | ".join(
    f"{fear} {who} {what}"
    for fear in ("scared", "frightened", "afraid", "anxious", "nervous")
    for who in ("she", "he", "they", "I", "I'm", "patient", "client")
    for what in ("going blind", "losing sight", "losing vision")
)
"""Somebody says it of themselves: no fear of what might come."""
NOW = {
    "vision-loss": "Loss of vision | loss of vison | vison loss | no longer can see | "
    "vision loss | visual loss | sight loss | lost vision | lost sight | lost her "
    "sight | lost his vision | blindness | blind | gone blind | going blind | blind in one eye | cannot see | can't "
    "see | cant see | unable to see | no vision | vision gone | sight gone | losing vision | losing sight | loss of "
    "sight | loss of eyesight | vision went black | eye went black | sudden loss of vision | black spot in vision | "
    "curtain over eye | can't see out of one eye | everything went dark | lost eyesight | retinal artery occlusion | "
    "crao | everything has gone dark | everything gone dark | everything went black | everything gone black | "
    "everything has gone black | everything's gone dark in left eye | everything gone dark in right eye | everything "
    "gone dark in one eye | gone dark in one eye | gone dark in left eye | gone dark in right eye | eye has gone "
    "dark | eye went dark | gone black in left eye | gone black in right eye | gone black in one eye | it has all "
    "gone black | it has all gone dark | all went black | all went dark | went black in one eye | went dark in one "
    "eye | seeing black | seeing only black | can only see black | room has gone dark | room went dark | grey patch "
    "in vision | white patch in vision | dark patch in vision | black patch in vision | dark patch in sight | black "
    "patch in sight | grey patch in sight | white patch in sight | dark spot in vision | shadow in vision | "
    "ophthalmic artery occlusion | ocular occlusion | retinal occlusion | retinal ischaemia | ocular ischaemia | "
    "brao | branch retinal artery occlusion | central retinal artery occlusion | not able to see | no sight | no "
    "sight in left eye | no sight in right eye | no sight in one eye | no vision in left eye | no vision in right "
    "eye | no vision in one eye | not seeing out of right eye | not seeing out of left eye | not seeing out of one "
    "eye | not seeing out of eye | no light perception | no perception of light | vision has not come back | vision "
    "not come back | sight not come back | vision not returned | sight not returned | vision not recovered | no "
    "return of sight | no return of vision | no return of eyesight | vision went then came back | sight went then "
    "came back | vision went | sight went | vision went and came back | lost vision for a few seconds | amaurosis | "
    "amaurosis fugax | transient loss of vision | eyesight gone | eyesight went | losing eyesight | lost her "
    "eyesight | lost his eyesight | no eyesight | eyesight going dim | eyesight going dark | sight going dim | "
    "vision going dim | vision going dark | sight going dark | can only see shadows | only sees shadows | only "
    "seeing shadows | half her vision is missing | half his vision is missing | half of vision missing | half of "
    "vision gone | vision missing | hemianopia | visual field loss | visual field defect | tunnel vision | vision "
    "tunnelling | lost site in left eye | lost site in right eye | lost site in one eye | loss of site in eye | "
    + SAID_WITH_FEAR,
    "eye-movement": "Double vision or eye that does not move | double vision | diplopia | ophthalmoplegia | eye not "
    "moving | cannot move eye | can't move eye | sees double | seeing double | double sight | eye won't move | eye "
    "will not move | eye stuck | new squint | sudden squint | squint after filler | eyes not moving together | "
    "seeing two of everything | sees two of everything | two of everything | seeing two of me | eye turned outwards "
    "| eye turned inwards | eye turning outwards | eye turning inwards | eye bulging | bulging eye | eye pushed "
    "forward | proptosis | exophthalmos after filler | orbital cellulitis | orbital haematoma | retrobulbar "
    "haemorrhage | retrobulbar haematoma | eye frozen | eye does not move | eye doesn't move",
    "stroke-signs": "Stroke signs | one pupil bigger | unequal pupils | pupils unequal | different sized pupils | "
    "slurring speech | speech slurred | face numb on one side | stroke | suspected stroke | tia | sudden facial "
    "droop | sudden facial asymmetry | slurred speech | slurring words | slurring | cannot speak | can't speak | "
    "difficulty speaking | unable to speak | speech difficulty | arm weakness | weak arm | weakness on one side | "
    "one sided weakness | limb weakness | leg weakness | cannot lift arm | can't lift arm | cannot move arm | can't "
    "move arm | numb on one side | fast positive | aphasia | dysphasia | dysarthria | hemiparesis | weakness of one "
    "side | sudden weakness | sudden numbness | sudden confusion | thunderclap headache | worst headache ever | "
    "worst headache of my life | sudden severe headache | mini stroke | cannot feel one side | cannot smile | "
    "talking gibberish | words coming out wrong | left sided weakness | right sided weakness | sudden collapse of "
    "one side | sudden loss of balance | suddenly confused | pupil different sizes | pupils different sizes | one "
    "pupil larger | fixed pupil | dilated pupil | numb arm | arm numb | arm gone numb | numbness in arm | arm weak | "
    "leg weak | numb leg | leg numb | numb down one side | numbness on one side | arm feels weak | blown pupil | "
    "pupil blown | pupil fixed and dilated | pupil not reacting | worst ever headache | worst headache | weakness "
    "down left side | weakness down right side | weakness down one side | weakness of left side | weakness of right "
    "side | weakness on left side | weakness on right side | weak down one side | weak down left side | weak down "
    "right side | weak on one side | weak left side | weak right side | hemiplegia | garbled speech | speech garbled "
    "| jumbled speech | can't get words out | cannot get words out | unable to get words out | cannot find words | "
    "no movement in one arm | no movement in left arm | no movement in right arm | no movement in arm | can't raise "
    "arm | cannot raise arm | unable to raise arm | unable to lift arm | unable to move arm | unable to smile on one "
    "side | can't smile on one side | cannot smile on one side | suspected cva | possible cva | acute cva | query "
    "cva | having a cva | cva after filler | cva after botox | cva in progress | confusion after injections | "
    "confused after injections | no longer speaking clearly | not moving left side | not moving right side | no "
    "feeling in right side of face | no feeling in left side of face | not able to speak | not able to speak "
    "properly | not able to talk | not able to move arm | not able to move her arm",
}
DROOP = {
    "facial-droop": "Drooping face or mouth | face fell | face has fallen | mouth dropped | mouth droop | mouth "
    "drooping on one side | facial droop | face droop | face drooping | drooping face | face has dropped | face "
    "dropped | mouth drooping | facial weakness | facial palsy | one side of face drooping | facial paralysis | "
    "drooping mouth | droopy mouth | droopy face | drooping on one side of face | corner of mouth dropped | face not "
    "moving on one side | lip drooping | half of face drooping | face has drooped | mouth has drooped | facial nerve "
    "weakness | side of mouth dropped | lop sided mouth suddenly | can't close her eye | can't close his eye | can't "
    "close eye | cannot close her eye | cannot close his eye | cannot close eye | eye will not close | unable to "
    "close eye | eye won't close | face weak | face weak on one side | weak on one side of face | one side of face "
    "weak | weakness in face | face gone weak | weakness of face | can't smile properly | cannot smile properly | "
    "unable to smile properly | can't move one side of mouth",
}
ANAPHYLAXIS = {
    "anaphylaxis": "Anaphylaxis | anaphylactic | anaphylactic shock | anaphylactic reaction | anaphylactoid | severe "
    "allergic reaction | life threatening allergic reaction | adrenaline given | epipen used | epipen given | used "
    "epipen | anaphalaxis | anaphylaxsis | sense of impending doom | impending doom | feeling of doom | sense of "
    "doom | feeling of impending doom | allergic shock | ana reaction | anaphylaxis reaction | anaphylactic collapse "
    "| biphasic reaction",
    "airway-swelling": "Swelling of throat or tongue | throat swelling | swollen throat | throat closing | throat "
    "tight | throat tightness | tongue swelling | swollen tongue | airway swelling | swelling of the tongue | "
    "swelling of the throat | stridor | hoarse voice and swelling | laryngeal oedema | throat is closing up | "
    "swollen lips and tongue | lips and tongue swollen | lips and tongue swelling | lip and tongue swelling | lips "
    "suddenly swollen | sudden lip swelling | lips swelling suddenly | throat itchy and closing | throat itchy and "
    "tight | throat closing over | throat closing in | lump in throat feeling | feels a lump in throat | feeling of "
    "a lump in throat | sensation of a lump in throat | tongue feels thick | thick tongue | tongue feels big | "
    "tongue swelling up | tongue getting bigger | throat swelling up | angioedema of tongue | angioedema of throat | "
    "angioedema of lips | angioedema of face | tongue angioedema | lip angioedema | facial angioedema | angioedema "
    "and hoarse voice | angioedema with hoarse voice | lip swelling and hoarse voice | swollen lips and hoarse voice "
    "| hoarse voice and swollen lips | hoarse voice and angioedema | hoarse voice and lip swelling | tongue too big "
    "for mouth",
}
LOW_SUGAR = " | ".join(
    f"{name} {whole}.{part}"
    for name in ("blood sugar", "blood glucose", "bm", "glucose")
    for whole in (1, 2, 3)
    for part in range(10)
    if (whole, part) < (3, 6)
)
"""In mmol/l; below 4 is low, and at these it cannot wait."""
_WAS = "now then until till before beforehand earlier initially previously yesterday when".split()
CHANGED_SIGHT = " | ".join(
    f"{fine} {then}"
    for fine in ("vision normal", "vision fine", "vision ok", "sight normal", "sight fine", "see fine", "normal vision")
    for then in _WAS
)
CHANGED_BREATHING = " | ".join(
    f"{fine} {then}"
    for fine in ("breathing normal", "breathing normally", "breathing fine", "breathing ok")
    for then in _WAS
    if then != "when"
)
"""What was well says that it is no longer: "vision was normal until ten minutes ago"."""
OTHER = {
    "breathing-difficulty": "Difficulty breathing | unable to breathe | unable to breathe properly | "
    "breathing difficulty | cannot breathe | can't breathe | "
    "struggling to breathe | trouble breathing | breathless | breathlessness | short of breath | shortness of breath "
    "| sob at rest | wheezing | wheeze | gasping | difficulty in breathing | breathing problems | stopped breathing "
    "| not breathing | respiratory distress | respiratory arrest | blue lips | choking | patient choking | patient "
    "going blue | patient gone blue | gone blue all over | cyanosed | cyanosis | not breathing properly | not "
    "breathing normally | cannot breath | can't breath | cannot breath properly | can't breath properly | cannot "
    "breathe properly | can't breathe properly | difficulty breating | breating difficulty | trouble breathing in | "
    "sob | out of breath | laboured breathing | breathing laboured | struggling for breath | fighting for breath | "
    "breathing funny | funny breathing | breathing fast | rapid breathing | breathing not normal | breathing not "
    "fine | cyanosed lip | cyanosed lips | lip cyanosis | cyanosis of lip | cyanosis of nose tip | pneumothorax | "
    "suspected pneumothorax | tension pneumothorax | collapsed lung | " + CHANGED_BREATHING,
    "swallowing-after-toxin": "Difficulty swallowing | dysphagia | cannot swallow | can't swallow | trouble "
    "swallowing | botulism | iatrogenic botulism | generalised weakness after botox | struggling to swallow | "
    "swallowing hard | hard to swallow | swallowing is hard | swallowing difficulty | cannot swallow properly | food "
    "sticking in throat after botox | not able to swallow | not able to swallow properly",
    "collapse": "Collapse | collapsed | unconscious | unresponsive | not responding | loss of consciousness | lost "
    "consciousness | blacked out | cardiac arrest | no pulse | passed out | will not wake up | won't wake up | not "
    "waking up | cannot be woken | can't wake her | can't wake him | will not wake | blood pressure dropped | bp "
    "dropped | blood pressure has dropped | won't come round | will not come round | not coming round | cannot be "
    "roused | can't be roused | not rousable | cpr in progress | doing cpr | started cpr | cpr started | needs cpr | "
    "patient arrested | pt arrested | has arrested | asystole | dropped to the floor | fell to the floor | no "
    "response to voice | no response to pain | only responds to pain | no signs of life | no longer responding | "
    "just staring",
    "chest-pain": "Chest pain | crushing chest pain | tight chest | chest tightness | heart attack now | pain in chest",
    "seizure": "Seizure | fit now | convulsion | fitting | convulsing | having a fit",
    "severe-bleeding": "Severe bleeding | heavy bleeding | bleeding that will not stop | bleeding won't stop | "
    "haemorrhage | uncontrolled bleeding | cannot stop bleeding | can't stop bleeding | arterial bleed | spurting "
    "blood | blood spurting | pumping blood | bleeding profusely | profuse bleeding | bleeding heavily | pouring "
    "blood | pouring with blood | soaked in blood | pulsatile bleeding",
    "sepsis-signs": "Signs of sepsis | sepsis | septic | septic shock | blood poisoning | non blanching rash | "
    "meningitis | necrotising fasciitis | toxic shock | toxic shock syndrome | nec fasc | necrotizing fasciitis | "
    "flesh eating infection | flesh eating bug | flesh eating bacteria | septicaemia",
    "local-anaesthetic-toxicity": "Local anaesthetic toxicity | lidocaine toxicity | lignocaine toxicity | last "
    "syndrome | metallic taste after lidocaine | ringing in ears after lidocaine | tingling around the mouth after "
    "lidocaine | tingling around mouth after numbing cream | circumoral tingling | circumoral numbness | twitching "
    "after lidocaine | lidocaine overdose | too much lidocaine | too much numbing cream | local anaesthetic overdose "
    "| perioral tingling | la toxicity | methaemoglobinaemia | local anaesthetic systemic toxicity | emla toxicity | "
    "numbing cream toxicity | tingling around mouth after lidocaine cream | tingling around mouth after local "
    "anaesthetic | lidocaine poisoning | toxic dose of lidocaine",
    "suicidal-intent": "Immediate risk to own life | suicidal intent | suicide attempt | attempted suicide | "
    "overdose | took an overdose | plans to end her life | plans to end his life | going to kill herself | going to "
    "kill himself | wants to die now | suicide plan | plan to kill herself | wants to kill herself | wants to kill "
    "himself | wants to end her life | wants to end his life | actively suicidal | wants to end it all | end it all "
    "| going to end it all | wants to take her own life | wants to take his own life | kill herself | kill himself | "
    "kill themselves | wants to kill themselves | end her life | end his life | end their life | would rather die | "
    "not worth living if | suicidle | sucidal | suicidle tonight | suicidal tonight",
    "eye-injury": "Injury or chemical in the eye | eye injury | injury to eye | penetrating eye injury | globe "
    "perforation | perforated globe | ruptured globe | perforation of globe | eye pierced | pierced eye | needle in "
    "eyeball | filler in eyeball | needle pierced eye | injected into eyeball | acid splashed in eye | acid splash "
    "in eye | peel splashed in eye | peel splash in eye | chemical splash in eye | chemical splashed in eye | eye "
    "splashed with acid | eye splashed with peel | tca splashed in eye | glycolic splashed in eye | eye splash | eye "
    "splashed | chemical eye burn | chemical burn to eye | burn to eye | eye burn | eye burned | corneal burn | "
    "burnt cornea | corneal abrasion | scratched cornea | scratched eye | corneal injury | laser eye injury | laser "
    "eye burn | laser hit eye | laser flash in eyeball",
    "embolism": "Suspected embolism | suspected pulmonary embolism | possible pulmonary embolism | acute pulmonary "
    "embolism | query pulmonary embolism | suspected pulmonary embolus | pulmonary embolism after filler | pulmonary "
    "embolism after injection | suspected pe | acute pe | fat embolism | fat embolism syndrome | fat embolus | air "
    "embolism | air embolus | gas embolism",
    "toxin-spread": "Spread of botulinum toxin | systemic toxin spread | distant spread of toxin | distant toxin "
    "spread | toxin spread | systemic spread of toxin | toxin has spread | systemic botulinum toxicity | botulinum "
    "poisoning | botox poisoning | botulinum toxicity",
    "deep-burn": "Deep burn | full thickness burn | third degree burn | 3rd degree burn | charred skin | skin "
    "charred | deep dermal burn | burn to the bone",
    "head-injury-in-faint": "Fainted and hit the head | fainted and hit head | fainted hit head | hit head when "
    "fainted | passed out and hit head | collapsed and hit head | hit head on floor | fell and hit head | head "
    "injury after faint",
    "low-blood-sugar": "Low blood sugar now | blood sugar too low | having a hypo | hypoglycaemic attack | "
    "hypoglycaemic now | hypoglycaemic coma | severe hypoglycaemia | hypo and confused | hypo and drowsy | "
    + LOW_SUGAR,
}
LATELY = {
    "confusion": "Confusion | confused | disorientated | muddled | not making sense | acting strangely | patient "
    "confused | drowsy | drowsiness | very drowsy | hard to rouse",
    "generalised-weakness": "Weakness of the body | generalised weakness | muscle weakness | muscle weakness "
    "unexplained | muscle weakness all over | weak all over | weakness all over | generalised muscle weakness | "
    "whole body weak | neck weakness | weak neck | neck weak | head drop | head dropping | cannot hold head up | "
    "can't hold head up | can't hold her head up | weak voice | voice weak | voice gone weak | limp | gone limp | "
    "body limp | floppy | gone floppy | cannot lift head | can't lift head | can't lift her head | unable to lift "
    "head | unable to hold head up | cannot lift head off pillow",
    "toxicity-signs": "Metallic taste or ringing in ears | ringing in ears | ringing in her ears | ringing in his "
    "ears | metallic taste | taste of metal | twitching | muscle twitching | tongue tingling | tingling tongue | "
    "tingling around mouth | tingling round mouth | tingling around lips and tongue | metal taste in mouth",
    "hypoglycaemia+sudden-illness+acute+red-flag": "Hypoglycaemia | hypoglycaemic | low blood sugar | low blood "
    "glucose",
    "cva+sudden-illness+acute+red-flag": "CVA | cerebrovascular accident",
    "lung-clot+sudden-illness+acute+red-flag": "Pulmonary embolism | pulmonary embolus | clot on lung | clot in lung",
    "angioedema+allergic-reaction+treatment-swelling+allergy": "Angioedema | angio oedema | angioneurotic oedema",
    "eye-problem+visual-disturbance": "Problem with the eye or sight | eye problem | problem with eye | problem with "
    "her eye | problem with his eye | trouble with eye | something wrong with eye | something wrong with eyesight | "
    "something wrong with vision | something wrong with sight | eyesight not right | eyesight funny | eye not right "
    "| eyes not right | eyes do not feel right | eye feels funny | eye feels strange | eye looks wrong | hazy sight "
    "| hazy eyesight | foggy sight | misty sight | vision deteriorating | deteriorating vision | sight deteriorating "
    "| eyesight deteriorating | vision getting worse | sight getting worse | eyesight getting worse | vision worse | "
    "vision not normal | vision not fine | vision abnormal | " + CHANGED_SIGHT,
    "pale-faint+faint": "Went pale or white and fainted | went pale and faint | went pale and fainted | went white "
    "and faint | went white and fainted | went pale and felt faint | went white and felt faint | turned pale and "
    "fainted | turned white and fainted | gone pale and faint | gone white and faint | pale and faint | white and "
    "faint | pale and fainting",
}
"""By themselves a reason to see a doctor; after an injection more than that."""
