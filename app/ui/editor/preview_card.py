"""The right card: one agent's month under the draft: three figures, pay over the metric, cliffs, everybody together."""

from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.metrics import unit_of
from app.domain.money import Fen, round_half_up
from app.domain.month import PayMonth
from app.domain.pay_curve import PayCurve
from app.services.try_scheme import Trial, Tried
from app.ui.kit import Kit
from app.ui.widgets.basics import ElidedLabel, label, repolish, rule
from app.wording.numbers import MINUS, fen_money, metric_word, month_text, points, rate, threshold_text, value_text
from app.wording.pending import pending_text

if TYPE_CHECKING:
    from app.ui.editor.curve_view import CurveView

FIGURES = ("score", "gross", "net")


class PreviewCard(QFrame):
    """``asked`` comes when another agent or month was picked."""

    asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("card")
        self._kit = kit
        self.people, self.months = QComboBox(), QComboBox()
        self.figures = {name: (label("small"), label("figure"), label("small"), label("gain")) for name in FIGURES}
        self.heading, self.held = label("h2"), ElidedLabel("small")
        self.nothing, self.live = label("fact"), label("small")
        self.cliffs, self.all_people = label(), label()
        self.curve: CurveView | None = None
        self._trial: Trial | None = None
        self._marks: list[QLabel] = []
        self._lay_out()
        self.people.activated.connect(self.asked)
        self.months.activated.connect(self.asked)

    def _lay_out(self) -> None:
        words = self._kit.words
        head = QHBoxLayout()
        head.setContentsMargins(12, 7, 12, 7)
        head.setSpacing(8)
        name = label("h2")
        words.put(name, "ui_scheme_edit.trial")
        for box, key in ((self.people, "trial_who"), (self.months, "trial_month")):
            words.put(box, f"ui_scheme_edit.{key}", "setAccessibleName")
        self.people.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.people.setMinimumContentsLength(7)
        self.months.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        head.addWidget(name)
        head.addWidget(self.people, 1)
        head.addWidget(self.months)
        head.addStretch(1)
        head.addWidget(self.live)
        self._figures = self._figure_row()
        title = QHBoxLayout()
        title.setContentsMargins(12, 8, 12, 2)
        title.setSpacing(8)
        title.addWidget(self.heading)
        title.addWidget(self.held, 1)
        self._title = title
        self._plot = QVBoxLayout()
        self._plot.setContentsMargins(0, 0, 0, 0)
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(24, 12, 24, 12)
        self._plot.addWidget(self.nothing, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._figures)
        column.addWidget(rule())
        column.addLayout(title)
        column.addLayout(self._plot, 1)
        column.addWidget(rule())
        column.addLayout(self._sentences())

    def _figure_row(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(12, 0, 12, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        for at, name in enumerate(FIGURES):
            head, value, before, gain = self.figures[name]
            self._kit.words.put(head, f"ui_scheme_edit.figure_{name}")
            if at:
                line = QFrame()
                line.setObjectName("rule")
                line.setFixedWidth(1)
                grid.addWidget(line, 0, 2 * at - 1, 3, 1)
            grid.addWidget(head, 0, 2 * at)
            grid.addWidget(value, 1, 2 * at)
            below = QHBoxLayout()
            below.setSpacing(6)
            below.addWidget(before)
            below.addWidget(gain)
            below.addStretch(1)
            grid.addLayout(below, 2, 2 * at)
            grid.setRowMinimumHeight(2, 18)
            grid.setColumnStretch(2 * at, 1)
        return holder

    def _sentences(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 15)
        grid.setColumnStretch(1, 1)
        for at, (icon, text) in enumerate((("circle-alert", self.cliffs), ("users", self.all_people))):
            mark = QLabel()
            self._kit.theme.put_icon(mark, icon, "err" if not at else "text2", 15)
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(mark, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, at, 1)
            mark.hide()
            self._marks.append(mark)
        return grid

    # --- what is asked

    @property
    def number(self) -> str:
        """The agent chosen, "" for none."""
        return str(self.people.currentData() or "")

    @property
    def month(self) -> PayMonth | None:
        """The month chosen."""
        found = self.months.currentData()
        return found if isinstance(found, PayMonth) else None

    def name_months(self) -> None:
        """Say the months again in the language in use."""
        for at in range(self.months.count()):
            self.months.setItemText(at, month_text(self.months.itemData(at), self._kit.words.texts))

    def set_months(self, months: tuple[PayMonth, ...], chosen: PayMonth) -> None:
        """Which months there are to try on; the one chosen before stays while it is among them."""
        before = self.month
        self.months.clear()
        for month in months:
            self.months.addItem(month_text(month, self._kit.words.texts), month)
        wanted = before if before in months else chosen
        self.months.setCurrentIndex(months.index(wanted) if wanted in months else 0)

    def say_state(self, *, whole: bool) -> None:
        """Whether the figures follow what is typed, or wait until what is wrong is put right."""
        self.live.setProperty("role", "small" if whole else "error")
        self._kit.words.put(self.live, "ui_scheme_edit.trial_live" if whole else "ui_scheme_edit.trial_waits")
        repolish(self.live)

    def clear(self) -> None:
        """Forget what is shown: another scheme or month is looked at."""
        self._trial = None

    # --- what is told

    def show_trial(self, trial: Trial, position: str) -> None:
        """Show what was computed."""
        self._trial = trial
        self._list_people(trial)
        one = trial.of(self.number)
        self._say_figures(one)
        self._say_curve(trial.curve, one)
        self._say_cliffs(trial.curve)
        self._say_all(trial, position)

    def _list_people(self, trial: Trial) -> None:
        shown = [(f"{one.after.name} {one.after.grade}".strip(), one.after.number) for one in trial.people]
        known = [(self.people.itemText(at), self.people.itemData(at)) for at in range(self.people.count())]
        if shown == known:
            return
        before = self.number
        self.people.clear()
        for text, number in shown:
            self.people.addItem(text, number)
        numbers = [number for _, number in shown]
        self.people.setCurrentIndex(numbers.index(before) if before in numbers else 0 if numbers else -1)

    def _say_figures(self, one: Tried | None) -> None:
        texts = self._kit.words.texts
        for name in FIGURES:
            _, value, before, gain = self.figures[name]
            now: Fraction | Fen | None = None if one is None else getattr(one.after, name)
            was: Fraction | Fen | None = None if one is None else getattr(one.before, name)
            value.setText(self._figure(name, now))
            before.setText(texts("ui_scheme_edit.original", value=self._figure(name, was).removeprefix("¥")))
            gain.setText("" if now is None or was is None or now == was else self._gain(name, now - was))
            before.setVisible(now != was)
        blocked = one is not None and one.after.gross is None
        self._figures.setToolTip(
            pending_text(one.after.pending[0], texts) if blocked and one and one.after.pending else ""
        )

    def _figure(self, name: str, value: Fraction | Fen | None) -> str:
        if value is None:
            return "–"
        return points(Fraction(value)) if name == "score" else f"¥{fen_money(int(value))}"

    def _gain(self, name: str, value: Fraction | Fen) -> str:
        text = points(Fraction(value)) if name == "score" else fen_money(int(value))
        return text if text.startswith(MINUS) else f"+{text}"

    def _say_curve(self, curve: PayCurve | None, one: Tried | None) -> None:
        words = self._kit.words
        if curve is None:
            self.heading.setText(words("ui_scheme_edit.curve_none"))
            self.held.setText("")
            blocked = one is not None and one.after.gross is None and bool(one.after.pending)
            reason = pending_text(one.after.pending[0], words.texts) if blocked and one else ""
            key = "curve_why_nobody" if one is None else "curve_why"
            self.nothing.setText(reason or words(f"ui_scheme_edit.{key}"))
        else:
            metric = metric_word(curve.metric, words.texts)
            self.heading.setText(words("ui_scheme_edit.curve_of", metric=metric))
            self.held.setText(self._held(curve))
            self._plot_view().show_curve(curve, one.after.name if one else "")
        self.nothing.setVisible(curve is None)
        if self.curve is not None:
            self.curve.setVisible(curve is not None)
            self.take.setVisible(curve is not None)

    def _held(self, curve: PayCurve) -> str:
        """What stays as it is along the curve."""
        words = self._kit.words
        if not curve.held:
            return words("ui_scheme_edit.held")
        said = [
            f"{metric_word(metric, words.texts)} {value_text(value, unit_of(metric), words.texts)}"
            for metric, value in curve.held
        ]
        return words("ui_scheme_edit.held_sales", figures=words("ui_schemes.list_comma").join(said))

    def _plot_view(self) -> "CurveView":
        if self.curve is None:
            from app.ui.editor.curve_view import CurveView

            self.curve = CurveView(self._kit)
            self.curve.read_out.connect(self.held.setText)
            self._plot.addWidget(self.curve, 1)
            self.take = self.curve.take_out.button()
            self._title.addWidget(self.take)
        return self.curve

    def _say_cliffs(self, curve: PayCurve | None) -> None:
        words, found = self._kit.words, curve.cliffs if curve else ()
        self._marks[0].setVisible(bool(found))
        self._marks[1].show()
        if curve is None or not found:
            self.cliffs.setText(words("ui_scheme_edit.cliffs_none") if curve else "")
            return
        texts = words.texts
        comma = words("ui_scheme_edit.comma")
        said = [
            words(
                "ui_scheme_edit.cliff_at",
                at=threshold_text(round_half_up(jump.at, 4), unit_of(curve.metric), texts),
                share=rate(Fraction(round(jump.share * 1000), 1000)),
            )
            for jump in found
        ]
        self.cliffs.setText(words("ui_scheme_edit.cliffs", n=len(found), places=comma.join(said)))

    def _say_all(self, trial: Trial, position: str) -> None:
        changes = [one.change for one in trial.people if one.change is not None]
        if not changes:
            self.all_people.setText(self._kit.words("ui_scheme_edit.all_none", position=position))
            return
        if not any(changes):
            same = self._kit.words("ui_scheme_edit.all_same", position=position, n=len(trial.people))
            self.all_people.setText(same)
            return
        total = sum(changes)
        signed = f"{'+' if total > 0 else MINUS if total < 0 else ''}¥{fen_money(abs(total))}"
        text = self._kit.words(
            "ui_scheme_edit.all_people",
            position=position,
            n=len(trial.people),
            more=sum(change > 0 for change in changes),
            less=sum(change < 0 for change in changes),
            total=signed,
        )
        waiting = len(trial.people) - len(changes)
        self.all_people.setText(text + (self._kit.words("ui_scheme_edit.all_waiting", n=waiting) if waiting else ""))
