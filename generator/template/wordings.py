"""`{% either %}`: several wordings of a passage, one of which stands in a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import blake2b

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

PICK = "(pick)"
"""Name of the filter that `{% either %}` becomes: (key, count) → index. No template can write it."""


class Either(Extension):
    """`{% either %}…{% or %}…{% endeither %}`: one wording, picked by seed and own text.

    The pick depends on nothing else, so that a change elsewhere in the template leaves
    it as it was.
    """

    tags = {"either"}  # noqa: RUF012 - as Jinja declares it

    def parse(self, parser: Parser) -> list[nodes.Node]:
        line = next(parser.stream).lineno
        wordings = [parser.parse_statements(("name:or", "name:endeither"))]
        while next(parser.stream).value == "or":
            wordings.append(parser.parse_statements(("name:or", "name:endeither")))
        picked = parser.free_identifier(lineno=line)
        call = nodes.Filter(nodes.Const(_key(wordings)), PICK, [nodes.Const(len(wordings))], [], None, None)
        branches = [
            nodes.If(nodes.Compare(picked, [nodes.Operand("eq", nodes.Const(index))]), body, [], [])
            for index, body in enumerate(wordings)
        ]
        branches[0].elif_ = branches[1:]
        result: list[nodes.Node] = [nodes.Assign(picked, call), branches[0]]
        return [node.set_lineno(line) for node in result]


def _key(wordings: list[list[nodes.Node]]) -> str:
    """What tells this choice from others: a digest of its own text."""
    texts = [text for wording in wordings for node in wording for text in _texts(node)]
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _texts(node: nodes.Node) -> Iterator[str]:
    """The text and the constants in `node`, itself among them."""
    for part in (node, *node.find_all((nodes.TemplateData, nodes.Const))):
        if isinstance(part, nodes.TemplateData):
            yield part.data
        elif isinstance(part, nodes.Const):
            yield str(part.value)


def picks(seed: str) -> Callable[[str, int], int]:
    """What tells for a choice's key which of so many wordings stands in the draft of `seed`."""
    begin = blake2b(f"{seed}\0".encode("utf-8", "surrogatepass"), digest_size=8).copy

    def pick(key: str, count: int) -> int:
        digest = begin()
        digest.update(key.encode())
        return int.from_bytes(digest.digest()) % count

    return pick
