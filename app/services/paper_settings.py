"""What the owner wants on printed payslips, kept in the book: depth of reasons, fields, logo, seal."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from app.domain.problem import JixinError, Problem, error
from app.storage import meta
from app.storage.book import Book
from app.storage.codec import from_json, to_json
from app.wording.choices import DEPTHS, FIELDS, WHOLE, Choice

PAPER_KEYS = ("business", "trace", "hide", "logo", "seal")
"""What ``set_paper`` knows: the name at the head, DEPTHS, FIELDS with commas, picture files ("" takes them away)."""

_CHOICE = "paper_choice"


def paper_choice(book: Book) -> Choice:
    """What is printed as long as nothing else is asked for."""
    text = meta.get(book.db, _CHOICE)
    return from_json(text, Choice) if text else WHOLE


def set_paper(book: Book, values: Mapping[str, str]) -> Choice:
    """Change what is printed; JixinError lists everything that cannot be.

    The name of the business heads what is computed from then on; sealed months keep theirs.
    """
    problems: list[Problem] = []
    changes: dict[str, object] = {}
    for key, value in values.items():
        changes |= _change(key, value.strip(), problems)
    if problems:
        raise JixinError(*problems)
    business = changes.pop("business", "")
    choice = msgspec.structs.replace(paper_choice(book), **changes)
    with book.keep() as db:
        meta.put(db, _CHOICE, to_json(choice))
    if business:
        with book.edit() as db:
            meta.put(db, "business", str(business))
    return choice


def keep_choice(book: Book, choice: Choice) -> None:
    """Keep what was chosen in the window."""
    with book.keep() as db:
        meta.put(db, _CHOICE, to_json(choice))


def read_picture(file: Path) -> bytes:
    """A logo or a seal, made small and ready to print; JixinError if the file is no PNG or JPEG picture."""
    from app.documents.images import prepared

    try:
        data = file.read_bytes()
    except OSError as fault:
        raise JixinError(error("picture_unreadable", file=file.name)) from fault
    return prepared(data, file.name)


def hidden_fields(text: str, problems: list[Problem]) -> frozenset[str]:
    """The fields of ``score,seal``; an unknown one is a problem."""
    fields = frozenset(filter(None, (part.strip() for part in text.split(","))))
    problems.extend(
        error("choice_bad", key="hide", value=field, known=", ".join(FIELDS)) for field in sorted(fields - {*FIELDS})
    )
    return fields


def _change(key: str, value: str, problems: list[Problem]) -> dict[str, object]:
    match key:
        case "business" if not value:
            problems.append(error("business_blank"))
        case "business":
            return {"business": value}
        case "trace" if value not in DEPTHS:
            problems.append(error("choice_bad", key=key, value=value, known=", ".join(DEPTHS)))
        case "trace":
            return {"depth": value}
        case "hide":
            return {"hidden": hidden_fields(value, problems)}
        case "logo" | "seal":
            return {key: _picture(value, problems)}
        case _:
            problems.append(error("paper_key_unknown", key=key, known=", ".join(PAPER_KEYS)))
    return {}


def _picture(value: str, problems: list[Problem]) -> bytes:
    if not value:
        return b""
    try:
        return read_picture(Path(value))
    except JixinError as refusal:
        problems.extend(refusal.problems)
        return b""
