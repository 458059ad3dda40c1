"""Paper and payment in the window: what is chosen is what is written, printed and paid."""

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.check_code import check_code
from app.services.books import close_book, open_book
from app.services.print_pages import PRINT_DPI, page_count, trial_pdf
from app.storage import runs
from app.texts import Texts
from app.ui import printing
from app.ui.dialogs.check_code import CheckCodeDialog
from app.ui.dialogs.papers import PapersDialog
from app.ui.dialogs.transfer import TransferDialog
from app.ui.dialogs.transfer_form import TransferFormDialog
from app.ui.main_window import MainWindow
from app.ui.pages.agents_page import AgentsPage
from app.ui.pages.payslips_page import PayslipsPage
from app.wording.choices import WHOLE
from tests.ui.wizarding import MONTH

Settle = Callable[[], None]


def payslips(window: MainWindow, settle: Settle) -> PayslipsPage:
    window.show_page("payslips")
    settle()
    return cast(PayslipsPage, window.pages["payslips"])


def dialog_of(kind: type[QDialog]) -> QDialog:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


def during(
    monkeypatch: pytest.MonkeyPatch, settle: Settle, kind: type[QDialog], work: Callable[[QDialog], None]
) -> None:
    """Instead of waiting for a person, do ``work`` on the dialog that is shown."""

    def exec_(self: QDialog) -> int:
        self.show()
        settle()
        work(self)
        settle()
        self.close()
        return self.result()

    monkeypatch.setattr(kind, "exec", exec_)


def test_strips_are_saved_as_chosen(
    opened: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "工资条.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))

    def save(dialog: QDialog) -> None:
        assert isinstance(dialog, PapersDialog)
        dialog.what.setCurrentIndex(dialog.what.findData("strips"))
        dialog.language.setCurrentIndex(dialog.language.findData("zh_TW"))
        assert not dialog.password.isEnabled() and not dialog.paper.isEnabled()
        dialog.save.click()

    during(monkeypatch, settle, PapersDialog, save)
    payslips(opened, settle).tools.menu.actions()[5].trigger()
    settle()
    assert "薪資單" in PdfReader(file).pages[0].extract_text()


def test_pictures_of_each_without_scores_and_the_choice_is_kept(
    opened: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "图"))
    (tmp_path / "图").mkdir()

    def save(dialog: QDialog) -> None:
        assert isinstance(dialog, PapersDialog)
        dialog.form.setCurrentIndex(dialog.form.findData("png"))
        dialog.fields["score"].setChecked(False)
        assert not dialog.password.isEnabled()
        dialog.save.click()

    during(monkeypatch, settle, PapersDialog, save)
    page = payslips(opened, settle)
    page.print_papers()
    settle()
    pictures = sorted((tmp_path / "图").glob("*.png"))
    assert len(pictures) >= 12
    with Image.open(pictures[0]) as picture:
        assert picture.size == (1167, 1653)

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, PapersDialog)
        assert not dialog.fields["score"].isChecked() and dialog.fields["seal"].isChecked()

    during(monkeypatch, settle, PapersDialog, look)
    page.print_papers()
    settle()


def test_what_is_printed_is_the_pdf(
    opened: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printed: list[bytes] = []
    told: list[str] = []

    def send(data: bytes, *_rest: object) -> int:
        printed.append(data)
        return page_count(data)

    monkeypatch.setattr(printing, "print_pdf", send)

    def print_one(dialog: QDialog) -> None:
        assert isinstance(dialog, PapersDialog)
        dialog.who.setCurrentIndex(1)
        dialog.printed.click()

    during(monkeypatch, settle, PapersDialog, print_one)
    page = payslips(opened, settle)
    page.papers.told.connect(told.append)
    page.print_papers()
    settle()
    assert page.chosen is not None
    assert told == [f"已送到打印机，{page_count(printed[0])} 页"]
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(printed[0])).pages)
    assert page.chosen.name in text and "人民币" in text


def test_a_printer_gets_the_range_that_was_asked_for(kit: object, tmp_path: Path) -> None:
    from app.documents.payslip_pdf import render
    from tests.documents.slips import facts, payslip

    data = render([facts(payslip(name=f"第{n}人")) for n in range(5)])
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 4)
    assert printing.paint(printer, data, 60) == 3
    assert page_count((tmp_path / "out.pdf").read_bytes()) == 3
    printer.setFromTo(4, 99)
    assert printing.wanted(printer, 5) == (3, 4)
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    assert printing.wanted(printer, 5) == (0, 4)


def test_a_printed_page_has_its_true_size(kit: object) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    place = printing._place(printer, 420, 595)
    assert round(place.width() / printer.resolution() * 72) == 420
    wide = printing._place(printer, 4200, 595)
    assert wide.width() <= printer.pageLayout().fullRectPixels(printer.resolution()).width() + 1


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_the_test_page_is_one_page(language: str) -> None:
    data = trial_pdf(Texts(language))
    assert page_count(data) == 1 and PRINT_DPI == 300
    assert Texts(language)("document.trial_title") in PdfReader(BytesIO(data)).pages[0].extract_text()


def test_a_transfer_file_is_planned_and_saved(
    window: MainWindow, demo_book: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    book = open_book(demo_book)
    with book.edit() as db:
        db.execute("UPDATE agents SET bank_account = '62220212345678901' || substr(number, 3) WHERE number <> 'A001'")
    close_book(book)
    window.open_book(demo_book)
    settle()
    file = tmp_path / "转账.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    seen: list[str] = []

    def save(dialog: QDialog) -> None:
        assert isinstance(dialog, TransferDialog)
        seen.extend(one.number for one in dialog.model.all_rows)
        seen.append(dialog.sum.text())
        dialog.save.click()

    during(monkeypatch, settle, TransferDialog, save)
    payslips(window, settle).write_transfer()
    settle()
    assert "A001" in seen
    rows = list(openpyxl.load_workbook(file).active.iter_rows(min_row=2, values_only=True))
    assert f"{len(rows)} 人" in seen[-1]
    assert all(isinstance(row[1], str) and row[1].startswith("6222") for row in rows)


def test_a_form_of_the_bank_is_mapped_once(
    opened: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    form = tmp_path / "某银行代发.csv"
    form.write_text("某银行代发工资模板\n收款账号,收款人名称,交易金额,币种,用途\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(form), ""))
    names: list[str] = []

    def map_it(dialog: QDialog) -> None:
        assert isinstance(dialog, TransferFormDialog)
        assert [combo.currentData() for combo in dialog.fields] == ["account", "name", "amount", "", "remark"]
        dialog.fields[3].setEditText("人民币")
        dialog.keep_asked.emit(dialog.template)

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, TransferDialog)
        dialog.new_form.click()
        settle()
        names.extend(dialog.form.itemText(at) for at in range(dialog.form.count()))
        assert dialog.template is not None and dialog.template.columns[3] == ("币种", "text:人民币")

    during(monkeypatch, settle, TransferDialog, choose)
    during(monkeypatch, settle, TransferFormDialog, map_it)
    payslips(opened, settle).write_transfer()
    settle()
    assert names == ["银行（通用）", "支付宝批量转账", "某银行代发"]


def test_a_code_is_found_and_a_wrong_one_is_not(
    opened: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, demo_book: Path, tmp_path: Path
) -> None:
    book = open_book(Path(shutil.copy(demo_book, tmp_path / "b.jixin")))
    run = runs.load(book.db, MONTH)
    close_book(book)
    assert run is not None
    slip = next(one for one in run.payslips if one.computed)
    said: list[tuple[str, str]] = []

    def check(dialog: QDialog) -> None:
        assert isinstance(dialog, CheckCodeDialog)
        for text in (check_code(slip, run), "00000000", "xyz"):
            dialog.code.setText(text)
            dialog.code_asked.emit(text)
            settle()
            said.append((dialog.found.text(), "!" if dialog.fault.isVisible() else ""))

    during(monkeypatch, settle, CheckCodeDialog, check)
    payslips(opened, settle).papers.check_code()
    assert slip.name in said[0][0] and said[0][1] == ""
    assert said[1:] == [("", "!"), ("", "!")]


def test_the_year_of_an_agent_and_its_papers(
    opened: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    opened.show_page("agents")
    settle()
    page = cast(AgentsPage, opened.pages["agents"])
    page.pane.tabs.setCurrentIndex(page.pane.tabs.count() - 1)
    settle()
    view = page.pane.years
    rows = view.model.shown_rows
    assert [row[0] for row in rows][6:11] == ["7 月", "8 月", "9 月", "10 月（草稿）", "11 月"]
    assert sum(row[-2] != "–" for row in rows) == 3
    total = view.sums.shown_rows[0][-2]
    files = [tmp_path / "对账单.pdf", tmp_path / "全年.pdf"]
    for history, file in enumerate(files):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, file=file: (str(file), ""))
        view.save(history=bool(history))
        settle()
    assert total in PdfReader(files[0]).pages[0].extract_text()
    assert len(PdfReader(files[1]).pages) >= 3
    view.before.click()
    settle()
    assert not view.statement.isEnabled()


def test_a_bad_picture_is_said_and_a_good_one_is_taken(opened: MainWindow, tmp_path: Path) -> None:
    dialog = PapersDialog(opened.kit, opened, WHOLE)
    bad, good = tmp_path / "坏.png", tmp_path / "章.png"
    bad.write_bytes(b"no picture")
    Image.new("RGB", (900, 300), "red").save(good)
    dialog.show()
    dialog.take_picture("seal", bad)
    assert dialog.fault.isVisible() and not dialog.choice.seal
    dialog.take_picture("seal", good)
    assert not dialog.fault.isVisible() and dialog.choice.seal.startswith(b"\x89PNG")
    dialog.no_pictures.click()
    assert dialog.choice == WHOLE
    dialog.close()
    dialog.deleteLater()
