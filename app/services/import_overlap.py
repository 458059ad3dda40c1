"""What of a file is in the book already: values that stand where its own would go."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from app.importing.plan import FilePlan
from app.storage import imports, observations
from app.storage.book import Connection
from app.storage.codec import number_text_or_none


class Overlap(msgspec.Struct, frozen=True, kw_only=True):
    """How far a file and the book tell the same: ``rows`` of an account and period, ``different`` values among them.

    ``file`` and ``imported_at`` are of the newest import that gave any of it.
    """

    rows: int
    different: int
    file: str
    imported_at: datetime


def overlap(db: Connection, file: FilePlan) -> Overlap | None:
    """What of a sheet is in the book from other files; None for nothing, and for single orders, which are joined."""
    if file.single is not None or not file.observations:
        return None
    standing = observations.standing(db, file.observations)
    if not standing:
        return None
    texts = {observations.place(one): number_text_or_none(one.value) for one in file.observations}
    different = sum(texts[place] != value for place, (value, _) in standing.items())
    newest = imports.load(db, max(import_id for _, import_id in standing.values()))
    if newest is None:
        return None
    rows = {(place[0], place[1], place[3], place[4]) for place in standing}
    return Overlap(rows=len(rows), different=different, file=newest.file, imported_at=newest.imported_at)


def without_standing(db: Connection, files: Sequence[FilePlan]) -> tuple[FilePlan, ...]:
    """The files; one whose owner keeps what is in the book gives only what is not known yet."""
    return tuple(_without(db, file) if file.edits.keep_old else file for file in files)


def _without(db: Connection, file: FilePlan) -> FilePlan:
    standing = observations.standing(db, file.observations)
    known = {place for place, (value, _) in standing.items() if value is not None}
    fresh = tuple(one for one in file.observations if observations.place(one) not in known)
    return msgspec.structs.replace(file, observations=fresh)
