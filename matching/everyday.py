"""Everyday words that carry no clinical weight by themselves: beside a known word they need no explanation.

A word that is neither here nor in the vocabulary is reported as not understood, and holds treatment.
"""

from __future__ import annotations

from matching.text import LIGHT, fold

_WORDS = """
abdomen able about above abroad across active actually acute admits adult advice advised after again against age aged
ago all allergist almost along also although always am and ankle another any anything anywhere appear appearance
appeared appears approx approximately april area areas arm armpit armpits arms ask asked asking asks assessment
attended attending august aunt autumn aware away back bad badly bd became because become been before began begin
beginning behind below beneath benign beside better between big bigger bilateral bit biting body booked boost border
both bottom boy bridge bright brother brought brow brown brows but buttock buttocks c/o calf calves came can capsule
capsules carrier case cc central change changes check checked cheek cheeks chest chewing child childhood chin
christmas chronic circa client client's clinic clinically cm come comes coming commenced complain complaining
complains complaint completed concern concerned concerning concerns confirmed consider considering consult
consultation controlled corner corners correction could course cousin crow crows current currently dad daily daughter
day days december decolletage delayed described describes developed developing diagnosed diagnosis did died different
discuss discussed discussing do doctor documented does doing done dosage dose dosing down dr drinking drug drugs due
during each ear earlier ears easter eating either elbow elsewhere end ended enhance enhancement enormous enough
especially even evening ever every everything exactly experience experiences experiencing extreme extremely eye
eyebrow eyebrows eyelid eyelids eyes f face facial fairly family fast father february feel feeling feels feet female
few fh fhx fifties fine finger fingers finished firm first fitted five flare flares flaring fold folds following foot
for forehead forties fortnightly found four frequent frequently friday from frown full fuller fully further gave
general generally gentleman get gets getting girl give given glabella go goes going gone good got gradual gradually
grandfather grandmother groin growing grown guy h/o hairline half hand hands happened happening happy hard have having
he he's head heel help her here herself him himself hip his history hopes hoping hospital hour hours how huge hugely
husband hx i if ii iii immediately improve improvement improving in increased increasing increasingly injected
injection injections injector inside interest interested intermittent intermittently into ish issue issues it iu iv
january jaw jawline july june just keen keep keeps kg kind knee knees known knows lady large larger last lasting late
lately later laughing lbs left leg legs less let like line lip lips little live lived lives living localised localized
location long look looked looking looks lot low lower m made main mainly make makes male man mane many march
marionette massive massively maternal may maybe mcg me medication medicine medicines meds mention mentioned mentions
mg mid middle mild mildly min mins minute minutes miss ml mm moderate moderately mom moment monday month monthly
months more morning most mostly mother mouth mr mrs ms mth mths much multiple mum my myself nail nails nasolabial
natural naturally near nearly neck need needle needles needs never new newly next nhs night nightly no nobody nocte
none normal normally nose not note noted notes nothing notice noticed notices november now number nurse occasional
occasionally occur occurred occurring october od of off offered often ok okay old on once one ongoing only onset
opinion or other our out outside over overseas own painless painlessly parent parents part partly partner passed past
paternal patient patients pea per percent perhaps persistent persistently person philtrum photo photos picture pill
pills pink place plan planned plans please plump plumper pmh poorly positive possible possibly post practitioner
prefers prescribed present presenting presents previous previously prior private privately prn probable probably
problem problems procedure properly qds quarter query quickly quite rapidly rarely rather really reason recent
recently recommended recovered recurrent recurring refer referral referred refresh refreshed regarding region regular
regularly related relative remain remains repeated reported reporting reports request requested requesting requests
resolve resolved resolving result results returning review ribs right roughly round routine runs said same saturday
saw say says scalp second see seeing seeking seeks seem seems seen self september session sessions settle settled
settling seventies several severe severely shape she she's shin short should shoulder show showing shows sibling side
sided sides similar since single sister site sites situ six sixties size skin slight slightly slowly small smaller
smile smiles smiling so soft some someone something sometimes somewhat son soon speak speaks specialist spell spells
spot spots spreading spring stable stage standing start started starting stat stated states stating status still
stomach stone stopped straighter subject subtle such sudden suddenly suffer suffering suffers summer sunday sure
surface suspect suspected suspects syringe tablet tablets take taken takes taking talk talking talks tds teenage
teenager teens tell temple temples ten term terrible test tested tests than that the their them then therapy there
therefore they thigh thighs thing things think thinks third thirties this those though three through throughout
thursday time times tip to today toe toes together told tomorrow too took top top-up tops topup touched touching
toward towards treat treated treating treatment treatments tried trying tuesday tummy turkey turn turned turning turns
twenties twice two type unable uncle uncontrolled under underarm underarms undergoing underneath understands
undiagnosed unexplained unilateral units unknown unstable until up upper us use used using usual usually v vermilion
version very vi via visible visit volume want wanted wanting wants was way we wednesday week weekly weeks well went
were what when where which while who whole wide widely widespread wife will winter wish wishes wishing with within
without wk wks woman women work working works worried worries worry worse worsened worsening would wrist yawning year
years yes yesterday yet yo you young your yr yrs
apart aside bilaterally children dhx eg episode episodes flat ie lying medical medically nd pm pmhx removed s save sec
secs twins unilaterally untreated wear wearing wears wore
""".split()

EVERYDAY = frozenset(fold(word) for word in _WORDS) | LIGHT
