"""``import`` of orders and refunds, ``remark set``, ``remark list`` and ``order list``."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importing.sheets import DATA

SHOP = "小店"
ROSTER = f"""工号,姓名,岗位,底薪,子账号,店铺
A1,林小美,售前,2000,{SHOP}:小美,{SHOP}
A2,周丽,售前,2000,{SHOP}:丽丽,{SHOP}
A3,周强,售前,2000,{SHOP}:阿强,{SHOP}
"""


@pytest.fixture
def book(tmp_path: Path, jixin: Callable) -> Path:
    path = tmp_path / "小店.jixin"
    (tmp_path / "花名册.csv").write_text(ROSTER, "utf-8")
    assert jixin("book", "new", path, "--shop", SHOP).status == 0
    assert jixin("roster", "import", path, tmp_path / "花名册.csv").status in (0, 3)
    return path


def test_the_convention_is_set_shown_and_used(book: Path, jixin: Callable) -> None:
    said = jixin("remark", "set", book, SHOP, "names=小美;小美丽=丽丽;阿强", "chased=追单")
    assert said.status == 0 and "names=小美;小美丽=丽丽;阿强" in said.out
    (shown,) = jixin("remark", "list", book, "--json").json
    assert shown["names"] == [
        {"name": "小美", "account": "小美"},
        {"name": "小美丽", "account": "丽丽"},
        {"name": "阿强", "account": "阿强"},
    ]
    assert "小美丽=丽丽" in jixin("remark", "list", book).out
    files = (DATA / "orders" / "ExportOrderList_旧版.csv", DATA / "orders" / "退款单.xlsx")
    said = jixin("import", book, *files, "--month", "2026-10", "--json")
    assert said.status == 3
    answer = said.json
    assert answer["stored"] and answer["unmatched"] == []
    assert [(file["layout"], file["period"], file["rows"], file["agents"]) for file in answer["files"]] == [
        ("taobao_orders_csv", "2026-10-01..2026-10-03", 10, 3),
        ("taobao_refunds", "2026-10-12..2026-10-14", 6, 0),
    ]
    assert {problem["code"] for problem in answer["problems"]} == {
        "order_repeated",
        "orders_of_other_months",
        "orders_of_several",
        "orders_unattributed",
        "refunds_of_unknown",
        "refunds_unattributed",
        "refunds_of_closed",
    }


def test_orders_are_listed_with_their_cells(book: Path, jixin: Callable, tmp_path: Path) -> None:
    jixin("remark", "set", book, SHOP, "names=小美;小美丽=丽丽;阿强")
    shutil.copy(DATA / "orders" / "ExportOrderList_旧版.csv", tmp_path / "十月.csv")
    jixin("import", book, tmp_path / "十月.csv", "--month", "2026-10")
    listed = jixin("order", "list", book, "2026-10", "--agent", "A2", "--json").json
    assert listed == {
        "month": "2026-10",
        "orders": [
            {
                "kind": "order",
                "order": "4026100000000023757",
                "day": "2026-10-02",
                "account": "小店:丽丽",
                "number": "A2",
                "name": "周丽",
                "amount": "1225.33",
                "source": {"file": "十月.csv", "sheet": "", "cell": "F4"},
            }
        ],
    }
    text = jixin("order", "list", book, "2026-10").out
    assert "十月.csv F2" in text and "122.68" in text
    metrics = jixin("metrics", book, "2026-10", "--json").json["agents"]
    assert {one["number"]: one["metrics"]["sales_amount"]["value"] for one in metrics} == {
        "A1": "143.6",
        "A2": "1225.33",
        "A3": "10.01",
    }


def test_wrong_words_and_shops_are_refused(book: Path, jixin: Callable) -> None:
    assert jixin("remark", "set", book, SHOP, "colour=red").status == 2
    assert jixin("remark", "set", book, "别的店", "names=小美").status == 1
    assert jixin("remark", "set", book, SHOP, "names=路人").status == 1
