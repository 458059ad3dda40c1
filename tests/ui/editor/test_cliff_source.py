"""Which pay item makes a cliff."""

from fractions import Fraction
from typing import Any

from app.domain.pay_curve import Jump
from app.ui.editor.cliff_source import cliff_source

TIERS = [["0", "0.015"], ["0.30", "0.03"], ["0.4", "0.06"]]
DOCUMENT: dict[str, Any] = {
    "items": [],
    "pay": [
        {"code": "base", "name": "底薪", "rule": {"type": "base"}},
        {"code": "c", "name": "提成", "rule": {"type": "commission", "amount": "x", "tier_metric": "inquiry_conversion", "tiers": TIERS}},
    ],
}  # fmt: skip


def jump(at: str, below: int = 100, above: int = 150) -> Jump:
    return Jump(at=Fraction(at), below=below, above=above)


def test_the_greatest_cliff_that_another_item_makes() -> None:
    found = cliff_source(DOCUMENT, "inquiry_conversion", [jump("3/10"), jump("4/10", above=200)], ("items", 0))
    assert found is not None
    assert (found.path, found.name, found.at, found.before, found.after) == (
        ("pay", 1),
        "提成",
        Fraction(2, 5),
        "0.03",
        "0.06",
    )


def test_nobody_else_makes_it() -> None:
    assert cliff_source(DOCUMENT, "inquiry_conversion", [jump("4/10")], ("pay", 1)) is None
    assert cliff_source(DOCUMENT, "reply_rate", [jump("4/10")], ("items", 0)) is None
    assert cliff_source(DOCUMENT, "inquiry_conversion", [jump("35/100")], ("items", 0)) is None
    assert cliff_source(DOCUMENT, "inquiry_conversion", [jump("0")], ("items", 0)) is None
    assert cliff_source(DOCUMENT, "inquiry_conversion", [], ("items", 0)) is None
