"""`python -m generator.cli`, the same as `speechgen`."""

from . import main

main()
