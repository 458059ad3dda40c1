"""Sentences for what blocks an agent and for what is to be looked at."""

from collections.abc import Mapping

from app.domain.payline import Flag, Pending
from app.texts import Texts
from app.wording.numbers import show


def pending_text(pending: Pending, texts: Texts) -> str:
    """Why the agent cannot be computed: ``询单转化率：表格里没有这个数据…``."""
    return _sentence("pending", pending.code, {"item": pending.item, **pending.params}, texts)


def flag_text(flag: Flag, texts: Texts) -> str:
    """What is to be looked at."""
    return _sentence("flag", flag.code, flag.params, texts)


def _sentence(area: str, code: str, params: Mapping[str, str], texts: Texts) -> str:
    """The sentence of a code; the code and its parameters if the catalogue does not know it."""
    key = f"{area}.{code}"
    if key in texts:
        return texts.filled(key, params, lambda text, style: show(text, style, texts))
    return " ".join((code, *(f"{name}={text}" for name, text in sorted(params.items()))))
