"""Asks by which form the month is paid, and says how many are paid how much, and who is not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.problem import JixinError
from app.domain.transfer import LeftOut, Template, Transfer
from app.ui.kit import Kit
from app.ui.models.rows import Column, RowsModel
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, label
from app.ui.widgets.notes import ErrorSentence
from app.ui.widgets.table import TableView
from app.wording.numbers import fen_money
from app.wording.problems import problem_text


class TransferDialog(Dialog):
    """``form_chosen`` asks for the plan of a form, ``form_asked`` for a new form, ``save_asked`` for the file."""

    form_chosen = Signal(object)
    form_asked = Signal()
    save_asked = Signal()

    def __init__(self, kit: Kit, parent: QWidget, month: str, *, sealed: bool) -> None:
        super().__init__(parent)
        self._kit = kit
        self._templates: tuple[Template, ...] = ()
        words = kit.words
        self.setWindowTitle(words("ui_papers.transfer_title", month=month))
        self.form, self.sum, self.left = QComboBox(), label("figure"), label("fact")
        self.note = label("fact", "" if sealed else words("ui_papers.transfer_draft", month=month))
        self.note.setVisible(not sealed)
        self.note.setWordWrap(True)
        self.model: RowsModel[LeftOut] = RowsModel(self)
        self.table = TableView(kit, self.model)
        self.table.setMinimumHeight(140)
        kit.words.put(self.table, "ui_papers.transfer_left", "setAccessibleName", count=0)
        self.fault = ErrorSentence(kit)
        self.new_form, self.keep = button(kit, "ui_papers.transfer_new"), button(kit, "ui_papers.keep")
        self.save = button(kit, "ui_papers.transfer_save", icon="download", kind="primary")
        self._columns()
        self._assemble()
        self.form.currentIndexChanged.connect(self._chosen)
        self.new_form.clicked.connect(lambda: self.form_asked.emit())
        self.keep.clicked.connect(self.reject)
        self.save.clicked.connect(lambda: self.save_asked.emit())

    def _columns(self) -> None:
        words = self._kit.words
        self.model.set_columns(
            (
                Column("number", words("document.fact_number"), lambda one: one.number, fixed=True),
                Column("name", words("document.fact_agent"), lambda one: one.name, bold=True),
                Column("reason", words("ui_papers.transfer_why"), self._reason, elide=True),
            )
        )

    def _assemble(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow(label("fact", self._kit.words("ui_papers.transfer_form")), self.form)
        form.addRow(label("fact", self._kit.words("ui_papers.transfer_sum")), self.sum)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.new_form)
        row.addStretch()
        row.addWidget(self.keep)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(form)
        for widget in (self.note, self.fault, self.left, self.table):
            column.addWidget(widget)
        column.addLayout(row)
        self.setMinimumWidth(520)

    def offer(self, templates: tuple[Template, ...], chosen: str = "") -> None:
        """The forms to choose from."""
        self._templates = templates
        self.form.blockSignals(True)
        self.form.clear()
        for template in templates:
            key = f"ui_papers.form_{template.name}"
            self.form.addItem(self._kit.words(key) if key in self._kit.words.texts else template.name)
        names = [template.name for template in templates]
        self.form.setCurrentIndex(names.index(chosen) if chosen in names else 0)
        self.form.blockSignals(False)
        self._chosen()

    @property
    def template(self) -> Template | None:
        """The chosen form."""
        at = self.form.currentIndex()
        return self._templates[at] if 0 <= at < len(self._templates) else None

    def _chosen(self) -> None:
        self.save.setEnabled(False)
        if self.template is not None:
            self.form_chosen.emit(self.template)

    def show_plan(self, plan: Transfer) -> None:
        """Say who is paid and who is not."""
        words = self._kit.words
        self.fault.say("")
        self.sum.setText(words("ui_papers.transfer_count", count=len(plan.payees), total=fen_money(plan.total)))
        self.model.set_rows(plan.left_out)
        self.left.setText(words("ui_papers.transfer_left", count=len(plan.left_out)) if plan.left_out else "")
        self.table.setVisible(bool(plan.left_out))
        self.save.setEnabled(bool(plan.payees))

    def refuse(self, refusal: JixinError) -> None:
        """Say why there can be no file."""
        self.sum.setText("–")
        self.model.set_rows(())
        self.table.hide()
        self.left.setText("")
        self.save.setEnabled(False)
        self.fault.say("\n".join(problem_text(problem, self._kit.words.texts) for problem in refusal.problems[:5]))

    def _reason(self, one: LeftOut) -> str:
        return self._kit.words(f"document.left_out_{one.reason}")
