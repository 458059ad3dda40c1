"""工资条: the month's grid, the chosen payslip with its trace, and what is done with the month."""

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.payline import Payslip, Pending
from app.services.looked_over import OpenFlag
from app.services.month_view import MonthView
from app.ui.backend_pay import PayBackend
from app.ui.dialogs.compare_people import ComparePeopleDialog
from app.ui.kit import Kit
from app.ui.models.payslip_grid import FILTERS, GridRow, grid_columns, grid_rows, total_row
from app.ui.models.rows import RowsModel
from app.ui.pages.page import Page
from app.ui.paper_actions import PaperActions
from app.ui.payslip_actions import PayslipActions
from app.ui.read_only import only_to_edit
from app.ui.settings import Settings
from app.ui.widgets.basics import button, card
from app.ui.widgets.grid_foot import GridFoot
from app.ui.widgets.notes import EmptyState
from app.ui.widgets.payslip_pane import PayslipPane
from app.ui.widgets.payslip_tools import PayslipTools
from app.ui.widgets.score_strip import ScoreStrip
from app.ui.widgets.seen_button import KEYS
from app.ui.widgets.segments import Segments
from app.ui.widgets.table import TableView, TotalRow
from app.ui.widgets.two_pane import TwoPane
from app.wording.numbers import month_text
from app.wording.pending import flag_text
from app.wording.sources import SourceCell


class PayslipsPage(Page):
    """Grid over score strip, beside the payslip. Nothing is computed until it is asked for."""

    name = "payslips"

    def __init__(self, kit: Kit, settings: Settings) -> None:
        super().__init__(kit)
        self.view: MonthView | None = None
        self._wanted = ""
        self.actions_, self.papers = PayslipActions(kit, self, settings), PaperActions(kit, self, settings)
        self._pay = PayBackend(kit.backend, self)
        self.model: RowsModel[GridRow] = RowsModel(self)
        self.sums: RowsModel[GridRow] = RowsModel(self)
        self.table = TableView(kit, self.model)
        self.total = TotalRow(kit.theme, self.sums, self.table)
        self.segments = Segments(tuple(FILTERS))
        self.foot, self.strip, self.pane = GridFoot(kit), ScoreStrip(kit), PayslipPane(kit)
        self.tools = PayslipTools(kit, self)
        self.title_row.insertWidget(1, self.segments)
        self.title_row.addWidget(self.tools.row, 2)
        self.columns = TwoPane(kit, self._grid(), self.pane, 424, 520)
        self.first = button(kit, "ui.pay_compute", icon="play", kind="primary", edits=True)
        self.first.clicked.connect(self.actions_.compute)
        self.to_agents = button(kit, "ui.pay_to_agents")
        self.to_agents.clicked.connect(lambda: self.page_asked.emit("agents"))
        self.empty = EmptyState(self.first, self.to_agents)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.columns)
        self.stack.addWidget(self.empty)
        for widget in (self.tools.stale, self.tools.sealed):
            self.body.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self.set_least_height(300)
        self._connect()
        self.retranslate()

    def _grid(self) -> QWidget:
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.table, 1000)
        inside.addWidget(self.total)
        inside.addStretch(1)
        inside.addWidget(self.foot)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(frame, 1)
        column.addWidget(self.strip)
        self.kit.words.put(self.table, "ui.pay_table", "setAccessibleName")
        return both

    def _connect(self) -> None:
        self.segments.chosen.connect(self.apply_filter)
        self.table.row_chosen.connect(self._show_row)
        self.table.columns_fitted.connect(self.foot.say_hidden)
        self.table.row_opened.connect(lambda: self.columns.open_side())
        self.strip.item_asked.connect(self._show_item)
        self._connect_tools()
        self.pane.step_asked.connect(self.step)
        self.pane.save_asked.connect(self.save_one)
        self.pane.compare_asked.connect(self.compare_chosen)
        self.pane.waive_asked.connect(self.waive_chosen)
        self.pane.seen_asked.connect(self._look_over)
        self.pane.pass_asked.connect(self.pass_flag)
        self.pane.page_asked.connect(self.page_asked)
        self.pane.source_asked.connect(self._copy_source)
        QShortcut(QKeySequence("F5"), self, self.actions_.compute)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_papers)
        QShortcut(QKeySequence("Ctrl+E"), self, self.actions_.save_register)
        only_to_edit(self.kit.month, QShortcut(QKeySequence(KEYS), self, self.review_chosen))
        QShortcut(QKeySequence("F6"), self, self.next_pane)
        QShortcut(QKeySequence("F8"), self, lambda: self.next_flag(1))
        QShortcut(QKeySequence("Shift+F8"), self, lambda: self.next_flag(-1))

    def _connect_tools(self) -> None:
        tools, actions = self.tools, self.actions_
        for source in (actions, self.papers):
            source.told.connect(self.told)
            source.offered.connect(self.offered)
            source.warned.connect(self.warned)
        actions.undoable.connect(self.undoable)
        tools.papers_asked.connect(self.print_papers)
        tools.transfer_asked.connect(self.write_transfer)
        tools.code_asked.connect(self.papers.check_code)
        tools.trial_asked.connect(self.papers.trial)
        tools.compute_asked.connect(actions.compute)
        tools.adjust_asked.connect(self.adjust_chosen)
        tools.seal_asked.connect(actions.seal)
        tools.register_asked.connect(actions.save_register)
        tools.save_one_asked.connect(self.save_one)
        tools.save_each_asked.connect(actions.save_each)
        tools.save_merged_asked.connect(actions.save_merged)

    def refresh(self) -> None:
        self._pay.view(self.kit.month.month, self.show_month)

    def show_month(self, view: MonthView) -> None:
        """Show a month as it was last computed."""
        if view.month != self.kit.month.month:
            return
        self.view = view
        self._show()
        if self._wanted:
            self._choose(self._wanted)
            self._wanted = ""

    def retranslate(self) -> None:
        self._show()

    def shop_filter_changed(self) -> None:
        self._show()

    @property
    def chosen(self) -> Payslip | None:
        """The payslip that is looked at."""
        row: GridRow | None = self.table.chosen()
        return None if row is None else row.slip

    def _show(self) -> None:
        words, view = self.kit.words, self.view
        month = month_text(self.kit.month.month, words.texts)
        short = words(f"number.month_{self.kit.month.month.number}")
        self.title.setText(words("ui.pay_title", month=short))
        chosen = self.chosen
        rows = grid_rows(view, self.kit.month.shop) if view is not None else ()
        has_run = view is not None and view.run is not None and bool(rows)
        self._turn(0 if has_run else 1)
        self._say_empty(month, nobody=view is not None and view.run is not None)
        earlier = words(f"number.month_{self.kit.month.month.shift(-1).number}")
        columns = grid_columns(words, rows, earlier if view is not None and view.before else "")
        self.sums.set_rows(())
        self.model.set_rows(())
        self.sums.set_columns(columns)
        self.model.set_columns(columns)
        self.model.set_rows(rows)
        self._say_state(rows, month)
        self.apply_filter()
        self._choose(chosen.number if chosen is not None else "")

    def _turn(self, place: int) -> None:
        """Grid or empty state; the keyboard follows."""
        if self.stack.currentIndex() != place:
            self.stack.setCurrentIndex(place)
            if self.isVisible():
                self.take_focus()

    def _say_empty(self, month: str, *, nobody: bool) -> None:
        words = self.kit.words
        if nobody:
            self.empty.say(words("ui.pay_nobody", month=month), words("ui.pay_nobody_why"))
        else:
            self.empty.say(words("ui.pay_empty", month=month), words("ui.pay_empty_why"))
        self.first.setVisible(not nobody)
        self.to_agents.setVisible(nobody)

    def _say_state(self, rows: tuple[GridRow, ...], month: str) -> None:
        words, view = self.kit.words, self.view
        blocked = sum(not row.slip.computed for row in rows)
        flagged = sum(row.flagged and row.slip.computed for row in rows)
        unseen = sum(row.slip.computed and not row.seen for row in rows)
        sealed = view is not None and view.sealed
        self.segments.setVisible(bool(rows))
        self.segments.say(
            {
                "all": (words("ui.pay_all", count=len(rows)), True),
                "unseen": ("" if sealed or blocked == len(rows) else words("ui.pay_unseen", count=unseen), unseen > 0),
                "blocked": (words("ui.pay_blocked", count=blocked) if blocked else "", blocked > 0),
                "flagged": (words("ui.pay_flagged", count=flagged), flagged > 0),
            }
        )
        everybody = view.run.payslips if view is not None and view.run is not None else ()
        waiting = sum(not slip.computed for slip in everybody)
        stale = view is not None and view.state.stale
        self.tools.show_state(everybody, month, anybody=bool(rows), sealed=sealed, stale=stale)
        self.fact.setText(words("ui.seal_wait", count=waiting) if waiting and rows else "")

    def apply_filter(self) -> None:
        """Show everybody, or who is still to be looked at; the sums follow. With nobody left everybody is shown."""
        chosen = self.chosen
        accepts = FILTERS[self.segments.value]
        if accepts is not None and not any(accepts(row) for row in self.model.all_rows):
            self.segments.choose("all")
            accepts = None
        self.model.set_filter(accepts)
        self.sums.set_rows((total_row(self.model.shown_rows),))
        self.table.fit_columns()
        self.foot.show_rows(self.model.shown_rows)
        self._choose(chosen.number if chosen is not None else "")

    def _choose(self, number: str) -> None:
        numbers = [row.slip.number for row in self.model.shown_rows]
        if numbers:
            self.table.choose(numbers.index(number) if number in numbers else 0)
            self._show_row(self.table.chosen())
        else:
            self._show_row(None)

    def _show_row(self, row: GridRow | None) -> None:
        self.tools.show_chosen(None if row is None else row.slip)
        if row is None or self.view is None:
            self.pane.show_nobody()
            self.strip.show_facts(None)
            return
        self.pane.show_payslip(row.slip, self.view)
        self.strip.show_facts(self.pane.facts)

    def _show_item(self, item: str) -> None:
        self.columns.open_side()
        self.pane.tree.unfold(f"item:{item}")

    def show_number(self, number: str) -> None:
        self._wanted = number if self._outdated or self.view is None else ""
        self.segments.buttons["all"].click()
        self._choose(number)

    def step(self, by: int) -> None:
        """The payslip above or below."""
        self.table.choose(self.table.currentIndex().row() + by)

    def next_flag(self, by: int) -> None:
        """The next payslip that is blocked or flagged, round and round."""
        rows, here = self.model.shown_rows, self.table.currentIndex().row()
        for far in range(1, len(rows) + 1):
            at = (here + by * far) % len(rows)
            if rows[at].flagged or not rows[at].slip.computed:
                self.table.choose(at)
                return

    def next_pane(self) -> None:
        """From the grid to the payslip and back."""
        (self.pane.tree if self.table.hasFocus() else self.table).setFocus()

    def take_focus(self) -> None:
        (self.table if self.stack.currentIndex() == 0 else self.first).setFocus()

    def primary(self) -> None:
        if not self.tools.press_primary() and self.first.isVisible():
            self.first.click()

    def focus_filter(self) -> None:
        self.table.setFocus()

    def adjust_chosen(self) -> None:
        """Adjust the pay of the agent looked at."""
        if self.chosen is not None:
            self.actions_.adjust(self.chosen)

    def waive_chosen(self, pending: Pending) -> None:
        """Waive what blocks the agent looked at."""
        if self.chosen is not None:
            self.actions_.waive(self.chosen, pending)

    def review_chosen(self) -> None:
        """The payslip looked at is all right: mark it, and go on to the next that nobody looked at."""
        view, slip = self.view, self.chosen
        if view is None or slip is None or view.sealed or view.state.stale:
            return
        rows, here = self.model.shown_rows, self.table.currentIndex().row()
        later = [(here + far) % len(rows) for far in range(1, len(rows))]
        self.table.choose(next((at for at in later if rows[at].slip.computed and not rows[at].seen), here))
        if slip.computed and slip.number not in view.seen:
            self.actions_.mark_seen(slip)

    def _look_over(self, seen: bool) -> None:
        """The payslip was looked at, or is to be looked at again."""
        if seen:
            self.review_chosen()
        elif self.chosen is not None:
            self.actions_.mark_unseen(self.chosen)

    def pass_flag(self, flag: OpenFlag) -> None:
        """Ask why a flag of the payslip looked at is all right."""
        self.actions_.pass_flags((flag,), flag.name, flag_text(flag.flag, self.kit.words.texts))

    def compare_chosen(self) -> None:
        """The agent looked at beside a colleague."""
        run = self.view.run if self.view is not None else None
        if self.chosen is not None and self.view is not None and run is not None:
            chosen = self.chosen
            others = [slip for slip in run.payslips if slip.computed and slip.number != chosen.number]
            if others:
                dialog = ComparePeopleDialog(self.kit, self.window(), self.view, chosen, others)
                dialog.exec()
                dialog.deleteLater()

    def save_one(self) -> None:
        """Save the payslip looked at."""
        if self.chosen is not None and self.pane.facts is not None:
            self.actions_.save_one(self.chosen, self.pane.facts.stem)

    def print_papers(self) -> None:
        """Print or save the month in any form."""
        if self.stack.currentIndex() == 0:
            self.papers.papers(self.chosen)

    def write_transfer(self) -> None:
        """Write the file that the bank takes."""
        self.papers.transfer(sealed=self.view is not None and self.view.sealed)

    def _copy_source(self, source: SourceCell) -> None:
        words = self.kit.words
        cells = words("ui.join").join(source.cells)
        place = words("ui.source_one", file=source.file, sheet=source.sheet, cells=cells)
        QGuiApplication.clipboard().setText(place)
        self.told.emit(words("ui.source_copied", place=place))
