"""Triage in a real browser: from what is seen to whom to ring, or to a search with the needs filled in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WORDS = "lips white after filler"
FIRST = "What do you see or know, and what is asked for?"


class Counted:
    """A page whose every act is counted: writing into a box, a key, a click."""

    def __init__(self, page: Page) -> None:
        """Nothing done yet."""
        self.page = page
        self.acts = 0

    def write(self, label: str, words: str) -> None:
        """Write into a box."""
        self.page.get_by_label(label).fill(words)
        self.acts += 1

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)
        self.acts += 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_from_the_first_page_to_a_number_to_ring_takes_two_acts(
    visit_with: Callable[..., Visit], scripts: bool, device: dict[str, Any]
) -> None:
    page = visit_with(java_script_enabled=scripts, **device).go("/")
    person = Counted(page)
    person.write("What is needed", WORDS)
    person.press("Enter")
    ring = page.locator("main a[href^='tel:']").first
    expect(ring).to_be_visible()
    expect(ring).to_have_attribute("href", "tel:01632960001")
    assert person.acts == 2
    expect(page.locator("h1")).to_have_text("Emergency: ring now")
    expect(ring).to_be_in_viewport()


@pytest.mark.parametrize("near", ["", "&near=LS1+4AP"], ids=["anywhere", "at a place"])
def test_the_next_two_to_ring_stand_beside_the_first(visit: Visit, near: str) -> None:
    page = visit.go(f"/search?need=lips+white+after+filler{near}")
    numbers = [each.get_attribute("href") for each in page.locator(".emergency__next a").all()]
    assert len(set(numbers)) == 2
    assert "tel:01632960001" not in numbers


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_triage_page_it_takes_two_as_well(visit_with: Callable[..., Visit], scripts: bool) -> None:
    page = visit_with(java_script_enabled=scripts).go("/triage")
    person = Counted(page)
    person.write("First thing", WORDS)
    person.press("Enter")
    expect(page.locator("main a[href^='tel:']").first).to_have_attribute("href", "tel:01632960001")
    assert person.acts == 2


def test_what_and_where_lead_to_a_search_with_the_needs_filled_in(visit: Visit) -> None:
    page = visit.go("/triage")
    expect(page.locator("h1")).to_have_text(FIRST)
    page.get_by_label("First thing").fill("filler has moved")
    page.get_by_role("button", name="Add a box").click()
    added = page.get_by_label("Another thing, number 4")
    expect(added).to_be_focused()
    added.fill("crooked teeth")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("Where is the patient?")).to_be_focused()
    page.keyboard.type("LS1 4AP")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Hold")
    expect(page.locator(".verdict")).to_be_focused()
    expect(page.get_by_label("How old is the patient?")).to_be_visible()
    page.get_by_label("How old is the patient?").fill("40")
    page.get_by_role("button", name="Answer again").first.click()
    expect(page.get_by_role("heading", name="How old is the patient?")).to_have_count(0)
    page.get_by_role("link", name=re.compile("Find one near LS1 4AP.*Complication support")).click()
    expect(page.get_by_label("What is needed")).to_have_value("Complication support")
    expect(page.locator("#near")).to_have_value("LS1 4AP")
    expect(page.get_by_role("checkbox", name="Ultrasound")).to_be_checked()


def test_the_same_way_works_without_scripts(visit_with: Callable[..., Visit]) -> None:
    page = visit_with(java_script_enabled=False).go("/triage")
    page.get_by_label("First thing").fill("crooked teeth")
    page.get_by_role("button", name="Add a box").click()
    expect(page.get_by_label("First thing")).to_have_value("crooked teeth")
    page.get_by_label("Another thing, number 5").fill("qwerty syndrome")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Where is the patient?").fill("LS1 4AP")
    page.get_by_role("button", name="Show who is needed").click()
    expect(page.locator("h1")).to_have_text("Hold")
    expect(page.get_by_role("region", name="Not understood")).to_contain_text("qwerty syndrome")
    page.get_by_text("Change the case, or say more").click()
    expect(page.get_by_label("Another thing, number 2")).to_have_value("qwerty syndrome")


def test_the_boxes_suggest_words_that_are_known(visit: Visit) -> None:
    page = visit.go("/triage")
    page.get_by_label("First thing").press_sequentially("xarel")
    expect(page.locator("#known-words option").first).to_have_attribute("value", "Rivaroxaban")
    page.get_by_label("Another thing, number 2").press_sequentially("blanch")
    expect(page.locator("#known-words option").first).to_have_attribute("value", "Blanching")
    assert "xarel" not in page.url


def test_triage_is_done_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit.go("/triage")
    page.get_by_label("First thing").focus()
    page.keyboard.type("crooked teeth")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Where is the patient?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Skip: answer without a place")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_be_focused()


def test_the_patients_sheet_is_printed_without_anything_else(visit: Visit) -> None:
    page = visit.go("/triage")
    page.get_by_label("First thing").fill("BDD suspected")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Skip").click()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Open a sheet to print").click()
    sheet = opened.value
    sheet.emulate_media(media="print")
    expect(sheet.locator("h1")).to_have_text("What we talked about")
    expect(sheet.locator(".site-nav")).to_be_hidden()
    assert "ysmorph" not in sheet.content()
    assert "BDD" not in sheet.content()


def states(page: Page) -> list[Callable[[], object]]:
    """Every state of the triage page, one after the other."""
    return [
        lambda: page.get_by_role("button", name="Continue").click(),
        lambda: page.get_by_label("First thing").fill("takes Xarelto"),
        lambda: page.get_by_label("Another thing, number 2").fill("qwerty syndrome"),
        lambda: page.get_by_role("button", name="Continue").click(),
        lambda: page.get_by_role("button", name="Skip").click(),
        lambda: page.get_by_text("Change the case, or say more").click(),
        lambda: page.get_by_text(re.compile("^Rules [0-9a-f]+")).click(),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_of_the_page_breaks_a_rule_of_accessibility(visit_with: Callable[..., Visit], scheme: str) -> None:
    visit = visit_with(color_scheme=scheme, reduced_motion="reduce")
    page = visit.go("/triage")
    for act in states(page):
        act()
        page.wait_for_load_state("networkidle")
        assert visit.violations() == []


@pytest.mark.parametrize("words", [WORDS, "vision loss after filler"])
def test_an_emergency_fits_a_phone_with_targets_for_a_thumb(visit_with: Callable[..., Visit], words: str) -> None:
    visit = visit_with(**PHONE)
    page = visit.go("/triage")
    page.get_by_label("First thing").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("main a[href^='tel:']").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    small = page.evaluate(
        """() => [...document.querySelectorAll('main button, main .button, main summary, main .emergency__links a')]
             .filter((each) => each.checkVisibility())
             .map((each) => [each.textContent.trim(), each.getBoundingClientRect().height])
             .filter(([, height]) => height > 0 && height < 43.5)"""
    )
    assert small == []
    assert visit.violations() == []
