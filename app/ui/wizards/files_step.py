"""Step 1, 文件: what each file was recognised as; what the file cannot tell is asked."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.problem import Severity
from app.services import import_sheets
from app.services.import_sheets import FilePlan
from app.ui.kit import Kit
from app.ui.models.import_tables import FoundFile, file_columns, place_text
from app.ui.models.rows import RowsModel
from app.ui.widgets.basics import ElidedLabel, button, card, label, repolish
from app.ui.widgets.file_table import FileTable
from app.ui.widgets.problem_lines import ProblemLines, scrolling
from app.ui.widgets.two_pane import TwoPane
from app.ui.wizards.file_fields import PeriodField, ReportField
from app.ui.wizards.session import ImportSession
from app.ui.wizards.shop_proposal import needs_shop
from app.ui.wizards.step import Step

_REASONS = 4


class FilesStep(Step):
    """Table of the files beside the facts of the chosen one."""

    name = "files"
    add_asked = Signal()
    paste_asked = Signal()

    def __init__(self, kit: Kit, session: ImportSession) -> None:
        super().__init__(kit, session)
        self.model: RowsModel[FoundFile] = RowsModel(self)
        self.table = FileTable(kit, self.model)
        self.table.setSelectionMode(FileTable.SelectionMode.SingleSelection)
        self.pane = FilePane(kit, session)
        self.add = button(kit, "ui_import.add_files", icon="plus", kind="link")
        self.add.clicked.connect(self.add_asked)
        self.paste = button(kit, "ui_import.paste", icon="clipboard-paste", kind="link")
        self.paste.clicked.connect(self.paste_asked)
        self.table.row_chosen.connect(self.pane.show_file)
        self.panes = TwoPane(kit, self._left(), self.pane, 384, 460)
        self.table.clicked.connect(self.panes.open_side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
        self.retranslate()

    def _left(self) -> QWidget:
        left = card()
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 6)
        title = label("h2")
        self.kit.words.put(title, "ui_import.files_title")
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.paste)
        head.addWidget(self.add)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        return left

    def retranslate(self) -> None:
        """Name the columns."""
        self.model.set_columns(file_columns(self.kit.words))
        self.kit.words.put(self.table, "ui_import.files_title", "setAccessibleName")

    def show_session(self) -> None:
        chosen = self.table.chosen()
        path = chosen.path if isinstance(chosen, FoundFile) else None
        rows = found_files(self.session)
        self.model.set_rows(rows)
        if not rows:
            self.pane.show_file(None)
        paths = [row.path for row in self.model.shown_rows]
        worst = next((at for at, row in enumerate(self.model.shown_rows) if row.state == "error"), 0)
        self.table.choose(paths.index(path) if path in paths else worst)

    def take_focus(self) -> None:
        self.table.setFocus()

    def fact(self) -> str:
        found = found_files(self.session)
        return self.say("fact_files", files=len(found), rows=f"{self.session.rows:,}")

    def ready(self) -> bool:
        return bool(self.session.included or self.session.people_files) and not self._unclear()

    def _unclear(self) -> list[FoundFile]:
        """The files with a question that only this step can settle; faulty cells are put right in 检查."""
        errors = [row for row in found_files(self.session) if row.state == "error"]
        return [row for row in errors if not row.plan.layout or _shop_is_wrong(row.plan)]

    def sentence(self) -> str:
        unclear = self._unclear()
        if unclear:
            name = "sentence_shop" if unclear[0].plan.layout else "sentence_unclear"
            return self.say(name, file=unclear[0].plan.file)
        return self.say("sentence_nothing_yet")

    def primary_text(self) -> str:
        return self.say("next_columns")


def _shop_is_wrong(file: FilePlan) -> bool:
    return needs_shop(file) or any(problem.code in ("shop_differs", "unknown_shop") for problem in file.problems)


def _known_sheet(file: FilePlan) -> str:
    """The sheet that is read, "" where several are the same report and the owner has to choose."""
    return "" if any(problem.code == "sheets_alike" for problem in file.problems) else file.sheet


def found_files(session: ImportSession) -> tuple[FoundFile, ...]:
    """Every file of the session, in the order they were added."""
    if session.planned is None:
        return ()
    kinds = session.planned.kinds
    return tuple(
        FoundFile(plan.path, plan, kinds.get(plan.path, ""), plan.path in session.left_out)
        for plan in session.planned.plan.files
    )


def sureness(confidence: int) -> str:
    """How sure the recognition is, of 0 … 100."""
    return next(name for name, least in (("sure", 90), ("fairly_sure", 70), ("unsure", 0)) if confidence >= least)


class FilePane(QWidget):
    """What is known of one file, and the questions that only the owner can answer."""

    def __init__(self, kit: Kit, session: ImportSession) -> None:
        super().__init__()
        self._kit, self._session = kit, session
        self._file: FoundFile | None = None
        self._name = ElidedLabel("name", Qt.TextElideMode.ElideMiddle)
        self.report, self.shop, self.sheet, self.period = ReportField(), QComboBox(), QComboBox(), PeriodField(kit)
        self._facts = {name: label() for name in ("header", "attribution", "reason", "confidence", "note")}
        self._layouts = import_sheets.layout_names()
        self._problems = ProblemLines(kit, "files")
        self.leave_out = button(kit, "ui_import.leave_out")
        self.remove = button(kit, "ui_import.remove_file", icon="trash-2")
        self._lay_out()
        self.report.taken.connect(self._taken_as)
        self.period.said.connect(self._period_said)
        self.shop.activated.connect(self._shop_chosen)
        self.sheet.activated.connect(self._sheet_chosen)
        self.leave_out.clicked.connect(self._leave_out)
        self.remove.clicked.connect(self._remove)

    def _lay_out(self) -> None:
        frame = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        column.addWidget(self._name)
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 8, 0, 4)
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        asked = (("report", self.report), ("shop", self.shop), ("sheet", self.sheet), ("period", self.period))
        for name, field in (*asked, *self._facts.items()):
            head = label("fact")
            self._kit.words.put(head, f"ui_import.field_{name}")
            head.setBuddy(field)
            if isinstance(field, QLabel):
                field.setWordWrap(True)
            else:
                head.setFixedHeight(30)
            self._kit.words.put(field, f"ui_import.field_{name}", "setAccessibleName")
            self._form.addRow(head, field)
        column.addLayout(self._form)
        column.addWidget(self._problems)
        column.addStretch(1)
        whole = QVBoxLayout(frame)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(scrolling(body), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 10)
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.leave_out)
        foot.addWidget(self.remove)
        whole.addLayout(foot)

    def show_file(self, file: FoundFile | None) -> None:
        """Show another file; None shows nothing."""
        self._file = file
        for widget in (self._name, self.leave_out, self.remove):
            widget.setVisible(file is not None)
        if file is None:
            for row in range(self._form.rowCount()):
                self._form.setRowVisible(row, False)
            self._problems.show_problems(())
            return
        self._name.setText(file.plan.file)
        self._fill_boxes(file)
        texts = self._texts(file)
        for name, field in self._facts.items():
            field.setText(texts.get(name, ""))
            self._form.setRowVisible(field, bool(texts.get(name)))
        problems = [each for each in file.plan.problems if not each.cell or each.severity is Severity.ERROR]
        self._problems.show_problems(() if file.kind else problems)
        self._kit.words.put(self.leave_out, "ui_import.take_in" if file.left_out else "ui_import.leave_out")
        self.leave_out.setVisible(not file.kind)

    def _fill_boxes(self, file: FoundFile) -> None:
        self.report.offer(file, self._layouts, self._kit.words)
        self._form.setRowVisible(self.report, True)
        self.period.show_period(file.plan)
        self._form.setRowVisible(self.period, file.plan.period is not None and not file.kind)
        shops = [shop.name for shop in self._session.planned.shops] if self._session.planned else []
        known = "" if needs_shop(file.plan) else file.plan.shop
        self._fill(self.shop, shops, known, ask="ui_import.choose_shop")
        self._fill(self.sheet, list(file.plan.sheets), _known_sheet(file.plan), ask="ui_import.choose_sheet")
        self._form.setRowVisible(self.shop, len(shops) > 1 and not file.kind and bool(file.plan.layout))
        self.shop.setProperty("state", "error" if _shop_is_wrong(file.plan) else "")
        repolish(self.shop)
        self._form.setRowVisible(self.sheet, len(file.plan.sheets) > 1 and not file.kind)

    def _fill(self, box: QComboBox, names: list[str], chosen: str, *, ask: str) -> None:
        box.clear()
        if chosen not in names:
            box.addItem(self._kit.words(ask))
        box.addItems(names)
        box.setCurrentText(chosen if chosen in names else self._kit.words(ask))

    def _texts(self, file: FoundFile) -> dict[str, str]:
        words, plan = self._kit.words, file.plan
        if file.kind:
            note = words(f"ui_import.note_{file.kind}")
            return {"note": note}
        reason = words("ui_import.list_comma").join(plan.reason[:_REASONS])
        if len(plan.reason) > _REASONS:
            reason = words("ui_import.reason_more", names=reason, n=len(plan.reason))
        sure = words(f"ui_import.{sureness(plan.confidence)}") if plan.layout else ""
        return {
            "header": place_text(plan, words),
            "attribution": plan.attribution,
            "reason": reason,
            "confidence": sure,
        }

    def _taken_as(self, kind: str, layout: str) -> None:
        file = self._file
        if file is not None and (kind, layout) != (file.kind, file.plan.layout):
            self._session.take_as(file.plan, kind, layout)

    def _period_said(self, first: date, last: date) -> None:
        if self._file is not None:
            self._session.edit(self._file.plan, period=(first, last))

    def _shop_chosen(self) -> None:
        file, name = self._file, self.shop.currentText()
        if file is None or name == self._kit.words("ui_import.choose_shop"):
            return
        said = self._session.edits.get(file.path, file.plan.edits).shop
        if name not in (said, "" if _shop_is_wrong(file.plan) else file.plan.shop):
            self._session.edit(file.plan, shop=name)

    def _sheet_chosen(self) -> None:
        file, name = self._file, self.sheet.currentText()
        if file is not None and name not in (self._kit.words("ui_import.choose_sheet"), _known_sheet(file.plan)):
            self._session.edit(file.plan, sheet=name)

    def _leave_out(self) -> None:
        if self._file is not None:
            self._session.leave_out(self._file.path, out=not self._file.left_out)

    def _remove(self) -> None:
        if self._file is not None:
            self._session.remove(self._path())

    def _path(self) -> Path:
        return self._file.path if self._file is not None else Path()
