"""Mail by SMTP: the answer codes of the server become temporary or permanent failures, within one total deadline."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from typing import Any
from urllib.parse import unquote, urlsplit

from directory.config import Settings
from directory.errors import Refused
from directory.outbox.claims import Claimed
from workers.channels import devmail
from workers.channels.base import Mail, Outgoing, Permanent, Temporary
from workers.channels.deadline import Deadline
from workers.channels.mime import address, compose
from workers.channels.words import plain

PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
FAREWELL_S = 2.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over."""

    scheme: str
    host: str
    port: int
    user: str
    password: str

    @classmethod
    def of(cls, url: str) -> Server:
        """Read ``smtp://``, ``smtps://`` or ``smtp+starttls://[user:password@]host[:port]``. Raises Refused."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise Refused("ONWARD_SMTP_URL is not an address.") from None
        if parts.scheme not in PORTS or not parts.hostname:
            raise Refused("ONWARD_SMTP_URL must begin with smtp://, smtps:// or smtp+starttls:// and name a host.")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        if user and parts.scheme == "smtp" and parts.hostname not in LOOPBACK:
            raise Refused("ONWARD_SMTP_URL would send its password in the clear: use smtps:// or smtp+starttls://.")
        return cls(parts.scheme, parts.hostname, port or PORTS[parts.scheme], user, password)


def check_addresses(settings: Settings) -> None:
    """Refuse a sender, or an address for answers, that no mail can carry. Raises Refused."""
    spoken = {"ONWARD_MAIL_FROM": settings.sender, "ONWARD_MAIL_REPLY_TO": settings.mail_reply_to}
    for name, given in spoken.items():
        try:
            _ = address(given) if given else None
        except Permanent:
            raise Refused(f"{name} must be one e-mail address and nothing else, like team@clinic.example.") from None


class EmailChannel:
    """Hands mail to the server of the settings; without one, to the development's mailbox."""

    def __init__(self, settings: Settings) -> None:
        """Read where mail goes. Raises Refused."""
        check_addresses(settings)
        self._settings = settings
        self._server = Server.of(settings.smtp_url) if settings.smtp_url else None
        # Reading every trusted certificate takes 100 ms: once, and only where there is encryption.
        encrypts = self._server is not None and self._server.scheme != "smtp"
        self._context = ssl.create_default_context() if encrypts else None

    def host(self, outgoing: Outgoing) -> str:  # noqa: ARG002  all mail goes to one server
        """The mail server."""
        return f"smtp:{self._server.host}" if self._server else ""

    def send(self, outgoing: Outgoing, claimed: Claimed, deadline_s: float) -> str:
        """Hand the mail over; returns its Message-ID. Raises Temporary or Permanent."""
        if not isinstance(outgoing, Mail):
            raise Permanent("This is not a mail.")
        message = compose(
            outgoing, sender=self._settings.sender, message_id=claimed.id, reply_to=self._settings.mail_reply_to
        )
        if self._server is None:
            return self._keep(message)
        with Deadline(deadline_s) as deadline:
            try:
                _hand_over(self._server, self._context, message, deadline)
            except (Temporary, Permanent):
                raise
            except (smtplib.SMTPException, OSError) as error:
                raise _translated(error, deadline, deadline_s) from None
        return str(message["Message-ID"])

    def _keep(self, message: EmailMessage) -> str:
        if self._settings.environment == "production":
            raise Permanent("There is no mail server: set ONWARD_SMTP_URL.")
        return devmail.keep(self._settings.instance, message)


def _hand_over(server: Server, context: ssl.SSLContext | None, message: EmailMessage, deadline: Deadline) -> None:
    name = message["From"].addresses[0].domain
    client = _Client(server.host, name, deadline, context if server.scheme == "smtps" else None)
    try:
        _greet(client, server, context)
        _deliver(client, message)
        # It was accepted: whatever happens while saying goodbye changes nothing.
        with contextlib.suppress(smtplib.SMTPException, OSError):
            client.sock.settimeout(min(FAREWELL_S, deadline.left_s))
            client.quit()
    finally:
        client.close()


def _greet(client: _Client, server: Server, context: ssl.SSLContext | None) -> None:
    """Up to the point where mail may be given. A refusal here is about us, not about this mail: it may be mended."""
    code, said = client.connect(server.host, server.port)
    if code != 220:
        raise Temporary(f"The mail server does not take mail now ({code} {plain(said)}).")
    try:
        client.ehlo_or_helo_if_needed()
        if server.scheme == "smtp+starttls":
            client.starttls(context=context)
            client.ehlo()
        if server.user:
            client.login(server.user, server.password)
    except smtplib.SMTPNotSupportedError:
        raise Temporary("The mail server offers no encryption or no sign-in, and without it nothing is sent.") from None
    except smtplib.SMTPResponseException as error:
        raise Temporary(f"The mail server refuses us ({error.smtp_code} {plain(error.smtp_error)}).") from None


def _deliver(client: _Client, message: EmailMessage) -> None:
    sender, recipient = message["From"].addresses[0].addr_spec, message["To"].addresses[0].addr_spec
    options = []
    if not recipient.isascii() or not sender.isascii():
        if not client.has_extn("smtputf8"):
            raise Permanent("The mail server cannot send to an address with letters beyond ASCII.")
        options = ["SMTPUTF8", "BODY=8BITMIME"]
    policy = SMTPUTF8 if options else SMTP
    client.sendmail(sender, [recipient], message.as_bytes(policy=policy), mail_options=options)


def _translated(error: Exception, deadline: Deadline, deadline_s: float) -> Temporary | Permanent:
    if deadline.has_passed:
        return Temporary(f"The mail server took longer than {deadline_s:g} seconds and was cut off.")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return _by_code(code, said)
    if isinstance(error, smtplib.SMTPResponseException):
        return _by_code(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return Temporary("The mail server broke the connection off.")
    if isinstance(error, ssl.SSLError):
        return Temporary("The mail server's certificate or encryption cannot be trusted, so nothing was sent.")
    if isinstance(error, TimeoutError):
        return Temporary("The mail server did not answer in time.")
    if isinstance(error, socket.gaierror):
        return Temporary("The mail server's name is not known.")
    return Temporary(f"The mail server cannot be reached ({type(error).__name__}).")


def _by_code(code: int, said: object) -> Temporary | Permanent:
    detail = f"The mail server said {code} {plain(said)}"
    return Permanent(detail) if 500 <= code <= 599 else Temporary(detail)


class _Client(smtplib.SMTP):
    """A client whose every connection is watched by the deadline, before TLS begins as well as after."""

    def __init__(self, host: str, name: str, deadline: Deadline, context: ssl.SSLContext | None) -> None:
        # Without a name, smtplib asks the resolver for ours, which no deadline cuts.
        super().__init__(local_hostname=name, timeout=deadline.left_s)
        # What a certificate must name; smtplib knows it only when it connects at once.
        self._host = host
        self._deadline = deadline
        self._context = context
        self.sock: Any = None

    def getreply(self) -> tuple[int, bytes]:
        """One answer, and never the part of one that had come when the connection was cut: "250" means delivered."""
        answer = super().getreply()
        if self._deadline.has_passed:
            raise smtplib.SMTPServerDisconnected("cut")
        return answer

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:  # noqa: ARG002  the deadline says
        connection = self._deadline.connect(host, port)
        if self._context is None:
            return connection
        return self._context.wrap_socket(connection, server_hostname=host)
