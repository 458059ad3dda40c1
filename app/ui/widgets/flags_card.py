"""What is still to be looked at before sealing: who cannot be computed, and every flag."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.payline import Flag, Payslip
from app.services.looked_over import OpenFlag
from app.ui.kit import Kit
from app.ui.widgets.basics import button, label, rule
from app.ui.widgets.calm_scroll import CalmScroll
from app.ui.widgets.flag_row import FlagRow
from app.ui.widgets.pill import Pill
from app.wording.pending import flag_text, pending_text

_MOST, _NAMED = 40, 3


class FlagsCard(QFrame):
    """``slip_asked`` carries the number of whose payslip is wanted, ``pass_asked`` a flag that is to be let pass
    (``pass_all_asked``: all of them),
    ``grades_asked`` that the grades are to be reviewed."""

    slip_asked = Signal(str)
    pass_asked = Signal(object)
    all_asked = Signal()
    pass_all_asked = Signal()
    grades_asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("card")
        self._kit = kit
        title = label("h2")
        kit.words.put(title, "ui_month.flags_title")
        self.count = Pill(kit.theme, "warn")
        self.pass_all = button(kit, "ui_month.flags_pass_all", kind="link", edits=True)
        self.pass_all.clicked.connect(self.pass_all_asked)
        self.all = button(kit, "ui_month.flags_all", kind="link")
        self.all.clicked.connect(self.all_asked)
        head = QWidget()
        head.setFixedHeight(38)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(title)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.pass_all)
        row.addWidget(self.all)
        self._none: QLabel = label("fact")
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = CalmScroll()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 4)
        column.setSpacing(0)
        for widget in (head, rule(), self._area, self._none):
            column.addWidget(widget)
        column.setStretch(2, 1)
        column.setStretch(3, 1)
        self.setMinimumHeight(110)
        self.rows: list[FlagRow] = []

    def show_flags(
        self,
        blocked: tuple[Payslip, ...],
        flags: tuple[OpenFlag, ...],
        hints: tuple[Flag, ...],
        *,
        fixed: bool,
        computed: bool,
    ) -> None:
        """The blocked first. ``fixed``: the month is sealed, nothing can be let pass any more."""
        words = self._kit.words
        pending: dict[str, list[Payslip]] = {}
        for slip in blocked:
            for one in slip.pending:
                pending.setdefault(pending_text(one, words.texts), []).append(slip)
        total = len(pending) + len(flags)
        self.rows = [
            *(self._blocked(slips, text) for text, slips in list(pending.items())[:_MOST]),
            *(self._flag(one, fixed=fixed) for one in flags[: max(0, _MOST - len(pending))]),
            *(self._hint(one) for one in hints[:_MOST]),
        ]
        inside = QWidget()
        inside.setObjectName("body")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for at, row in enumerate(self.rows):
            if at:
                column.addWidget(rule())
            column.addWidget(row)
        if total > _MOST:
            column.addWidget(label("small", words("ui.refused_more", count=total - _MOST)))
        column.addStretch()
        self._area.setWidget(inside)
        self._area.setVisible(bool(self.rows))
        self._none.setVisible(not self.rows)
        self._none.setText(words("ui_month.flags_none" if computed else "ui_month.flags_later"))
        self.count.setVisible(total > 0)
        self.count.say(str(total), "warn")
        self.all.setVisible(total > 0)
        self.pass_all.setVisible(len(flags) > 1 and not fixed)

    def _blocked(self, slips: list[Payslip], text: str) -> FlagRow:
        """Who waits for the same is named in one row."""
        words = self._kit.words
        names = words("ui.join").join(slip.name for slip in slips[:_NAMED])
        if len(slips) > _NAMED:
            names = words("ui_month.names_count", names=names, count=len(slips))
        see = ("ui_month.flag_solve", partial(self.slip_asked.emit, slips[0].number))
        return FlagRow(self._kit, ("circle-alert", "err"), names, text, (see,))

    def _hint(self, hint: Flag) -> FlagRow:
        """Of a whole shop, or of the grades: there is nothing to let pass."""
        review = (("ui_month.hint_grades", self.grades_asked.emit),) if hint.code == "grade_review" else ()
        name = self._kit.words("ui_month.hint")
        return FlagRow(self._kit, ("info", "info"), name, flag_text(hint, self._kit.words.texts), review)

    def _flag(self, flag: OpenFlag, *, fixed: bool) -> FlagRow:
        text = flag_text(flag.flag, self._kit.words.texts)
        see = ("ui_month.flag_see", partial(self.slip_asked.emit, flag.number))
        acts = (see,) if fixed else (see, ("ui_month.flag_pass", partial(self.pass_asked.emit, flag)))
        return FlagRow(self._kit, ("triangle-alert", "warn"), flag.name, text, acts)
