"""The k-th statement fails, for every k: afterwards the book is as before or as meant, never between."""

import sqlite3
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.domain.clawback import Clawback
from app.domain.people import Account
from app.domain.problem import JixinError
from app.services.books import close_book, create_book, open_book
from app.services.compute_month import compute_month
from app.services.figures import import_incidents
from app.services.import_sheets import plan_import, store_import, undo_import
from app.services.refunds import RefundProposal, RefundReview, confirm_refunds
from app.services.remarks import set_remarks
from app.services.roster import RosterRow, add_agent, import_roster, move_account
from app.services.schemes import use_template
from app.services.seal_month import seal_month
from app.storage.book import Book
from app.storage.faults import BookConnection
from app.texts import Texts
from tests.services.small import OCTOBER, ROSTER, SHEET, SHEET_NAME, SHOP, Write


class FailingConnection(BookConnection):
    """Counts statements and fails one of them as a disk does."""

    fail_at = 0
    count = 0

    def execute(self, *words: Any) -> sqlite3.Cursor:
        """As sqlite3, but once in a while the disk is full."""
        self._step()
        return super().execute(*words)

    def executemany(self, *words: Any) -> sqlite3.Cursor:
        """As sqlite3, but once in a while the disk is full."""
        self._step()
        return super().executemany(*words)

    def _step(self) -> None:
        FailingConnection.count += 1
        if FailingConnection.count == FailingConnection.fail_at:
            fault = sqlite3.OperationalError("database or disk is full")
            fault.sqlite_errorcode = sqlite3.SQLITE_FULL  # type: ignore[misc]
            raise fault


def contents(path: Path) -> list[str]:
    db = sqlite3.connect(path)
    try:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        return list(db.iterdump())
    finally:
        db.close()


REFUNDS = RefundReview(
    month=OCTOBER.shift(-1),
    into=OCTOBER,
    proposals=tuple(
        RefundProposal(
            name=number,
            line_name="提成",
            files=("新.csv",),
            payable=True,
            clawback=Clawback(
                number=number,
                line="commission",
                net_then=Fraction(10),
                net_now=Fraction(5),
                rate=Fraction(1, 3),
                paid=333,
                taken=0,
                amount=-167,
            ),
        )
        for number in ("A1", "A2")
    ),
)
ORDERS = (
    "订单编号,买家实付金额,订单状态,订单创建时间,商家备注\n"
    "4000001,10.00,交易成功,2026-10-05 12:00:00,小美\n4000002,5.00,交易成功,2026-10-06 12:00:00,阿强追单\n"
)
REFUND_SHEET = "订单编号,退款编号,退款总额,退款状态,退款完结时间\n4000001,9001,1.00,退款成功,2026-10-07 12:00:00\n"

VERBS: dict[str, Callable[[Book, Write], object]] = {
    "roster": lambda book, write: import_roster(
        book, write("新.csv", f"工号,姓名,岗位,底薪,子账号,店铺\nA9,新人,主管,5,新号,{SHOP}\nA1,林小美,主管,3000,,\n")
    ),
    "sheet": lambda book, write: store_import(
        book, plan_import(book, [write(f"二{SHEET_NAME}", SHEET.replace("40", "39"))], OCTOBER)
    ),
    "orders": lambda book, write: store_import(
        book, plan_import(book, [write("订单.csv", ORDERS), write("退款单.csv", REFUND_SHEET)], OCTOBER)
    ),
    "remarks": lambda book, _: set_remarks(book, SHOP, {"names": "小美;美=小美", "chased": "追"}),
    "incidents": lambda book, write: import_incidents(
        book, write("奖惩.csv", "日期,工号,类型\n2026-10-03,A1,投诉\n"), OCTOBER
    ),
    "undo": lambda book, _: undo_import(book, 2),
    "new agent": lambda book, _: add_agent(
        book,
        RosterRow(row=0, number="", name="新人", shops=(SHOP,), accounts=(Account(shop=SHOP, name="新号"),)),
    ),
    "account": lambda book, _: move_account(book, "小美", "A2", OCTOBER.last),
    "refunds": lambda book, _: confirm_refunds(book, REFUNDS, Texts()),
    "compute": lambda book, _: compute_month(book, OCTOBER),
    "seal": lambda book, _: seal_month(book, OCTOBER),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_old_or_new(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch, verb: Callable[[Book, Write], object]
) -> None:
    path = tmp_path / "b.jixin"
    book = create_book(path, shop=SHOP)
    import_roster(book, write("花名册.csv", ROSTER))
    use_template(book, "conversion-tiered", position="售前", from_month=OCTOBER)
    store_import(book, plan_import(book, [write(SHEET_NAME, SHEET)], OCTOBER))
    if verb is VERBS["seal"]:
        compute_month(book, OCTOBER)
    close_book(book)
    before, data = contents(path), path.read_bytes()
    monkeypatch.setattr("app.storage.opening.BookConnection", FailingConnection)
    after: list[str] | None = None
    for fail_at in range(1, 400):
        path.write_bytes(data)
        FailingConnection.fail_at = 0
        opened = open_book(path)
        FailingConnection.count, FailingConnection.fail_at = 0, fail_at
        failed = False
        try:
            verb(opened, write)
        except (JixinError, sqlite3.OperationalError):
            failed = True
        FailingConnection.fail_at = 0
        assert not opened.db.in_transaction
        close_book(opened)
        found = contents(path)
        if not failed:
            after = found
            break
        assert found == before
    assert after is not None
    assert after != before
