"""The mail of a development server, on a page: where no mail server is set, what would be sent is read here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from mailbox import Maildir, NoSuchMailboxError
from pathlib import Path

from flask import Blueprint, Response, make_response, render_template
from markupsafe import Markup, escape

from directory.accounts.guards import Guard
from directory.accounts.pages import gate, unkept
from directory.config import Settings
from directory.errors import NotFound
from directory.web.moments import to_the_second

SHOWN = 200
_LINK = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True)
class Read:
    """One mail as it is read: its key in the folder, what its head says, and its text."""

    key: str
    subject: str
    sender: str
    recipient: str
    sent: str
    message_id: str
    text: Markup


def create_blueprint(*, settings: Settings, guard: Guard) -> Blueprint:
    """``/dev/mail`` and each mail in it; in production nothing is there."""
    blueprint = Blueprint("dev_mail", __name__)
    folder = settings.instance / "mail"

    @blueprint.before_request
    def _only_while_developing() -> None:
        if settings.environment == "production":
            raise NotFound("There is nothing at this address. Check it for slips.")

    blueprint.before_request(gate(guard))
    blueprint.after_request(unkept)

    @blueprint.get("/dev/mail")
    def listing() -> Response:
        newest = sorted(folder.glob("*/*"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        keys = [path.name.split(":")[0] for path in newest if path.parent.name in ("new", "cur")][:SHOWN]
        mails = [_read(folder, key) for key in keys]
        page = render_template(
            "admin/mails.html", mails=mails, most=SHOWN, is_real=bool(settings.smtp_url), folder=folder.name
        )
        return make_response(page)

    @blueprint.get("/dev/mail/<key>")
    def show(key: str) -> Response:
        return make_response(render_template("admin/mail.html", mail=_read(folder, key)))

    return blueprint


def _read(folder: Path, key: str) -> Read:
    try:
        raw = Maildir(folder, create=False).get_bytes(key)
        message = BytesParser(policy=policy.default).parsebytes(raw)
        body = message.get_body(("plain",))
        text = body.get_content() if isinstance(body, EmailMessage) else ""
    except (NoSuchMailboxError, KeyError, OSError, MessageError, LookupError):
        raise NotFound("There is no such mail here.") from None
    return Read(
        key, str(message["Subject"] or ""), str(message["From"] or ""), str(message["To"] or ""), _sent(message),
        str(message["Message-ID"] or ""), linked(text),
    )  # fmt: skip


def _sent(message: EmailMessage) -> str:
    try:
        return to_the_second(parsedate_to_datetime(str(message["Date"])))
    except ValueError:
        return ""


def linked(text: str) -> Markup:
    """The text with its web addresses as links, and everything else as it stands."""
    done, parts = 0, []
    for found in _LINK.finditer(text):
        address = found[0].rstrip(".,;:!?)")
        parts.append(escape(text[done : found.start()]))
        parts.append(Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(address))
        done = found.start() + len(address)
    return Markup("").join([*parts, escape(text[done:])])
