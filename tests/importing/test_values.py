"""Spellings of values: each is read by a listed rule or refused."""

# ruff: noqa: DTZ001 - sheets know no time zones

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importing.formats import load_formats
from app.importing.grid import Cell, Fault, number_text
from app.importing.values import header_key, read_amount, read_day, read_duration, read_id, read_number

BLANKS = load_formats().blanks

NUMBERS: tuple[tuple[Cell, str | None], ...] = (
    (1234, "1234"),
    (0.30000000000000004, "0.3"),
    (0.1 + 0.2, "0.3"),
    (23870.21, "23870.21"),
    (1e-7, "0.0000001"),
    (123456789012345.0, "123456789012345"),
    (-0.0, "0"),
    ("1,234.50", "1234.50"),
    ("1，234.50", "1234.50"),
    ("12,345,678", "12345678"),
    ("１２３", "123"),
    ("￥1,072.89", "1072.89"),
    ("¥ 5", "5"),
    ("9036.00元", "9036"),
    (" 7 ", "7"),
    ("\u00a08\u3000", "8"),
    ("\ufeff9\t", "9"),
    ("+5", "5"),
    (".5", "0.5"),
    ("5.", "5"),
    ("007", "7"),
    ("0", "0"),
    ("", None),
    (None, None),
    ("   ", None),
    ("-", None),
    ("--", None),
    ("—", None),
    ("——", None),
    ("－", None),
    ("/", None),
    ("无", None),
    ("N/A", None),
    ("n/a", None),
    ("暂无数据", None),
    ('="100"', "100"),
    ("'138", "138"),
    ("1 234", "1234"),
    ("12\u00a0345 678", "12345678"),
    ("1\u200b5", "15"),
    ("￥ 1,234.50 元", "1234.50"),
)
REFUSED: tuple[tuple[Cell, str], ...] = (
    ("1,23", "not_a_number"),
    ("1,2345", "not_a_number"),
    ("(5)", "negative"),
    ("（1,234.50）", "negative"),
    ("−5", "negative"),
    ("-￥5", "negative"),
    ("￥-5", "negative"),
    ("(-5)", "not_a_number"),
    ("5-", "not_a_number"),
    ("-+5", "not_a_number"),
    ("¥¥5", "not_a_number"),
    ("$5", "not_a_number"),
    ("5美元", "not_a_number"),
    ("12\n34", "not_a_number"),
    ("5 6", "not_a_number"),
    ("12 34", "not_a_number"),
    ("1.234,50", "not_a_number"),
    ("1.23457E+17", "not_a_number"),
    ("5‰", "not_a_number"),
    ("5人", "not_a_number"),
    ("1e5", "not_a_number"),
    ("1.2万", "not_a_number"),
    ("约 5", "not_a_number"),
    ("1.2.3", "not_a_number"),
    ("--5", "not_a_number"),
    ("５%", "not_a_number"),
    (True, "not_a_number"),
    (date(2026, 10, 1), "not_a_number"),
    (time(1, 2), "not_a_number"),
    (float("inf"), "not_a_number"),
    (float("nan"), "not_a_number"),
    (-1, "negative"),
    ("-0.01", "negative"),
    ("#DIV/0!", "error_cell"),
    ("#N/A", "error_cell"),
    (Fault("error", "#REF!"), "error_cell"),
    (Fault("formula"), "formula_unsaved"),
)


@pytest.mark.parametrize(("cell", "text"), NUMBERS)
def test_a_count_or_amount_is_read_or_missing_never_zero_for_nothing(cell: Cell, text: str | None) -> None:
    reading = read_amount(cell, BLANKS)
    assert reading.code == ""
    assert reading.value == (None if text is None else Fraction(text))


@pytest.mark.parametrize(("cell", "code"), REFUSED)
def test_what_is_no_amount_is_refused_with_its_reason(cell: Cell, code: str) -> None:
    reading = read_amount(cell, BLANKS)
    assert (reading.value if code != "negative" else None, reading.code) == (None, code)


def test_net_sales_may_be_negative() -> None:
    assert read_amount("-12.5", BLANKS, negative=True).value == Fraction(-25, 2)


@pytest.mark.parametrize("text", ["延迟统计", " 延迟统计 ", "统计中"])
def test_not_yet_known_is_neither_zero_nor_missing(text: str) -> None:
    assert read_amount(text, BLANKS).state == "not_yet"


@pytest.mark.parametrize(
    ("text", "value", "percent", "places"),
    [("36.99%", "36.99", True, 2), ("97%", "97", True, 0), ("99.1％", "99.1", True, 1), ("0.9971", "0.9971", False, 4)],
)
def test_a_percent_sign_is_kept_apart_from_the_number(text: str, value: str, percent: bool, places: int) -> None:
    reading = read_number(text, BLANKS)
    assert (reading.value, reading.percent, reading.places) == (Fraction(value), percent, places)


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        (13.78, "13.78"),
        ("13.78", "13.78"),
        ("9秒", "9"),
        ("2分30秒", "150"),
        ("8分48秒", "528"),
        ("7小时41分52秒", "27712"),
        ("1天2小时", "93600"),
        ("2分钟", "120"),
        ("9.5s", "9.5"),
        ("00:01:30", "90"),
        ("1:02:03.5", "3723.5"),
        (time(0, 1, 30), "90"),
        (timedelta(minutes=1, milliseconds=500), "60.5"),
        (datetime(1900, 1, 1, 6), "108000"),
    ],
)
def test_durations_become_seconds(cell: Cell, seconds: str) -> None:
    assert read_duration(cell, BLANKS).value == Fraction(seconds)


def test_bare_minutes_are_minutes_but_a_written_unit_wins() -> None:
    assert read_duration(0.4, BLANKS, minutes=True).value == 24
    assert read_duration("9秒", BLANKS, minutes=True).value == 9


@pytest.mark.parametrize("cell", ["快", "1:30", "12:60:00", "-5", datetime(2026, 10, 1), timedelta(seconds=-1)])
def test_what_is_no_duration_is_refused(cell: Cell) -> None:
    assert read_duration(cell, BLANKS).state == "bad"


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 10, 5),
        datetime(2026, 10, 5, 12, 34),
        "2026-10-05",
        "2026-10-5",
        "2026/10/5",
        "2026.10.05",
        "2026年10月5日",
        "20261005",
        "2026-10-05 12:34:56",
        "２０２６－１０－０５",
        "\u200b2026-10-05\t",
        "'2026-10-05",
        '="2026-10-05"',
        "2026-10-05 星期一",
        "2026年10月5日（周一）",
        "2026-10-05T12:34:56.000+08:00",
        46300.0,
        46300,
        "46300",
        20261005.0,
    ],
)
def test_a_day_in_every_spelling(cell: Cell) -> None:
    assert read_day(cell) == date(2026, 10, 5)


def test_month_first_dates_only_where_declared() -> None:
    assert read_day("12-29-25", month_first=True) == date(2025, 12, 29)
    assert read_day("12-29-25") is None


@pytest.mark.parametrize(
    "cell",
    ["90000", "00000", 90000.0, "2026-13-01", "2026-02-30", "昨天", "", None, True, 5.5, "5", Fault("error", "#N/A")],
)
def test_what_is_no_day(cell: Cell) -> None:
    assert read_day(cell) is None


@pytest.mark.parametrize(
    ("cell", "text", "code"),
    [
        (1001.0, "1001", ""),
        ("A001", "A001", ""),
        ("\t007 ", "007", ""),
        ("Ａ００１", "A001", ""),
        ("'13800138000", "13800138000", ""),
        ("6222020200112233445", "6222020200112233445", ""),
        (6222020200112233445.0, "", "id_damaged"),
        (1e15, "", "id_damaged"),
        (123456789012345.0, "123456789012345", ""),
        ("6.22E+18", "", "id_damaged"),
        ("1.23457e17", "", "id_damaged"),
        ("1.23457E+017", "", "id_damaged"),
        ("ID：974000000001", "974000000001", ""),
        ('="1234567890123456789"', "1234567890123456789", ""),
        (Fault("error", "#N/A"), "", "error_cell"),
    ],
)
def test_ids_stay_text_and_damaged_ones_are_refused(cell: Cell, text: str, code: str) -> None:
    assert read_id(cell) == (text, code)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("平均响应时长（秒)", "平均响应时长(秒)"),
        ("平均响应时长（秒）", "平均响应时长 (秒) "),
        ("询单->最终付款人数", "询单→最终付款人数"),
        ("询单—>最终付款人数", "询单至最终付款人数"),
        ("询单到最终付款人数", "询单->最终付款人数"),
        ("客服账号*", "客服账号"),
        ("\ufeff旺旺\n昵称", "旺旺昵称"),
        ("销售额（元）", "销售额(元)"),
        ("3分钟人工回复率【全天】", "3分钟人工回复率(全天)"),
        ("99％", "99%"),
    ],
)
def test_headers_that_mean_the_same_compare_equal(one: str, other: str) -> None:
    assert header_key(one) == header_key(other)


def test_headers_are_compared_whole() -> None:
    assert header_key("未回复人数") != header_key("人数")
    assert header_key("收到") != header_key("收->")


@given(st.integers(0, 10**13), st.integers(0, 2))
def test_money_typed_with_two_decimals_survives_the_float(units: int, places: int) -> None:
    exact = Fraction(units, 10**places)
    assert Fraction(number_text(float(exact))) == exact


@given(st.text(max_size=30))
def test_no_text_breaks_a_reader(text: str) -> None:
    for reading in (read_number(text, BLANKS), read_amount(text, BLANKS), read_duration(text, BLANKS)):
        assert (reading.state == "bad") == bool(reading.code)
    read_day(text, month_first=True)
    read_id(text)
    header_key(text)
