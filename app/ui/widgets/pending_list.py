"""What blocks an agent, one card each, with the button that solves it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.payline import Payslip, Pending
from app.ui.kit import Kit
from app.ui.widgets.basics import button, label, rule
from app.ui.widgets.calm_scroll import CalmScroll
from app.wording.pending import pending_text

_NOT_WAIVABLE = ("no_scheme", "nothing_left")
_PAGES = {
    "no_scheme": "schemes",
    "no_data": "data",
    "not_yet_known": "data",
    "account_conflict": "agents",
    "no_base": "agents",
    "no_performance_base": "agents",
    "no_profit_rate": "settings",
}


class PendingList(CalmScroll):
    """Asks to waive an item (``waive_asked`` carries the Pending) or to turn to the page where it is solved."""

    waive_asked = Signal(object)
    page_asked = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setWidgetResizable(True)

    def show_payslip(self, slip: Payslip, *, sealed: bool) -> None:
        """List what is pending."""
        body = QWidget()
        body.setObjectName("body")
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 4, 14, 12)
        column.setSpacing(10)
        head = label("fact", self._kit.words("ui.slip_blocked_why"))
        head.setWordWrap(True)
        column.addWidget(head)
        for pending in slip.pending:
            column.addWidget(rule())
            column.addLayout(self._card(pending, sealed=sealed))
        column.addStretch()
        self.setWidget(body)

    def _card(self, pending: Pending, *, sealed: bool) -> QVBoxLayout:
        icon, text = QLabel(), label("", pending_text(pending, self._kit.words.texts))
        self._kit.theme.put_icon(icon, "circle-alert", "err", 15)
        text.setWordWrap(True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label("strong", pending.item))
        texts.addWidget(text)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(row)
        if not sealed:
            column.addLayout(self._buttons(pending))
        return column

    def _buttons(self, pending: Pending) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(23, 0, 0, 0)
        row.setSpacing(8)
        if pending.code in _PAGES:
            page = _PAGES[pending.code]
            go = button(self._kit, f"ui.slip_to_{page}", kind="row")
            go.clicked.connect(lambda: self.page_asked.emit(page))
            row.addWidget(go)
        if pending.code not in _NOT_WAIVABLE:
            waive = button(self._kit, "ui.slip_waive", kind="row", edits=True)
            waive.clicked.connect(lambda: self.waive_asked.emit(pending))
            row.addWidget(waive)
        row.addStretch()
        return row
