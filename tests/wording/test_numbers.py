"""How numbers are printed."""

from datetime import date
from fractions import Fraction

import pytest

from app.domain.month import PayMonth
from app.texts import Texts
from app.wording import numbers
from app.wording.numbers import show

ZH, EN = Texts(), Texts("en")
SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1234.5", "1,234.50"),
        ("-451.5", "−451.50"),
        ("0", "0.00"),
        ("-0.004", "0.00"),
        ("-0.005", "−0.01"),
        ("1234567.895", "1,234,567.90"),
        ("3584.532", "3,584.53"),
    ],
)
def test_money(text: str, printed: str) -> None:
    assert show(text, "money", ZH) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Fraction(417, 1200), f"34.75{SPACE}%"),
        (Fraction(1, 3), f"33.33{SPACE}%"),
        (Fraction(1), f"100.00{SPACE}%"),
        (Fraction(-1, 8), f"−12.50{SPACE}%"),
    ],
)
def test_a_measured_ratio_has_two_decimals(value: Fraction, printed: str) -> None:
    assert numbers.percent(value) == printed


@pytest.mark.parametrize(("text", "printed"), [("0.305", "30.5"), ("0.06", "6"), ("0.0125", "1.25"), ("1", "100")])
def test_a_rate_is_printed_as_typed(text: str, printed: str) -> None:
    assert show(text, "rate", ZH) == f"{printed}{SPACE}%"


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("12.3", "12.3 秒", "12.3 s"),
        ("90", "90 秒", "90 s"),
        ("150", "2 分 30 秒", "2 min 30 s"),
        ("90.5", "1 分 30.5 秒", "1 min 30.5 s"),
        ("15.04", "15.04 秒", "15.04 s"),
    ],
)
def test_seconds(text: str, chinese: str, english: str) -> None:
    assert (show(text, "seconds", ZH), show(text, "seconds", EN)) == (chinese, english)


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (Fraction(1200), "people", "1,200 人"),
        (Fraction(4329, 2), "people", "2,164.5 人"),
        (Fraction(1228, 5), "CNY/person", "245.60 元"),
        (Fraction(512076, 5), "CNY", "102,415.20"),
        (Fraction(71, 50), "items/person", "1.42 件"),
        (Fraction(123, 100), "number", "1.23"),
        (Fraction(243, 50), "rating", "4.86"),
        (Fraction(24), "points", "24.00 分"),
        (Fraction(7, 200), "rate", f"3.5{SPACE}%"),
        (Fraction(22), "days", "22 天"),
    ],
)
def test_figures_by_unit(value: Fraction, unit: str, printed: str) -> None:
    assert numbers.value_text(value, unit, ZH) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("0.305|ratio", f"30.5{SPACE}%"),
        ("6|s", "6 秒"),
        ("1200|people", "1,200 人"),
        ("50000|CNY", "50,000.00"),
        ("150|CNY/person", "150 元"),
    ],
)
def test_thresholds_carry_their_unit(text: str, printed: str) -> None:
    assert show(text, "quantity", ZH) == printed


def test_numbers_in_sentences_keep_every_decimal_and_say_when_they_were_cut() -> None:
    assert show("3584.532", "number", ZH) == "3,584.532"
    assert show("711.766667…", "number", ZH) == "711.766667…"


@pytest.mark.parametrize("style", ["money", "rate", "points", "seconds", "month", "day", "number"])
def test_other_texts_stay_as_they_are(style: str) -> None:
    assert show("没有", style, ZH) == "没有"


def test_days_and_months() -> None:
    assert numbers.month_text(PayMonth(2026, 10), ZH) == "2026 年 10 月"
    assert numbers.month_text(PayMonth(2026, 10), EN) == "October 2026"
    assert numbers.day_text(date(2026, 10, 12), ZH) == "10 月 12 日"
    assert show("2026-10", "month", ZH) == "2026 年 10 月"


def test_metrics_of_incidents_and_attendance_have_names() -> None:
    assert show("inquiry_conversion", "metric", ZH) == "询单转化率"
    assert show("incidents:投诉", "metric", ZH) == "投诉次数"
    assert show("attendance:事假天数", "metric", ZH) == "事假天数"
