"""Mail over real SMTP: what arrives, what each refusal becomes, and that no server can hold us longer than agreed."""

from __future__ import annotations

import mailbox
import socket
import ssl
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from directory.errors import Refused
from tests.workers.certificates import certificate
from tests.workers.conftest import claimed, settings_of
from tests.workers.sinks import MailSink, dripping, mail_server, silent, talker
from workers.channels.base import Mail, Permanent, Post, Temporary
from workers.channels.devmail import folder_of
from workers.channels.email import EmailChannel, Server
from workers.channels.mime import NOBODY_READS

MAIL = Mail("clinic@example.org", "Zoë’s Clinic, Leeds", "A request: K7QM-3F2P", "Dear colleague,\n\n.dot\nZoë\n")
FROM = "referrals@onward.example"


def channel(url: str, tmp_path: Path, **changes: Any) -> EmailChannel:
    return EmailChannel(settings_of(tmp_path, **{"smtp_url": url, "mail_from": FROM} | changes))


def send(url: str, tmp_path: Path, mail: Mail = MAIL, deadline_s: float = 5.0) -> str:
    return channel(url, tmp_path).send(mail, claimed(), deadline_s)


def test_it_arrives_as_it_was_written(mail: MailSink, tmp_path: Path) -> None:
    assert send(mail.url, tmp_path) == "<0198-message@onward.example>"
    [found] = mail.accepted
    assert mail.recipients == [["clinic@example.org"]]
    assert found["Subject"] == MAIL.subject
    assert found["From"].addresses[0].addr_spec == FROM
    assert found["To"].addresses[0].display_name == MAIL.to_name
    assert found["Message-ID"] == "<0198-message@onward.example>"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["Reply-To"] is None
    assert found.get_content().replace("\r\n", "\n") == f"{MAIL.text}{NOBODY_READS}\n"


def test_where_somebody_reads_answers_they_go_there(mail: MailSink, tmp_path: Path) -> None:
    channel(mail.url, tmp_path, mail_reply_to="desk@clinic.example").send(MAIL, claimed(), 5.0)
    [found] = mail.accepted
    assert [each.addr_spec for each in found["Reply-To"].addresses] == ["desk@clinic.example"]
    assert found["From"].addresses[0].addr_spec == FROM
    assert found.get_content().replace("\r\n", "\n") == MAIL.text


@pytest.mark.parametrize("name", ["mail_from", "mail_reply_to"])
@pytest.mark.parametrize(
    "wrong", ["nonsense", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "Us <a@b.example>"]
)
def test_an_address_of_ours_that_no_mail_can_carry_is_refused(tmp_path: Path, name: str, wrong: str) -> None:
    with pytest.raises(Refused, match=f"ONWARD_{name.upper()} must be one e-mail address"):
        channel("smtp://127.0.0.1:1", tmp_path, **{name: wrong})


def test_sent_again_it_has_the_same_message_id(mail: MailSink, tmp_path: Path) -> None:
    send(mail.url, tmp_path)
    send(mail.url, tmp_path)
    assert len({each["Message-ID"] for each in mail.accepted}) == 1


@pytest.mark.parametrize("answer", ["421 Closing", "450 Mailbox busy", "451 Local error", "452 Full"])
@pytest.mark.parametrize("step", ["at_mail", "at_rcpt", "at_data"])
def test_a_4xx_is_temporary_and_the_next_time_it_arrives(
    mail: MailSink, tmp_path: Path, step: str, answer: str
) -> None:
    getattr(mail, step).append(answer)
    with pytest.raises(Temporary, match=answer[:3]):
        send(mail.url, tmp_path)
    assert mail.accepted == []
    send(mail.url, tmp_path)
    assert len(mail.accepted) == 1


@pytest.mark.parametrize("answer", ["550 No such user", "551 Not local", "552 Too big", "553 Bad name", "554 No"])
@pytest.mark.parametrize("step", ["at_mail", "at_rcpt", "at_data"])
def test_a_5xx_is_permanent(mail: MailSink, tmp_path: Path, step: str, answer: str) -> None:
    getattr(mail, step).append(answer)
    with pytest.raises(Permanent, match=answer):
        send(mail.url, tmp_path)
    assert mail.accepted == []


def test_what_the_server_says_is_kept_on_one_printable_line(mail: MailSink, tmp_path: Path) -> None:
    mail.at_data.append("550 no\x07 \x1b[31m" + "x" * 300)
    with pytest.raises(Permanent) as problem:
        send(mail.url, tmp_path)
    assert problem.value.detail.isprintable()
    assert len(problem.value.detail) < 450


def test_a_server_that_is_not_there_is_temporary(tmp_path: Path) -> None:
    with pytest.raises(Temporary, match="cannot be reached"):
        send("smtp://127.0.0.1:1", tmp_path)


@pytest.mark.parametrize("talk", [silent, dripping])
def test_a_server_that_never_finishes_is_cut_at_the_total_deadline(tmp_path: Path, talk: Any) -> None:
    with talker(talk) as port:
        began = time.monotonic()
        with pytest.raises(Temporary, match="cut off"):
            send(f"smtp://127.0.0.1:{port}", tmp_path, deadline_s=0.5)
        assert time.monotonic() - began < 5


def test_tls_that_never_finishes_is_cut_too(tmp_path: Path) -> None:
    with talker(silent) as port:
        began = time.monotonic()
        with pytest.raises(Temporary, match="cut off"):
            send(f"smtps://127.0.0.1:{port}", tmp_path, deadline_s=0.5)
        assert time.monotonic() - began < 5


def drips_after_data(connection: socket.socket, ending: threading.Event) -> None:
    connection.sendall(b"220 slow\r\n")
    given = b""
    while not ending.is_set():
        given += connection.recv(4096)
        if given.endswith(b"\r\n.\r\n"):
            break
        if given.upper().endswith(b"DATA\r\n"):
            connection.sendall(b"354 go on\r\n")
        elif given.endswith(b"\r\n") and b"\r\n\r\n" not in given:
            connection.sendall(b"250 fine\r\n")
    connection.sendall(b"250 del")
    dripping(connection, ending)


def test_a_drip_after_the_mail_was_given_is_temporary_and_keeps_its_message_id(tmp_path: Path) -> None:
    with talker(drips_after_data) as port, pytest.raises(Temporary, match="cut off"):
        send(f"smtp://127.0.0.1:{port}", tmp_path, deadline_s=1)


def hangs_at_quit(connection: socket.socket, ending: threading.Event) -> None:
    connection.sendall(b"220 slow\r\n")
    given = b""
    while not ending.is_set():
        part = connection.recv(4096)
        given += part
        if not part or given.upper().endswith(b"QUIT\r\n"):
            break
        if given.upper().endswith(b"DATA\r\n"):
            connection.sendall(b"354 go on\r\n")
        elif given.endswith((b"\r\n.\r\n",)) or b"Subject:" not in given:
            connection.sendall(b"250 fine\r\n")
    ending.wait(30)


def test_what_was_accepted_stays_sent_when_the_goodbye_hangs(tmp_path: Path) -> None:
    with talker(hangs_at_quit) as port:
        began = time.monotonic()
        assert send(f"smtp://127.0.0.1:{port}", tmp_path, deadline_s=20)
        assert time.monotonic() - began < 5


def test_no_encryption_offered_means_nothing_is_sent(mail: MailSink, tmp_path: Path) -> None:
    with pytest.raises(Temporary, match="encryption"):
        send(mail.url.replace("smtp://", "smtp+starttls://"), tmp_path)
    assert mail.offered == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_certificate_of_somebody_else_means_nothing_is_sent(
    tmp_path: Path, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate(tmp_path, "elsewhere.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with mail_server(tls_context=context) as sink:
        port = sink.url.rsplit(":", 1)[1]
        with pytest.raises(Temporary, match="certificate"):
            send(f"smtp+starttls://{host}:{port}", tmp_path)
        assert sink.offered == 0


def test_starttls_and_a_password_with_a_trusted_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")

    def sign_in(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        known = isinstance(data, LoginPassword) and (data.login, data.password) == (b"us@er", b"pa ss")
        return AuthResult(success=known, handled=False)

    with mail_server(tls_context=context, require_starttls=True, authenticator=sign_in, auth_required=True) as sink:
        port = sink.url.rsplit(":", 1)[1]
        send(f"smtp+starttls://us%40er:pa%20ss@localhost:{port}", tmp_path)
        assert len(sink.accepted) == 1
        # A wrong password is about us: the mail waits until somebody mends it.
        with pytest.raises(Temporary, match="refuses us"):
            send(f"smtp+starttls://us%40er:wrong@localhost:{port}", tmp_path)


def test_an_address_beyond_ascii_needs_a_server_that_can(mail: MailSink, tmp_path: Path) -> None:
    with mail_server(enable_SMTPUTF8=False) as sink:
        with pytest.raises(Permanent, match="beyond ASCII"):
            send(sink.url, tmp_path, Mail("zoë@example.org", "Zoë", "s", "t"))
        send(sink.url, tmp_path, Mail("zoe@bücher.example", "Zoë", "s", "t"))
        assert sink.recipients == [["zoe@xn--bcher-kva.example"]]
    with mail_server(enable_SMTPUTF8=True) as sink:
        send(sink.url, tmp_path, Mail("zoë@example.org", "Zoë", "s", "t"))
        assert sink.recipients == [["zoë@example.org"]]


@pytest.mark.parametrize(
    "url",
    ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://host:port", "smtp://us:pw@mail.example.org:25"],
)
def test_a_url_that_cannot_be_used_is_refused_at_the_start(url: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="ONWARD_SMTP_URL"):
        channel(url, tmp_path)


def test_a_url_says_server_user_and_usual_port() -> None:
    assert Server.of("smtps://u:p%40@mail.example.org") == Server("smtps", "mail.example.org", 465, "u", "p@")
    assert Server.of("smtp+starttls://mail.example.org").port == 587
    assert Server.of("smtp://[::1]:2525").host == "::1"


def test_without_a_server_it_lands_in_the_mailbox_of_development(tmp_path: Path) -> None:
    reference = EmailChannel(settings_of(tmp_path, mail_from=FROM)).send(MAIL, claimed(), 5)
    box = mailbox.Maildir(folder_of(tmp_path), create=False)
    [found] = list(box)
    assert found["Message-ID"] == "<0198-message@onward.example>"
    assert reference.startswith("dev-mail:")


def test_in_production_without_a_server_nothing_is_kept(tmp_path: Path) -> None:
    made = EmailChannel(settings_of(tmp_path, environment="production"))
    with pytest.raises(Permanent, match="ONWARD_SMTP_URL"):
        made.send(MAIL, claimed(), 5)
    assert not folder_of(tmp_path).exists()


def test_an_event_is_no_mail(tmp_path: Path, mail: MailSink) -> None:
    with pytest.raises(Permanent):
        channel(mail.url, tmp_path).send(Post("https://example.org", "x", {}), claimed(), 5)


def test_all_mail_goes_to_one_host(tmp_path: Path) -> None:
    assert channel("smtp://127.0.0.1:25", tmp_path).host(MAIL) == "smtp:127.0.0.1"
