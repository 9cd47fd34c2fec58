"""Whoever refers: asks with one key until the answer is yes, and keeps a note of everything that was answered."""

from __future__ import annotations

import http.client
import itertools
import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.network import KEY

CANARY = "zqx-canary"
PATH = "/api/v1/referrals"
TIMEOUT_S = 8.0


@dataclass
class Submitted:
    """One referral as it was asked for, and what came back. ``statuses``: 0 is a broken answer, -1 nobody listening."""

    key: str
    payload: dict[str, Any]
    statuses: list[int] = field(default_factory=list)
    unexcused: list[int] = field(default_factory=list)
    id: str = ""
    receipts: set[str] = field(default_factory=set)
    began: float = 0.0
    acknowledged_at: float = 0.0


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)


class Web:
    """Several web processes behind one door: every request goes to the next one."""

    def __init__(self, ports: Sequence[int], address: str = "127.0.0.1", timeout_s: float = TIMEOUT_S) -> None:
        """Connect when asked, from this address of this machine."""
        self._timeout_s = timeout_s
        self._ports = itertools.cycle(ports)
        self._source = (address, 0)
        self._lock = threading.Lock()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """One request on a connection of its own. Raises OSError or HTTPException when there is no whole answer."""
        with self._lock:
            port = next(self._ports)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=self._timeout_s, source_address=self._source)
        try:
            data = None if body is None else json.dumps(body).encode()
            sent = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
            sent |= {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, data, sent)
            response = connection.getresponse()
            return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()


class Referrer:
    """Makes referrals that can be told apart, and submits them until they are acknowledged."""

    def __init__(
        self, web: Web, services: Sequence[str], *, seed: int = 1, prefix: str = "r", clinic: str = "Hill Clinic"
    ) -> None:
        """The same seed asks for the same referrals."""
        self.clinic = clinic
        self.web = web
        self.services = services
        self.random = Random(seed)
        self.prefix = prefix
        self.submitted: list[Submitted] = []
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def draft(self, **changes: Any) -> Submitted:
        """A referral that has not been sent yet. Its reason, initials and year are ones that must not be seen."""
        with self._lock:
            number = next(self._numbers)
            name = f"{self.prefix}{number:06d}"
            given = datetime.now(UTC) - timedelta(minutes=5)
            payload = {
                "service_id": self.random.choice(self.services),
                "urgency": "routine",
                "reason": f"{CANARY} reason {name}: persistent swelling",
                "patient": {"initials": "QZ", "birth_year": 1950 + number % 50},
                "need": {"near": "LS1 4AP"},
                "referrer": {"name": "Alex Morgan", "email": f"{name}@example.com", "organisation": self.clinic},
                "consent": {"given": True, "method": "spoken", "given_at": given.isoformat(timespec="seconds")},
            }
            made = Submitted(f"key-{self.prefix}-{number:06d}", payload | changes)
            self.submitted.append(made)
        return made

    def attempt(self, referral: Submitted) -> bool:
        """Ask once; True when it was acknowledged."""
        referral.began = referral.began or time.time()
        try:
            answer = self.web.ask("POST", PATH, referral.payload, Idempotency_Key=referral.key)
        except ConnectionRefusedError:
            referral.statuses.append(-1)
            return False
        except (OSError, http.client.HTTPException):
            referral.statuses.append(0)
            return False
        referral.statuses.append(answer.status)
        if 200 <= answer.status < 300:
            receipt = answer.json()
            referral.receipts.add(str(receipt["id"]))
            if not referral.id:
                referral.id, referral.acknowledged_at = str(receipt["id"]), time.time()
            return True
        if answer.status in (429, 503) and "retry-after" in answer.headers:
            return False
        if answer.status >= 500:
            referral.unexcused.append(answer.status)
            return False
        raise AssertionError(f"Refused: {answer.status} {answer.body[:2000]!r}")

    def submit(
        self, referral: Submitted | None = None, *, patience_s: float = 120.0, pause_s: float = 0.2
    ) -> Submitted:
        """Ask with the same key until it is acknowledged. Raises AssertionError when that takes too long."""
        referral = referral or self.draft()
        until = time.monotonic() + patience_s
        while not self.attempt(referral):
            if time.monotonic() > until:
                raise AssertionError(f"Never acknowledged {referral.key}: {referral.statuses[-10:]}")
            time.sleep(pause_s)
        return referral

    def submit_many(self, count: int, *, threads: int = 4, per_second: float = 0.0, **changes: Any) -> list[Submitted]:
        """Submit so many, several at a time, at most so many a second; raises what any of them raised."""
        drafts = [self.draft(**changes) for _ in range(count)]
        todo = iter(drafts)
        lock, failures, begun = threading.Lock(), [], time.monotonic()
        sent = itertools.count()

        def work() -> None:
            while not failures:
                with lock:
                    referral = next(todo, None)
                    due = begun + next(sent) / per_second if per_second else 0.0
                if referral is None:
                    return
                time.sleep(max(0.0, due - time.monotonic()) if due else 0.0)
                try:
                    self.submit(referral)
                except BaseException as failure:
                    failures.append(failure)

        workers = [threading.Thread(target=work) for _ in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        if failures:
            raise failures[0]
        return drafts
