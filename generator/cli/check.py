"""`speechgen check`: what is wrong with a speech, and what can be put right by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .options import Json, settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..check import Finding, Rule
    from ..check.sources import Proof

EXAMPLES = """
  speechgen check 讲话.docx                        列出问题，不改文件
  speechgen check 讲话.docx --fix                  必错的直接改：Word 里留修订痕迹，原文件留作备份
  speechgen check *.docx -d details.yaml           再查有没有别的单位的名称
  speechgen check 讲话.txt --ignore R,S08          不看朗读类和 S08
  speechgen check --explain B26                    这一条说的是什么、对错各举一例、出处
"""

_CONTEXT = 8


def run(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[文件]...", help="要查的文件：.docx .md .txt .html .json，或模板 .md.j2"),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="改掉必错的，原文件留作“文件名~”")] = False,
    select: Annotated[
        list[str] | None, typer.Option(metavar="编号", help="只查这些，如 B 或 B01,D；可用多次")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="编号", help="不查这些，写法同 --select")
    ] = None,
    details: Annotated[
        list[Path] | None,
        typer.Option(
            "-d", "--details", metavar="文件", help="单位信息（YAML）：不在里面的地名、单位名都报出来"
        ),
    ] = None,
    explain: Annotated[str | None, typer.Option(metavar="编号", help="说明一条规则，all 是全部")] = None,
    json: Json = False,
) -> int:
    from ..errors import FileError

    if explain is not None:
        return _explain(explain)
    if not paths:
        raise FileError("没有给文件。用法：speechgen check 讲话.docx")
    rules = _chosen(select or [], ignore or [])
    known = _known(details or [])
    results = [(path, _checked(path, rules, known, fix, quiet=json)) for path in paths]
    findings = [(path, proof, found) for path, proofs in results for proof, found in proofs]
    if json:
        _print_json(findings)
    else:
        _print(findings)
        _print_summary(findings)
    return int(any(finding.level.value != "提示" for _, _, found in findings for finding in found))


def _chosen(select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    from ..check import rules, selected
    from ..errors import FileError

    wanted, unwanted = _codes(select), _codes(ignore)
    for code in (*wanted, *unwanted):
        if not any(known.startswith(code) for known in rules()):
            raise FileError(f"没有编号是“{code}”的规则。全部规则：speechgen check --explain all")
    return selected(wanted, unwanted)


def _codes(typed: Sequence[str]) -> list[str]:
    return [
        code.strip().upper() for text in typed for code in text.replace("，", ",").split(",") if code.strip()
    ]


def _known(details: Sequence[Path]) -> tuple[str, ...] | None:
    """The texts of the details files, the unit's name first; None without any."""
    from ..check.sources import names_in
    from ..details import read_entries

    if not details:
        return None
    return names_in({entry.key: entry.typed for path in details for entry in read_entries(path)})


def _checked(
    path: Path, rules: Sequence[Rule], known: tuple[str, ...] | None, fix: bool, quiet: bool
) -> list[tuple[Proof, tuple[Finding, ...]]]:
    from ..check.sources import find_in, open_proofs

    if fix:
        _fix(path, rules, known, quiet)
    return [(proof, find_in(proof, rules)) for proof in open_proofs(path, known)]


def _fix(path: Path, rules: Sequence[Rule], known: tuple[str, ...] | None, quiet: bool) -> None:
    from .. import files
    from ..check.sources import put_right
    from ..layouts import creation_time

    made = put_right(path, rules, creation_time(), known)
    if made is None:
        return
    backup = files.back_up(path)
    files.write_whole(path, made.data)
    if not quiet:
        print(f"{path}：改了 {made.paragraphs} 段，原来的文件留作 {backup}")


def _explain(code: str) -> int:
    from ..check import FAMILIES, rules
    from ..errors import FileError

    wanted = [rule for rule in rules().values() if code.upper() in ("ALL", rule.code)]
    if not wanted:
        raise FileError(f"没有规则“{code}”。全部规则：speechgen check --explain all")
    for rule in wanted:
        if len(wanted) > 1:
            print(f"{rule.code}  {FAMILIES[rule.code[0]]}  {rule.level.value}  {rule.title}")
            continue
        print(f"{rule.code} {rule.title}（{FAMILIES[rule.code[0]]}，{rule.level.value}）\n{rule.explanation}")
        print(f"错：{_indented(rule.wrong)}\n对：{_indented(rule.right)}\n出处：{rule.source}")
    return 0


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")


def _print(findings: Sequence[tuple[Path, Proof, tuple[Finding, ...]]]) -> None:
    for path, proof, found in findings:
        for alike in _grouped(found):
            first = alike[0]
            times = f"（共 {len(alike)} 处）" if len(alike) > 1 else ""
            place = proof.places[first.paragraph]
            print(
                f"{path}：{place}：{first.code} {first.level.value}：{first.message}{times}"
                f"{_context(proof, first)}"
            )


def _grouped(found: Sequence[Finding]) -> Iterator[list[Finding]]:
    """Findings that say the same of the same paragraph, together."""
    groups: dict[tuple[int, str, str], list[Finding]] = {}
    for finding in found:
        groups.setdefault((finding.paragraph, finding.code, finding.message), []).append(finding)
    yield from groups.values()


def _context(proof: Proof, finding: Finding) -> str:
    """What stands round the place, in short."""
    text = proof.document.paragraphs[finding.paragraph].text
    start, end = max(0, finding.start - _CONTEXT), min(len(text), finding.end + _CONTEXT)
    if end - start > 5 * _CONTEXT:
        end = start + 4 * _CONTEXT
    piece = text[start:end].replace("\n", " ").replace("\ufffc", "□")
    return f"｜{'…' * (start > 0)}{piece}{'…' * (end < len(text))}"


def _print_summary(findings: Sequence[tuple[Path, Proof, tuple[Finding, ...]]]) -> None:
    from ..check import Level
    from .report import minutes

    everything = [finding for _, _, found in findings for finding in found]
    counts = [f"{level.value} {sum(one.level is level for one in everything)} 处" for level in Level]
    fixable = sum(one.is_fixable for one in everything)
    more = f"；其中 {fixable} 处加 --fix 可以自动改" if fixable else ""
    print(f"{'，'.join(counts)}{more}。" if everything else "没有发现问题。")
    if len(findings) == 1:
        characters, rate = findings[0][1].spoken, settings().rate
        print(f"要念的约 {characters} 字，照每分钟 {rate} 字念约 {minutes(characters, rate)} 分钟。")


def _print_json(findings: Sequence[tuple[Path, Proof, tuple[Finding, ...]]]) -> None:
    from .report import print_json

    print_json([_as_json(path, proof, one) for path, proof, found in findings for one in found])


def _as_json(path: Path, proof: Proof, finding: Finding) -> dict[str, Any]:
    from ..check import rules

    text = proof.document.paragraphs[finding.paragraph].text
    return {
        "file": str(path),
        "place": proof.places[finding.paragraph],
        "paragraph": finding.paragraph + 1,
        "start": finding.start,
        "end": finding.end,
        "text": text[finding.start : finding.end],
        "code": finding.code,
        "title": rules()[finding.code].title,
        "level": finding.level.value,
        "message": finding.message,
        "replacement": None if finding.edit is None else finding.edit.replacement,
        "fixable": finding.is_fixable,
    }
