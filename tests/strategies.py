"""Hypothesis strategies for speeches."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from generator.model.speech import DEEPEST_LEVEL, Section, Speech

NASTY = (
    "<", ">", "&", "&amp;", "{{ unit }}", "{% if %}", "]]>", "<!--", '"', "'", "“”", "‘’", "「」", "《》",
    "【单位】", "一、", "（一）", "1.", "1. ", "（1）", "第一，", "#", "##", "---", "> ", "\\", "*", "_",
    "`", "[x](y)", "![", "|", "\n", "\n\n", "\t", " ", "  ", "　", "\u00a0", "\u200b", "\ufeff", "\u2028",
    "\u0085", "\u00ad", "\u2011", "😀", "👨‍👩‍👧", "𠮷", "é", "e\u0301", "ﬀ", "—— ", "……", "·", "×××",
    "同志们：", "：", ":", "要", "。", "；", "！", "2026年3月12日", "（2026年3月12日）",
    "二〇二六年三月十二日", "【日期】", "（【日期】）", "~", "=", "+", "- ", "<br>", "&#13;",
)  # fmt: skip
"""What engines lose, take for markup, or take for structure."""

_CHARACTERS = st.characters(
    blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff", whitelist_characters="\n\t"
)
_PIECES = st.one_of(
    st.sampled_from(NASTY),
    st.text(alphabet="各级要把监督融入日常加强工作的一二三", min_size=1, max_size=8),
    st.text(alphabet=string.ascii_letters + string.digits + string.punctuation, min_size=1, max_size=6),
    st.text(alphabet=_CHARACTERS, min_size=1, max_size=6),
)


def texts(max_pieces: int = 6) -> st.SearchStrategy[str]:
    """A text that a Speech can hold and a .docx can carry: not blank, no control characters."""
    return st.lists(_PIECES, min_size=1, max_size=max_pieces).map("".join).filter(str.strip)


def sections(level: int = 1) -> st.SearchStrategy[Section]:
    """A section at `level`, with what stands under it."""
    paragraphs = st.lists(texts(), max_size=2)
    inner = st.lists(sections(level + 1), max_size=2) if level < DEEPEST_LEVEL else st.just([])
    return st.builds(
        lambda heading, above, below: Section(heading, (*above, *below)), texts(3), paragraphs, inner
    )


def speeches() -> st.SearchStrategy[Speech]:
    """Any speech, any part of it missing."""
    return st.builds(
        Speech,
        title=st.none() | texts(),
        byline=_several(texts(3)),
        salutation=st.none() | texts(3),
        preamble=_several(texts()),
        sections=_several(sections()),
        closing=_several(texts()),
    )


def _several(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=3).map(tuple)
