"""Everyday words that carry no clinical weight by themselves: beside a known word they need no explanation.

A word that is neither here nor in the vocabulary is reported as not understood, and holds treatment.
"""

from __future__ import annotations

from matching.text import LIGHT, fold

_WORDS = """
abdomen able about above abroad accepted accepts across active actually acute admits adult advice advised after
aftercare again against age aged ago all allergist almost along alright also although always am and ankle another any
anything anyway anywhere apart appear appearance appeared appears approx approximately appt april area areas arm
armpit armpits arms arranged aside ask asked asking asks assessment attended attending august aunt auntie aunts aunty
autumn available avoid aware away back bad badly bd became because become been before began begin beginning behind
below beneath benign beside better between big bigger bilateral bilaterally birthday bit biting body book booked
booking boost border both bottom boy bridge bright brother brothers brought brow brown brows brush but buttock
buttocks c/o calf call called calves came can capsule capsules carrier case cc central change changes check checked
cheek cheeks chest chewing child childhood children chin christmas chronic circa clear cleared client client's clinic
clinically cm come comes coming commenced complain complaining complains complaint complete completed concern
concerned concerning concerns confirmed consider considering consult consultation contact controlled cooking corner
corners correction could counselled course cousin cousins cover covered covers crow crows cruise current currently dad
daily dancer dancing daughter day days december declined declines decolletage delayed delighted described describes
developed developing dhx diagnosed diagnosis did died different discuss discussed discussing discussion discussions do
doctor documented does doing done dosage dose dosing down dr drinking drug drugs due during dynamic each ear earlier
ears easter eating eg either elbow else elsewhere email emailed end ended enhance enhancement enormous enough
enquiring enquiry episode episodes especially even evening ever every everything exactly expected expects experience
experiences experiencing explain explained explaining expression expressions extreme extremely eye eyebrow eyebrows
eyelid eyelids eyes f face facial fairly family fast father february feel feeling feels feet female few fh fhx fiance
fiancee fifties fine finger fingers finished firm first fitted fitzpatrick five flare flares flaring flat fold folds
following foot for forehead form forties fortnightly found four frequent frequently fresh friday from frown full
fuller fully further gave general generally gentleman get gets getting girl give given glabella go goes going gone
good got gradual gradually gran grandad grandfather grandma grandmother grandpa grandparent grandparents granny great
groin growing grown guy gym h/o hairline half hand hands happened happening happy hard have having he he's head heel
hello help her here herself hey hi him himself hip his history hiya hopefully hopes hoping hospital hour hours how
huge hugely hun husband hx i ie if ii iii immediately improve improvement improving in incl include includes including
increased increasing increasingly info information informed initially injected injection injections injector inside
instead interest interested intermittent intermittently into ish issue issues it iu iv january jaw jawline july june
just keen keep keeps kg kind kindly knee knees known knows lady large larger last lasting late lately later laughing
law lbs leaflet leaflets leaving left leg legs less lesson lessons let like line lip lips little live lived lives
living localised localized location long look looked looking looks lot lots love lovely loves low lower lying m made
main mainly make makes male man mane many march marionette massive massively maternal may maybe mcg me medical
medically medication medicine medicines meds meeting mention mentioned mentions message messaged messages mg mid
middle mild mildly min mins minute minutes miss ml mm moderate moderately mom moment monday month monthly months more
morning most mostly mother mouth mr mrs ms mth mths much multiple mum my myself nail nails nan nana nanny nasolabial
natural naturally nd near nearly neck need needle needles needs nephew never new newly next nhs niece night nightly no
nobody nocte none normal normally nose not note noted notes nothing notice noticed notices november now number nurse
obs observed occasional occasionally occur occurred occurring october od of off offered often ok okay old on once one
ongoing online only onset opinion or other otherwise our out outlined outside over overnight overseas own painless
painlessly parent parents part partly partner party passed past paternal patient patients pea people per percent
perhaps persistent persistently person personally philtrum phone phoned photo photos piano picture pill pills pink
place plan planned plans please pleased plenty plump plumper pm pmh pmhx poorly positive possibility possible possibly
post practitioner prefers prescribed present presenting presents previous previously prior private privately prn
probable probably problem problems procedure proceed professional properly provided pt qds quarter query questionnaire
quickly quite rang rapidly rare rarely rather re read really reason received recent recently recommend recommended
recommends recovered recurrent recurring refer referral referred refresh refreshed regarding regards region regular
regularly related relative relatives remain remains removed repeated reported reporting reports request requested
requesting requests resolve resolved resolving rest result results returning review ribs right ring risk risks roughly
round routine rung runs s said same satisfied saturday save saw say says scalp screened sec second secs see seeing
seeking seeks seem seems seen self sends sent september session sessions settle settled settling seventies several
severe severely shape she she's shin short should shoulder show showing shows sibling siblings side sided sides signed
similar since single sister sisters site sites situ six sixties size skin slight slightly slowly small smaller smile
smiles smiling so socially soft some someone something sometimes somewhat son soon speak speaks specialist spell
spells spot spots spreading spring stable stage standard standing start started starting stat stated states stating
status step stepbrother stepdad stepfather stepmother stepmum stepsister still stock stomach stone stopped straight
straightaway straighter stroked stroking subject subtle such sudden suddenly suffer suffering suffers summer sunday
sure surface suspect suspected suspects syringe tablet tablets take taken takes taking talk talking talks tds teenage
teenager teens tell temple temples ten term terrible test tested tests text texted texts than thank thanks that the
their them then therapy there therefore they thigh thighs thing things think thinks third thirties this those though
three through throughout thursday time times tip to today toe toes together told tomorrow too took top top-up tops
topup touched touching toward towards trained training treat treated treating treatment treatments tried trying
tuesday tummy turkey turn turned turning turns twenties twice twin twins two type unable uncle uncles uncontrolled
under underarm underarms undergoing underneath understands undiagnosed unexplained unilateral unilaterally units
unknown unstable until untreated up updated upper us use used using usual usually v verbal verbally vermilion version
very vi via video visible visit volume waking want wanted wanting wants warned was way we wear wearing wears website
wedding wednesday week weekend weekly weeks well went were what whatsapp when where whether which while who whole wide
widely widespread wife will winter wish wishes wishing with within without wk wks woman women wore work working works
worn worried worries worry worse worsened worsening would wrist written x xx xxx yawn yawning yawns year years yes
yesterday yet yo you young your yr yrs
""".split()

_TELLS_NOTHING = """
about advice after again against age aged ago agreed all also am and any appointment approximately april as ask asked
asking asks assessment attended attending august back been better booked botched brought call called came check
checked client come comes completed confident confirmed consult consultation current currently day days december
delighted did do does done dr during earlier end ever everything february few fine first follow following followup
four fresher friday gave gentleman girl given going good great guy happy he here history hour hours how i improved
initial injection january july june keen lady last late later left live look looks love loves man many may me minute
minutes mom monday month months more morning most much mum natural new next none normal normally november now october
ok okay old on once one only or other over patient patients phone pleased post practitioner present presented
presenting presents previous previously prior private pt quite rang really request requested requesting result results
returned returning review reviewed right same satisfied saturday saw say says sec second seconds secs seek seeking
seeks seen self september session sessions settled several she side six smiling so softened softer soon spring still
subtle summer sunday ten than then third three thursday time times today tonight too top topup treated treatment
treatments tuesday twice two understands up us usual very visit wanted wanting wants we wednesday week weeks well went
what when while who will winter with within wk wks woman would year years yes yesterday yet you yr yrs
""".split()

EVERYDAY = frozenset(fold(word) for word in _WORDS) | LIGHT
TELLS_NOTHING = frozenset(fold(word) for word in _TELLS_NOTHING) | LIGHT
"""Words that do not say what came after a treatment: beside any other, what came is asked for."""
