"""Days without a row as the owner reads them."""

from datetime import date
from fractions import Fraction

import pytest

from app.domain.missing_days import MissingDays
from app.texts import Texts
from app.wording.missing_days import days_text, missing_lines

TEXTS = Texts("zh_CN")


def days(*numbers: int) -> tuple[date, ...]:
    return tuple(date(2026, 10, number) for number in numbers)


def gap(name: str, *numbers: int, family: str = "chitu", account: str = "小美") -> MissingDays:
    number = f"A-{name}" if name else ""
    return MissingDays(shop="云朵", family=family, account=account, number=number, name=name, days=days(*numbers))


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((3,), "10-03"),
        ((3, 17, 18, 19), "10-03、10-17～10-19"),
        ((1, 2, 4, 5), "10-01～10-02、10-04～10-05"),
        ((), ""),
    ],
)
def test_days_that_follow_each_other_are_one_span(numbers: tuple[int, ...], text: str) -> None:
    assert days_text(days(*numbers), TEXTS) == text


def test_each_line_says_who_and_only_what_tells_two_lines_apart() -> None:
    assert missing_lines((gap("小美", 3, 17, 18, 19),), {}, TEXTS) == ("小美 缺 10-03、10-17～10-19",)
    assert missing_lines((gap("", 5, account=""),), {}, TEXTS) == ("云朵全店 缺 10-05",)
    two = missing_lines((gap("小美", 3), gap("小美", 4, family="jd")), {"chitu": "赤兔"}, TEXTS)
    assert two == ("小美（云朵:小美、赤兔） 缺 10-03", "小美（云朵:小美、jd） 缺 10-04")


def test_more_attended_days_than_rows_are_said() -> None:
    (line,) = missing_lines(
        (MissingDays(shop="云朵", family="jd", number="A", name="小美", days=days(3), attended=Fraction(61, 2)),),
        {},
        TEXTS,
    )
    assert line == "小美 缺 10-03（出勤 30.5 天，天数对不上）"
