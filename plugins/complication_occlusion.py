"""What a blocked vessel looks like, in the words of who sees it; and how fast the colour comes back."""

from __future__ import annotations

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
    "pale | white area | white skin | nose tip white | white nose | pallor | blanch | pale skin after filler | "
    "whitening of the skin | skin is white | lips turned white | whiteness | skin blanched | lip blanching | lip "
    "turned white | lips gone white | nose gone white | tip of nose is white | area has gone white | no colour in "
    "lip | waxy skin | waxy lip | skin waxy | pallid | pallid lip | pallid skin | ashen lip | cold nose tip | nose "
    "tip cold | cold nose | pale skin on lip | pale skin on nose | pale skin on cheek | pale skin on chin | pale "
    "skin on tip | pale skin around injection site | area of pale skin | patch of pale skin | stays white when "
    "pressed | stays white after pressing | lip went pale and faint | lip went pale and fainted | lip went white and "
    "faint | lip went white and fainted | nose went pale and faint | nose went pale and fainted | nose went white "
    "and faint | nose went white and fainted | skin went pale and faint | skin went pale and fainted | skin went "
    "white and faint | skin went white and fainted | cheek went pale and faint | cheek went pale and fainted | cheek "
    "went white and faint | cheek went white and fainted | chin went pale and faint | chin went pale and fainted | "
    "chin went white and faint | chin went white and fainted | tip went pale and faint | tip went pale and fainted | "
    "tip went white and faint | tip went white and fainted | no colour in lips | lip no longer pink | lips no longer "
    "pink | blaching | lip has gone pale | lip branching | lips branching | lip branched | skin branching | skin "
    "branched",
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
    "looks like marble | skin like marble | marble skin | duskey | skin duskey | lip turned dark | lip went dark | "
    "lip gone dark | lip going dark | lip turning dark | lips turned dark | lips went dark | lips gone dark | lips "
    "going dark | lips turning dark | nose turned dark | nose went dark | nose gone dark | nose going dark | nose "
    "turning dark | nose tip turned dark | nose tip went dark | nose tip gone dark | nose tip going dark | nose tip "
    "turning dark | tip turned dark | tip went dark | tip gone dark | tip going dark | tip turning dark | cheek "
    "turned dark | cheek went dark | cheek gone dark | cheek going dark | cheek turning dark | chin turned dark | "
    "chin went dark | chin gone dark | chin going dark | chin turning dark | dark skin on lip | dark skin on lips | "
    "dark skin on nose | dark skin on tip | dark skin on cheek | dark skin on chin | dark skin around lip | dark "
    "skin around lips | dark skin around nose | dark skin around tip | dark skin around cheek | dark skin around "
    "chin | patch of dark skin | area of dark skin | patches of dark skin | "
    "corned beef | looks like corned beef | corned beef skin | corned beef look",
    "capillary-refill": "Slow capillary refill | not getting any colour back | delayed capillary refill | no "
    "capillary refill | crt delayed | slow crt | capillary refill slow | poor capillary refill | sluggish capillary "
    "refill | prolonged crt | prolonged capillary refill | loss of capillary refill | reduced capillary refill | cap "
    "refill slow | cap refill delayed | slow cap refill | delayed cap refill | no cap refill | skin does not refill "
    "| slow to refill | crt prolonged | capillary refill prolonged | capillary refill delayed | capillary refill "
    "sluggish | capillary refill poor | capillary refill absent | capillary refill reduced | cap refill prolonged | "
    "cap refill sluggish | cap refill poor | sluggish cap refill | poor cap refill | prolonged cap refill | crt slow "
    "| crt sluggish | crt poor | crt absent | no crt | sluggish crt | poor crt | slow refill | delayed refill | no "
    "refill | slow blanch refill | slow capillary return | delayed capillary return | poor capillary return | "
    "sluggish capillary return | no capillary return | absent cap refill | absent capillary refill | absent crt | "
    "cap refill absent | crt nil | crt zero | cap refill nil | nil cap refill | nil refill | increased cap refill "
    "time | increased crt | increased capillary refill time | crt increased | crt raised | crt delay | delay in crt "
    "| delayed crt | crt abnormal | abnormal crt | abnormal capillary refill | crt not normal | crt not ok | not "
    "normal crt | not normal capillary refill | capillary refill not normal | cap refill not normal | cap refill not "
    "good | capillary refill not good | delayed reperfusion | slow reperfusion | no reperfusion | poor perfusion | "
    "reduced perfusion | poorly perfused | not perfused | not well perfused | not good perfusion | not perfusing | "
    "not pink and warm | not warm and well perfused | colour not coming back | colour not coming back when pressed | "
    "colour does not come back when pressed | colour doesn't come back when pressed | colour does not return when "
    "pressed | colour slow to come back | colour slow to return | does not go pink again when pressed | doesn't go "
    "pink again when pressed | doesn't go pink again when i press | not going pink again when pressed | slow to go "
    "pink | slow to pink up | not pinking up | does not pink up | refill nil | skin not turning pink again when "
    "pressed | not turning pink again when pressed | not turning pink when pressed | no colour return on pressing | "
    "no colour return when pressed | no return of colour when pressed | no return of colour on pressing | no colour "
    "return | colour not returning | colour not returning when pressed | colour not returned | " + SLOW_REFILL,
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
    "| impending vo | no blood supply to nose | no blood supply to tip of nose | no blood supply to lip | vasc occ | "
    "vasc occlusion | vasc compromise | vascular occ | vessel hit | hit a vessel | hit vessel | occulsion | "
    "occlussion | occulsion of vessel | vessel occulsion | vessel occlussion",
    "necrosis": "Necrosis | skin breaking down | skin is breaking down | black area on nose | black area | skin "
    "necrosis | skin dying | skin turned black | skin going black | skin breakdown | eschar | tissue death | "
    "pustules along a vessel | lip turned black | nose turned black | necrotic | pustules along vessel | skin "
    "sloughing | skin turning black | skin is dying | blackened skin | tissue loss | ulcer forming | lips turning "
    "black | lips black | lip black | lips going black | turning black | turned black | going black | gone black | "
    "lip turning black | tissue breakdown | tissue breaking down | skin death | dead skin after filler | rotting "
    "skin | skin rotting | gangrene | gangrenous | black tissue | ulcerated lip | lip ulcerated | ulcerated skin | "
    "ulcerated nose | skin has all gone black | lip has all gone black | nose has all gone black | area has all gone "
    "black | necrosys | necrosis of skin | black skin on nose | black skin on tip | black skin on lip | black skin "
    "on cheek | black skin on chin | black skin around injection site | area of black skin | patch of black skin | "
    "patches of black skin | nicolau syndrome | skin slough | sloughing skin | skin is sloughing",
}
NORMAL = {
    "normal-refill+normal-somewhere": "Normal capillary refill | capillary refill normal | normal cap refill | "
    "cap refill normal | crt normal | normal crt | good capillary refill | capillary refill good | brisk capillary "
    "refill | crt wnl | crt ok | crt fine | crt good | crt brisk | good crt | brisk crt | cap refill ok | cap refill "
    "fine | cap refill good | cap refill brisk | good cap refill | brisk cap refill | cap refill wnl | capillary "
    "refill ok | capillary refill fine | capillary refill brisk | capillary refill wnl | capillary refill "
    "within normal limits | "
    "crt within normal limits | " + NORMAL_REFILL,
}
COLOURLESS = {
    "lip-colour-lost": "Lip without its colour | lip lost colour | lips lost colour | lip lost all colour | lips "
    "lost all colour | lip has no colour | lips have no colour",
}
"""Word for word: "lip tattoo lost its colour"."""
POOR_COLOUR = {
    "poor-colour+skin-colour-change": "Colour that is still poor | colour still poor | colour poor | colour remains "
    "poor | colour no better | colour not improved | colour not improving",
}
"""The same, and counted where something was injected."""
