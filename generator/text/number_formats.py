"""Numbers as Word's automatic numbering shows them.

Source of the formats: ECMA-376 part 1, 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

from .numerals import DIGITS, numeral

_COUNTED = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "ideographLegalTraditional", "chineseLegalSimplified",
}  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def number_text(value: int, format: str) -> str:
    """`value` in a number format of WordprocessingML (ST_NumberFormat); plain digits for the rest."""
    if not 0 < value < 10**6:
        return str(value)
    if format in _COUNTED:
        return numeral(value)
    match format:
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return "".join(DIGITS[int(digit)] for digit in str(value))
        case "ideographTraditional":
            return _STEMS[(value - 1) % len(_STEMS)]
        case "ideographZodiac":
            return _BRANCHES[(value - 1) % len(_BRANCHES)]
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return chr(ord("①") + value - 1) if value <= 20 else str(value)
        case "decimalFullWidth":
            return "".join(chr(ord("０") + int(digit)) for digit in str(value))
        case "decimalZero":
            return f"{value:02}"
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 % 9 + 1)
            return letter if format == "upperLetter" else letter.lower()
        case _:
            return str(value)
