"""Money and exact numbers: fractions in, fen and decimal text out, always half away from zero."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import TypeAlias

Fen: TypeAlias = int
"""An amount of CNY in fen (1/100 yuan). Amounts on pay lines are whole fen, never anything finer."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def exact(text: str | int) -> Fraction:
    """The exact value of a plain decimal, ``exact("0.305") == 61/200``.

    Raises ValueError for anything else (floats, exponents, blanks, fractions, other scripts' digits).
    """
    if isinstance(text, int):
        return Fraction(text)
    body = text[1:] if text[:1] == "-" else text
    whole, dot, decimals = body.partition(".")
    if not (whole.isascii() and whole.isdigit()) or (dot and not (decimals.isascii() and decimals.isdigit())):
        raise ValueError(f"not an exact decimal: {text!r}")
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    return -value if text[:1] == "-" else value


def exact_ratio(text: str) -> Fraction:
    """The value of a decimal or of a quotient of two: ``"0.305"``, ``"7/3"``.

    Raises ValueError or ZeroDivisionError for anything else.
    """
    numerator, slash, denominator = text.partition("/")
    return exact(numerator) / exact(denominator) if slash else exact(text)


def round_half_up(value: Fraction, places: int = 0) -> Fraction:
    """``value`` rounded half away from zero to ``places`` decimals: 0.125 → 0.13, −0.125 → −0.13."""
    if value.denominator == 1:
        return value
    return Fraction(_scaled(value, 10**places), 10**places)


def to_fen(yuan: Fraction) -> Fen:
    """A CNY amount rounded half away from zero to the fen: 3584.532 → 358453."""
    return _scaled(yuan, 100)


def _scaled(value: Fraction, scale: int) -> int:
    """``value × scale`` rounded half away from zero, in whole numbers: no fraction is made on the way."""
    numerator, denominator = value.as_integer_ratio()
    if denominator == 1:
        return numerator * scale
    whole = (2 * abs(numerator) * scale + denominator) // (2 * denominator)
    return -whole if numerator < 0 else whole


def yuan(fen: Fen) -> Fraction:
    """The CNY amount of ``fen`` as an exact number."""
    return Fraction(fen, 100)


def fen_text(fen: Fen) -> str:
    """``-1234`` → ``"-12.34"``: two decimals, no grouping."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def decimal_text(value: Fraction, places: int | None = None) -> str:
    """Decimal text of an exact value, rounded half-up to ``places``.

    Without ``places`` the shortest exact text (``"0.305"``, ``"1200"``); ValueError if there is none (1/3).
    """
    if places is None:
        text = finite_text(value)
        if text is None:
            raise ValueError(f"no finite decimal for {value}")
        return text
    return _pointed(_scaled(value, 10**places), places)


def canonical_text(value: Fraction) -> str:
    """The canonical text of an exact number: the shortest decimal, ``n/d`` where there is no finite one."""
    numerator, denominator = value.as_integer_ratio()
    if denominator == 1:
        return str(numerator)
    decimals = _decimals(denominator)
    return f"{numerator}/{denominator}" if decimals is None else _pointed(numerator * decimals[1], decimals[0])


def finite_text(value: Fraction) -> str | None:
    """The shortest exact text (``"0.305"``, ``"1200"``), None where there is none (1/3)."""
    text = canonical_text(value)
    return None if "/" in text else text


def short_text(value: Fraction) -> str:
    """The shortest exact text where there is one, else 6 decimals: ``"0.305"``, ``"0.333333"``."""
    text = finite_text(value)
    return decimal_text(value, 6) if text is None else text


def is_decimal(value: Fraction) -> bool:
    """Whether the value has a finite decimal text."""
    return _decimals(value.denominator) is not None


def total(values: Sequence[Fraction]) -> Fraction:
    """Σ of exact values, 0 of none: added as whole numbers over a common denominator, one fraction is made of it."""
    if len(values) == 1:
        return values[0]
    over, under = 0, 1
    for value in values:
        numerator, denominator = value.as_integer_ratio()
        if denominator != under:
            common = lcm(under, denominator)
            over, under = over * (common // under), common
            numerator *= common // denominator
        over += numerator
    return Fraction(over, under)


def _pointed(digits: int, places: int) -> str:
    """1234 with 2 places → ``"12.34"``."""
    if not places:
        return str(digits)
    if digits < 0:
        return f"-{_pointed(-digits, places)}"
    text = str(digits).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}"


@lru_cache(maxsize=4096)
def _decimals(denominator: int) -> tuple[int, int] | None:
    """How many decimals the quotients of a denominator have and what makes them whole: 8 → (3, 125). None: no end."""
    rest, twos = _strip(denominator, 2)
    rest, fives = _strip(rest, 5)
    places = max(twos, fives)
    return (places, 10**places // denominator) if rest == 1 else None


def _strip(number: int, factor: int) -> tuple[int, int]:
    count = 0
    while number % factor == 0:
        number, count = number // factor, count + 1
    return number, count


def rmb_uppercase(fen: Fen) -> str:
    """The amount in 人民币大写 by the rules for bills and vouchers: 140950 → 人民币壹仟肆佰零玖元伍角整.

    Source: 正确填写票据和结算凭证的基本规定 (中国人民银行 支付结算办法, annex 1).
    """
    whole, cents = divmod(abs(fen), 100)
    text = "人民币" + ("负" if fen < 0 else "")
    if whole:
        text += _integer_words(whole) + "元"
    if not cents:
        return (text if whole else text + "零元") + "整"
    jiao, rest = divmod(cents, 10)
    if whole and (not jiao or whole % 10 == 0):
        text += "零"
    if jiao:
        text += _DIGITS[jiao] + "角"
    return text + (_DIGITS[rest] + "分" if rest else "整")


def _integer_words(number: int) -> str:
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words = ""
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if not group:
            continue
        gap = words and (group < 1000 or groups[index + 1] == 0)
        words += ("零" if gap else "") + _group_words(group) + _GROUPS[index]
    return words


def _group_words(group: int) -> str:
    words, zero = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            words += ("零" if zero and words else "") + _DIGITS[digit] + _PLACES[place]
        zero = not digit
    return words
