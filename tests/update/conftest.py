"""Drafts to update, made once."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from generator.details.details import fill
from generator.details.entry import Entry
from generator.formats.layouts import open_layout, with_layout
from generator.formats.table import WriteOptions, encode
from generator.template.draft import make_draft
from generator.template.template import Template, load_template
from generator.update import Request, Updated, update

from ..conftest import DATA

DATE = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
OLD = {
    "unit": "云溪县",
    "cases": "12",
    "office": "县纪委",
    "speaker": "陈立峰",
    "tasks": "查清底数；压实责任",
}
"""No date: it is a blank in three places."""
NEW = {
    "date": "2026-03-12",
    "cases": "15",
    "office": "县纪委监委",
    "tasks": "查清底数；压实责任；逐项销号",
}

Make = Callable[..., bytes]


def entries(details: dict[str, Any]) -> tuple[Entry, ...]:
    return tuple(Entry(key, value, f"-s {key}") for key, value in details.items())


def drafted(template: Template, details: dict[str, Any], layout: str = "official") -> bytes:
    """The .docx of a draft, as `generate` makes it."""
    draft = make_draft(template, fill(template.fields, entries(details)))
    options = WriteOptions(
        DATE, open_layout(layout), with_layout(draft.provenance, layout), draft.blanks, draft.author
    )
    return encode(draft.speech, "docx", options)


def updated(data: bytes, details: dict[str, Any], **more: Any) -> Updated:
    return update(data, "稿.docx", Request(DATE, (entries(details),), **{"template": TEMPLATE, **more}))


TEMPLATE = str(DATA / "templates" / "duty.md.j2")


@pytest.fixture(scope="session")
def draft() -> bytes:
    return drafted(load_template(TEMPLATE), OLD)
