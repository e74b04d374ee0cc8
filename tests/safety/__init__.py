"""What means harm, does none: the lines of the threat model in CONTRIBUTING.md, each with its tests."""
