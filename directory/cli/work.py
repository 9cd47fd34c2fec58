"""``onward worker`` and ``onward relay``: what is due is rung for and sent by processes of their own, beside Redis."""

from __future__ import annotations

import sys

import click

from directory.cli.settings import Options
from directory.cli.start import open_running, start_log
from directory.config import Settings
from directory.parts import Parts
from workers.broker import CHANNELS
from workers.process import run_relay, run_worker


@click.command(epilog="Example: onward worker --channel email --threads 8")
@click.option(
    "--channel", "channels", type=click.Choice(CHANNELS), multiple=True,
    help="Work for this channel only. Repeat it for more [default: all].",
)  # fmt: skip
@click.option(
    "--threads", type=click.IntRange(1, 64), help="Threads for each channel [default: ONWARD_WORKER_THREADS, else 4]."
)
@click.pass_obj
def worker(options: Options, channels: tuple[str, ...], threads: int | None) -> None:
    """Send what is due, as Redis rings for it; start as many as you like.

    SIGTERM lets what was begun end, for ten seconds at most. Exit code 1 says that something had to be left behind; it
    is done again when its lease ends.
    """
    settings = options.settings()
    parts = _parts(settings)
    try:
        drained = run_worker(parts, channels or CHANNELS, threads or settings.worker_threads)
    finally:
        parts.close()
    sys.exit(0 if drained else 1)


@click.command(epilog="Example: onward relay")
@click.pass_obj
def relay(options: Options) -> None:
    """Ring for what is due, fire timers, and take back what dead workers held; one is enough, two are safe."""
    parts = _parts(options.settings())
    try:
        run_relay(parts)
    finally:
        parts.close()


def _parts(settings: Settings) -> Parts:
    start_log(settings.log_level)
    return open_running(settings)
