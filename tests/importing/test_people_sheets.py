"""Roster, incidents, marks and attendance: the samples, other spellings, and what is refused."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.people import Agent
from app.domain.problem import JixinError, Problem
from app.importing.formats import people_columns
from app.importing.incidents_sheet import read_incidents
from app.importing.marks_sheet import MarkSheet, read_marks
from app.importing.roster_sheet import read_roster
from app.texts import LANGUAGES, Texts
from tests.importing.sheets import DATA, MONTH, agent, write, write_csv

AGENTS = (agent("A001", "张三"), agent("A002", "李四"), agent("A003", "王五"), agent("A004", "王五"))
ITEMS = {
    "service": "item:service",
    "服务态度": "item:service",
    "service/礼貌": "item:service/礼貌",
    "服务态度/礼貌": "item:service/礼貌",
}


def found(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.cell) for problem in problems]


def marks(path: Path) -> MarkSheet:
    return read_marks(path, MONTH, AGENTS, lambda number: ITEMS if number == "A001" else {})


def read_values(sheet: MarkSheet) -> dict[tuple[str, str], Fraction]:
    return {(mark.number, mark.item): mark.value for mark in sheet.marks}


def test_the_sample_roster() -> None:
    sheet = read_roster(DATA / "sheets" / "花名册.xlsx")
    assert len(sheet.rows) == 12 and not sheet.problems and not sheet.ignored_columns
    second = sheet.rows[1]
    assert (second.number, second.name, second.position, second.grade) == ("A002", "高雨桐", "售前", "P4")
    assert (second.base, second.performance, second.hired) == (2600, 800, date(2025, 3, 1))
    assert [account.full for account in second.accounts] == ["小满零食铺:雨桐", "小满拼多多店:雨桐", "小满抖音店:雨桐"]
    assert second.shops == ("小满零食铺", "小满拼多多店", "小满抖音店")
    assert second.sources["base"].cells == ("G3",)
    assert sheet.rows[10].name == "朱㛃"


def test_other_headers_order_and_separators(tmp_path: Path) -> None:
    headers = ("基本工资", "部门", "职位", "员工编号", "员工姓名", "星座", "旺旺号", "店铺", "入职时间", "手机号")
    row = (
        "2,500.00",
        "一组",
        "售前",
        1001,
        "张 三",
        "双鱼",
        "小美；店铺：小美2、小美3",
        "店铺",
        "2026年3月1日",
        "13800138000",
    )
    sheet = read_roster(write(tmp_path, [("花名册",), headers, row, ("", None, None, "合计")]))
    assert not sheet.problems and sheet.ignored_columns == ("星座",) and len(sheet.rows) == 1
    person = sheet.rows[0]
    assert (person.number, person.name, person.team, person.position) == ("1001", "张 三", "一组", "售前")
    assert [account.name for account in person.accounts] == ["小美", "小美2", "小美3"]
    assert (person.base, person.hired, person.phone) == (2500, date(2026, 3, 1), "13800138000")


def test_a_roster_without_numbers_and_a_paid_team(tmp_path: Path) -> None:
    rows = [
        ("姓名", "岗位", "小组"),
        ("张三", "售前", "一组"),
        (None, "外包", "外包一队"),
        ("李四", "外包成员", "外包一队"),
    ]
    sheet = read_roster(write(tmp_path, rows))
    assert [(row.number, row.name, row.kind) for row in sheet.rows] == [
        ("", "张三", "person"),
        ("", "外包一队", "team"),
        ("", "李四", "person"),
    ]


def test_accounts_belong_to_the_books_only_shop_or_are_asked_about(tmp_path: Path) -> None:
    path = write_csv(tmp_path, "工号,姓名,子账号\n1,张三,小美\n", "gb18030")
    assert read_roster(path, ["小店"]).rows[0].accounts[0].full == "小店:小美"
    assert found(read_roster(path, ["小店", "别店"]).problems) == [("account_without_shop", "C2")]
    assert found(read_roster(path).problems) == [("account_without_shop", "C2")]


def test_one_account_of_two_people_names_both_rows(tmp_path: Path) -> None:
    headers = ("工号", "姓名", "子账号", "入职日期", "离职日期")
    handed_on = [headers, ("1", "张三", "店:小美", None, "2026-10-15"), ("2", "李四", "店：小美 ", "2026-10-16", None)]
    assert not read_roster(write(tmp_path, handed_on)).problems
    shared = [headers, ("1", "张三", "店:小美", None, "2026-10-16"), ("2", "李四", "店：小美", "2026-10-16", None)]
    (problem,) = read_roster(write(tmp_path, shared)).problems
    assert (problem.code, problem.cell) == ("account_of_two", "C3")
    assert (problem.params["first"], problem.params["row"]) == ("2", "3")


def test_what_is_wrong_with_a_roster(tmp_path: Path) -> None:
    headers = ("工号", "姓名", "底薪", "入职日期", "离职日期", "身份证号", "银行卡号")
    rows = [
        ("1", "张三", "三千", "去年", None, 110101199001011234, "6.22E+18"),
        ("1", None, -5, "2026-03-01", "2026-02-01", None, None),
        ("3", "王五", "=1+1", None, None, "110101199001011234", "6222020200112233445"),
    ]
    sheet = read_roster(write(tmp_path, [headers, *rows]))
    assert sorted(found(sheet.problems)) == sorted(
        [
            ("not_a_number", "C2"),
            ("bad_date", "D2"),
            ("id_damaged", "F2"),
            ("id_damaged", "G2"),
            ("name_missing", "B3"),
            ("negative", "C3"),
            ("left_before_hired", "E3"),
            ("number_twice", "A3"),
            ("formula_unsaved", "C4"),
        ]
    )
    assert sheet.rows[2].identity == "110101199001011234" and sheet.rows[2].card == "6222020200112233445"


def test_what_is_no_roster_says_what_was_sought(tmp_path: Path) -> None:
    with pytest.raises(JixinError) as caught:
        read_roster(write(tmp_path, [("菜名", "价格"), ("鱼", 3)]))
    (problem,) = caught.value.problems
    assert (
        problem.code == "columns_missing" and "姓名" in problem.params["sought"] and "菜名" in problem.params["found"]
    )


def test_the_sample_incidents() -> None:
    agents = [Agent(number=row.number, name=row.name) for row in read_roster(DATA / "sheets" / "花名册.xlsx").rows]
    sheet = read_incidents(DATA / "sheets" / "奖惩记录.xlsx", MONTH, agents)
    assert len(sheet.incidents) == 12 and not sheet.problems
    late = sheet.incidents[2]
    assert (late.number, late.day, late.kind, late.points, late.money) == ("A003", date(2026, 10, 5), "迟到", -1, -20)
    assert late.source and late.source.cells == ("E4", "F4") and late.note == "迟到 15 分钟"


def test_incidents_by_name_with_empty_cells_and_equal_rows(tmp_path: Path) -> None:
    row = ("张三", "2026/10/5", "投诉", None, "－５０")
    sheet = read_incidents(write(tmp_path, [("姓名", "日期", "类型", "分数", "金额"), row, row]), MONTH, AGENTS)
    assert not sheet.problems and len(sheet.incidents) == 2
    assert (sheet.incidents[0].number, sheet.incidents[0].points, sheet.incidents[0].money) == ("A001", None, -50)


def test_the_date_of_an_incident_decides_its_month(tmp_path: Path) -> None:
    rows = [
        ("日期", "工号", "类型"),
        ("2026-09-30", "A001", "投诉"),
        ("2026-10-01", "A001", "投诉"),
        ("2026-11-01", "A001", "投诉"),
    ]
    sheet = read_incidents(write(tmp_path, rows), MONTH, AGENTS)
    assert [str(one.day) for one in sheet.incidents] == ["2026-10-01"]
    assert [(one.code, one.severity.value, one.cell) for one in sheet.problems] == [
        ("day_outside", "warning", "A2"), ("day_outside", "warning", "A4"),
    ]  # fmt: skip


def test_what_is_wrong_with_incidents(tmp_path: Path) -> None:
    rows = [
        ("日期", "工号", "姓名", "类型", "分数", "金额"),
        ("2026-09-30", "A001", "张三", "投诉", -3, None),
        ("2026-10-01", None, "王五", "投诉", -3, None),
        ("2026-10-01", None, "赵六", "投诉", -3, None),
        ("2026-10-01", "A009", "赵六", "投诉", -3, None),
        ("2026-10-01", "A001", "李四", "投诉", -3, None),
        ("2026-10-01", None, None, "投诉", "三分", None),
        (None, "A001", None, None, -3, None),
        ("某天", "A001", None, "迟到", -3, "#N/A"),
    ]
    sheet = read_incidents(write(tmp_path, rows), MONTH, AGENTS)
    assert sorted(found(sheet.problems)) == sorted(
        [
            ("day_outside", "A2"),
            ("name_of_several", "C3"),
            ("unknown_person", "C4"),
            ("unknown_person", "B5"),
            ("number_and_name", "B6"),
            ("person_missing", "C7"),
            ("not_a_number", "E7"),
            ("day_missing", "A8"),
            ("kind_missing", "D8"),
            ("bad_date", "A9"),
            ("error_cell", "F9"),
        ]
    )


def test_the_sample_marks_and_attendance() -> None:
    agents = [Agent(number=row.number, name=row.name) for row in read_roster(DATA / "sheets" / "花名册.xlsx").rows]
    typed = read_marks(DATA / "sheets" / "人工评分.xlsx", MONTH, agents, lambda _: {})
    assert len(typed.marks) == 36 and not typed.problems and not typed.attendance
    assert read_values(typed)["A003", "resolved_cases"] == 309 and ("A001", "resolved_cases") not in read_values(typed)
    days = read_marks(DATA / "sheets" / "考勤.xlsx", MONTH, agents, lambda _: {})
    assert days.attendance and len(days.marks) == 120 and not days.problems
    assert read_values(days)["A003", "attendance:平时加班小时"] == Fraction(9, 2)


def test_long_marks_by_metric_name_item_and_criterion(tmp_path: Path) -> None:
    rows = [
        ("姓名", "项目", "数值", "日期", "说明"),
        ("张三", "quality_score", 80, "2026-10-03", "第一次"),
        ("张三", "聊天质检分", 90, "2026-10-20", None),
        ("张三", "服务态度", "4.5", None, None),
        ("张三", "service / 礼貌", 3, None, None),
        ("李四", "客户满意率", "98%", None, None),
        ("李四", "出勤天数", 22, None, None),
        ("李四", "平均响应时长", "1分5秒", None, None),
        ("李四", "解决数", None, None, None),
    ]
    sheet = marks(write(tmp_path, rows))
    assert not sheet.problems
    assert [(mark.number, mark.item, mark.value, mark.day) for mark in sheet.marks] == [
        ("A001", "quality_score", 80, date(2026, 10, 3)),
        ("A001", "quality_score", 90, date(2026, 10, 20)),
        ("A001", "item:service", Fraction(9, 2), None),
        ("A001", "item:service/礼貌", 3, None),
        ("A002", "satisfaction_rate", Fraction(98, 100), None),
        ("A002", "attendance:出勤天数", 22, None),
        ("A002", "response_seconds", 65, None),
    ]
    assert sheet.marks[0].note == "第一次" and sheet.marks[0].source and sheet.marks[0].source.cells == ("C2",)


def test_wide_marks_with_columns_that_are_no_items(tmp_path: Path) -> None:
    rows = [
        ("岗位", "工号", "服务态度", "聊天质检分", "心情", "备注"),
        ("售前", "A001", 4, 0, 5, "好"),
        ("售前", "A002", None, 80, 5, ""),
    ]
    sheet = marks(write(tmp_path, rows))
    assert read_values(sheet) == {
        ("A001", "item:service"): 4,
        ("A001", "quality_score"): 0,
        ("A002", "quality_score"): 80,
    }
    assert sheet.ignored_columns == ("岗位", "心情")
    assert [(problem.code, problem.params["header"]) for problem in sheet.problems] == [("column_unknown", "心情")]


def test_what_is_wrong_with_marks(tmp_path: Path) -> None:
    rows = [
        ("工号", "项目", "数值", "日期"),
        ("A001", "没有这项", 1, None),
        ("A002", "服务态度", 1, None),
        ("A001", None, 1, None),
        ("A001", "解决数", -1, None),
        ("A001", "处理数", "多", None),
        ("A001", "外呼电话", 1, "2026-11-01"),
        ("A001", "服务态度", 1, None),
        ("A001", "service", 2, None),
        ("A001", "客户满意率", 1.5, None),
    ]
    sheet = marks(write(tmp_path, rows))
    assert sorted(found(sheet.problems)) == sorted(
        [
            ("unknown_item", "B2"),
            ("unknown_item", "B3"),
            ("item_missing", "B4"),
            ("negative", "C5"),
            ("not_a_number", "C6"),
            ("day_outside", "D7"),
            ("mark_twice", "C9"),
            ("percent_unclear", "C10"),
        ]
    )


def test_marks_without_any_item_say_which_columns_were_found(tmp_path: Path) -> None:
    (problem,) = marks(write(tmp_path, [("工号", "心情"), ("A001", 3)])).problems
    assert (problem.code, problem.params["found"]) == ("no_items", "心情")


def test_attendance_in_other_words(tmp_path: Path) -> None:
    sheet = marks(write(tmp_path, [("姓名", "应勤天数", "实出勤天数", "事假", "迟到"), ("张三", 23, 21.5, 1.5, 0)]))
    assert read_values(sheet) == {
        ("A001", "attendance:应出勤天数"): 23,
        ("A001", "attendance:出勤天数"): Fraction(43, 2),
        ("A001", "attendance:事假天数"): Fraction(3, 2),
        ("A001", "attendance:迟到次数"): 0,
    }


@pytest.mark.parametrize("kind", ["roster", "incidents", "marks", "attendance"])
def test_an_empty_form_can_be_read_back_but_has_no_rows(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path, [[spellings[0] for spellings in people_columns(kind).values()]])
    if kind == "roster":
        problems = read_roster(path).problems
    elif kind == "incidents":
        problems = read_incidents(path, MONTH, AGENTS).problems
    else:
        problems = marks(path).problems
    assert [problem.code for problem in problems] == ["no_rows"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_these_problems_take_their_parameters(tmp_path: Path, language: str) -> None:
    texts = Texts(language)
    headers = ("工号", "姓名", "底薪", "子账号", "店铺", "入职日期", "离职日期")
    rows = [
        ("1", "张三", "x", "小美", None, "2026-03-01", "2026-02-01"),
        ("1", None, -5, "店:小美;别:丽", None, "某天", None),
        ("2", "李四", 1, "店:小美", None, None, None),
    ]
    sheet = read_roster(write(tmp_path, [headers, *rows]))
    assert len({problem.code for problem in sheet.problems}) >= 7
    for problem in sheet.problems:
        text = texts.filled(f"problem_import.{problem.code}", problem.params, lambda value, style: value)
        assert text and "{" not in text
