"""What a site, a collection or a chat puts round a speech, known by its form.

Asked only of what stands before a speech or after its last words: inside, everything is
the speech's, whatever it looks like.
"""

from __future__ import annotations

import re

from .paragraph import Paragraph
from .tidying import compact, even

LONGEST = 300
"""Characters; a longer line is text whatever it begins with."""

NAVIGATION, PUBLISHING, NOTE, RIGHTS, SHARING = (
    "网页导航",
    "发布信息",
    "网站或起草工具的说明",
    "版权和网站信息",
    "推荐和分享",
)
PAGES, RULE, PICTURE, CONTENTS, LABEL = "分页和页码", "分隔线", "图片和说明", "目录", "写作提纲的标签"

_PAIR = (
    "发布|发表|更新|编辑|上传|发文|录入|收录|创建|成文|修改|时间|日期|来源|作者|浏览|点击|阅读|访问|查看|责编|审核|校对|撰稿|通讯员|字体|字号|索引号|分类|文号|有效性|字数|格式|大小"
    "|页数|评论|关键[词字]|标签|tags?|主题词|keywords?|记者|体裁|链接|推荐度|id|转载自|转自|公众号|供稿|摄影|栏目|频道|名称|识别码|编号|类型|下载|积分|文档|稿源|摘要|导语|导读|提要|核心提示|编者按|按语|编前语"
)
_LABELLED = re.compile(
    rf"(?:信息|文章|稿件|内容|资料|本文|新闻|原文|您的|所属|所在|责任|热门|主题|文档|讲话|会议)?(?:{_PAIR})(?:[^：，。]{{0,4}})?[：|].*",
    re.IGNORECASE,
)
_PAGING = re.compile(
    r"第?\d{1,4}页?[/／,，共]{1,2}第?\d{1,4}页?|第[\d一二三四五六七八九十]{1,4}页(?:共\S{1,4}页)?|共\d{1,4}页|[-—－─–~·.]{0,4}\d{1,4}[-—－─–~·.]{0,4}"
    r"|(?:[\[【（(]?\d{1,3}[\]】）)]?){2,12}(?:下一页|尾页|末页)|(?:上一?页|前一页|尾页|下一?页).{0,40}|page\d+|.{2,60}_第\d+页"
)
_RULE = re.compile(r"[^\w（）“”]+")
_BREADCRUMBS = re.compile(
    r"(?:[^>»›＞。，！]{1,14}[>»›＞]+){2,}[^>»›＞。，！]{0,40}|[^>»›＞。，！]{1,14}[>»›＞]+|.{0,8}当前.{0,6}位置.{0,80}|您?(?:的)?位置：.{0,80}"
)
_NAVIGATION = re.compile(
    r"(?:网站)?首页(?:[>»›|\-—→/].*|正文)?|正文|目录|更多|登录|注册|登录注册|搜索|导航|菜单|简体|繁体|上一[篇页章条].*|下一[篇页章条].*|返回.{0,8}|网站地图|设为首页|加入收藏|无障碍.{0,6}|"
    r"站内搜索.{0,10}|热门?搜.{0,20}|点击(?:查看|阅读|下载).{0,20}|展开.{0,6}|查看更多.{0,10}|跳转到.{0,6}|(?:打印|关闭|收藏|分享到?|大|中|小|正常|适中|字[体号]|放大|缩小|默认|复制|链接|本[页文]|此[页文]|窗口|保存|[【】｜|：/+-])+"
)
_RIGHTS = re.compile(
    r"版权(?:所有|声明|归)|allrightsreserved|copyright|©|icp备|公网安备|poweredby|网站标识|备案号|免责声明|(?:特别|郑重|网站|申明)(?:声明|敬告)|转载请|未经(?:授权|许可|允许)|著作权归"
    r"|违法和不良信息举报(?:电话|中心|邮箱)|客服(?:电话|热线)|https?：//|^www\."
)
_SPONSORS = re.compile(
    r"(?:主办|承办|协办|主管|运维|技术支持|联系电话|联系方式|联系我们|地址|邮编|传真)(?:单位)?：.{0,60}"
)
_SHARING = re.compile(
    r"[【\[（(]?(?:(?:推荐|相关|热门|最新|精彩|更多|延伸|扩展|猜你|大家都在|您可能|你可能)(?:还)?(?:访问|阅读|文章|下载|链接|新闻|热词|专题|范文|推荐|稿件|内容|搜索|资料|文档|喜欢|看|精彩|相关|感兴趣)"
    r"|网友评论|发表评论|用户评论|评论区?|我要评论|热门评论|精选留言|我要留言)[^：】\]），。！要]{0,8}(?:[：】\]）].{0,60})?"
    r"|(?:分享|扫[一码描]|关注(?:我们|公众号|微信)|微信(?:公众号|扫|订阅)?|手机(?:版|阅读)|下载(?:本文|全文|此文|word|文档|地址)|免费下载|阅读(?:原文|全文|更多)|赞赏|打赏|加入(?:会员|vip)|立即下载|开通会员|附件下载|文章下载|"
    r"购物车|我的足迹|点赞|微博|收藏本站|收藏本文)[^，。！要]{0,16}"
)
_PICTURE = re.compile(
    r"[^。]{0,30}(?:记者|摄影|者)?[^。]{0,6}摄[）)]?|[^。]{0,20}供图[）)]?|图\d+\D[^。]{0,40}|(?:图为|上图|下图|图片来源|资料图|▲|△|▼|视频加载中)[^。！]{0,60}|[\[【]?(?:图片|插图|配图|视频|音频)[\]】]?|(?:图|文|图片|摄影)[：/／][^。]{0,20}|!?\[?<?img[^。]{0,200}"
)
_FACTS = re.compile(
    r"[-•·]*(?:[\d.]+[km]b|\d{1,4}页|\d{4}-\d{1,2}-\d{1,2}(?:发布|上传|更新)|\d+次?(?:浏览|阅读|点击|评论))\|?|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d{1,2}：\d{2}|[|]?(?:来源|作者|点击|浏览|阅读|编辑|字[号体])).{0,60}",
    re.IGNORECASE,
)
_COPY = (
    "(?:讲话稿|发言稿|演讲稿|致[辞词]稿|主持稿|稿件|文稿|稿子|范文|模板|文档|本文|初稿|文章|资料|内容|框架"
    "|回答)"
)
_NOTES = (
    re.compile(
        rf"(?:整理|收集|搜集|分享|带来|准备|介绍|提供|推荐|撰写|起草|生成|写的?)[^。]{{0,30}}{_COPY}|{_COPY}[^。]{{0,24}}(?:整理|收集|搜集|来源于|起草|生成|撰写|上传|转载|网络)"
    ),
    re.compile(
        "小编|本站|本网|网友|仅供|供[^。]{0,6}参考|欢迎(?:大家|您)?(?:阅读|下载|收藏|借鉴|查阅)|以下是|下面是|为(?:您|你|大家)|帮(?:您|你)|网络|版权"
    ),
)
_OFFER = re.compile(
    rf"(?:全文|本文|文章|正文|字数)[：约共计]{{0,3}}\d+字|当前仅?显示\d+字|(?:省略|隐藏)\d+个?字|(?:试读|预览)(?:阅读)?已?结束|未完，|"
    r"会员(?:可见|可免费|可完整|免费查看|可打开)|开通会员|需要权限查看|(?:您|你)?(?:需要先?|请先)登[录陆][！。）)]?$|阅读完?全部(?:图文|内容)|因篇幅(?:问题|限制|所限).{0,6}不能|点此查看|免费获取|下面的?提示信息|^请?点击.{0,20}联系|"
    rf"^收藏《|^《.{{2,60}}\.docx?》$|^《.{{2,60}}》由会员(?:上传)?分享|^文档为docx?格式|^将本文的word|^这[篇份]{_COPY}.{{0,10}}(?:旨在|结合|适合|可以|适用|采用|围绕|以)|"
    rf"(?:希望|愿|但愿)(?:这[篇份]|以上|本)[^。]{{0,12}}{_COPY}[^。]{{0,12}}(?:帮助|启发|参考|有用|满意)|以上(?:就)?是(?:[^。]{{0,10}}(?:小编|本站)|(?:我)?为[您你]|[^。]{{0,20}}(?:范文|全部内容|讲话稿|发言稿|演讲稿))|"
    rf"^[（(]?(?:注|备注|说明|温馨提示|提示|使用说明|声明)：.{{0,80}}(?:仅供|供|可根据|请根据|根据实际|替换|调整|修改|参考|下载|上传|括号)|(?:如需|如果[您你]?(?:需要|想|希望|有)|若需|如有)[^。]{{0,40}}(?:调整|修改|补充|润色|告诉我|告知|提供|随时|版本|提出|联系)|"
    rf"(?:[您你]|可)(?:可以|也可)?根据(?:实际|具体|自身)?(?:情况|需要|需求)[^。]{{0,20}}(?:调整|修改|替换|补充|增减)|"
    r"本回答由ai|内容由ai|ai生成|由ai|^需要我(?:帮|再|为|把|对)|^是否需要|^要不要我|希望对[您你]有(?:所)?(?:帮助|启发)|仅供(?:[您你]|学习|会员)?参考[，。！）)]|供[您你]参考|^(?:本文|文章)(?:来源|来自|转自|由|地址|链接)|^(?:来源|转载)于"
)
_PREFACE = re.compile(
    r"^(?:好的?[，。！]|当然[，。！可]|没问题|收到|以下(?:是|为)|下面(?:是|为)|这是(?:一[篇份])"
    r"|根据(?:您|你)的?(?:要求|需求|提供)|已(?:深度)?思考|思考(?:过程|完成|了)|深度思考"
    r"|(?:deepseek|chatgpt|豆包|文心一言|通义千问|kimi|元宝|claude|gemini|copilot)(?:[-\w. ]{0,10})?$"
    r"|用户|我(?:来|将|会)?(?:为|帮)(?:您|你)|为(?:您|你)(?:起草|撰写|准备|生成))",
    re.IGNORECASE,
)
_GATHERED = re.compile(r"小编|本站|网友")
_LABELS = re.compile(
    r"[【\[（(《]?(?:引言|引子|开头|开场白?|开篇|开场(?:语|致[辞词])|主体(?:部分|内容)?|正文(?:部分|内容)?|主要内容|结尾(?:部分)?|结语|结束语|尾声|称呼|问候(?:语)?|过渡(?:语|段)?|结束部分|开头部分|引言部分)[】\]）)》]?：?"
)


def furniture_reason(line: Paragraph) -> str:
    """Why a line round a speech is none of it; "" when nothing shows that."""
    if line.is_link:
        return NAVIGATION
    text = line.text
    if len(text) > LONGEST:
        return ""
    bare = even(compact(text)).lower()
    if reason := _note(bare):
        return reason
    short = bare.lstrip("•【[（(〔《*-#").rstrip("】])）〕》*")
    if not short or _RULE.fullmatch(bare):
        return RULE
    if len(bare) > 120 or (len(bare) > 40 and bare[-1] in "。！；"):
        return ""
    return next(
        (reason for pattern, reason in _FORMS if pattern.fullmatch(short) or pattern.fullmatch(bare)), ""
    )


_FORMS = (
    (_PAGING, PAGES),
    (_NAVIGATION, NAVIGATION),
    (_BREADCRUMBS, NAVIGATION),
    (_FACTS, PUBLISHING),
    (_SHARING, SHARING),
    (_PICTURE, PICTURE),
    (_SPONSORS, PUBLISHING),
    (_LABELLED, PUBLISHING),
)


WEAK = frozenset((NAVIGATION, PUBLISHING, PAGES))
"""Reasons that alone do not tell that a last line is a site's."""


def _note(bare: str) -> str:
    """Why a text, whatever its length, speaks of itself rather than to its listeners."""
    if _RIGHTS.search(bare[:160]) and len(bare) < 200:
        return RIGHTS
    if _OFFER.search(bare) or _PREFACE.match(bare):
        return NOTE
    about, to_readers = (pattern.search(bare) for pattern in _NOTES)
    return NOTE if (about and to_readers) or (_GATHERED.search(bare) and len(bare) < 200) else ""


def is_note(text: str) -> bool:
    """Whether a line is a remark of a site or a chat on the text: 以下是为您起草的……."""
    return len(text) <= LONGEST and bool(_note(even(compact(text)).lower()))


def is_label(text: str) -> bool:
    """Whether a line only names a part of a speech, as tools that draft do: 引言, 【结语】."""
    return len(text) < 12 and _LABELS.fullmatch(even(compact(text)).strip("*#")) is not None


def is_page_mark(text: str) -> bool:
    """Whether a line is a page's number, and nothing else."""
    return len(text) < 20 and _PAGING.fullmatch(even(compact(text)).lower()) is not None


def is_rule(text: str) -> bool:
    """Whether a line says nothing: dashes, stars, dots."""
    return _RULE.fullmatch(text) is not None
