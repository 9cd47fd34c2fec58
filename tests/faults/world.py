"""A whole installation of real processes: two web, a relay, two workers, a database, a broker and two sinks."""

from __future__ import annotations

import base64
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from sqlalchemy import select

from directory import migrations
from directory.catalogue import service
from directory.catalogue.models import HealthcareService
from directory.catalogue.schemas import ServiceListing, read
from directory.config import Settings
from directory.db import Database
from directory.parts import build_parts
from tests.faults.client import Referrer, Submitted, Web
from tests.faults.engines import Postgres, Redis, answers, free_port, start_postgres, start_redis
from tests.faults.programs import Program, Supervisor
from tests.faults.zygote import Forked
from tests.network import KEY, build_places, listing_of

ROOT = Path(__file__).resolve().parents[2]
DIVISORS = {"sqlite": 10.0, "postgres": 30.0}
"""How much shorter every wait is. A writer may wait five seconds for SQLite's lock, and a lease must outlast that."""
SPECIALTIES = ("dentist", "gp")
POSTCODES = ("LS1 2NE", "LS6 3AW", "LS141AA", "LS1 4DL")


class World:
    """One installation in one folder. ``kind``: sqlite, sqlite+redis, postgres or postgres+redis.

    Without Redis the web processes do the relay's and the workers' part themselves, as they do by default.
    """

    def __init__(
        self,
        folder: Path,
        kind: str = "sqlite",
        *,
        divisor: float = 0.0,
        services: int = 12,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        """Start everything and wait until it answers. ``settings``: more of them, without the prefix."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.kind = folder, kind
        self.divisor = divisor or DIVISORS[kind.partition("+")[0]]
        self.has_redis = kind.endswith("+redis")
        self.supervisor = Supervisor()
        self.redis: Redis | None = None
        self.postgres: Postgres | None = None
        self.referrers: list[Referrer] = []
        self._settings = settings or {}
        try:
            self._start_engines()
            self.database = self._seed(services)
            self.web_ports = [free_port(), free_port()]
            self._start_sinks()
            self._add_programs()
            self.supervisor.start(*self.roles("web", "relay", "worker"))
        except BaseException:
            self.supervisor.close()
            raise

    def close(self) -> None:
        """End every process."""
        self.supervisor.close()
        self.database.dispose()

    def roles(self, *roles: str) -> list[str]:
        """The names of the programs that play these parts; without Redis web plays them all."""
        if not self.has_redis:
            return [name for name in self.supervisor.programs if name in ("web1", "web2")] if roles else []
        return [name for name in self.supervisor.programs if name.rstrip("12") in roles]

    def programs(self, *roles: str) -> list[Program]:
        """The same, as programs."""
        return [self.supervisor.programs[name] for name in self.roles(*roles)]

    def referrer(self, prefix: str, seed: int = 1, *, clinic: str = "Hill Clinic") -> Referrer:
        """Somebody who refers to these services through these web processes."""
        made = Referrer(self.web, self.services, seed=seed, prefix=prefix, clinic=clinic)
        self.referrers.append(made)
        return made

    @property
    def web(self) -> Web:
        """The web processes, asked in turn."""
        return Web(self.web_ports)

    @property
    def submitted(self) -> list[Submitted]:
        """Everything that anybody asked for in this world."""
        return [each for referrer in self.referrers for each in referrer.submitted]

    def script(self, sink: str, lines: dict[str, Sequence[str]]) -> None:
        """Tell a sink (smtp, webhook) how to behave from now on."""
        path = self.folder / f"{sink}-script.json"
        new = path.with_suffix(".new")
        new.write_text(json.dumps({name: list(steps) for name, steps in lines.items()}))
        new.replace(path)

    def log(self, sink: str) -> list[dict[str, Any]]:
        """Everything that a sink wrote down."""
        path = self.folder / f"{sink}.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def fail_at(self, role: str, name: str, action: str = "kill", times: int = 5) -> Callable[[], int]:
        """Restart the programs of a role so that they fail at a named place so many times; says how often they have."""
        counter = self.folder / f"failpoint-{len(list(self.folder.glob('failpoint-*')))}"
        counter.write_text("")
        self.restart(role, ONWARD_FAILPOINT=f"{name}:{action}:{times}", ONWARD_FAILPOINT_COUNTER=str(counter))
        return lambda: len(counter.read_text().split())

    def restart(self, *roles: str, **env: str) -> None:
        """Stop the programs of these roles, and start them with these settings added."""
        names = self.roles(*roles)
        self.supervisor.stop(*names)
        for name in names:
            self.supervisor.programs[name].env = self._env() | env
        self.supervisor.start(*names)

    def try_out(self, role: str, words: Sequence[str] = (), **env: str) -> tuple[int, str]:
        """What becomes of another process like these, or of these words for ``onward``: its exit code, all it says."""
        program = self.programs(role)[0]
        log = self.folder / f"tried-{len(list(self.folder.glob('tried-*')))}"
        command = [*program.command[1:3], *words] if words else program.command[1:]
        code = Forked(command, program.env | env, log).wait()
        return code, log.read_text()

    def wait(self, what: Callable[[], bool], patience_s: float = 60.0, saying: str = "") -> float:
        """Wait until it is so; returns the seconds that took. Raises AssertionError."""
        began = time.monotonic()
        while not what():
            if time.monotonic() - began > patience_s:
                raise AssertionError(f"Not so after {patience_s:g} s: {saying or what}")
            time.sleep(0.05)
        return time.monotonic() - began

    def text_written(self) -> Iterator[tuple[str, bytes]]:
        """What every process has said, what Redis keeps, what was mailed and posted, and what the metrics say."""
        for program in self.supervisor.programs.values():
            if program.name not in ("redis", "postgres"):
                yield f"log of {program.name}", program.log.read_bytes()
        for spool in ("smtp.spool", "webhook.spool"):
            path = self.folder / spool
            yield spool, path.read_bytes() if path.exists() else b""
        if self.redis:
            yield "Redis", self.redis.contents()
        for port in self.web_ports:
            try:
                with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
                    yield "metrics", answer.read()
            except OSError:
                continue

    def _start_engines(self) -> None:
        if self.kind.startswith("postgres"):
            # Not below the test run's folder: PostgreSQL's own user may not look in there.
            self.postgres = start_postgres(self.supervisor, Path(tempfile.mkdtemp(prefix="onward-faults-")))
        if self.has_redis:
            self.redis = start_redis(self.supervisor, self.folder / "redis")

    @property
    def instance(self) -> Path:
        """The instance folder."""
        return self.folder / "instance"

    @property
    def database_url(self) -> str:
        """Where the database is, for SQLAlchemy."""
        if self.postgres:
            return "postgresql+psycopg://" + self.postgres.url.split("://", 1)[1]
        return f"sqlite:///{self.instance / 'onward.db'}"

    def _seed(self, count: int) -> Database:
        self.instance.mkdir(exist_ok=True)
        build_places(self.instance / "places.db")
        settings = Settings(_env_file=None, instance=self.instance, database_url=self.database_url)
        parts = build_parts(settings)
        migrations.upgrade(parts.database.engine)
        with parts.database.transaction() as session:
            for number in range(count):
                listing = listing_of(
                    f"Service {number}", SPECIALTIES[number % 2], POSTCODES[number % 4],
                    clinician_email=f"service{number:02d}@example.org", accepts=["advice", "referral"],
                )  # fmt: skip
                made = service.list_service(
                    session, parts.geocoding.chain, parts.registry, read(ServiceListing, listing), actor="tests"
                )
                service.verify(session, parts.registry, made.id, actor="tests")
            self.services = list(session.execute(select(HealthcareService.id)).scalars())
        parts.close()
        return Database(self.database_url)

    def _start_sinks(self) -> None:
        self.smtp_port, self.webhook_port = free_port(), free_port()
        for name, port in (("smtp", self.smtp_port), ("webhook", self.webhook_port)):
            command = [sys.executable, "-m", f"tests.faults.{name}_sink", str(self.folder), str(port)]
            ready = _ready(port)
            self.supervisor.add(Program(name, command, os.environ, self.folder / f"{name}.log", ready, cwd=ROOT))

    def _add_programs(self) -> None:
        onward = [sys.executable, "-m", "directory.cli"]
        plan = {f"web{n}": ["serve", "--port", str(port)] for n, port in enumerate(self.web_ports, 1)}
        if self.has_redis:
            plan |= {"relay": ["relay"], "worker1": ["worker"], "worker2": ["worker"]}
        for name, words in plan.items():
            ready = _ready(self.web_ports[int(name[-1]) - 1]) if name.startswith("web") else (lambda: True)
            log = self.folder / f"{name}.log"
            program = Program(name, onward + words, self._env(), log, ready, cwd=ROOT, is_onward=True)
            self.supervisor.add(program, start=False)

    def _env(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("ONWARD_")}
        secret = base64.b64encode(b"only for the tests of faults....").decode()
        settings = {
            "INSTANCE": str(self.instance), "DATABASE_URL": self.database_url, "API_KEY": KEY,
            "REDIS_URL": self.redis.url if self.redis else "",
            "SMTP_URL": f"smtp://127.0.0.1:{self.smtp_port}", "MAIL_FROM": "referrals@example.net",
            "SECRET_KEY": "signs the links of the tests of faults",
            "WEBHOOK_URL": f"http://127.0.0.1:{self.webhook_port}/hook", "WEBHOOK_SECRET": f"whsec_{secret}",
            "WEBHOOK_ALLOW_PRIVATE": "true", "PUBLIC_URL": f"http://127.0.0.1:{self.web_ports[0]}",
            "API_RATE_LIMIT": "1000000 per minute",
            "SEARCH_RATE_LIMIT": "1000000 per minute", "DURATIONS_DIVIDED_BY": str(self.divisor), **self._settings,
        }  # fmt: skip
        return kept | {f"ONWARD_{key}": value for key, value in settings.items()}


def _ready(port: int) -> Callable[[], bool]:
    return lambda: answers(port)


def remove(world: World) -> None:
    """End it and take its files away."""
    world.close()
    shutil.rmtree(world.folder, ignore_errors=True)
    if world.postgres:
        shutil.rmtree(world.postgres.folder, ignore_errors=True)
