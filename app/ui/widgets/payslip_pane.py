"""The payslip beside the grid: who, net, near miss, and the tree of lines; or what blocks the agent."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.domain.payline import Flag, Payslip
from app.services.looked_over import OpenFlag
from app.services.month_view import MonthView
from app.ui.kit import Kit
from app.ui.models.payslip_grid import difference_text
from app.ui.models.payslip_nodes import payslip_nodes
from app.ui.widgets.basics import ElidedLabel, button, card, icon_button, label
from app.ui.widgets.notes import EmptyState
from app.ui.widgets.pending_list import PendingList
from app.ui.widgets.pill import Pill
from app.ui.widgets.seen_button import SeenButton
from app.ui.widgets.trace_tree import TraceTree
from app.wording.facts import NearMissFacts, PayslipFacts
from app.wording.numbers import month_text
from app.wording.payslip import payslip_facts
from app.wording.pending import flag_text


class PayslipPane(QFrame):
    """Shows one payslip of a MonthView; asks for neighbours, the PDF, a waiver or another page.

    ``seen_asked`` carries whether the payslip was looked at, or is to be looked at again; ``pass_asked`` a flag.
    """

    step_asked = Signal(int)
    save_asked = Signal()
    compare_asked = Signal()
    waive_asked = Signal(object)
    page_asked = Signal(str)
    seen_asked = Signal(bool)
    pass_asked = Signal(object)
    source_asked = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("card")
        self._kit = kit
        self.facts: PayslipFacts | None = None
        self._name, self._fact, self._pill = ElidedLabel("name"), ElidedLabel("small"), Pill(kit.theme)
        self._name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._net_label, self.net, self._uppercase = label("small"), label("hero"), ElidedLabel("small")
        self._versus = ElidedLabel("small")
        self._near, self._flags = QVBoxLayout(), QVBoxLayout()
        self.tree = TraceTree(kit.theme)
        self._sum = _SumRow()
        self.pending = PendingList(kit)
        self._nobody = EmptyState()
        self._stack = QStackedWidget()
        self.save = icon_button(kit, "ui.slip_save", "download")
        self.compare = icon_button(kit, "ui.slip_compare", "git-compare")
        self.seen, self._is_seen = SeenButton(kit), False
        self._assemble()
        self._connect()
        self.show_nobody()

    def _connect(self) -> None:
        self._kit.words.put(self.tree, "ui.slip_tree", "setAccessibleName")
        self.save.clicked.connect(self.save_asked)
        self.compare.clicked.connect(self.compare_asked)
        self.seen.clicked.connect(lambda: self.seen_asked.emit(not self._is_seen))
        self.pending.waive_asked.connect(self.waive_asked)
        self.pending.page_asked.connect(self.page_asked)
        self.tree.source_asked.connect(self.source_asked)

    def _assemble(self) -> None:
        before = icon_button(self._kit, "ui.slip_before", "chevron-up", shortcut="Alt+Up")
        after = icon_button(self._kit, "ui.slip_after", "chevron-down", shortcut="Alt+Down")
        before.clicked.connect(lambda: self.step_asked.emit(-1))
        after.clicked.connect(lambda: self.step_asked.emit(1))
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 4)
        head.setSpacing(4)
        head.addWidget(self._name)
        head.addSpacing(4)
        head.addWidget(self._fact, 1)
        for widget in (before, after, self.compare, self.save):
            head.addWidget(widget)
        head.addSpacing(4)
        head.addWidget(self._pill)
        head.addWidget(self.seen)
        computed = QWidget()
        column = QVBoxLayout(computed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._figures())
        for notes in (self._near, self._flags):
            notes.setContentsMargins(14, 0, 14, 0)
            notes.setSpacing(6)
            column.addLayout(notes)
        column.addWidget(self.tree, 1)
        column.addWidget(self._sum)
        body = QStackedWidget()
        body.addWidget(computed)
        body.addWidget(self.pending)
        self._body = body
        somebody = QWidget()
        outer = QVBoxLayout(somebody)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(body, 1)
        self._stack.addWidget(self._nobody)
        self._stack.addWidget(somebody)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(1, 1, 1, 1)
        frame.addWidget(self._stack)

    def _figures(self) -> QHBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(0)
        for text in (self._uppercase, self._versus):
            text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            right.addWidget(text)
        row = QHBoxLayout()
        row.setContentsMargins(14, 2, 14, 8)
        row.setSpacing(8)
        row.addWidget(self._net_label, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.net)
        row.addLayout(right, 1)
        return row

    def show_nobody(self) -> None:
        """Nobody is chosen."""
        words = self._kit.words
        self.facts = None
        self._nobody.say(words("ui.slip_nobody"), words("ui.slip_nobody_why"))
        self._stack.setCurrentIndex(0)

    def show_payslip(self, slip: Payslip, view: MonthView) -> None:
        """Show a payslip of the month."""
        words = self._kit.words
        self._stack.setCurrentIndex(1)
        self._name.setText(slip.name)
        place = " ".join(word for word in (slip.position, slip.grade) if word)
        parts = [part for part in (place, slip.shops[0] if len(slip.shops) == 1 else "") if part]
        self._fact.say(" · ".join((slip.number, *parts)), " · ".join(parts))
        self.save.setVisible(slip.computed)
        self.compare.setVisible(slip.computed)
        self._pill.setVisible(view.sealed or not slip.computed)
        self._is_seen = slip.number in view.seen
        self.seen.setVisible(slip.computed and not view.sealed)
        self.seen.say(seen=self._is_seen, stale=view.state.stale)
        self._body.setCurrentIndex(0 if slip.computed else 1)
        if slip.computed:
            self._show_computed(slip, view)
        else:
            self.facts = None
            self._pill.say(words("ui.slip_blocked"), "err", "circle-alert")
            self.pending.show_payslip(slip, sealed=view.sealed)

    def _show_computed(self, slip: Payslip, view: MonthView) -> None:
        words, run = self._kit.words, view.run
        if run is None:
            return
        facts = payslip_facts(slip, run, view.files, words.texts, sealed=view.sealed, sealed_on=view.sealed_on)
        self.facts = facts
        self._pill.say(words("ui.state_sealed"), "seal", "stamp")
        self._net_label.setText(facts.net_label)
        self.net.setText(facts.net)
        self._uppercase.setText(facts.uppercase)
        self._versus.setText(self._versus_text(slip, view))
        _fill(self._near, [_near_miss(self._kit, miss) for miss in facts.near_miss])
        _fill(self._flags, [self._flag(flag, slip, view) for flag in slip.flags])
        self.tree.set_nodes(payslip_nodes(slip, view, words))
        left, _, right = facts.subtraction.rpartition(" = ")
        self._sum.say(words("ui.slip_equation", label=facts.net_label, sum=left), right)

    def _flag(self, flag: Flag, slip: Payslip, view: MonthView) -> QWidget:
        """A flag to be looked at, with the way to let it pass; one that was let pass is quiet and says why."""
        text, frame = flag_text(flag, self._kit.words.texts), card("banner")
        if reason := view.reason(slip.number, flag):
            text = self._kit.words("ui.slip_passed", flag=text, reason=reason)
            return _note_row(self._kit, frame, "circle-check", "ok", label("small", text))
        frame.setProperty("state", "warn")
        acts = () if view.sealed else (self._pass_link(OpenFlag(number=slip.number, name=slip.name, flag=flag)),)
        return _note_row(self._kit, frame, "triangle-alert", "warn", label("", text), *acts)

    def _pass_link(self, flag: OpenFlag) -> QWidget:
        link = button(self._kit, "ui_month.flag_pass", kind="link", edits=True)
        link.clicked.connect(lambda: self.pass_asked.emit(flag))
        return link

    def _versus_text(self, slip: Payslip, view: MonthView) -> str:
        before = view.before.get(slip.number)
        if before is None or slip.net is None:
            return ""
        month = month_text(view.month.shift(-1), self._kit.words.texts)
        return self._kit.words("ui.slip_versus", month=month, difference=difference_text(slip.net - before))


class _SumRow(QFrame):
    """The last line: net as the subtraction that gives it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sumrow")
        self.setFixedHeight(28)
        self._left, self._right = ElidedLabel("strong"), label("strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.addWidget(self._left, 1)
        row.addWidget(self._right)

    def say(self, left: str, right: str) -> None:
        """``实发 = 8,205.53 − 534.12`` and the figure."""
        self._left.setText(left)
        self._right.setText(right)


def _fill(column: QVBoxLayout, widgets: list[QWidget]) -> None:
    """Put other widgets into a column."""
    while (old := column.takeAt(0)) is not None:
        if (widget := old.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for widget in widgets:
        column.addWidget(widget)
    if widgets:
        column.addSpacing(6)


def _note_row(kit: Kit, frame: QFrame, icon: str, tint: str, text: QLabel, *acts: QWidget) -> QFrame:
    mark = QLabel()
    kit.theme.put_icon(mark, icon, tint, 15)
    text.setWordWrap(True)
    row = QHBoxLayout(frame)
    row.setContentsMargins(10, 2 if acts else 6, 10, 2 if acts else 6)
    row.setSpacing(8)
    row.addWidget(mark)
    row.addWidget(text, 1)
    for act in acts:
        row.addWidget(act)
    return frame


def _near_miss(kit: Kit, miss: NearMissFacts) -> QWidget:
    text = escape(miss.text)
    for part in sorted(set(miss.bold), key=len, reverse=True):
        text = text.replace(escape(part), f"<b>{escape(part)}</b>", 1)
    line = QLabel(text)
    line.setTextFormat(Qt.TextFormat.RichText)
    return _note_row(kit, card("nearmiss"), "arrow-up", "accent", line)
