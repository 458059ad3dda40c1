"""The scheme that is being edited: its document, undo and redo, what is wrong with it, whether it was changed."""

import json
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.domain.scheme import Scheme
from app.domain.schemefile import write_scheme
from app.ui.editor.checking import Fault, check
from app.ui.editor.document import Path, put, value_at


class Draft(QObject):
    """Starts as ``saved``; every change goes through ``edit`` or ``put`` and can be undone.

    Edits with the same ``key`` (typing in one field) are one step until ``finish`` or another edit.
    ``doubled`` are tables that say a name twice and can not be kept: their paths and the name.
    """

    changed = Signal()

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self.saved: Any = json.loads(write_scheme(scheme))
        self.document: Any = self.saved
        self.stack = QUndoStack(self)
        self.scheme: Scheme | None = scheme
        self.faults: tuple[Fault, ...] = ()
        self.doubled: dict[Path, str] = {}
        self.session = 0
        self._check()

    @property
    def dirty(self) -> bool:
        """Whether anything differs from the version."""
        return self.document != self.saved

    @property
    def ready(self) -> bool:
        """Whether it could be put in force as it is."""
        return self.scheme is not None and not self.doubled

    def before(self, path: Path) -> Any:
        """What stands at the path in the version, ABSENT if nothing does."""
        return value_at(self.saved, path)

    def at(self, path: Path) -> Any:
        """What stands at the path now, ABSENT if nothing does."""
        return value_at(self.document, path)

    def put(self, path: Path, value: Any, *, key: object = None) -> None:
        """Put a value (ABSENT takes the field away) at the path."""
        self.edit(put(self.document, path, value), key=key)

    def edit(self, document: Any, *, key: object = None) -> None:
        """Take over a changed document as a step that can be undone."""
        if document != self.document:
            self.stack.push(_Edit(self, document, key))

    def finish(self) -> None:
        """What is typed from now on is a step of its own."""
        self.session += 1

    def set_doubled(self, path: Path, name: str) -> None:
        """Tell that the table at ``path`` has a name twice, "" that it has not any more."""
        if self.doubled.get(path, "") == name:
            return
        self.doubled = {each: said for each, said in self.doubled.items() if each != path}
        if name:
            self.doubled[path] = name
        self.changed.emit()

    def forget_doubled(self) -> None:
        """The tables that said a name twice are gone, and what they could not keep with them."""
        self.doubled = {}

    def show(self, document: Any) -> None:
        """Called by the steps of the stack only."""
        self.document = document
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        self.scheme, self.faults = check(self.document)


class _Edit(QUndoCommand):
    """One step: the document before and after."""

    def __init__(self, draft: Draft, after: Any, key: object) -> None:
        super().__init__()
        self._draft, self._before, self.after = draft, draft.document, after
        self.key = None if key is None else (draft.session, key)

    def id(self) -> int:
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Edit) or self.key is None or other.key != self.key:
            return False
        self.after = other.after
        return True

    def undo(self) -> None:
        self._draft.show(self._before)

    def redo(self) -> None:
        self._draft.show(self.after)
