"""Workbooks with a sheet for each agent: which sheets are whose."""

import re

from app.domain.accounts import folded, normal_name, split_account
from app.importing.formats import Formats
from app.importing.grid import Grid, Workbook
from app.importing.layouts import headers

_UNNAMED = re.compile(r"(sheet|工作表|表)\d*")
_METRICS = 2


def agent_sheets(book: Workbook, formats: Formats, known: frozenset[str]) -> tuple[str, ...]:
    """The sheets that are one agent's each; () unless one of them is called like an account or a person of the book.

    They have figures and no column of accounts. ``known`` are normalised names.
    """
    sheets = [sheet for sheet in book.sheets if _is_named(sheet.sheet, formats) and _has_figures_alone(sheet, formats)]
    if not any(normal_name(split_account(sheet.sheet)[1]) in known for sheet in sheets):
        return ()
    return tuple(sheet.sheet for sheet in sheets)


def _is_named(name: str, formats: Formats) -> bool:
    key = folded(name).casefold()
    return key not in formats.summaries and not _UNNAMED.fullmatch(key)


def _has_figures_alone(sheet: Grid, formats: Formats) -> bool:
    found = [set(header.keys) for header in headers(sheet, formats, formats.metric_headers)]
    if any(keys & formats.agent_headers for keys in found):
        return False
    return any(len(keys & formats.metric_headers) >= _METRICS for keys in found)
