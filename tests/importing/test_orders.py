"""Exports of single orders: exact or refused, each order once, money of nobody named."""

import zipfile
from pathlib import Path

import pytest

from app.domain.people import Shop
from app.importing import order_table
from app.importing.plan import Known
from app.importing.refusal import Limits
from app.importing.remarks import Convention, RemarkReader
from tests.importing.order_files import (
    CONVENTION,
    DONE,
    HEADERS,
    KNOWN,
    NOON,
    ORDERS,
    SHOP,
    codes,
    csv_bytes,
    order_file,
    planned,
    row,
    totals,
)
from tests.importing.sheets import patched, write, write_csv

DAY = "2026-10-05"
TEN = {("小美", "sales_amount", DAY): "10", ("小美", "orders", DAY): "1"}


@pytest.mark.parametrize(
    ("paid", "yuan"),
    [("10.00", "10"), ("10", "10"), ("10.5", "21/2"), ("1,234.50", "2469/2"), ("￥8.01", "801/100"), ("８.00", "8"), ("9.90元", "99/10"), ("0.00", "0"), ("999999999.99", "99999999999/100"), (" 7.00 ", "7"), ("12.340", "617/50")],
)  # fmt: skip
def test_amounts_are_exact(tmp_path: Path, paid: str, yuan: str) -> None:
    assert totals(planned(order_file(tmp_path, row(paid=paid))))["小美", "sales_amount", DAY] == yuan


@pytest.mark.parametrize(
    ("bad", "code", "cell"),
    [
        (row(paid="约10元"), "not_a_number", "B3"),
        (row(paid="-1.00"), "negative", "B3"),
        (row(paid="10.005"), "amount_not_fen", "B3"),
        (row(paid="1000000000"), "amount_not_fen", "B3"),
        (row(paid="1e3"), "not_a_number", "B3"),
        (row(paid="50%"), "not_a_number", "B3"),
        (row(paid="12.00 34.00"), "not_a_number", "B3"),
        (row(paid="#N/A"), "error_cell", "B3"),
        (row(paid="延迟统计"), "not_a_number", "B3"),
        (row(paid=""), "amount_missing", "B3"),
        (row(paid="--"), "amount_missing", "B3"),
        (row(status="神秘状态"), "status_unknown", "C3"),
        (row(status=""), "status_missing", "C3"),
        (row(paid_at="昨天"), "bad_date", "E3"),
        (row(paid_at="2026-02-30 10:00:00"), "bad_date", "E3"),
        (row(paid_at="", made=""), "order_day_missing", "E3"),
        (row(number="4.0261E+18"), "id_damaged", "A3"),
        (row(number="这是谁"), "order_number_bad", "A3"),
        (row(number=""), "order_number_missing", "A3"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_bad_cell_refuses_the_file_and_is_named_once(
    tmp_path: Path, bad: tuple[str, ...], code: str, cell: str
) -> None:
    file = planned(order_file(tmp_path, row(number="4000000000000000009"), bad))
    assert codes(file) == [(code, cell)]
    assert not file.storable and file.observations == () and file.single is None


@pytest.mark.parametrize("status", ["交易成功", "卖家已发货，等待买家确认", "卖家已发货,等待买家确认", "买家已付款，等待卖家发货", " 交易成功 "])  # fmt: skip
def test_paid_orders_count(tmp_path: Path, status: str) -> None:
    assert totals(planned(order_file(tmp_path, row(status=status)))) == TEN


@pytest.mark.parametrize("status", ["交易关闭", "等待买家付款"])
def test_closed_and_unpaid_orders_do_not(tmp_path: Path, status: str) -> None:
    file = planned(order_file(tmp_path, row(), row("4000000000000000002", status=status, paid="", paid_at="")))
    assert totals(file) == TEN and not file.problems
    assert file.single and [order.counts for order in file.single.orders] == [True, False]


def test_the_day_of_payment_counts_else_the_day_it_was_made_which_is_said(tmp_path: Path) -> None:
    late = row("4000000000000000002", made="2026-10-06 23:59:00", paid_at="2026-10-07 00:01:00")
    unknown = row("4000000000000000003", made="2026-10-08 01:00:00", paid_at="")
    file = planned(order_file(tmp_path, late, unknown))
    assert {key[2] for key in totals(file)} == {"2026-10-07", "2026-10-08"}
    assert codes(file) == [("orders_by_creation", "")] and file.problems[0].params == {"count": "1"}
    assert str(file.period) == "2026-10-07..2026-10-08"


def test_orders_of_other_months_are_kept_and_not_counted(tmp_path: Path) -> None:
    other = row("4000000000000000002", paid="3.00", paid_at="2026-09-30 23:59:59")
    file = planned(order_file(tmp_path, row(), other))
    assert totals(file) == TEN
    (problem,) = file.problems
    assert (problem.code, problem.params) == (
        "orders_of_other_months",
        {"count": "1", "amount": "3.00", "months": "2026-09"},
    )
    assert file.single and len(file.single.orders) == 2
    assert codes(planned(order_file(tmp_path, other))) == [("wrong_month", "")]


def test_an_order_in_several_rows_is_one_order(tmp_path: Path) -> None:
    file = planned(order_file(tmp_path, row(), row(), row()))
    assert totals(file) == TEN
    assert codes(file) == [("order_repeated", "A3")] and file.problems[0].params["count"] == "2"


@pytest.mark.parametrize("other", [row(paid="10.01"), row(status="交易关闭"), row(remark="阿强"), row(paid_at="2026-10-06 12:00:00")])  # fmt: skip
def test_rows_of_an_order_that_differ_refuse_the_file(tmp_path: Path, other: tuple[str, ...]) -> None:
    file = planned(order_file(tmp_path, row(), other))
    assert codes(file)[0] == ("order_differs", "A3") and not file.storable
    assert file.problems[0].params["first"] == "A2"


def test_money_of_nobody_is_named_with_its_sum_and_reason(tmp_path: Path) -> None:
    rows = [
        row(str(4000000000000000000 + index), remark=text)
        for index, text in enumerate(["小美", "", "加急", "小美转阿强"])
    ]
    file = planned(order_file(tmp_path, *rows))
    assert totals(file) == TEN
    assert [(problem.code, problem.cell, problem.params) for problem in file.problems] == [
        ("orders_of_several", "B5", {"count": "1", "amount": "10.00", "names": "小美、阿强"}),
        ("orders_unattributed", "", {"count": "2", "amount": "20.00"}),
    ]


def test_no_buyer_and_no_remark_is_kept(tmp_path: Path) -> None:
    headers = (*HEADERS, "买家会员名", "收货人姓名", "联系手机")
    secrets = ("甲买家某某", "王某某", "13800000000")
    file = planned(order_file(tmp_path, (*row(remark="小美 电话13900000000"), *secrets), headers=headers))
    assert totals(file) == {**TEN, ("小美", "paid_users", DAY): "1"}
    assert not [secret for secret in (*secrets, "13900000000") if secret in repr(file)]


@pytest.mark.parametrize(
    ("buyers", "users"), [(("甲", "甲", "乙"), "2"), (("甲", "t**", "乙"), None), (("甲", "", "乙"), None)]
)
def test_buyers_count_only_where_they_can_be_told_apart(
    tmp_path: Path, buyers: tuple[str, ...], users: str | None
) -> None:
    rows = [(*row(str(4000000000000000000 + index)), buyer) for index, buyer in enumerate(buyers)]
    file = planned(order_file(tmp_path, *rows, headers=(*HEADERS, "买家会员名")))
    assert totals(file).get(("小美", "paid_users", DAY)) == users


def test_many_bad_cells_are_counted(tmp_path: Path) -> None:
    rows = [row(str(4000000000000000000 + index), paid="十元") for index in range(50)]
    file = planned(order_file(tmp_path, *rows))
    assert [problem.code for problem in file.problems] == ["not_a_number"] * 20 + ["more_faulty_cells"]
    assert file.problems[-1].params["count"] == "30"


@pytest.mark.parametrize("column", ["订单备注", "订单付款时间"])
def test_a_file_without_a_needed_column_says_which(tmp_path: Path, column: str) -> None:
    places = [
        index
        for index, header in enumerate(HEADERS)
        if column != header and (column != "订单付款时间" or header != "订单创建时间")
    ]
    path = order_file(tmp_path, tuple(row()[place] for place in places), headers=[HEADERS[place] for place in places])
    assert ("columns_missing", "") in codes(planned(path))


# --- whose remark


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("小美", "小美"),
        ("客服小美丽", "美丽"),
        ("小美丽 加急", "美丽"),
        ("阿强（追单）", "强"),
        ("阿强阿强", "强"),
        ("ＡＱ阿强", "强"),
        ("小 美", ""),
        ("美丽", ""),
        ("", ""),
        ("小美丽和小美", ""),
        ("小美阿强", ""),
    ],
)
def test_the_longest_short_name_wins_and_two_agents_are_nobody(text: str, account: str) -> None:
    assert RemarkReader(CONVENTION)[text].account == account


def test_several_names_are_told_as_the_owner_wrote_them() -> None:
    assert RemarkReader(CONVENTION)["小美丽和小美"].several == ("小美丽", "小美")


@pytest.mark.parametrize(
    ("text", "account"),
    [("A1", "a1"), ("kf A1 发", "a1"), ("a1追单", "a1"), ("A12", ""), ("BA1", ""), ("A1B", "a1"), ("Amy", "amy"), ("Tommamy", ""), ("amy2", "amy")],
)  # fmt: skip
def test_a_name_of_digits_or_letters_does_not_lie_in_a_longer_one(text: str, account: str) -> None:
    assert RemarkReader(Convention(names=(("A1", "A1"), ("amy", "Amy"))))[text].account == account


def test_overlapping_names_of_one_length_are_nobodys() -> None:
    reader = RemarkReader(Convention(names=(("小美", "甲"), ("美丽", "乙"))))
    assert reader["小美丽"].account == "" and reader["小美丽"].several == ("小美", "美丽")


def test_two_names_of_one_account_are_no_doubt() -> None:
    reader = RemarkReader(Convention(names=(("小美", "甲"), ("林小姐", "甲"))))
    assert reader["林小姐（小美）"].account == "甲"


def test_only_the_columns_of_the_convention_count(tmp_path: Path) -> None:
    headers = (*HEADERS, "商家备注")
    path = order_file(tmp_path, (*row(remark="小美"), "阿强"), headers=headers)
    assert codes(planned(path))[0][0] == "orders_of_several"
    only = Known(shops=KNOWN.shops, agents=KNOWN.agents, conventions={SHOP: Convention(names=CONVENTION.names, columns=("商家备注",), own=True)})  # fmt: skip
    assert ("强", "orders", DAY) in totals(planned(path, only))


def test_a_shop_without_names_is_refused_and_assumed_names_are_said(tmp_path: Path) -> None:
    path = order_file(tmp_path, row())
    nobody = Known(shops=KNOWN.shops, conventions={SHOP: Convention()})
    assert ("remark_names_missing", "") in codes(planned(path, nobody))
    assumed = Known(shops=KNOWN.shops, agents=KNOWN.agents, conventions={SHOP: Convention(names=CONVENTION.names)})
    assert codes(planned(path, assumed)) == [("remark_names_assumed", "")]


# --- whose shop


def test_the_shop_is_the_one_asked_for_or_named_or_the_only_one(tmp_path: Path) -> None:
    two = Known(
        shops=(Shop(name=SHOP), Shop(name="大店")),
        agents=KNOWN.agents,
        conventions={SHOP: CONVENTION, "大店": CONVENTION},
    )
    bare = order_file(tmp_path, row())
    assert ("shop_needed", "") in codes(planned(bare, two))
    named = order_file(tmp_path, (*row(), "大店"), headers=(*HEADERS, "店铺名称"), name="二.csv")
    assert planned(named, two).shop == "大店"
    foreign = order_file(tmp_path, (*row(), "别的叫法"), headers=(*HEADERS, "店铺名称"), name="三.csv")
    assert planned(foreign, KNOWN).shop == SHOP
    mixed = order_file(
        tmp_path, (*row(), "大店"), (*row("4000000000000000002"), SHOP), headers=(*HEADERS, "店铺名称"), name="四.csv"
    )
    assert ("orders_of_shops", "") in codes(planned(mixed, two))


# --- files


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "订单.csv"
    path.write_bytes(csv_bytes([HEADERS, row()], encoding))
    assert totals(planned(path)) == TEN


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_separators_titles_and_blank_lines(tmp_path: Path, separator: str) -> None:
    lines = ["订单导出", "", *(separator.join(cells) for cells in (HEADERS, row(), row("4000000000000000002")))]
    file = planned(write_csv(tmp_path, "\r\n".join([*lines, "", ""]), "gb18030"))
    assert totals(file)["小美", "sales_amount", DAY] == "20" and file.header_row == 3
    assert file.single and [order.row for order in file.single.orders] == [4, 5]


def test_commas_quotes_and_lines_within_a_cell_move_nothing(tmp_path: Path) -> None:
    headers = ("收货地址", *HEADERS)
    rows = [('某路1号,\r\n"二"单元', *row()), ("", *row("4000000000000000002", remark="阿强\n加急"))]
    file = planned(order_file(tmp_path, *rows, headers=headers))
    assert totals(file) == {**TEN, ("强", "sales_amount", DAY): "10", ("强", "orders", DAY): "1"}


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("多,4000000000000000002,10.00,交易成功,,2026-10-05 12:00:00,小美", "7"),
        ("4000000000000000002,10.00,交易成功", "3"),
    ],
)
def test_a_row_of_another_width_is_refused_by_its_address(tmp_path: Path, line: str, fields: str) -> None:
    text = "\n".join([",".join(HEADERS), ",".join(row()), line, ",".join(row("4000000000000000003"))])
    file = planned(write_csv(tmp_path, text, "gb18030"))
    assert [(one.code, one.cell[1:], one.params["fields"]) for one in file.problems] == [
        ("row_of_other_width", "3", fields)
    ]


def test_a_file_cut_off_in_a_row_is_refused(tmp_path: Path) -> None:
    data = csv_bytes([HEADERS, row(), row("4000000000000000002")])
    (tmp_path / "订单.csv").write_bytes(data[:-30])
    assert [one.code for one in planned(tmp_path / "订单.csv").problems] == ["row_of_other_width"]


def test_text_of_two_encodings_is_refused(tmp_path: Path) -> None:
    data = csv_bytes([HEADERS, row()]) + csv_bytes([row("4000000000000000002", remark="客")], "utf-8")
    (tmp_path / "订单.csv").write_bytes(data)
    assert [one.code for one in planned(tmp_path / "订单.csv").problems] == ["file_encoding"]


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = order_file(tmp_path, *(row(str(4000000000000000000 + index)) for index in range(6)))
    for module in ("order_csv", "order_table"):
        monkeypatch.setattr(
            f"app.importing.{module}.ORDERS",
            Limits(size=10**6, expanded=10**7, rows=5, columns=300, cells=10**6, texts=10**7),
        )
    assert codes(planned(path)) == [("sheet_too_large", "")]
    monkeypatch.setattr(
        order_table, "ORDERS", Limits(size=100, expanded=10**7, rows=50, columns=300, cells=10**6, texts=10**7)
    )
    assert codes(planned(path)) == [("file_too_large", "")]


def test_more_rows_than_a_report_may_have(tmp_path: Path) -> None:
    path = order_file(tmp_path, *(row(str(4000000000000000000 + index)) for index in range(20_001)))
    assert totals(planned(path))["小美", "orders", DAY] == "20001"


# --- xlsx


def sheet(tmp_path: Path, *rows: tuple[object, ...]) -> Path:
    return write(tmp_path, [HEADERS, *rows], "订单.xlsx")


@pytest.mark.parametrize(
    ("paid", "fen"), [(0.1 + 0.2, 30), (19.99, 1999), (1e5, 10000000), (0, 0), (1234.5, 123450), (8.2, 820)]
)
def test_numbers_of_xlsx_become_their_shortest_decimal(tmp_path: Path, paid: float, fen: int) -> None:
    file = planned(sheet(tmp_path, (row()[0], paid, DONE, NOON, NOON, "小美")))
    assert file.single and file.single.orders[0].fen == fen


@pytest.mark.parametrize(("cell", "code"), [(0.005, "amount_not_fen"), (True, "not_a_number"), (-1, "negative"), ("=1+1", "formula_unsaved")])  # fmt: skip
def test_other_cells_of_xlsx_are_refused(tmp_path: Path, cell: object, code: str) -> None:
    file = planned(
        sheet(
            tmp_path, (row()[0], 1, DONE, NOON, NOON, "小美"), ("4000000000000000002", cell, DONE, NOON, NOON, "小美")
        )
    )
    assert codes(file) == [(code, "B3")]


def test_a_number_that_excel_hurt_is_refused(tmp_path: Path) -> None:
    assert codes(planned(sheet(tmp_path, (4026100000000007919, 1, DONE, NOON, NOON, "小美")))) == [("id_damaged", "A2")]
    assert planned(sheet(tmp_path, (402610000000007, 1, DONE, NOON, NOON, "小美"))).storable


def test_an_error_cell_is_refused(tmp_path: Path) -> None:
    path = patched(
        sheet(tmp_path, (row()[0], 5, DONE, NOON, NOON, "小美")),
        lambda data: data.replace(b'<c r="B2" t="n"><v>5</v>', b'<c r="B2" t="e"><v>#DIV/0!</v>'),
    )
    assert codes(planned(path)) == [("error_cell", "B2")]


def test_columns_and_rows_keep_their_place_below_blank_ones(tmp_path: Path) -> None:
    rows = [("",), ("",), ("", "", *HEADERS), ("", "", *row())]
    file = planned(write(tmp_path, [[cell or None for cell in cells] for cells in rows], "订单.xlsx"))
    assert totals(file) == TEN and file.single and file.single.cells == "D4:D4" and file.single.orders[0].row == 4


@pytest.mark.parametrize("name", ["订单_新版.xlsx", "退款单.xlsx"])
def test_broken_xlsx_are_refused(tmp_path: Path, name: str) -> None:
    data = (ORDERS / name).read_bytes()
    for kept in (20, 500, len(data) // 2, len(data) - 30):
        (tmp_path / name).write_bytes(data[:kept])
        assert [one.code for one in planned(tmp_path / name).problems] == ["file_damaged"]


def test_a_doctype_is_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha">]>'
    path = patched(sheet(tmp_path, row()), lambda data: bomb + data)
    assert codes(planned(path)) == [("file_hostile", "")]


def test_a_stray_cell_far_away_is_refused(tmp_path: Path) -> None:
    stray = b'<row r="1048576"><c r="KN1048576"><v>1</v></c></row></sheetData>'
    path = patched(sheet(tmp_path, row()), lambda data: data.replace(b"</sheetData>", stray))
    assert codes(planned(path)) == [("sheet_too_large", "")]


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_an_xlsx_whose_texts_stand_in_another_part_is_found(tmp_path: Path) -> None:
    """As Excel saves it: the sheet holds numbers of texts."""
    path, out = sheet(tmp_path, row()), tmp_path / "另存.xlsx"
    texts = [*HEADERS, *row()]
    cells = [f'<c r="{"ABCDEF"[n % 6]}{n // 6 + 1}" t="s"><v>{n}</v></c>' for n in range(12)]
    rows = "".join(f'<row r="{r + 1}">{"".join(cells[6 * r : 6 * r + 6])}</row>' for r in range(2))
    parts = {
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>',
    }
    link = f'<Relationship Id="rId99" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name == "xl/_rels/workbook.xml.rels":
                target.writestr(name, source.read(name).decode().replace("</Relationships>", link))
            elif name not in parts:
                target.writestr(name, source.read(name))
        for name, text in parts.items():
            target.writestr(name, text)
    assert totals(planned(out)) == TEN


def test_a_file_in_big5_with_traditional_headers(tmp_path: Path) -> None:
    headers = ("訂單編號", "買家實際支付金額", "訂單狀態", "訂單創建時間", "訂單付款時間", "訂單備註")
    rows = [
        row(),
        row("4000000000000000002", "20.00", "交易關閉"),
        row("4000000000000000003", "5.50", "賣家已發貨,等待買家確認"),
    ]
    path = tmp_path / "訂單.csv"
    path.write_bytes(csv_bytes([headers, *rows], "cp950"))
    file = planned(path)
    assert totals(file)["小美", "sales_amount", "2026-10-05"] == "31/2" and file.layout == "taobao_orders_csv"


def test_hidden_rows_are_read_and_named(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (HEADERS, row(), row("4000000000000000002", "20.00")):
        sheet.append(list(cells))
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "订单.xlsx")
    file = planned(tmp_path / "订单.xlsx")
    assert ("rows_hidden", "A3") in codes(file)
    assert totals(file)["小美", "sales_amount", "2026-10-05"] == "30"
