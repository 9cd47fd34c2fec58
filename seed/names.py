"""Names that sound British and belong to nobody, and telephone numbers that Ofcom keeps for drama."""

from __future__ import annotations

from random import Random

FIRST = (
    "Alder", "Amber", "Bramble", "Brindle", "Cinder", "Clover", "Copper", "Curlew", "Damson", "Dapple", "Elder",
    "Ember", "Fallow", "Feather", "Gorse", "Harebell", "Hazel", "Heron", "Juniper", "Kestrel", "Lantern", "Larkspur",
    "Linnet", "Marigold", "Marl", "Medlar", "Mossy", "Nettle", "Osier", "Pebble", "Plover", "Quill", "Quince",
    "Rowan", "Russet", "Saffron", "Sorrel", "Tansy", "Teasel", "Thistle", "Umber", "Wren", "Yarrow",
)  # fmt: skip
SECOND = (
    "bank", "beck", "brook", "croft", "dene", "fold", "garth", "gate", "grove", "holt", "hythe", "lea", "mere",
    "rigg", "shaw", "stead", "thwaite", "wath", "wick", "yard",
)  # fmt: skip
GIVEN = (
    "Aaron", "Abigail", "Adeola", "Aisha", "Alasdair", "Amara", "Anjali", "Beatrice", "Bethan", "Callum", "Catrin",
    "Chidi", "Ciara", "Daniel", "Eilidh", "Ewan", "Farah", "Fiona", "Gareth", "Grace", "Hamza", "Hannah", "Imran",
    "Ines", "Isla", "Joanna", "Kwame", "Leila", "Lowri", "Magda", "Mairi", "Marcus", "Mei", "Nadia", "Niamh",
    "Oisin", "Oliver", "Priya", "Rhys", "Rosa", "Samuel", "Sinead", "Sunita", "Tariq", "Thea", "Tomasz", "Wei",
    "Yasmin", "Yusuf", "Zainab",
)  # fmt: skip
STEMS = (
    "Amble", "Barrow", "Brackle", "Caddow", "Carrel", "Corve", "Dapple", "Dunnock", "Ebble", "Fennim", "Garle",
    "Hallow", "Inkle", "Jarrow", "Kittle", "Lamper", "Maddle", "Nettle", "Ostle", "Perrow", "Quarle", "Rindle",
    "Sandle", "Tamber", "Umble", "Varle", "Wendle", "Yarle",
)  # fmt: skip
ENDINGS = ("bourne", "combe", "dale", "field", "gate", "mere", "stock", "thorpe", "well", "wick", "yard")
STREETS = ("High Street", "Station Road", "Church Lane", "Mill Lane", "Market Place", "Park Row", "Bridge Street",
           "Chapel Street", "The Green", "King Street", "Victoria Road", "Queens Parade")  # fmt: skip

DRAMA = {
    "LS": ("0113 496 0", 3), "S": ("0114 496 0", 3), "NG": ("0115 496 0", 3), "LE": ("0116 496 0", 3),
    "BS": ("0117 496 0", 3), "RG": ("0118 496 0", 3), "B": ("0121 496 0", 3), "EH": ("0131 496 0", 3),
    "G": ("0141 496 0", 3), "L": ("0151 496 0", 3), "M": ("0161 496 0", 3), "NE": ("0191 498 0", 3),
    "SR": ("0191 498 0", 3), "DH": ("0191 498 0", 3), "BT": ("028 9649 6", 3), "CF": ("029 2018 0", 3),
    **dict.fromkeys(("E", "EC", "N", "NW", "SE", "SW", "W", "WC"), ("020 7946 0", 3)),
}  # fmt: skip


def clinic(rng: Random, kinds: tuple[str, ...]) -> str:
    """The name of a clinic that does not exist."""
    return f"{rng.choice(FIRST)}{rng.choice(SECOND)} {rng.choice(kinds)}"


def person(rng: Random) -> str:
    """The name of a person who does not exist."""
    return f"{rng.choice(GIVEN)} {rng.choice(STEMS)}{rng.choice(ENDINGS)}"


def landline(rng: Random, postcode: str) -> str:
    """A number of the place's own area where Ofcom keeps some for drama, else one of 01632 960."""
    area = "".join(character for character in postcode[:2] if character.isalpha())
    start, digits = DRAMA.get(area, ("01632 960", 3))
    return start + "".join(rng.choice("0123456789") for _ in range(digits))


def mobile(rng: Random) -> str:
    """A mobile number that Ofcom keeps for drama."""
    return f"07700 900{rng.randrange(1000):03d}"


def street(rng: Random) -> str:
    """The first line of an address."""
    return f"{rng.randint(1, 180)} {rng.choice(STREETS)}"


def slug(name: str) -> str:
    """A name as part of an address on the web."""
    return "-".join("".join(character for character in name.lower() if character.isalnum() or character == " ").split())
