"""What stands round a speech on a web page or in a collection, and is no part of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .numbers import leading_number
from .paragraph import Dropped, Paragraph
from .phrases import is_title, split_salutation
from .tidying import compact

LONGEST = 300
"""Characters; a longer line is text whatever it begins with."""


@dataclass(frozen=True)
class _Rule:
    """Why a line is no speech, and how it is known.

    Compared is the line without blanks and opening brackets, in lower case and with half-
    width colons: by how it begins, by what is in its first characters, or as a whole.
    """

    reason: str
    begins: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    whole: frozenset[str] = frozenset()

    def holds(self, line: str, is_text: bool) -> bool:
        """Whether `line` is such a line; one that `is_text` has to begin with a label."""
        begun = self.labels if is_text else self.begins
        return line.startswith(begun) or line in self.whole or any(word in line for word in self.has)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        return tuple(word for word in self.begins if word.endswith((":", "】", ">")))


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _each(firsts: str, seconds: str) -> tuple[str, ...]:
    """Every one of `firsts` with every one of `seconds` after it."""
    return tuple(first + second for first in firsts.split() for second in seconds.split())


_RULES = (
    _Rule(
        "网页导航",
        begins=(
            *_each("当前 您的 您的当前 您当前 您现在的 你的 您当前的 你现在的 现在 所在 您所在的", "位置"),
            *_each("首页 网站首页", "> » › / | - → － ＞"),
            *_each("栏目 分类 频道 所属分类 所属栏目 所在栏目", ":"),
            *_each("上 下 上一 下一", "篇: 页"),
            *_words(
                "当前页面 返回首页 返回顶部 返回列表 返回上 网站地图 上一篇 下一篇 上一条 下一条 "
                "设为首页 加入收藏 无障碍浏览"
            ),
            *_words("站内搜索 热门搜索 热搜 点击查看 点击阅读 展开全文 查看更多 更多>"),
        ),
        whole=frozenset(
            [
                "首页",
                "正文",
                "目录",
                "更多",
                "登录",
                "注册",
                "登录注册",
                "搜索",
                "导航",
                "菜单",
                "简体",
                "繁体",
                "放大缩小默认",
                "上一章",
                "下一章",
            ]
        ),
        has=("移动端:", "手机端:"),
    ),
    _Rule(
        "发布信息",
        begins=(
            *_each(
                "发布 发表 更新 编辑 上传 发文 录入 收录 创建 成文 修改",
                "时间 日期 于2 于1 人: 者: 单位: 机构:",
            ),
            *_each("来源 信息来源 文章来源 稿件来源 内容来源 资料来源 本文来源 新闻来源 原文来源", ": 于:"),
            *_each("浏览 点击 阅读 访问 查看", ": 次数 量: 数: 人数"),
            *_each(
                "作者 编辑 责任编辑 责编 审核 校对 撰稿 通讯员 字体 字号 索引号 主题分类 文号 "
                "有效性 字数 格式 大小 页数",
                ":",
            ),
            *_each(
                "评论 关键词 关键字 标签 tag tags tag标签 主题词 keywords 记者 发文字号 发文机关 名称",
                ":",
            ),
            *_each(
                "体裁分类 本文链接 文章链接 推荐度 热门标签 id 转载自 转自 公众号 转载于",
                ":",
            ),
            *_words(
                "本文来自 本文来源 本文转自 本文摘自 供稿 网友投稿 大中小 打印本页 打印此页 申明敬告 "
                "网站客服 关闭窗口 关闭本页 信息公开"
            ),
        ),
        whole=frozenset(
            [
                "打印",
                "关闭",
                "打印】【关闭】",
                "打印】【关闭",
                "大】【中】【小】",
                "打印关闭",
                "字号",
                "字体",
                "责编",
                "编辑",
            ]
        ),
    ),
    _Rule(
        "网站的按语",
        begins=(
            *_each("编者按 编者的话 编前语 导语 导读 摘要 内容摘要 提要 按语 核心提示", ": 】 ］ ）"),
            *_words("范文大全 范文网 范文推荐 精选范文 精彩范文 本站 本网讯 编者注"),
        ),
        whole=frozenset(["资源描述:", "文档简介", "文档介绍", "内容预览:"]),
    ),
    _Rule(
        "版权和网站信息",
        begins=(
            *_each("主办 承办 协办 技术支持 主管 运维 主办单位 承办单位 技术支持单位", ":"),
            *_words(
                "poweredby copyright © 网站标识 网站声明 网站备案 备案号 免责声明 特别声明 "
                "郑重声明 声明: 联系我们"
            ),
            *_words(
                "联系电话: 联系方式: 客服 邮编 转载请 未经授权 未经许可 未经允许 http:// "
                "https:// www. 投诉 举报"
            ),
        ),
        has=_words("版权所有 版权声明 allrightsreserved icp备 公网安备 违法和不良信息 著作权归"),
    ),
    _Rule(
        "推荐和分享",
        begins=(
            *_each(
                "推荐 相关 热门 最新 精彩 更多",
                "访问 阅读: 阅读】 文章 下载 链接 新闻 热词 专题: 范文 推荐 稿件",
            ),
            *_words(
                "推荐访问 推荐阅读 相关阅读 相关内容: 相关搜索 相关资料 猜你喜欢 延伸阅读 "
                "扩展阅读 更多精彩 更多相关 大家都在看"
            ),
            *_words(
                "您可能 你可能还 分享到 分享至 收藏本站 收藏本文 扫一扫 扫码 扫描 关注我们 "
                "关注公众号 关注微信 微信公众号 微信扫"
            ),
            *_words(
                "手机版 手机阅读 下载本文 下载全文 下载此文 下载word 下载文档 下载地址 点击下载 "
                "免费下载 阅读原文 阅读全文"
            ),
            *_words("阅读更多 赞赏 打赏 加入会员 加入vip 立即下载 开通会员 word下载 附件下载 展开阅读"),
        ),
        whole=frozenset(
            _words(
                "分享 分享: 精选留言 我要留言 文章下载 最新文档 微信订阅号 网站编辑 收藏 点赞 微信 微博 "
                "相关阅读 相关文章 热门文章 最新文章 购物车 我的足迹"
            )
        ),
    ),
    _Rule(
        "图片和说明",
        begins=_words(
            "视频加载中 图为 图: 上图 下图 ▲ △ ▼ 资料图 图片来源 来源:新华 摄影: 图片: 图/ 文/ 图／ 文／"
        ),
        whole=frozenset(_words("图片 图片】 插图 配图 视频 音频 图片] 插图】")),
    ),
)
_PAGING = re.compile(
    r"第?\d+页?[/／,，共]+第?\d+页?|第[\d一二三四五六七八九十]+页(?:共\S{1,4}页)?|共\d+页|[-—－─–~]*\d{1,4}[-—－─–~]*"
    r"|(?=\D*\d\D*\d)(?:[\[【(（]?\d++[\]】)）]?){1,12}(?:下一页|尾页|末页)?|(?:上一?页|前一页|尾页).{0,40}|page\d+"
)
_PREVIEW_PAGE = re.compile(r".{2,60}_第\d+页")
_FILE_FACTS = re.compile(r"[-•·]*(?:[\d.]+[km]b|\d{1,4}页|\d{4}-\d{1,2}-\d{1,2}(?:发布|上传|更新))\|?")
_BREADCRUMBS = re.compile(
    r"(?:[^>»›＞。，！]{1,14}[>»›＞]){2,}[^>»›＞。，！]{0,14}|[^>»›＞。，！]{1,14}[>»›＞]"
)
_LINE = re.compile(r"[\-—－─_=*＊~～.·…#•◆◇■□★☆|/\\+]+")
_CLOCK_TIME = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d{1,2}:\d{2}|[|]?(?:来源|作者|点击|浏览|阅读|编辑|字[号体]))"
)
_OFFER = re.compile(
    r"(?:全文|本文|文章)共\d+字|当前仅?显示\d+字|(?:省略|隐藏)\d+个?字|(?:试读|预览)(?:阅读)?已?结束"
    r"|会员(?:可见|可免费|可完整|免费查看)|开通会员|需要权限查看|(?:需要先?|请先)登[录陆]|阅读完?全部(?:图文|内容)"
    r"|因篇幅(?:问题|限制|所限).{0,6}不能|点此查看|免费获取全文|下面的?提示信息|^请点击.{0,20}联系|^收藏《|^《.{2,60}\.docx?》$"
    r"|^《.{2,60}》由会员(?:上传)?分享|^文档为docx?格式|^将本文的word|^这[篇份](?:讲话稿|稿件|发言稿|演讲稿|致辞)(?:旨在|结合|适合|可以)"
)
"""What a site says of the rest of a text, which it sells, and of the text itself."""

_LABELLED_DATE = re.compile(r"(?:时间|日期):\d{4}[-/.]\d")
_CAPTION = re.compile(
    r".{0,30}(?:记者|摄影|者)?\S{0,6}摄[）)]?|.{0,20}供图[）)]?|图\d+\D.{0,40}|\d+(?:次)?(?:浏览|阅读|点击|评论)"
)
_PATTERNS = (
    ("分页和页码", _PAGING),
    ("分页和页码", _PREVIEW_PAGE),
    ("网页导航", _BREADCRUMBS),
    ("发布信息", _FILE_FACTS),
    ("分隔线", _LINE),
    ("图片和说明", _CAPTION),
)


def junk_reason(text: str) -> str:
    """Why a line can be no part of a speech; "" when it can."""
    if len(text) > LONGEST:
        return ""
    line = compact(text[:160]).replace("：", ":").lower()
    bare = line.lstrip("•【[（(〔")
    is_text = len(line) > 80 or line[-1:] in ("。", "！", "；")
    for rule in _RULES:
        if rule.holds(bare, is_text):
            return rule.reason
    if _is_site_note(line):
        return "网站的按语"
    if _OFFER.search(line):
        return "网站的按语"
    if line[:1] in "12时日" and (_CLOCK_TIME.match(bare.removeprefix("时间:")) or _LABELLED_DATE.match(bare)):
        return "发布信息"
    if not is_text and line.endswith(("手机版", "电脑版", "加入收藏", "加入会员")):
        return "发布信息"
    if len(line) > 60:
        return ""
    return next((reason for reason, pattern in _PATTERNS if pattern.fullmatch(line)), "")


def is_number_in_table(line: Paragraph) -> bool:
    """Whether a line is a number in a table, where it is no page number."""
    return line.is_cell and line.text.isdecimal()


def is_data_row(cells: Sequence[str]) -> bool:
    """Whether the cells of a table's row hold data: several, and one that says something."""
    filled = [text for cell in cells if (text := cell.strip())]
    return len(filled) > 1 and any(not text.isdecimal() and not junk_reason(text) for text in filled)


def _is_site_note(line: str) -> bool:
    """Whether a site speaks to its readers: who gathered this, and that they may use it."""
    gathered = {word for word in _GATHERED if word in line}
    offered = {word for word in _OFFERED if word in line}
    told = bool(gathered and offered) and len(gathered | offered) > 1
    return told and not is_title(line)


_GATHERED = _words(
    "小编 整理 收集 范文 为大家带来 为您带来 以下是 下面是 下面就是 本文 以上就是 以上是 网站 本站 网友"
)
_OFFERED = _words(
    "参考 借鉴 欢迎阅读 欢迎大家阅读 帮助 分享 小编 范文 全部内容 收藏 下载 希望大家喜欢 欢迎查阅 的相关内容"
)


_TAIL = re.compile(
    r"[【\[（(]?(?:推荐(?:访问|阅读|文章)|相关(?:阅读|文章|推荐|链接|新闻|范文|专题|内容|资料)|猜你喜欢|热门(?:文章|推荐|阅读|范文)|延伸阅读|扩展阅读|最新(?:文章|推荐|范文)|更多(?:相关|精彩|范文|文章)"
    r"|上一篇|下一篇|版权(?:所有|声明)|(?:责任)?编辑\s*[:：]|责编|参考(?:文献|资料|书目)|参考文章|注释\s*[:：]?$|注\s*[:：]?$|附件?\s*[:：]|附件?\d*$|附件\s*\d|附录|附表|附：|免责声明|备案号|copyright|Copyright|©|主办(?:单位)?[:：]"
    r"|抄送|主题词|(?:此件|本件)公开|印发$|(?:会议)?议程\s*[:：]?$|会议(?:议程|日程)(?:安排|表)?$|日程安排|网友评论|发表评论|用户评论|评论区|我要评论|热门评论)"
)
_SECOND = re.compile(
    r"[【\[（(《]?(?:第[二三四五六七八九十2-9]\s?篇|(?:篇|范文|例文|讲话稿?|范本|模板|发言稿?)[（(]?[二三四五六七八九十2-9][）)]?(?:[:：】\]、.\s]|$)|【?(?:篇|范文)[二三2-3])"
)
_NEXT_COPY = re.compile(r".{0,16}(?:讲话稿?|发言稿?|范文|致辞|演讲稿?)[（(]?[二三四五六2-6][）)]?$")
_FIRST = re.compile(
    r"[【\[（(]?(?:第[一1]\s?篇|(?:篇|范文|例文|范本)[（(]?[一1][）)]?)[】\]]?\s?[:：、.]?\s?"
)


def without_first_mark(text: str) -> str:
    """A line without 篇一： or 第一篇 before it."""
    mark = _FIRST.match(text)
    return text[mark.end() :] if mark and len(text) > mark.end() else text


def is_first_mark(text: str) -> bool:
    """Whether a line only says that the first of several articles begins."""
    return _FIRST.fullmatch(text) is not None


def without_contents(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Dropped]]:
    """The lines without a table of contents above the text: numbered lines that come again."""
    lines, announced = _without_announced(lines)
    keys = [_contents_key(line.text) for line in lines]
    again = Counter(key for key in keys if key)
    places = {
        place for place, key in enumerate(keys[:80]) if key and again[key] > 1 and key in keys[place + 1 :]
    }
    if len(places) < 2 or max(places) - min(places) > 2 * len(places):
        return list(lines), announced
    kept = [line for place, line in enumerate(lines) if place not in places]
    return kept, [*announced, *(Dropped(lines[place].text, "目录") for place in sorted(places))]


_CONTENTS = re.compile(r"[【\[]?(?:文章|本文|内容)?(?:目录|提纲)(?:[/／](?:目录|提纲))?[】\]]?[：:.…]*")


def _without_announced(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Dropped]]:
    """The lines without 目录： and the numbered lines under it, where a salutation or a title follows."""
    start = next((place for place in range(min(40, len(lines))) if _is_contents(lines[place].text)), None)
    if start is None:
        return list(lines), []
    end = start + 1
    while end < len(lines) and (_contents_key(lines[end].text) or _LINE.fullmatch(compact(lines[end].text))):
        end += 1
    after = lines[end].text if end < len(lines) else ""
    if end < start + 3 or not (is_title(after) or split_salutation(after[:200]) is not None):
        return list(lines), []
    return [*lines[:start], *lines[end:]], [Dropped(line.text, "目录") for line in lines[start:end]]


def _is_contents(text: str) -> bool:
    return len(text) < 20 and _CONTENTS.fullmatch(compact(text)) is not None


def _contents_key(text: str) -> str:
    """A numbered line without the dots and the page number that a table of contents adds; "" for others."""
    if len(text) > 90 or leading_number(text) is None:
        return ""
    return re.sub(r"[\s.…·\d]+$", "", text)


def split_tail(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Dropped]]:
    """The lines up to the end of the speech, and what comes after: links, references, another article."""
    cut, reason = _end(lines)
    return list(lines[:cut]), [Dropped(line.text, reason) for line in lines[cut:]]


def _end(lines: Sequence[Paragraph]) -> tuple[int, str]:
    prose_seen = 0
    for place, line in enumerate(lines):
        text = line.text
        if (
            prose_seen
            and len(text) <= 80
            and (_SECOND.match(text) or (len(text) < 30 and _NEXT_COPY.match(text)))
        ):
            return place, "另一篇文章"
        if prose_seen and _begins_article(lines, place):
            return place, "另一篇文章"
        if prose_seen and len(text) <= 120 and _TAIL.match(text) and not _goes_on(lines, place):
            return place, "正文之后的内容"
        prose_seen += len(text) > 30 or _ends_like_prose(text)
    return len(lines), ""


def _ends_like_prose(text: str) -> bool:
    return text[-1] in "。！；" and not junk_reason(text)


def _begins_article(lines: Sequence[Paragraph], place: int) -> bool:
    """Whether a title stands here, and a salutation soon after it."""
    text = lines[place].text
    if len(text) > 60 or not is_title(text) or text[-1] in "。！；：" or leading_number(text):
        return False
    near = [line.text for line in lines[place + 1 : place + 5]]
    before = sum(len(line.text) for line in lines[max(0, place - 40) : place])
    return before > 300 and any(split_salutation(text) is not None for text in near)


def _goes_on(lines: Sequence[Paragraph], place: int) -> bool:
    """Whether the numbering at the top level goes on after this line."""
    before = [
        number.value
        for line in lines[:place]
        if (number := leading_number(line.text)) and number.kind == "han"
    ]
    if not before:
        return any(_is_han_one(line.text) for line in lines[place + 1 :])
    following = (number for line in lines[place + 1 :] if (number := leading_number(line.text)))
    return any(number.kind == "han" and number.value == before[-1] + 1 for number in following)


def _is_han_one(text: str) -> bool:
    number = leading_number(text)
    return number is not None and number.kind == "han" and number.value == 1
