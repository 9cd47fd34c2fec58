"""Finding a service in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

FIND = "/search?need=Complication+support&near=LS1+4AP"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def cards(page: Page) -> Any:
    return page.locator(".card-result")


def test_complication_support_is_found_near_a_postcode(visit: Visit) -> None:
    page = visit.go("/")
    page.get_by_label("What is needed").fill("complication support")
    page.get_by_label("Where").fill("LS1 4AP")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#answer h1")).to_contain_text("Nearest suitable: 6 of 9")
    expect(cards(page).first).to_contain_text("Park Square Complications Clinic")
    expect(cards(page).first).to_contain_text("Hyaluronidase")
    assert "near=LS1" in page.url
    expect(page.locator(".why-not")).to_contain_text("City Dermal")


def test_a_consultant_dermatologist_is_found_in_belfast(visit: Visit) -> None:
    page = visit.go("/search?need=consultant+dermatologist&near=BT1+5GS")
    expect(cards(page).first).to_contain_text("Belfast Consultant Dermatology")


def test_pins_are_numbered_as_the_list_and_light_up_with_it(visit: Visit) -> None:
    page = visit.go(FIND + "&within=25")
    pins = page.locator(".leaflet-marker-icon.pin")
    expect(pins).to_have_count(cards(page).count())
    expect(pins.first).to_have_attribute("aria-label", "Number 1: Park Square Complications Clinic")
    cards(page).nth(1).hover()
    expect(pins.nth(1)).to_have_class(re.compile("is-lit"))
    pins.first.focus()
    expect(cards(page).first).to_have_class(re.compile("is-lit"))
    page.keyboard.press("Enter")
    expect(cards(page).first.get_by_role("link").first).to_be_focused()
    expect(page.locator("path.ring--searched")).to_have_count(1)
    expect(page.locator(".map-label span", has_text="Leeds")).to_be_visible()
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("Crown copyright")


def test_filters_change_the_list_without_a_reload_and_keep_the_focus(visit: Visit) -> None:
    page = visit.go(FIND)
    page.evaluate("window.sameDocument = true")
    chip = page.get_by_role("checkbox", name="Within 25 km")
    chip.focus()
    page.keyboard.press("Space")
    expect(page.locator("#answer h1")).to_contain_text("within 25 km")
    expect(chip).to_be_checked()
    expect(chip).to_be_focused()
    assert page.evaluate("window.sameDocument") is True
    assert "within=25" in page.url
    expect(page.locator("#status")).to_contain_text("Nearest suitable: 5 of 8 within 25 km")
    expect(page.locator(".leaflet-marker-icon.pin")).to_have_count(5)
    page.get_by_label("Nearest first").check(force=True)
    expect(cards(page).nth(1)).to_contain_text("3.2 km")


def test_going_back_shows_the_list_before_with_its_filters(visit: Visit) -> None:
    page = visit.go(FIND)
    page.get_by_role("checkbox", name="Within 25 km").check(force=True)
    expect(page.locator("#answer h1")).to_contain_text("within 25 km")
    page.go_back()
    expect(page.locator("#answer h1")).to_contain_text("anywhere in the UK")
    expect(page.get_by_role("checkbox", name="Within 25 km")).not_to_be_checked()


def test_the_boxes_suggest_as_one_types(visit: Visit) -> None:
    page = visit.go("/")
    page.get_by_label("What is needed").press_sequentially("hyal")
    expect(page.locator("#need-list option").first).to_have_attribute("value", "Hyaluronidase")
    page.get_by_label("Where").press_sequentially("Lee")
    expect(page.locator("#near-list option", has_text="Leeds")).to_have_count(1)


def test_more_are_shown_at_the_end_and_the_focus_goes_to_the_first_of_them(visit: Visit) -> None:
    from tests.browser.network import Made, fill

    extra = tuple(
        Made(f"Coach {number}", "coach", f"{number} Park Row", "Leeds", "LS1 5HD", 53.79 + number / 1000, -1.54)
        for number in range(14)
    )
    fill(visit.site.parts.database, extra)
    page = visit.go("/search?need=coach&near=LS1+4AP")
    expect(cards(page)).to_have_count(10)
    page.get_by_role("link", name="Show more").click()
    expect(cards(page)).to_have_count(14)
    expect(cards(page).nth(10).get_by_role("link").first).to_be_focused()
    expect(cards(page).nth(13)).to_have_attribute("data-rank", "14")
    expect(page.locator(".leaflet-marker-icon.pin")).to_have_count(14)


def test_a_slip_is_said_and_the_focus_goes_to_it(visit: Visit) -> None:
    page = visit.go("/")
    page.get_by_label("What is needed").fill("qwxzv")
    page.get_by_label("Where").fill("LS1 4AP")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("What is needed")).to_have_attribute("aria-invalid", "true")
    expect(page).to_have_title(re.compile("^Error: "))


def test_newport_is_asked_about(visit: Visit) -> None:
    page = visit.go("/search?need=dentist&near=Newport")
    expect(page.locator(".choice-links a")).not_to_have_count(0)
    page.locator(".choice-links a").first.click()
    expect(page.locator("#answer h1")).to_contain_text("Nearest suitable")


def test_everything_can_be_done_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit.go("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("What is needed")).to_be_focused()
    page.keyboard.type("complication support")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.type("LS1 4AP")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(cards(page).first).to_be_visible()
    for _ in range(25):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Refer:"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Refer a patient")
    expect(page.locator("main")).to_contain_text("To Park Square Complications Clinic")


def test_without_scripts_the_same_search_works(visit_with: Callable[..., Visit]) -> None:
    page = visit_with(java_script_enabled=False).go("/")
    page.get_by_label("What is needed").fill("complication support")
    page.get_by_label("Where").fill("LS1 4AP")
    page.get_by_role("button", name="Find").click()
    expect(cards(page)).to_have_count(6)
    page.get_by_role("checkbox", name="Within 25 km").check(force=True)
    page.get_by_role("button", name="Apply filters").click()
    expect(page.locator("#answer h1")).to_contain_text("Nearest suitable: 5 of 8 within 25 km")
    expect(page.locator(".find__map")).to_be_hidden()


def test_a_phone_shows_the_list_first_the_map_on_demand_and_help_in_reach(visit_with: Callable[..., Visit]) -> None:
    page = visit_with(**PHONE).go(FIND)
    expect(page.locator("#map")).to_be_hidden()
    help_now = page.get_by_role("link", name="Complication? Get help now")
    box = help_now.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] > 760
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_text("Show the map").click()
    expect(page.locator(".leaflet-marker-icon.pin").first).to_be_visible()


def test_every_target_is_large_enough_for_a_thumb(visit_with: Callable[..., Visit]) -> None:
    page = visit_with(**PHONE).go(FIND)
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .button, .chip, .site-nav a, .brand, input:not([type=hidden])')]
             .filter((each) => each.checkVisibility() && !each.closest('.chip input'))
             .map((each) => [each.className || each.id, each.getBoundingClientRect().height])
             .filter(([, height]) => height > 0 && height < 43.5)"""
    )
    assert small == []


def test_paper_has_no_navigation_and_no_map_but_every_number(visit: Visit) -> None:
    page = visit.go(FIND)
    page.emulate_media(media="print")
    for hidden in (".site-nav", ".find__map", ".find-form", ".filters", ".help-now"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".card-result").first).to_contain_text("Telephone 01632 960001")
    expect(page.get_by_text("Telephone 01632 960001")).to_be_visible()


def test_the_emergency_page_shows_999_above_the_fold_of_a_phone(visit_with: Callable[..., Visit]) -> None:
    page = visit_with(**PHONE).go("/help-now?near=LS1+4AP")
    first = page.locator("main a[href='tel:999']").bounding_box()
    assert first is not None
    assert first["y"] + first["height"] < 844
    ring = page.get_by_role("link", name=re.compile("^Ring 01632 960001"))
    expect(ring).to_have_attribute("href", "tel:01632960001")
    expect(page.locator("article", has_text="Harcourt Clinic")).to_contain_text("ring first")
