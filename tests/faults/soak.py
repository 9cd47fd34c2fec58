"""``python -m tests.faults.soak``: every fault as often as asked, then all at once; the table goes into the docs.

First the tests of ``tests/faults`` run with ``--trials`` kills at each failpoint; then, on each ``--database``,
``--referrals`` referrals are made while processes, broker and database are killed, stopped and emptied at random. Each
half can be run by itself, and has a table of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from tests.faults import figures, ledger
from tests.faults.chaos import Chaos
from tests.faults.client import PATH, Referrer
from tests.faults.table import put_into
from tests.faults.world import ROOT, World, remove

DOCUMENT = ROOT / "docs" / "reliability.md"
CANCELLED_SHARE = 0.05
CATALOGUE = {
    "F11": ("f11", 250), "F12": ("f12", 375), "F35": ("f35", 420), "F39": ("f39", 100), "F40": ("f40", 250),
    "F38": ("f38", 2084), "F41": ("f41 and three_times", 1667),
}  # fmt: skip
"""Which test, and the trials that make it ten minutes without Redis, 10,000 messages, 50,000 timers, 1,000 pairs."""


def main(arguments: list[str] | None = None) -> int:
    """Run what was asked, print the table, and write it into the document; 1 when an invariant was broken."""
    asked = _arguments().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="onward-soak-") as scratch:
        file = Path(scratch) / "figures.jsonl"
        file.touch()
        os.environ[figures.VARIABLE] = str(file)
        failed = 0 if asked.trials == 0 else _failpoints(asked.trials, asked.only, asked.whole)
        for number in asked.whole:
            failed |= _pytest(*CATALOGUE[number])
        for kind in asked.database or ["sqlite", "postgres+redis"] if asked.referrals else []:
            failed |= _storm(Path(scratch) / kind, kind, asked)
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        command = "python -m tests.faults.soak " + " ".join(arguments if arguments is not None else sys.argv[1:])
        table = put_into(None if asked.no_docs else DOCUMENT, lines, command.strip())
    print(table)
    return failed


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak", description="Break everything, and count.")
    parser.add_argument(
        "--referrals", type=int, default=10_000, help="how many for each database; 0 leaves them out [10000]"
    )
    parser.add_argument("--trials", type=int, default=200, help="kills at each failpoint; 0 leaves them out [200]")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="NAME", help="of the kills one by one only these: worker, relay, web"
    )
    parser.add_argument(
        "--whole", nargs="*", default=list(CATALOGUE), choices=list(CATALOGUE), metavar="FAULT",
        help=f"these at the size of a bad day, by themselves; none leaves them out [{' '.join(CATALOGUE)}]",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, help="the same seed breaks in the same order [1]")
    parser.add_argument(
        "--database", action="append", choices=["sqlite", "sqlite+redis", "postgres", "postgres+redis"],
        help="may be repeated [sqlite and postgres+redis]",
    )  # fmt: skip
    parser.add_argument(
        "--divisor", type=float, default=0.0, help="how much shorter every wait is [PostgreSQL 30, SQLite 10]"
    )
    parser.add_argument("--every", type=float, default=1.0, help="seconds between faults, about [1]")
    parser.add_argument("--no-docs", action="store_true", help="print the table only")
    return parser


def _failpoints(trials: int, only: Sequence[str], without: Sequence[str]) -> int:
    names = " or ".join(f"({CATALOGUE[number][0]})" for number in without)
    return _pytest(f"not ({names})" if names else "", trials, [f"test_{name}.py" for name in only])


def _pytest(names: str, trials: int, files: Sequence[str] = ()) -> int:
    what = [f"tests/faults/{file}" for file in files or [""]]
    env = os.environ | {figures.TRIALS: str(trials)}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *what, "-k", names, "-q"], cwd=ROOT, env=env, check=False
    ).returncode


def _storm(folder: Path, kind: str, asked: argparse.Namespace) -> int:
    world = World(folder, kind, divisor=asked.divisor, services=40)
    began = time.monotonic()
    try:
        referrer = world.referrer("soak-", seed=asked.seed)
        with Chaos(world, seed=asked.seed, every_s=asked.every) as chaos:
            _submit_all(world, referrer, asked.referrals, asked.seed)
        took_s = time.monotonic() - began
        print(f"{kind}: all acknowledged after {took_s / 60:.1f} min; what is left is sent", file=sys.stderr)
        ledger.settle(world, patience_s=300)
        books = ledger.check(world)
        _keep(world, chaos, books, took_s, asked.seed)
        for problem in books.problems:
            print(f"{kind}: {problem}", file=sys.stderr)
        return int(bool(books.problems))
    finally:
        remove(world)


def _submit_all(world: World, referrer: Referrer, count: int, seed: int) -> None:
    random, lock, done = Random(seed), threading.Lock(), [0]

    def one(_number: int) -> None:
        each = referrer.submit(patience_s=300)
        with lock:
            is_cancelled = random.random() < CANCELLED_SHARE
            done[0] += 1
            if done[0] % 1000 == 0:
                print(f"{world.kind}: {done[0]:,} of {count:,} acknowledged", file=sys.stderr)
        if is_cancelled:
            _cancel(world, each.id)

    with ThreadPoolExecutor(8) as pool:
        for outcome in pool.map(one, range(count)):
            assert outcome is None


def _cancel(world: World, referral_id: str) -> None:
    """Once; whether it came through is for the database to say."""
    try:
        version = world.web.ask("GET", f"{PATH}/{referral_id}").headers.get("etag", "")
        world.web.ask("POST", f"{PATH}/{referral_id}/cancel", {"reason": "made-in-error"}, If_Match=version)
    except (OSError, ValueError):
        return


def _keep(world: World, chaos: Chaos, books: ledger.Books, took_s: float, seed: int) -> None:
    counts = {
        "acknowledged": books.acknowledged, "acknowledged_and_lost": books.lost,
        "duplicate_referrals": books.duplicate_referrals, "client_retries": books.client_retries,
        "mails_accepted": books.mails_accepted, "events_accepted": books.posts_accepted,
        "wire_duplicates_outside_kill_windows": books.wire_duplicates_outside,
        "wire_duplicates_in_kill_windows": books.wire_duplicates_inside,
        "duplicates_after_message_id": books.after_message_id, "wrong_recipients": books.wrong_recipient,
        "sent_after_a_cancel": books.sent_after_cancel, "uncertain": books.uncertain, "dead": books.dead,
        "without_owner": books.without_owner, "unfinished": books.unfinished,
        "audit_events_in_an_unbroken_chain": books.audit_events, "canaries": books.canaries,
        "other_5xx": books.unexcused_5xx,
    }  # fmt: skip
    faults = ", ".join(f"{name} × {count}" for name, count in sorted(chaos.done.items()))
    figures.record(
        "All", f"{faults}; seed {seed}, {took_s / 60:.1f} min", on=world.kind, times=sum(chaos.done.values()), **counts
    )


if __name__ == "__main__":
    sys.exit(main())
