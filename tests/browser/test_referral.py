"""A referral's whole way in a real browser, with a real mailbox: in the default mode, and on PostgreSQL with Redis."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.office import SECRETS, Office, fill_in, link_in, mail_with, open_office, refer, wait_for
from tests.services.redis import redis_url  # noqa: F401  fixture
from tests.workers.sinks import MailSink, mail_server

FIRST, SECOND = "Park Square Complications Clinic", "Headingley Aesthetic Medicine"
SEARCH = "/search?need=Complication+support&near=LS1+4AP"
BOTH = pytest.mark.parametrize(
    "mode", ["default", pytest.param("postgres and redis", marks=[pytest.mark.postgres, pytest.mark.redis])]
)


@pytest.fixture
def mail() -> Iterator[MailSink]:
    """A mail server that keeps what it accepts."""
    with mail_server() as sink:
        yield sink


@pytest.fixture
def mode() -> str:
    """Where it stores and what rings its workers."""
    return "default"


@pytest.fixture
def site(
    mode: str, mail: MailSink, tmp_path: Path, empty_instance: Path, request: pytest.FixtureRequest
) -> Iterator[Office]:
    """The application with workers, sending to the mail server."""
    more = {}
    if mode != "default":
        url = request.getfixturevalue("postgres_database_url")
        more = {"database_url": url, "redis_url": request.getfixturevalue("redis_url")}
    with open_office(tmp_path / "instance", empty_instance, smtp_url=mail.url, **more) as office:
        yield office


@BOTH
def test_a_referral_is_made_accepted_and_followed_up(
    site: Office, mail: MailSink, visit: Visit, visit_with: Callable[..., Visit]
) -> None:
    page = visit.go(SEARCH)
    page.get_by_role("link", name=re.compile(f"Refer.*{FIRST}")).click()
    expect(page.get_by_label("What is needed")).to_have_value("Complication support")
    expect(page.get_by_label("Where the patient is")).to_have_value("LS1 4AP")
    reference = refer(page)
    expect(page.locator("main")).to_contain_text("JS, born 1985")

    asked = mail_with(mail, FIRST, "please answer by")
    specialist = visit_with()
    theirs = specialist.go(link_in(asked))
    expect(theirs.locator("main")).to_contain_text("A lump that grows.")
    assert specialist.violations() == []
    theirs.get_by_label("A note for whoever refers").fill("Tuesday at ten")
    theirs.get_by_role("button", name="Accept the referral").click()
    expect(theirs.locator("main")).to_contain_text("You have accepted")
    mine = visit.go(link_in(mail_with(mail, "Ann Example", f"Accepted: referral {reference}")))
    expect(mine.locator("main")).to_contain_text("Tuesday at ten")
    assert visit.violations() == []

    site.move_to(site.due(site.referral(reference), "ask_outcome"))
    question = mail_with(mail, FIRST, "what came of it?")
    theirs = specialist.go(link_in(question))
    theirs.get_by_label("Seen and treated").check()
    theirs.get_by_label("What whoever refers should know").fill("All well.")
    theirs.get_by_role("button", name="Send the outcome").click()
    expect(theirs.locator("main")).to_contain_text("This referral is complete")
    mine = visit.go(link_in(mail_with(mail, "Ann Example", f"Outcome: referral {reference}")))
    expect(mine.locator("main")).to_contain_text("All well.")
    _nothing_of_the_patient_in(mail)


@BOTH
def test_one_that_nobody_answers_is_chased_and_goes_to_the_next_best_match(
    site: Office, mail: MailSink, visit: Visit
) -> None:
    page = visit.go(SEARCH)
    page.get_by_role("link", name=re.compile(f"Refer.*{FIRST}")).click()
    reference = refer(page)
    first = link_in(mail_with(mail, FIRST, "please answer by"))
    wait_for(lambda: site.referral(reference).state == "sent", "The delivery")

    site.move_to(site.due(site.referral(reference), "chase_service"))
    mail_with(mail, FIRST, f"Reminder: referral {reference}")
    site.move_to(site.due(site.referral(reference), "escalate_referral"))
    told = mail_with(mail, "Ann Example", f"No answer yet: referral {reference}")
    assert SECOND in told.get_content()

    page = visit.go(link_in(told))
    expect(page.locator("main")).to_contain_text("The patient is still yours")
    assert visit.violations() == []
    page.get_by_role("button", name=re.compile(f"Ask them.*{SECOND}")).click()
    expect(page.locator(".lead")).to_contain_text(SECOND)
    second = link_in(mail_with(mail, SECOND, "please answer by"))
    mail_with(mail, FIRST, "no longer needs you")
    visit.go(first)
    expect(page.locator("main")).to_contain_text("gone to another service")
    assert visit.violations() == []
    visit.go(second)
    expect(page.get_by_role("button", name="Accept the referral")).to_be_visible()
    # The page of a link that is over has the status of what is gone, which the console notes.
    visit.slips[:] = [slip for slip in visit.slips if "status of 410" not in slip]
    _nothing_of_the_patient_in(mail)


def test_pressing_again_and_again_makes_one(site: Office, visit: Visit) -> None:
    page = visit.go(f"/services/{site.ids[FIRST]}/refer")
    fill_in(page)
    page.get_by_role("button", name="Send the referral").click(click_count=3)
    page.wait_for_url(re.compile("/referrals/"))
    visit.go("/referrals")
    expect(page.locator(".row-card")).to_have_count(1)


def test_slips_are_said_first_and_what_was_typed_stays(visit: Visit) -> None:
    page = visit.go(f"/services/{visit.site.ids[FIRST]}/refer")
    fill_in(page)
    page.get_by_label("Initials").fill("Jane Smith")
    page.get_by_label("Your e-mail").fill("ann@")
    page.get_by_role("button", name="Send the referral").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    assert visit.violations() == []
    expect(page.get_by_label("Why do you refer?")).to_have_value("A lump that grows.\nThere is no feeling in it.")
    page.locator(".error-summary a").first.click()
    expect(page.get_by_label("Initials")).to_be_focused()
    visit.slips[:] = [slip for slip in visit.slips if "status of 422" not in slip]


def test_the_whole_way_works_without_scripts_on_a_phone(
    site: Office, mail: MailSink, visit_with: Callable[..., Visit]
) -> None:
    visit = visit_with(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = visit.go(f"/services/{site.ids[FIRST]}/refer")
    refer(page, "Urgent: the same day")
    page = visit.go(link_in(mail_with(mail, FIRST, "please answer by")))
    page.get_by_label("No room at present").check()
    page.get_by_role("button", name="Decline the referral").click()
    expect(page.locator("main")).to_contain_text("You have declined")
    page = visit.go(link_in(mail_with(mail, "Ann Example", "Declined: referral")))
    page.get_by_role("button", name=re.compile(f"Ask them.*{SECOND}")).click()
    expect(page.locator(".lead")).to_contain_text(SECOND)
    mail_with(mail, SECOND, "please answer by")
    page.get_by_text("Stop this referral").click()
    page.get_by_role("button", name="Stop the referral").click()
    expect(page.locator("main")).to_contain_text("This referral was stopped")


def test_the_form_is_filled_in_by_keyboard_alone(site: Office, visit: Visit) -> None:
    page = visit.go(f"/services/{site.ids[FIRST]}/refer")
    page.get_by_label("Initials").focus()
    for keys in ("JS", "1985", "A lump", " ", "dentist", "Leeds"):
        page.keyboard.type(keys)
        page.keyboard.press("Tab")
    expect(page.get_by_label("Routine")).to_be_checked()
    expect(page.get_by_label("The patient agrees")).to_be_focused()
    for keys in (" ", " ", "Ann Example", "", "ann@example.org", ""):
        page.keyboard.type(keys)
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send the referral")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/referrals/"))


@pytest.mark.parametrize(
    "options",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 640}}],
    ids=["light", "dark", "phone"],
)
def test_every_page_of_a_referral_breaks_no_rule(
    site: Office, mail: MailSink, visit_with: Callable[..., Visit], options: dict[str, object]
) -> None:
    visit = visit_with(reduced_motion="reduce", **options)
    page = visit.go(f"/services/{site.ids[FIRST]}/refer")
    assert visit.violations() == []
    refer(page)
    shown = page.url.removeprefix(site.url)
    service_link = link_in(mail_with(mail, FIRST, "please answer by"))
    for path in ("/referrals", shown, service_link, link_in(mail_with(mail, "Ann Example", "Referral"))):
        page = visit.go(path)
        page.evaluate("document.querySelectorAll('details').forEach((drawer) => { drawer.open = true; })")
        assert visit.violations() == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    page = visit.go(service_link)
    page.get_by_role("button", name="Accept the referral").click()
    expect(page.locator("main")).to_contain_text("You have accepted")
    for path in (service_link, shown, "/referrals?state=accepted"):
        visit.go(path)
        assert visit.violations() == [], path


def test_paper_has_the_words_and_no_buttons(site: Office, mail: MailSink, visit: Visit) -> None:
    page = visit.go(f"/services/{site.ids[FIRST]}/refer")
    refer(page)
    link = link_in(mail_with(mail, FIRST, "please answer by"))
    page.emulate_media(media="print")
    for path in (page.url.removeprefix(site.url), link):
        visit.go(path)
        expect(page.locator("main")).to_contain_text("A lump that grows.")
        for each in page.locator("main button, main .button, main input, main textarea").all():
            assert not each.is_visible()


def _nothing_of_the_patient_in(mail: MailSink) -> None:
    for each in mail.accepted:
        words = f"{each['Subject']} {each.get_content()}"
        assert [secret for secret in SECRETS if secret in words] == []
    assert all(len(recipients) == 1 for recipients in mail.recipients)
