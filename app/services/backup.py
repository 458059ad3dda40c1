"""Backups: where they go, what they are called, which stay, and when an opened book is due for one."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import monotonic

import msgspec

from app.documents.output import safe_name
from app.domain.problem import JixinError, Problem, error
from app.services import clock
from app.storage import backup
from app.storage.backup import BackupFacts
from app.storage.book import Book

SUFFIX = ".jixin-backup"
KEEP = 30
EVERY_SECONDS = 30 * 60
_NEWEST = 10
_NAME = re.compile(r"(?P<book>.+)-(?P<number>\d{5,})-(?P<day>\d{8})-(?P<time>\d{4})" + re.escape(SUFFIX))


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """Where backups go: a folder of the program, and a second one that the owner chose (a U disk); how many stay."""

    own: Path
    second: Path | None = None
    keep: int = KEEP


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that lies in one of the places. ``made`` is what the clock said then, "" of a file of another name.

    ``number`` orders them, not the clock. ``facts`` are None where the file cannot be read.
    """

    file: Path
    book: str
    number: int
    made: str
    facts: BackupFacts | None


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a backup: the facts of it and of its double in the second place, and what did not come out."""

    facts: BackupFacts
    made: str
    second: BackupFacts | None = None
    problems: tuple[Problem, ...] = ()


def back_up(book: Book, places: Places, *, now: Callable[[], datetime] = clock.local) -> Made:
    """A backup in each place, older ones thinned out.

    JixinError if the first did not come out; a fault of the second is a problem of the result.
    """
    moment = now()
    facts = _one_more(book, places.own, places.keep, moment)
    made = Made(facts=facts, made=_read(facts.file).made)
    if places.second is None:
        return made
    try:
        if not places.second.is_dir():  # a stick that is not in: its folder must not be made elsewhere
            raise JixinError(error("backup_no_second", folder=str(places.second)))
        second = _one_more(book, places.second, places.keep, moment)
        return msgspec.structs.replace(made, second=second)
    except JixinError as refusal:
        return msgspec.structs.replace(made, problems=refusal.problems)


def back_up_to(book: Book, file: Path) -> BackupFacts:
    """A backup at a place of one's own choice; JixinError if something is there or it cannot be written."""
    return backup.write(book.db, file)


def backups(places: Places, book: Path | None = None) -> tuple[Backup, ...]:
    """The backups of a book in both places, the newest first; of all books without one."""
    found: list[Backup] = []
    for place in (places.own, places.second):
        if place is not None and place.is_dir():
            folders = [_folder(place, book)] if book is not None else sorted(place.iterdir())
            found += [_read(file) for folder in folders for file in _files(folder)]
    return tuple(found)


def newest(places: Places, book: Path) -> Backup | None:
    """The newest backup of a book that can be read; None if there is none."""
    for file in _files(_folder(places.own, book)):
        found = _read(file)
        if found.facts is not None:
            return found
    return None


def newest_good(places: Places, book: Path) -> Backup | None:
    """The newest backup in either place that is whole, every page and sealed month looked at; None if there is none."""
    for found in backups(places, book):
        try:
            facts = backup.check(found.file)
        except JixinError:
            continue
        if not facts.different:
            return found
    return None


class Keeper:
    """Knows whether an opened book has changed since it was last backed up. Used where the book is used."""

    def __init__(self, places: Callable[[], Places], *, ticks: Callable[[], float] = monotonic) -> None:
        self.places, self._ticks = places, ticks
        self._saved: int | None = None
        self._at: float | None = None

    def opened(self, book: Book, *, restored: bool = False) -> Backup | None:
        """A book was opened: its newest backup. One that says anything else than this counts as changed.

        Not one that was just ``restored``: the newest backup then is what was there before.
        """
        found = newest(self.places(), book.path)
        same = restored or (found is not None and found.facts is not None and found.facts.content == _content(book))
        self._saved, self._at = (book.changes if same else None), None
        return found

    def changed(self, book: Book) -> bool:
        """Whether there is anything to back up; a book that can only be read is never backed up by itself."""
        return not book.read_only and self._saved != book.changes

    def due(self, book: Book) -> bool:
        """Whether it changed and the last backup by itself is half an hour ago; the clock on the wall may be wrong."""
        return self.changed(book) and (self._at is None or self._ticks() - self._at >= EVERY_SECONDS)

    def make_if(self, book: Book, *, due: bool) -> Made | None:
        """Back the book up if it changed, with ``due`` only every half hour; None if there was nothing to do."""
        return self.make(book) if (self.due(book) if due else self.changed(book)) else None

    def make(self, book: Book) -> Made:
        """Back the book up now; JixinError if it did not come out, which is then tried again half an hour later."""
        self._at = self._ticks()
        made = back_up(book, self.places())
        self._saved = book.changes
        return made


def _content(book: Book) -> tuple[object, ...]:
    return backup.facts_of(book.db, book.path).content


def _one_more(book: Book, place: Path, keep: int, now: datetime) -> BackupFacts:
    folder = _folder(place, book.path)
    taken = [_number(file) for file in _files(folder)]
    number = max(taken, default=0) + 1
    name = f"{safe_name(book.path.stem)}-{number:05d}-{now:%Y%m%d-%H%M}{SUFFIX}"
    facts = backup.write(book.db, folder / name)
    if not facts.different:  # a damaged book must not push good backups out
        _thin(folder, keep, facts)
    return facts


def _thin(folder: Path, keep: int, now: BackupFacts) -> None:
    """Leave the newest ten and of older ones the last of each day, ``keep`` in all.

    Never deleted is one that cannot be read, or that has what the book has not: a month that was sealed otherwise, or
    later edits. It may be of another book of that name, or the book is an older one that was put back.
    """
    for file in _too_many(_files(folder), keep):
        try:
            if _has_all(now, backup.look(file)):
                file.unlink()
        except (JixinError, OSError):
            continue


def _too_many(files: list[Path], keep: int) -> list[Path]:
    days: set[str] = set()
    wanted: list[Path] = []
    for at, file in enumerate(files):
        day = _parts(file)["day"]
        if at < _NEWEST or day not in days:
            wanted.append(file)
        days.add(day)
    kept = set(wanted[:keep])
    return [file for file in files if file not in kept]


def _has_all(now: BackupFacts, before: BackupFacts) -> bool:
    months = {one.month: one for one in now.months}
    return before.revision <= now.revision and all(
        one.month in months and (one.state != "sealed" or one == months[one.month]) for one in before.months
    )


def _read(file: Path) -> Backup:
    parts = _parts(file)
    try:
        facts = backup.look(file)
    except JixinError:
        facts = None
    day, time = parts["day"], parts["time"]
    made = f"{day[:4]}-{day[4:6]}-{day[6:]} {time[:2]}:{time[2:]}"
    return Backup(file=file, book=parts["book"], number=int(parts["number"]), made=made, facts=facts)


def _folder(place: Path, book: Path) -> Path:
    return place / safe_name(book.stem)


def _files(folder: Path) -> list[Path]:
    """The backups in a folder, the newest first by their number."""
    try:
        files = [file for file in folder.iterdir() if _NAME.fullmatch(file.name)]
    except OSError:
        return []
    return sorted(files, key=_number, reverse=True)


def _number(file: Path) -> int:
    return int(_parts(file)["number"])


def _parts(file: Path) -> dict[str, str]:
    found = _NAME.fullmatch(file.name)
    return found.groupdict() if found is not None else {"book": file.stem, "number": "0", "day": "", "time": ""}
