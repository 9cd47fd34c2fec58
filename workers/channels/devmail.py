"""Without a mail server, mail lands in a Maildir under the instance folder: for development only."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path
from threading import Lock

_lock = Lock()


def folder_of(instance: Path) -> Path:
    """Where the mail of development lies."""
    return instance / "mail"


def keep(instance: Path, message: EmailMessage) -> str:
    """Put it into the Maildir; returns its key there."""
    # The names that the mailbox module gives are unique by process, not by thread.
    with _lock:
        box = mailbox.Maildir(folder_of(instance), create=True)
        return f"dev-mail:{box.add(message)}"
