"""A mail as bytes on the wire: one recipient, no header that was not meant, the same Message-ID each time."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import getaddresses

from workers.channels.base import Mail, Permanent

LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
LONGEST_ADDRESS, LONGEST_LOCAL, LONGEST_NAME, LONGEST_SUBJECT = 254, 64, 120, 200


NOBODY_READS = "Please do not reply to this message: nobody reads what is sent to its address."


def compose(mail: Mail, *, sender: str, message_id: str, reply_to: str = "") -> EmailMessage:
    """The whole message; where nobody reads answers, it says so at its end.

    Raises Permanent when an address or a header is not exactly what it should be.
    """
    to, origin = address(mail.to, mail.to_name), address(sender, "Onward")
    message = EmailMessage()
    try:
        message["From"] = origin
        message["To"] = to
        if reply_to:
            message["Reply-To"] = address(reply_to)
        message["Subject"] = _line(mail.subject, LONGEST_SUBJECT, "subject")
        message["Date"] = datetime.now(UTC)
        message["Message-ID"] = f"<{message_id}@{origin.domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message["Content-Language"] = "en-GB"
        message.set_content(mail.text if reply_to else _for_nobody(mail.text), cte="quoted-printable")
    except (ValueError, UnicodeError):
        raise Permanent("The mail could not be written: its subject or text holds what no mail may hold.") from None
    _assert_one(message, to)
    return message


def _for_nobody(text: str) -> str:
    return f"{text}{'' if text.endswith(chr(10)) else chr(10)}{NOBODY_READS}\n"


def address(spec: str, name: str = "") -> Address:
    """An address that is one address and nothing else, its domain in ASCII. Raises Permanent."""
    local, at, domain = spec.rpartition("@")
    host = _ascii_domain(domain)
    if not (at and host and LOCAL.fullmatch(local) and len(local) <= LONGEST_LOCAL and len(spec) <= LONGEST_ADDRESS):
        raise Permanent("The e-mail address is not one that mail can be sent to.")
    return Address(_line(name, LONGEST_NAME, "name"), local, host)


def _ascii_domain(domain: str) -> str:
    try:
        host = domain.encode("idna").decode("ascii") if domain else ""
    except UnicodeError:
        return ""
    return host.lower() if host and all(LABEL.fullmatch(label) for label in host.split(".")) else ""


def _line(text: str, longest: int, what: str) -> str:
    if len(text) > longest or not text.isprintable():
        raise Permanent(f"The mail's {what} holds a line break or a control character, or is too long.")
    return text


def _assert_one(message: EmailMessage, to: Address) -> None:
    found = message["To"].addresses
    read_back = getaddresses([str(message["To"])])
    if len(found) != 1 or found[0].addr_spec != to.addr_spec or [each[1] for each in read_back] != [to.addr_spec]:
        raise Permanent("The mail would have gone to somebody else as well, so it was not sent.")
