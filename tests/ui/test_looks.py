"""Every page and dialog in every language, light and dark, in a usual and in the least window: nothing is cut."""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from app.domain.grade_review import Proposal
from app.domain.grades import Check
from app.domain.month import PayMonth
from app.domain.payline import Pending
from app.domain.people import Account, Agent
from app.domain.problem import error, warning
from app.domain.trace import Trace
from app.domain.transfer import Details, LeftOut, Payee, Transfer
from app.services.backup import Backup
from app.services.print_pages import trial_pdf
from app.services.private_facts import PrivateFacts
from app.services.restore import BackupFacts
from app.services.roster import RosterReport
from app.services.transfer_templates import ALIPAY, BANK
from app.services.verify import FoundSlip
from app.storage.control import MonthTotals
from app.texts import LANGUAGES
from app.ui.dialogs.add_account import AddAccountDialog
from app.ui.dialogs.bulk_change import BulkChangeDialog
from app.ui.dialogs.check_code import CheckCodeDialog
from app.ui.dialogs.choose_shops import ChooseShopsDialog
from app.ui.dialogs.crash import CrashDialog
from app.ui.dialogs.day_dialog import DayDialog
from app.ui.dialogs.entry_dialog import EntryDialog
from app.ui.dialogs.grade_review import GradeReviewDialog
from app.ui.dialogs.move_account import MoveAccountDialog
from app.ui.dialogs.new_agent import NewAgentDialog
from app.ui.dialogs.new_book import NewBookDialog
from app.ui.dialogs.opening_dialog import OpeningDialog
from app.ui.dialogs.papers import PapersDialog
from app.ui.dialogs.preview import PreviewDialog
from app.ui.dialogs.private_change import PrivateChangeDialog
from app.ui.dialogs.problems import ProblemsDialog
from app.ui.dialogs.reading import ReadingDialog
from app.ui.dialogs.reason import AdjustDialog, FlagDialog, WaiveDialog
from app.ui.dialogs.restore_dialog import RestoreDialog
from app.ui.dialogs.roster_report import RosterReportDialog
from app.ui.dialogs.transfer import TransferDialog
from app.ui.dialogs.transfer_form import TransferFormDialog
from app.ui.kit import Kit
from app.ui.main_window import MainWindow
from app.ui.page_kinds import PAGES
from app.wording.choices import WHOLE
from tests.documents.slips import payslip

NAMES = [kind.name for kind in PAGES]
SIZES = [(1366, 688), (1093, 540), (911, 450)]
Clipped = Callable[[QWidget], list[str]]


@pytest.mark.parametrize(
    ("size", "mode"), [(SIZES[0], "dark"), (SIZES[0], "light"), (SIZES[1], "light"), (SIZES[2], "light")]
)
def test_pages_in_every_language(
    opened: MainWindow, settle: Callable[[], None], clipped: Clipped, mode: str, size: tuple[int, int]
) -> None:
    opened.kit.theme.set_mode(mode)
    opened.resize(*size)
    faults: dict[tuple[str, str], list[str]] = {}
    for language in LANGUAGES:
        opened.kit.words.set_language(language)
        for page in NAMES:
            opened.show_page(page)
            settle()
            assert not opened.grab().isNull()
            if found := clipped(opened):
                faults[page, language] = found
    assert faults == {}


def test_start_page(window: MainWindow, settle: Callable[[], None], clipped: Clipped) -> None:
    for size in SIZES:
        window.resize(*size)
        for language in LANGUAGES:
            window.kit.words.set_language(language)
            settle()
            assert clipped(window) == []
            assert not window.grab().isNull()


def agent(number: str, name: str) -> Agent:
    """An agent with one account."""
    return Agent(number=number, name=name, accounts=(Account(shop="云朵旗舰店", name=name),))


def dialogs(kit: Kit, parent: QWidget) -> list[QDialog]:
    """One of each."""
    wrong = error("agent_unknown", number="A99", file="花名册.xlsx", sheet="名单", cell="D7")
    looked = warning("agent_unknown", number="A98")
    report = RosterReport(
        file="十月花名册.xlsx", stored=True, rows=12, added=(("A001", "林晓月"),), updated=(("A002", "周雨桐"),),
        created=(("shop", "云朵旗舰店"), ("position", "售前"), ("grade", "P1"), ("grade", "P2"), ("team", "暖阳组")),
        ignored_columns=("星座", "血型"), problems=(looked,),
    )  # fmt: skip
    refused = RosterReport(file="十月花名册.xlsx", stored=False, rows=0, problems=(wrong,) * 5)
    people = (agent("A001", "林晓月"), agent("A002", "周雨桐"))
    known = Check(
        True, Trace("asked_metric_more", Fraction(2, 5), "ratio", {"metric": "inquiry_conversion", "at": "0.35|ratio"})
    )
    move = Proposal(number="A001", name="林晓月", grade="P2", to="P3", way="up", checks=(known,))
    pending = Pending(code="no_data", id="conversion", item="询单转化率", params={"metric": "inquiry_conversion"})
    return [
        NewBookDialog(kit, parent, Path("账套")),
        ProblemsDialog(kit, parent, (wrong, looked)),
        CrashDialog(kit, parent, ValueError("x")),
        RosterReportDialog(kit, parent, report),
        RosterReportDialog(kit, parent, refused),
        MoveAccountDialog(kit, parent, Account(shop="云朵旗舰店", name="小美"), (agent("A002", "周雨桐"),)),
        AdjustDialog(kit, parent, "林晓月"),
        FlagDialog(kit, parent, "林晓月", "每天接待 168 人，超过 150 人"),
        NewAgentDialog(kit, parent, people),
        BulkChangeDialog(kit, parent, people * 4, people),
        DayDialog(kit, parent, "leave", "林晓月", date(2026, 10, 31)),
        DayDialog(kit, parent, "rejoin", "林晓月", date(2026, 10, 1)),
        PrivateChangeDialog(kit, parent, "林晓月", PrivateFacts(phone="13800002071")),
        ChooseShopsDialog(kit, parent, "林晓月", ("云朵旗舰店",)),
        AddAccountDialog(kit, parent, "林晓月", date(2026, 10, 1)),
        EntryDialog(kit, parent, "marks"),
        EntryDialog(kit, parent, "incidents"),
        OpeningDialog(kit, parent),
        GradeReviewDialog(kit, parent, PayMonth(2026, 10), (move,)),
        GradeReviewDialog(kit, parent, PayMonth(2026, 10), ()),
        ReadingDialog(kit, parent, "guide"),
        ReadingDialog(kit, parent, "keys"),
        WaiveDialog(kit, parent, "林晓月", pending.item),
        PapersDialog(kit, parent, WHOLE, "A001"),
        transfer_dialog(kit, parent),
        TransferFormDialog(kit, parent, ALIPAY),
        code_dialog(kit, parent),
        PreviewDialog(kit, parent, trial_pdf(kit.words.texts), "2026 年 10 月工资条"),
        RestoreDialog(kit, parent, kept_backups()),
        RestoreDialog(kit, parent, ()),
    ]


def kept_backups() -> tuple[Backup, ...]:
    """One that can be read, one that cannot."""
    months = tuple(
        MonthTotals(
            month=PayMonth(2026, month), state=state, people=12, gross=6_262_917, deductions=776_777, net=5_486_140
        )
        for month, state in ((9, "sealed"), (10, "draft"))
    )
    file = Path("备份") / "小满" / "小满-00012-20261105-0930.jixin-backup"
    facts = BackupFacts(
        file=file, size=1 << 20, business="小满客服", shops=("云朵旗舰店",), people=15, revision=9, months=months
    )
    good = Backup(file=file, book="小满", number=12, made="2026-11-05 09:30", facts=facts)
    bad = file.with_name("小满-00011-20261104-1810.jixin-backup")
    return (good, Backup(file=bad, book="小满", number=11, made="2026-11-04 18:10", facts=None))


def transfer_dialog(kit: Kit, parent: QWidget) -> TransferDialog:
    """With a plan in which somebody is left out."""
    dialog = TransferDialog(kit, parent, "2026 年 10 月", sealed=False)
    dialog.offer((BANK, ALIPAY))
    reasons = ("blocked", "not_positive", "no_account", "account_bad")
    left = tuple(LeftOut(number=f"A00{at}", name="周雨桐", reason=reason) for at, reason in enumerate(reasons))
    paid = Payee(number="A1", name="林晓月", details=Details(account="6222"), amount=766141)
    dialog.show_plan(Transfer(payees=(paid,), left_out=left))
    return dialog


def code_dialog(kit: Kit, parent: QWidget) -> CheckCodeDialog:
    """With a payslip found."""
    dialog = CheckCodeDialog(kit, parent)
    dialog.show_found((FoundSlip(month=PayMonth(2026, 10), state="draft", payslip=payslip()),))
    return dialog


@pytest.mark.parametrize(("language", "mode"), [*((language, "light") for language in LANGUAGES), ("zh_CN", "dark")])
def test_dialogs(window: MainWindow, clipped: Clipped, language: str, mode: str) -> None:
    window.kit.theme.set_mode(mode)
    window.kit.words.set_language(language)
    for dialog in dialogs(window.kit, window):
        dialog.show()
        QApplication.processEvents()
        assert clipped(dialog) == [], type(dialog).__name__
        assert mnemonics_clash(dialog) == [], type(dialog).__name__
        assert nameless(dialog) == [], type(dialog).__name__
        assert not dialog.grab().isNull()
        dialog.close()
        dialog.deleteLater()


@pytest.mark.parametrize("page", ["month", "agents", "settings"])
def test_texts_of_double_length(
    opened: MainWindow, settle: Callable[[], None], clipped: Clipped, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """Another language may need twice the room: what cannot give way wraps, elides, or goes into a menu."""
    texts = opened.kit.words.texts
    areas = ("ui_month.", "ui_agents.", "ui_settings.", "ui.field_", "ui.agents_", "ui.col_")
    longer = {key: _doubled(text) if key.startswith(areas) else text for key, text in texts._entries.items()}
    monkeypatch.setattr(texts, "_entries", longer)
    opened.kit.words.changed.emit()
    opened.show_page(page)
    opened.kit.backend.changed.emit()
    for target, setters in list(opened.kit.words._put.items()):
        for setter in setters:
            opened.kit.words._show(target, setter)
    settle()
    settle()
    assert clipped(opened) == []


def _doubled(text: str) -> str:
    """The text twice, its placeholders and keys once."""
    plain, sign, rest = text.partition("(&")
    return (plain + re.sub(r"\{[^}]*\}", "", plain) + sign + rest) if plain.strip() else text


def test_mnemonics_and_names(opened: MainWindow, settle: Callable[[], None]) -> None:
    for page in NAMES:
        opened.show_page(page)
        settle()
        for language in LANGUAGES:
            opened.kit.words.set_language(language)
            assert mnemonics_clash(opened) == [], (page, language)
            assert nameless(opened) == [], (page, language)
            assert unnamed_fields(opened) == [], (page, language)


def nameless(root: QWidget) -> list[str]:
    """Visible buttons that a keyboard reaches and that have neither text nor accessible name."""
    return [
        type(button).__name__
        for button in root.findChildren(QAbstractButton)
        if button.isVisible() and not button.text() and not button.accessibleName()
        and button.focusPolicy() and not button.objectName().startswith("qt_")
    ]  # fmt: skip


def unnamed_fields(root: QWidget) -> list[str]:
    """Visible fields, lists and tables that a keyboard reaches and a screen reader cannot name."""
    kinds = (QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTextEdit, QTabBar)
    own = [widget for kind in kinds for widget in root.findChildren(kind)]
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in own
        if widget.isVisible() and widget.focusPolicy() and not widget.accessibleName()
        and not isinstance(widget.parent(), QComboBox | QAbstractSpinBox | QComboBox)
        and not (widget.objectName().startswith("qt_")) and widget not in buddies(root)
    ]  # fmt: skip


def buddies(root: QWidget) -> list[QWidget]:
    """What a label with a buddy names."""
    return [buddy for label in root.findChildren(QLabel) if (buddy := label.buddy()) is not None]


def mnemonics_clash(root: QWidget) -> list[str]:
    """Alt keys that two visible buttons of the window share."""
    keys = [
        button.shortcut().toString()
        for button in root.findChildren(QAbstractButton)
        if button.isVisible() and not button.shortcut().isEmpty()
    ]
    return sorted({key for key in keys if keys.count(key) > 1})


def test_account_days_are_asked_from_the_month(window: MainWindow) -> None:
    dialog = MoveAccountDialog(window.kit, window, Account(shop="店", name="小美"), (agent("A002", "周雨桐"),))
    assert dialog.day == window.kit.month.month.first
    assert dialog.agent.number == "A002"
    assert isinstance(dialog.day, date)
    dialog.deleteLater()
