"""Elasticsearch frozen, killed and wiped while somebody searches: right results, a notice, an emergency as ever."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from directory.app import Parts
from directory.search.answers import STANDS_IN
from directory.search.elastic.client import make_client
from directory.search.elastic.rebuilding import rebuild
from directory.search.standby import StandbyIndex
from tests.browser.conftest import Site, Visit, served
from tests.services.elasticsearch import own_elasticsearch  # noqa: F401  the fixture
from tests.services.elasticsearch_server import ElasticsearchServer

pytestmark = pytest.mark.elasticsearch
FIND = "/search?need=Complication+support&near=LS1+4AP"
WITHIN_S = 40.0


@pytest.fixture
def site(tmp_path: Path, empty_instance: Path, own_elasticsearch: ElasticsearchServer) -> Iterator[Site]:  # noqa: F811
    """The application over the small network, searched on a server of its own."""
    url = own_elasticsearch.url
    with served(tmp_path / "instance", empty_instance, index_anew, elasticsearch_url=url) as made:
        yield made


def index_anew(parts: Parts) -> None:
    with make_client(parts.settings.elasticsearch_url, 30) as client:
        rebuild(parts.database, client, parts.settings.elasticsearch_index, grace_s=0)


def found(page: Page) -> list[str]:
    return page.locator(".card-result h2").all_inner_texts()


def until_asked(site: Site) -> None:
    index = site.parts.index
    assert isinstance(index, StandbyIndex)
    index.refresh()
    ends = time.monotonic() + WITHIN_S
    while index.problem is not None:
        assert time.monotonic() < ends, index.problem
        time.sleep(0.1)


def searched(visit: Visit, *, stands_in: bool) -> list[str]:
    page = visit.go(FIND)
    expect(page.get_by_text(STANDS_IN)).to_have_count(int(stands_in))
    return found(page)


def test_a_search_goes_on_whatever_becomes_of_the_server(
    visit: Visit,
    site: Site,
    own_elasticsearch: ElasticsearchServer,  # noqa: F811
) -> None:
    until_asked(site)
    right = searched(visit, stands_in=False)
    assert len(right) >= 5
    own_elasticsearch.signal(signal.SIGSTOP)
    assert searched(visit, stands_in=True) == right
    page = visit.go("/help-now?near=LS1+4AP")
    expect(page.locator("body")).to_contain_text("Park Square Complications Clinic")
    own_elasticsearch.signal(signal.SIGCONT)
    until_asked(site)
    assert searched(visit, stands_in=False) == right
    own_elasticsearch.signal(signal.SIGKILL)
    assert searched(visit, stands_in=True) == right
    own_elasticsearch.start()
    until_asked(site)
    assert searched(visit, stands_in=False) == right
    with make_client(own_elasticsearch.url, 30) as client:
        (name,) = client.indices.get_alias(name=site.parts.settings.elasticsearch_index)
        client.indices.delete(index=name)
    assert searched(visit, stands_in=True) == right
    index_anew(site.parts)
    until_asked(site)
    assert searched(visit, stands_in=False) == right
    assert visit.violations() == []
