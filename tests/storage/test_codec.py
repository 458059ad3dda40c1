"""Exact numbers and documents come back as they went in."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.payline import PayLine, Payslip
from app.domain.problem import JixinError
from app.domain.source import Source
from app.domain.trace import Trace
from app.storage.codec import day, from_json, number, number_text, to_json

DECIMALS = st.builds(lambda digits, places: Fraction(digits, 10**places), st.integers(), st.integers(0, 30))


@given(st.one_of(DECIMALS, st.fractions()))
def test_every_exact_number_survives(value: Fraction) -> None:
    assert number(number_text(value)) == value


@given(DECIMALS)
def test_decimals_are_kept_as_decimals(value: Fraction) -> None:
    text = number_text(value)
    assert "/" not in text
    assert "e" not in text.lower()
    assert number_text(number(text)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(61, 200), "0.305"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-71, 60), "-71/60"),
        (Fraction(120000, 1), "120000"),
    ],
)
def test_there_is_one_spelling(value: Fraction, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize("text", ["", "1e3", " 1", "１", "1/0", "nan", "1.2.3", "1/2/3", "0x1"])
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(JixinError):
        number(text)


def test_a_payslip_with_its_traces_is_the_same_after_a_round_trip() -> None:
    leaf = Trace("metric", Fraction(417, 1200), "ratio", {"metric": "inquiry_conversion"}, (), (Source(3, ("D7",)),))
    line = PayLine(
        code="commission", name="提成", kind="earning", amount=358453, trace=Trace("commission", None, "", {}, (leaf,))
    )
    slip = Payslip(
        number="A001",
        name="𠮷小美",
        kind="person",
        position="售前",
        grade="P2",
        team="",
        shops=("小满旗舰店",),
        scheme="转化率提成",
        version=2,
        state="computed",
        score=Fraction(265, 3),
        lines=(line,),
        gross=358453,
        deductions=0,
        net=358453,
        waivers=(("reply", "设备坏了"),),
    )
    text = to_json(slip)
    assert from_json(text, Payslip) == slip
    assert to_json(from_json(text, Payslip)) == text


@pytest.mark.parametrize("text", ["", "1/0", "1/x", "0x1", "一"])
def test_text_that_the_book_never_wrote_is_damage(text: str) -> None:
    with pytest.raises(JixinError) as refusal:
        number(text)
    assert refusal.value.problems[0].code == "book_damaged"
    with pytest.raises(JixinError):
        from_json("{" + text, Fraction)
    with pytest.raises(JixinError):
        day(text)
