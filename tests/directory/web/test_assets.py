"""Style sheets and scripts come from here, whole, and may be kept for a year."""

from __future__ import annotations

import gzip
import re

import pytest
from flask.testing import FlaskClient


def test_every_asset_of_a_page_is_served_by_us_and_never_changes_under_its_address(shared_client: FlaskClient) -> None:
    page = shared_client.get("/").text
    found = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
    assert len(found) >= 7
    for address in found:
        response = shared_client.get(address)
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]


def test_an_asset_travels_compressed(shared_client: FlaskClient) -> None:
    plain = shared_client.get("/assets/onward/onward.css")
    small = shared_client.get("/assets/onward/onward.css", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(small.data) == plain.data
    assert "immutable" not in plain.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    ["/assets/nothing/x.css", "/assets/bootstrap/../__init__.py", "/assets/leaflet/leaflet-src.js",
     "/assets/onward/..%2fapp.py", "/assets/onward/nothing.css", "/assets/htmx/ext/debug.js"],
)  # fmt: skip
def test_only_what_is_on_the_list_is_served(shared_client: FlaskClient, path: str) -> None:
    assert shared_client.get(path).status_code == 404
