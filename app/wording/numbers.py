"""How numbers are printed: money, percent, points, seconds, counts, days and months (LOOK.md, Numbers)."""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from app.domain.metrics import ATTENDANCE, INCIDENTS, metric_of
from app.domain.money import Fen, decimal_text, rmb_uppercase, yuan
from app.domain.month import PayMonth
from app.texts import Texts

MINUS = "\u2212"
NO_BREAK = "\u00a0"
_TAIWAN = str.maketrans("币负贰叁陆万亿", "幣負貳參陸萬億")
_EXACT = re.compile(r"-?\d+(\.\d+)?|-?\d+/[1-9]\d*")


def money(value: Fraction) -> str:
    """``1,234.50``, with a real minus: a CNY amount rounded half-up to the fen."""
    return _grouped(decimal_text(value, 2))


def fen_money(fen: Fen) -> str:
    """The same for an amount in fen."""
    return money(yuan(fen))


def uppercase(fen: Fen, texts: Texts) -> str:
    """人民币大写, in the characters of the language: 人民幣…萬 for Taiwan."""
    words = rmb_uppercase(fen)
    return words.translate(_TAIWAN) if texts.language == "zh_TW" else words


def alone(fen: Fen) -> str:
    """``¥1,234.50``, ``−¥90.00``: an amount that stands alone; the minus stays in front of the sign."""
    amount = fen_money(fen)
    return f"{MINUS}¥{amount[1:]}" if amount.startswith(MINUS) else f"¥{amount}"


def percent(value: Fraction) -> str:
    """``31.25 %`` of 0.3125: a measured ratio, always two decimals."""
    return _grouped(decimal_text(value * 100, 2)) + NO_BREAK + "%"


def rate(value: Fraction) -> str:
    """``3.5 %`` of 0.035: a threshold or rate as it was typed."""
    return number(value * 100, places=4) + NO_BREAK + "%"


def number(value: Fraction, places: int = 2) -> str:
    """``1,200``, ``0.5``: at most ``places`` decimals, none that are zero."""
    text = decimal_text(value, places)
    return _grouped(text.rstrip("0").rstrip(".") if "." in text else text)


def points(value: Fraction) -> str:
    """``24.00``: points and scores always have two decimals."""
    return _grouped(decimal_text(value, 2))


def seconds(value: Fraction, texts: Texts) -> str:
    """``12.3 秒``; above 90 seconds ``2 分 30 秒``."""
    if abs(value) <= 90:
        return texts("number.seconds", seconds=number(value))
    minutes, rest = divmod(abs(value), 60)
    sign = MINUS if value < 0 else ""
    return texts("number.minutes", minutes=sign + number(Fraction(minutes)), seconds=number(rest))


def count(value: Fraction, unit: str, texts: Texts) -> str:
    """``1,200 人``: a count with the word of its unit."""
    word = unit_word(unit, texts)
    return f"{number(value)} {word}" if word else number(value)


def month_text(month: PayMonth, texts: Texts) -> str:
    """``2026 年 10 月``."""
    return texts("number.month", year=str(month.year), name=texts(f"number.month_{month.number}"))


def day_text(day: date, texts: Texts) -> str:
    """``10 月 12 日``, for sentences; tables print ``2026-10-12``."""
    return texts("number.day", name=texts(f"number.month_{day.month}"), day=str(day.day))


def unit_word(unit: str, texts: Texts) -> str:
    """The word of a unit, "" for those that are printed without one."""
    key = f"unit.{unit}"
    return texts(key) if key in texts else ""


def metric_word(metric: str, texts: Texts) -> str:
    """The name of a metric; of ``sum:返现数`` and ``attendance:事假天数`` what stands behind the colon."""
    key = f"metric.{metric}"
    if key in texts:
        return texts(key)
    if metric.startswith(INCIDENTS):
        return texts("number.incidents", kind=metric.removeprefix(INCIDENTS))
    return metric_of(metric).name or metric.removeprefix(ATTENDANCE)


def line_word(code: str, texts: Texts) -> str:
    """The word of a pay line that no scheme names, by its code (``incident:fine``); other texts stay as they are."""
    kind, _, part = code.partition(":")
    key = next((key for key in (f"line.{part}", f"line.{kind}") if key in texts), "")
    return texts(key) if key else code


def value_text(value: Fraction, unit: str, texts: Texts) -> str:
    """A figure by its unit: ``102,415.20``, ``34.75 %``, ``1,200 人``, ``12.3 秒``, ``24.00 分``."""
    if unit == "s":
        return seconds(value, texts)
    if unit in ("points", "CNY/person"):
        return f"{points(value)} {unit_word(unit.partition('/')[0], texts)}".rstrip()
    plain = _BY_UNIT.get(unit)
    return plain(value) if plain else count(value, unit.partition("/")[0], texts)


def quantity_text(text: str, texts: Texts) -> str:
    """A threshold as it was typed, with its unit: ``"0.305|ratio"`` → ``30.5 %``, ``"6|s"`` → ``6 秒``."""
    plain, _, unit = text.partition("|")
    value = read_exact(plain)
    return plain if value is None else threshold_text(value, unit, texts)


def figure_text(text: str, texts: Texts) -> str:
    """A measured figure with its unit: ``"1/3|ratio"`` → ``33.33 %``, as figures are printed everywhere."""
    plain, _, unit = text.partition("|")
    value = read_exact(plain)
    return plain if value is None else value_text(value, unit, texts)


def threshold_text(value: Fraction, unit: str, texts: Texts) -> str:
    """A threshold in the unit that it is compared in; no decimals are added to what was typed."""
    if unit == "ratio":
        return rate(value)
    return value_text(value, unit, texts) if unit in ("CNY", "s") else count(value, unit.partition("/")[0], texts)


def read_exact(text: str) -> Fraction | None:
    """The number of a parameter (``0.305``, ``1/3``), None for other text."""
    return Fraction(text) if _EXACT.fullmatch(text) else None


def show(text: str, style: str, texts: Texts) -> str:
    """A parameter in the style of its placeholder, ``{amount:money}``; other texts stay as they are."""
    match style:
        case "metric":
            return metric_word(text, texts)
        case "unit":
            return unit_word(text, texts)
        case "line":
            return line_word(text, texts)
        case "month" | "day":
            return _calendar(text, style, texts)
        case "quantity":
            return quantity_text(text, texts)
        case "figure":
            return figure_text(text, texts)
        case "period":
            return texts(f"number.period_{text}")
        case "peers":
            return " · ".join(part.partition("=")[2] for part in text.split("|") if part) or texts("number.everyone")
        case "level":
            return texts(f"level.{text}")
        case "" | "text":
            return text
        case _:
            return _number(text, style, texts)


def _styled(value: Fraction, style: str, texts: Texts) -> str:
    plain = _BY_STYLE.get(style)
    if plain:
        return plain(value)
    return value_text(value, "s" if style == "seconds" else style, texts)


def _number(text: str, style: str, texts: Texts) -> str:
    """A number with its style; one that was cut off (``711.766667…``) keeps saying so."""
    value = read_exact(text.removesuffix("…"))
    if value is None:
        return text
    return _styled(value, style, texts) + ("…" if text.endswith("…") else "")


def _as_given(value: Fraction) -> str:
    return number(value, places=6)


def _calendar(text: str, style: str, texts: Texts) -> str:
    try:
        if style == "day":
            return day_text(date.fromisoformat(text), texts)
        return month_text(PayMonth.parse(text), texts)
    except ValueError:
        return text


def _grouped(text: str) -> str:
    """Thousands signs and a real minus for a plain decimal; ``-0.00`` loses its sign."""
    body = text.removeprefix("-")
    whole, dot, decimals = body.partition(".")
    sign = MINUS if text[:1] == "-" and body.strip("0.") else ""
    return f"{sign}{int(whole):,}{dot}{decimals}"


_BY_UNIT: dict[str, Callable[[Fraction], str]] = {
    "CNY": money,
    "ratio": percent,
    "rate": rate,
    "rating": points,
    "number": number,
    "": number,
}
_BY_STYLE: dict[str, Callable[[Fraction], str]] = {
    "money": money,
    "percent": percent,
    "rate": rate,
    "points": points,
    "number": _as_given,
    "count": number,
}
