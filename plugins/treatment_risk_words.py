"""What passes with time, and what matters for one kind of treatment only."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import concepts

PASSING = {
    "recent-sun": "Sunburn | sunburnt | sun burn | burnt by the sun | sunburned | sun burnt | peeling sunburn | sun "
    "burned",
    "recent-vaccination": "Recent vaccination | vaccination | vaccine | vaccinated | recently vaccinated | covid "
    "vaccine | covid vaccination | covid jab | covid booster | booster jab | flu jab | flu vaccine | recent covid "
    "vaccine | recent vaccine | shingles vaccine | travel vaccines | travel jabs | pneumonia jab | hepatitis b vaccine "
    "| mmr | vaccination last week | immunisation | covid injection | rsv vaccine | hpv vaccine | vaccinations",
    "recent-dental-work": "Recent dental work | dental work | dental treatment | tooth extraction | tooth out | tooth "
    "removed | tooth pulled | root canal | root canal treatment | dental cleaning | scale and polish | hygienist visit "
    "| dental hygienist | wisdom teeth removed | wisdom tooth removed | dental appointment | recent dental treatment | "
    "filling at the dentist | dental filling | crown fitted | dental implant | dental implants | extraction | dental "
    "procedure | teeth cleaned at dentist | dental crown | dentist visit | dentist appointment | tooth taken out",
    "broken-skin": "Broken skin | open wound | open wounds | graze | cut on lip | cut on face | cracked skin | skin "
    "not intact | unhealed wound | raw skin | scratched skin | wound | cuts and grazes | abrasion | cut lip | "
    "stitches | sutures | cracked lips | weeping skin | dissolving stitches | stitches dissolving | dissolvable "
    "stitches | dissolving sutures | dissolvable sutures",
    "scab": "Scab or crust | scab | scabs | scabbing | scabbed | crust | crusts | crusting | crusted skin | crusty "
    "skin | crusty",
    "recent-waxing": "Skin treated at home | waxing | waxed | recent waxing | shaved | threading | depilatory cream | "
    "exfoliated yesterday | home peel | self treatment with acid | recent facial peel elsewhere | hair removal cream",
}
LOCAL = {
    "recent-tan+acute": "Tan | tanned | suntan | recent tan | sunbed | sunbeds | sun bed | sunbathing | recent sun "
    "exposure | sun exposure | back from holiday | just back from holiday | recent holiday in the sun | tanning bed "
    "| tanning | uses sunbeds | sun tan | recently on holiday | solarium | outdoor "
    "worker | fake tan | spray tan | self tan | self tanner | sunbed user",
    "tattoo": "Tattoo | tattoos | tattooed | tattoo in area | tattooed skin | tattooed eyebrows | tattooed area",
}


def words() -> Iterable[Concept]:
    """Every concept of this page."""
    yield from concepts("sign", None, PASSING, "passing", "acute")
    yield from concepts("sign", None, LOCAL)
