"""What a cell that names a row says: whose the row is, or which summary."""

import re

import msgspec

from app.domain.accounts import folded, normal_name, split_account
from app.importing.formats import Formats
from app.importing.grid import Cell, Fault, cell_text
from app.importing.values import LONGEST, header_key, read_id

_SHOWN = 40
_IN_BRACKETS = re.compile(r"(?<=.)\([^()]*\)$")


class Label(msgspec.Struct, frozen=True, gc=False):
    """A cell beside a row as text, and in the spelling by which headers are compared.

    ``prefix`` is the shop before the colon or "", ``name`` what is behind it, ``account`` the same normalised;
    ``summary`` says which summary the row is, "" for none. ``is_blank``: nobody is named. ``is_damaged``: a number
    that has lost its end. ``fault`` is the code of a faulty cell or "".
    """

    text: str
    key: str
    prefix: str
    name: str
    account: str
    summary: str
    is_blank: bool
    is_damaged: bool
    fault: str

    @property
    def is_odd(self) -> bool:
        """Whether it names nobody, or nobody for sure."""
        return self.is_blank or self.is_damaged or bool(self.fault)


def label_of(cell: Cell, formats: Formats) -> Label:
    """What the cell says; nobody is called by a text as long as a page."""
    text = cell_text(cell)
    if isinstance(cell, str) and len(text) > LONGEST:
        return Label(text[:_SHOWN], "", "", "", "", "", is_blank=False, is_damaged=False, fault="account_too_long")
    prefix, name = split_account(text)
    return Label(
        text=text,
        key=header_key(text),
        prefix=prefix,
        name=name,
        account=normal_name(name),
        summary=summary_named(text, formats),
        is_blank=folded(name).casefold() in formats.blanks.missing,
        is_damaged=read_id(cell)[1] == "id_damaged",
        fault=cell.code if isinstance(cell, Fault) else "",
    )


def summary_named(text: str, formats: Formats) -> str:
    """ "sum", "part" or "other" for the label of a summary, also of a shop's, "" for any other text."""
    labels = (_without_remark(part) for part in (text, split_account(text)[1]))
    return next((kind for label in labels if (kind := formats.summaries.get(label))), "")


def _without_remark(text: str) -> str:
    """The text as summary labels are compared: ``合计（3人）：`` → ``合计``."""
    return _IN_BRACKETS.sub("", folded(text).rstrip(":")).casefold()
