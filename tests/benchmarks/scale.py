"""How a month grows: ``uv run python -m tests.benchmarks.scale 100 1000 10000`` prints a table.

Each measurement is a process of its own, from the opened book to the stored run: CPU seconds (the least of three runs;
of one from 10,000 agents on) and the most memory it took. ``program`` is ``compute_month``, ``floor`` is floor.py; they
must leave the same rows. LibreOffice, where it is installed, recalculates the same rules as formulas, start included,
without reasons, near misses or stored rows; its nets are compared, in floats, with those of the program.
"""

import argparse
import gc
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.services.books import open_book
from app.services.compute_month import compute_month
from app.storage.book import Book
from tests.benchmarks import floor, rival
from tests.benchmarks.big_book import MONTH, make_book

_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
_ROWS = (
    "SELECT month, state, revision, pay_date, computed_at, header FROM runs",
    "SELECT * FROM payslips ORDER BY place",
    "SELECT * FROM pay_lines ORDER BY number, place",
)


def _program(book: Book) -> None:
    compute_month(book, MONTH, now=lambda: _AT)


def _floor(book: Book) -> None:
    floor.compute(book.db, str(MONTH), "2026-11-15", _AT.isoformat())


_WAYS: dict[str, Callable[[Book], None]] = {"program": _program, "floor": _floor}


def stored_rows(book: Book) -> str:
    """A fingerprint of the rows of the stored run."""
    found = sha256()
    for query in _ROWS:
        for row in book.db.execute(query):
            found.update(repr(tuple(row)).encode())
    return found.hexdigest()


def measure(way: str, path: Path, rounds: int) -> dict[str, Any]:
    """CPU seconds, MB and the rows, measured in this process."""
    book = open_book(path)
    seconds: list[float] = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        _WAYS[way](book)
        seconds.append(time.process_time() - start)
    return {
        "seconds": min(seconds),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "rows": stored_rows(book),
    }


def _child(way: str, path: Path, rounds: int) -> dict[str, Any]:
    words = [sys.executable, "-m", "tests.benchmarks.scale", "--measure", way, str(path), str(rounds)]
    return json.loads(subprocess.run(words, check=True, capture_output=True).stdout)


def _print(size: int, name: str, seconds: float, megabytes: int, note: str = "") -> None:
    each = seconds * 1e6 / size
    sys.stdout.write(f"{size:>7,}  {name:<12} {seconds:8.2f} s {each:7.0f} µs/agent {megabytes:6,} MB  {note}\n")


def compare(size: int) -> None:
    """Print the lines of one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_book(folder, size).close()
        rounds = 1 if size >= 10_000 else 3
        path = folder / "book.jixin"
        least = _child("floor", Path(shutil.copy(path, folder / "floor.jixin")), rounds)
        ours = _child("program", path, rounds)
        same = "the same rows" if ours["rows"] == least["rows"] else "OTHER ROWS"
        _print(size, "floor", least["seconds"], least["megabytes"])
        ratio = ours["seconds"] / least["seconds"]
        _print(size, "program", ours["seconds"], ours["megabytes"], f"{ratio:.2f} × the floor, {same}")
        if rival.installed():
            _against_rival(size, path, folder)


def _against_rival(size: int, path: Path, folder: Path) -> None:
    book = open_book(path)
    found = rival.recalculate(book.db, str(MONTH), folder)
    nets = dict(book.db.execute("SELECT number, net FROM payslips").fetchall())
    book.close()
    others = sum(net != found.nets.get(number) for number, net in nets.items())
    _print(size, "LibreOffice", found.seconds, found.megabytes, f"{others} of {size:,} nets differ")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 10_000])
    words.add_argument("--measure", nargs=3)
    given = words.parse_args()
    if given.measure:
        way, path, rounds = given.measure
        sys.stdout.write(json.dumps(measure(way, Path(path), int(rounds))))
    else:
        for size in given.sizes:
            compare(size)
