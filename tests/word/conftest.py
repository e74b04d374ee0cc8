"""The layouts, loaded once; a speech and its provenance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from generator.model.provenance import Provenance
from generator.model.speech import Section, Speech
from generator.word.layout import Layout, load_layout

from ..office import Office

LAYOUTS = Path(__file__).parents[2] / "templates" / "layouts"
VALIDATOR = Path(__file__).parents[3] / "shared" / "tools" / "validate_docx.py"
CREATED = datetime(2026, 3, 12, 9, 0)


Converter = Callable[[list[Path], str], list[Path]]


@pytest.fixture(scope="session")
def official() -> Layout:
    return load_layout(LAYOUTS / "official.docx")


@pytest.fixture(scope="session")
def reading() -> Layout:
    return load_layout(LAYOUTS / "reading.docx")


@pytest.fixture(scope="session")
def speech() -> Speech:
    """One of every part."""
    deepest = Section("压实责任", ("要逐级负责。谁主管谁负责。",))
    third = Section("盯住关键环节", ("审批、采购、用人三件事先查。", deepest))
    second = Section("查清底数", ("对照清单逐项查。", third))
    return Speech(
        title="在全市加强“一把手”监督工作座谈会上的讲话",
        byline=("2026年3月12日", "市委书记　×××"),
        salutation="同志们：",
        preamble=("今天开这个会，我讲两点意见。",),
        sections=(
            Section("看清害处", ("要算清三笔账。账算清了，弯才转得过来。", second)),
            Section("管住用处"),
        ),
        closing=("同志们，散会以后就动手。",),
    )


@pytest.fixture(scope="session")
def provenance() -> Provenance:
    return Provenance(
        template="supervision",
        template_hash="9f2c",
        seed="临江市",
        length="standard",
        layout="official",
        version="0.1.0",
        markup="# 标题\n\n正文<&>“”",
        details={"unit": "临江市", "cases": 3, "names": ["甲", "乙"]},
    )


@pytest.fixture(scope="session")
def convert(office: Office) -> Converter:
    """Converts files by LibreOffice: (paths, "pdf" or "docx") → the new paths."""
    return office.convert
