"""What services of each specialty are like in the demonstration network."""

from __future__ import annotations

from dataclasses import dataclass, replace

OFFICE = ("Mo-Fr 09:00-17:30; PH off", "Mo-Fr 08:30-18:00; PH off", "Mo-Th 09:00-17:00; Fr 09:00-13:00; PH off")
LONG = (*OFFICE, "Mo-Fr 08:00-20:00; Sa 09:00-17:00; PH off", "Mo-Sa 09:00-18:00; PH off", "Tu-Sa 10:00-19:00; PH off")
PART = ("Tu,Th 10:00-18:00; PH off", "We-Sa 11:00-19:00; PH off", "Mo 13:00-20:00; Th 09:00-17:00; PH off")
ROUND = (*("24/7",) * 4, "Mo-Su 07:00-23:00", "Mo-Sa 08:00-22:00; Su,PH 10:00-18:00", *LONG)
CLINICS = ("Clinic", "Consulting Rooms", "Health")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How many of every thousand, what they are called, who works there and what they tell of themselves."""

    share: int
    clinics: tuple[str, ...] = CLINICS
    titles: tuple[str, ...] = ("Practitioner",)
    registers: tuple[str, ...] = ("gmc", "nmc")
    specialist_register: str | None = None
    hours: tuple[str, ...] = LONG
    fees: tuple[str, ...] = ("low", "medium", "medium", "high")
    accepts: tuple[tuple[str, ...], ...] = (("advice", "referral"), ("referral",))
    minimum_ages: tuple[int | None, ...] = (None, 16, 18, 18)
    online: float = 0.1
    online_only: float = 0.0
    response_minutes: tuple[int, ...] = (120, 240, 480, 1440, 2880)
    wait_days: tuple[int, ...] = (1, 2, 4, 7, 10, 14, 21, 35)
    holds: float = 0.0


ANY = Kind(share=15)
TALKING = replace(ANY, hours=(*OFFICE, *PART), online=0.6, online_only=0.15)

KINDS = {
    "dentist": Kind(
        share=220, clinics=("Dental Practice", "Dental Care", "Dentistry", "Dental Rooms"), titles=("Dentist",),
        registers=("gdc",), fees=("nhs", "low", "medium", "medium", "high"), minimum_ages=(None, None, None, 18),
        online=0.05,
    ),
    "gp": Kind(
        share=160, clinics=("Surgery", "Medical Centre", "Medical Practice", "Health Centre"), titles=("GP",),
        registers=("gmc",), hours=("Mo-Fr 08:00-18:30; PH off", "Mo-Fr 08:00-18:30; Sa 09:00-13:00; PH off"),
        fees=("nhs", "nhs", "nhs", "medium"), minimum_ages=(None,), online=0.7,
    ),
    "dermatology-special-interest": Kind(
        share=85, clinics=("Skin Clinic", "Skin Health", "Surgery"), titles=("GP with a special interest",),
        registers=("gmc",), fees=("nhs", "medium", "high"), online=0.4,
    ),
    "consultant-dermatologist": Kind(
        share=80, clinics=("Dermatology", "Skin Hospital", "Dermatology Clinic"), titles=("Consultant dermatologist",),
        registers=("gmc",), specialist_register="dermatology", fees=("nhs", "medium", "high", "high"),
        minimum_ages=(None, None, 16), hours=OFFICE, wait_days=(1, 3, 7, 10, 14, 28, 49, 84),
    ),
    "plastic-surgeon": Kind(
        share=75, clinics=("Plastic Surgery", "Surgical Clinic", "Hospital"), titles=("Consultant plastic surgeon",),
        registers=("gmc",), specialist_register="plastic-surgery", fees=("medium", "high", "high"),
        minimum_ages=(18, 18, 16), hours=OFFICE, online=0.2, wait_days=(3, 7, 14, 21, 42, 90),
    ),
    "mental-health": replace(
        TALKING, share=115, clinics=("Psychology", "Mind Clinic", "Therapy Rooms"),
        titles=("Psychiatrist", "Clinical psychologist"), registers=("gmc", "hcpc"),
        fees=("nhs", "low", "medium", "high"), minimum_ages=(None, 11, 16, 18),
    ),
    "complication-support": Kind(
        share=75, clinics=("Aesthetic Medicine", "Complication Clinic", "Facial Clinic"),
        titles=("Aesthetic doctor", "Nurse prescriber"), registers=("gmc", "nmc"), hours=ROUND,
        accepts=(("advice", "referral", "emergency"), ("advice", "emergency", "referral"), ("advice", "referral")),
        minimum_ages=(None, 18), online=0.3, response_minutes=(5, 10, 15, 20, 30, 60, 120), wait_days=(0, 0, 1, 2),
        holds=1.0,
    ),
    "advanced-aesthetics": Kind(
        share=75, clinics=("Aesthetics", "Skin and Laser", "Aesthetic Clinic"), titles=("Aesthetic practitioner",),
        registers=("gmc", "nmc", "gdc"), minimum_ages=(18,), holds=0.7,
    ),
    "prescriber": Kind(
        share=55, titles=("Nurse prescriber", "Pharmacist prescriber"), registers=("nmc", "gphc"),
        minimum_ages=(18,), hours=(*LONG, *PART),
    ),
    "nutrition": replace(
        TALKING, share=30, clinics=("Nutrition", "Dietetics"), titles=("Dietitian",), registers=("hcpc",),
    ),
    "hormone-specialist": replace(
        TALKING, share=20, clinics=("Hormone Clinic", "Menopause Clinic"), titles=("Doctor",), registers=("gmc",),
        minimum_ages=(18,),
    ),
    "coach": replace(
        TALKING, share=10, clinics=("Coaching", "Wellbeing"), titles=("Coach",), registers=(), minimum_ages=(18,),
    ),
}  # fmt: skip
