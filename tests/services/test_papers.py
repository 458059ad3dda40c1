"""Explanations, payslips, registers and forms of a month."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.domain.money import fen_text, yuan
from app.domain.trace import Trace
from app.services.compute_month import compute_month, current_run
from app.services.explain import compare, explain
from app.services.figures import adjust, import_incidents, import_marks
from app.services.print_payslips import Papers, payslip_pdf, write_payslips
from app.services.print_register import write_register
from app.services.roster import import_roster
from app.services.seal_month import seal_month
from app.services.sheet_forms import FORMS, write_form
from app.storage.book import Book
from app.texts import Texts
from tests.services.small import OCTOBER, SHEET_NAME, Write, codes, refusal


def cells(tree: Trace) -> set[str]:
    own = {cell for source in tree.sources for cell in source.cells}
    return own.union(*(cells(part) for part in tree.inputs))


def test_a_payslip_is_explained_down_to_its_cells(book: Book) -> None:
    found = explain(book, OCTOBER, "A1")
    net = current_run(book, OCTOBER).payslips[0].net
    assert (found.line, found.tree.rule, found.tree.value) == ("", "net", yuan(net or 0))
    assert cells(found.tree) >= {"B2", "C2", "D2", "F2"}
    assert {
        found.files[source.import_id].file
        for source in explain(book, OCTOBER, "A1", "commission").tree.inputs[0].sources
    } == {SHEET_NAME}


def test_a_line_is_found_by_code_and_by_name(book: Book) -> None:
    by_code, by_name = explain(book, OCTOBER, "A1", "commission"), explain(book, OCTOBER, "A1", "提成")
    assert by_code == by_name
    assert by_code.line == "commission"
    assert refusal(lambda: explain(book, OCTOBER, "A1", "overtime")) == ["line_unknown"]
    assert refusal(lambda: explain(book, OCTOBER, "A3")) == ["agent_not_in_month"]


def test_who_is_blocked_is_explained_without_a_figure(book: Book, write: Write) -> None:
    import_roster(book, write("新.csv", "工号,姓名,岗位\nA9,没数据,售前\n"))
    assert (explain(book, OCTOBER, "A9").tree.rule, explain(book, OCTOBER, "A9").tree.value) == ("blocked", None)


def test_two_agents_are_compared_line_by_line(book: Book) -> None:
    adjust(book, OCTOBER, "A2", "-5", "补扣")
    found = compare(book, OCTOBER, "A1", "A2")
    assert [(one.code, one.a, one.b) for one in found.lines] == [
        ("base", 200000, 149066), ("commission", 30003, 31500),
        ("award", 0, None), ("award:record", 0, 0),  # a half day off for the best; no month before to beat
        ("adjustment", None, -500),
    ]  # fmt: skip
    assert found.lines[-1].traces[0] is None and found.lines[-1].traces[1] is not None


def test_payslips_are_written_and_the_blocked_named(book: Book, write: Write, texts: Texts, tmp_path: Path) -> None:
    import_roster(book, write("新.csv", "工号,姓名,岗位\nA9,没数据,售前\n"))
    seen: list[tuple[int, int]] = []
    out = tmp_path / "工资条" / "10月"
    report = write_payslips(
        book,
        OCTOBER,
        out,
        texts,
        Papers(merged=tmp_path / "全部.pdf"),
        progress=lambda done, every: seen.append((done, every)),
    )
    assert [path.name for path in report.written] == ["2026-10_A1_林小美.pdf", "2026-10_A2_周强.pdf", "全部.pdf"]
    assert [slip.number for slip in report.blocked] == ["A9"]
    assert seen == [(1, 2), (2, 2)]
    assert report.written[0].read_bytes() == payslip_pdf(book, OCTOBER, "A1", texts)
    assert refusal(lambda: payslip_pdf(book, OCTOBER, "A9", texts)) == ["payslip_blocked"]


def test_a_draft_is_marked_and_a_sealed_payslip_is_not(book: Book, texts: Texts) -> None:
    def text() -> str:
        return PdfReader(BytesIO(payslip_pdf(book, OCTOBER, "A1", texts))).pages[0].extract_text()

    assert "草稿" in text()
    seal_month(book, OCTOBER)
    assert "草稿" not in text()


def test_papers_of_a_stale_month_are_of_the_newest_figures(book: Book, texts: Texts, tmp_path: Path) -> None:
    compute_month(book, OCTOBER)
    adjust(book, OCTOBER, "A1", "123.45", "奖金")
    report = write_register(book, OCTOBER, tmp_path / "工资表.xlsx", texts)
    assert (report.agents, report.blocked) == (2, ())
    sheet = load_workbook(report.file, data_only=True).worksheets[0]
    values = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert "123.45" in values
    assert fen_text(current_run(book, OCTOBER).payslips[0].net or 0) in values


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_is_read_by_the_import_it_is_for(book: Book, texts: Texts, tmp_path: Path, kind: str) -> None:
    file = write_form(kind, tmp_path / f"{kind}.xlsx", texts)
    form = load_workbook(file)
    sheet = form.worksheets[0]
    rows = {
        "roster": {"工号": "A7", "姓名": "新人", "岗位": "售前"},
        "incidents": {"日期": "2026-10-03", "工号": "A1", "类型": "表扬", "分数": 1},
        "marks": {"工号": "A1", "项目": "追销成功数", "数值": 9},
        "attendance": {"工号": "A1", "出勤天数": 20},
    }
    heads = {sheet.cell(1, column).value: column for column in range(1, sheet.max_column + 1)}
    for head, value in rows[kind].items():
        sheet.cell(2, heads[head]).value = value
    form.save(file)
    if kind == "roster":
        report = import_roster(book, file)
    elif kind == "incidents":
        report = import_incidents(book, file, OCTOBER)
    else:
        report = import_marks(book, file, OCTOBER)
    assert (report.stored, report.rows, codes(report.problems)) == (True, 1, [])


def test_an_unknown_form_is_refused(texts: Texts, tmp_path: Path) -> None:
    assert refusal(lambda: write_form("orders", tmp_path / "x.xlsx", texts)) == ["form_unknown"]
    assert list(tmp_path.iterdir()) == []
