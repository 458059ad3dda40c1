"""Numbers as they are typed and as a scheme keeps them: 30.5 % is ``"0.305"``; what is no number stays as it is."""

import re
import unicodedata
from fractions import Fraction
from typing import Any, Literal

from app.domain.metrics import unit_of
from app.domain.money import decimal_text, exact
from app.ui.editor.specs import Unit
from app.wording.numbers import NO_BREAK

_LEFT_OUT = re.compile(r"[\s,¥￥%％元分秒次人个\u00a0]")


def unit_of_number(unit: Unit | Literal["text"], metric: str) -> str:
    """``text``, ``percent``, ``s``, ``points``, ``yuan`` or ``plain``: how a number is typed and shown."""
    if unit != "metric":
        return unit
    return {"ratio": "percent", "s": "s", "CNY": "yuan"}.get(unit_of(metric) if metric else "", "plain")


def number_of(raw: Any) -> Fraction | None:
    """The value of what a scheme keeps, None where that is no number."""
    try:
        return exact(raw) if isinstance(raw, str | int) and not isinstance(raw, bool) else None
    except ValueError:
        return None


def shown(raw: Any, unit: str) -> str:
    """``"0.305"`` in percent → ``30.5 %``; what is no number as it was typed, nothing for nothing."""
    value = number_of(raw)
    if value is None or unit != "percent":
        return "" if raw is None else str(raw)
    return decimal_text(value * 100) + NO_BREAK + "%"


def kept(text: str, unit: str) -> str:
    """``30.5 %`` → ``"0.305"``; full-width figures, thousands signs and units are taken; other text stays as it is."""
    plain = _LEFT_OUT.sub("", unicodedata.normalize("NFKC", text)).replace("\u2212", "-")
    value = number_of(plain)
    if value is None:
        return text.strip()
    return decimal_text(value / 100) if unit == "percent" else plain
