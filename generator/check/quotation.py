"""标点: quotation marks, book titles and brackets, by GB/T 15834—2011."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..text.edits import Edit, apply
from .document import HAN, Document, Paragraph
from .pairs import OPENERS, PARTNERS, Pair, paired
from .pattern import Pattern, has_han, is_han
from .rule import Level, Rule, Spot, after, before, in_each

_ROUND = Pattern(r"[()（）]", *"()（）")
_SENTENCES = Pattern(r"[^。；！？]+")
_BETWEEN = Pattern(r"(?<=[”》])、(?=[“《])", "、")
_SENTENCE_END = Pattern(r"[。；！？：…][”’）》]?\s*$")
_LONGEST_QUOTED = 30
_BOTH_TURNED = Pattern(rf"(?<=[{HAN}])”[{HAN}]{{1,12}}“(?=[{HAN}，。；、])", "”")
_NAMES = {"“": "引号", "‘": "引号", "《": "书名号", "〈": "书名号", "（": "括号", "【": "括号", "〔": "括号",
          "「": "引号", "『": "引号"}  # fmt: skip


def _round(paragraph: Paragraph) -> Iterator[Spot]:
    text = paragraph.plain
    for start, end in _round_pairs(text):
        if "(" in (text[start], text[end]) or ")" in (text[start], text[end]):
            yield from _full_round(text, start, end)


def _round_pairs(text: str) -> Iterator[tuple[int, int]]:
    """Round brackets that belong together, whatever their width; the innermost only."""
    opened: int | None = None
    for match in _ROUND.finditer(text):
        if match[0] in "(（":
            opened = match.start()
        elif opened is not None:
            yield opened, match.start()
            opened = None


def _full_round(text: str, start: int, end: int) -> Iterator[Spot]:
    left, right = before(text, start), after(text, end + 1)
    mixed = (text[start] == "(") != (text[end] == ")")
    numbers = not left and text[start + 1 : end].isdigit() and is_han(right)
    if mixed or numbers or is_han(left) or has_han(text[start:end]):
        for place, full in ((start, "（"), (end, "）")):
            if text[place] != full:
                yield Spot(place, place + 1, f"半角的“{text[place]}”应为全角的“{full}”", full)


def _straight(paragraph: Paragraph) -> Iterator[Spot]:
    text = paragraph.plain
    places = list(_straight_quotes(text))
    if len(places) % 2:
        return
    for (start, outside), (end, inside) in zip(places[::2], places[1::2], strict=True):
        if outside or inside or "“" in text[start:end] or not has_han(text[start:end]):
            continue
        for place, curly in ((start, "“"), (end, "”")):
            yield Spot(place, place + 1, f"直引号应为“{curly}”", curly)


def _straight_quotes(text: str) -> Iterator[tuple[int, int]]:
    """Where straight quotes are, and in how many pairs of curly ones; inches (19") are none."""
    depth = 0
    for place, char in enumerate(text if '"' in text else ""):
        depth += (char == "“") - (char == "”")
        if char == '"' and not (before(text, place).isdigit() and before(text, place).isascii()):
            yield place, depth


def _turned(paragraph: Paragraph) -> Iterator[Spot]:
    """In a sentence with two marks the same way round, one is the wrong one; round a word, both may be."""
    for match in _BOTH_TURNED.finditer(paragraph.plain):
        places = (match.start(), match.end() - 1)
        if set(places) <= set(paired(paragraph.plain, "“").alone):
            for place, right in zip(places, "“”", strict=True):
                yield Spot(place, place + 1, f"引号方向反了，这里应为“{right}”", right)
    for sentence in _SENTENCES.finditer(paragraph.plain):
        text = sentence[0]
        first, last = _ends(text)
        if text.count("“") + text.count("”") != 2 or text[first] != text[last]:
            continue
        if 1 < last - first <= _LONGEST_QUOTED:
            place, right = (last, "”") if text[first] == "“" else (first, "“")
            at = sentence.start() + place
            yield Spot(at, at + 1, f"引号方向反了，这里应为“{right}”", right)


def _ends(text: str) -> tuple[int, int]:
    places = [at for at, char in enumerate(text) if char in "“”"] or [0]
    return places[0], places[-1]


def _unpaired(document: Document) -> Iterator[tuple[int, Spot]]:
    """The marks alone in their paragraphs, but for two that a line cut in mid-sentence has parted."""
    paragraphs = document.paragraphs
    alone = [list(_alone(one)) for one in paragraphs]
    for index in range(len(paragraphs) - 1):
        if alone[index] and alone[index + 1] and _SENTENCE_END.search(paragraphs[index].plain) is None:
            _join(paragraphs[index].plain, alone[index], paragraphs[index + 1].plain, alone[index + 1])
    for index, (one, spots) in enumerate(zip(paragraphs, alone, strict=True)):
        yield from ((index, spot) for spot in _first_of_kinds(one.plain, spots))


def _first_of_kinds(text: str, spots: Sequence[Spot]) -> Iterator[Spot]:
    told: set[str] = set()
    for spot in spots:
        kind = PARTNERS.get(text[spot.start], text[spot.start])
        if kind not in told:
            told.add(kind)
            yield spot


def _join(text: str, spots: list[Spot], after: str, others: list[Spot]) -> None:
    """Take away the last mark that opens in `text` and the first that closes in the line after it."""
    opening = next((spot for spot in reversed(spots) if text[spot.start] in OPENERS), None)
    partners = (spot for spot in others if opening and PARTNERS.get(after[spot.start]) == text[opening.start])
    closing = next(partners, None)
    if opening and closing:
        spots.remove(opening)
        others.remove(closing)


def _alone(paragraph: Paragraph) -> Iterator[Spot]:
    """The marks that have no partner, once what is certain is put right."""
    certain = (*_turned(paragraph), *_round(paragraph))
    text = apply(paragraph.plain, [Edit(spot.start, spot.end, spot.replacement or "") for spot in certain])
    for place in paired(text).alone:
        kind = PARTNERS.get(text[place], text[place])
        if not _may_be_alone(paragraph, text, place):
            yield Spot(place, place + 1, f"{_NAMES[kind]}“{text[place]}”没有配对")


def _may_be_alone(paragraph: Paragraph, text: str, place: int) -> bool:
    """A quotation of several paragraphs opens in each; 1） is a number; ’ an apostrophe."""
    char = text[place]
    if char in "“‘":
        return place == paragraph.number_end
    if char == "）":
        return before(text, place).isascii() and before(text, place).isalnum()
    return char == "’" and (before(text, place).isascii() or after(text, place + 1).isdecimal())


def _nested_quotes(paragraph: Paragraph) -> Iterator[Spot]:
    text = paragraph.plain
    pairing = paired(text, "“")
    if text.count("“") < 2 or pairing.alone:
        return
    for pair in pairing.pairs:
        if pair.depth == 1 and "‘" not in text[pair.start : pair.end]:
            yield Spot(pair.start, pair.start + 1, "引号里面再用引号，里面一层用单引号“‘”", "‘")
            yield Spot(pair.end, pair.end + 1, "引号里面再用引号，里面一层用单引号“’”", "’")


def _nested_titles(paragraph: Paragraph) -> Iterator[Spot]:
    text = paragraph.plain
    if "《" not in text:
        return
    pairing = paired(text, "《")
    if pairing.alone or any(pair.depth > 1 for pair in pairing.pairs):
        return
    for pair in pairing.pairs:
        if pair.depth == 1:
            yield from _single_title(pair.start, pair.end)
    yield from _half_width_titles(text, [pair for pair in pairing.pairs if not pair.depth])


def _half_width_titles(text: str, outer: Sequence[Pair]) -> Iterator[Spot]:
    for pair in outer:
        start, end = text.find("<", pair.start, pair.end), text.rfind(">", pair.start, pair.end)
        if (
            0 < start < end
            and text.count("<", pair.start, pair.end) == text.count(">", pair.start, pair.end) == 1
        ):
            yield from _single_title(start, end)


def _single_title(start: int, end: int) -> Iterator[Spot]:
    yield Spot(start, start + 1, "书名号里面再用书名号，里面一层用单书名号“〈”", "〈")
    yield Spot(end, end + 1, "书名号里面再用书名号，里面一层用单书名号“〉”", "〉")


def _between(paragraph: Paragraph) -> Iterator[Spot]:
    for match in _BETWEEN.finditer(paragraph.plain):
        what = "引号" if paragraph.plain[match.start() - 1] == "”" else "书名号"
        yield Spot(*match.span(), f"并列的{what}之间通常不用顿号", "")


RULES = (
    Rule(
        "B20", "半角括号", Level.CERTAIN,
        "中文里的括号用全角。函数、型号等西文里的半角括号不动。",
        "市财政局(牵头)月底前拿出办法。", "市财政局（牵头）月底前拿出办法。",
        "规定：GB/T 15834—2011，5.1.3（占一个字位置）", in_each(_round),
    ),
    Rule(
        "B21", "直引号", Level.CERTAIN,
        "中文里的引号用“”，不用 \"\"。",
        '管住"一支笔"。', "管住“一支笔”。",
        "规定：GB/T 15834—2011，4.8.2", in_each(_straight),
    ),
    Rule(
        "B22", "引号方向反了", Level.CERTAIN,
        "一句里的两个引号朝同一边，有一个打反了。",
        "管住“一支笔“。", "管住“一支笔”。",
        "规定：GB/T 15834—2011，4.8.2", in_each(_turned), piecewise=False,
    ),
    Rule(
        "B23", "引号、括号、书名号没有配对", Level.LIKELY,
        "有前一半没有后一半，或者交叉了。一段引文有几段、每段开头都用前引号的，不报。",
        "印发《权力事项清单的通知。", "印发《权力事项清单》的通知。",
        "规定：GB/T 15834—2011，4.8.2、4.9.2、4.15.2", _unpaired, piecewise=False,
    ),
    Rule(
        "B24", "引号套引号", Level.LIKELY,
        "引号里面还要用引号，外面一层用双引号，里面一层用单引号。",
        "他说：“先管住“一支笔”再说。”", "他说：“先管住‘一支笔’再说。”",
        "规定：GB/T 15834—2011，4.8.3.4", in_each(_nested_quotes), piecewise=False,
    ),
    Rule(
        "B25", "书名号套书名号", Level.CERTAIN,
        "书名号里面还要用书名号，外面一层用双书名号，里面一层用单书名号。",
        "转发《关于印发《采购办法》的通知》。", "转发《关于印发〈采购办法〉的通知》。",
        "规定：GB/T 15834—2011，4.15.3.5", in_each(_nested_titles), piecewise=False,
    ),
    Rule(
        "B26", "引号、书名号之间的顿号", Level.HINT,
        "标有引号的并列成分之间、标有书名号的并列成分之间通常不用顿号；中间插有别的话（如括注）时要用。",
        "清掉“账外账”、“小金库”。", "清掉“账外账”“小金库”。",
        "一般：GB/T 15834—2011，4.5.3.5", in_each(_between),
    ),
)  # fmt: skip
