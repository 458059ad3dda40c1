"""The best figures of the month before the first that the program pays: awards for a record are compared with them."""

from typing import Any

from app.domain.problem import JixinError
from app.services import enter_bests
from app.services.enter_bests import BestKey
from app.services.enter_marks import values_text
from app.ui.kit import Kit
from app.ui.models.text_grid import Change
from app.ui.tasks import Progress
from app.ui.widgets.typed_sheet import TypedSheet
from app.wording.numbers import metric_word, month_text

_FIXED = 1
_NARROWEST = 160


class BestsEntry(TypedSheet):
    """A row for each group that an award looks at: position, shop and metric, and the figure to beat."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "ui_settings.opening_bests", fixed=_FIXED)
        self._month = kit.month.month
        self._keys: tuple[BestKey, ...] = ()
        self.model.locked = bool(kit.month.locked)
        self.model.changed.connect(self._typed)
        kit.backend.changed.connect(self.load)

    @property
    def _before(self) -> str:
        return month_text(self._month.shift(-1), self.kit.words.texts)

    def load(self) -> None:
        """Ask the book what its awards look at."""

        def read(book: Any, _progress: Progress) -> dict[BestKey, Any]:
            return enter_bests.asked_bests(book, self._month)

        self.kit.backend.run("bests", read, self.show_bests, owner=self)

    def show_bests(self, bests: dict[BestKey, Any]) -> None:
        """Show every group with what is known."""
        words = self.kit.words
        self._keys = tuple(bests)
        self.hint.setText(words(f"ui_settings.bests_{'what' if bests else 'none'}", month=self._before))
        heads = [words("ui_settings.bests_of"), words("ui_settings.bests_figure", month=self._before)]
        cells = [
            (self._name(key), values_text((value,), key.metric) if value is not None else "")
            for key, value in bests.items()
        ]
        if self.model.show_cells(heads, cells, frozenset((row, 1) for row in range(len(cells)))):
            self.table.setColumnWidth(1, _NARROWEST)
            self.table.setCurrentIndex(self.model.index(0, _FIXED))

    def _name(self, key: BestKey) -> str:
        metric = metric_word(key.metric, self.kit.words.texts)
        return " · ".join(word for word in (key.position, key.shop, metric) if word)

    def _typed(self, changes: list[Change]) -> None:
        if not changes:
            return
        typed = [(self._keys[row], text) for row, _, text in changes]
        before, words = self._month.shift(-1), self.kit.words
        name, value = self._name(typed[0][0]), typed[0][1] or words("ui.changed_empty")
        self.kit.edits.do(
            lambda book: enter_bests.put_bests(book, before, typed),
            words("ui_settings.bests_done", name=name, value=value),
            owner=self,
            done=lambda _count: self.say_refused(),
            refused=lambda refusal: self._refused(changes, refusal),
        )

    def _refused(self, changes: list[Change], refusal: JixinError) -> None:
        self._typed(self.refuse(changes, refusal))
