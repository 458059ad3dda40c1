"""Incidents, marks, attendance, targets, waivers and adjustments."""

from fractions import Fraction
from pathlib import Path

import pytest

from app.services.compute_month import compute_month
from app.services.figures import (
    adjust,
    import_incidents,
    import_marks,
    marks,
    missing_marks,
    set_target,
    waive,
)
from app.services.schemes import import_scheme
from app.storage.book import Book
from app.storage.month_inputs import load
from tests.services.small import NOVEMBER, OCTOBER, SHOP, Write, codes, refusal

SAMPLES = Path(__file__).parents[1] / "data" / "sheets"
SCHEME = """{"format": "jixin-scheme/1", "name": "打分", "items": [
  {"id": "chat", "name": "聊天抽检", "full": "60", "rule": {"type": "manual",
   "criteria": [{"name": "态度", "full": "40"}, {"name": "用语", "full": "20"}]}},
  {"id": "quality", "name": "质检", "full": "40", "metric": "quality_score",
   "rule": {"type": "bands", "better": "more", "bands": [["90", "40"], ["0", "10"]]}}],
 "pay": [{"code": "performance", "name": "绩效", "rule": {"type": "performance", "amount": "1000"}}]}"""


@pytest.fixture
def marked(book: Book, write: Write) -> Book:
    """The book with a scheme of marks for 售前."""
    assert import_scheme(book, write("打分.json", SCHEME), position="售前", from_month=OCTOBER) == ()
    return book


def test_incidents_of_the_month_are_replaced_and_what_went_is_listed(book: Book, write: Write) -> None:
    head = "日期,工号,类型,分数,金额,说明\n"
    first = head + "2026-10-03,A1,投诉,-2,-50,甲\n2026-10-03,A1,投诉,-2,-50,甲\n2026-10-05,A2,表扬,1,,乙\n"
    report = import_incidents(book, write("一.csv", first), OCTOBER)
    assert (report.stored, report.kind, report.rows, report.removed) == (True, "incidents", 3, ())
    second = head + "2026-10-03,A1,投诉,-2,-50,甲\n2026-10-09,A2,表扬,2,20.5,丙\n"
    report = import_incidents(book, write("二.csv", second), OCTOBER)
    assert report.removed == (("A1", "2026-10-03", "投诉", "-2 -50"), ("A2", "2026-10-05", "表扬", "1"))
    found = load(book.db, OCTOBER).incidents
    assert [(one.number, one.kind, one.points, one.money) for one in found] == [
        ("A1", "投诉", -2, -50), ("A2", "表扬", 2, Fraction("20.5")),
    ]  # fmt: skip
    assert found[0].source is not None and found[0].source.cells == ("D2", "E2")


def test_the_same_incidents_again_are_recognised(book: Book, write: Write) -> None:
    text = "日期,工号,类型,分数\n2026-10-03,A1,投诉,-2\n"
    import_incidents(book, write("一.csv", text), OCTOBER)
    before = book.revision
    report = import_incidents(book, write("一.csv", text), OCTOBER)
    assert (report.stored, codes(report.problems), report.removed, book.revision) == (True, ["same_file"], (), before)


def test_a_faulty_sheet_of_incidents_changes_nothing(book: Book, write: Write) -> None:
    import_incidents(book, write("一.csv", "日期,工号,类型\n2026-10-03,A1,投诉\n"), OCTOBER)
    report = import_incidents(
        book, write("二.csv", "日期,工号,类型\n2026-11-03,A1,投诉\n2026-10-03,A7,投诉\n"), OCTOBER
    )
    assert (report.stored, len(report.problems), report.removed) == (False, 2, ())
    assert len(load(book.db, OCTOBER).incidents) == 1


def test_marks_are_known_by_id_and_by_name_and_replace_their_item(marked: Book, write: Write) -> None:
    long = "工号,项目,数值,日期,说明\nA1,chat/态度,38,,\nA1,聊天抽检/用语,20,,\nA2,质检,95,2026-10-03,好\nA2,质检,85,2026-10-09,\n"
    report = import_marks(marked, write("长.csv", long), OCTOBER)
    assert (report.stored, report.kind, report.rows, report.problems) == (True, "marks", 4, ())
    report = import_marks(marked, write("宽.csv", "姓名,质检,聊天抽检/态度\n周强,91,30\n林小美,,35\n"), OCTOBER)
    assert report.removed == (
        ("A1", "", "item:chat/态度", "38"),
        ("A2", "2026-10-03", "quality_score", "95"),
        ("A2", "2026-10-09", "quality_score", "85"),
    )
    assert [(mark.number, mark.item, mark.value) for mark in marks(marked, OCTOBER)] == [
        ("A1", "item:chat/态度", 35), ("A1", "item:chat/用语", 20), ("A2", "item:chat/态度", 30), ("A2", "quality_score", 91),
    ]  # fmt: skip


def test_what_is_missing_is_listed_until_it_is_given_or_waived(marked: Book, write: Write) -> None:
    def missing() -> list[tuple[str, str]]:
        return [(one.number, one.item) for one in missing_marks(marked, OCTOBER)]

    assert missing() == [
        ("A1", "chat/态度"), ("A1", "chat/用语"), ("A1", "quality_score"),
        ("A2", "chat/态度"), ("A2", "chat/用语"), ("A2", "quality_score"),
    ]  # fmt: skip
    import_marks(marked, write("宽.csv", "工号,聊天抽检/态度,聊天抽检/用语,质检\nA1,30,20,95\n"), OCTOBER)
    import_marks(marked, write("宽二.csv", "工号,聊天抽检/态度\nA2,30\n"), OCTOBER)
    assert missing() == [("A2", "chat/用语"), ("A2", "quality_score")]
    waive(marked, OCTOBER, "A2", "quality", "新人")
    assert missing() == [("A2", "chat/用语")]


def test_the_sample_sheets_of_attendance_and_incidents_are_read(empty: Book) -> None:
    from app.services.roster import import_roster

    import_roster(empty, SAMPLES / "花名册.xlsx")
    report = import_marks(empty, SAMPLES / "考勤.xlsx", OCTOBER)
    assert (report.stored, report.kind, report.problems) == (True, "attendance", ())
    assert report.rows == 12  # people, not the ten values of each
    assert import_incidents(empty, SAMPLES / "奖惩记录.xlsx", OCTOBER).stored
    assert {mark.item for mark in marks(empty, OCTOBER)} >= {"attendance:出勤天数", "attendance:迟到次数"}


def test_targets_are_dated_and_per_level(book: Book) -> None:
    for level, key in (("agent", "A1"), ("grade", "P1"), ("shop", SHOP), ("position", "售后")):
        set_target(book, "sales_amount", "10000.50", level=level, key=key, from_month=OCTOBER)
    set_target(book, "sales_amount", "20000", level="agent", key="A1", from_month=NOVEMBER)
    found = [(one.level, one.value) for one in load(book.db, NOVEMBER).targets]
    assert found == [
        ("agent", 20000),
        ("grade", Fraction("10000.5")),
        ("position", Fraction("10000.5")),
        ("shop", Fraction("10000.5")),
    ]


@pytest.mark.parametrize(
    ("metric", "value", "level", "key", "expected"),
    [
        ("sales", "1", "agent", "A1", "metric_unknown"),
        ("sales_amount", "1e3", "agent", "A1", "number_bad"),
        ("sales_amount", "-1", "agent", "A1", "number_negative"),
        ("sales_amount", "1", "agent", "A9", "agent_unknown"),
        ("sales_amount", "1", "shop", "别店", "shop_unknown"),
        ("sales_amount", "1", "grade", " ", "target_key_blank"),
    ],
)
def test_targets_that_cannot_be(book: Book, metric: str, value: str, level: str, key: str, expected: str) -> None:
    before = book.revision
    assert refusal(lambda: set_target(book, metric, value, level=level, key=key, from_month=OCTOBER)) == [expected]
    assert book.revision == before


def test_adjustments_count_each(book: Book) -> None:
    adjust(book, OCTOBER, "A1", "-12.30", " 迟到  扣款 ", NOVEMBER.shift(-2))
    adjust(book, OCTOBER, "A1", "100", "全勤")
    found = load(book.db, OCTOBER).adjustments
    assert [(one.amount, one.reason, str(one.for_month)) for one in found] == [
        (Fraction("-12.3"), "迟到 扣款", "2026-09"), (100, "全勤", "None"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "amount", "reason", "expected"),
    [
        ("A1", "0.001", "x", "amount_too_fine"),
        ("A1", "一百", "x", "number_bad"),
        ("A1", "1", " ", "reason_blank"),
        ("A9", "1", "x", "agent_unknown"),
        ("A3", "1", "x", "agent_not_in_month"),
    ],
)
def test_adjustments_that_cannot_be(book: Book, number: str, amount: str, reason: str, expected: str) -> None:
    assert refusal(lambda: adjust(book, OCTOBER, number, amount, reason)) == [expected]
    assert load(book.db, OCTOBER).adjustments == ()


def test_a_waiver_clears_what_blocks(marked: Book, write: Write) -> None:
    import_marks(marked, write("宽.csv", "工号,聊天抽检/态度,聊天抽检/用语\nA1,30,20\n"), OCTOBER)
    slip = compute_month(marked, OCTOBER).payslips[0]
    assert [(one.code, one.id) for one in slip.pending] == [("no_data", "quality")]
    waive(marked, OCTOBER, "A1", "quality", "没有质检")
    slip = compute_month(marked, OCTOBER).payslips[0]
    assert (slip.state, slip.waivers) == ("computed", (("quality", "没有质检"),))


@pytest.mark.parametrize(
    ("number", "code", "reason", "expected"),
    [
        ("A1", "no_data", "x", "waive_code_unknown"),
        ("A1", "chat", "", "reason_blank"),
        ("A9", "chat", "x", "agent_unknown"),
        ("A3", "chat", "x", "agent_not_in_month"),
    ],
)
def test_waivers_that_cannot_be(marked: Book, number: str, code: str, reason: str, expected: str) -> None:
    assert refusal(lambda: waive(marked, OCTOBER, number, code, reason)) == [expected]
    assert load(marked.db, OCTOBER).waivers == ()
