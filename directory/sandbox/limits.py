"""What a plugin from another package may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of waiting, bytes of memory, and how often a plugin may raise before it is switched off.

    ``call_s`` holds for one question, also while it waits for its turn; ``spree_s`` for all that one search asks about
    single services. ``start_s`` is for importing one plugin, ``boot_s`` for the process itself, ``warm_s`` for a
    question that comes while the process is being replaced. In an emergency nobody waits for more than
    ``emergency_s``. A geocoder may ask another server: it runs in a process of its own and has ``geocode_s``.
    """

    call_s: float = 0.25
    emergency_s: float = 0.04
    spree_s: float = 1.0
    start_s: float = 10.0
    boot_s: float = 20.0
    warm_s: float = 3.0
    geocode_s: float = 5.0
    memory_bytes: int = 1 << 30
    raises: int = 3
    replaced_after_cpu_s: float = 360.0
