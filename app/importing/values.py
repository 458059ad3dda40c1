"""One cell → exact value: counts, money, percents, durations, dates, ids, "not yet known"."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache

import msgspec

from app.domain.accounts import folded
from app.domain.money import exact
from app.importing.grid import Cell, Fault, cell_text, number_text, plain

VALUE, MISSING, NOT_YET, BAD = "value", "missing", "not_yet", "bad"

_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?|[+-]?\.\d+")
_IN_BRACKETS = re.compile(r"\(([^()+-]+)\)")
_SIGNED = re.compile(r"([+-]?)¥?([+-]?)([^¥元]*)元?")
_CHANGE = re.compile(r"(?<=\d)\([+-]?\d+(?:\.\d+)?%\)$")
_SPLIT = re.compile(r"\d\s+\d")
_GROUPED = re.compile(r"\D*\d{1,3}(?: \d{3})+(?:\.\d+)?\D*")
_DURATION = re.compile(
    r"(?:(?P<d>\d+)天)?(?:(?P<h>\d+)(?:小时|时|h))?(?:(?P<m>\d+(?:\.\d+)?)(?:分钟|分|min|m))?"
    r"(?:(?P<s>\d+(?:\.\d+)?)(?:秒钟|秒|s))?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d+):([0-5]?\d):([0-5]?\d(?:\.\d+)?)")
_TIME_OF_DAY = r"(?:[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?"
_WEEKDAY = r"(?: ?\(?(?:星期|周)[一二三四五六日天]\)?)?"
_DAY = re.compile(rf"(\d{{4}})([-/.年])(\d{{1,2}})([-/.月])(\d{{1,2}})日?{_TIME_OF_DAY}{_WEEKDAY}")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{2})(?: ?\d{1,2}:\d{2}(?::\d{2})?)?")
_MONTH_ONLY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})月?")
LONGEST = 200
"""Texts of more characters are no figure, no date, no header and no account: they get no closer look."""
_ID_PREFIX = re.compile(r"^ID:", re.IGNORECASE)
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_SIMPLIFIED = str.maketrans(
    "詢單轉數銷額淨時長應響復覆買發滿慣評價檔號帳暱稱總訊條間內據彙匯統計組別務續員戶諮谘慮慢戲個項開關訂專產銀預約與實際達標補換貨類觸點擊動態區進線離備註週訂編狀賣資寶貝費話機聯繫電積閉退還終經當從鋪創滿圖簡稱優惠儲確認",
    "询单转数销额净时长应响复复买发满惯评价档号账昵称总讯条间内据汇汇统计组别务续员户咨咨虑慢戏个项开关订专产银预约与实际达标补换货类触点击动态区进线离备注周订编状卖资宝贝费话机联系电积闭退还终经当从铺创满图简称优惠储确认",
)
"""Traditional characters of headers and statuses; what is compared is written alike on both sides."""
_SERIAL_ZERO = date(1899, 12, 30)
_CLOCK_ZERO = datetime(1899, 12, 31)  # noqa: DTZ001 - sheets know no time zones


class Reading(msgspec.Struct, frozen=True, gc=False):
    """What a cell says. ``state`` is value, missing, not_yet or bad (then ``code`` says why).

    ``percent`` says that the cell carries a % (the value is not divided yet); ``places`` how many decimals it shows.
    """

    state: str
    value: Fraction | None = None
    code: str = ""
    percent: bool = False
    places: int = 0


NOTHING = Reading(MISSING)


class Blanks(msgspec.Struct, frozen=True):
    """Spellings, normalised, of a cell without a figure and of a figure that is not known yet."""

    missing: frozenset[str]
    not_yet: frozenset[str]


def read_number(cell: Cell, blanks: Blanks) -> Reading:
    """A plain number: ``1,234.50``, ``￥12``, ``１２``, ``36.99%``; anything else is bad."""
    match cell:
        case None:
            return NOTHING
        case bool():
            return Reading(BAD, code="not_a_number")
        case int() | float():
            return _from_float(cell)
        case str():
            return _from_text(cell, blanks)
        case Fault():
            return Reading(BAD, code=cell.code)
        case _:
            return Reading(BAD, code="not_a_number")


def _from_float(cell: float) -> Reading:
    if isinstance(cell, float) and not abs(cell) < 1e300:
        return Reading(BAD, code="not_a_number")
    if abs(cell) < 1e15 and cell == int(cell):
        return Reading(VALUE, Fraction(int(cell)))
    text = number_text(cell)
    return Reading(VALUE, exact(text), places=len(text.partition(".")[2]))


def _from_text(cell: str, blanks: Blanks) -> Reading:
    text = plain(cell)
    if len(text) > LONGEST:
        return Reading(BAD, code="not_a_number")
    text = folded(text).replace("\u2212", "-")
    if text.casefold() in blanks.missing:
        return NOTHING
    if text.casefold() in blanks.not_yet:
        return Reading(NOT_YET)
    if text.startswith("#"):
        return Reading(BAD, code="error_cell")
    percent = text.endswith("%")
    number = _bare_number(text[:-1] if percent else text)
    if number is None or _is_torn(cell):
        return Reading(BAD, code="not_a_number")
    return Reading(VALUE, exact(number), percent=percent, places=len(number.partition(".")[2]))


def _is_torn(cell: str) -> bool:
    """Whether blanks part its digits otherwise than by thousands: two numbers in one cell are none."""
    text = unicodedata.normalize("NFKC", cell)
    return bool(_SPLIT.search(text)) and not _GROUPED.fullmatch(text)


def _bare_number(text: str) -> str | None:
    """``-¥1,234.50``, ``(1,234.50)``, ``1234.5元`` as a decimal; None for what is no number."""
    match = _IN_BRACKETS.fullmatch(text)
    signed = _SIGNED.fullmatch(match[1] if match else text)
    if signed is None or (signed[1] and signed[2]):
        return None
    body = signed[3].replace("，", ",")
    if len(body) > 40 or not _NUMBER.fullmatch(body):
        return None
    whole, _, decimals = body.replace(",", "").partition(".")
    minus = "-" if match or "-" in (signed[1], signed[2]) else ""
    return f"{minus}{whole or '0'}{'.' + decimals if decimals else ''}"


def read_amount(cell: Cell, blanks: Blanks, *, negative: bool = False) -> Reading:
    """A count or an amount: a number without %, not below 0 unless ``negative``."""
    reading = read_number(cell, blanks)
    if reading.percent:
        return Reading(BAD, code="not_a_number")
    return reading if negative else not_negative(reading)


def not_negative(reading: Reading) -> Reading:
    """The reading, bad for a value below 0."""
    if reading.value is not None and reading.value.numerator < 0:
        return Reading(BAD, code="negative")
    return reading


def read_rating(cell: Cell, blanks: Blanks) -> Reading:
    """A score of a shop, ``4.86`` or with its change behind it ``4.86 (-0.02%)``."""
    is_short = isinstance(cell, str) and len(cell) <= LONGEST
    return read_amount(_CHANGE.sub("", folded(cell)) if is_short else cell, blanks)


def read_duration(cell: Cell, blanks: Blanks, *, minutes: bool = False) -> Reading:
    """Seconds: bare seconds (``minutes``: bare minutes), ``2分30秒``, ``00:01:30``, a time or a span of Excel."""
    match cell:
        case int() | float():
            pass
        case datetime():
            return _seconds_of(cell - _CLOCK_ZERO) if cell.year <= 1900 else Reading(BAD, code="not_a_number")
        case time():
            return _seconds_of(datetime.combine(_CLOCK_ZERO, cell) - _CLOCK_ZERO)
        case timedelta():
            return _seconds_of(cell)
        case str():
            text = plain(cell)
            if len(text) <= LONGEST and (worded := _worded_seconds(folded(text))) is not None:
                return Reading(VALUE, worded)
        case _:
            pass
    reading = read_amount(cell, blanks)
    if reading.value is None or not minutes:
        return reading
    return Reading(VALUE, reading.value * 60, places=reading.places)


def _seconds_of(span: timedelta) -> Reading:
    value = Fraction(span.days * 86400 + span.seconds) + Fraction(span.microseconds, 1_000_000)
    return Reading(VALUE, value) if value >= 0 else Reading(BAD, code="negative")


def _worded_seconds(text: str) -> Fraction | None:
    if match := _CLOCK.fullmatch(text):
        return int(match[1]) * 3600 + int(match[2]) * 60 + exact(match[3])
    match = _DURATION.fullmatch(text)
    if match is None or not text:
        return None
    parts = ((match["d"], 86400), (match["h"], 3600), (match["m"], 60), (match["s"], 1))
    return sum((exact(number) * unit for number, unit in parts if number), Fraction(0))


def read_day(cell: Cell, *, month_first: bool = False) -> date | None:
    """A day in any spelling of the sheets; None for what is none. ``month_first`` also takes ``12-29-25``."""
    match cell:
        case datetime():
            return cell.date()
        case date():
            return cell
        case bool() | None | Fault() | time() | timedelta():
            return None
        case int() | float():
            return _day_of_number(cell)
        case str():
            return _day_of_text(
                unicodedata.normalize("NFKC", plain(cell)).translate(_UNSEEN).strip(), month_first=month_first
            )


def _day_of_number(number: float) -> date | None:
    if (day := _day_of_serial(number)) is not None:
        return day
    match = _COMPACT_DAY.fullmatch(number_text(number)) if number == number // 1 else None
    return _date(match[1], match[2], match[3]) if match else None


def _day_of_serial(number: float) -> date | None:
    """The day that a spreadsheet counts as so many days."""
    return _SERIAL_ZERO + timedelta(days=int(number)) if 20_000 <= number < 80_000 else None


def _day_of_text(text: str, *, month_first: bool) -> date | None:
    if match := _DAY.fullmatch(text):
        return _date(match[1], match[3], match[5])
    if match := _COMPACT_DAY.fullmatch(text):
        return _date(match[1], match[2], match[3])
    if month_first and (match := _MONTH_FIRST.fullmatch(text)):
        return _date(f"20{match[3]}", match[1], match[2])
    if text.isascii() and text.isdigit() and len(text) == 5:
        return _day_of_serial(int(text))
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_month(text: str) -> tuple[int, int] | None:
    """``2026-10``, ``2026年10月`` → (2026, 10)."""
    match = _MONTH_ONLY.fullmatch(folded(text))
    return (int(match[1]), int(match[2])) if match and 1 <= int(match[2]) <= 12 else None


def read_id(cell: Cell) -> tuple[str, str]:
    """(id, "") for a number of a person, card or phone; ("", code) for one that Excel damaged or a faulty cell.

    A numeric cell of more than 15 digits has lost its end and is refused, so is ``6.22E+18``.
    """
    match cell:
        case Fault():
            return "", cell.code
        case bool():
            return "", "not_an_id"
        case int() | float():
            if not abs(cell) < 1e15:
                return "", "id_damaged"
            return number_text(cell), ""
        case _:
            text = _ID_PREFIX.sub("", folded(cell_text(cell)))
            damaged = re.fullmatch(r"\d(\.\d+)?E\+?\d+", text, re.IGNORECASE)
            return ("", "id_damaged") if damaged else (text, "")


def header_key(text: str) -> str:
    """The spelling by which headers are compared: one bracket, one arrow, no blanks, no case, no trailing ``*``."""
    return _header_key(text) if len(text) <= LONGEST else text


@lru_cache(maxsize=16_384)
def _header_key(text: str) -> str:
    key = folded(text).casefold().rstrip("*")
    for mark, usual in (("【", "("), ("】", ")"), ("[", "("), ("]", ")"), ("〔", "("), ("〕", ")")):
        key = key.replace(mark, usual)
    key = re.sub(r"→|—+>|-+>|=+>|➔|⇒", "->", key)
    return re.sub(r"(询单|下单)(至|到)", r"\1->", simplified(key))


def simplified(text: str) -> str:
    """The text with the traditional characters of headers and statuses written as in the declarations."""
    return text.translate(_SIMPLIFIED)
