"""What the month costs: the total, against the month before, by kind of line, over six months."""

from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from app.domain.money import Fen, fen_text, round_half_up, yuan
from app.domain.month import PayMonth
from app.services.month_costs import GROUPS, MonthCosts
from app.ui.kit import Kit
from app.ui.models.mover_words import difference_text
from app.ui.widgets.basics import ElidedLabel, label
from app.ui.widgets.stacked_bar import StackedBar
from app.ui.widgets.swatch import Swatch
from app.ui.widgets.take_out import Cells, TakeOut
from app.ui.widgets.trend_chart import TrendChart
from app.wording.numbers import MINUS, NO_BREAK, fen_money, month_text, number
from app.wording.payslip import line_name

COLOURS = {"base": "chart3", "performance": "chart1", "commission": "chart2", "piece": "chart4", "other": "chart5"}


class CostCard(QFrame):
    """Figures of the agents who are computed; before a month is computed only the sentence that says so."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("card")
        self._kit = kit
        title = label("fact")
        kit.words.put(title, "ui_month.cost_title")
        self.total, self.versus = label("total"), ElidedLabel("small")
        self.bar, self.trend = StackedBar(kit.theme), TrendChart(kit)
        self._costs: MonthCosts | None = None
        self._legend: dict[str, tuple[Swatch, QLabel, QLabel, QLabel]] = {}
        trend_title = label("small")
        kit.words.put(trend_title, "ui_month.trend_title")
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(trend_title)
        right.addWidget(self.trend)
        right.addStretch()
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addLayout(self._make_legend())
        below.addLayout(right, 1)
        kit.words.put(self, "ui_month.cost_table", "setAccessibleName")
        self.take = TakeOut(kit, self, self.cells, picture=True).button()
        sums, head = QVBoxLayout(), QHBoxLayout()
        sums.setSpacing(4)
        sums.addWidget(title)
        sums.addWidget(self.total)
        head.addLayout(sums, 1)
        head.addWidget(self.take, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.versus)
        column.addSpacing(4)
        column.addWidget(self.bar)
        column.addSpacing(4)
        column.addLayout(below)

    def _make_legend(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        for row, group in enumerate(GROUPS):
            swatch, name = Swatch(self._kit.theme, COLOURS[group]), label("fact")
            amount, share = label(), label("fact")
            self._kit.words.put(name, f"ui_month.group_{group}")
            for column, widget in enumerate((swatch, name, amount, share)):
                grid.addWidget(widget, row, column)
            for figure in (amount, share):
                figure.setAlignment(figure.alignment().AlignRight | figure.alignment().AlignVCenter)
            self._legend[group] = (swatch, name, amount, share)
        grid.setRowStretch(len(GROUPS), 1)
        return grid

    def show_costs(self, costs: MonthCosts | None, month: PayMonth) -> None:
        """Show the costs of a month, or that it is not computed yet."""
        words = self._kit.words
        self._costs = costs if costs is not None and costs.people else None
        self.take.setVisible(self._costs is not None)
        parts = dict(costs.parts) if costs is not None else {}
        self.bar.setVisible(bool(parts))
        self.bar.show_parts([(COLOURS[group], amount) for group, amount in parts.items()])
        for group, widgets in self._legend.items():
            for widget in widgets:
                widget.setVisible(group in parts)
        if costs is None or not costs.people:
            self.total.setText("–")
            self.versus.setText(words("ui_month.cost_none" if costs is None else "ui_month.cost_nobody"))
            self.trend.show_bars(())
            return
        self.total.setText(f"¥{fen_money(costs.total)}")
        self.versus.setText(self._versus(costs, month))
        for group, amount in parts.items():
            self._legend[group][2].setText(fen_money(amount))
            tip = self._made_of(costs, group)
            for widget in self._legend[group]:
                widget.setToolTip(tip)
            self._legend[group][3].setText(_share(amount, costs.total))
        names = {past: words(f"number.month_{past.number}") for past, _ in costs.trend}
        self.trend.setAccessibleName(words("ui_month.trend_title"))
        self.trend.show_bars(
            [(_short(past, names[past]), _in_ten_thousands(sum_), float(sum_)) for past, sum_ in costs.trend]
        )

    def _made_of(self, costs: MonthCosts, group: str) -> str:
        """The lines of a group with their sums, "" where it is one line of the same name."""
        lines = [line for line in costs.lines if line.group == group]
        if [line.code for line in lines] == [group]:
            return ""
        texts = self._kit.words.texts
        return "\n".join(f"{line_name(line.code, line.name, texts)} {fen_money(line.amount)}" for line in lines)

    def cells(self) -> Cells:
        """The lines with their sums, then the total of each month."""
        costs, words = self._costs, self._kit.words
        if costs is None:
            return []
        parts = [[line_name(line.code, line.name, words.texts), fen_text(line.amount)] for line in costs.lines]
        months = [
            [words("ui_month.cost_table_total", month=month_text(month, words.texts)), fen_text(total)]
            for month, total in costs.trend
        ]
        return [[words("ui_month.cost_table_what"), words("ui_month.cost_table_amount")], *parts, *months]

    def _versus(self, costs: MonthCosts, month: PayMonth) -> str:
        words = self._kit.words
        mean = fen_money(int(round_half_up(Fraction(costs.total, costs.people))))
        people = words("ui_month.cost_people", count=costs.people, mean=mean)
        if costs.before is None:
            return people
        earlier = words(f"number.month_{month.shift(-1).number}")
        if costs.before == costs.total:
            return words("ui_month.cost_same", month=earlier, people=people)
        difference = costs.total - costs.before
        share = _change(difference, costs.before)
        amount = difference_text(difference).replace(" ", " ¥", 1)
        return words("ui_month.cost_versus", month=earlier, difference=amount, share=share, people=people)


def _share(amount: Fen, total: Fen) -> str:
    return f"{number(round_half_up(Fraction(100 * amount, total), 1), 1)}{NO_BREAK}%" if total else ""


def _change(difference: Fen, before: Fen) -> str:
    """``+2.7 %``."""
    if not before:
        return "–"
    change = round_half_up(Fraction(100 * difference, before), 1)
    return f"{'+' if change >= 0 else MINUS}{number(abs(change), 1)}{NO_BREAK}%"


def _in_ten_thousands(fen: Fen) -> str:
    return number(round_half_up(yuan(fen) / 10_000, 1), 1)


def _short(month: PayMonth, name: str) -> str:
    """Under a bar: the number of the month where its name is long."""
    return str(month.number) if len(name) > 1 else name
