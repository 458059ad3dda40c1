"""A figure of a metric as people type it: 1,200 · 40% · 0.4."""

from fractions import Fraction

from app.domain.money import exact
from app.domain.problem import JixinError, error


def typed_figure(text: str, *, ratio: bool) -> Fraction:
    """The exact figure; JixinError for a text that is no number, and for a ratio above 1 without ``%``."""
    plain = text.replace(",", "").replace("，", "").replace("％", "%").replace("−", "-").strip()
    percent = plain.endswith("%")
    try:
        value = exact(plain.removesuffix("%").strip())
    except ValueError:
        raise JixinError(error("number_bad", value=text)) from None
    if ratio and not percent and value > 1:
        raise JixinError(error("mark_percent", value=text))
    return value / 100 if percent else value
