"""Orders and refunds over several files and months: one order once, refunds with their orders, sealed months as paid."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import pytest

from app.domain.month import PayMonth
from app.domain.observations import AgentMetrics
from app.services.books import close_book, create_book, open_book
from app.services.compute_month import compute_month, month_metrics
from app.services.explain import explain
from app.services.import_sheets import ImportReport, imports, plan_import, store_import
from app.services.list_orders import list_orders
from app.services.remarks import remarks, set_remarks
from app.services.roster import import_roster, move_account
from app.services.schemes import import_scheme
from app.services.seal_month import seal_month
from app.storage.book import Book
from tests.importing.order_files import csv_bytes
from tests.services.small import NOVEMBER, OCTOBER, SHOP, Write, codes, refusal

SEPTEMBER = PayMonth(2026, 9)
ORDER_HEADS = (
    "订单编号",
    "买家会员名",
    "买家实际支付金额",
    "订单状态",
    "订单创建时间",
    "订单付款时间",
    "订单备注",
    "宝贝总数量",
)
REFUND_HEADS = ("订单编号", "退款编号", "退款总额", "退款状态", "退款完结时间")
ITEM_HEADS = ("子订单编号", "主订单编号", "购买数量")
ROSTER = f"""工号,姓名,岗位,底薪,子账号,店铺,入职日期
A1,林小美,售前,2000,{SHOP}:小美,{SHOP},2025-03-01
A2,周强,售前,2200,{SHOP}:阿强;{SHOP}:阿强二号,{SHOP},2025-03-01
"""
Rows: TypeAlias = Sequence[Sequence[str]]
Give: TypeAlias = Callable[..., ImportReport]


def order(
    number: int, paid: str, day: str, remark: str, *, status: str = "交易成功", buyer: str = "", pieces: str = ""
) -> list[str]:
    """A row of an order export; ``day`` is ``10-05``."""
    moment = f"2026-{day} 12:00:00"
    return [str(4_000_000 + number), buyer, paid, status, moment, moment, remark, pieces]


def refund(number: int, of: int, amount: str, day: str, status: str = "退款成功") -> list[str]:
    """A row of a refund export."""
    return [str(4_000_000 + of), str(9_000_000 + number), amount, status, f"2026-{day} 12:00:00"]


@pytest.fixture
def shop(empty: Book, write: Write) -> Book:
    """A book with two agents of whom the second has two accounts."""
    assert import_roster(empty, write("花名册.csv", ROSTER)).stored
    set_remarks(empty, SHOP, {"names": "小美;阿强"})
    return empty


@pytest.fixture
def give(shop: Book, tmp_path: Path) -> Give:
    """Imports files of rows in one call: ``give(orders=[…], refunds=[…])``."""

    def store(month: PayMonth = OCTOBER, **files: Rows) -> ImportReport:
        heads = {"orders": ORDER_HEADS, "more": ORDER_HEADS, "refunds": REFUND_HEADS, "items": ITEM_HEADS}
        paths: list[Path] = []
        for name, rows in files.items():
            paths.append(tmp_path / f"{name}.csv")
            paths[-1].write_bytes(csv_bytes([heads[name], *rows]))
        return store_import(shop, plan_import(shop, paths, month))

    return store


def of(book: Book, number: str = "A1", month: PayMonth = OCTOBER) -> AgentMetrics:
    return next(one for one in month_metrics(book, month).agents if one.agent.number == number)


def values(book: Book, *metrics: str, number: str = "A1", month: PayMonth = OCTOBER) -> list[str | None]:
    """The values as text, None for no data."""
    found = of(book, number, month).metrics
    return [str(found[metric].value) if metric in found else None for metric in metrics]


def test_orders_and_refunds_of_one_call(shop: Book, give: Give) -> None:
    report = give(
        refunds=[
            refund(1, 1, "10.00", "10-20"),
            refund(2, 1, "5.50", "10-21"),
            refund(3, 2, "9.00", "10-21", "退款关闭"),
        ],
        orders=[order(1, "100.10", "10-05", "小美 追单", pieces="2"), order(2, "50.00", "10-05", "小美", pieces="1")],
    )
    assert [file.layout for file in report.files] == ["taobao_refunds", "taobao_orders_csv"] and report.stored
    assert not report.problems
    assert values(shop, "sales_amount", "orders", "items_sold", "chased_orders", "refund_amount", "refunds") == [
        "1501/10",
        "2",
        "3",
        "1",
        "31/2",
        "2",
    ]
    assert values(shop, "net_sales_amount", "refund_rate", "refund_count_rate") == ["673/5", "155/1501", "1"]
    assert values(shop, "sales_amount", number="A2") == [None]


def test_net_and_rates_are_over_all_days_not_only_those_with_refunds(shop: Book, give: Give) -> None:
    give(
        orders=[
            order(1, "100.00", "10-05", "小美"),
            order(2, "300.00", "10-06", "小美"),
            order(3, "7.00", "10-06", "阿强"),
        ]
    )
    give(refunds=[refund(1, 1, "100.00", "10-05")])
    assert values(shop, "net_sales_amount", "refund_rate") == ["300", "1/4"]
    assert values(shop, "net_sales_amount", "refund_amount", number="A2") == ["7", "0"]


def test_without_a_refund_export_refunds_are_no_data(shop: Book, give: Give) -> None:
    give(orders=[order(1, "100.00", "10-05", "小美")])
    assert values(shop, "sales_amount", "refund_amount", "net_sales_amount") == ["100", None, None]


def test_two_exports_of_a_month_add_up_and_an_order_in_both_counts_once(shop: Book, give: Give) -> None:
    give(orders=[order(1, "100.00", "10-05", "小美"), order(2, "50.00", "10-16", "小美")])
    report = give(orders=[order(2, "50.00", "10-16", "小美"), order(3, "8.00", "10-16", "小美")])
    assert values(shop, "sales_amount", "orders") == ["158", "3"] and not report.problems
    assert len(of(shop).metrics["sales_amount"].sources) == 2


def test_a_corrected_file_takes_the_place_of_the_first(shop: Book, give: Give) -> None:
    give(
        orders=[
            order(1, "100.00", "10-05", "小美"),
            order(2, "50.00", "10-06", "小美"),
            order(3, "9.00", "10-06", "阿强"),
        ]
    )
    report = give(
        orders=[
            order(1, "90.00", "10-07", "小美"),
            order(2, "50.00", "10-06", "小美", status="交易关闭"),
            order(3, "9.00", "10-06", "小美"),
        ]
    )
    assert not report.problems
    assert values(shop, "sales_amount", "orders") == ["99", "2"]
    assert values(shop, "sales_amount", number="A2") == [None]
    assert [(one.order, one.day, one.fen) for one in list_orders(shop, OCTOBER)] == [
        ("4000003", "2026-10-06", 900),
        ("4000001", "2026-10-07", 9000),
    ]


def test_orders_that_only_an_earlier_file_has_stay_and_are_named(shop: Book, give: Give) -> None:
    give(
        orders=[
            order(1, "100.00", "10-05", "小美"),
            order(2, "50.00", "10-06", "小美"),
            order(3, "1.00", "10-30", "小美"),
        ]
    )
    report = give(orders=[order(1, "100.00", "10-05", "小美"), order(4, "2.00", "10-07", "小美")])
    assert [(one.code, one.params["count"], one.params["amount"]) for one in report.problems] == [
        ("orders_only_earlier", "1", "50.00")
    ]
    assert values(shop, "sales_amount") == ["153"]


def test_the_same_file_twice_counts_once(shop: Book, give: Give) -> None:
    rows = [order(1, "100.00", "10-05", "小美", buyer="甲"), order(2, "50.00", "10-05", "小美", buyer="甲")]
    give(orders=rows)
    report = give(orders=rows)
    assert codes(report.problems) == ["same_file"]
    assert values(shop, "sales_amount", "orders", "paid_users", "average_order_value") == ["150", "2", "1", "150"]


def test_buyers_of_two_files_are_not_told_apart_and_so_no_data(shop: Book, give: Give) -> None:
    give(orders=[order(1, "100.00", "10-05", "小美", buyer="甲")])
    assert values(shop, "paid_users") == ["1"]
    give(orders=[order(2, "50.00", "10-05", "小美", buyer="甲")])
    assert values(shop, "paid_users", "sales_amount") == [None, "150"]


def test_a_refund_of_an_earlier_months_order_is_its_agents(shop: Book, give: Give) -> None:
    give(month=SEPTEMBER, orders=[order(1, "100.00", "09-28", "小美")])
    give(orders=[order(2, "30.00", "10-02", "小美")])
    give(refunds=[refund(1, 1, "40.00", "10-03")])
    assert values(shop, "sales_amount", "refund_amount", "net_sales_amount") == ["30", "40", "-10"]
    assert values(shop, "refund_amount", month=SEPTEMBER) == [None]


def test_an_order_of_another_month_in_the_file_is_kept_for_its_refund_only(shop: Book, give: Give) -> None:
    report = give(orders=[order(1, "100.00", "09-28", "小美"), order(2, "30.00", "10-02", "小美")])
    assert codes(report.problems) == ["orders_of_other_months"]
    assert values(shop, "sales_amount", month=SEPTEMBER) == [None]
    give(refunds=[refund(1, 1, "40.00", "10-03")])
    assert values(shop, "sales_amount", "refund_amount") == ["30", "40"]


def test_refunds_before_their_orders_find_them_later(shop: Book, give: Give) -> None:
    report = give(refunds=[refund(1, 1, "40.00", "10-03")])
    assert [(one.code, one.params["amount"]) for one in report.problems] == [("refunds_of_unknown", "40.00")]
    assert values(shop, "refund_amount") == [None]
    give(orders=[order(1, "100.00", "10-02", "小美")])
    assert values(shop, "refund_amount", "net_sales_amount") == ["40", "60"]


def test_refunds_of_nobodys_and_of_closed_orders_are_named(shop: Book, give: Give) -> None:
    give(
        orders=[
            order(1, "100.00", "10-02", ""),
            order(2, "50.00", "10-02", "小美", status="交易关闭"),
            order(3, "1.00", "10-02", "小美"),
        ]
    )
    report = give(
        refunds=[refund(1, 1, "4.00", "10-03"), refund(2, 2, "50.00", "10-03"), refund(3, 9, "6.00", "10-03")]
    )
    assert [(one.code, one.params["amount"]) for one in report.problems] == [
        ("refunds_of_unknown", "6.00"),
        ("refunds_unattributed", "4.00"),
        ("refunds_of_closed", "50.00"),
    ]
    assert values(shop, "refund_amount", "refunds") == ["0", "0"]


def test_an_order_closed_after_a_sealed_month_stays_as_it_was_paid(shop: Book, give: Give, write: Write) -> None:
    import_scheme(shop, write("方案.json", SCHEME), position="售前", from_month=SEPTEMBER)
    give(month=SEPTEMBER, orders=[order(1, "100.00", "09-28", "小美"), order(5, "1.00", "09-28", "阿强")])
    compute_month(shop, SEPTEMBER)
    seal_month(shop, SEPTEMBER)
    give(orders=[order(1, "100.00", "09-28", "小美", status="交易关闭"), order(2, "30.00", "10-02", "小美")])
    give(refunds=[refund(1, 1, "100.00", "10-03")])
    assert values(shop, "sales_amount", "refund_amount") == ["30", "100"]
    give(orders=[order(1, "100.00", "10-28", "小美"), order(2, "30.00", "10-02", "小美")])
    assert values(shop, "sales_amount") == ["30"]


def test_a_correction_of_one_month_reaches_refunds_of_the_next(shop: Book, give: Give) -> None:
    give(month=SEPTEMBER, orders=[order(1, "100.00", "09-28", "小美")])
    give(refunds=[refund(1, 1, "40.00", "10-03")])
    assert values(shop, "refund_amount") == ["40"]
    give(month=SEPTEMBER, orders=[order(1, "100.00", "09-28", "阿强")])
    assert values(shop, "refund_amount") == [None] and values(shop, "refund_amount", number="A2") == ["40"]


def test_pieces_come_from_the_file_of_items_where_the_order_file_has_none(shop: Book, give: Give) -> None:
    rows = [["7000001", "4000001", "2"], ["7000002", "4000001", "1"], ["7000003", "4000009", "5"]]
    give(orders=[order(1, "100.00", "10-05", "小美")])
    assert values(shop, "items_sold") == [None]
    report = give(items=rows)
    assert values(shop, "items_sold") == ["3"] and codes(report.problems) == ["items_of_unknown"]
    assert len(of(shop).metrics["items_sold"].sources) == 2
    give(orders=[order(1, "100.00", "10-05", "小美", pieces="4")])
    report = give(items=rows)
    assert values(shop, "items_sold") == ["4"] and codes(report.problems) == [
        "items_of_unknown",
        "items_differ",
        "same_file",
    ]


SHEET = "旺旺昵称,咨询人数,接待人数,销售人数,销售额,成功退款金额\n"
SHEET_NAME = "客服销售分析_20261001_20261031.csv"


def test_a_report_ranks_above_and_the_difference_is_named_not_added(shop: Book, give: Give, write: Write) -> None:
    give(orders=[order(1, "100.00", "10-05", "小美"), order(2, "20.00", "10-06", "小美")])
    give(refunds=[refund(1, 1, "30.00", "10-07")])
    store_import(shop, plan_import(shop, [write(SHEET_NAME, f"{SHEET}{SHOP}:小美,50,40,3,500,\n")], OCTOBER))
    assert values(shop, "sales_amount", "refund_amount", "net_sales_amount", "orders", "reception_conversion") == [
        "500",
        "30",
        "470",
        "2",
        "1/20",
    ]
    problems = month_metrics(shop, OCTOBER).problems
    assert [(one.code, one.params["metric"], one.params["value"], one.params["other"]) for one in problems] == [
        ("conflicting_sources", "sales_amount", "500", "120")
    ]


def test_another_account_of_the_agent_is_not_added_to_the_orders(shop: Book, give: Give, write: Write) -> None:
    give(orders=[order(1, "100.00", "10-05", "阿强")])
    store_import(shop, plan_import(shop, [write(SHEET_NAME, f"{SHEET}{SHOP}:阿强二号,50,40,3,500,20\n")], OCTOBER))
    assert values(shop, "sales_amount", "orders", number="A2") == ["500", "1"]
    problems = month_metrics(shop, OCTOBER).problems
    assert [(one.code, one.params["metric"]) for one in problems] == [("orders_left_out", "sales_amount")]


def test_days_of_orders_are_no_days_at_work(shop: Book, give: Give) -> None:
    give(orders=[order(1, "100.00", "10-05", "小美")])
    assert of(shop).row_days == frozenset()


def test_an_account_that_is_handed_on_takes_its_days_along(shop: Book, give: Give) -> None:
    give(orders=[order(1, "100.00", "10-05", "小美"), order(2, "20.00", "10-20", "小美")])
    give(refunds=[refund(1, 1, "10.00", "10-25")])
    move_account(shop, f"{SHOP}:小美", "A2", OCTOBER.last.replace(day=15))
    assert values(shop, "sales_amount", "refund_amount", "net_sales_amount") == ["100", "0", "100"]
    assert values(shop, "sales_amount", "refund_amount", "net_sales_amount", number="A2") == ["20", "10", "10"]
    assert not month_metrics(shop, OCTOBER).problems


def test_explained_down_to_the_column_and_listed_to_the_cell(shop: Book, give: Give, write: Write) -> None:
    import_scheme(shop, write("方案.json", SCHEME), position="售前", from_month=OCTOBER)
    give(orders=[order(1, "100.00", "10-05", "小美"), order(2, "20.00", "10-06", "小美")])
    tree = explain(shop, OCTOBER, "A1", "commission")
    assert "C2:C3" in repr(tree)
    assert [(one.agent, one.file, one.cell) for one in list_orders(shop, OCTOBER, "A1")] == [
        ("林小美", "orders.csv", "C2"),
        ("林小美", "orders.csv", "C3"),
    ]
    assert list_orders(shop, OCTOBER, "A2") == ()


def test_nothing_of_a_buyer_reaches_the_book(shop: Book, give: Give) -> None:
    give(orders=[order(1, "100.00", "10-05", "小美 顾客电话13900000000", buyer="某某买家甲")])
    data = shop.path.read_bytes()
    assert b"4000001" in data
    assert "某某买家甲".encode() not in data and b"13900000000" not in data


def test_a_dry_run_and_a_refused_file_change_nothing(shop: Book, give: Give, tmp_path: Path) -> None:
    before = list(shop.db.iterdump())
    assert not give(orders=[order(1, "百元", "10-05", "小美")]).stored
    (tmp_path / "单.csv").write_bytes(csv_bytes([ORDER_HEADS, order(1, "1.00", "10-05", "小美")]))
    assert plan_import(shop, [tmp_path / "单.csv"], OCTOBER).storable
    assert list(shop.db.iterdump()) == before


def test_the_import_is_listed_with_its_family(shop: Book, give: Give) -> None:
    give(orders=[order(1, "1.00", "10-05", "小美")], refunds=[refund(1, 1, "1.00", "10-06")])
    assert [(one.layout, one.family, one.shop) for one in imports(shop, OCTOBER)] == [
        ("taobao_orders_csv", "orders", SHOP),
        ("taobao_refunds", "refunds", SHOP),
    ]


def test_a_closed_book_opens_with_its_orders(tmp_path: Path, write: Write) -> None:
    book = create_book(tmp_path / "b.jixin", shop=SHOP)
    import_roster(book, write("花名册.csv", ROSTER))
    write("订单.csv", "").write_bytes(csv_bytes([ORDER_HEADS, order(1, "1.00", "10-05", "林小美")]))
    store_import(book, plan_import(book, [tmp_path / "订单.csv"], OCTOBER))
    close_book(book)
    again = open_book(tmp_path / "b.jixin")
    assert of(again).metrics["sales_amount"].value == Fraction(1)
    close_book(again)


# --- conventions


def test_without_a_convention_accounts_and_real_names_count(empty: Book, write: Write) -> None:
    import_roster(empty, write("花名册.csv", ROSTER))
    found = remarks(empty, OCTOBER)[SHOP]
    assert dict(found.names) == {
        "小美": "小美",
        "林小美": "小美",
        "阿强": "阿强",
        "阿强二号": "阿强二号",
        "周强": "周强",
    }
    assert not found.own and (found.chased, found.followup) == (("追单",), ("追销",))


def test_a_convention_is_kept_and_taken_back(shop: Book) -> None:
    set_remarks(
        shop,
        SHOP,
        {"names": f"美=小美；强={SHOP}:阿强;周强", "columns": "商家备注", "chased": "追;回头", "followup": ""},
    )
    found = remarks(shop)[SHOP]
    assert found.names == (("美", "小美"), ("强", "阿强"), ("周强", "周强")) and found.own
    assert (found.columns, found.chased, found.followup) == (("商家备注",), ("追", "回头"), ("追销",))
    set_remarks(shop, SHOP, {"names": ""})
    assert not remarks(shop)[SHOP].own


@pytest.mark.parametrize(
    ("values_set", "code"),
    [({"names": "美=不认识"}, "remark_account_unknown"), ({"names": "小美;小美"}, "remark_name_twice"), ({"names": "=小美"}, "remark_name_twice"), ({"nothing": "x"}, "remark_key_unknown")],
)  # fmt: skip
def test_a_wrong_convention_is_refused(shop: Book, values_set: dict[str, str], code: str) -> None:
    assert code in refusal(lambda: set_remarks(shop, SHOP, values_set))
    assert refusal(lambda: set_remarks(shop, "别的店", {"names": "小美"})) == ["shop_unknown"]


SCHEME = """{"format": "jixin-scheme/1", "name": "提成", "items": [], "pay": [
 {"code": "base", "name": "底薪", "rule": {"type": "base", "prorate": "calendar"}},
 {"code": "commission", "name": "提成", "rule": {"type": "commission", "amount": "sales_amount", "rate": "0.01"}}]}"""


def test_november_is_untouched(shop: Book, give: Give) -> None:
    give(orders=[order(1, "1.00", "10-05", "小美")])
    assert values(shop, "sales_amount", month=NOVEMBER) == [None]
