"""How a shop's order remarks name its agents, with what that makes of the orders of a file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.accounts import normal_name
from app.domain.problem import JixinError
from app.services import remark_form
from app.services.remark_form import Matched, RemarkForm, RemarkText
from app.ui.kit import Kit
from app.ui.models.rows import Index
from app.ui.models.text_grid import TextGrid
from app.ui.tab_order import Dialog
from app.ui.tasks import Progress
from app.ui.widgets.basics import button, foot, label
from app.ui.widgets.notes import ErrorSentence
from app.ui.widgets.typing_table import TypingTable
from app.wording.numbers import alone
from app.wording.problems import problem_sentence

_FIXED, _NAMES, _FOUND = 2, 2, 3
_SHOWN, _LONGEST = 12, 16
_PARTS = re.compile(r"[;；、,，]")


@dataclass(frozen=True)
class _Read:
    """What the dialog begins with; ``refusal`` says why the file's orders cannot be counted."""

    form: RemarkForm
    remarks: tuple[RemarkText, ...] | None
    refusal: JixinError | None = None


class _Names(TextGrid):
    """What the names find is shown, not typed."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags & ~Qt.ItemFlag.ItemIsEditable if index.column() == _FOUND else flags


class RemarkDialog(Dialog):
    """A row for each account of the shop; ``kept`` comes once the convention is in the book.

    With a ``file`` of orders each change shows at once how many of them match.
    """

    kept = Signal()

    def __init__(self, kit: Kit, parent: QWidget, shop: str, file: Path | None = None) -> None:
        super().__init__(parent)
        self._kit, self._shop, self._file = kit, shop, file
        self._form: RemarkForm | None = None
        self._remarks: tuple[RemarkText, ...] | None = None
        self.setWindowTitle(self._say("remark_title", shop=shop))
        self.model = _Names(self)
        self.model.fixed = _FIXED
        self.table = TypingTable(kit.theme, self.model)
        self.table.setAccessibleName(self._say("remark_names"))
        self.chased, self.followup = QLineEdit(), QLineEdit()
        self.total, self.unread, self.error = label("strong"), label("small"), ErrorSentence(kit)
        self.keep, self.leave = button(kit, "ui_import.remark_keep", kind="primary"), button(kit, "ui.cancel")
        self._lay_out()
        self.model.changed.connect(self._count)
        self.keep.clicked.connect(self._keep)
        self.leave.clicked.connect(self.reject)
        self._load()

    def _say(self, name: str, **params: object) -> str:
        return self._kit.words(f"ui_import.{name}", **params)

    def _lay_out(self) -> None:
        why = label("small", self._say("remark_why"))
        words = QFormLayout()
        words.setHorizontalSpacing(12)
        for key, field in (("chased", self.chased), ("followup", self.followup)):
            name = label("fact", self._say(f"remark_{key}"))
            name.setBuddy(field)
            field.setAccessibleName(name.text())
            words.addRow(name, field)
        for text in (why, self.total, self.unread):
            text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(why)
        column.addWidget(self.table, 1)
        column.addLayout(words)
        for widget in (self.total, self.unread, self.error):
            column.addWidget(widget)
        column.addLayout(foot(self.leave, self.keep))
        self.keep.setAutoDefault(False)
        self.leave.setAutoDefault(False)
        self.resize(720, 560)

    def _load(self) -> None:
        shop, month, file = self._shop, self._kit.month.month, self._file

        def read(book: Any, _progress: Progress) -> _Read:
            form = remark_form.remark_form(book, shop, month)
            try:
                return _Read(form, None if file is None else remark_form.read_remarks(file, month, form))
            except JixinError as refusal:
                return _Read(form, None, refusal)

        self._kit.backend.run("remarks", read, self._show, owner=self, refused=self._refused)

    def _show(self, read: _Read) -> None:
        self._form, self._remarks = read.form, read.remarks
        if read.refusal:
            self._refused(read.refusal)
        comma = self._say("list_comma")
        heads = [self._say(f"remark_head_{name}") for name in ("owner", "account", "names", "found")]
        rows = [[comma.join(row.owners), row.account, comma.join(row.names), ""] for row in self._form.rows]
        self.model.show_cells(heads, rows)
        self.table.verticalHeader().setMinimumWidth(180)
        self.table.setColumnWidth(_NAMES, 260)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setCurrentIndex(self.model.index(0, _NAMES))
        self.chased.setText(comma.join(self._form.chased))
        self.followup.setText(comma.join(self._form.followup))
        self.table.setFocus()
        self._count()

    @property
    def form(self) -> RemarkForm | None:
        """The form as it is filled in; None while it is read."""
        if self._form is None:
            return None
        filled = zip(self._form.rows, self.model.rows, strict=True)
        rows = tuple(msgspec.structs.replace(row, names=_parts(cells[_NAMES])) for row, cells in filled)
        words = {"chased": _parts(self.chased.text()), "followup": _parts(self.followup.text())}
        return msgspec.structs.replace(self._form, rows=rows, **words)

    def _count(self, changes: Sequence[tuple[int, int, str]] = ()) -> None:
        """Show what the names find; typing is what changes it."""
        form = self.form
        if form is None or (changes and {column for _, column, _ in changes} == {_FOUND}):
            return
        if self._remarks is None:
            self.total.setText(self._say("remark_no_file"))
            return
        found = remark_form.matched(form, self._remarks)
        sums = [found.accounts.get(normal_name(row.account), (0, 0)) for row in form.rows]
        self.model.put([(at, _FOUND, self._orders(*one)) for at, one in enumerate(sums)])
        self._say_total(found)

    def _say_total(self, found: Matched) -> None:
        counts = [*found.accounts.values()]
        mine = (sum(orders for orders, _ in counts), sum(fen for _, fen in counts))
        self.total.setText(
            self._say(
                "remark_total",
                found=self._orders(*mine),
                nobodys=self._orders(*found.nobodys),
                several=self._orders(*found.several),
            )
        )
        texts = [
            self._say("remark_times", text=_short(one.text) or self._say("remark_blank"), n=f"{one.orders:,}")
            for one in found.unread[:_SHOWN]
        ]
        self.unread.setText(self._say("remark_unread", texts=self._say("list_comma").join(texts)) if texts else "")

    def _orders(self, orders: int, fen: int) -> str:
        return self._say("remark_orders", n=f"{orders:,}", money=alone(fen))

    def _keep(self) -> None:
        form = self.form
        if form is None:
            return

        def done(_kept: None) -> None:
            self.kept.emit()
            self.accept()

        self._kit.edits.do(
            lambda book: remark_form.keep_form(book, form),
            self._say("remark_kept", shop=self._shop),
            owner=self,
            done=done,
            refused=self._refused,
        )

    def _refused(self, refusal: JixinError) -> None:
        self.error.say(problem_sentence(refusal.problems[0], self._kit.words.texts))


def _parts(text: str) -> tuple[str, ...]:
    """``美；小美`` → its parts."""
    return tuple(dict.fromkeys(part for each in _PARTS.split(text) if (part := each.strip())))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
