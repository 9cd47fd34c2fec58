"""The application with its relay and workers beside it, a clock that can be moved, and people who fill in its forms."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Page
from waitress import create_server

from directory import migrations
from directory.app import Parts, build_parts, create_app
from directory.config import Settings
from directory.db import now
from directory.outbox.models import Timer
from directory.referrals import service
from directory.referrals.models import Referral
from tests.browser.conftest import Site
from tests.browser.network import fill
from tests.services.state import free_port
from tests.workers.sinks import MailSink
from workers import embedded

SECRETS = ("J.S.", "1985", "lump", "no feeling")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Office(Site):
    """The running application, and what moves its clock and looks into its database."""

    def move_to(self, moment: datetime) -> None:
        """Let it be a minute after this moment for everybody."""
        with self.parts.database.reading() as session:
            ahead = moment - now(session)
        self.parts.database._offset += ahead + timedelta(minutes=1)

    def referral(self, reference: str) -> Referral:
        """The referral with this reference, as it stands."""
        with self.parts.database.reading() as session:
            return service.by_reference(session, reference)

    def due(self, referral: Referral, kind: str) -> datetime:
        """When the first timer of this kind is due."""
        with self.parts.database.reading() as session:
            found = session.query(Timer).filter_by(subject_id=referral.id, kind=kind, state="armed")
            return min(each.due_at for each in found)


@contextmanager
def open_office(folder: Path, empty_instance: Path, **changes: Any) -> Iterator[Office]:
    """The application over the small network, with relay and workers as threads, on a free port."""
    shutil.copytree(empty_instance, folder)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = Settings(_env_file=None, instance=folder, port=port, **changes)
    parts: Parts = build_parts(settings)
    migrations.upgrade(parts.database.engine)
    ids = fill(parts.database)
    running = embedded.start(parts)
    server = create_server(create_app(parts=parts), host="127.0.0.1", port=port, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Office(url, parts, ids)
    finally:
        server.close()
        thread.join(timeout=5)
        running.stop()
        parts.close()


def wait_for(look: Callable[[], Found | None], what: str, within_s: float = 20) -> Found:
    """What is looked for, as soon as it is there."""
    ends = time.monotonic() + within_s
    while time.monotonic() < ends:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{what} did not come within {within_s} s")


def mail_with(sink: MailSink, to: str, subject: str) -> EmailMessage:
    """The latest mail to this name whose subject has these words, as soon as it has arrived."""

    def look() -> EmailMessage | None:
        fit = [each for each in sink.accepted if to in str(each["To"]) and subject in str(each["Subject"])]
        return fit[-1] if fit else None

    return wait_for(look, f"A mail to {to}: {subject}")


def link_in(mail: EmailMessage) -> str:
    """The path of the signed link in a mail."""
    found = re.search(r"https?://[^/\s]+(/(?:r|my)/\S+)", mail.get_content())
    assert found, mail.get_content()
    return found[1]


def fill_in(page: Page, urgency: str = "Routine") -> None:
    """Fill in the form of a referral."""
    page.get_by_label("Initials").fill("J.S.")
    page.get_by_label("Year of birth").fill("1985")
    page.get_by_label("Why do you refer?").fill("A lump that grows.\nThere is no feeling in it.")
    page.get_by_label(urgency).check()
    page.get_by_label("The patient agrees").check()
    page.get_by_label("Spoken").check()
    page.get_by_label("Your name").fill("Ann Example")
    page.get_by_label("Your clinic or practice").fill("Ann's Clinic")
    page.get_by_label("Your e-mail").fill("ann@example.org")
    page.get_by_label("Your telephone").fill("01632 960 001")


def refer(page: Page, urgency: str = "Routine") -> str:
    """Fill in the form and send it; the reference of the referral."""
    fill_in(page, urgency)
    page.get_by_role("button", name="Send the referral").click()
    page.wait_for_url(re.compile("/referrals/"))
    return page.locator("h1").inner_text().removeprefix("Referral ").strip()
