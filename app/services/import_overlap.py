"""What of a file is in the book already: values that stand where its own would go, and those that only it has."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from app.importing.plan import FilePlan, ImportPlan
from app.storage import imports, observations
from app.storage.book import Connection
from app.storage.codec import number_text_or_none
from app.storage.observations import Leftover, Places


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
    newest = imports.load(db, max(import_id for _, _, import_id in standing)) if standing else None
    if newest is None:
        return None
    different = sum(number_text_or_none(one.value) != value for one, value, _ in standing)
    rows = {(one.shop, one.account, one.first, one.last) for one, _, _ in standing}
    return Overlap(rows=len(rows), different=different, file=newest.file, imported_at=newest.imported_at)


def values_coming(plan: ImportPlan) -> Places:
    """Where the values of the plan's files go."""
    return Places(one for file in plan.storable for one in file.observations)


def leftovers(db: Connection, file: FilePlan, coming: Places) -> tuple[Leftover, ...]:
    """Values of the file's family and period that the book has from an earlier file and those that come in lack."""
    if file.period is None or not file.observations or file.single:
        return ()
    return observations.only_in_earlier(db, file.observations, (file.period.first, file.period.last), coming)


def without_standing(db: Connection, files: Sequence[FilePlan]) -> tuple[FilePlan, ...]:
    """The files; one whose owner keeps what is in the book gives only what is not known yet."""
    return tuple(_without(db, file) if file.edits.keep_old else file for file in files)


def _without(db: Connection, file: FilePlan) -> FilePlan:
    known = {
        observations.place(one) for one, value, _ in observations.standing(db, file.observations) if value is not None
    }
    fresh = tuple(one for one in file.observations if observations.place(one) not in known)
    return msgspec.structs.replace(file, observations=fresh)
