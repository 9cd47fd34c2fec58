"""Which plugins from packages were switched off, and why; none of them is run."""

from __future__ import annotations

from directory.cli.checks import Finding
from directory.config import Settings
from directory.rules import host_of

PART = "plugins"


def check(settings: Settings) -> list[Finding]:
    """One finding for each that is off; one for all where none is."""
    host = host_of(settings)
    names = [each.name for each in host.plugins]
    found = [
        Finding(
            PART,
            "wrong",
            f"{name} is off since {off.at or 'an unknown time'}, {off.reason}. Every treatment is held.",
            f"Mend it, then onward plugins enable {name}; or leave it out by ONWARD_PLUGINS_DISABLED.",
        )
        for name in names
        if (off := host.switches.off(name)) is not None
    ]
    if found:
        return found
    text = f"From packages: {', '.join(names)}, all on." if names else "None from packages."
    return [Finding(PART, "well" if names else "off", text)]
