"""Pieces: a part put together from what was deflated by itself, and kept.

The drafts of a template share most of their paragraphs, and deflating is the dearest step
of writing one. So each paragraph is deflated alone, to the end of a byte, and kept: one
that another draft had is not deflated again. A draft is the same bytes whatever was kept;
it is a fifth larger than if its main part were deflated in one go.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ..kept import LONGEST_KEPT, MOST_KEPT
from .package import Part, packed_part

_END = b"\3\0"
"""An empty last block: what ends a deflated stream."""


class Piece(NamedTuple):
    """A piece of a part, and the blocks that it is deflated to."""

    data: bytes
    packed: bytes


def assembled(name: str, texts: Iterable[str]) -> Part:
    """The part that `texts` are one after the other."""
    pieces = [_deflated(text) if len(text) <= LONGEST_KEPT else _deflated.__wrapped__(text) for text in texts]
    data = b"".join([piece.data for piece in pieces])
    packed = b"".join([*[piece.packed for piece in pieces], _END])
    return packed_part(name, data, packed)


@lru_cache(maxsize=MOST_KEPT)
def _deflated(text: str) -> Piece:
    data = text.encode()
    packer = zlib.compressobj(1, zlib.DEFLATED, -12, 5)
    return Piece(data, packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH))
