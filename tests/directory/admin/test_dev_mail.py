"""The mail of a development server, and that a real one has no such page."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.accounts.guards import Guard
from directory.admin import dev_mail
from directory.config import Settings
from directory.errors import NotFound
from tests.directory.referrals.visitor import with_the_key


def keep(instance: Path, subject: str = "Hello", text: str = "Dear you") -> str:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "Park Dental <b@example.org>", subject
    mail["Date"], mail["Message-ID"] = "Wed, 01 Jul 2026 08:05:09 +0000", "<1@example.org>"
    mail.set_content(text)
    return str(mailbox.Maildir(instance / "mail", create=True).add(mail))


@pytest.fixture
def reader(client: FlaskClient) -> FlaskClient:
    return with_the_key(client)


def test_no_mail_is_said_kindly(reader: FlaskClient) -> None:
    page = reader.get("/dev/mail")
    assert page.status_code == 200
    assert "There is no mail yet" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_a_mail_is_listed_and_read_with_its_links(reader: FlaskClient, instance: Path) -> None:
    key = keep(instance, "Referral <K7QM>", "Read it: http://127.0.0.1:8000/r/abc.def-g_h.\n<b>no</b> é")
    listed = reader.get("/dev/mail").text
    assert f'href="/dev/mail/{key}"' in listed
    assert "Referral &lt;K7QM&gt;" in listed
    page = reader.get(f"/dev/mail/{key}").text
    assert '<a href="http://127.0.0.1:8000/r/abc.def-g_h" rel="noreferrer">' in page
    assert "&lt;b&gt;no&lt;/b&gt; é" in page
    assert "Park Dental &lt;b@example.org&gt;" in page
    assert "1 July 2026, 09:05:09" in page


def test_a_link_in_a_mail_cannot_leave_its_attribute() -> None:
    words = dev_mail.linked("see http://x.example/\"onmouseover='alert(1)' and javascript:alert(1)")
    assert words.count("<a ") == 1
    assert 'href="http://x.example/"' in words
    assert "&#34;onmouseover" in words
    assert 'href="javascript' not in words


@pytest.mark.parametrize("key", ["nothing", "..", "%2e%2e%2fonward.db", "%00", "new"])
def test_a_mail_that_is_none_is_not_found(reader: FlaskClient, instance: Path, key: str) -> None:
    keep(instance)
    assert reader.get(f"/dev/mail/{key}").status_code == 404


def test_what_is_no_mail_at_all_is_shown_as_far_as_it_goes(reader: FlaskClient, instance: Path) -> None:
    keep(instance)
    (instance / "mail" / "new" / "broken").write_bytes(b"\xff\xfe\x00 not a mail\r\n\xc3\x28")
    assert reader.get("/dev/mail").status_code == 200
    assert reader.get("/dev/mail/broken").status_code == 200


@pytest.mark.parametrize("path", ["/dev/mail", "/dev/mail/1"])
def test_production_has_no_such_page_whoever_asks(tmp_path: Path, path: str) -> None:
    settings = Settings(_env_file=None, environment="production", instance=tmp_path)
    keep(tmp_path)
    app = Flask(__name__)
    app.testing = True
    app.register_blueprint(dev_mail.create_blueprint(settings=settings, guard=Guard("", "development", "s")))
    with pytest.raises(NotFound):
        app.test_client().get(path)
