"""撤销导入: as though the import had never been, also after later ones; or a refusal that says why."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.books import close_book, create_book
from app.services.compute_month import month_metrics
from app.services.figures import import_incidents, import_marks
from app.services.import_sheets import (
    every_import,
    imports,
    plan_import,
    store_import,
    undo_import,
    undo_refusal,
)
from app.services.kept_corrections import corrections_of
from app.services.month_steps import month_steps
from app.services.remarks import set_remarks
from app.services.roster import import_roster
from app.services.seal_month import seal_month
from app.services.who import user
from app.storage.book import Book
from app.storage.month_inputs import load
from app.texts import Texts
from app.wording.problems import problem_text
from tests.importing.order_files import csv_bytes
from tests.services.small import OCTOBER, SHEET, SHEET_NAME, SHOP, Import, Write, codes, refusal
from tests.services.test_import_orders import ITEM_HEADS, ORDER_HEADS, REFUND_HEADS, order, refund

MIXED = f"旺旺昵称,询单人数,询单最终付款人数\n{SHOP}:小美,110,41\n"


def inputs(book: Book) -> Any:
    """Everything that October is computed from; the order of the rows is part of it."""
    found = load(book.db, OCTOBER)
    return found.observations, found.incidents, found.marks


def latest(book: Book) -> int:
    return imports(book, OCTOBER)[-1].id


def test_the_first_import_leaves_nothing(book: Book) -> None:
    undo_import(book, latest(book))
    assert inputs(book)[0] == ()
    (record,) = imports(book, OCTOBER)
    assert record.undone_at is not None
    steps = month_steps(book, OCTOBER)
    assert (steps.files, steps.rows) == (0, 0), "the month counts what it has, not what it had"


def test_a_corrected_file_gives_back_what_it_replaced(book: Book, store: Import) -> None:
    before = inputs(book)
    store(MIXED, name="第二次_20261001_20261031.csv")
    assert inputs(book) != before
    undo_import(book, latest(book))
    assert inputs(book) == before


def test_an_earlier_import_is_undone_after_later_ones(book: Book, store: Import) -> None:
    store(MIXED, name="第二次_20261001_20261031.csv")
    first, second = imports(book, OCTOBER)
    undo_import(book, first.id)
    assert {one.source.import_id for one in inputs(book)[0]} == {second.id}
    assert {one.metric for one in inputs(book)[0]} == {"inquiry_users", "inquiry_paid_users"}
    undo_import(book, second.id)
    assert inputs(book)[0] == ()


def test_what_an_import_took_away_comes_back(book: Book, write: Write) -> None:
    before = inputs(book)
    plan = plan_import(book, [write("第二次_20261001_20261031.csv", MIXED)], OCTOBER)
    store_import(book, plan, remove_leftovers=True)
    assert len(inputs(book)[0]) == 2
    undo_import(book, latest(book))
    assert inputs(book) == before


def test_an_undone_file_can_be_imported_again(book: Book, write: Write) -> None:
    before = [(one.metric, one.value) for one in inputs(book)[0]]
    undo_import(book, latest(book))
    plan = plan_import(book, [write(SHEET_NAME, SHEET)], OCTOBER)
    assert (plan.files[0].seen_before, codes(plan.problems)) == (False, [])
    assert store_import(book, plan).stored
    assert [(one.metric, one.value) for one in inputs(book)[0]] == before


def test_the_history_says_who_when_what_and_how_much(book: Book, store: Import) -> None:
    store(MIXED, name="第二次_20261001_20261031.csv")
    roster, first, second = every_import(book)
    assert (roster.kind, first.file, second.rows) == ("roster", SHEET_NAME, 1)
    assert [one.who for one in (roster, first, second)] == [user()] * 3
    assert len(first.sha256) == 64
    undo_import(book, second.id)
    assert [one.undone_at is None for one in every_import(book)] == [True, True, False]


def test_what_cannot_be_undone_says_why(book: Book) -> None:
    roster, sheet = every_import(book)
    assert refusal(lambda: undo_import(book, 99)) == ["import_unknown"]
    assert refusal(lambda: undo_import(book, roster.id)) == ["import_of_people"]
    book.db.execute("UPDATE imports SET undoable = NULL WHERE id = ?", (sheet.id,))
    assert refusal(lambda: undo_import(book, sheet.id)) == ["import_before_undo"]
    book.db.execute("UPDATE imports SET undoable = 1 WHERE id = ?", (sheet.id,))
    assert undo_refusal(book, sheet) is None
    undo_import(book, sheet.id)
    assert refusal(lambda: undo_import(book, sheet.id)) == ["import_undone_already"]


def test_every_refusal_has_its_sentence(book: Book) -> None:
    undo_import(book, latest(book))
    for record in every_import(book):
        refused = undo_refusal(book, record)
        assert refused is not None
        assert record.file in problem_text(refused, Texts())


def test_a_sealed_month_keeps_its_imports(book: Book) -> None:
    seal_month(book, OCTOBER)
    assert refusal(lambda: undo_import(book, latest(book))) == ["month_sealed"]


INCIDENTS = "日期,工号,类型,分数,说明\n2026-10-03,A1,表扬,2,客户来信\n"
LATER = "日期,工号,类型,分数,说明\n2026-10-04,A2,投诉,-1,\n2026-10-05,A2,投诉,-1,\n"


def test_incidents_and_marks_are_undone_the_newest_first(book: Book, write: Write) -> None:
    steps: list[Callable[[], Any]] = [
        lambda: import_incidents(book, write("一.csv", INCIDENTS), OCTOBER),
        lambda: import_incidents(book, write("二.csv", LATER), OCTOBER),
        lambda: import_marks(book, write("三.csv", "工号,项目,数值\nA1,客户满意率,0.8\nA2,客户满意率,0.7\n"), OCTOBER),
        lambda: import_marks(book, write("四.csv", "工号,项目,数值\nA1,客户满意率,0.5\n"), OCTOBER),
    ]
    states: list[Any] = [inputs(book)]
    for step in steps:
        assert step().stored
        states.append(inputs(book))
    records = [one for one in imports(book, OCTOBER) if one.kind != "sheet"]
    first = next(one for one in records if one.kind == "incidents")
    assert refusal(lambda: undo_import(book, first.id)) == ["import_has_later"]
    for record, before in zip(reversed(records[-len(steps) :]), reversed(states[:-1]), strict=True):
        undo_import(book, record.id)
        assert inputs(book) == before


@pytest.fixture
def orders(book: Book, tmp_path: Path) -> Callable[..., None]:
    """Store a file of orders, refunds or items."""
    set_remarks(book, SHOP, {"names": "美=小美;强=阿强"})
    count = itertools.count()

    def give(heads: Any, *rows: Any) -> None:
        path = tmp_path / f"{SHOP}{next(count)}.csv"
        path.write_bytes(csv_bytes([heads, *rows]))
        assert store_import(book, plan_import(book, [path], OCTOBER)).stored

    return give


def test_orders_refunds_and_items_are_undone_the_newest_first(book: Book, orders: Callable[..., None]) -> None:
    def tables() -> Any:
        return [
            book.db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608
            for table in ("orders", "refunds", "observations", "replaced_orders")
        ]

    states = [tables()]
    for heads, rows in (
        (ORDER_HEADS, [order(1, "10", "10-05", "美"), order(2, "20", "10-06", "强"), order(3, "30", "09-30", "强")]),
        (REFUND_HEADS, [refund(1, 1, "4", "10-09"), refund(2, 2, "5", "10-10")]),
        (ITEM_HEADS, [["5000001", "4000001", "3"], ["5000002", "4000002", "1"]]),
        (ORDER_HEADS, [order(1, "12", "10-05", "强"), order(4, "40", "10-07", "美")]),
        (REFUND_HEADS, [refund(1, 1, "6", "10-09")]),
    ):
        orders(heads, *rows)
        states.append(tables())
    records = [one for one in imports(book, OCTOBER) if one.family != "other"][-5:]
    assert refusal(lambda: undo_import(book, records[0].id)) == ["import_has_later"]
    for record, before in zip(reversed(records), reversed(states[:-1]), strict=True):
        undo_import(book, record.id)
        assert tables() == before


WRONG = SHEET.replace("100", "1O0")


def test_a_fault_that_was_put_right_is_put_right_again(book: Book, write: Write) -> None:
    undo_import(book, latest(book))
    file = write(SHEET_NAME, WRONG)
    plan = plan_import(book, [file], OCTOBER)
    assert not plan.files[0].storable
    edits = {file: plan.files[0].edits.__class__(cells={"B2": "100"})}
    plan = plan_import(book, [file], OCTOBER, edits=edits)
    assert plan.files[0].before == {"B2": "1O0"}
    assert [(one.header, one.was, one.now) for one in corrections_of(plan.files[0])] == [("询单人数", "1O0", "100")]
    assert store_import(book, plan).stored
    again = plan_import(book, [write(SHEET_NAME, WRONG.replace("9000", "9100"))], OCTOBER)
    assert again.files[0].edits.cells == {"B2": "100"}
    assert "corrections_kept" in codes(again.problems)
    assert again.files[0].storable


def test_what_the_platform_put_right_itself_counts(book: Book, write: Write) -> None:
    undo_import(book, latest(book))
    file = write(SHEET_NAME, WRONG)
    edits = {file: plan_import(book, [file], OCTOBER).files[0].edits.__class__(cells={"B2": "100"})}
    assert store_import(book, plan_import(book, [file], OCTOBER, edits=edits)).stored
    same = plan_import(book, [write(SHEET_NAME, SHEET)], OCTOBER)
    assert "correction_outdated" not in codes(same.problems)
    other = plan_import(book, [write(SHEET_NAME, SHEET.replace("100", "105"))], OCTOBER)
    (said,) = (one for one in other.problems if one.code == "correction_outdated")
    assert (said.cell, said.params["now"], said.params["corrected"]) == ("B2", "105", "100")
    assert store_import(book, other).stored
    found = {one.agent.number: one.metrics["inquiry_users"].value for one in month_metrics(book, OCTOBER).agents}
    assert found["A1"] == 105


def test_a_row_that_was_left_out_is_left_out_again(book: Book, write: Write) -> None:
    undo_import(book, latest(book))
    file = write(SHEET_NAME, SHEET)
    edits = {file: plan_import(book, [file], OCTOBER).files[0].edits.__class__(excluded_rows=(3,))}
    assert store_import(book, plan_import(book, [file], OCTOBER, edits=edits)).stored
    again = plan_import(book, [write(SHEET_NAME, SHEET.replace("5000.5", "5000"))], OCTOBER)
    assert (again.files[0].edits.excluded_rows, again.files[0].rows) == ((3,), 1)


VALUES = st.dictionaries(
    st.tuples(st.sampled_from(["小美", "阿强"]), st.sampled_from(["询单人数", "接待人数", "咨询人数"])),
    st.integers(0, 3),
    min_size=1,
)


def sheet_of(values: dict[tuple[str, str], int]) -> str:
    """A sheet with these figures; the cells that it has not are empty."""
    heads = ["询单人数", "接待人数", "咨询人数"]
    accounts = sorted({account for account, _ in values})
    lines = [",".join(("旺旺昵称", *heads))]
    for account in accounts:
        cells = [str(values.get((account, head), "")) for head in heads]
        lines.append(",".join((f"{SHOP}:{account}", *cells)))
    return "\n".join(lines) + "\n"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(VALUES, st.booleans()), min_size=1, max_size=6), st.data())
def test_any_import_undone_is_as_though_it_had_never_been(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[dict[tuple[str, str], int], bool]], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("undo")
    undone = data.draw(st.permutations(range(len(steps))).map(lambda order: order[: len(steps) - 1]))
    model: list[dict[str, Any]] = []
    book = create_book(folder / "小满.jixin", shop=SHOP, platform="tmall")
    roster = folder / "花名册.csv"
    roster.write_text(f"工号,姓名,岗位,子账号,店铺\nA1,林小美,售前,{SHOP}:小美;{SHOP}:阿强,{SHOP}\n", "utf-8")
    assert import_roster(book, roster).stored
    ids: list[int | None] = []
    for number, (values, clear) in enumerate(steps):
        file = folder / f"第{number}次_20261001_20261031.csv"
        file.write_text(sheet_of(values), "utf-8")
        before = standing(book)
        report = store_import(book, plan_import(book, [file], OCTOBER), remove_leftovers=clear)
        ids.append(report.files[0].id)
        after = standing(book)
        sets = {place: value for place, (value, source) in after.items() if source == report.files[0].id}
        model.append({"sets": sets, "removes": set(before) - set(after)})
    for which in undone:
        if ids[which] is None:
            continue
        undo_import(book, ids[which] or 0)
        model[which] = {"sets": {}, "removes": set()}
        expected: dict[Any, Any] = {}
        for layer in model:
            expected = {
                place: value for place, value in {**expected, **layer["sets"]}.items() if place not in layer["removes"]
            }
        assert {place: value for place, (value, _) in standing(book).items()} == expected
    close_book(book)


def standing(book: Book) -> dict[Any, Any]:
    """Value and import of every place."""
    found = load(book.db, OCTOBER).observations
    return {(one.account, one.metric): (one.value, one.source.import_id) for one in found}
