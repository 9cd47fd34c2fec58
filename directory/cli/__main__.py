"""``python -m directory.cli``: the same as ``onward``."""

from directory.cli import main

main(prog_name="onward")
