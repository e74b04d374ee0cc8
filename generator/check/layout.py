"""版式: what of a .docx looks unlike the layout. The same difference is told once, with a count."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..model.appearance import Face, LineLook, Looks, PageNumber, ParagraphLook, Pitch
from .document import Document
from .fonts import is_alike, lacking, size_name
from .rule import Level, Rule, Spot

PARTS = {
    "Title": "标题", "Subtitle": "署名", "Salutation": "称呼", "Body Text": "正文", "Closing": "结尾",
    "heading 1": "一级标题", "heading 2": "二级标题", "heading 3": "三级标题", "heading 4": "四级标题",
}  # fmt: skip
"""What people call what a style of the layout is for."""

ALIGN = {"left": "左对齐", "right": "右对齐", "center": "居中", "both": "两端对齐"}

_MM, _POINTS, _PITCH, _LINES, _CHARACTERS = 1.0, 0.3, 1.0, 0.05, 0.3
"""What differs by less is the same: margins, sizes, pitches (28 points make 22 lines a page,
as 28.95 do), pitches in lines, indents."""

_BLANKS = " \t　\xa0"
_KEPT = ("right", "center")
_Tell = Callable[[LineLook, ParagraphLook], "str | None"]


def each_line(document: Document) -> Iterator[tuple[int, LineLook, ParagraphLook]]:
    """Every paragraph that the layout has a style for: its place, how it looks, and how it should."""
    looks = document.looks() if document.looks else None
    for index, line in enumerate(looks.found.lines if looks else ()):
        if looks and line is not None and line.role in looks.wanted.roles:
            yield index, line, looks.wanted.roles[line.role]


def _told_once(document: Document, tell: _Tell) -> Iterator[tuple[int, Spot]]:
    """Each message of `tell` where it is first true, with how many paragraphs it is true of."""
    places: dict[str, list[int]] = {}
    for index, line, wanted in each_line(document):
        if _overridden(line, wanted) is None and (message := tell(line, wanted)):
            places.setdefault(message, []).append(index)
    for message, indexes in places.items():
        count = f"（共 {len(indexes)} 段）" if len(indexes) > 1 else ""
        end = len(document.paragraphs[indexes[0]].text)
        yield indexes[0], Spot(0, end, message + count, by_layout=True)


def _of_each(tell: _Tell) -> Callable[[Document], Iterator[tuple[int, Spot]]]:
    return lambda document: _told_once(document, tell)


def _of_all(tell: Callable[[Looks], Iterator[Spot]]) -> Callable[[Document], Iterator[tuple[int, Spot]]]:
    """What is said of the document as a whole."""

    def find(document: Document) -> Iterator[tuple[int, Spot]]:
        looks = document.looks() if document.looks and document.paragraphs else None
        if looks is not None:
            yield from ((0, spot) for spot in tell(looks))

    return find


def _whole(message: str, by_layout: bool = True) -> Spot:
    """What has no place in particular stands at the beginning."""
    return Spot(0, 0, message, by_layout=by_layout)


def _page(looks: Looks) -> Iterator[Spot]:
    wanted = looks.wanted.page
    names = {"top": "上", "bottom": "下", "left": "左", "right": "右"}
    for page in dict.fromkeys(looks.found.pages):
        if abs(page.width - wanted.width) > _MM or abs(page.height - wanted.height) > _MM:
            yield _whole(
                f"纸张应当是 {wanted.width:.0f}×{wanted.height:.0f} 毫米，"
                f"这里是 {page.width:.0f}×{page.height:.0f} 毫米"
            )
        unlike = [side for side in names if abs(getattr(page, side) - getattr(wanted, side)) > _MM]
        if unlike:
            should = "、".join(f"{names[side]} {getattr(wanted, side):.0f}" for side in unlike)
            is_now = "、".join(f"{names[side]} {getattr(page, side):.0f}" for side in unlike)
            yield _whole(f"页边距应当是{should} 毫米，这里是{is_now} 毫米")


def _number(looks: Looks) -> Iterator[Spot]:
    odd, even = looks.found.odd, looks.found.even
    should_odd, should_even = looks.wanted.odd, looks.wanted.even
    if should_odd is None:
        return
    kept = "（页眉页脚里还有别的文字，请自己改）" if looks.found.has_other_footer else ""
    if odd is None and even is None:
        yield _whole(f"没有页码，应当有“{should_odd.text}”{kept}", not kept)
        return
    if unlike := [one for one in (odd, even) if one is not None and not _reads_alike(one, should_odd)]:
        yield _whole(
            f"页码应当是{size_name(should_odd.size)}的“{should_odd.text}”，"
            f"这里是{size_name(unlike[0].size)}的“{unlike[0].text}”{kept}",
            not kept,
        )
    sides = [(one, other) for one, other in ((odd, should_odd), (even, should_even)) if other is not None]
    if any(one is None or (one.align and one.align != other.align) for one, other in sides):
        yield _whole(f"页码应当{_sides(should_odd, should_even)}，这里{_sides(odd, even)}{kept}", not kept)


def _reads_alike(one: PageNumber, other: PageNumber) -> bool:
    return one.text.replace(" ", "") == other.text.replace(" ", "") and abs(one.size - other.size) <= _POINTS


def _sides(odd: PageNumber | None, even: PageNumber | None) -> str:
    names = {"left": "居左", "right": "居右", "center": "居中", "": "另放在框里"}
    told = [names.get(one.align, "居左") if one else "没有" for one in (odd, even)]
    return told[0] if told[0] == told[1] else f"单页{told[0]}、双页{told[1]}"


def _face(line: LineLook, wanted: ParagraphLook) -> str | None:
    if _is_same_face(line.look.face, wanted.face):
        return None
    return f"{_name(line)}应当是{_shown(wanted.face)}，这里是{_shown(line.look.face)}"


def _is_same_face(face: Face, wanted: Face) -> bool:
    same = abs(face.size - wanted.size) <= _POINTS and face.is_bold == wanted.is_bold
    return same and is_alike(face.chinese, wanted.chinese)


def _shown(face: Face) -> str:
    return f"{face.chinese or '没有指定的字体'} {size_name(face.size)}{'加粗' if face.is_bold else ''}"


def _name(line: LineLook) -> str:
    return PARTS[line.role]


def _latin(line: LineLook, wanted: ParagraphLook) -> str | None:
    font = line.look.face.latin
    if not font or font.lower() == wanted.face.latin.lower():
        return None
    return f"数字和字母应当用 {wanted.face.latin}，这里用 {font}"


def _pitch(line: LineLook, wanted: ParagraphLook) -> str | None:
    look = line.look
    if not _is_same_pitch(look.pitch, wanted.pitch):
        return f"行距应当是{_told_pitch(wanted.pitch)}，这里是{_told_pitch(look.pitch)}"
    if line.role in ("Title", "Subtitle"):
        return None
    if abs(look.before - wanted.before) > 3 or abs(look.after - wanted.after) > 3:
        return (
            f"{_name(line)}应当段前 {wanted.before:g} 磅、段后 {wanted.after:g} 磅，"
            f"这里是段前 {look.before:g} 磅、段后 {look.after:g} 磅"
        )
    return None


def _is_same_pitch(pitch: Pitch, wanted: Pitch) -> bool:
    limit = _LINES if wanted.rule == "auto" else _PITCH
    return pitch.rule == wanted.rule and abs(pitch.value - wanted.value) <= limit


def _told_pitch(pitch: Pitch) -> str:
    if pitch.rule == "auto":
        return "单倍" if pitch.value == 1 else f" {pitch.value:g} 倍"
    return f"{'固定值' if pitch.rule == 'exact' else '最小值'} {pitch.value:g} 磅"


def _indent(document: Document) -> Iterator[tuple[int, Spot]]:
    """A paragraph that is indented by blanks, or numbered by itself, has an indent of its own."""
    texts = [paragraph.text for paragraph in document.paragraphs]
    indents = {id(line): _tells_indent(line, texts[index]) for index, line, _ in each_line(document)}
    return _told_once(document, lambda line, wanted: _indents(line, wanted, indents[id(line)]))


def _tells_indent(line: LineLook, text: str) -> bool:
    return not line.is_numbered and text[:1] not in _BLANKS and not keeps_place(line.role, line.look.align)


def keeps_place(role: str, align: str) -> bool:
    """Whether a paragraph of the text stands on the right or in the middle on purpose: who signs, a date."""
    return role in ("Body Text", "Closing", "Salutation") and align in _KEPT


def _indents(line: LineLook, wanted: ParagraphLook, tells: bool) -> str | None:
    look = line.look
    if tells and abs(look.first + look.left - wanted.first - wanted.left) > _CHARACTERS:
        return f"{_name(line)}应当{_told_indent(wanted)}，这里{_told_indent(look)}"
    if tells and (abs(look.left - wanted.left) > _CHARACTERS or abs(look.right - wanted.right) > _CHARACTERS):
        return f"{_name(line)}的左右两边应当和版心对齐，这里左边缩进 {look.left:g} 字、右边 {look.right:g} 字"
    if not _is_aligned(line, wanted) and not keeps_place(line.role, look.align):
        return f"{_name(line)}应当{ALIGN.get(wanted.align)}，这里是{ALIGN.get(look.align, look.align)}"
    return None


def _is_aligned(line: LineLook, wanted: ParagraphLook) -> bool:
    """Whether a paragraph is aligned as the layout has it; in a short one both edges are all the same."""
    is_short = line.role not in ("Body Text", "Closing")
    return line.look.align == wanted.align or (
        is_short and {line.look.align, wanted.align} == {"left", "both"}
    )


def _told_indent(look: ParagraphLook) -> str:
    first = look.first + look.left
    if abs(first) <= _CHARACTERS:
        return "顶格"
    return f"首行缩进 {first:g} 字" if first > 0 else f"首行伸出 {-first:g} 字"


def _overridden(line: LineLook, wanted: ParagraphLook) -> str | None:
    """What a paragraph changes of a style that is as the layout wants it; None for nothing."""
    if line.own is None:
        return None
    own, look = line.own, line.look
    changes: list[str] = []
    if _is_same_face(own.face, wanted.face) and not _is_same_face(look.face, wanted.face):
        changes.append(f"{_shown(look.face)}（应当是{_shown(wanted.face)}）")
    if _is_same_pitch(own.pitch, wanted.pitch) and not _is_same_pitch(look.pitch, wanted.pitch):
        changes.append(f"行距{_told_pitch(look.pitch)}（应当是{_told_pitch(wanted.pitch)}）")
    kept = line.is_numbered or keeps_place(line.role, look.align)
    if own.align == wanted.align and not (kept or _is_aligned(line, wanted)):
        changes.append(f"{ALIGN.get(look.align, look.align)}（应当{ALIGN.get(wanted.align)}）")
    return f"{_name(line)}不照样式，直接改成了{'，'.join(changes)}" if changes else None


def _direct(document: Document) -> Iterator[tuple[int, Spot]]:
    places: dict[str, list[tuple[int, int, int]]] = {}
    for index, line, wanted in each_line(document):
        if message := _overridden(line, wanted):
            places.setdefault(message, []).append((index, 0, len(document.paragraphs[index].text)))
            continue
        for one in line.others:
            if not is_alike(one.face.chinese, line.look.face.chinese) or one.face.size != line.look.face.size:
                message = f"{_name(line)}里夹着{_shown(one.face)}，别的字是{_shown(line.look.face)}"
                places.setdefault(message, []).append((index, one.start, one.end))
    for message, spots in places.items():
        count = f"（共 {len(spots)} 处）" if len(spots) > 1 else ""
        index, start, end = spots[0]
        yield index, Spot(start, end, message + count, by_layout=True)


def _no_outline(line: LineLook, wanted: ParagraphLook) -> str | None:
    if wanted.outline and not line.look.outline:
        return "小标题没有用标题样式，导航窗格里看不到，也不能自动生成目录"
    return None


def _themed(line: LineLook, wanted: ParagraphLook) -> str | None:
    if line.look.face.is_themed and not wanted.face.is_themed:
        return (
            f"字体跟着主题走（现在是{line.look.face.chinese or '空的'}），换了主题或电脑就会变，应当写明字体"
        )
    return None


def font_note(looks: Looks) -> str | None:
    """The fonts of a document that this machine has not got, and what it shows; no fault of the document."""
    faces = [line.look.face for line in looks.found.lines if line is not None]
    fonts = dict.fromkeys(font for face in faces for font in (face.chinese, face.latin) if font)
    lacked: dict[str, list[str]] = {}
    for font in fonts:
        other = lacking(font, looks.found.alternatives.get(font, ()))
        if other is not None:
            lacked.setdefault(other, []).append(font)
    told = [f"“{'”“'.join(names)}”（用“{other}”代替）" for other, names in lacked.items()]
    return f"这台电脑没有{'、'.join(told)}，看到的和打印的会有出入。" if told else None


def _soft_returns(document: Document) -> Iterator[tuple[int, Spot]]:
    looks = document.looks() if document.looks else None
    for number, place, can_go in looks.found.soft_returns if looks else ():
        message = "这里是软回车（Shift+Enter），前后排不成两段，应当改成回车"
        yield number, Spot(place, place + 1, message, by_layout=can_go)


OFFICIAL = "一般：GB/T 9704—2012，"
_COMPARED = "和选定的版式比（不选时是 official，照 GB/T 9704—2012；讲话稿不是公文，一般照着排）。"

RULES = (
    Rule(
        "F01", "纸张和页边距", Level.LIKELY,
        f"{_COMPARED}A4 纸，上 37、下 35、左 28、右 26 毫米；横放的页不管。",
        "页边距：25.4 25.4 31.8 31.8", "页边距：37 35 28 26",
        f"{OFFICIAL}5.1、5.2.1", _of_all(_page), piecewise=False, of_whole=True,
    ),
    Rule(
        "F02", "字体和字号", Level.LIKELY,
        f"{_COMPARED}标题二号小标宋，正文三号仿宋，一级标题黑体，二级标题楷体。同一类的字体"
        "（仿宋、仿宋_GB2312、方正仿宋_GBK）不算错。",
        "正文：宋体 五号", "正文：仿宋_GB2312 三号",
        f"{OFFICIAL}5.2.2、7.3", _of_each(_face), piecewise=False,
    ),
    Rule(
        "F03", "数字和字母的字体", Level.HINT,
        "和选定的版式比，数字和字母用 Times New Roman。",
        "数字：Calibri", "数字：Times New Roman",
        "实务", _of_each(_latin), piecewise=False,
    ),
    Rule(
        "F04", "行距和段距", Level.LIKELY,
        f"{_COMPARED}每面 22 行，行距固定值 28.95 磅（28 到 29.9 磅都行），段前段后不空。",
        "行距：1.5 倍", "行距：固定值 28.95 磅",
        f"{OFFICIAL}5.2.3", _of_each(_pitch), piecewise=False,
    ),
    Rule(
        "F05", "缩进和对齐", Level.LIKELY,
        f"{_COMPARED}标题居中，称呼顶格，正文左空二字、两端对齐。用空格缩进的、靠右的落款不管。",
        "首行缩进：0 字", "首行缩进：2 字",
        f"{OFFICIAL}7.3.1、7.3.3", _indent, piecewise=False,
    ),
    Rule(
        "F06", "页码", Level.LIKELY,
        f"{_COMPARED}四号宋体数字，左右各一条一字线，单页居右空一字，双页居左空一字。",
        "页码：没有", "页码：— 1 — 四号",
        f"{OFFICIAL}7.5", _of_all(_number), piecewise=False, of_whole=True,
    ),
    Rule(
        "F07", "直接改的格式", Level.LIKELY,
        "段落或几个字直接改了字体、字号、行距，和它的样式不一样，多半是从别处粘贴来的。"
        "段首用黑体、楷体的主旨句不管。",
        "一段直接改成：宋体 五号", "一段直接改成：仿宋_GB2312 三号",
        "实务", _direct, piecewise=False,
    ),
    Rule(
        "F08", "小标题没有样式", Level.HINT,
        "小标题用标题样式，导航窗格才看得到，改版式时才一起变。",
        "小标题的样式：没有", "小标题的样式：标题 1",
        "实务", _of_each(_no_outline), piecewise=False,
    ),
    Rule(
        "F09", "主题字体", Level.HINT,
        "字体写的是“中文正文”一类的主题字体，不是字体名，换了主题或电脑就会变。",
        "正文：主题字体 三号", "正文：仿宋_GB2312 三号",
        "实务", _of_each(_themed), piecewise=False,
    ),
    Rule(
        "F13", "该分段的地方用软回车", Level.LIKELY,
        "标题、日期、姓名或几段正文用软回车（Shift+Enter）隔开，在 Word 里是一段，各有各的字体、"
        "缩进就排不出来。标题自己分行、一句话当中的软回车不管。",
        "标题和署名之间：软回车", "标题和署名之间：回车",
        "实务", _soft_returns, piecewise=False,
    ),
)  # fmt: skip
