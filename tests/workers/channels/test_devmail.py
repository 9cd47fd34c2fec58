"""The mailbox of development keeps every mail, also when several threads write."""

from __future__ import annotations

import mailbox
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from pathlib import Path

from workers.channels.devmail import folder_of, keep


def test_nothing_is_lost_when_many_write_at_once(tmp_path: Path) -> None:
    def write(number: int) -> str:
        message = EmailMessage()
        message["Subject"] = str(number)
        return keep(tmp_path, message)

    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(write, range(100)))
    box = mailbox.Maildir(folder_of(tmp_path), create=False)
    assert {int(each["Subject"]) for each in box} == set(range(100))
    assert len(set(keys)) == 100
