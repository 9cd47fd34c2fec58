"""Signing in, the outbox and a development server's mail, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from directory.outbox import service
from tests.browser.conftest import Visit
from tests.browser.office import Office, open_office, refer, wait_for
from tests.network import KEY


@pytest.fixture
def site(tmp_path: Path, empty_instance: Path) -> Iterator[Office]:
    """The application with a key, with workers, without a mail server."""
    with open_office(tmp_path / "instance", empty_instance, api_key=KEY) as office:
        yield office


@pytest.fixture
def signed_in(visit: Visit) -> Visit:
    """Somebody with the key."""
    page = visit.go("/referrals")
    page.get_by_label("Key").fill(KEY)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1")).to_have_text("Referrals")
    return visit


def test_whoever_has_the_key_gets_in_and_out_again(visit: Visit) -> None:
    page = visit.go("/admin/outbox")
    expect(page.locator("h1")).to_have_text("Sign in")
    assert visit.violations() == []
    page.get_by_label("Key").fill("not the key")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert visit.violations() == []
    page.get_by_label("Key").fill(KEY)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1")).to_have_text("What is to be sent")
    page.get_by_role("button", name="Sign out").click()
    visit.go("/admin/outbox")
    expect(page.locator("h1")).to_have_text("Sign in")
    visit.slips[:] = [slip for slip in visit.slips if "status of 422" not in slip]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_could_not_be_sent_is_sent_again_or_cancelled(site: Office, signed_in: Visit, scheme: str) -> None:
    with site.parts.database.transaction() as session:
        for seq in (1, 2):
            made = service.publish(session, "confirm_to_referrer", subject_kind="referral", subject_id="r", seq=seq)
            assert made is not None
            made.state, made.last_error = "dead", "550 5.1.1 There is no such user"
    signed_in.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page = signed_in.go("/admin/outbox")
    expect(page.locator(".row-card")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("2 messages could not be sent")
    assert signed_in.violations() == []
    page.get_by_role("link", name="Confirmation to the referrer").first.click()
    assert signed_in.violations() == []
    page.get_by_label("Why it is not to be sent").fill("Rung instead")
    page.get_by_role("button", name="Cancel the message").click()
    expect(page.locator("#facts")).to_have_text("Cancelled")
    signed_in.go("/admin/outbox")
    page.get_by_role("link", name="Confirmation to the referrer").click()
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator("#facts")).not_to_have_text("Could not be sent")


def test_without_a_mail_server_the_mail_is_read_on_a_page(site: Office, signed_in: Visit) -> None:
    page = signed_in.go(f"/services/{site.ids['Wakefield Face Clinic']}/refer")
    refer(page)
    wait_for(lambda: len(list((site.parts.settings.instance / "mail").glob("new/*"))) == 2, "The mail")
    signed_in.go("/dev/mail")
    expect(page.locator(".row-card")).to_have_count(2)
    assert signed_in.violations() == []
    page.get_by_role("link", name=re.compile("please answer by")).click()
    expect(page.locator("main")).to_contain_text("Wakefield Face Clinic")
    assert signed_in.violations() == []
    page.locator("a[href*='/r/']").click()
    expect(page.get_by_role("button", name="Accept the referral")).to_be_visible()


@pytest.mark.parametrize("path", ["/admin/outbox?state=all", "/dev/mail", "/referrals"])
def test_a_phone_never_scrolls_sideways(site: Office, visit_with: Callable[..., Visit], path: str) -> None:
    visit = visit_with(viewport={"width": 320, "height": 640}, extra_http_headers={"Authorization": f"Bearer {KEY}"})
    refer(visit.go(f"/services/{site.ids['Wakefield Face Clinic']}/refer"))
    page = visit.go(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert visit.violations() == []
