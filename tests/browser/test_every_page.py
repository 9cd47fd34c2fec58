"""Every page, in light and in dark, by the rules of axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import Visit

PAGES = (
    "/",
    "/search?need=Complication+support&near=LS1+4AP&within=25",
    "/search?need=dentist&near=Newport",
    "/search?need=dentist",
    "/search?need=loss+of+vision&near=Leeds",
    "/help-now",
    "/help-now?near=LS1+4AP",
    "/help-now?near=Newport",
    "/help-now/record",
    "/search?need=lips+white+after+filler",
    "/search?need=lips+white+after+filler&near=LS1+4AP",
    "/services/SERVICE",
    "/services/SERVICE/listed",
    "/services/new",
    "/triage",
    "/about",
    "/accessibility",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_breaks_no_rule_of_accessibility(visit_with: Callable[..., Visit], path: str, scheme: str) -> None:
    visit = visit_with(color_scheme=scheme, reduced_motion="reduce")
    visit.go(path.replace("SERVICE", visit.site.ids["Wakefield Face Clinic"]))
    assert visit.violations() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/search?need=qwxzv&near=Leeds", "/search?need=dentist&near=", "/nothing"])
def test_a_page_that_says_what_is_wrong_breaks_none_either(
    visit_with: Callable[..., Visit], path: str, scheme: str
) -> None:
    visit = visit_with(color_scheme=scheme, reduced_motion="reduce")
    visit.go(path)
    assert visit.violations() == []
    # A page of an error's status is noted by the browser's console; nothing else may be.
    visit.slips[:] = [slip for slip in visit.slips if "responded with a status of 40" not in slip]


@pytest.mark.parametrize("path", [PAGES[1], "/help-now?near=LS1+4AP", "/services/SERVICE", "/services/new"])
def test_a_phone_breaks_none_and_never_scrolls_sideways(visit_with: Callable[..., Visit], path: str) -> None:
    visit = visit_with(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    page = visit.go(path.replace("SERVICE", visit.site.ids["Wakefield Face Clinic"]))
    assert visit.violations() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
