"""The book that lies open: held, so that nobody else writes to it, and backed up before it is put away."""

import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from app.domain.problem import JixinError, Problem
from app.services import book_warnings
from app.services.backup import Backup, Keeper, Places
from app.services.backup_folder import home
from app.services.books import BookFacts, book_facts, close_book, open_book
from app.services.restore import Restored, restore
from app.services.who import user
from app.storage.book import Book
from app.storage.hold import Hold, hold


class OpenedBook(msgspec.Struct, frozen=True, kw_only=True):
    """A book that was opened: what a title bar says of it, its newest backup, and what the owner should know.

    ``changed``: it has something that its newest backup has not. ``unsaved``: what did not come out of the last backup
    of the book that was open before.
    """

    facts: BookFacts
    backup: Backup | None
    changed: bool
    warnings: tuple[Problem, ...]
    unsaved: tuple[Problem, ...]


class Desk:
    """At most one book at a time, used on one thread. Without ``places`` nothing is backed up by itself."""

    def __init__(self, places: Callable[[], Places] | None) -> None:
        self._places = places
        self.book: Book | None = None
        self.keeper: Keeper | None = None
        self._hold: Hold | None = None

    def open(self, path: Path, *, read_only: bool = False, passing: bool = False, restored: bool = False) -> OpenedBook:
        """Open a book, just ``restored`` or as it was, and put away the one that was open.

        A book that cannot be written is opened so that it can be read. JixinError ``book_in_use`` if another program
        has it, ``book_in_use_elsewhere`` if perhaps another computer has: ``passing`` opens it all the same.
        """
        ours = self._holds(path)
        held = None if read_only else self._hold if ours else hold(path, user(), passing=passing)
        try:
            writable = held is not None and os.access(path, os.W_OK)
            book = open_book(path, read_only=not writable)
        except BaseException:
            if held is not None and not ours:
                held.release()
            raise
        keeper = Keeper(self._places) if self._places is not None else None
        backup = keeper.opened(book, restored=restored) if keeper is not None else None
        unsaved = self.put_away(keep_hold=ours and held is not None)
        self.book, self._hold, self.keeper = book, held, keeper
        changed = keeper is not None and keeper.changed(book)
        return OpenedBook(
            facts=book_facts(book),
            backup=backup,
            changed=changed,
            warnings=book_warnings.warnings(book),
            unsaved=unsaved,
        )

    def keep(self) -> tuple[Problem, ...]:
        """Back the book up if it changed; what did not come out."""
        if self.book is None or self.keeper is None:
            return ()
        try:
            made = self.keeper.make_if(self.book, due=False)
        except JixinError as refusal:
            return refusal.problems
        return made.problems if made is not None else ()

    def put_away(self, *, keep_hold: bool = False) -> tuple[Problem, ...]:
        """Back the book up if it changed, close it and let others have it; what did not come out of the backup."""
        problems = self.keep()
        self._close(keep_hold=keep_hold)
        return problems

    def restore(self, source: Path, target: Path) -> tuple[OpenedBook, Restored]:
        """Put a backup in the place of a book, the one that is open or another, and open it.

        JixinError if it did not come out; the book that was open is then open again.
        """
        was = self.book if self._is_open(target) else None
        if was is not None:
            self._close()  # what is in it is saved by the restoring
        try:
            done = restore(source, target, self._places() if self._places is not None else Places(own=home()))
        except BaseException:
            if was is not None and target.exists():
                self.open(target, read_only=was.read_only)
            raise
        return self.open(target, restored=True), done

    def _close(self, *, keep_hold: bool = False) -> None:
        if self.book is not None:
            close_book(self.book)
        if self._hold is not None and not keep_hold:
            self._hold.release()
        self.book = self._hold = self.keeper = None

    def _holds(self, path: Path) -> bool:
        return self._hold is not None and self._is_open(path)

    def _is_open(self, path: Path) -> bool:
        return self.book is not None and self.book.path.absolute() == path.absolute()
