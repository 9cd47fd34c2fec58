"""A clinic's own system: logs every event that it accepted. ``python -m tests.faults.webhook_sink FOLDER PORT``.

Behaviours (for everybody, name ``*``): ok; 503, 410, 500; 429:SECONDS (with Retry-After); silent; drip.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from tests.faults.script import Log, Script


class Sink:
    """Answers POST requests by the script."""

    def __init__(self, folder: Path) -> None:
        """Keep a log and every body as it came."""
        self.script = Script(folder / "webhook-script.json")
        self.log = Log(folder / "webhook.jsonl")
        self.spool = (folder / "webhook.spool").open("ab", buffering=0)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request."""
        try:
            await self._answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head.split("\r\n")[1:] if line)
        }
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        key = headers.get("webhook-id", "")
        step, _, detail = self.script.next_for("*").partition(":")
        if step in ("silent", "drip"):
            self.log.write(event=step, at=time.time(), key=key)
            while True:
                if step == "drip":
                    writer.write(b"H")
                    await writer.drain()
                await asyncio.sleep(1.0)
        if step != "ok":
            self.log.write(event="refused", at=time.time(), key=key, reply=step)
            retry = f"Retry-After: {detail}\r\n" if detail else ""
            writer.write(f"HTTP/1.1 {step} No\r\n{retry}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
            return
        self.spool.write(body + b"\n")
        self.log.write(event="accepted", at=time.time(), key=key, size=len(body))
        writer.write(b"HTTP/1.1 204 Taken\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()


async def serve(folder: Path, port: int) -> None:
    """Listen until killed."""
    server = await asyncio.start_server(Sink(folder).handle, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
