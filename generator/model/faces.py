"""Faces of a paragraph's stretches: which most of it has, where a lead sentence ends, what is unlike it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .appearance import Face, Stretch

_LONGEST_LEAD = 60


def most(stretches: Sequence[Stretch], text: str) -> Face | None:
    """The face of most of a text: its Chinese font and size, its Latin font, its boldness, each by itself."""
    if not stretches:
        return None
    faces: Counter[Face] = Counter()
    latin: Counter[str] = Counter()
    bold: Counter[bool] = Counter()
    for one in stretches:
        piece = text[one.start : one.end]
        weight = sum(map(_is_chinese, piece)) * 100 + len(piece.strip())
        faces[replace(one.face, is_bold=False, latin="")] += weight
        bold[one.face.is_bold] += weight
        latin[one.face.latin] += sum(char.isascii() and char.isalnum() for char in piece)
    face, font = max(faces, key=lambda one: faces[one]), max(latin, key=lambda one: latin[one])
    return replace(face, is_bold=bold[True] > bold[False], latin=font if latin[font] else "")


def lead(text: str, stretches: Sequence[Stretch], face: Face) -> int:
    """How many characters at the beginning are set off by a font of their own: a lead sentence."""
    end = 0
    for one in stretches:
        if (one.face.chinese, one.face.size) == (face.chinese, face.size) or one.face.size != face.size:
            break
        end = one.end
    is_sentence = text[:end].rstrip().endswith(tuple("。；：！？，")) and end <= _LONGEST_LEAD
    return end if is_sentence and end < len(text) else 0


def unlike(face: Face, stretches: Sequence[Stretch], start: int, text: str) -> tuple[Stretch, ...]:
    """The stretches from `start` on whose Chinese characters do not look as `face` has them."""
    return tuple(
        one
        for one in stretches
        if one.start >= start
        and (one.face.chinese, one.face.size) != (face.chinese, face.size)
        and any(map(_is_chinese, text[one.start : one.end]))
    )


def _is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
