"""Step 4, 检查: the sheet as it is, problem cells marked, its own sums beside ours; what must be solved is."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.problem import Severity
from app.services.import_sheets import FilePlan
from app.ui.dialogs.remark_names import RemarkDialog
from app.ui.kit import Kit
from app.ui.models.check_grid import CheckGrid, SumGrid
from app.ui.models.check_sheet import CheckSheet, position, with_owners
from app.ui.models.file_list import file_rows
from app.ui.models.import_tables import place_text
from app.ui.models.people_rows import owner_text
from app.ui.widgets.basics import ElidedLabel, card, label
from app.ui.widgets.check_table import CheckTable
from app.ui.widgets.file_list_view import FileListView
from app.ui.widgets.notes import EmptyState
from app.ui.widgets.problem_card import Remedy
from app.ui.widgets.problem_column import MOST, ProblemColumn
from app.ui.widgets.three_pane import ThreePane
from app.ui.wizards.check_cards import Asked, cards_of
from app.ui.wizards.session import ImportSession
from app.ui.wizards.step import Step
from app.wording.numbers import alone, day_text, month_text


class CheckStep(Step):
    """Files | grid | problems; a card and its cell choose each other."""

    name = "check"

    def __init__(self, kit: Kit, session: ImportSession) -> None:
        super().__init__(kit, session)
        self.files = FileListView(kit)
        self.grid, self.sums = CheckGrid(kit.words), SumGrid(kit.words)
        self.grid.setParent(self)
        self.sums.setParent(self)
        self.table = CheckTable(self.grid, self.sums, kit.theme)
        kit.words.put(self.table.table, "ui_import.sheet_title", "setAccessibleName")
        kit.words.put(self.table.pinned, "ui_import.sum_title", "setAccessibleName")
        self.none = EmptyState()
        self.problems = ProblemColumn(kit)
        self.only = QCheckBox()
        self._name, self._fact = ElidedLabel("h2", Qt.TextElideMode.ElideMiddle), label("small")
        self._file: FilePlan | None = None
        self._shown = False
        keys = ("ui_import.files_title", "ui_import.sheet_title", "ui_import.problems_title")
        self.panes = ThreePane(kit, (self.files, self._middle(), self.problems), keys, (216, 300))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
        self._connect()

    def _connect(self) -> None:
        self.files.file_chosen.connect(self._show_path)
        self.grid.cell_edited.connect(self._cell_edited)
        self.only.toggled.connect(self.grid.set_only_problems)
        self.problems.address_chosen.connect(self._problem_chosen)
        self.table.address_chosen.connect(self.problems.show_address)
        QShortcut(QKeySequence("F8"), self, lambda: self.problems.step(1))
        QShortcut(QKeySequence("Shift+F8"), self, lambda: self.problems.step(-1))

    def _middle(self) -> QWidget:
        middle = card()
        column = QVBoxLayout(middle)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QWidget()
        head.setFixedHeight(40)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        self.kit.words.put(self.only, "ui_import.only_problems")
        row.addWidget(self._name, 1)
        row.addWidget(self._fact)
        row.addStretch(0)
        row.addWidget(self.only)
        column.addWidget(head)
        self._pages = QStackedWidget()
        for page in (self.table, self.none):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        return middle

    def show_session(self) -> None:
        files = tuple(map(self.session.still_said, self.session.files))
        self._shown = False
        self.files.show_rows(file_rows(files, self.session.left_out, self.kit.words))
        path = self.files.chosen()
        if path is not None and not self._shown:
            self._show_path(path)

    def _show_path(self, path: Path) -> None:
        file = next((each for each in self.session.files if each.path == path), None)
        if file is None or self.session.planned is None:
            return
        sheet = with_owners(self.session.planned.sheets[path], file, self._owners())
        same = self._file is not None and self._file.path == path
        self._file, self._shown = file, True
        scroll = self.table.table.verticalScrollBar().value() if same else 0
        self._name.setText(file.file)
        self._fact.setText(place_text(file, self.kit.words))
        self.table.set_sheet(sheet)
        self.none.say(self.say("orders_grid"), self.say("orders_grid_why"))
        self._pages.setCurrentWidget(self.table if sheet.columns else self.none)
        self.only.setVisible(bool(sheet.columns))
        self.table.table.verticalScrollBar().setValue(scroll)
        self._show_cards(self.session.still_said(file), sheet)

    def _owners(self) -> dict[str, str]:
        """Whose the accounts are that this import decides about."""
        agents = {agent.number: agent for agent in self.session.planned.agents} if self.session.planned else {}
        waiting = {row.full for row in self.session.open_accounts}
        decided = self.session.decisions.items()
        return {account: owner_text(one, agents, self.kit.words) for account, one in decided if account not in waiting}

    def _show_cards(self, file: FilePlan, sheet: CheckSheet) -> None:
        planned = self.session.planned
        overlap, gaps = (planned.overlaps.get(file.path), planned.missing) if planned else (None, ())
        asked, more = cards_of(file, sheet, overlap, gaps, self.kit.words, MOST)
        cards = [(each.said, self._remedies(file, each)) for each in asked]
        errors = sum(one.severity is Severity.ERROR for one in file.problems)
        warnings = sum(each.said.state == "warn" for each in asked) + more
        notes = sum(each.said.state not in ("error", "warn") for each in asked)
        counts = [
            self.say(name, n=f"{n:,}")
            for name, n in (("n_must", errors), ("n_look", warnings), ("n_known", notes))
            if n
        ]
        said = self.say("list_pause").join(counts) if counts else self.say("no_problems")
        self.problems.show_cards(cards, said, more=more)
        if cards and asked[0].said.state == "error":
            self.problems.show_address(asked[0].said.address)
            self.table.show_address(asked[0].said.address)

    def _remedies(self, file: FilePlan, asked: Asked) -> tuple[Remedy, ...]:
        found: list[Remedy] = []
        out = file.path in self.session.left_out
        for way in asked.ways if not out or "overlap" in asked.ways else ():
            found.extend(self._remedy(file, asked, way))
        return tuple(found)

    def _remedy(self, file: FilePlan, asked: Asked, way: str) -> tuple[Remedy, ...]:
        address = asked.said.address
        match way:
            case "suggest":
                text = self.say("change_to", text=asked.suggestion)
                return (Remedy(text, lambda: self._cell_edited(address, asked.suggestion), "primary"),)
            case "edit":
                return (Remedy(self.say("fill_in"), lambda: self._fill_in(address)),)
            case "exclude":
                return (Remedy(self.say("leave_row_out"), lambda: self._exclude(asked.row), "link"),)
            case "put_back":
                return (Remedy(self.say("put_row_back"), lambda: self._put_back(asked.row), "link"),)
            case "percent":
                return (
                    Remedy(self.say("is_percent"), lambda: self._percent(address, percent=True)),
                    Remedy(self.say("is_fraction"), lambda: self._percent(address, percent=False)),
                )
            case "overlap":
                return self._overlap(file)
            case "day":
                return self._day(file)
            case "leftovers":
                return self._leftovers()
            case "remarks":
                return (Remedy(self.say("remark_open"), lambda: self._open_remarks(file), "link"),)
            case _:
                return (Remedy(self.say("leave_out"), lambda: self.session.leave_out(file.path, out=True)),)

    def _day(self, file: FilePlan) -> tuple[Remedy, ...]:
        """The only date in a file's name is the day that it speaks of, or that of its export."""
        period, month = file.period, self.session.month
        if period is None:
            return ()
        one, whole = (period.first, period.last), (month.first, month.last)
        name = month_text(month, self.kit.words.texts)
        return (
            Remedy(self.say("is_one_day", day=day_text(period.first, self.kit.words.texts)), lambda: self._period(one)),
            Remedy(self.say("is_whole_month", month=name), lambda: self._period(whole)),
        )

    def _period(self, period: tuple[date, date]) -> None:
        if self._file is not None:
            self.session.edit(self._file, period=period)

    def _leftovers(self) -> tuple[Remedy, ...]:
        clear = self.session.remove_leftovers

        def decide() -> None:
            self.session.remove_leftovers = not clear
            self.session.changed.emit()

        return (Remedy(self.say("leftovers_keep" if clear else "leftovers_remove"), decide),)

    def _open_remarks(self, file: FilePlan) -> None:
        dialog = RemarkDialog(self.kit, self, file.shop, file.path)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.kept.connect(self.session.replan)
        dialog.open()

    def _overlap(self, file: FilePlan) -> tuple[Remedy, ...]:
        """What is in the book is replaced or kept, or the file is not imported at all."""
        out = file.path in self.session.left_out
        keeps = self.session.edits.get(file.path, file.edits).keep_old

        def decide(*, keep: bool) -> None:
            if out:
                self.session.leave_out(file.path, out=False)
            if keep != keeps:
                self.session.edit(file, keep_old=keep)

        return (
            Remedy(self.say("overlap_replace"), lambda: decide(keep=False), "radio", on=not out and not keeps),
            Remedy(self.say("overlap_keep"), lambda: decide(keep=True), "radio", on=not out and keeps),
            Remedy(self.say("left_out"), lambda: self.session.leave_out(file.path, out=True), "radio", on=out),
        )

    def _problem_chosen(self, address: str) -> None:
        if address:
            self.table.show_address(address)

    def _fill_in(self, address: str) -> None:
        self.panes.show_pane(1)
        self.table.edit_address(address)

    def _cell_edited(self, address: str, text: str) -> None:
        if self._file is not None:
            edits = self.session.edits.get(self._file.path, self._file.edits)
            self.session.edit(self._file, cells={**edits.cells, address: text})

    def _exclude(self, row: int) -> None:
        if self._file is not None:
            edits = self.session.edits.get(self._file.path, self._file.edits)
            rows = tuple(sorted({*edits.excluded_rows, row}))
            self.session.edit(self._file, excluded_rows=rows)

    def _put_back(self, row: int) -> None:
        if self._file is not None:
            edits = self.session.edits.get(self._file.path, self._file.edits)
            self.session.edit(self._file, excluded_rows=tuple(each for each in edits.excluded_rows if each != row))

    def _percent(self, address: str, *, percent: bool) -> None:
        place = position(address)
        if self._file is not None and place is not None:
            edits = self.session.edits.get(self._file.path, self._file.edits)
            self.session.edit(self._file, percent={**edits.percent, place[1]: percent})

    def take_focus(self) -> None:
        self.table.table.setFocus()

    def fact(self) -> str:
        return self.say("fact_files", files=len(self.session.included), rows=f"{self.session.rows:,}")

    def ready(self) -> bool:
        something = bool(self.session.included or self.session.people_files)
        return something and not self.session.errors and not self.session.busy

    def sentence(self) -> str:
        if self.session.errors:
            return self.say("sentence_errors", n=f"{self.session.errors:,}")
        if not (self.session.included or self.session.people_files):
            return self.say("sentence_nothing_left")
        if self.session.open_accounts:
            return self.say("sentence_waiting", n=f"{len(self.session.open_accounts):,}")
        orders, fen = self.session.nobodys_orders
        if orders:
            return self.say("sentence_ready_orders", n=f"{orders:,}", money=alone(fen))
        return self.say("sentence_ready")

    def primary_text(self) -> str:
        return self.say("import_rows", rows=f"{self.session.rows:,}")
