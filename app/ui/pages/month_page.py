"""本月: the checklist of the month beside what it costs, who moved and what is to be looked at."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import clock
from app.services.looked_over import OpenFlag
from app.services.month_overview import MonthOverview
from app.ui.backend_month import MonthBackend
from app.ui.kit import Kit
from app.ui.models.month_steps_view import step_now, step_views
from app.ui.pages.page import Page
from app.ui.payslip_actions import PayslipActions
from app.ui.settings import Settings
from app.ui.widgets.basics import label
from app.ui.widgets.checklist import Checklist
from app.ui.widgets.cost_card import CostCard
from app.ui.widgets.flags_card import FlagsCard
from app.ui.widgets.movers_card import MoversCard
from app.ui.widgets.two_columns import TwoColumns
from app.wording.numbers import day_text
from app.wording.pending import flag_text

_PAGES = {
    "see_people": "agents",
    "see_sheets": "data",
    "see_compute": "payslips",
    "see_blocked": "payslips",
    "go_review": "payslips",
    "see_review": "payslips",
    "see_seal": "payslips",
    "do_out": "payslips",
    "again_out": "payslips",
}
"""Steps that are done on another page."""

_STARTS = {"do_people": "agents", "do_schemes": "schemes", "do_sheets": "data", "again_sheets": "data"}
"""Steps whose page begins with its primary act at once."""


class MonthPage(Page):
    """Each step of the month with the one button that moves it on."""

    name = "month"

    def __init__(self, kit: Kit, settings: Settings) -> None:
        super().__init__(kit)
        self.overview: MonthOverview | None = None
        self._focus_waits = False
        self._work = MonthBackend(kit.backend, self)
        self._acts = PayslipActions(kit, self, settings)
        self.checklist, self.flags = Checklist(kit), FlagsCard(kit)
        self.costs, self.movers = CostCard(kit), MoversCard(kit)
        self.pay_day = label("fact")
        self.title_row.addWidget(self.pay_day)
        left, right = _column(self.checklist, self.flags), _column(self.costs, self.movers)
        self.columns = TwoColumns(left, right, (728, 470))
        self.body.addWidget(self.columns)
        self._connect()

    def _connect(self) -> None:
        self.checklist.asked.connect(self.do)
        self.flags.slip_asked.connect(self._show_slip)
        self.flags.pass_asked.connect(self._ask_pass)
        self.flags.all_asked.connect(lambda: self.page_asked.emit("payslips"))
        self.flags.pass_all_asked.connect(self._ask_pass_all)
        self.flags.grades_asked.connect(self.grades_asked)
        self.movers.agent_asked.connect(self._show_slip)
        self.movers.all_asked.connect(lambda: self.page_asked.emit("payslips"))
        self._acts.told.connect(self.told)
        self._acts.warned.connect(self.warned)

    def refresh(self) -> None:
        self._work.overview(self.kit.month.month, self.kit.month.shop, self.show_overview)

    def retranslate(self) -> None:
        if self.overview is not None:
            self.show_overview(self.overview)

    def show_overview(self, overview: MonthOverview) -> None:
        """Show a month as it stands."""
        month = overview.steps.month
        if month != self.kit.month.month:
            return
        self.overview = overview
        words, today = self.kit.words, clock.today()
        views = step_views(overview, words, today)
        self.title.setText(words("ui_month.title", month=words(f"number.month_{month.number}")))
        now = step_now(views)
        fact = "all_done" if now > len(views) else "fact"
        self.fact.setText(words(f"ui_month.{fact}", step=now, count=len(views)))
        self._say_pay_day(overview)
        self.checklist.show_steps(views)
        fixed = overview.steps.state.state == "sealed" or self.kit.month.read_only
        computed = overview.costs is not None
        self.flags.show_flags(overview.blocked, overview.flags, overview.hints, fixed=fixed, computed=computed)
        self.costs.show_costs(overview.costs, month)
        self.movers.show_movers(overview.movers, month, computed=computed)
        if self._focus_waits and self.isVisible():
            self._focus_waits = False
            self.checklist.current().act.setFocus()

    def _say_pay_day(self, overview: MonthOverview) -> None:
        words, day = self.kit.words, overview.steps.pay_date
        left = (day - clock.today()).days
        key = "pay_day_left" if left > 0 else "pay_day_today" if left == 0 else "pay_day_gone"
        self.pay_day.setText(words(f"ui_month.{key}", day=day_text(day, words.texts), left=left))

    def do(self, act: str) -> None:
        """What the button of a step does."""
        if act in _PAGES:
            self.page_asked.emit(_PAGES[act])
        elif act in _STARTS:
            self.start_asked.emit(_STARTS[act])
        elif act in ("see_marks", "do_marks"):
            self.entry_asked.emit("marks")
        elif act == "do_compute":
            self._acts.compute()
        elif act == "do_review":
            self._work.mark_reviewed(self.kit.month.month, self._reviewed)
        elif act == "do_seal":
            self._acts.seal()

    def primary(self) -> None:
        self.checklist.current().act.click()

    def take_focus(self) -> None:
        self._focus_waits = self.overview is None or not self.checklist.current().act.isEnabled()
        if not self._focus_waits:
            self.checklist.current().act.setFocus()

    def _reviewed(self, _nothing: None) -> None:
        self.told.emit(self.kit.words("ui_month.reviewed"))

    def _show_slip(self, number: str) -> None:
        self.row_asked.emit("payslips", number)

    def _ask_pass(self, flag: OpenFlag) -> None:
        """Ask why the flag is all right."""
        self._acts.pass_flags((flag,), flag.name, flag_text(flag.flag, self.kit.words.texts))

    def _ask_pass_all(self) -> None:
        """Ask why all that is left is all right."""
        flags = self.overview.flags if self.overview is not None else ()
        everybody = self.kit.words("ui_month.pass_everybody")
        self._acts.pass_flags(flags, everybody, self.kit.words("ui_month.pass_all_what", count=len(flags)))


def _column(upper: QWidget, lower: QWidget) -> QWidget:
    column = QWidget()
    inside = QVBoxLayout(column)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(12)
    inside.addWidget(upper)
    inside.addWidget(lower, 1)
    return column
