"""What the rules know by lists: YAML beside this module, kept as JSON in the user's cache.

Reading the YAML takes longer than checking a speech does.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from .. import files
from .._version import __version__
from ..errors import SpeechgenError
from ..settings import user_cache


def read_groups(name: str) -> list[dict[str, Any]]:
    """The mappings of the list that the YAML file of that name writes."""
    groups: list[dict[str, Any]] = _read(name, is_list=True)
    return groups


def read_entries(name: str) -> dict[str, Any]:
    """The mapping that the YAML file of that name writes."""
    entries: dict[str, Any] = _read(name, is_list=False)
    return entries


def _read(name: str, is_list: bool) -> Any:
    path = Path(__file__).with_name(name)
    text = files.read_text(path).content
    kept = user_cache() / __version__ / f"{path.stem}-{crc32(text.encode()):08x}.json"
    with suppress(OSError, ValueError):
        return json.loads(kept.read_bytes())
    listed = _parsed(text, name, is_list)
    with suppress(OSError, SpeechgenError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        files.write_whole(kept, json.dumps(listed, ensure_ascii=False).encode(), lasting=False)
    return listed


def _parsed(text: str, name: str, is_list: bool) -> Any:
    from ..details.yaml import read_mapping, read_mappings

    if is_list:
        return [dict(mapping.values) for mapping in read_mappings(text, name)]
    return dict(read_mapping(text, name).values)
