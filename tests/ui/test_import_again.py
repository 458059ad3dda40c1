"""Again and back: what the book has already, undo, what was copied, what is dropped, and guesses put right."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.services.compute_month import month_metrics
from app.ui.main_window import MainWindow
from app.ui.pages import data_page
from app.ui.pages.data_page import DataPage
from app.ui.wizards import done_step
from app.ui.wizards.import_wizard import CHECK, FILES, ImportWizard
from tests.ui.wizarding import MONTH, RECEPTION, SALES, SHEETS, Settle, ask_book, changed, click, records, shown_texts

COPIED = "旺旺昵称\t询单人数\t询单最终付款人数\n云朵家居旗舰店:契\t100\t40\n"
PAGE = COPIED.replace("\t", "</td><td>").replace("\n", "</td></tr><tr><td>")


def stored(wizard: Callable[..., ImportWizard], file: Path, qtbot: QtBot, settle: Settle) -> ImportWizard:
    """The wizard after a file was imported."""
    steps = wizard(file)
    steps.go(CHECK)
    settle()
    click(qtbot, steps.next, settle)
    assert steps.done.finished
    return steps


def figures(page: DataPage, settle: Settle) -> Any:
    """Every value of the month."""
    found = ask_book(page, settle, lambda book: month_metrics(book, MONTH))
    return {(one.agent.number, key): value.value for one in found.agents for key, value in one.metrics.items()}


def agree(monkeypatch: pytest.MonkeyPatch, module: Any) -> list[str]:
    """Say yes to whatever is asked; the questions."""
    asked: list[str] = []

    def answer(_parent: QWidget, _title: str, question: str, **_buttons: object) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(module, "ask", answer)
    return asked


@pytest.mark.parametrize(("choice", "value"), [(0, 3240), (1, 3250)])
def test_what_is_there_already_is_replaced_or_kept(
    page: DataPage,
    wizard: Callable[..., ImportWizard],
    tmp_path: Path,
    qtbot: QtBot,
    settle: Settle,
    choice: int,
    value: int,
) -> None:
    stored(wizard, RECEPTION, qtbot, settle)
    steps = wizard(changed(RECEPTION, tmp_path / "a", {"B4": 3240}))
    steps.go(CHECK)
    settle()
    (card,) = (card for card in steps.check.problems.cards if card.radios)
    assert (card.said.title, [radio.text() for radio in card.radios]) == (
        "6 行已经导入过",
        ["用新的替换", "保留旧的", "不导入"],
    )
    assert "其中 1 格数字不同" in card.said.text
    assert card.radios[0].isChecked()
    if choice:
        qtbot.mouseClick(card.radios[choice], Qt.MouseButton.LeftButton)
        settle()
        (card,) = (card for card in steps.check.problems.cards if card.radios)
        assert card.radios[choice].isChecked()
    click(qtbot, steps.next, settle)
    found = figures(page, settle)
    assert value in [amount for (_, metric), amount in found.items() if metric == "consulted_users"]


def test_a_duplicate_is_not_imported_at_all(
    page: DataPage, wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    stored(wizard, RECEPTION, qtbot, settle)
    steps = wizard(changed(RECEPTION, tmp_path / "a", {"B4": 3240}), SALES)
    steps.go(CHECK)
    settle()
    (card,) = (card for card in steps.check.problems.cards if card.radios)
    qtbot.mouseClick(card.radios[2], Qt.MouseButton.LeftButton)
    settle()
    assert steps.session.left_out
    click(qtbot, steps.next, settle)
    assert records(page, settle) == [RECEPTION.name, SALES.name]


def test_an_import_is_undone_right_after_it(
    page: DataPage,
    wizard: Callable[..., ImportWizard],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    stored(wizard, RECEPTION, qtbot, settle)
    before = figures(page, settle)
    steps = stored(wizard, changed(RECEPTION, tmp_path / "a", {"B4": 3240}), qtbot, settle)
    assert figures(page, settle) != before
    asked = agree(monkeypatch, done_step)
    click(qtbot, steps.done.undo, settle)
    assert asked[0].startswith("撤销这次导入的 1 个文件？")
    assert page.wizard is None
    assert figures(page, settle) == before
    assert [row.undone_at is None for row in page.model.shown_rows] == [True, False]


def test_an_earlier_import_is_undone_from_the_list(
    page: DataPage,
    wizard: Callable[..., ImportWizard],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    before = figures(page, settle)
    click(qtbot, stored(wizard, RECEPTION, qtbot, settle).next, settle)
    agree(monkeypatch, data_page)
    page.table.choose(0)
    assert page.undo_act.isEnabled()
    page.undo_act.trigger()
    settle()
    assert figures(page, settle) == before
    state = next(column for column in page.model.columns if column.id == "state")
    assert state.text(page.model.shown_rows[0]).startswith("已撤销")
    page.table.choose(0)
    assert not page.undo_act.isEnabled()
    assert "已经撤销过" in page.undo_act.toolTip()


@pytest.mark.parametrize("kind", ["text", "html"])
def test_copied_rows_go_the_way_of_a_file(page: DataPage, qtbot: QtBot, settle: Settle, kind: str) -> None:
    mime = QMimeData()
    if kind == "text":
        mime.setText(COPIED)
    else:
        mime.setHtml(f"<html><body><table><tr><td>{PAGE}</td></tr></table></body></html>")
        mime.setText(COPIED.replace("\t", "\n"))
    QApplication.clipboard().setMimeData(mime)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.wizard is not None
    (file,) = page.wizard.session.files
    assert file.file == ("粘贴的表格.tsv" if kind == "text" else "粘贴的表格.html")
    assert (file.rows, file.shop, file.period_assumed) == (1, "云朵家居旗舰店", True)
    click(qtbot, page.wizard.files.paste, settle)
    assert [one.file.partition(".")[0] for one in page.wizard.session.files] == ["粘贴的表格", "粘贴的表格 2"]
    page.wizard.left.emit()
    settle()


def test_a_clipboard_without_a_table_says_so(page: DataPage, qtbot: QtBot, settle: Settle) -> None:
    QApplication.clipboard().setText("一句话")
    with qtbot.waitSignal(page.told) as said:
        page.paste_act.trigger()
    assert "剪贴板里没有表格" in said.args[0]
    assert page.wizard is None


def test_files_are_dropped_anywhere_in_the_window(
    window: MainWindow, page: DataPage, tmp_path: Path, settle: Settle
) -> None:
    window.show_page("agents")
    settle()
    (tmp_path / "工资.docx").write_text("x")
    (tmp_path / "~$表.xlsx").write_text("x")
    mime = QMimeData()
    mime.setUrls(
        [QUrl.fromLocalFile(str(path)) for path in (RECEPTION, SALES, tmp_path / "工资.docx", tmp_path / "~$表.xlsx")]
    )
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), copy, mime, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPoint(300, 300).toPointF(), copy, mime, left, none))
    settle()
    assert window.page is page and page.wizard is not None
    assert [file.file for file in page.wizard.session.files] == [RECEPTION.name, SALES.name]
    page.wizard.left.emit()
    settle()


def pick(qtbot: QtBot, box: QComboBox, text: str, settle: Settle) -> None:
    """Choose an entry as with the keyboard."""
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())
    settle()


def test_the_report_of_a_file_can_be_changed(wizard: Callable[..., ImportWizard], qtbot: QtBot, settle: Settle) -> None:
    steps = wizard(RECEPTION)
    report = steps.files.pane.report
    assert report.currentText() == "生意参谋 咨询接待分析"
    pick(qtbot, report, "生意参谋 自制报表", settle)
    assert steps.session.edits[RECEPTION].layout == "sycm_custom"
    assert steps.session.planned is not None
    assert steps.session.planned.plan.files[0].edits.layout == "sycm_custom"


def test_a_sheet_of_the_owners_can_be_taken_as_another_kind(
    wizard: Callable[..., ImportWizard], qtbot: QtBot, settle: Settle
) -> None:
    steps = wizard(SHEETS / "人工评分.xlsx")
    report = steps.files.pane.report
    assert report.currentText() == "人工评分"
    pick(qtbot, report, "奖惩记录", settle)
    assert steps.session.people_files == ((SHEETS / "人工评分.xlsx", "incidents"),)
    steps.go(CHECK)
    click(qtbot, steps.next, settle)
    assert "没有导入" in shown_texts(steps.done)


def test_the_days_of_a_file_can_be_changed(
    wizard: Callable[..., ImportWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    file = changed(RECEPTION, tmp_path / "a", {})
    file = file.rename(file.with_name("咨询接待.xlsx"))
    steps = wizard(file)
    period = steps.files.pane.period
    assert "文件里没有日期" in period.note.text()
    period.last.setFocus()
    period.last.setDate(QDate(2026, 10, 15))
    qtbot.keyClick(period.last, Qt.Key.Key_Return)
    settle()
    assert str(steps.session.files[0].period) == "2026-10-01..2026-10-15"
    assert steps.step == FILES
