"""`speechgen check`: what is wrong with a speech, and what can be put right by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .options import Json, complete_layout, settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..check import Finding, Rule
    from ..check.proof import LayoutFor, Proof
    from ..check.repair import Repaired
    from ..model.provenance import Provenance
    from ..word.layout import Layout

EXAMPLES = """
  speechgen check 讲话.docx                        列出问题，不改文件
  speechgen check 讲话.docx --fix                  必错的直接改：Word 里留修订痕迹，原文件留作备份
  speechgen check *.docx -d details.yaml           再查有没有别的单位的名称
  speechgen check 讲话.docx --fix --select F       照版式重排：字体、字号、行距、缩进、页边距、页码
  speechgen check 讲话.docx --fix --comment        改不了的写成 Word 批注
  speechgen check 讲话.txt --ignore R,S08          不看朗读类和 S08
  speechgen check --explain B26                    这一条说的是什么、对错各举一例、出处
"""

_CONTEXT = 8


def run(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            parser=Path, metavar="[文件]...", help="要查的文件：.docx .md .txt .html .json，或模板 .md.j2"
        ),
    ] = None,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="改掉必错的；写明 --select F 时还照版式重排。原文件留作“文件名~”"),
    ] = False,
    comment: Annotated[
        bool,
        typer.Option("--comment", help="--fix 改不了的写成 Word 批注（只限 .docx），原文件留作“文件名~”"),
    ] = False,
    select: Annotated[
        list[str] | None, typer.Option(metavar="编号", help="只查这些，如 B 或 B01,D；可用多次")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="编号", help="不查这些，写法同 --select")
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option(
            metavar="版式",
            help="和哪个版式比：official、reading，或自己的 .docx；不写时用讲稿生成时的版式",
            autocompletion=complete_layout,
        ),
    ] = None,
    details: Annotated[
        list[Path] | None,
        typer.Option(
            "-d",
            "--details",
            parser=Path,
            metavar="文件",
            help="单位信息：不在里面的地名、单位名都报出来",
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
    work = _Work(rules, _known(details or []), layout, quiet=json)
    if fix or comment:
        _repair(work, paths, fix, fix and _asks_for_layout(select or []), comment)
    results = [(path, work.checked(path)) for path in paths]
    findings = [(path, proof, found) for path, proofs in results for proof, found in proofs]
    if json:
        _print_json(findings)
    else:
        _print(findings)
        _print_summary(findings)
        _print_unknown_layouts(work)
        if _asks_for_layout(select or []):
            _print_missing_fonts(findings)
    return int(any(finding.level.value != "提示" for _, _, found in findings for finding in found))


class _Work:
    """What one run checks with: the rules, the names that are right, the layouts to compare with."""

    def __init__(
        self, rules: Sequence[Rule], known: tuple[str, ...] | None, layout: str | None, quiet: bool
    ) -> None:
        from ..formats.layouts import find_layout

        if layout is not None:
            find_layout(layout)
        self.rules = rules
        self.known = known
        self.quiet = quiet
        self.unknown_layouts: dict[Path, str] = {}
        self._layout = layout
        self._sources: dict[str, Layout] = {}

    def checked(self, path: Path) -> list[tuple[Proof, tuple[Finding, ...]]]:
        from ..check.opening import find_in, open_proofs

        proofs = open_proofs(path, self.known, self.layout_for(path))
        return [(proof, find_in(proof, self.rules)) for proof in proofs]

    def layout_for(self, path: Path) -> LayoutFor:
        """Which layout the file should look like: the one asked for, its own, the usual one."""

        def layout(provenance: Provenance | None) -> Layout | None:
            from ..formats.layouts import LAYOUTS, layout_of, open_layout

            usual = settings().layout or LAYOUTS[0]
            name = self._layout or layout_of(provenance, usual, (path.parent, Path()))
            if name is None:
                self.unknown_layouts[path] = provenance.layout if provenance else usual
                return None
            if name not in self._sources:
                self._sources[name] = open_layout(name)
            return self._sources[name]

        return layout


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
    if not details:
        return None
    from ..check.proof import names_in
    from ..formats.details_file import read_details

    return names_in({entry.key: entry.typed for path in details for entry in read_details(path)})


def _asks_for_layout(select: Sequence[str]) -> bool:
    """Whether rules about looks are selected by their letter: only then is a document laid out again."""
    return any(code.startswith("F") for code in _codes(select))


def _repair(work: _Work, paths: Sequence[Path], fix: bool, lay_out: bool, comment: bool) -> None:
    from .. import files
    from ..check.repair import Wanted, repaired, require_comments
    from ..formats.layouts import creation_time

    wanted = Wanted(fix, lay_out, comment)
    if comment:
        require_comments(paths)
    for path in paths:
        files.require_closed(path)
    for path in paths:
        made = repaired(path, work.rules, wanted, creation_time(), work.known, work.layout_for(path))
        if made is not None:
            _write(path, made, work.quiet)


def _write(path: Path, made: Repaired, quiet: bool) -> None:
    from .. import files

    backup = files.back_up(path)
    files.write_whole(path, made.data)
    done = [
        *([f"改了 {made.paragraphs} 段"] if made.paragraphs else []),
        *(["照版式重排了"] if made.is_laid_out else []),
        *([f"加了 {made.comments} 条批注"] if made.comments else []),
    ]
    if not quiet:
        print(f"{path}：{'，'.join(done)}，原来的文件留作 {backup}")


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
    from ..check import rules

    for path, proof, found in findings:
        for alike in _grouped(found):
            first = alike[0]
            times = f"（共 {len(alike)} 处）" if len(alike) > 1 else ""
            is_whole = rules()[first.code].of_whole
            place = "全文" if is_whole else proof.places[first.paragraph]
            context = "" if is_whole else _context(proof, first)
            print(f"{path}：{place}：{first.code} {first.level.value}：{first.message}{times}{context}")


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
    by_layout = sum(one.by_layout for one in everything)
    more = f"；其中 {fixable} 处加 --fix 可以自动改" if fixable else ""
    more += f"；版式的 {by_layout} 处加 --fix --select F 可以照版式重排" if by_layout else ""
    print(f"{'，'.join(counts)}{more}。" if everything else "没有发现问题。")
    if len(findings) == 1:
        characters, rate = findings[0][1].spoken, settings().rate
        print(f"要念的约 {characters} 字，照每分钟 {rate} 字念约 {minutes(characters, rate)} 分钟。")


def _print_unknown_layouts(work: _Work) -> None:
    for path, name in work.unknown_layouts.items():
        print(f"{path}：找不到生成时用的版式“{name}”，没有查版式。可以用 --layout 指明")


def _print_missing_fonts(findings: Sequence[tuple[Path, Proof, tuple[Finding, ...]]]) -> None:
    """Fonts that this machine lacks: told to who asks about looks, for it is no fault of the documents."""
    from ..check.layout import font_note

    looks = (proof.document.looks() for _, proof, _ in findings if proof.document.looks is not None)
    for note in dict.fromkeys(font_note(look) for look in looks if look is not None):
        if note is not None:
            print(note)


def _print_json(findings: Sequence[tuple[Path, Proof, tuple[Finding, ...]]]) -> None:
    from .report import print_json

    print_json([_as_json(path, proof, one) for path, proof, found in findings for one in found])


def _as_json(path: Path, proof: Proof, finding: Finding) -> dict[str, Any]:
    from ..check import rules

    text = proof.document.paragraphs[finding.paragraph].text
    rule = rules()[finding.code]
    return {
        "file": str(path),
        "place": "全文" if rule.of_whole else proof.places[finding.paragraph],
        "paragraph": finding.paragraph + 1,
        "start": finding.start,
        "end": finding.end,
        "text": text[finding.start : finding.end],
        "code": finding.code,
        "title": rule.title,
        "level": finding.level.value,
        "message": finding.message,
        "replacement": None if finding.edit is None else finding.edit.replacement,
        "fixable": finding.is_fixable,
        "by_layout": finding.by_layout,
    }
