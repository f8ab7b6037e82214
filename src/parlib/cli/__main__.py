"""``python -m parlib.cli``."""

from parlib.cli import main

main()
