"""The map's tiles and labels over HTTP."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def test_a_tile_is_a_picture_that_may_be_kept(shared_client: FlaskClient) -> None:
    response = shared_client.get("/tiles/10/507/330.png")
    assert response.data.startswith(b"\x89PNG")
    assert "max-age=604800" in response.headers["Cache-Control"]
    again = shared_client.get("/tiles/10/507/330.png", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/tiles/4/7/5.png", "/tiles/16/1/1.png", "/tiles/10/1/1.png", "/tiles/99/1/1.png"])
def test_there_is_no_tile_outside_the_map(shared_client: FlaskClient, path: str) -> None:
    assert shared_client.get(path).status_code == 404


def test_labels_name_the_towns_of_a_part_of_the_map(shared_client: FlaskClient) -> None:
    found = shared_client.get("/labels?bbox=-2,53.5,-1,54&zoom=9").get_json()["items"]
    assert "Leeds" in [each["name"] for each in found]


@pytest.mark.parametrize(
    "query", ["", "bbox=1,2,3&zoom=9", "bbox=a,b,c,d&zoom=9", "bbox=2,53,1,54&zoom=9", "bbox=nan,nan,nan,nan&zoom=9",
              "bbox=-2,53,-1,54,0&zoom=9", "bbox=-2,53,-1,54", "bbox=-2,53,-1,54&zoom=x", "bbox=-2,53,-1,54&zoom=999"],
)  # fmt: skip
def test_a_part_of_the_map_that_makes_no_sense_is_refused_in_words(shared_client: FlaskClient, query: str) -> None:
    response = shared_client.get(f"/labels?{query}")
    assert response.status_code == 400
    assert response.get_json()["detail"]
