"""Where a title is broken: between words, into lines of balanced length.

GB/T 9704—2012, 7.3.1: a title of several lines is broken so that the sense stays whole,
the lines are symmetrical and of fitting length, in the shape of a trapezium or rhombus.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, groupby, pairwise, product
from math import ceil, inf
from operator import itemgetter

MOST_LINES = 4
"""What needs more lines is not broken here but where each line is full."""

_LEXICON = """
座谈会 工作会议 代表大会 动员大会 动员会 部署会 推进会 现场会 调度会 总结会 表彰会 培训班 研讨班 开班式
研讨会 开学典礼 毕业典礼 启动仪式 揭牌仪式 签约仪式 专题会议 全体会议 电视电话会议 视频会议 大会 会议
会上 论坛 仪式 讲话 致辞 发言 报告 一把手 全面从严治党 从严治党 党风廉政建设 廉政 反腐败 斗争 党建 党史
干部职工 教职工 职工大会 干部大会 现场推进会 主持词 表态发言
学习教育 主题教育 教育 安全生产 生产 生态环境 环境保护 保护 乡村振兴 营商环境 优化 招商引资 项目建设
基层 社会治理 城市 防汛 抗旱 森林防火 信访 维稳 平安建设 文明城市 创建 高质量发展 高质量 民营经济 经济
社会 发展 建设 工作 任务 目标 监督 管理 治理 整治 专项 行动 改革 创新 服务 保障 加强 推进 推动 深化 开展
落实 贯彻 学习 庆祝 纪念 成立 部署 动员 总结 表彰 全市 全县 全区 全省 全国 系统 干部 党员 青年 教师 职工
劳动模范 先进 中国共产党 人民 政府 委员会 领导小组 领导班子 领导 纪检监察 农业 农村 工业 企业 卫生健康
医疗 医院 学校 公司 集团 年度 周年 上半年 下半年 重点 重大 项目 责任 制度 体系 问题 整改 攻坚 新时代
机关 事业单位 国有企业 队伍 作风 精神 疫情 防控 基础设施 交通 水利 粮食 耕地 消防 食品 药品 就业 养老
科技 人才 文化 旅游 数字 信息化 网络 节能 医保 基金 使用 采购 招标 投标 资金 资产 预算 审计 巡察 巡视
整顿 整理 抗日战争 反法西斯 世界 战争 胜利 全会精神 集体 理论 中心组 培训 警示 谈话 约谈 述职 述廉 考核
评议 换届 选举 闭幕会 开幕会 闭幕 开幕 闭幕式 开幕式 欢迎 欢送 慰问 座谈 交流 合作 调研 检查 督查 督导
验收 评审 评估 观摩 启动 竣工 奠基 揭牌 签约 授牌 誓师 百日 冲刺 现代化 中国式 奋力 谱写 篇章 努力 奋斗
书记 市长 县长 区长 镇长 乡长 局长 院长 校长 代表 委员 群众 居民 村民 帮扶 驻村 扶贫 脱贫 巩固 拓展 成果
衔接 产业 园区 开发区 高新区 街道 社区 物业 小区 老旧 棚户区 改造 征地 拆迁 殡葬 移风易俗 人大 政协 纪委
监委 组织部 宣传部 统战部 政法委 法院 检察院 公安 司法 工会 共青团 妇联
"""
_WORDS = {
    first: sorted(words, key=len, reverse=True)
    for first, words in groupby(sorted(_LEXICON.split()), key=itemgetter(0))
}
"""By their first character, the longest first."""
_HELD = re.compile(
    r"“[^“”]{1,16}”|‘[^‘’]{1,12}’|《[^《》]{1,14}》|【[^【】]*】|（[^（）]{1,12}）"
    r"|——|第[一二三四五六七八九十百零〇\d]+[届次期批个]|\d+[年月日周届次期个号]*|[A-Za-z0-9.%]+"
    r"|.上的(?:讲话|致辞|发言|报告|总结|点评)"
)
"""What stays on one line: short quotations and titles, numbers with their unit, 会上的讲话."""

_NEVER_FIRST = "、，。；：？！”’）》】…·的 　"
_NEVER_LAST = "“‘（《【暨"
_GOOD_BEFORE = "暨“《（—"
_GOOD_AFTER = "、，”》）】　 和与及省市县区乡镇村局委厅部院校司"
_AT_MARK, _BETWEEN_WORDS, _AFTER_OF, _ANYWHERE, _IN_WORD = 0.0, 2.0, 6.0, 14.0, 60.0
_BAD_SHAPE = 8.0
_REACH = 6
"""How far from equal lines a break may lie, in characters."""


@lru_cache(maxsize=256)
def title_lines(title: str, width: float) -> tuple[str, ...]:
    """The lines that `title` is set in, where a line holds `width` Chinese characters.

    Joined they are `title`. A title that fits one line stays on it; otherwise there are
    as few lines as can be without breaking a word. One that cannot be broken well is
    left in one piece.
    """
    ends = (0.0, *accumulate(_widths(title)))
    return (title,) if ends[-1] <= width else _broken(title, width, ends)


def _broken(title: str, width: float, ends: tuple[float, ...]) -> tuple[str, ...]:
    costs = _costs(title)
    for count in range(ceil(ends[-1] / width), MOST_LINES + 1):
        best, least = None, inf
        for way in _ways(costs, ends, count):
            cost = sum([costs[place] for place in way])
            if cost < least and max(lengths := _lengths(way, ends)) <= width:
                cost += _unevenness(lengths)
                if cost < least:
                    best, least = way, cost
        if best is not None:
            return tuple(title[start:end] for start, end in pairwise((0, *best, len(title))))
    return (title,)


def _widths(title: str) -> Iterator[float]:
    """The width of each character, with the gap that Word sets between Chinese and Latin."""
    before = True
    for character in title:
        is_wide = unicodedata.east_asian_width(character) in "WFA"
        own = 1.0 if is_wide else 0.75 if character.isupper() else 0.5
        yield own + (0.25 if is_wide != before and character != " " else 0.0)
        before = is_wide


def _costs(title: str) -> dict[int, float]:
    """What a break before each place costs; where none may be is left out."""
    held, inside, edges = set[int](), set[int](), set[int]()
    for match in _HELD.finditer(title):
        held.update(range(match.start() + 1, match.end()))
    for start, end in _words(title):
        inside.update(range(start + 1, end))
        edges.update((start, end))
    return {
        place: _place_cost(last, first, place in inside, place in edges)
        for place, (last, first) in enumerate(pairwise(title), start=1)
        if place not in held and first not in _NEVER_FIRST and last not in _NEVER_LAST
    }


def _words(title: str) -> Iterator[tuple[int, int]]:
    """Start and end of the words in `title`, the longest first at each place."""
    start = 0
    while start < len(title):
        for word in _WORDS.get(title[start], ()):
            if title.startswith(word, start):
                yield start, start + len(word)
                start += len(word)
                break
        else:
            start += 1


def _place_cost(last: str, first: str, in_word: bool, at_edge: bool) -> float:
    if in_word:
        return _IN_WORD
    if first in _GOOD_BEFORE or last in _GOOD_AFTER:
        return _AT_MARK
    if at_edge:
        return _BETWEEN_WORDS
    return _AFTER_OF if last == "的" else _ANYWHERE


def _ways(costs: dict[int, float], ends: tuple[float, ...], count: int) -> Iterator[tuple[int, ...]]:
    """Every choice of breaks for `count` lines that are not too far from equal."""
    mean = ends[-1] / count
    near = [[place for place in costs if abs(ends[place] - nth * mean) <= _REACH] for nth in range(1, count)]
    return (way for way in product(*near) if all(a < b for a, b in pairwise(way)))


def _lengths(way: tuple[int, ...], ends: tuple[float, ...]) -> list[float]:
    return [ends[end] - ends[start] for start, end in pairwise((0, *way, len(ends) - 1))]


def _unevenness(lengths: list[float]) -> float:
    """What lines of unequal length cost; an hourglass more, and a little lines all equal."""
    mean = sum(lengths) / len(lengths)
    unequal = sum([(length - mean) ** 2 for length in lengths])
    waists = sum([a > b < c for a, b, c in zip(lengths, lengths[1:], lengths[2:], strict=False)])
    return unequal + waists * _BAD_SHAPE + (len(set(lengths)) == 1)


def splits_word(before: str, after: str) -> bool:
    """Whether a line break between two lines of a title falls inside a word or a term."""
    title, place = before + after, len(before)
    if before[-1:] in _NEVER_LAST or after[:1] in _NEVER_FIRST:
        return True
    held = any(match.start() < place < match.end() for match in _HELD.finditer(title))
    return held or any(start < place < end for start, end in _words(title))
