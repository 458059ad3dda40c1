"""Small sheets as text, and how a refusal is looked at."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import pytest

from app.domain.month import PayMonth
from app.domain.problem import JixinError, Problem
from app.services.import_sheets import ImportReport

SHOP = "小满旗舰店"
OCTOBER, NOVEMBER = PayMonth(2026, 10), PayMonth(2026, 11)
SHEET_NAME = "客服绩效_20261001_20261031.csv"
ROSTER = """工号,姓名,岗位,等级,小组,底薪,子账号,店铺,入职日期,离职日期
A1,林小美,售前,P1,一组,2000,小满旗舰店:小美,小满旗舰店,2025-03-01,
A2,周强,售前,P2,一组,2200.50,小满旗舰店:阿强,小满旗舰店,2026-10-11,
A3,吴敏,售后,P1,二组,1900,小满旗舰店:敏敏,小满旗舰店,2025-01-01,2026-09-30
"""
SHEET = """旺旺昵称,询单人数,询单最终付款人数,询单最终付款金额
小满旗舰店:小美,100,40,5000.5
小满旗舰店:阿强,200,62,9000
"""

Write: TypeAlias = Callable[[str, str], Path]
Import: TypeAlias = Callable[..., ImportReport]


def codes(problems: Sequence[Problem]) -> list[str]:
    """The codes of problems."""
    return [problem.code for problem in problems]


def refusal(work: Callable[[], object]) -> list[str]:
    """The codes with which something is refused."""
    with pytest.raises(JixinError) as refused:
        work()
    return codes(refused.value.problems)
