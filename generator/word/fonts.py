"""The fonts that a document asks for by name."""

from __future__ import annotations

import io

import docx
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

_NAMES = [qn(f"w:{kind}") for kind in ("ascii", "hAnsi", "eastAsia", "cs")]


def fonts_of(data: bytes) -> frozenset[str]:
    """The fonts that the styles and the text of a .docx name, headers and footers included."""
    parts = docx.Document(io.BytesIO(data)).part.package.iter_parts()
    named = (
        fonts for part in parts if isinstance(part, XmlPart) for fonts in part.element.iter(qn("w:rFonts"))
    )
    return frozenset(font for fonts in named for name in _NAMES if (font := fonts.get(name)))
