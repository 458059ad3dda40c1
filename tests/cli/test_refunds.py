"""``jixin refunds``: proposed, confirmed, on the payslip that follows."""

import json
from pathlib import Path
from typing import Any

import pytest

SHOP = "小满旗舰店"
ROSTER = f"工号,姓名,岗位,子账号,店铺\nA1,林小美,售前,{SHOP}:小美,{SHOP}\n"
PLAN = {
    "format": "jixin-scheme/1",
    "name": "净额提成",
    "items": [],
    "pay": [{"code": "commission", "name": "提成", "rule": {"type": "commission", "amount": "net_sales_amount", "rate": "0.012"}}],
}  # fmt: skip


@pytest.fixture
def book(jixin, tmp_path: Path) -> Path:
    """September is sealed with 120.00 on 10,000; October has 1,000."""
    book = tmp_path / "b.jixin"
    assert jixin("book", "new", book, "--shop", SHOP).status == 0
    assert jixin("roster", "import", book, sheet(tmp_path, "花名册.csv", ROSTER)).status == 0
    plan = sheet(tmp_path, "方案.json", json.dumps(PLAN))
    assert jixin("scheme", "import", book, plan, "--position", "售前", "--from", "2026-09").status == 0
    for month, net in (("202609", "10000"), ("202610", "1000")):
        file = sales(
            tmp_path,
            f"客服销售_{month}01_{month}30.csv" if month == "202609" else f"客服销售_{month}01_{month}31.csv",
            net,
        )
        assert jixin("import", book, file, "--month", f"{month[:4]}-{month[4:]}").status == 0
    assert jixin("seal", book, "2026-09").status == 0
    return book


def sheet(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def sales(folder: Path, name: str, net: str, *more: str) -> Path:
    return sheet(folder, name, "\n".join(("旺旺昵称,净销售额", f"{SHOP}:小美,{net}", *more)) + "\n")


def line_of(answer: Any, code: str) -> list[str]:
    return [line["amount"] for line in answer["agents"][0]["lines"] if line["code"] == code]


def test_from_the_sheet_to_the_line_on_the_later_payslip(jixin, book: Path, tmp_path: Path) -> None:
    newer = sales(tmp_path, "新_客服销售_20260901_20260930.csv", "9000")
    looked = jixin("refunds", book, "2026-09", newer, "--json")
    assert looked.status == 0
    assert looked.json == {
        "stored": False, "month": "2026-09", "into": "2026-10",
        "proposals": [{
            "number": "A1", "name": "林小美", "line": "commission", "line_name": "提成", "files": [newer.name],
            "net_then": "10000", "net_now": "9000", "rate": "0.012", "paid": "120.00", "taken": "0.00",
            "amount": "-12.00", "limited": False, "stored": False,
        }],
        "unmatched": [], "problems": [],
    }  # fmt: skip
    assert line_of(jixin("compute", book, "2026-10", "--json").json, "adjustment") == []
    confirmed = jixin("refunds", book, "2026-09", newer, "--confirm", "--json")
    assert (confirmed.status, confirmed.json["stored"], confirmed.json["proposals"][0]["stored"]) == (0, True, True)
    computed = jixin("compute", book, "2026-10", "--json").json
    assert line_of(computed, "adjustment") == ["12.00"]
    assert (computed["agents"][0]["gross"], computed["agents"][0]["net"]) == ("12.00", "0.00")
    tree = jixin("explain", book, "2026-10", "A1", "adjustment", "--json").json["tree"]
    assert "2026 年 9 月" in json.dumps(tree, ensure_ascii=False)
    assert newer.name in json.dumps(tree, ensure_ascii=False)
    again = jixin("refunds", book, "2026-09", newer, "--confirm", "--json")
    assert (again.status, again.json["stored"], again.json["proposals"]) == (0, False, [])


def test_what_it_says(jixin, book: Path, tmp_path: Path) -> None:
    newer = sales(tmp_path, "新_客服销售_20260901_20260930.csv", "9000", f"{SHOP}:路人,5")
    looked = jixin("refunds", book, "2026-09", newer)
    assert looked.status == 3
    for part in ("林小美", "10,000.00", "9,000.00", "1.2\u00a0%", "\u221212.00", "--confirm"):
        assert part in looked.out
    assert f"{SHOP}:路人" in looked.err
    confirmed = jixin("refunds", book, "2026-09", newer, "--confirm")
    assert confirmed.status == 3
    assert "2026-10" in confirmed.out and "--confirm" not in confirmed.out
    assert "没有要补扣的" in jixin("refunds", book, "2026-09", newer).out


def test_refusals(jixin, book: Path, tmp_path: Path) -> None:
    newer = sales(tmp_path, "新_客服销售_20261001_20261031.csv", "9000")
    refused = jixin("refunds", book, "2026-10", newer, "--json")
    assert (refused.status, refused.json["stored"]) == (1, False)
    assert [one["code"] for one in refused.json["problems"]] == ["refunds_not_sealed"]
    assert jixin("refunds", book, "2026-09", newer).status == 1
    assert jixin("refunds", book, "2026-09", tmp_path / "没有.csv").status == 1
    assert jixin("refunds", book, "2026-09").status == 2
