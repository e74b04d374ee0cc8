"""`speechgen list`: the templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .options import Json, settings
from .report import columns
from .terminal import show, show_json

if TYPE_CHECKING:
    from ..template.catalogue import Summary

EXAMPLES = """
  speechgen list
  speechgen list --json
"""


def run(json: Json = False) -> None:
    from ..template.catalogue import list_templates

    summaries = list_templates(settings().template_folders)
    if json:
        show_json([_as_json(summary) for summary in summaries])
        return
    for line in columns((summary.name, summary.title, summary.description) for summary in summaries):
        show(line)


def _as_json(summary: Summary) -> dict[str, str]:
    return {
        "name": summary.name,
        "title": summary.title,
        "description": summary.description,
        "path": str(summary.path),
    }
