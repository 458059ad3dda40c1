"""Which shop a file without one belongs to, as far as its earlier import or its name tells."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from app.domain.accounts import normal_name
from app.domain.month import PayMonth
from app.domain.people import Shop
from app.services import import_sheets
from app.services.import_sheets import FileEdits, FilePlan, ImportPlan

NEEDED = "shop_needed"


def needs_shop(file: FilePlan) -> bool:
    """Whether nothing tells the shop of a file's rows."""
    return any(problem.code == NEEDED for problem in file.problems)


def proposed_shops(
    book: Any, plan: ImportPlan, shops: Sequence[Shop], months: Iterable[PayMonth]
) -> dict[Path, FileEdits]:
    """The decisions to propose: the shop of the earlier import of the same file, else the one in the file's name.

    Where some rows name their shop nothing is proposed: what stands in the rows wins.
    """
    asking = [file for file in plan.files if needs_shop(file) and not file.shop]
    if not asking:
        return {}
    names = {shop.name for shop in shops}
    records = (record for month in months for record in reversed(import_sheets.imports(book, month)))
    earlier: dict[str, str] = {}
    for record in records:
        if record.kind == "sheet" and record.shop in names:
            earlier.setdefault(record.sha256, record.shop)
    found = {file.path: earlier.get(file.sha256) or shop_in_name(file.path.stem, names) for file in asking}
    return {file.path: msgspec.structs.replace(file.edits, shop=shop) for file in asking if (shop := found[file.path])}


def shop_in_name(name: str, shops: Iterable[str]) -> str:
    """The one shop whose name stands in a file's name, "" for none or several; a longer name hides those in it."""
    text = normal_name(name)
    named = {normal_name(shop): shop for shop in shops if normal_name(shop) in text}
    whole = [shop for key, shop in named.items() if not any(key != other and key in other for other in named)]
    return whole[0] if len(whole) == 1 else ""
