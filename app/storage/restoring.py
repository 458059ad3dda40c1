"""Putting a backup in the place of a book: written beside it, checked, then one rename. Old or new, never between."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

from app.domain.problem import JixinError, error
from app.storage import backup, control, opening
from app.storage.backup import BackupFacts
from app.storage.faults import said_plainly

_JOURNAL = "-journal"


def restore(source: Path, target: Path) -> BackupFacts:
    """Let ``target`` say what the backup ``source`` says; what is in it now. The backup stays as it is.

    What is at ``target`` now must have been saved by the caller. JixinError, and ``target`` as it was, for a backup
    that is damaged or no book, and where the disk does not take it.
    """
    facts = checked(source, target)
    unfinished = target.with_name(target.name + ".restored")
    try:
        if not target.parent.is_dir():
            raise JixinError(error("folder_missing", file=str(target), folder=str(target.parent)))
        unfinished.unlink(missing_ok=True)
        _write(source, unfinished, facts)
        # A journal that a crash left belongs to the old file: SQLite would play it back into the new one.
        target.with_name(target.name + _JOURNAL).unlink(missing_ok=True)
        backup.settle(unfinished, target)
    except (OSError, sqlite3.Error) as fault:
        raise JixinError(error("restore_failed", file=str(target), detail=backup.said(fault))) from fault
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return backup.look(target)


def checked(source: Path, target: Path) -> BackupFacts:
    """What is in a backup that may take the place of ``target``; JixinError for one that may not."""
    if source.exists() and target.exists() and source.samefile(target):
        raise JixinError(error("restore_itself", file=str(target)))
    return backup.check(source)


def set_aside(damaged: Path) -> Path:
    """Keep a copy of a book that cannot be opened, with its journal, beside it; where. JixinError if it cannot be."""
    try:
        kept = next(name for name in _names(damaged) if not name.exists())
        shutil.copyfile(damaged, kept)
        backup.sync(kept)
        journal = damaged.with_name(damaged.name + _JOURNAL)
        if journal.exists():
            shutil.copyfile(journal, kept.with_name(kept.name + _JOURNAL))
    except OSError as fault:
        raise JixinError(error("restore_not_saved", file=str(damaged), detail=backup.said(fault))) from fault
    return kept


def _names(damaged: Path) -> Iterator[Path]:
    """``小满-损坏.jixin``, ``小满-损坏-2.jixin`` …"""
    yield damaged.with_name(f"{damaged.stem}-损坏{damaged.suffix}")
    for number in count(2):
        yield damaged.with_name(f"{damaged.stem}-损坏-{number}{damaged.suffix}")


def _write(source: Path, unfinished: Path, facts: BackupFacts) -> None:
    """Copy page by page, bring an older version to ours, and compare with what the backup was."""
    with said_plainly(source), closing(opening.look(source)) as old, closing(sqlite3.connect(unfinished)) as new:
        old.backup(new)
    with said_plainly(unfinished), closing(opening.connect(unfinished, keep_copy=False)) as new:
        backup.refuse_broken(new, unfinished)
        if control.totals(new) != facts.months:
            raise backup.not_whole(unfinished)
    backup.sync(unfinished)
