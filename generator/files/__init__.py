"""Files: read within bounds whatever the encoding, written whole or not at all, backed up."""

from .bounds import within_bounds
from .reading import LARGEST_DOCUMENT, LARGEST_TEXT, Text, decode, read_bytes, read_text
from .reasons import reason
from .writing import (
    LARGEST_COPY,
    back_up,
    is_link,
    make_folder,
    refuse_link,
    require_closed,
    require_file,
    require_place,
    sweep,
    write_whole,
)

__all__ = [
    "LARGEST_COPY",
    "LARGEST_DOCUMENT",
    "LARGEST_TEXT",
    "Text",
    "back_up",
    "decode",
    "is_link",
    "make_folder",
    "read_bytes",
    "read_text",
    "reason",
    "refuse_link",
    "require_closed",
    "require_file",
    "require_place",
    "sweep",
    "within_bounds",
    "write_whole",
]
