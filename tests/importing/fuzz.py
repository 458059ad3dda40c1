"""Damages real files in every way and plans their import: ``python -m tests.importing.fuzz INPUTS [SEED]``.

Runs as a process of its own, so that one that is ended from outside tells more than a test that vanished. Prints how
many inputs of each container were tried and what came of them; the input being tried lies in the folder that is named.
"""

import collections
import io
import json
import random
import struct
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from app.importing.compound import Compound, wrapped
from tests.importing.sheets import DATA, planned

_NUMBERS = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\x01\0\0\0", b"\0\0\0\x80")
_WORDS = (
    b"<", b">", b"\"", b"'", b"&#0;", b"<![CDATA[", b"]]>", b"<!--", b'r="XFD1048576"', b't="e"', b"<f>", b"<row>", b"<c>",
    b'rowspan="999"', b'colspan="999"', b'table:number-columns-repeated="16384"', b'table:number-rows-repeated="1048576"',
    b'ss:Index="1048576"', b"\xef\xbb\xbf", b"\xff\xfe", b"\0", b",,,,", b"\t", b'""', b"1e999", b"nan", "延迟统计".encode(),
    b"99999999999999999999", b"-1", b"<v/>", b"</row>", b"</worksheet>", b"<!DOCTYPE x>",
)  # fmt: skip


def samples() -> list[bytes]:
    """The real files that are damaged: small ones of every container, layout and kind."""
    folders = (DATA / "quirks", DATA / "sheets", DATA / "layouts", DATA / "orders")
    every = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    files = [path for path in every if path.suffix not in (".json", ".md", ".py", ".pyc")]
    return [path.read_bytes() for path in files if path.stat().st_size < 40_000]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with one to four changes, in half of the cases within a part or stream and packed soundly again."""
    if chance.random() < 0.5 and (inner := _within(data, chance)) is not None:
        return inner
    return _bytes(data, chance)


def _within(data: bytes, chance: random.Random) -> bytes | None:
    try:
        if data.startswith(b"PK"):
            return _zip_part(data, chance)
        if data.startswith(b"\xd0\xcf"):
            file = Compound(data)
            name, start, size = next(entry for entry in file.entries() if entry[0] in ("Workbook", "Book"))
            return wrapped(name, _bytes(file.stream(start, size), chance))
    except (zipfile.BadZipFile, StopIteration, struct.error, OSError, ValueError, IndexError, RuntimeError):
        return None
    return None


def _zip_part(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        entries = [entry for entry in source.infolist() if entry.file_size < 1_000_000]
        wanted = [entry for entry in entries if "sheet" in entry.filename or "content" in entry.filename]
        chosen = chance.choice(wanted if wanted and chance.random() < 0.7 else entries)
        for entry in entries:
            part = source.read(entry)
            target.writestr(entry.filename, _bytes(part, chance) if entry is chosen else part)
    return out.getvalue()


def _bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(changed) + 1)
        match chance.randrange(7):
            case 0:
                changed[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                changed[place:place] = chance.choice(_WORDS)
            case 2:
                changed[place : place + 4] = chance.choice(_NUMBERS)
            case 3:
                del changed[place : place + chance.randint(1, 50)]
            case 4:
                other = chance.randrange(len(changed) + 1)
                changed[place:place] = changed[other : other + chance.randint(1, 200)]
            case 5:
                changed[place : place + 8] = chance.randbytes(8)
            case _:
                if chance.random() < 0.3:
                    del changed[place:]
    return bytes(changed)


def _kind(data: bytes) -> str:
    if data.startswith(b"PK"):
        return "ods" if b"opendocument" in data[:200] else "xlsx"
    if data.startswith(b"\xd0\xcf"):
        return "xls"
    return "xml or html" if data.lstrip(b"\xef\xbb\xbf").startswith(b"<") else "text"


def _limit_memory() -> None:
    """Whoever asks for a gigabyte and a half is ended, where the system can do that."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))


def peak_megabytes() -> int:
    """The most memory that this process has had; 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def main(inputs: int, seed: int) -> int:
    """Tries so many inputs; exit status 1 with the input's place for the first that is not refused or read as it must."""
    _limit_memory()
    chance = random.Random(seed)
    originals = samples()
    tried: collections.Counter[str] = collections.Counter()
    came: collections.Counter[str] = collections.Counter()
    slowest = 0.0
    folder = Path(tempfile.mkdtemp(prefix="jixin-fuzz-"))
    path = folder / "客服_20261001_20261031.xlsx"
    for number in range(inputs):
        original = chance.choice(originals)
        path.write_bytes(damaged(original, chance))
        started = time.process_time()
        file = planned(path)
        slowest = max(slowest, time.process_time() - started)
        tried[_kind(original)] += 1
        came[file.problems[0].code if not file.storable else "read"] += 1
        if slowest > 2 or not (file.storable or file.observations == ()):
            sys.stderr.write(f"input {number} of seed {seed}: {path}, {slowest:.1f} s\n")
            return 1
    about = {
        "seed": seed,
        "tried": dict(tried),
        "came": dict(came),
        "slowest": round(slowest, 3),
        "megabytes": peak_megabytes(),
    }
    sys.stdout.write(json.dumps(about) + "\n")
    path.unlink(missing_ok=True)
    folder.rmdir()
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
