"""Pieces: a part put together from what was deflated by itself, and kept.

The drafts of a template share most of their paragraphs, and deflating is the dearest step
of writing one. So each paragraph is deflated alone, to the end of a byte, and kept: one
that another draft had is not deflated again. What names the unit no other draft has: it
is not deflated at all. A draft is the same bytes whatever was kept.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ..model.markup import LONGEST_KEPT, MOST_KEPT
from .package import Part, packed_part

_END = b"\3\0"
"""An empty last block: what ends a deflated stream."""


class Piece(NamedTuple):
    """A piece of a part, and the blocks that stand for it in a deflated stream."""

    data: bytes
    packed: bytes


def assembled(name: str, texts: Iterable[str], own: str) -> Part:
    """The part that `texts` are one after the other; those that contain `own`, if that is
    not empty, are those that no other draft has."""
    pieces = [
        _piece(text, level=0) if own and own in text
        else _deflated(text) if len(text) <= LONGEST_KEPT
        else _piece(text)
        for text in texts
    ]  # fmt: skip
    data = b"".join([piece.data for piece in pieces])
    return packed_part(name, data, b"".join([*[piece.packed for piece in pieces], _END]))


def _piece(text: str, level: int = 9) -> Piece:
    data = text.encode()
    packer = zlib.compressobj(level, zlib.DEFLATED, -12, 5)
    return Piece(data, packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH))


_deflated = lru_cache(maxsize=MOST_KEPT)(_piece)
