"""What is typed and what a scheme keeps of it."""

import pytest

from app.ui.editor.typed import kept, shown, unit_of_number


@pytest.mark.parametrize(
    ("text", "unit", "raw"),
    [
        ("31.5", "percent", "0.315"),
        ("31.5 %", "percent", "0.315"),
        ("31.5\u00a0%", "percent", "0.315"),
        ("３１．５％", "percent", "0.315"),
        ("100", "percent", "1"),
        ("-5", "percent", "-0.05"),
        ("1,200.50", "yuan", "1200.50"),
        ("¥ 1200 元", "yuan", "1200"),
        ("0.40", "points", "0.40"),
        ("15 秒", "s", "15"),
        ("abc", "percent", "abc"),
        ("1e3", "plain", "1e3"),
        ("", "percent", ""),
        ("1.2.3", "yuan", "1.2.3"),
    ],
)
def test_kept(text: str, unit: str, raw: str) -> None:
    assert kept(text, unit) == raw


@pytest.mark.parametrize(
    ("raw", "unit", "text"),
    [
        ("0.305", "percent", "30.5\u00a0%"),
        ("0.40", "points", "0.40"),
        (8, "points", "8"),
        ("abc", "percent", "abc"),
        (None, "points", ""),
    ],
)
def test_shown(raw: object, unit: str, text: str) -> None:
    assert shown(raw, unit) == text


def test_units_follow_the_metric() -> None:
    assert unit_of_number("metric", "inquiry_conversion") == "percent"
    assert unit_of_number("metric", "response_seconds") == "s"
    assert unit_of_number("metric", "sales_amount") == "yuan"
    assert unit_of_number("metric", "received_users") == "plain"
    assert unit_of_number("metric", "") == "plain"
    assert unit_of_number("percent", "sales_amount") == "percent"
