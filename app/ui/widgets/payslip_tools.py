"""What can be done with a month on the payslips page: buttons in the title row, banners under it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QMenu, QPushButton

from app.domain.payline import Payslip
from app.ui.kit import Kit
from app.ui.read_only import only_to_edit
from app.ui.widgets.basics import GAP, button, repolish
from app.ui.widgets.button_row import ButtonRow
from app.ui.widgets.notes import Banner

_PAPERS = {"each": "a5", "a4": "a4"}


class PayslipTools(QObject):
    """Shows only what the month's state allows; exactly one button is the primary one."""

    compute_asked = Signal()
    adjust_asked = Signal()
    seal_asked = Signal()
    register_asked = Signal()
    save_one_asked = Signal()
    save_each_asked = Signal(str)
    save_merged_asked = Signal()
    papers_asked = Signal()
    transfer_asked = Signal()
    code_asked = Signal()
    trial_asked = Signal()

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self.compute = self._button("compute", "play", self.compute_asked)
        self.adjust = self._button("adjust", "plus", self.adjust_asked)
        self.papers = self._button("print", "printer", self.papers_asked)
        self.save = button(kit, "ui.pay_save", icon="download")
        self.seal = self._button("seal", "lock", self.seal_asked)
        self.again = self._button("recompute", "refresh-cw", self.compute_asked)
        kit.words.put(self.compute, "ui.pay_compute_tip", "setToolTip")
        only_to_edit(kit.month, self.compute, self.adjust, self.seal, self.again)
        kit.words.put(self.papers, "ui_papers.menu_papers", "setToolTip")
        self.menu = self._save_menu()
        self.row = ButtonRow(kit, (self.compute, self.adjust, self.papers, self.save, self.seal))
        self.stale, self.sealed = Banner(kit, self.again), Banner(kit)

    def _button(self, name: str, icon: str, signal: SignalInstance) -> QPushButton:
        widget = button(self._kit, f"ui.pay_{name}", icon=icon)
        widget.clicked.connect(lambda: signal.emit())
        return widget

    def _save_menu(self) -> QMenu:
        menu = QMenu(self.save)
        for name in ("one", "each", "a4", "merged"):
            action = menu.addAction("")
            self._kit.words.put(action, f"ui.pay_save_{name}")
            if name in _PAPERS:
                action.triggered.connect(lambda _checked=False, name=name: self.save_each_asked.emit(_PAPERS[name]))
        self.save_one, self.save_merged = menu.actions()[0], menu.actions()[-1]
        asked = (
            (("register", self.register_asked), ("transfer", self.transfer_asked)),
            (("code", self.code_asked), ("trial", self.trial_asked)),
        )
        for group in asked:
            menu.addSeparator()
            for name, signal in group:
                action = menu.addAction("")
                self._kit.words.put(action, f"ui_papers.menu_{name}")
                action.triggered.connect(lambda _checked=False, signal=signal: signal.emit())
        self.save_one.triggered.connect(lambda: self.save_one_asked.emit())
        self.save_merged.triggered.connect(lambda: self.save_merged_asked.emit())
        self.save.setProperty("menu", "true")
        self.save.setMenu(menu)
        return menu

    def show_state(self, slips: Sequence[Payslip], month: str, *, anybody: bool, sealed: bool, stale: bool) -> None:
        """Fit buttons and banners to the month; ``anybody``: there is a row in the grid."""
        words = self._kit.words
        waiting = sum(not slip.computed for slip in slips)
        self.stale.say(words("ui.pay_stale") if stale else "")
        self.sealed.say(words("ui.sealed_note", month=month) if sealed else "", "info", "stamp")
        self.row.want(self.compute, wanted=anybody and not sealed and not stale)
        for widget in (self.adjust, self.seal):
            self.row.want(widget, wanted=anybody and not sealed)
        for widget in (self.save, self.papers):
            self.row.want(widget, wanted=any(slip.computed for slip in slips))
        self.seal.setEnabled(waiting == 0)
        self.seal.setToolTip(words("ui.seal_wait", count=waiting) if waiting else "")
        self._make_primary(self.again if stale else self.save if sealed else self.seal)

    def show_chosen(self, slip: Payslip | None) -> None:
        """Fit what acts on one payslip to the one that is looked at."""
        self.adjust.setEnabled(slip is not None)
        self.save_one.setEnabled(slip is not None and slip.computed)

    def press_primary(self) -> bool:
        """Press the primary button if it can be pressed."""
        for widget in (self.again, self.save, self.seal):
            if widget.property("kind") == "primary" and widget.isVisible() and widget.isEnabled():
                widget.click()
                return True
        return False

    def _make_primary(self, chosen: QPushButton) -> None:
        for widget, icon in ((self.again, "refresh-cw"), (self.save, "download"), (self.seal, "lock")):
            kind = "primary" if widget is chosen else ""
            if widget.property("kind") != kind:
                widget.setProperty("kind", kind)
                repolish(widget)
            self._kit.theme.put_icon(widget, icon, "on" if kind else "text", 15, gap=GAP)
