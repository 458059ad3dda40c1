"""The payslips of an agent, newest month first."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.money import Fen
from app.services.agent_history import PastSlip
from app.ui.kit import Kit
from app.ui.models.rows import Column, RowsModel
from app.ui.widgets.basics import label
from app.ui.widgets.table import TableView
from app.wording.numbers import fen_money, month_text, points


class AgentSlips(QWidget):
    """``slip_asked`` carries the row that was opened."""

    slip_asked = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.model: RowsModel[PastSlip] = RowsModel(self)
        self.table = TableView(kit, self.model)
        kit.words.put(self.table, "ui_agents.tab_slips", "setAccessibleName")
        self._none = label("fact")
        self._none.setWordWrap(True)
        self._none.setContentsMargins(14, 12, 14, 12)
        kit.words.put(self._none, "ui_agents.slips_none")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 10)
        column.addWidget(self.table, 1)
        column.addWidget(self._none)
        column.addStretch()
        self.table.row_opened.connect(self._opened)

    def show_slips(self, slips: tuple[PastSlip, ...]) -> None:
        """Show the payslips of an agent."""
        words = self._kit.words
        self.model.set_columns(
            (
                Column(
                    "month", words("ui_agents.slip_month"), lambda slip: month_text(slip.month, words.texts), bold=True
                ),
                Column("score", words("ui.col_score"), _score, value=lambda slip: slip.score, right=True),
                Column("gross", words("ui_agents.slip_gross"), lambda slip: _fen(slip.gross), right=True, drop=1),
                Column("net", words("ui.col_net"), lambda slip: _fen(slip.net), right=True),
                Column("state", words("ui.col_status"), lambda slip: words(f"ui.state_{slip.state}"), tint=_state),
            )
        )
        self.model.set_rows(slips)
        self.table.setVisible(bool(slips))
        self._none.setVisible(not slips)

    def _month(self, slip: PastSlip) -> str:
        return month_text(slip.month, self._kit.words.texts)

    def _opened(self, slip: PastSlip | None) -> None:
        if slip is not None:
            self.slip_asked.emit(slip)


def _score(slip: PastSlip) -> str:
    return "–" if slip.score is None else points(slip.score)


def _fen(amount: Fen | None) -> str:
    return "–" if amount is None else fen_money(amount)


def _state(slip: PastSlip) -> str:
    return "seal" if slip.state == "sealed" else "text2"
