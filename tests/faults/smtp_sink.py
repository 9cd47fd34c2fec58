"""A mail server that logs every message that it accepted: ``python -m tests.faults.smtp_sink FOLDER PORT``.

Behaviours (by recipient, see ``Script``): ok; 421, 450, 451, 550 at RCPT; 554-data, 451-data after the message;
silent (never answers RCPT); drip (the answer comes a byte a second and never ends); hold:SECONDS (the whole message
has come, the answer has not). ``connect`` as recipient: silent (no greeting).
"""

from __future__ import annotations

import asyncio
import email
import sys
import time
from email import policy
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.faults.script import Log, Script

REPLIES = {
    "421": "421 4.3.2 Too busy", "450": "450 4.2.1 Mailbox busy", "451": "451 4.3.0 Try again",
    "550": "550 5.1.1 No such mailbox", "554": "554 5.7.1 Not accepted",
}  # fmt: skip
NEVER_S = 3600.0


class Handler:
    """Does with each recipient what the script says."""

    def __init__(self, folder: Path) -> None:
        """Keep a log and every message as it came."""
        self.script = Script(folder / "smtp-script.json")
        self.log = Log(folder / "smtp.jsonl")
        self.spool = (folder / "smtp.spool").open("ab", buffering=0)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take, refuse, or keep waiting."""
        step = self.script.next_for(address)
        if step == "silent":
            self.log.write(event="silent", at=time.time(), recipient=address)
            await asyncio.sleep(NEVER_S)
        if step in REPLIES:
            self.log.write(event="refused", at=time.time(), recipient=address, reply=step)
            return REPLIES[step]
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend([step])
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Log first, then say so: what is not in the log was never accepted."""
        step = envelope.rcpt_options[-1]
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        key = message_key(content)
        if step.endswith("-data"):
            self.log.write(event="refused", at=time.time(), recipient=envelope.rcpt_tos[0], reply=step, key=key)
            return REPLIES[step.removesuffix("-data")]
        if step.startswith("hold:"):
            self.log.write(event="holding", at=time.time(), recipient=envelope.rcpt_tos[0], key=key)
            await asyncio.sleep(float(step.removeprefix("hold:")))
        if step == "drip":
            self.log.write(event="dripping", at=time.time(), recipient=envelope.rcpt_tos[0], key=key)
            while True:
                server.transport.write(b"2")
                await asyncio.sleep(1.0)
        self.spool.write(content + b"\n\n")
        self.log.write(
            event="accepted", at=time.time(), key=key, recipients=envelope.rcpt_tos, sender=envelope.mail_from,
            size=len(content), subject=subject_of(content),
        )  # fmt: skip
        return "250 2.0.0 Accepted"


class Server(SMTP):
    """Greets, unless the script says that it does not."""

    async def _handle_client(self) -> None:
        handler: Any = self.event_handler
        if handler.script.next_for("connect") == "silent":
            handler.log.write(event="silent", at=time.time(), recipient="connect")
            await asyncio.sleep(NEVER_S)
        await super()._handle_client()


def message_key(content: bytes) -> str:
    """The outbox row's id out of the Message-ID."""
    return str(email.message_from_bytes(content, policy=policy.default)["Message-ID"] or "").strip("<> ").split("@")[0]


def subject_of(content: bytes) -> str:
    """The subject, decoded."""
    return str(email.message_from_bytes(content, policy=policy.default)["Subject"] or "")


async def serve(folder: Path, port: int) -> None:
    """Listen until killed."""
    handler = Handler(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Server(handler, enable_SMTPUTF8=True), "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
