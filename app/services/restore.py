"""Putting a backup back: what it holds beside what is there now, and what is there now saved first."""

from pathlib import Path

import msgspec

from app.domain.problem import JixinError
from app.services.backup import Places, back_up
from app.services.books import close_book, open_book
from app.services.who import user
from app.storage import backup, restoring
from app.storage.backup import BackupFacts
from app.storage.hold import hold


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A checked backup, and what is at the place where it is to go: None for nothing, or nothing that can be read."""

    backup: BackupFacts
    now: BackupFacts | None
    damaged: bool = False


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What the book says now, and where what it said before is kept: a backup, or a damaged file set aside."""

    facts: BackupFacts
    saved: Path | None = None
    aside: Path | None = None


def compare(source: Path, target: Path) -> Comparison:
    """What restoring would do; JixinError for a backup that is damaged, foreign or newer than the program."""
    facts = restoring.checked(source, target)
    if not target.exists():
        return Comparison(backup=facts, now=None)
    try:
        return Comparison(backup=facts, now=backup.look(target))
    except JixinError:
        return Comparison(backup=facts, now=None, damaged=True)


def restore(source: Path, target: Path, places: Places) -> Restored:
    """Let the book at ``target`` say what the backup says. What is there is saved first; nobody may have it open.

    JixinError, and everything as it was, for a backup that is not whole or a place that cannot be written.
    """
    restoring.checked(source, target)
    if not target.exists():
        return Restored(facts=restoring.restore(source, target))
    held = hold(target, user())
    try:
        saved, aside = _save(target, places)
        return Restored(facts=restoring.restore(source, target), saved=saved, aside=aside)
    finally:
        if held is not None:
            held.release()


def _save(target: Path, places: Places) -> tuple[Path | None, Path | None]:
    """Back the present book up, or keep its file where it is damaged; JixinError for a file that is no book."""
    try:
        book = open_book(target)
    except JixinError as refusal:
        if not _may_be_ours(target, refusal):
            raise
        return None, restoring.set_aside(target)
    try:
        return back_up(book, places).facts.file, None
    except JixinError as refusal:
        if refusal.problems[0].code != "backup_not_whole":
            raise
    finally:
        close_book(book)
    return None, restoring.set_aside(target)


def _may_be_ours(target: Path, refusal: JixinError) -> bool:
    """Whether the file is, by its name at least, a book that a bad disk made unreadable."""
    code = refusal.problems[0].code
    return code == "book_damaged" or (code in _UNREADABLE and target.suffix.casefold() == ".jixin")


_UNREADABLE = ("book_foreign", "book_empty", "book_foreign_parts")
