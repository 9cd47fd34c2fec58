"""The counts of a process that serves no pages, for Prometheus, on a port of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from dramatiq import Broker
from prometheus_client import start_http_server

from directory.config import Settings
from directory.errors import Refused
from workers.middleware import metrics_of

log = structlog.get_logger("onward.worker")


@contextmanager
def exposed(settings: Settings, broker: Broker) -> Iterator[None]:
    """Serve this broker's counts at ``/metrics`` meanwhile, where a port is set. Raises Refused when it is taken.

    They are counts by the names of actors: nothing in them is about anybody, so no key is asked for.
    """
    if not settings.metrics_port:
        yield
        return
    host, port = settings.metrics_host, settings.metrics_port
    try:
        server, thread = start_http_server(port, addr=host, registry=metrics_of(broker).registry)
    except OSError as error:
        raise Refused(
            f"Cannot listen on {host}:{port} for metrics: {error.strerror or error}. Give this process another "
            "ONWARD_METRICS_PORT."
        ) from None
    log.info("metrics_served", port=server.server_port)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
