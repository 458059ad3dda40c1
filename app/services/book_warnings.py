"""What an owner should know when a book is opened: a bad place for it, a conflict copy, a wrong clock, lost figures."""

import os
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from app.domain.problem import Problem, warning
from app.services import clock
from app.storage import control, meta
from app.storage.book import Book

_CLOUDS = {
    "onedrive": "OneDrive",
    "nutstore": "坚果云",
    "坚果云": "坚果云",
    "dropbox": "Dropbox",
    "baidunetdisk": "百度网盘",
    "baidusyncdisk": "百度网盘",
    "百度网盘": "百度网盘",
    "百度云同步盘": "百度网盘",
    "icloud": "iCloud",
    "icloudrive": "iCloud",
    "mobile documents": "iCloud",
    "google drive": "Google Drive",
    "wechat files": "微信",
    "xwechat_files": "微信",
    "微信文件": "微信",
}
"""Folders that another program copies between computers, by how their names begin."""

_CONFLICT = re.compile(
    r"冲突|衝突|conflict"  # 坚果云: 小满-冲突, 小满-NSConflict-小李; Dropbox: 小满 (小李's conflicted copy …)
    r"|-(?:desktop|laptop|win|pc)-[0-9a-z]{4,}(?:-\d+)?$",  # OneDrive appends the computer's name
    re.IGNORECASE,
)
_SLACK = timedelta(minutes=10)


def warnings(book: Book, *, now: Callable[[], datetime] = clock.now) -> tuple[Problem, ...]:
    """All that there is to say, the most serious first."""
    found = [warning("sealed_month_changed", month=str(month)) for month in control.different(book.db, whole=False)]
    found += _clock(book, now())
    found += of_place(book.path)
    return tuple(found)


def of_place(path: Path) -> list[Problem]:
    """What is to be said of where a book lies and of the files beside it."""
    found: list[Problem] = []
    if conflict := conflict_copies(path):
        found.append(warning("book_conflict_copies", files="、".join(one.name for one in conflict)))
    if is_network(str(path.absolute())):
        found.append(warning("book_on_network", folder=str(path.parent)))
    elif cloud := cloud_of(path.absolute()):
        found.append(warning("book_in_cloud", cloud=cloud))
    return found


def cloud_of(path: Path) -> str:
    """The program that copies the folder of ``path`` between computers, "" if none is known by its name."""
    for part in path.parts[:-1]:
        for start, name in _CLOUDS.items():
            if part.casefold().startswith(start):
                return name
    return ""


def is_network(path: str) -> bool:
    r"""Whether a path is another computer's: ``\\server\share``, or on Windows a letter that stands for one."""
    if path.startswith(("\\\\", "//")):
        return not path.startswith(("\\\\?\\", "\\\\.\\")) or path.startswith("\\\\?\\UNC")
    return os.name == "nt" and _is_remote_drive(path[:3])


def conflict_copies(book: Path) -> tuple[Path, ...]:
    """Copies of a book that a cloud disk made because it was changed on two computers, the book itself included."""
    try:
        beside = sorted(book.parent.glob(f"*{book.suffix}"))
    except OSError:
        return ()
    ours = [one for one in beside if _CONFLICT.search(one.stem)]
    return tuple(one for one in ours if one == book or one.stem.startswith(book.stem))


def _clock(book: Book, now: datetime) -> list[Problem]:
    last = meta.last_written(book.db)
    moment = datetime.fromisoformat(last) if last else now
    if moment - now <= _SLACK:
        return []
    here, then = (one.astimezone().date().isoformat() for one in (now, moment))
    return [warning("clock_behind", now=here, last=then)]


def _is_remote_drive(root: str) -> bool:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it
    return kernel.GetDriveTypeW(root) == 4  # DRIVE_REMOTE
