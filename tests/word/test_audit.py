"""What Microsoft's own validator would say of drafts, by openxml-audit, which does as it does."""

from __future__ import annotations

import pytest

from generator.model.speech import Blank, Speech
from generator.word.writer import write_docx

from .conftest import CREATED

audit = pytest.importorskip("openxml_audit")

THEME = "officeDocument/2006/relationships/theme"
"""A theme is not needed: no font or colour of a draft is one of a theme."""


@pytest.mark.parametrize("layout", ["official", "reading"])
def test_nothing_is_found_but_that_there_is_no_theme(layout, speech, provenance, request, tmp_path) -> None:
    path = tmp_path / "draft.docx"
    blank = Blank("单位名称", "请填写单位名称。")
    drafted = Speech.from_json(speech.to_json() | {"closing": ["请【单位名称】照办。"]})
    layout = request.getfixturevalue(layout)
    path.write_bytes(write_docx(drafted, layout, provenance=provenance, blanks=[blank], created=CREATED))
    errors = audit.OpenXmlValidator().validate(str(path)).errors
    assert [str(one) for one in errors if THEME not in str(one)] == []
