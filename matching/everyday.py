"""Everyday words that carry no clinical weight by themselves: beside a known word they need no explanation.

A word that is neither here nor in the vocabulary is reported as not understood, and holds treatment.
"""

from __future__ import annotations

from matching.text import LIGHT, fold

_WORDS = """
abdomen able about above across active actually acute adult advice after again against age aged ago all almost along
also although always am and ankle any anything anywhere appear appearance appeared appears approximately area areas
arm armpit armpits arms ask asked asking asks assessment aunt away back bad badly became because become been before
began begin beginning behind below beneath benign beside better between big bigger bilateral bit biting body border
both bottom boy bridge bright brother brought brow brown brows but buttock buttocks c/o calf calves came can case cc
central change changes check checked cheek cheeks chest chewing child childhood chin chronic client client's clinic
clinically come comes coming commenced complain complaining complains complaint completed concern concerned concerning
concerns confirmed consider considering consult consultation controlled corner corners correction could course cousin
crow crows current currently dad daily daughter day days decolletage delayed described describes developed developing
diagnosed diagnosis did died different discuss discussed discussing do doctor does doing done dose down dr drinking
drug drugs due during each ear earlier ears eating either elbow end ended enhance enhancement enough especially even
evening ever every exactly experience experiences experiencing extreme extremely eye eyebrow eyebrows eyelid eyelids
eyes face facial family fast father feel feeling feels feet female few fh fhx fifties fine finger fingers finished
firm first fitted five fold folds following foot for forehead forties found four frequent frequently from frown full
fuller fully further gave general gentleman get gets getting girl give given glabella go goes going gone good got
gradual gradually grandfather grandmother groin growing grown guy h/o hairline half hand hands happened happening hard
have having he he's head heel help her here herself him himself hip his history hour hours how husband hx i if
immediately improve improvement improving in increased increasing increasingly injected injection injections injector
inside interest interested into ish issue issues it iu jaw jawline just keen keep keeps kind knee knees known knows
lady large larger last lasting late lately later laughing left leg legs less let like line lip lips little localised
localized location long look looked looking looks lot low lower made main mainly make makes male man many marionette
maternal may maybe mcg me medication medicine medicines meds mention mentioned mentions mg mid middle mild mildly
minute minutes miss ml moderate moderately mom moment month months more morning most mostly mother mouth mr mrs ms mth
mths much multiple mum my myself nail nails nasolabial near nearly neck need needle needles needs new newly next night
no nobody none normal normally nose not note noted notes nothing notice noticed notices now number occasional
occasionally occur occurred occurring of off offered often ok okay old on once one ongoing only onset opinion or other
our out outside over own painless painlessly parent parents part partly partner passed past paternal patient patients
pea per perhaps persistent persistently person philtrum photo photos picture pink place plan planned plans please
plump plumper pmh poorly positive possible possibly post practitioner prescribed present presenting presents previous
previously prior probable probably problem problems procedure query quickly quite rapidly really reason recent
recently recommended recurrent recurring refer referral referred regarding region regular regularly related relative
remain remains repeated reported reporting reports request requested requesting requests resolve resolved resolving
result results review ribs right routine runs said same saw say says scalp second see seeing seeking seem seems seen
self session sessions settle settled settling seventies several severe severely shape she she's shin short should
shoulder show showing shows sibling side sided sides similar since single sister site sites six sixties size skin
slight slightly slowly small smaller smile smiles smiling so soft some someone something sometimes son soon speak
speaks specialist spot spots spreading stable stage standing start started starting status still stomach stopped
subject such sudden suddenly suffer suffering suffers sure surface suspect suspected suspects syringe tablet tablets
take taken takes taking talk talking talks teenage teenager teens tell temple temples ten term terrible test tested
tests than that the their them then therapy there therefore they thigh thighs thing things think thinks third thirties
this those though three through throughout time times tip to today toe toes together told tomorrow too took top
touched touching toward towards treat treated treating treatment treatments tried trying tummy turn turned turning
turns twenties twice two type unable uncle uncontrolled under underarm underarms underneath undiagnosed unexplained
unilateral units unknown unstable until up upper us use used using usual usually vermilion very via visible visit
volume want wanted wanting wants was way we week weeks well went were what when where which while who whole widespread
wife will wish wishes wishing with within without wk wks woman women work working works worried worries worry worse
worsened worsening would wrist yawning year years yes yesterday yet yo you young your yr yrs
weekly monthly nightly fortnightly od bd tds qds prn nocte mane stat generally undergoing situ spell spells round
lives live living lived looking
returning ii iii iv v vi january february march april june july august september october november december monday
tuesday wednesday thursday friday saturday sunday spring summer autumn winter christmas easter confirmed allergist
taking prescribed dosage dosing tablet capsule capsules pill pills injected booked attending attended seeks advised
advice routine ongoing previously treated elsewhere abroad turkey overseas private privately nhs hospital clinic nurse
states stated stating understands aware discussed documented known via weeks approx roughly circa each every other per
half quarter percent kg stone lbs cm mm ml iu wants hopes hoping prefers happy reports admits mentions describes
quite fairly rather somewhat slightly occasionally rarely often always sometimes intermittently mostly never ever
tops top-up topup refresh refreshed boost natural naturally subtle result results better look looks version
""".split()

EVERYDAY = frozenset(fold(word) for word in _WORDS) | LIGHT
