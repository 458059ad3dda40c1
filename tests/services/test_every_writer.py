"""Every kind of file that goes out, while the disk fails, is full, or the file is open elsewhere.

Afterwards each file is the old one or the whole new one, and nothing is left over; what is open is left alone.
"""

import csv
import errno
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image
from pypdf import PdfReader

from app.documents import output
from app.domain.problem import JixinError
from app.services.agent_year import write_history, write_statement
from app.services.compute_month import compute_month
from app.services.export_roster import export_roster
from app.services.print_payslips import Papers, write_payslips
from app.services.print_register import write_register
from app.services.roster import import_roster
from app.services.save_payslips import save_merged, save_payslip
from app.services.schemes import save_scheme
from app.services.sheet_forms import FORMS, write_form
from app.services.transfer_file import write_transfer
from app.services.transfer_templates import keep_template, read_template
from app.storage.book import Book
from app.texts import Texts
from tests.services.small import OCTOBER, Write
from tests.services.test_transfer_file import CARDS, bank_form

Writer = Callable[[Book, Path], object]
TEXTS = Texts()
OLD = b"what was there before"


def payslips(papers: Papers) -> Writer:
    return lambda book, folder: write_payslips(book, OCTOBER, folder, TEXTS, papers)


WRITERS: dict[str, Writer] = {
    "payslips": payslips(Papers()),
    "pictures": payslips(Papers(png=True)),
    "locked payslips and their list": payslips(Papers(password="random")),  # noqa: S106 - a way, no password
    "merged": lambda book, folder: write_payslips(book, OCTOBER, None, TEXTS, Papers(merged=folder / "a.pdf")),
    "strips": lambda book, folder: write_payslips(book, OCTOBER, None, TEXTS, Papers(strips=folder / "a.pdf")),
    "sheet": lambda book, folder: write_payslips(book, OCTOBER, None, TEXTS, Papers(sheet=folder / "a.pdf")),
    "one payslip": lambda book, folder: save_payslip(book, OCTOBER, "A1", folder / "a.pdf", TEXTS),
    "merged, two to a page": lambda book, folder: save_merged(book, OCTOBER, folder / "a.pdf", TEXTS, "a4"),
    "register": lambda book, folder: write_register(book, OCTOBER, folder / "a.xlsx", TEXTS),
    "register as csv": lambda book, folder: write_register(book, OCTOBER, folder / "a.csv", TEXTS, private=True),
    "transfer": lambda book, folder: write_transfer(book, OCTOBER, folder / "a.xlsx", TEXTS),
    "transfer as csv": lambda book, folder: write_transfer(book, OCTOBER, folder / "a.csv", TEXTS),
    "transfer in the bank's form": lambda book, folder: write_transfer(book, OCTOBER, folder / "a.xlsx", TEXTS, "行"),
    "statement": lambda book, folder: write_statement(book, "A1", 2026, folder / "a.pdf", TEXTS),
    "history": lambda book, folder: write_history(book, "A1", 2026, folder / "a.pdf", TEXTS),
    "roster": lambda book, folder: export_roster(book, OCTOBER, folder / "a.xlsx"),
    "scheme": lambda book, folder: save_scheme(book, "conversion-tiered", folder / "a.json"),
    **{
        f"form {kind}": lambda _book, folder, kind=kind: write_form(kind, folder / "a.xlsx", TEXTS)  # type: ignore[misc]
        for kind in FORMS
    },
}
CALLS: tuple[tuple[Any, str], ...] = ((tempfile, "mkstemp"), (os, "fdopen"), (os, "fsync"), (Path, "replace"))


@pytest.fixture
def paid(book: Book, write: Write, tmp_path: Path) -> Book:
    """The book with accounts and a bank's form, its month computed."""
    import_roster(book, write("卡号.csv", CARDS))
    keep_template(book, read_template(bank_form(tmp_path / "行.xlsx"), "行", "bank"))
    compute_month(book, OCTOBER)
    return book


def is_whole(file: Path) -> bool:
    """Whether the program that is meant for a file would open it."""
    data = file.read_bytes()
    match file.suffix:
        case ".pdf":
            return PdfReader(BytesIO(data)).is_encrypted or len(PdfReader(BytesIO(data)).pages) > 0
        case ".png":
            with Image.open(BytesIO(data)) as picture:
                picture.load()
            return True
        case ".xlsx":
            return bool(openpyxl.load_workbook(BytesIO(data)).sheetnames)
        case ".csv":
            return len(list(csv.reader(StringIO(data.decode("utf-8-sig"))))) > 1
        case _:
            return bool(json.loads(data))


def each_fault(writer: Writer, book: Book, folder: Path, number: int) -> Iterator[tuple[int, BaseException | None]]:
    """Run the writer again and again, each time with the next call to the disk failing, until none fails."""
    for fail_at in range(1, 200):
        with pytest.MonkeyPatch.context() as patch:
            count = iter(range(1, 10_000))
            for owner, name in CALLS:
                patch.setattr(owner, name, _failing(getattr(owner, name), count, fail_at, number))
            fault: BaseException | None = None
            try:
                writer(book, folder)
            except JixinError as refusal:
                fault = refusal
            over = next(count) <= fail_at
        if over:
            return
        yield fail_at, fault


def _failing(call: Callable[..., Any], count: Iterator[int], fail_at: int, number: int) -> Callable[..., Any]:
    def wrapper(*words: Any, **more: Any) -> Any:
        if next(count) == fail_at:
            raise OSError(number, os.strerror(number))
        return call(*words, **more)

    return wrapper


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_whatever_fails_each_file_is_old_or_whole(paid: Book, tmp_path: Path, writer: Writer) -> None:
    folder = tmp_path / "出"
    folder.mkdir()
    writer(paid, folder)
    names = sorted(path.name for path in folder.iterdir())
    assert names
    faults: list[str] = []
    for name in names:
        (folder / name).write_bytes(OLD)
    for _fail_at, fault in each_fault(writer, paid, folder, errno.ENOSPC):
        assert sorted(path.name for path in folder.iterdir()) == names, "nothing is left over"
        for name in names:
            assert (folder / name).read_bytes() == OLD or is_whole(folder / name), name
            (folder / name).write_bytes(OLD)
        if isinstance(fault, JixinError):
            faults += [problem.code for problem in fault.problems]
    assert len(faults) >= 4 * len(names) and set(faults) == {"output_disk_full"}
    writer(paid, folder)
    assert all(is_whole(folder / name) for name in names)


@pytest.mark.parametrize("name", [name for name in WRITERS if "locked" not in name])
def test_a_second_run_gives_the_same_bytes(paid: Book, tmp_path: Path, name: str) -> None:
    folders = [tmp_path / "一", tmp_path / "二"]
    for folder in folders:
        folder.mkdir()
        WRITERS[name](paid, folder)
    first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert first == second


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_a_file_that_is_open_elsewhere_is_left_alone_and_the_new_one_put_beside_it(
    paid: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: Writer
) -> None:
    folder = tmp_path / "出"
    folder.mkdir()
    writer(paid, folder)
    names = sorted(path.name for path in folder.iterdir())
    for name in names:
        (folder / name).write_bytes(OLD)
    plain = Path.replace

    def held(self: Path, to: Path) -> Path:
        if to.name in names:
            raise PermissionError(errno.EACCES, "open in another program")
        return plain(self, to)

    monkeypatch.setattr(output, "RETRY_SECONDS", ())
    monkeypatch.setattr(Path, "replace", held)
    answer = writer(paid, folder)
    assert all((folder / name).read_bytes() == OLD for name in names)
    beside = sorted(path.name for path in folder.iterdir() if path.name not in names)
    assert beside == sorted(f"{Path(name).stem} (2){Path(name).suffix}" for name in names)
    assert all(is_whole(folder / name) for name in beside)
    assert told_beside(answer) == set(beside)


def told_beside(answer: Any) -> set[str]:
    """The names of the files that a writer says are not where they were asked for."""
    if isinstance(answer, Path):
        return {answer.name}
    return {answer.file.name} if answer.beside is True else {path.name for path in answer.beside}
