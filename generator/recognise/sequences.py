"""Sequences of numbered lines over the whole text: which go on, and which are headings or mere lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .shape import GLUED, ITEM, LINE, LONG, LONGEST_IN_SEQUENCE, STOPPED, TEXT, Candidate

Chain = list[Candidate]

_OPEN_CHAINS = 8
"""Of one kind, looked at from the latest back."""

_SHORT = 30
_AKIN = ("part", "han", "ordinal", "arabic")
_TOP = ("part", "han")
_ANNOUNCES = re.compile(r"(?:议程|程序|流程|事项|日程)[^。]{0,12}[。：:，,]?$")
_NEAR, _LONGEST_ITEM = 40, 80
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}|\d{1,2}时\d{0,2}分?")


def heading_chains(found: Sequence[Candidate], texts: Sequence[str]) -> list[Chain]:
    """The sequences that are headings, in the order in which they begin."""
    every = _chains([one for one in found if one.value])
    chains = [chain for chain in every if len(chain) > 1 and _are_headings(chain, texts)]
    used = {chain[0].kind for chain in chains}
    singles = [chain for chain in every if len(chain) == 1 and _stands_alone(chain[0], used, texts)]
    kept = [list(_as_headings(chain)) for chain in (*chains, *singles)]
    return sorted(filter(None, _without_early_lists(kept)), key=lambda chain: chain[0].place)


def _chains(found: Sequence[Candidate]) -> list[Chain]:
    """The candidates in their sequences: 1, 2, 3 of one form; what fits nowhere begins one."""
    chains: list[Chain] = []
    by_kind: dict[str, list[Chain]] = {}
    for one in found:
        open_ = by_kind.setdefault(one.kind, [])
        chain = None if one.value == 1 or one.is_weak else _best(one, open_[-_OPEN_CHAINS:])
        if chain is None:
            chain = []
            chains.append(chain)
            open_ += [] if one.is_weak else [chain]
        chain.append(one)
    return _joined([chain for chain in _with_weak(chains) if not _is_too_weak(chain)])


def _best(one: Candidate, open_: Sequence[Chain]) -> Chain | None:
    """The sequence that `one` goes on with: it counts on, and looks alike; the latest of equals."""
    best, most = None, 0
    for chain in reversed(open_):
        score = _fit(one, chain)
        if score > most:
            best, most = chain, score
    return best


def _fit(one: Candidate, chain: Chain) -> int:
    last = chain[-1]
    step = one.value - last.value
    if step not in (0, 1, 2):
        return 0
    is_next = one.place - last.place == 1
    score = (30 if is_next else 20) if step == 1 else 2
    score += 3 * (one.form == last.form) + 2 * (one.look == last.look) + (one.mark == last.mark)
    score += 2 * (one.is_heading == last.is_heading)
    if len(chain) > 1:
        is_close = last.place - chain[-2].place == 1
        score -= 4 * (is_close != is_next)
    return max(score, 1)


def _with_weak(chains: Sequence[Chain]) -> list[Chain]:
    """The sequences, each weak number put where one lacks just that: 一、二期工程 before 二、."""
    strong = [chain for chain in chains if not chain[0].is_weak]
    weak = [chain[0] for chain in chains if chain[0].is_weak]
    by_first: dict[str, Chain] = {}
    rest: list[Chain] = []
    for one in weak:
        gap = next(
            (chain for chain in strong[-200:] if chain[0].kind == one.kind and _lacks(chain, one)), None
        )
        if gap is not None:
            gap.append(one)
            gap.sort(key=lambda item: item.place)
            continue
        chain = by_first.get(one.kind)
        if chain is None or one.value != chain[-1].value + 1:
            chain = by_first[one.kind] = []
            rest.append(chain)
        chain.append(one)
    return [*strong, *rest]


def _lacks(chain: Chain, one: Candidate) -> bool:
    values = {item.value: item.place for item in chain}
    before, after = values.get(one.value - 1), values.get(one.value + 1)
    if one.value in values:
        return False
    return (one.value == 1 or (before is not None and before < one.place)) and (
        after is not None and one.place < after
    )


def _is_too_weak(chain: Chain) -> bool:
    weak = sum(one.is_weak for one in chain)
    least = 3 if chain[0].kind == "bare" else 2
    return weak == len(chain) and (len(chain) < least or chain[0].value != 1)


def _joined(chains: Sequence[Chain]) -> list[Chain]:
    """The sequences, one that begins late put to the one that it goes on in another form: 二、 第三，."""
    kept: list[Chain] = []
    for chain in sorted(chains, key=lambda chain: chain[0].place):
        first = chain[0]
        before = (
            next((other for other in reversed(kept[-_OPEN_CHAINS:]) if _goes_on(other, first)), None)
            if first.value > 1
            else None
        )
        if before is None:
            kept.append(chain)
        else:
            before += [replace(one, kind=before[0].kind) for one in chain]
    return kept


def _goes_on(chain: Chain, one: Candidate) -> bool:
    last = chain[-1]
    return (
        one.kind in _AKIN
        and last.kind in _AKIN
        and one.kind != last.kind
        and one.value == last.value + 1
        and one.place > last.place
        and one.is_heading == last.is_heading
    )


def _are_headings(chain: Chain, texts: Sequence[str]) -> bool:
    """Whether a sequence heads parts of the text rather than being a list in it."""
    running = sum(one.form in (ITEM, TEXT) for one in chain)
    clocks = sum(_CLOCK.search(one.text) is not None for one in chain)
    if clocks * 2 > len(chain) or running * 2 >= len(chain) or _is_agenda(chain, texts):
        return False
    if sum(one.is_styled for one in chain) * 2 >= len(chain):
        return True
    *inner, _ = chain
    bodies = sum(_has_body(one, after) for one, after in zip(inner, chain[1:], strict=True))
    if bodies == 0:
        return chain[0].kind in _TOP and not _is_announced(chain, texts)
    plain = all(one.form in (LINE, LONG) for one in chain)
    return bodies * 2 >= len(inner) or plain


def _has_body(one: Candidate, after: Candidate) -> bool:
    return bool(one.rest) or after.place - one.place > 1


def _is_announced(chain: Chain, texts: Sequence[str]) -> bool:
    """Whether items line under line are a list: what is before announces one, or they are sentences."""
    before = texts[chain[0].place - 1][-1:] if chain[0].place else ""
    sentences = sum(one.form == STOPPED for one in chain)
    is_list = sentences * 2 > len(chain) or any(one.form == ITEM for one in chain)
    return before in ("：", ":") or is_list


def _is_agenda(chain: Chain, texts: Sequence[str]) -> bool:
    """Whether short items line under line follow words that announce an agenda."""
    before = texts[chain[0].place - 1][-_NEAR:] if chain[0].place else ""
    is_close = chain[-1].place - chain[0].place == len(chain) - 1
    is_short = all(len(texts[one.place]) <= _LONGEST_ITEM for one in chain)
    return _ANNOUNCES.search(before) is not None and is_close and is_short


def _stands_alone(one: Candidate, used: set[str], texts: Sequence[str]) -> bool:
    """Whether a number without a second is a heading's: its kind heads other parts, text is under it."""
    if not one.is_heading or one.is_weak or _CLOCK.match(one.text):
        return False
    has_body = bool(one.rest) or one.place + 1 < len(texts)
    if one.is_styled or (one.kind in used and has_body):
        return True
    heads_text = one.form == LINE and one.value == 1 and len(one.text) <= _SHORT and has_body
    return (one.kind in _TOP and has_body and one.value < 10) or (
        heads_text and texts[one.place + 1][-1] in "。！；"
    )


def _as_headings(chain: Chain) -> Iterator[Candidate]:
    """The items of a sequence of headings; a long one is a heading, too, as far as its first sentence."""
    for one in chain:
        if one.is_heading:
            yield one
        elif one.form == LONG or (one.form == TEXT and one.rest and len(one.text) <= LONGEST_IN_SEQUENCE):
            yield replace(one, form=GLUED if one.rest else LINE)
        elif one.form == ITEM and len(one.text) <= LONGEST_IN_SEQUENCE:
            yield replace(one, form=LINE)


def _without_early_lists(chains: Sequence[Chain]) -> list[Chain]:
    """The sequences, without those of a lower kind that stand before the first 一、 or 第一部分."""
    top = [chain for chain in chains if chain[0].kind in _TOP and chain[0].value == 1]
    if not top:
        return list(chains)
    first = min(chain[0].place for chain in top)
    return [
        chain
        for chain in chains
        if chain[0].place >= first or chain[0].kind in _TOP or chain[-1].place > first
    ]
