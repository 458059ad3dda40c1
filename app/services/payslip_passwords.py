"""The passwords that payslips are locked with: a random one per person, or the last six of the ID number."""

from collections.abc import Callable, Mapping, Sequence

from app.documents.locked import random_password
from app.domain.payline import PayRun
from app.domain.problem import JixinError, error
from app.storage import agents, meta
from app.storage.book import Book
from app.storage.codec import from_json, to_json
from app.texts import Texts

_KEPT = "paper_passwords"
ID_TAIL = 6


def passwords(book: Book, run: PayRun, kind: str, make: Callable[[], str] = random_password) -> dict[str, str]:
    """The password of everybody computed, by number; ``kind`` random (kept: the same every month) or id6.

    JixinError naming everybody whose ID number is missing.
    """
    numbers = [slip.number for slip in run.payslips if slip.computed]
    return _from_ids(book, run, numbers) if kind == "id6" else _random(book, numbers, make)


def password_list(run: PayRun, kind: str, keys: Mapping[str, str], names: Sequence[str], texts: Texts) -> bytes:
    """The owner's list as PDF. Passwords from ID numbers are not spelled out: the rule stands at its head."""
    from app.documents.password_list import password_table
    from app.documents.table_pdf import render_table

    slips = [slip for slip in run.payslips if slip.computed]
    rows = [
        (slip.number, slip.name, keys[slip.number] if kind == "random" else "******", name)
        for slip, name in zip(slips, names, strict=True)
    ]
    return render_table(password_table(rows, run.month, kind, texts), texts)


def _random(book: Book, numbers: Sequence[str], make: Callable[[], str]) -> dict[str, str]:
    text = meta.get(book.db, _KEPT)
    kept = from_json(text, dict[str, str]) if text else {}
    fresh = {number: make() for number in numbers if number not in kept}
    if fresh:
        with book.keep() as db:
            meta.put(db, _KEPT, to_json(kept | fresh))
    return {number: (kept | fresh)[number] for number in numbers}


def _from_ids(book: Book, run: PayRun, numbers: Sequence[str]) -> dict[str, str]:
    ids = {record.number: record.id_number.strip().upper() for record in agents.load(book.db)}
    names = {slip.number: slip.name for slip in run.payslips}
    short = [number for number in numbers if len(ids.get(number, "")) < ID_TAIL]
    if short:
        raise JixinError(*(error("password_no_id", number=number, name=names[number]) for number in short))
    return {number: ids[number][-ID_TAIL:] for number in numbers}
