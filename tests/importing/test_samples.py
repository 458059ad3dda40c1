"""The seven platform sheets: what is read from each stands beside it, and agrees with the true month totals."""

import json
import os
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.metrics import METRICS
from app.domain.money import decimal_text
from app.domain.people import Account, Agent, Shop
from app.importing.importer import plan
from app.importing.plan import FilePlan, Known
from tests.importing.sheets import DATA, MONTH

UPDATE = bool(os.environ.get("UPDATE_EXPECTED"))
TRUTH = json.loads((DATA / "truth.json").read_text("utf-8"))["agents"]
SHEETS = {
    "自制报表-报表查看-客服绩效_20261001_20261031_全部.xlsx": "云朵家居旗舰店",
    "咨询接待分析_20261001_20261031.xlsx": "云朵家居旗舰店",
    "客服销售分析_20261001_20261031.xlsx": "云朵家居旗舰店",
    "接待评价_20261001_20261031.xlsx": "云朵家居旗舰店",
    "自定义报表_客服数据_下单优先判定_2026-10-01至2026-10-31.xlsx": "小满零食铺",
    "拼多多_客服绩效详情_小满拼多多店.xlsx": "小满拼多多店",
    "飞鸽_客服表现_小满抖音店.xlsx": "小满抖音店",
}


def _agent(about: dict) -> Agent:
    accounts = tuple(Account(shop=full.split(":")[0], name=full.split(":")[1]) for full in about["accounts"])
    return Agent(number=about["number"], name=about["name"], shops=tuple(about["shops"]), accounts=accounts)


AGENTS = tuple(map(_agent, TRUTH))
KNOWN = Known(shops=tuple(Shop(name=name) for name in dict.fromkeys(SHEETS.values())), agents=AGENTS)


def _plan(name: str) -> FilePlan:
    return plan([DATA / "sheets" / name], MONTH, KNOWN, SHEETS[name]).files[0]


def _exact(value: Fraction | None) -> str | None:
    if value is None:
        return None
    try:
        return decimal_text(value)
    except ValueError:
        return str(value)


def _shown(file: FilePlan) -> dict:
    return {
        "layout": file.layout,
        "sheet": file.sheet,
        "header_row": file.header_row,
        "period": str(file.period),
        "attribution": file.attribution,
        "shop": file.shop,
        "rows": file.rows,
        "agents": file.agents,
        "columns": {column.header: column.metric or column.role for column in file.columns},
        "problems": [f"{problem.code} {problem.cell}" for problem in file.problems],
        "summaries": [f"{each.label} {each.metric} {each.cell} {each.agrees}" for each in file.summaries],
        "accounts": {row.full: [row.how, *row.owners] for row in file.accounts},
        "observations": [
            " ".join(
                (each.account, each.metric, str(_exact(each.value)), ",".join(each.source.cells))
                + ((f"weight {each.weight_metric} {_exact(each.weight)}",) if each.weight is not None else ())
            )
            for each in file.observations
        ],
    }


@pytest.mark.parametrize("name", SHEETS)
def test_a_sample_is_read_as_expected(name: str) -> None:
    shown = _shown(_plan(name))
    beside = (DATA / "sheets" / name).with_suffix(".json")
    if UPDATE:
        beside.write_text(json.dumps(shown, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert shown == json.loads(beside.read_text("utf-8"))


def _truths(shop: str) -> dict[str, dict[str, str | int]]:
    """Nickname → true figures in the shop."""
    return {
        full.split(":")[1]: about["shops"][shop]
        for about in TRUTH
        for full in about["accounts"]
        if full.split(":")[0] == shop
    }


def _number(text: str | int) -> Fraction:
    parts = [Fraction(part) for part in str(text).split("/")]
    value = parts[0]
    for part in parts[1:]:
        value /= part
    return value


@pytest.mark.parametrize("name", SHEETS)
def test_sums_equal_the_truth_to_the_fen_and_the_person(name: str) -> None:
    file, truths = _plan(name), _truths(SHEETS[name])
    assert {row.account for row in file.accounts} == set(truths)
    compared = 0
    for each in file.observations:
        truth = truths[each.account].get(each.metric)
        if truth is not None and METRICS[each.metric].kind == "additive":
            assert each.value == _number(truth), (each.account, each.metric)
            compared += 1
    assert compared >= 6


@pytest.mark.parametrize("name", SHEETS)
def test_means_and_rates_are_the_truth_as_the_platform_rounds_it(name: str) -> None:
    file, truths = _plan(name), _truths(SHEETS[name])
    for each in file.observations:
        truth = truths[each.account].get(each.metric)
        if truth is not None and METRICS[each.metric].kind != "additive":
            assert each.value is not None
            step = Fraction(1, 2) if "秒" in file.grid.text(*_place(each.source.cells[0])) else Fraction(1, 200)
            assert abs(each.value - _number(truth)) <= step, (each.account, each.metric)


def _place(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1


def test_all_seven_at_once_need_no_help_but_the_shop_of_bare_nicknames() -> None:
    taobao = [DATA / "sheets" / name for name, shop in SHEETS.items() if shop == "云朵家居旗舰店"]
    both = plan(taobao, MONTH, KNOWN)
    assert not both.problems and both.unmatched == ()
    bare = plan([DATA / "sheets" / "飞鸽_客服表现_小满抖音店.xlsx"], MONTH, KNOWN)
    assert [problem.code for problem in bare.problems] == ["shop_needed"]


def test_people_sheets_given_as_reports_are_told_apart() -> None:
    for name in ("花名册.xlsx", "人工评分.xlsx", "考勤.xlsx", "奖惩记录.xlsx"):
        file = plan([Path(DATA / "sheets" / name)], MONTH, KNOWN).files[0]
        assert [problem.code for problem in file.problems] == ["sheet_of_people"]
