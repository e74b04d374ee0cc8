"""What is wrong with a template, in words: no message of Jinja's or Python's reaches a person."""

from __future__ import annotations

import re
from collections.abc import Mapping

import jinja2
from jinja2.exceptions import SecurityError

from .lines import Mistake
from .metering import OverBudget

_MARKS = "“”‘’（）【】《》、，。；：！？｜—…"
"""Marks of a Chinese keyboard: in a tag they are letters that Jinja does not know."""

_TOKENS: Mapping[str, str] = {
    "end of statement block": "%}",
    "end of print statement": "}}",
    "begin of statement block": "{%",
    "begin of print statement": "{{",
    "template data / text": "文字",
    "end of template": "模板的末尾",
    "name": "名字",
    "string": "文字",
    "integer": "数",
    "float": "数",
}
"""Jinja's names for what stands in a tag; the rest are the marks themselves."""

_SYNTAX: Mapping[str, str] = {
    r"unexpected char '(.+)' at \d+": "标签里出现了“{0}”",
    r"unexpected '(.+)', expected '(.+)'": "括号没有配对：这里是“{0}”，应当是“{1}”",
    r"unexpected '(.+)'": "这里不该有“{0}”",
    r"expected token '(.+)', got '(.+)'": "这里应当是“{0}”，却是“{1}”",
    r"unexpected end of template, expected '(.+)'\.": "标签没有写完，缺“{0}”",
    r"Expected an expression, got '(.+)'": "这里缺一个值，却是“{0}”",
    r"Missing end of comment tag": "注释没有写完，缺“#}}”",
    r"Missing end of raw directive": "{{% raw %}} 没有收尾，缺 {{% endraw %}}",
    r"Encountered unknown tag '(.+?)'\..*": "{{% {0} %}} 不能放在这里",
    r"Unexpected end of template\..*": "有标签没有收尾",
    r"tag name expected": "标签是空的：{{% 和 %}} 之间要写做什么",
    r"Block names in Jinja .*": "block 的名字只能用字母、数字和下划线",
    r"Required blocks can only contain .*": "写了 required 的 block 里不能有话",
    r"block '(.+)' defined twice": "{{% block {0} %}} 写了两次，只留一个",
    r"cannot use extend from a non top-level scope": "extends 要放在最外面，不能放在别的标签里",
    r"names starting with an underline can not be imported": "以下划线开头的名字不能用 import 取来",
    r"non-default argument follows default argument": "宏的参数里，有默认值的要放在后面",
    r"expected call": "call 后面要写一个宏，如 {{% call 宏() %}}",
    r"can't assign to '(.+)'": "这里只能给一个名字赋值",
    r"expected name or number": "点号后面要写名字或数",
    r"expected subscript expression": "方括号里缺了内容",
    r"invalid syntax for function call expression": "括号里的参数写得不对",
    r"You cannot chain multiple tests with is": "is 不能连着用",
    r"No (?:filter|test) named '(.+)'\.": "没有“{0}”这个过滤器或判断",
    r"Invalid character in identifier": "名字里有不能用的字符",
    r"When defining macros or call blocks .*": "宏的参数不能叫 caller",
    r"Can't assign to special loop variable .*": "loop 是留着用的名字，循环里请换一个",
    r"(?:truncated|illegal|malformed|end of string|invalid|unknown).*": "引号里的“\\”用得不对，要写“\\\\”",
}
"""What Jinja says of a template's syntax, as regular expressions, and what a person is told."""

_UNDEFINED = re.compile(r"has no (?:attribute|element) (.+)$")
_ABSENT = re.compile(r"'(.+)' is undefined$")

_RAISED: tuple[tuple[type[Exception], str], ...] = (
    (RecursionError, "模板套得太深。请检查有没有自己套自己的宏、块和 include，括号是不是太多"),
    (ZeroDivisionError, "除数是 0"),
    (SyntaxError, "循环和条件套得太深"),
    (TypeError, "这里的值不能这样用：看看是不是拿文字来计算、比大小，或者宏的参数多了、少了"),
    (ValueError, "这里的值不能这样用：看看要的是不是一个数"),
)


def reason(error: Exception) -> str:
    """What `error`, which a template raised, says to whoever wrote it."""
    match error:
        case OverBudget() | MemoryError():
            return "模板太费时间或内存，已停下。请检查里面的循环、很大的数和很长的值"
        case Mistake():
            return str(error.message)
        case SecurityError():
            return f"模板用了不允许的写法{_chinese(error.message)}"
        case jinja2.TemplateSyntaxError():
            return f"模板语法不对：{_syntax(error.message or '')}"
        case jinja2.UndefinedError():
            return _undefined(error.message or "")
    told = next((message for kind, message in _RAISED if isinstance(error, kind)), None)
    return told or "模板在这里出错，算不出要印的内容"


def _syntax(message: str) -> str:
    for pattern, told in _SYNTAX.items():
        if match := re.fullmatch(pattern, message, re.DOTALL):
            said = [_token(group) for group in match.groups()]
            return told.format(*said) + _full_width(match)
    return "这一行的标签写得不对"


def _token(name: str) -> str:
    return _TOKENS.get(name, name)


def _full_width(match: re.Match[str]) -> str:
    """What to do about a mark that was typed on a Chinese keyboard."""
    if not match.groups() or not all(char in _MARKS or char > "\u2e7f" for char in match[1]):
        return ""
    return "：是不是前面的标签没有写完（缺 %} 或 }}），或者标签里用了中文标点"


def _undefined(message: str) -> str:
    if absent := _UNDEFINED.search(message):
        return f"用到了没有的内容 {absent[1]}"
    if absent := _ABSENT.fullmatch(message):
        return f"“{absent[1]}”在这里还没有值"
    return message


def _chinese(message: str | None) -> str:
    """A message of our own, in brackets; nothing of one that is not."""
    is_ours = message and any(char > "\u2e7f" for char in message)
    return f"（{message}）" if is_ours else ""
