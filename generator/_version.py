"""The version of speechgen: what pyproject.toml, `--version` and provenance give."""

__version__ = "0.2.0"
