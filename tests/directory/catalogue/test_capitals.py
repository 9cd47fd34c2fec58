"""Names in capitals, as people write them."""

from __future__ import annotations

import pytest

from directory.catalogue.capitals import in_title_case

NAMES = {
    "THE SURGERY (DR SMITH)": "The Surgery (Dr Smith)",
    "ST MARY'S SURGERY": "St Mary's Surgery",
    "STOCKTON-ON-TEES": "Stockton-on-Tees",
    "DR A SMITH & PARTNERS": "Dr A Smith & Partners",
    "O'CONNOR AND MCDONALD": "O'Connor and McDonald",
    "21ST CENTURY MEDICAL CTR": "21st Century Medical Ctr",
    "UNIT 5B, THE PARK": "Unit 5B, The Park",
    "GP-LED WALK IN CENTRE": "GP-Led Walk in Centre",
    "HMP LEEDS": "HMP Leeds",
    "DR JK PATEL": "Dr JK Patel",
    "ADLER JS-THE SURGERY": "Adler JS-The Surgery",
    "THE OLD SCHOOL - THE SURGERY": "The Old School - The Surgery",
    "POUND PIECE,MAIDEN NEWTON": "Pound Piece, Maiden Newton",
    "A&E UNIT II": "A&E Unit II",
    "Already Right at Home": "Already Right at Home",
    "": "",
}


@pytest.mark.parametrize(("typed", "written"), NAMES.items())
def test_a_name_in_capitals_reads_as_people_write_it(typed: str, written: str) -> None:
    assert in_title_case(typed) == written
