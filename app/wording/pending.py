"""Sentences for what blocks an agent and for what is to be looked at."""

from app.domain.payline import Flag, Pending
from app.texts import Texts
from app.wording.sentences import sentence


def pending_text(pending: Pending, texts: Texts) -> str:
    """Why the agent cannot be computed: ``询单转化率：表格里没有这个数据…``."""
    return sentence(("pending",), pending.code, {"item": pending.item, **pending.params}, texts)


def flag_text(flag: Flag, texts: Texts) -> str:
    """What is to be looked at."""
    return sentence(("flag",), flag.code, flag.params, texts)
