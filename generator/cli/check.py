"""`speechgen check`: what is wrong with a speech, and what can be put right by itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import Json, complete_layout, settings
from .terminal import show_coloured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..check import Finding, Rule
    from ..check.against import Change
    from ..check.opening import Given
    from ..check.own import Own
    from ..check.proof import LayoutFor, Proof
    from ..check.repair import Repaired, Wanted
    from ..model.provenance import Provenance
    from ..word.layout import Layout
    from .findings import Checked

EXAMPLES = """
  speechgen check 讲话.docx                        列出问题，不改文件
  speechgen check 讲话.docx --diff                 看看 --fix 会改什么，不改文件
  speechgen check 讲话.docx --fix                  必错的直接改：Word 里留修订痕迹，原文件留作备份
  speechgen check 讲话.docx -d details.yaml        再查名称、数字、日期和单位信息对不对得上
  speechgen check 新稿.docx --against 旧稿.docx    改过以后，数字、日期、人名、文件名有没有走样
  speechgen check 讲话稿文件夹                      文件夹里的都查
  speechgen check 讲话.docx --fix --select F       照版式重排：字体、字号、行距、缩进、页边距、页码
  speechgen check 讲话.docx --fix --comment        改不了的写成 Word 批注
  speechgen check 讲话.txt --ignore R,S08          不看朗读类和 S08
  speechgen check --explain B26                    这一条说的是什么、对错各举一例、出处
"""

_READ = (".docx", ".md", ".txt", ".md.j2")
"""What is looked for in a folder."""
_FROM_PIPE = "标准输入"


def run(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            parser=Path,
            metavar="[文件]...",
            help="要查的文件：.docx .md .txt .html .json、模板 .md.j2，或文件夹；- 从管道读文字",
        ),
    ] = None,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="改掉必错的；写明 --select F 时还照版式重排。原文件留作“文件名~”"),
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="只看 --fix 会改什么，不写文件")] = False,
    comment: Annotated[
        bool,
        typer.Option("--comment", help="--fix 改不了的写成 Word 批注（只限 .docx），原文件留作“文件名~”"),
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option(metavar="旧稿", help="和哪一份旧稿比：列出变了的数字、日期、人名、职务、部门、文件"),
    ] = None,
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
            help="单位信息：和它对不上的、不在里面的都报出来",
        ),
    ] = None,
    explain: Annotated[str | None, typer.Option(metavar="编号", help="说明一条规则，all 是全部")] = None,
    json: Json = False,
) -> int:
    from ..check.repair import Wanted
    from ..errors import FileError

    if explain is not None:
        from .findings import explain as explain_rules

        return explain_rules(explain)
    if not paths:
        raise FileError("没有给文件。用法：speechgen check 讲话.docx")
    work = _work(select or [], ignore or [], details or [], layout)
    sources = list(_sources(paths))
    wanted = Wanted(fix and not diff, fix and not diff and _asks_for_layout(select or []), comment)
    if against is not None and len(sources) != 1:
        raise FileError("--against 一次只能比一份，请只给一个文件")
    _require_possible(sources, wanted)
    # What is put right of a text from a pipe is standard output.
    piped = wanted.fix and any(source.is_piped for source in sources)
    with redirect_stdout(sys.stderr if piped else sys.stdout):
        results = [work.looked_at(source, wanted, diff, quiet=json) for source in sources]
        changed = _compared(work, against, sources[0], results[0], quiet=json) if against else None
        _tell(work, results, changed, json, _asks_for_layout(select or []))
    return _status(results, changed)


@dataclass(frozen=True)
class _Source:
    """A file to be looked at, or what came through a pipe."""

    path: Path
    data: bytes | None = None

    @property
    def is_piped(self) -> bool:
        return self.data is not None

    @property
    def name(self) -> str:
        return _FROM_PIPE if self.is_piped else str(self.path)


class _Work:
    """What one run checks with: the rules, what is known of the unit, the layouts to compare with."""

    def __init__(self, rules: Sequence[Rule], given: Given, layout: str | None) -> None:
        from ..formats.layouts import find_layout

        if layout is not None:
            find_layout(layout)
        self.rules = rules
        self.by_code = {rule.code: rule for rule in rules}
        self.given = given
        self.unknown_layouts: dict[Path, str] = {}
        self._layout = layout
        self._sources: dict[str, Layout] = {}

    def looked_at(self, source: _Source, wanted: Wanted, diff: bool, quiet: bool) -> Checked:
        """What was found once the source is put right as wanted; or why it could not be looked at."""
        from ..errors import SpeechgenError
        from .findings import Checked

        try:
            done = self._put_right(source, wanted, quiet)
            proofs = self.proofs(done)
            if diff and not quiet:
                self._print_diff(done, proofs[0])
            return Checked(source.name, tuple((proof, self._found(proof)) for proof in proofs))
        except SpeechgenError as error:
            return Checked(source.name, problem=str(error))
        except OSError as error:
            return Checked(source.name, problem=f"{source.name}：读写时出错：{error.strerror or error}")

    def proofs(self, source: _Source) -> tuple[Proof, ...]:
        from ..check.opening import open_proofs, proof_of

        if source.data is not None:
            return (proof_of(source.path, source.data, self.given, self._layout_for(source.path)),)
        return open_proofs(source.path, self.given, self._layout_for(source.path))

    def _found(self, proof: Proof) -> tuple[Finding, ...]:
        from ..check.opening import find_in

        return find_in(proof, self.rules)

    def _put_right(self, source: _Source, wanted: Wanted, quiet: bool) -> _Source:
        """The source once it is written anew; what was done is told."""
        from ..check.repair import repaired, repaired_bytes
        from ..formats.layouts import creation_time

        if not (wanted.fix or wanted.comment):
            return source
        before, now = self.proofs(source)[0], creation_time()
        layout = self._layout_for(source.path)
        if source.data is None:
            made = repaired(source.path, self.rules, wanted, now, self.given, layout)
        else:
            made = repaired_bytes(source.path, source.data, self.rules, wanted, now, self.given, layout)
            sys.__stdout__.buffer.write(source.data if made is None else made.data)  # type: ignore[union-attr]
        if made is None:
            return source
        _write(source, made, before, quiet)
        return source if source.data is None else _Source(source.path, made.data)

    def _print_diff(self, source: _Source, proof: Proof) -> None:
        from ..check import fixed
        from .diffs import word_diff

        right = fixed(proof.document, [rule for rule in self.rules if not rule.is_look])
        for at, (old, new) in enumerate(zip(proof.document.paragraphs, right.paragraphs, strict=True)):
            if old.text != new.text:
                show_coloured(f"{source.name}：{proof.places[at]}：{word_diff(old.text, new.text)}")

    def _layout_for(self, path: Path) -> LayoutFor:
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


def _work(select: Sequence[str], ignore: Sequence[str], details: Sequence[Path], layout: str | None) -> _Work:
    from ..check.own import read_own

    own = read_own(settings().check)
    return _Work(_chosen(select, ignore, own), _given(details, own), layout)


def _chosen(select: Sequence[str], ignore: Sequence[str], own: Own) -> tuple[Rule, ...]:
    """The rules asked for, or else those of speechgen.yaml; the office's own are among them."""
    from ..check import rules, selected
    from ..errors import FileError

    wanted, unwanted = _codes(select) or _codes(own.select), _codes(ignore) or _codes(own.ignore)
    known = (*rules(), *(rule.code for rule in own.rules))
    for code in (*wanted, *unwanted):
        if not any(one.startswith(code) for one in known):
            raise FileError(f"没有编号是“{code}”的规则。全部规则：speechgen check --explain all")
    return selected(wanted, unwanted, own.rules)


def _codes(typed: Sequence[str]) -> list[str]:
    return [
        code.strip().upper() for text in typed for code in text.replace("，", ",").split(",") if code.strip()
    ]


def _given(details: Sequence[Path], own: Own) -> Given:
    """What the details files say of the unit, and whose names are right besides."""
    from ..check.opening import Given
    from ..check.proof import names_in
    from ..details.fields import typed_text
    from ..formats.details_file import read_details

    if not details:
        return Given(superiors=own.superiors)
    entries = {entry.key: entry.typed for path in details for entry in read_details(path)}
    labelled = {key: typed_text(typed) for key, typed in entries.items() if typed}
    return Given(names_in(entries), labelled, own.superiors)


def _sources(paths: Sequence[Path]) -> Iterator[_Source]:
    """The files, those of folders one by one, and what comes through a pipe."""
    from ..errors import FileError
    from ..formats.conversion import read_standard_input

    for path in paths:
        if str(path) == "-":
            yield _Source(Path(_FROM_PIPE), read_standard_input())
        elif path.is_dir():
            found = sorted(
                one for one in path.rglob("*") if _is_read(one.relative_to(path)) and one.is_file()
            )
            if not found:
                raise FileError(f"{path}：文件夹里没有可查的文件（{' '.join(_READ)}）")
            yield from map(_Source, found)
        else:
            yield _Source(path)


def _is_read(path: Path) -> bool:
    """Whether a file of a folder is one to look at: no hidden one, no backup, none of Word's own."""
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return path.name.lower().endswith(_READ) and not hidden


def _asks_for_layout(select: Sequence[str]) -> bool:
    """Whether rules about looks are selected by their letter: only then is a document laid out again."""
    return any(code.startswith("F") for code in _codes(select))


def _require_possible(sources: Sequence[_Source], wanted: Wanted) -> None:
    """Raises FileError when a file cannot be written as wanted; then none is."""
    from .. import files
    from ..check.repair import require_comments

    if wanted.comment:
        require_comments(source.path for source in sources)
    if wanted.fix or wanted.comment:
        for source in sources:
            if not source.is_piped:
                files.require_closed(source.path)


def _write(source: _Source, made: Repaired, before: Proof, quiet: bool) -> None:
    from .. import files
    from .findings import print_fixes

    kept = ""
    if not source.is_piped:
        kept = f"，原来的文件留作 {files.back_up(source.path)}"
        files.write_whole(source.path, made.data)
    done = [
        *([f"改了 {len({fix.paragraph for fix in made.fixes})} 段"] if made.fixes else []),
        *(["照版式重排了"] if made.is_laid_out else []),
        *([f"加了 {made.comments} 条批注"] if made.comments else []),
    ]
    if not quiet:
        show_coloured(f"{source.name}：{'，'.join(done)}{kept}")
        print_fixes(source.name, before, made.fixes)


def _compared(
    work: _Work, old: Path, source: _Source, checked: Checked, quiet: bool
) -> tuple[Change, ...] | None:
    """What the source states otherwise than an older version; None when it could not be read."""
    from ..check.against import changes
    from .findings import print_changes

    if checked.problem:
        return None
    earlier, proof = work.proofs(_Source(old))[-1], checked.proofs[-1][0]
    found = changes(earlier.document, proof.document)
    if not quiet:
        print_changes(checked.name, str(old), proof, earlier, found)
    return found


def _tell(
    work: _Work, results: Sequence[Checked], changed: tuple[Change, ...] | None, json: bool, about_looks: bool
) -> None:
    from .findings import JSON_VERSION, as_json, change_as_json, print_findings, print_summary
    from .report import print_problem
    from .terminal import show_json

    for one in results:
        if one.problem:
            print_problem(one.problem)
    if json:
        told = {"version": JSON_VERSION, "files": [as_json(one, work.by_code) for one in results]}
        show_json(told if changed is None else told | {"against": [change_as_json(one) for one in changed]})
        return
    for one in results:
        print_findings(one, work.by_code)
    if any(not one.problem for one in results):
        print_summary(results, settings().rate)
    _print_unknown_layouts(work)
    if about_looks:
        _print_missing_fonts(results)


def _status(results: Sequence[Checked], changed: tuple[Change, ...] | None) -> int:
    """2 when a file could not be looked at, 1 when something is wrong with one, else 0."""
    if any(one.problem for one in results):
        return 2
    return int(bool(changed) or any(one.level.value != "提示" for each in results for one in each.findings))


def _print_unknown_layouts(work: _Work) -> None:
    for path, name in work.unknown_layouts.items():
        show_coloured(f"{path}：找不到生成时用的版式“{name}”，没有查版式。可以用 --layout 指明")


def _print_missing_fonts(results: Sequence[Checked]) -> None:
    """Fonts that this machine lacks: told to who asks about looks, for it is no fault of the documents."""
    from ..check.layout import font_note

    proofs = [proof for one in results for proof, _ in one.proofs]
    looks = (proof.document.looks() for proof in proofs if proof.document.looks is not None)
    for note in dict.fromkeys(font_note(look) for look in looks if look is not None):
        if note is not None:
            show_coloured(note)
