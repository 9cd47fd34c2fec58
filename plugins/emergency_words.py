"""What goes to 999 first, and what comes near it, in the words of a frightened person too."""

from __future__ import annotations

from plugins.emergency_limbs import FACES, LIMBS, PUPILS, RESPONDS
from plugins.emergency_sight import WAS

NOW = {
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
    "properly | not able to talk | not able to move arm | not able to move her arm | can't talk | cannot talk | "
    "unable to talk | talking funny | talking funnily | floppy on one side | floppy down one side | floppy on left "
    "side | floppy on right side | no feeling in arm | no feeling in left arm | no feeling in right arm | no feeling "
    "in leg | no feeling in left leg | no feeling in right leg | can't feel arm | can't feel left arm | can't feel "
    "right arm | cannot feel arm | cannot feel left arm | cannot feel right arm | can't feel leg | can't feel left "
    "leg | can't feel right leg | arm does not work | arm doesn't work | arm not working | arm won't work | hand "
    "does not work | hand doesn't work | hand not working | hand won't work | leg does not work | leg doesn't work | "
    "leg not working | leg won't work | no feeling down left side | no feeling down right side | no feeling down one "
    "side | no feeling on left side of body | no feeling on right side of body | no feeling on one side of body | "
    "can't feel left side | can't feel right side | can't feel left side of body | can't feel right side of body | "
    "can't feel one side of body | can't move left arm | can't move right arm | cannot move left arm | cannot move "
    "right arm | can't move left leg | can't move right leg | can't move leg | cannot move leg | can't lift left arm "
    "| can't lift right arm | can't raise left arm | can't raise right arm | one side of face numb | side of face "
    "numb | one side of face gone numb | numb on one side of face | strok | stroek | stoke symptoms | stroke "
    "symptoms | stroke like symptoms | seen by stroke nurse | sees stroke nurse | under stroke nurse | visited by "
    "stroke nurse | talking nonsense | doesn't know where she is since injection | doesn't know where he is since "
    f"injection | aphasic | dysphasic | {LIMBS} | {PUPILS}",
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
    "unable to smile properly | can't move one side of mouth | side of face not working | one side of face not "
    "working | left side of face not working | right side of face not working | half of face not working | facial "
    f"drup | face lopsided and talking funny | {FACES} | "
    "can't close right eye | can't close left eye | can't close r eye | can't close l eye | can't close one eye | "
    "cannot close right eye | cannot close left eye | cannot close r eye | cannot close l eye | cannot close one eye "
    "| unable to close right eye | unable to close left eye | unable to close r eye | unable to close l eye | unable "
    "to close one eye | facial nerve palsy | seventh nerve palsy | 7th nerve palsy | facial nerve paralysis",
}
ANAPHYLAXIS = {
    "anaphylaxis": "Anaphylaxis | anaphylactic | anaphylactic shock | anaphylactic reaction | anaphylactoid | severe "
    "allergic reaction | life threatening allergic reaction | adrenaline given | epipen used | epipen given | used "
    "epipen | anaphalaxis | anaphylaxsis | sense of impending doom | impending doom | feeling of doom | sense of "
    "doom | feeling of impending doom | allergic shock | ana reaction | anaphylaxis reaction | anaphylactic collapse "
    "| biphasic reaction | gave epipen | gave her epipen | gave him epipen | gave an epipen | giving epipen | use "
    "epipen on | had to use epipen | had to use an epipen | used jext | jext given | jext pen given | gave jext | "
    "gave jext pen | emerade given | adrenaline administered | administered adrenaline | gave adrenaline | gave im "
    "adrenaline | gave adrenaline im | giving adrenaline | given adrenaline | needed adrenaline | needs adrenaline | "
    "needed epipen | needed an epipen | needed im adrenaline | had to give adrenaline | had to have adrenaline | "
    "gave epinephrine | epinephrine given | epinephrine administered | needed epinephrine | second dose of "
    "adrenaline | im adrenaline given | im adrenaline administered | given im adrenaline | had im adrenaline | epi "
    "given",
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
    "for mouth | expanding haematoma neck | expanding neck haematoma | neck haematoma expanding | expanding hematoma "
    "neck | expanding haematoma of neck",
    "fast-swelling+treatment-swelling": "Face or lips swelling up fast | lips ballooned | lip ballooned | eyelids "
    "ballooned | eyes ballooned | lips and eyelids ballooned | lips and eyes ballooned | lips swelling up fast | "
    "lips and eyes swelling up fast | eyes swelling up fast | face swelling up fast | face swelling fast | lips "
    "swelling fast | face swelling rapidly | lips swelling rapidly | eyes swelling rapidly | face swelling quickly | "
    "face swelling up quickly | lips swelling up quickly | face swelled up within minutes | lips swelled up within "
    "minutes | face blew up within minutes | lips blew up within minutes | face swollen within minutes | lips "
    "swollen within minutes | face ballooned within minutes | face ballooned in minutes",
}
LOW_SUGAR = " | ".join(
    f"{name} {whole}.{part}"
    for name in ("blood sugar", "blood glucose", "bm", "glucose")
    for whole in (1, 2, 3)
    for part in range(10)
    if (whole, part) < (3, 6)
)
"""In mmol/l; below 4 is low, and at these it cannot wait."""
CHANGED_BREATHING = " | ".join(
    f"{fine} {then}"
    for fine in ("breathing normal", "breathing normally", "breathing fine", "breathing ok")
    for then in WAS
    if then != "when"
)
"""What was well says that it is no longer: "vision was normal until ten minutes ago"."""
_SLIPS = ("breathng", "brething", "braething", "breathin", "breating", "breathign", "breatheing")
SLIPS = " | ".join(
    said.format(slip)
    for slip in _SLIPS
    for said in ("difficulty {}", "{} difficulty", "{} problems", "trouble {}", "not {}", "stopped {}", "{} fast")
)
"""Listed, because "breaking" and "bleaching" are as near."""
BREATHING_TOO = f"{CHANGED_BREATHING} | {SLIPS}"
SKIN = {
    "severe-skin-reaction+allergy+acute": "Severe skin reaction | stevens johnson | stevens johnson "
    "syndrome | sjs | toxic epidermal necrolysis | steven johnson syndrome | stephen johnson syndrome | sjs ten | "
    "dress syndrome",
    "shedding-skin+acute+urgent-sign": "Skin that comes off in sheets | skin peeling off in sheets | skin coming off "
    "in sheets | skin peeling in sheets | peeling off in sheets | coming off in sheets | skin coming off | skin "
    "falling off | skin sliding off | skin comes off when touched | blistering and peeling skin | widespread "
    "blisters | blisters all over",
}

OTHER = {
    "breathing-difficulty": "Difficulty breathing | can't get air | cannot get air | cannot take a breath | can't "
    "take a breath | unable to breathe | unable to breathe properly | breathing difficulty | cannot breathe | can't "
    "breathe | struggling to breathe | trouble breathing | breathless | breathlessness | short of breath | shortness "
    "of breath | sob at rest | wheezing | wheeze | gasping | difficulty in breathing | breathing problems | stopped "
    "breathing | not breathing | respiratory distress | respiratory arrest | blue lips | choking | patient choking | "
    "patient going blue | patient gone blue | gone blue all over | cyanosed | cyanosis | not breathing properly | "
    "not breathing normally | cannot breath | can't breath | cannot breath properly | can't breath properly | cannot "
    "breathe properly | can't breathe properly | trouble breathing in | sob | out of breath | laboured breathing | "
    "breathing laboured | struggling for breath | fighting for breath | breathing funny | funny breathing | "
    "breathing fast | rapid breathing | breathing not normal | breathing not fine | cyanosed lip | cyanosed lips | "
    "lip cyanosis | cyanosis of lip | cyanosis of nose tip | pneumothorax | suspected pneumothorax | tension "
    "pneumothorax | collapsed lung | isn't breathing | no longer breathing | breathing not ok | breathing getting "
    "worse | breathing worse | breathing is worse | breathing worsening | breathing bad | hard to breathe | finding "
    "it hard to breathe | harder to breathe | hard to breath | finding it hard to breath | trouble getting air in | "
    "can't get air in | cannot get air in | can't get enough air | cannot get enough air | not getting enough air | "
    "can't catch breath | cannot catch breath | unable to catch breath | unable to breath | cant brethe | cant "
    "breeth | cannot brethe | chocking | low sats | sats low | sats dropping | sats dropped | sats falling | "
    "desaturating | desaturated | hypoxic | bronchospasm | bronchospasms | " + BREATHING_TOO,
    "swallowing-after-toxin": "Difficulty swallowing | dysphagia | cannot swallow | can't swallow | trouble "
    "swallowing | botulism | iatrogenic botulism | generalised weakness after botox | struggling to swallow | "
    "swallowing hard | hard to swallow | swallowing is hard | swallowing difficulty | cannot swallow properly | food "
    "sticking in throat after botox | not able to swallow | not able to swallow properly | trouble swallowing and "
    "breathing | trouble breathing and swallowing | difficulty breathing and swallowing | difficulty swallowing and "
    "breathing | swallowing and breathing difficulty",
    "collapse": "Collapse | collapsed | unconscious | unresponsive | not responding | loss of consciousness | lost "
    "consciousness | blacked out | cardiac arrest | no pulse | passed out | will not wake up | won't wake up | not "
    "waking up | cannot be woken | can't wake her | can't wake him | will not wake | blood pressure dropped | bp "
    "dropped | blood pressure has dropped | won't come round | will not come round | not coming round | cannot be "
    "roused | can't be roused | not rousable | cpr in progress | doing cpr | started cpr | cpr started | needs cpr | "
    "patient arrested | pt arrested | has arrested | asystole | dropped to the floor | fell to the floor | no "
    "response to voice | no response to pain | only responds to pain | no signs of life | no longer responding | "
    "just staring | doesn't respond | does not respond | doesn't respond to voice | doesn't respond to pain | "
    "doesn't respond to us | doesn't respond to me | doesn't respond to her name | does not respond to voice | does "
    "not respond to pain | loc | brief loc | had loc | loss of conciousness | absent pulse | pulse absent | "
    "pulseless | no radial pulse | weak pulse | thready pulse | pulse weak | pulse thready | vital signs absent | no "
    "vital signs | can't feel a pulse | cannot feel a pulse | can't find a pulse | cannot find a pulse | pulse not "
    "palpable | gcs reduced | gcs dropping | gcs dropped | gcs low | low gcs | reduced gcs | doesn't respond to "
    "shaking | doesn't respond to commands | doesn't respond to stimuli | doesn't respond to touch | doesn't respond "
    "to anything | does not respond to commands | does not respond to shaking | non responsive | nonresponsive | "
    + RESPONDS,
    "phenol-heart": "Heart rhythm after phenol | palpitations after phenol | palpitations during phenol | palpitations "
    "with phenol | palpitations since phenol | heart racing after phenol | arrhythmia after phenol | irregular "
    "heartbeat after phenol",
    "chest-pain": "Chest pain | crushing chest pain | tight chest | chest tightness | heart attack now | pain in "
    "chest | heavy feeling in chest | heaviness in chest | chest feels heavy | chest feels tight | chest feels "
    "terrible | chest feels awful | chest feels bad | pressure in chest | pressure on chest | chest pressure | "
    "clutching chest | clutching her chest | clutching his chest | holding chest in pain | pain down left arm | pain "
    "going down left arm | pain radiating to left arm | pain radiating to jaw and arm | pain radiating to jaw and "
    "left arm | pain radiating to arm and jaw | cp radiating | cp radiating to left arm | cp radiating to arm | cp "
    "radiating to jaw | central chest pain | pressure in chest radiating to jaw | pressure in chest radiating to arm "
    "| chest pressure radiating to jaw | chest hurts | chest hurting | elephant sitting on chest | elephant on chest",
    "seizure": "Seizure | fit now | convulsion | fitting | convulsing | having a fit | seizing | fitting now | "
    "foaming at mouth | foaming at the mouth | frothing at mouth | jerking and foaming at mouth | jerking all over | "
    "whole body jerking | arms and legs jerking | eyes rolled back | eyes rolling back | eyes rolled back and "
    "shaking all over | tonic clonic",
    "severe-bleeding": "Severe bleeding | heavy bleeding | bleeding that will not stop | bleeding won't stop | "
    "haemorrhage | uncontrolled bleeding | cannot stop bleeding | can't stop bleeding | arterial bleed | spurting "
    "blood | blood spurting | pumping blood | bleeding profusely | profuse bleeding | bleeding heavily | pouring "
    "blood | pouring with blood | soaked in blood | pulsatile bleeding | "
    "bleeding through dressings | bleeding through dressing | bleeding through bandage | blood through "
    "dressings | soaking through dressings | wound bleeding a lot | bleeding through gauze",
    "sepsis-signs": "Signs of sepsis | sepsis | septic | septic shock | blood poisoning | non blanching rash | "
    "meningitis | necrotising fasciitis | toxic shock | toxic shock syndrome | nec fasc | necrotizing fasciitis | "
    "flesh eating infection | flesh eating bug | flesh eating bacteria | septicaemia | rash doesn't fade under glass "
    "| rash doesn't fade with glass | rash doesn't fade with glass test | rash that doesn't fade under glass | rash "
    "that doesn't fade with glass test | rash does not fade under glass | rash does not fade with glass test | glass "
    "test positive | positive glass test | rash not blanching | rash doesn't blanch | rash does not blanch | "
    "septicaemic | cavernous sinus thrombosis | cavernous sinus",
    "local-anaesthetic-toxicity": "Local anaesthetic toxicity | lidocaine toxicity | lignocaine toxicity | last "
    "syndrome | metallic taste after lidocaine | ringing in ears after lidocaine | tingling around the mouth after "
    "lidocaine | tingling around mouth after numbing cream | circumoral tingling | circumoral numbness | twitching "
    "after lidocaine | lidocaine overdose | too much lidocaine | too much numbing cream | local anaesthetic overdose "
    "| perioral tingling | la toxicity | methaemoglobinaemia | local anaesthetic systemic toxicity | emla toxicity | "
    "numbing cream toxicity | tingling around mouth after lidocaine cream | tingling around mouth after local "
    "anaesthetic | lidocaine poisoning | toxic dose of lidocaine | tumescent toxicity | twitching after local "
    "anaesthetic",
    "suicidal-intent": "Immediate risk to own life | suicidal intent | suicide attempt | attempted suicide | "
    "overdose | took an overdose | plans to end her life | plans to end his life | going to kill herself | going to "
    "kill himself | wants to die now | suicide plan | plan to kill herself | wants to kill herself | wants to kill "
    "himself | wants to end her life | wants to end his life | actively suicidal | wants to end it all | end it all "
    "| going to end it all | wants to take her own life | wants to take his own life | kill herself | kill himself | "
    "kill themselves | wants to kill themselves | end her life | end his life | end their life | would rather die | "
    "not worth living if | suicidle | sucidal | suicidle tonight | suicidal tonight | says she will end it | says he "
    "will end it | says she'll end it | going to end it | will end it | will end it all | going to jump off | going "
    "to jump off bridge | jump off a bridge | cutting her wrists | cutting his wrists | cut her wrists | cut his "
    "wrists | cutting wrists | slit her wrists | slit his wrists | slit wrists | slashed her wrists | going to hang "
    "herself | going to hang himself | tried to hang herself | tried to hang himself | goodbye note | suicide note | "
    "wrote a suicide note | active suicidal plan | suicidal plan | suicidal with plan | suicidal with a plan | "
    "suicidal thoughts with plan",
    "eye-injury": "Injury or chemical in the eye | eye injury | injury to eye | penetrating eye injury | globe "
    "perforation | perforated globe | ruptured globe | perforation of globe | eye pierced | pierced eye | needle in "
    "eyeball | filler in eyeball | needle pierced eye | injected into eyeball | acid splashed in eye | acid splash "
    "in eye | peel splashed in eye | peel splash in eye | chemical splash in eye | chemical splashed in eye | eye "
    "splashed with acid | eye splashed with peel | tca splashed in eye | glycolic splashed in eye | eye splash | eye "
    "splashed | chemical eye burn | chemical burn to eye | burn to eye | eye burn | eye burned | corneal burn | "
    "burnt cornea | corneal abrasion | scratched cornea | scratched eye | corneal injury | laser eye injury | laser "
    "eye burn | laser hit eye | laser flash in eyeball | burned her eye with laser | burned eye with laser | burnt "
    "eye with laser | eye burned with laser | eye burned by laser | eye burnt by laser | burned his eye with laser",
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
    "ambulance-called": "Ambulance called | called an ambulance | called ambulance | 999 called | called 999 | rang "
    "999 | phoned 999 | ambulance on its way | ambulance on the way | ambulance en route | ambulance coming | "
    "waiting for ambulance | ambulance has been called | ambulance arrived | ambulance here | paramedics called | "
    "paramedics here | paramedics on the way | paramedics en route | 999 called ambulance en route | ambulance took "
    "her | ambulance took him | ambulance took patient | paramedics took her | paramedics took him | taken by "
    "ambulance | blue lighted | blue lighted to hospital | rushed to hospital | rushed to a&e",
}
LATELY = {
    "confusion": "Confusion | confused | disorientated | muddled | not making sense | acting strangely | patient "
    "confused | drowsy | drowsiness | very drowsy | hard to rouse | doesn't know where she is | doesn't know where "
    "he is | does not know where she is | does not know where he is | doesn't know what day it is | doesn't know who "
    "she is | doesn't recognise anyone | delirium | twitching and drowsy | twitching and confused",
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
    "heart-attack+sudden-illness+acute+red-flag": "Heart attack | mi | nstemi | stemi | myocardial infarction | "
    "acute coronary syndrome",
    "cva+sudden-illness+acute+red-flag": "CVA | cerebrovascular accident",
    "lung-clot+sudden-illness+acute+red-flag": "Pulmonary embolism | pulmonary embolus | clot on lung | clot in lung",
    "angioedema+allergic-reaction+treatment-swelling+allergy": "Angioedema | angio oedema | angioneurotic oedema",
    "pale-faint+faint": "Went pale or white and fainted | went pale and faint | went pale and fainted | went white "
    "and faint | went white and fainted | went pale and felt faint | went white and felt faint | turned pale and "
    "fainted | turned white and fainted | gone pale and faint | gone white and faint | pale and faint | white and "
    "faint | pale and fainting",
    "unfading-rash+allergic-reaction+allergy": "Rash that does not fade | rash doesn't fade | rash does not fade | "
    "rash not fading | rash that doesn't fade | rash won't fade | non fading rash",
    "stiff-neck+general-concern": "Stiff neck | neck stiff | neck stiffness | neck is stiff | neck very stiff",
    "pulse-not-usual+general-concern": "Pulse or breath that is not usual | heart rate low | low heart rate | heart "
    "rate high | high heart rate | heart rate irregular | irregular heart rate | pulse irregular | irregular pulse | "
    "pulse racing | racing pulse | pulse low | low pulse | pulse high | high pulse | shallow breathing | breathing "
    "shallow | resps shallow | obs abnormal | abnormal obs | obs deteriorating | obs not normal",
}
"""By themselves a reason to see a doctor; after an injection more than that."""
