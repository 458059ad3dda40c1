"""校验码: the same for the same figures, another for any other figure, found however it was typed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.domain.check_code import check_code, scanned, spaced, typed
from app.domain.month import PayMonth
from app.domain.payline import Payslip
from tests.documents.slips import lines, payslip, run

SLIP = payslip()
RUN = run(SLIP)


def test_the_code_is_fixed_for_ever() -> None:
    """Papers are out in the world with it: a change of this value is a change of every code."""
    assert check_code(SLIP, RUN) == "02F4087F"
    assert spaced("02F4087F") == "02F4 087F"
    assert scanned("02F4087F", PayMonth(2026, 10)) == "JX 2026-10 02F4087F"


@pytest.mark.parametrize(
    "other",
    [
        replace(SLIP, number="A002"),
        replace(SLIP, name="林小月"),
        replace(SLIP, net=810554),
        replace(SLIP, gross=820554),
        replace(SLIP, deductions=10001),
        replace(SLIP, score=None),
        replace(SLIP, lines=(replace(lines()[0], amount=250001), *lines()[1:])),
        replace(SLIP, lines=(*lines()[1:], lines()[0])),
        replace(SLIP, lines=(replace(lines()[0], code="base:b"), *lines()[1:])),
    ],
)
def test_any_other_figure_has_another_code(other: Payslip) -> None:
    assert check_code(other, RUN) != check_code(SLIP, RUN)


def test_month_and_pay_date_count_and_words_do_not() -> None:
    code = check_code(SLIP, RUN)
    assert check_code(SLIP, replace(RUN, month=PayMonth(2026, 9))) != code
    assert check_code(SLIP, replace(RUN, pay_date=date(2026, 11, 11))) != code
    renamed = replace(SLIP, scheme="别的", lines=tuple(replace(line, name="x") for line in SLIP.lines))
    assert check_code(renamed, replace(RUN, business="别的")) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3F9A 21C7", "3F9A21C7"),
        ("3f9a21c7", "3F9A21C7"),
        (" 3f9a-21c7\n", "3F9A21C7"),
        ("校验码 3F9A 21C7", "3F9A21C7"),
        ("JX 2026-10 3F9A21C7", "3F9A21C7"),
        ("", ""),
        ("3F9A21C", ""),
        ("3F9A 21CX", ""),
    ],
)
def test_a_typed_or_scanned_code_is_understood(text: str, code: str) -> None:
    assert typed(text) == code


@given(st.integers(0, 2**32 - 1), st.integers(2020, 2040), st.integers(1, 12))
def test_what_is_scanned_is_read(number: int, year: int, month: int) -> None:
    code = f"{number:08X}"
    assert typed(scanned(code, PayMonth(year, month))) == typed(spaced(code)) == code


def test_two_thousand_payslips_have_two_thousand_codes() -> None:
    codes = {check_code(replace(SLIP, number=f"A{n}", net=n), RUN) for n in range(2000)}
    assert len(codes) == 2000
