"""Paper and payment in the window: what is chosen is what is written, printed and paid."""

import shutil
import time
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QPageRanges
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from app.documents.page_pictures import Pages, page_count
from app.documents.payslip_pdf import render
from app.domain.check_code import check_code
from app.domain.problem import JixinError
from app.services.books import close_book, open_book
from app.services.print_pages import PRINT_DPI, trial_pdf
from app.storage import runs
from app.texts import Texts
from app.ui import printing
from app.ui.dialogs.check_code import CheckCodeDialog
from app.ui.dialogs.papers import PapersDialog
from app.ui.dialogs.preview import PreviewDialog
from app.ui.dialogs.transfer import TransferDialog
from app.ui.dialogs.transfer_form import TransferFormDialog
from app.ui.kit import Kit
from app.ui.main_window import MainWindow
from app.ui.pages.agents_page import AgentsPage
from app.ui.pages.payslips_page import PayslipsPage
from app.wording.choices import WHOLE
from tests.documents.slips import facts, payslip
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
    payslips(opened, settle).tools.papers.click()
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


def to_file(file: Path) -> QPrinter:
    """A printer that writes a PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setFullPage(True)
    printer.setOutputFileName(str(file))
    return printer


def taken_by(monkeypatch: pytest.MonkeyPatch, file: Path) -> list[bytes]:
    """Instead of asking for a printer, print into ``file``; what is printed is kept in the list."""
    printed: list[bytes] = []

    def ask(data: bytes, *_rest: object) -> QPrinter:
        printed.append(data)
        return to_file(file)

    monkeypatch.setattr(printing, "ask_printer", ask)
    return printed


def test_what_is_printed_is_the_pdf(
    opened: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    printed = taken_by(monkeypatch, tmp_path / "out.pdf")
    told: list[str] = []

    def print_one(dialog: QDialog) -> None:
        assert isinstance(dialog, PapersDialog)
        dialog.who.setCurrentIndex(1)
        dialog.printed.click()
        settle()
        assert not dialog.isVisible()

    during(monkeypatch, settle, PapersDialog, print_one)
    page = payslips(opened, settle)
    page.papers.told.connect(told.append)
    page.print_papers()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    count = page_count(printed[0])
    assert told == [f"已送到打印机，{count} 页"]
    assert page_count((tmp_path / "out.pdf").read_bytes()) == count
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(printed[0])).pages)
    assert page.chosen is not None and page.chosen.name in text and "人民币" in text


def test_the_preview_prints_what_it_shows(
    opened: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    printed = taken_by(monkeypatch, tmp_path / "out.pdf")
    told: list[str] = []
    shown: list[int] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, PreviewDialog)
        shown.append(dialog.view.count)
        dialog.printed.click()
        assert not dialog.isVisible()

    def preview(dialog: QDialog) -> None:
        assert isinstance(dialog, PapersDialog)
        dialog.what.setCurrentIndex(dialog.what.findData("strips"))
        dialog.preview.click()
        settle()
        assert not dialog.isVisible()

    during(monkeypatch, settle, PapersDialog, preview)
    during(monkeypatch, settle, PreviewDialog, look)
    page = payslips(opened, settle)
    page.papers.told.connect(told.append)
    page.print_papers()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert [page_count(data) for data in printed] == shown == [page_count((tmp_path / "out.pdf").read_bytes())]


def people_pdf(count: int) -> bytes:
    """A payslip each, of different people."""
    one = facts(payslip(), sealed=True)
    return render([replace(one, agent=f"第{at}人", facts=(("姓名", f"第{at}人"),)) for at in range(count)])


def test_a_preview_of_a_thousand_pages_opens_at_once_and_draws_what_is_in_sight(
    opened: MainWindow, qtbot: QtBot
) -> None:
    dialog = PreviewDialog(opened.kit, opened, people_pdf(1000), "工资条")
    started = time.process_time()
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.view._drawn))
    assert time.process_time() - started < 2
    qtbot.waitUntil(lambda: set(dialog.view._seen()) <= set(dialog.view._drawn))
    assert len(dialog.view._drawn) <= 3
    for page in (1000, 500, 501):
        dialog.page.setValue(page)
        qtbot.waitUntil(lambda page=page: page - 1 in dialog.view._drawn)
        assert (dialog.page.value(), dialog.after.isEnabled()) == (page, page < 1000)
    dialog.before.click()
    assert dialog.page.value() == 500
    for size in (0.5, 3.0, 0.0, -1.0):
        dialog.zoom.setCurrentIndex(dialog.zoom.findData(size))
        assert dialog.page.value() == 500, "the page in sight stays there"
    assert len(dialog.view._drawn) <= 12
    dialog.close()
    dialog.deleteLater()


def test_what_the_preview_draws_is_the_page_of_the_file(opened: MainWindow, qtbot: QtBot) -> None:
    data = people_pdf(3)
    dialog = PreviewDialog(opened.kit, opened, data, "工资条")
    dialog.show()
    dialog.page.setValue(2)
    qtbot.waitUntil(lambda: 1 in dialog.view._drawn)
    drawn = dialog.view._drawn[1].toImage().convertToFormat(QImage.Format.Format_RGB888)
    page = Pages(data).picture(1, 96)
    assert (drawn.width(), drawn.height()) == (page.across, page.down)
    line = 3 * page.across
    rows = [bytes(drawn.constScanLine(at))[:line] for at in range(page.down)]
    assert b"".join(rows) == page.pixels
    dialog.close()
    dialog.deleteLater()


def test_printing_keeps_the_window_awake_and_can_be_stopped(
    opened: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    shares: list[int] = []
    beats: list[int] = []
    ends: list[object] = []
    printer = to_file(tmp_path / "out.pdf")
    stopped: list[bool] = []
    monkeypatch.setattr(printer, "abort", lambda: stopped.append(True))
    beat = QTimer(opened)
    beat.timeout.connect(lambda: beats.append(len(shares)))
    beat.start(0)
    backend = opened.kit.backend
    task = backend.run_here("print", printing.printing(printer, people_pdf(40)), ends.append, title="打印工资条")
    task.progressed.connect(lambda done, _all: shares.append(done))
    task.cancelled.connect(lambda: ends.append("stopped"))
    qtbot.waitUntil(lambda: bool(shares) and shares[-1] >= 2, timeout=20_000)
    assert len(set(beats)) > 3, "the window had its turn between the slices"
    answered: list[str] = []
    backend.run("meanwhile", lambda _book, _progress: "read", answered.append)
    qtbot.waitUntil(lambda: bool(answered))
    assert not ends
    qtbot.waitUntil(lambda: opened.status._stop.isVisible())
    opened.status._stop.click()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == ["stopped"] and stopped == [True] and shares[-1] < 40
    assert page_count((tmp_path / "out.pdf").read_bytes()) <= shares[-1] + 2, "the page begun last, and that after it"


def test_a_window_that_closes_stops_the_printing(qtbot: QtBot, tmp_path: Path, kit: Kit) -> None:
    ends: list[object] = []
    slices = printing.printing(to_file(tmp_path / "out.pdf"), people_pdf(5), 60)
    kit.backend.run_here("print", slices, ends.append)
    kit.backend.close()
    qtbot.wait(50)
    assert ends == []


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_said(kit: Kit, tmp_path: Path) -> None:
    slices = printing.printing(to_file(tmp_path / "no" / "out.pdf"), people_pdf(1))
    with pytest.raises(JixinError) as refusal:
        next(slices)
    assert [one.code for one in refusal.value.problems] == ["print_not_begun"]


@pytest.mark.parametrize(("dpi", "name"), [(60, "low"), (300, "high")])
def test_bands_are_the_page_without_a_seam(dpi: int, name: str) -> None:
    with Pages(trial_pdf(Texts())) as pages:
        whole = Image.frombytes("RGB", pages.pixels(0, dpi), pages.picture(0, dpi).pixels)
        bands = printing._bands(*whole.size)
        assert bands[0][0] == 0 and bands[-1][0] + bands[-1][1] == whole.height
        assert all(top + down > after for (top, down), (after, _) in pairwise(bands)), name
        for top, down in bands:
            band = pages.picture(0, dpi, top, down)
            drawn = Image.frombytes("RGB", (band.across, band.down), band.pixels)
            assert drawn.size == (whole.width, down)
            apart = ImageChops.difference(drawn, whole.crop((0, top, whole.width, top + down)))
            assert apart.convert("L").getextrema()[1] <= 2


def test_a_printer_gets_the_range_that_was_asked_for(kit: Kit, tmp_path: Path) -> None:
    data = people_pdf(5)
    printer = to_file(tmp_path / "out.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 4)
    assert list(printing.printing(printer, data, 60))[-1] == (2, 3)
    assert page_count((tmp_path / "out.pdf").read_bytes()) == 3
    printer.setFromTo(4, 99)
    assert printing.wanted(printer, 5) == (3, 4)
    printer.setPageRanges(QPageRanges.fromString("1,3-4"))
    assert printing.wanted(printer, 5) == (0, 2, 3)
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    assert printing.wanted(printer, 5) == (0, 1, 2, 3, 4)


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
