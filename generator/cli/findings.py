"""What `check` found, as people and programs see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .colours import GREY, RED, YELLOW, painted
from .terminal import show_coloured

if TYPE_CHECKING:
    from ..check import Finding, Fix, Rule
    from ..check.against import Change
    from ..check.proof import Proof

JSON_VERSION = 1
GROUPED = "K01"
"""The rule whose findings are told as one list."""

_CONTEXT = 8
_JSON_CONTEXT = 20
_COLOURS = {"必错": RED, "疑似": YELLOW, "提示": GREY}
_LONGEST_LIST = 30
_BLANKS = {" ": "空格", "　": "全角空格", "\xa0": "不间断空格", "\t": "制表符", "\n": "换行"}


@dataclass(frozen=True)
class Checked:
    """A file with what was found in its texts; `problem` says why it could not be looked at."""

    name: str
    proofs: tuple[tuple[Proof, tuple[Finding, ...]], ...] = ()
    problem: str = ""

    @property
    def findings(self) -> Iterator[Finding]:
        return (finding for _, found in self.proofs for finding in found)


def print_findings(checked: Checked, rules: dict[str, Rule]) -> None:
    for proof, found in checked.proofs:
        for alike in _alike([one for one in found if one.code != GROUPED]):
            first = alike[0]
            times = f"（共 {len(alike)} 处）" if len(alike) > 1 else ""
            level = painted(f"{first.code} {first.level.value}", _COLOURS[first.level.value])
            place, context = _place(proof, first, rules), _context(proof, first, rules)
            show_coloured(f"{checked.name}：{place}：{level}：{first.message}{times}{context}")
        _print_list(checked.name, proof, [one for one in found if one.code == GROUPED])


def _print_list(name: str, proof: Proof, found: Sequence[Finding]) -> None:
    """What the text states and the details do not, a line a kind."""
    kinds: dict[str, list[str]] = {}
    for one in found:
        kind, _, fact = one.message.partition("：")
        kinds.setdefault(kind.rpartition("的")[2], []).append(f"{fact}（{proof.places[one.paragraph]}）")
    if kinds:
        level = painted(f"{GROUPED} 提示", GREY)
        show_coloured(f"{name}：{level}：文中有、单位信息里没有的 {len(found)} 处，请核对出处：")
    for kind, listed in kinds.items():
        more = f" 等 {len(listed)} 处" if len(listed) > _LONGEST_LIST else ""
        show_coloured(f"    {kind}：{'、'.join(listed[:_LONGEST_LIST])}{more}")


def print_fixes(name: str, proof: Proof, fixes: Sequence[Fix]) -> None:
    """What was put right, a line for what is alike in a paragraph."""
    counted: dict[Fix, int] = {}
    for fix in fixes:
        counted[fix] = counted.get(fix, 0) + 1
    for fix, times in counted.items():
        before, after = map(_visible, (fix.before, fix.after))
        what = f"{before} → {after}" if before and after else f"删去 {before}" if before else f"补上 {after}"
        more = f"（共 {times} 处）" if times > 1 else ""
        show_coloured(f"{name}：{proof.places[fix.paragraph]}：{fix.code} {what}{more}")


def _visible(text: str) -> str:
    """`text`, blanks by what they are called when there is nothing else in it."""
    names = (_BLANKS.get(char, "") for char in text) if text.isspace() else iter([text])
    return "".join(dict.fromkeys(names))


def print_changes(name: str, old: str, proof: Proof, earlier: Proof, changes: Sequence[Change]) -> None:
    """The facts that are not those of an older version."""
    show_coloured(f"{name}：和 {old} 比，{f'事实有 {len(changes)} 处不同：' if changes else '事实没有变。'}")
    for one in changes:
        if one.before and one.after:
            what = f"{one.before} → {one.after}（{proof.places[one.paragraph]}）"
        elif one.after:
            what = f"多了 {one.after}（{proof.places[one.paragraph]}）"
        else:
            what = f"少了 {one.before}（原{earlier.places[one.paragraph]}）"
        show_coloured(f"    {one.kind.value}：{what}")


def print_summary(results: Sequence[Checked], rate: int) -> None:
    """How much was found, and how long it takes to read the one text aloud."""
    from ..check import Level
    from .report import minutes

    everything = [finding for one in results for finding in one.findings]
    counts = [f"{level.value} {sum(one.level is level for one in everything)} 处" for level in Level]
    fixable = sum(one.is_fixable for one in everything)
    by_layout = sum(one.by_layout for one in everything)
    more = f"；其中 {fixable} 处加 --fix 可以自动改" if fixable else ""
    more += f"；版式的 {by_layout} 处加 --fix --select F 可以照版式重排" if by_layout else ""
    show_coloured(f"{'，'.join(counts)}{more}。" if everything else "没有发现问题。")
    proofs = [proof for one in results for proof, _ in one.proofs]
    if len(proofs) == 1:
        characters = proofs[0].spoken
        show_coloured(f"要念的约 {characters} 字，照每分钟 {rate} 字念约 {minutes(characters, rate)} 分钟。")


def explain(code: str) -> int:
    """Tells what a rule is about; all of them for "all". Raises FileError when there is none."""
    from ..check import FAMILIES, rules
    from ..errors import FileError

    wanted = [rule for rule in rules().values() if code.upper() in ("ALL", rule.code)]
    if not wanted:
        raise FileError(f"没有规则“{code}”。全部规则：speechgen check --explain all")
    for rule in wanted:
        if len(wanted) > 1:
            show_coloured(f"{rule.code}  {FAMILIES[rule.code[0]]}  {rule.level.value}  {rule.title}")
            continue
        show_coloured(
            f"{rule.code} {rule.title}（{FAMILIES[rule.code[0]]}，{rule.level.value}）\n{rule.explanation}"
        )
        show_coloured(f"错：{_indented(rule.wrong)}\n对：{_indented(rule.right)}\n出处：{rule.source}")
    return 0


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")


def as_json(checked: Checked, rules: dict[str, Rule]) -> dict[str, Any]:
    findings = [
        _finding_as_json(proof, one, rules[one.code]) for proof, found in checked.proofs for one in found
    ]
    return {"file": checked.name, "problem": checked.problem or None, "findings": findings}


def change_as_json(one: Change) -> dict[str, Any]:
    place = {"paragraph": one.paragraph + 1, "start": one.start, "end": one.end}
    return {"kind": one.kind.value, "before": one.before or None, "after": one.after or None, **place}


def _finding_as_json(proof: Proof, finding: Finding, rule: Rule) -> dict[str, Any]:
    text = proof.document.paragraphs[finding.paragraph].text
    return {
        "place": "全文" if rule.of_whole else proof.places[finding.paragraph],
        "paragraph": finding.paragraph + 1,
        "start": finding.start,
        "end": finding.end,
        "text": text[finding.start : finding.end],
        "before": text[max(0, finding.start - _JSON_CONTEXT) : finding.start],
        "after": text[finding.end : finding.end + _JSON_CONTEXT],
        "code": finding.code,
        "title": rule.title,
        "level": finding.level.value,
        "message": finding.message,
        "replacement": None if finding.edit is None else finding.edit.replacement,
        "fixable": finding.is_fixable,
        "by_layout": finding.by_layout,
    }


def _alike(found: Sequence[Finding]) -> Iterator[list[Finding]]:
    """Findings that say the same of the same paragraph, together."""
    groups: dict[tuple[int, str, str], list[Finding]] = {}
    for finding in found:
        groups.setdefault((finding.paragraph, finding.code, finding.message), []).append(finding)
    yield from groups.values()


def _place(proof: Proof, finding: Finding, rules: dict[str, Rule]) -> str:
    return "全文" if rules[finding.code].of_whole else proof.places[finding.paragraph]


def _context(proof: Proof, finding: Finding, rules: dict[str, Rule]) -> str:
    """What stands round the place, in short."""
    if rules[finding.code].of_whole:
        return ""
    text = proof.document.paragraphs[finding.paragraph].text
    start, end = max(0, finding.start - _CONTEXT), min(len(text), finding.end + _CONTEXT)
    if end - start > 5 * _CONTEXT:
        end = start + 4 * _CONTEXT
    piece = text[start:end].replace("\n", " ").replace("\ufffc", "□")
    return f"｜{'…' * (start > 0)}{piece}{'…' * (end < len(text))}"
