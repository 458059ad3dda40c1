"""Files that go out: a name that every system takes, and old bytes or new bytes, never half a file."""

import contextlib
import errno
import os
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from app.domain.problem import JixinError, error

_WINDOWS = os.name == "nt"
MAX_NAME_BYTES = 120
MAX_PATH_CHARS = 259
"""What Windows takes of a whole path; it says of a longer one that there is no such folder."""
RETRY_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"} | {
    port + digit for port in ("com", "lpt") for digit in "0123456789¹²³"
}
_FORBIDDEN = frozenset('<>:"/\\|?*')


def safe_name(stem: str, suffix: str = "") -> str:
    """A file name inside its folder on every system: ``../../x`` → ``_.._x``, ``CON`` → ``_CON``.

    At most 120 bytes of UTF-8 with ``suffix``; control, direction and format characters are dropped.
    """
    kept = "".join("_" if char in _FORBIDDEN else char for char in stem if _printable(char))
    clean = " ".join(kept.split()).strip(" .")
    clean = _cut(clean, MAX_NAME_BYTES - len(suffix.encode()) - 1).rstrip(" .")
    if not clean or clean.partition(".")[0].strip().casefold() in _RESERVED:
        clean = f"_{clean}"
    return clean + suffix


def safe_names(stems: Iterable[str], suffix: str = "") -> tuple[str, ...]:
    """The same for one folder: names that differ only by case or width get a number, ``AMY (2).pdf``."""
    taken: set[str] = set()
    names: list[str] = []
    for stem in stems:
        name, count = safe_name(stem, suffix), 1
        while _folded(name) in taken:
            count += 1
            name = safe_name(_room(stem, suffix, f" ({count})"), suffix)
        taken.add(_folded(name))
        names.append(name)
    return tuple(names)


def write_file(path: Path, data: bytes, *, sleep: Callable[[float], None] = time.sleep) -> Path:
    """Put ``data`` where ``path`` is and say where it went.

    The bytes are complete on disk before they take the name. A target that stays locked is left alone and
    the file goes beside it as ``name (2)``. JixinError, and nothing changed, where it cannot be written.
    """
    try:
        scratch = _scratch(path, data)
    except OSError as fault:
        raise _refusal(path, fault, len(data)) from fault
    try:
        target = _place(scratch, path, sleep)
        _sync_folder(path.parent)
        return target
    except OSError as fault:
        raise _refusal(path, fault, len(data)) from fault
    finally:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)


class Written:
    """Files put in their places one by one; remembers where each went."""

    def __init__(self) -> None:
        self.files: list[Path] = []
        self.beside: list[Path] = []

    def put(self, path: Path, data: bytes) -> Path:
        """Write one file as ``write_file`` does."""
        placed = write_file(path, data)
        self.files.append(placed)
        if placed != path:
            self.beside.append(placed)
        return placed


def _scratch(path: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=".jixin-", suffix=".tmp", dir=path.parent)
    scratch = Path(name)
    try:
        with _opened(handle) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)
        raise
    return scratch


def _opened(handle: int) -> BinaryIO:
    """The file of a handle; a handle that cannot be used is closed, since an open file cannot be removed everywhere."""
    try:
        return os.fdopen(handle, "wb")
    except BaseException:
        os.close(handle)
        raise


def _place(scratch: Path, path: Path, sleep: Callable[[float], None]) -> Path:
    """Rename with retries (a virus scanner holds new files for moments), then beside a locked target."""
    for pause in (*RETRY_SECONDS, None):
        try:
            scratch.replace(path)
            return path
        except PermissionError:
            if pause is not None:
                sleep(pause)
    beside = _beside(path)
    scratch.replace(beside)
    return beside


def _beside(path: Path) -> Path:
    for count in range(2, 1000):
        beside = path.with_name(f"{path.stem} ({count}){path.suffix}")
        if not beside.exists():
            return beside
    raise FileExistsError(path)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets a folder be opened."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # the file is in its place already
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refusal(path: Path, fault: OSError, size: int) -> JixinError:
    code = {errno.ENOSPC: "output_disk_full", errno.ENAMETOOLONG: "output_path_too_long"}.get(
        fault.errno or 0, "output_not_written"
    )
    if isinstance(fault, FileNotFoundError | NotADirectoryError):
        long = _WINDOWS and len(str(path.absolute())) > MAX_PATH_CHARS
        code = "output_path_too_long" if long else "output_no_folder"
    need, free = -(-size // 1024), _free(path.parent) // 1024
    problem = error(
        code, file=path.name, folder=str(path.parent), detail=fault.strerror or "", need=str(need), free=str(free)
    )
    return JixinError(problem)


def _free(folder: Path) -> int:
    """Bytes that still fit on the folder's disk; 0 where nobody can tell."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def _printable(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore")


def _room(stem: str, suffix: str, ending: str) -> str:
    """The safe stem shortened so that ``ending`` still fits."""
    body = safe_name(stem, suffix).removesuffix(suffix)
    return _cut(body, MAX_NAME_BYTES - len((suffix + ending).encode()) - 1) + ending


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
