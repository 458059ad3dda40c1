"""Every edit of the window on one stack: Ctrl+Z takes the last one back, Ctrl+Y does it again."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.domain.problem import JixinError
from app.ui.backend import Backend
from app.ui.tasks import Progress, alive

if TYPE_CHECKING:
    from app.services.undoing import Edit

T = TypeVar("T")


class _Held:
    """An edit as it can be turned next: back, then forth, then back. Touched on the worker only."""

    def __init__(self, edit: "Edit") -> None:
        self.edit = edit


class _Command(QUndoCommand):
    """Turns an edit when the stack asks; it was done already when it is pushed."""

    def __init__(self, text: str, turn: Callable[[bool], None]) -> None:
        super().__init__(text)
        self._turn, self._pushed = turn, False

    def undo(self) -> None:
        self._turn(True)

    def redo(self) -> None:
        if self._pushed:
            self._turn(False)
        self._pushed = True


class _Once(QUndoCommand):
    """Something that can be undone, but not done again."""

    def __init__(self, text: str, undo: Callable[[], None]) -> None:
        super().__init__(text)
        self._undo = undo

    def undo(self) -> None:
        self.setObsolete(True)
        self._undo()

    def redo(self) -> None:
        """It is done already when it is pushed."""


class Edits(QObject):
    """``done`` carries the sentence of an edit just made, ``turned`` that of one undone (True) or done again."""

    done = Signal(str)
    turned = Signal(str, bool)

    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self._backend = backend
        self._revision = -1
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(200)
        backend.opened.connect(self.stack.clear)

    def do(
        self,
        work: Callable[[Any], T],
        sentence: str | Callable[[T], str],
        *,
        owner: QObject,
        done: Callable[[T], None] | None = None,
        refused: Callable[[JixinError], None] | None = None,
    ) -> None:
        """Start an edit of the book; once it is made, ``sentence`` says what it was. "" is not worth a sentence."""

        def record(book: Any, _progress: Progress) -> tuple[T, _Held]:
            from app.services import undoing

            result, edit = undoing.recorded(book, work)
            self._revision = edit.revision
            return result, _Held(edit)

        def made(answer: tuple[T, _Held]) -> None:
            result, held = answer
            text = sentence if isinstance(sentence, str) else sentence(result)
            if held.edit.statements:
                self.stack.push(_Command(text, lambda back: self._turn(held, text, back)))
            if done is not None and alive(owner):
                done(result)
            if text:
                self.done.emit(text)

        def refuse(refusal: JixinError) -> None:
            if refused is None or not alive(owner):
                self._backend.refused.emit(refusal)
            else:
                refused(refusal)

        self._backend.run("edit", record, made, changes=True, refused=refuse)

    def add(self, sentence: str, undo: Callable[[], None]) -> None:
        """Something done elsewhere, with what undoes it."""
        self.stack.push(_Once(sentence, undo))
        self.done.emit(sentence)

    def _turn(self, held: _Held, text: str, back: bool) -> None:
        def work(book: Any, _progress: Progress) -> None:
            from app.services import undoing

            held.edit = undoing.take_back(book, held.edit, self._revision)
            self._revision = held.edit.revision

        def refuse(refusal: JixinError) -> None:
            self.stack.clear()
            self._backend.refused.emit(refusal)

        self._backend.run("undo", work, lambda _nothing: self.turned.emit(text, back), changes=True, refused=refuse)
