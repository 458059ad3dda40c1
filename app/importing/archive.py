"""The zip around xlsx and ods: looked at before it is opened, read part by part, and written anew without lies."""

import io
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager

from app.importing.refusal import REPORTS, Limits, Refusal
from app.importing.stopping import look_up

MAX_RATIO = 200
RATIO_FROM = 1 << 20
MAX_PARTS = 5_000
_CHUNK = 1 << 20


@contextmanager
def opened(data: bytes, limits: Limits = REPORTS) -> Generator[zipfile.ZipFile]:
    """The archive, if its directory promises nothing bad; what goes wrong inside is a Refusal too."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive.infolist(), limits)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, LookupError, OSError) as fault:
        raise Refusal("file_damaged") from fault
    except RuntimeError as fault:  # zipfile's word for a part with a password
        raise Refusal("file_encrypted") from fault


def _check_directory(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > MAX_PARTS or expanded(entries) > limits.expanded:
        raise too_expanded(limits.expanded)
    for entry in entries:
        if entry.flag_bits & 1:
            raise Refusal("file_encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refusal("file_damaged")  # no office program writes others, and they unpack without a bound
        if is_bloated(entry):
            raise too_expanded(limits.expanded)


def is_bloated(entry: zipfile.ZipInfo) -> bool:
    """Whether a part expands as no sheet does."""
    return entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def too_expanded(most: int) -> Refusal:
    """The refusal of a file that expands to more than so many bytes."""
    return Refusal("file_expands", limit=str(most // 1_000_000))


def expanded(entries: list[zipfile.ZipInfo]) -> int:
    """How many bytes the parts have when they are unpacked, as the directory says; reading holds them to it."""
    return sum(entry.file_size for entry in entries)


def chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part, never more at a time than a chunk; a part that is not as its entry says is damaged."""
    left = info.file_size
    with archive.open(info) as part:
        while chunk := part.read(min(_CHUNK, left)):
            left -= len(chunk)
            look_up()
            yield chunk
    if left:
        raise Refusal("file_damaged")


class PlainArchive:
    """A zip of unpacked parts, written so that no reader can see anything else in it than was put there."""

    def __init__(self) -> None:
        self._body = io.BytesIO()
        self._directory: list[bytes] = []

    def add(self, info: zipfile.ZipInfo, data: bytes) -> None:
        """Takes a part; ``info`` tells its name and check sum."""
        name, place = info.filename.encode(), self._body.tell()
        common = struct.pack("<5H3I2H", 20, 0x800, 0, 0, 33, info.CRC, len(data), len(data), len(name), 0)
        self._body.writelines((b"PK\x03\x04", common, name, data))
        self._directory += (b"PK\x01\x02\x14\x00", common, struct.pack("<3H2I", 0, 0, 0, 0, place), name)

    def file(self) -> io.BytesIO:
        """The archive, at its beginning."""
        directory, place = b"".join(self._directory), self._body.tell()
        count = len(self._directory) // 4
        end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), place, 0)
        self._body.writelines((directory, end))
        self._body.seek(0)
        return self._body
