"""Names of medicines that need no rule of their own: known, so that none is taken for another that is spelt alike."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import REGULAR, concepts

CODE = "gp"

OTHER_MEDICINES = {
    "heart-medicine": "Heart or blood pressure medicine | bisoprolol | propranolol | atenolol | metoprolol | "
    "carvedilol | nebivolol | sotalol | labetalol | beta blocker | beta blockers | ramipril | lisinopril | perindopril "
    "| enalapril | captopril | losartan | candesartan | irbesartan | valsartan | olmesartan | telmisartan | sacubitril "
    "| entresto | amlodipine | nifedipine | felodipine | lercanidipine | diltiazem | verapamil | doxazosin | "
    "hydralazine | moxonidine | methyldopa | digoxin | flecainide | ivabradine | ranolazine | nicorandil | isosorbide "
    "mononitrate | glyceryl trinitrate | gtn | gtn spray | furosemide | frusemide | bumetanide | amiloride | "
    "eplerenone | water tablets | diuretic | diuretics | ace inhibitor | ace inhibitors | blood pressure tablets | "
    "blood pressure medication | statin | statins | atorvastatin | simvastatin | rosuvastatin | pravastatin | "
    "ezetimibe | bezafibrate | fenofibrate | inclisiran | cholesterol tablets | heart tablets | heart medication | "
    "minoxidil tablets",
    "diabetes-medicine": "Diabetes medicine | insulin | metformin | gliclazide | glimepiride | glipizide | "
    "sitagliptin | linagliptin | alogliptin | saxagliptin | empagliflozin | dapagliflozin | canagliflozin | forxiga | "
    "jardiance | pioglitazone | novorapid | lantus | humalog | levemir | tresiba | insulin pump | humulin | diabetes "
    "tablets",
    "nerve-medicine": "Medicine that acts on brain and nerves | anti epileptics | anticonvulsants | carbamazepine | "
    "tegretol | oxcarbazepine | sodium valproate | epilim | lamotrigine | levetiracetam | keppra | topiramate | "
    "phenytoin | phenobarbital | lacosamide | zonisamide | clobazam | clonazepam | brivaracetam | ethosuximide | "
    "gabapentin | pregabalin | lyrica | opioids | codeine | co codamol | co dydramol | tramadol | morphine | oramorph "
    "| oxycodone | fentanyl | fentanyl patch | buprenorphine | butrans | tapentadol | methadone | dihydrocodeine | "
    "naltrexone | sumatriptan | rizatriptan | zolmitriptan | triptan | triptans | rimegepant | erenumab | levodopa | "
    "madopar | sinemet | co careldopa | ropinirole | pramipexole | rotigotine | rasagiline | donepezil | memantine | "
    "rivastigmine | riluzole | betahistine | migraine tablets | strong painkillers",
    "stomach-medicine": "Stomach or bowel medicine | omeprazole | lansoprazole | esomeprazole | pantoprazole | "
    "rabeprazole | famotidine | ranitidine | ppi | mesalazine | pentasa | octasa | mebeverine | loperamide | "
    "domperidone | metoclopramide | cyclizine | prochlorperazine | ondansetron | hyoscine | buscopan | oxybutynin | "
    "solifenacin | mirabegron | tolterodine | anticholinergics | lactulose | ursodeoxycholic acid | colestyramine | "
    "senna",
    "lung-medicine": "Medicine for asthma or allergy | salbutamol | ventolin | montelukast | theophylline | "
    "aminophylline | tiotropium | hydroxyzine | adrenaline auto injector | epipen | jext | emerade | promethazine | "
    "chlorphenamine | piriton | carbocisteine",
    "bone-medicine": "Medicine for bones or joints | alendronic acid | alendronate | risedronate | ibandronic acid | "
    "zoledronic acid | bisphosphonate | bisphosphonates | denosumab | prolia | allopurinol | febuxostat | colchicine | "
    "teriparatide | romosozumab | raloxifene",
    "infection-medicine": "Medicine for infections | aciclovir | acyclovir | valaciclovir | famciclovir | zovirax | "
    "fluconazole | itraconazole | terbinafine | ivermectin | antivirals | antiretrovirals | antiretroviral | tenofovir "
    "| emtricitabine | truvada | biktarvy | dolutegravir | lamivudine | art for hiv | paxlovid | isoniazid | "
    "rifampicin | ethambutol | pyrazinamide | malaria tablets | mefloquine | chloroquine | malarone | nystatin | "
    "mebendazole | antifungal tablets | oral antifungal | clotrimazole tablets",
    "other-medicine": "Medicine to be looked at | prescribed medication | prescription medication | repeat "
    "prescription | tamsulosin | sildenafil | viagra | tadalafil | cialis | iron infusion | ferrous sulfate | "
    "ferrous fumarate | iron tablets | folic acid | hydroxocobalamin | tranexamic acid | thalidomide | melatonin | "
    "varenicline | champix | nicotine patches | disulfiram | acamprosate | medical cannabis | cbd oil | unlicensed "
    "medicine | medication from abroad | trial drug | clinical trial | steroid eye drops | glaucoma drops | "
    "latanoprost | bimatoprost | orphenadrine | procyclidine | potassium tablets | ursodiol | takes tablets | takes "
    "some tablets | takes tablets but not sure what | takes medication | not sure what tablets | not sure which "
    "tablets | stopped taking her tablets | stopped taking his tablets | stopped her tablets | stopped his tablets | "
    "melanotan | tanning injections | tan jabs | tanning nasal spray | melanotan injections | cilostazol",
}


def medicine_names() -> Iterable[Concept]:
    """Every concept of this page."""
    return concepts("medicine", CODE, OTHER_MEDICINES, "medicine-concern", "other-medicines", REGULAR)
