"""Companies and team lines from the command line."""

import json
from pathlib import Path

import pytest

ROSTER = """工号,姓名,岗位,小组,子账号,店铺
C1,蓝天外包,外包,蓝天,,小店
C2,小王,外包成员,蓝天,小店:小王,小店
C3,小李,外包成员,蓝天,小店:小李,小店
A1,林小美,售前,一组,小店:小美,小店
A2,吴敏,售后,一组,小店:敏敏,小店
"""
SHEET = """旺旺昵称,询单人数,询单最终付款人数,询单最终付款金额
小店:小王,100,40,5000.5
小店:小李,200,62,9000
小店:小美,100,40,5000
小店:敏敏,100,40,5000
"""


@pytest.fixture
def book(jixin, tmp_path: Path) -> Path:
    path = tmp_path / "book.jixin"
    for name, text in (("花名册.csv", ROSTER), ("客服绩效_20261001_20261031.csv", SHEET)):
        (tmp_path / name).write_text(text, "utf-8")
    assert jixin("book", "new", path, "--shop", "小店", "--platform", "tmall").status == 0
    assert jixin("roster", "import", path, tmp_path / "花名册.csv").status == 0
    assert jixin("import", path, tmp_path / "客服绩效_20261001_20261031.csv", "--month", "2026-10").status == 0
    return path


def put(jixin, book: Path, position: str, amount: str):
    rule = {"type": "team_goal", "metric": "inquiry_sales_amount", "target": "10000", "amount": amount}
    plain = {
        "format": "jixin-scheme/1",
        "name": f"{position}方案",
        "items": [],
        "pay": [{"code": "team", "name": "团队奖", "rule": rule}],
    }
    file = book.with_name(f"{position}.json")
    file.write_text(json.dumps(plain), "utf-8")
    return jixin("scheme", "import", book, file, "--position", position, "--from", "2026-10")


def test_metrics_show_a_companys_pooled_figures(jixin, book: Path) -> None:
    agents = {one["number"]: one for one in jixin("metrics", book, "2026-10", "--json").json["agents"]}
    found = agents["C1"]["metrics"]
    assert (found["inquiry_users"]["value"], found["inquiry_sales_amount"]["value"]) == ("300", "14000.5")
    assert (found["inquiry_conversion"]["numerator"], found["inquiry_conversion"]["denominator"]) == ("102", "300")
    assert agents["C2"]["metrics"]["inquiry_users"]["value"] == "100"


def test_a_team_is_paid_and_explained(jixin, book: Path) -> None:
    for position in ("售前", "售后"):
        assert put(jixin, book, position, "500.01").status == 0
    agents = {one["number"]: one for one in jixin("compute", book, "2026-10", "--json").json["agents"]}
    assert {number: [line["amount"] for line in one["lines"]] for number, one in agents.items()} == {
        "A1": ["250.01"], "A2": ["250.00"], "C1": [],
    }  # fmt: skip
    said = jixin("explain", book, "2026-10", "A1", "team")
    assert said.status == 0
    for text in ("一组达标", "达到目标 10,000.00", "2 人相加", "2 人平分", "吴敏", "尾差"):
        assert text in said.out


def test_a_scheme_that_does_not_agree_is_refused(jixin, book: Path) -> None:
    assert put(jixin, book, "售前", "500").status == 0
    said = put(jixin, book, "售后", "400")
    assert said.status == 1
    for text in ("team", "售前方案", "售后方案", "一组", "2026 年 10 月"):
        assert text in said.err
