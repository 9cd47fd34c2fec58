"""Listing a clinic in a real browser, verifying it, and finding it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from directory.catalogue import service
from tests.browser.conftest import Visit


def test_a_clinic_lists_itself_is_verified_and_is_found(visit: Visit) -> None:
    page = visit.go("/services/new")
    page.get_by_label("Complication support").check()
    page.get_by_label("Name of the clinic, practice or hospital").fill("Aire Valley Aesthetics")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Building and street").fill("5 Wellington Street")
    page.get_by_label("Town or city").fill("Leeds")
    page.get_by_role("textbox", name="Postcode").fill("LS1 4DL")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    assert visit.violations() == []
    page.locator(".error-summary a").click()
    expect(page.get_by_label("Telephone for patients")).to_be_focused()
    page.get_by_label("Telephone for patients").fill("01632 960 777")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name of the person responsible").fill("Sam Lee")
    page.get_by_label("Professional register").select_option("gmc")
    page.get_by_label("Number on that register").fill("7000017")
    page.get_by_label("Indemnity cover ends on").fill("2090-01-31")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("We hold hyaluronidase").check()
    page.get_by_label("Units held now").fill("4500")
    page.get_by_label("First expiry date of a batch").fill("2089-12-31")
    page.get_by_label("Open at all hours").check()
    page.get_by_label("Emergencies").check()
    assert visit.violations() == []
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("main")).to_contain_text("4500 units, first expiry 31 December 2089")
    assert visit.violations() == []
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_contain_text("We have received Aire Valley Aesthetics")
    expect(page.locator("main")).to_contain_text("not shown in searches")
    id_ = page.locator(".reference").inner_text()
    page = visit.go("/search?need=Complication+support&near=LS1+4DL")
    expect(page.locator("#results")).not_to_contain_text("Aire Valley Aesthetics")
    with visit.site.parts.database.transaction() as session:
        service.verify(session, visit.site.parts.registry, id_, actor="tests")
    page = visit.go("/search?need=Complication+support&near=LS1+4DL")
    expect(page.locator("#results")).to_contain_text("Aire Valley Aesthetics")


def test_the_steps_work_without_scripts(visit_with: Callable[..., Visit]) -> None:
    page = visit_with(java_script_enabled=False).go("/services/new")
    page.get_by_label("Dentist").check()
    page.get_by_label("Name of the clinic, practice or hospital").fill("Plain Dental")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_have_text("Where you are")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Dentist")).to_be_checked()
