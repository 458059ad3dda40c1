"""Declared exports of single orders and refunds: resources/formats/orders, and the words that they share."""

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path

import msgspec

from app.domain.accounts import folded
from app.importing.declared import keys, read_toml
from app.importing.values import header_key, simplified
from app.resources import resource_path

ORDERS, ITEMS, REFUNDS = "orders", "items", "refunds"

_NEEDED = {
    ORDERS: ("number", "paid", "status"),
    ITEMS: ("number", "quantity"),
    REFUNDS: ("number", "refund", "amount", "status"),
}
_FIELDS = {
    ORDERS: {*_NEEDED[ORDERS], "paid_at", "created", "buyer", "quantity", "shop", "remark"},
    ITEMS: {*_NEEDED[ITEMS], "item", "shop"},
    REFUNDS: {*_NEEDED[REFUNDS], "done_at", "shop"},
}


class OrderLayout(msgspec.Struct, frozen=True, kw_only=True):
    """One known export. ``family`` is orders, items or refunds; ``columns`` are the headers of each field, the better
    first, in the spelling they are compared by.
    """

    id: str
    name: str
    family: str
    platforms: tuple[str, ...] = ()
    columns: dict[str, tuple[str, ...]]


class Statuses(msgspec.Struct, frozen=True, kw_only=True):
    """Closed lists of statuses, folded: money that counts, and money that does not."""

    counts: frozenset[str]
    does_not: frozenset[str]

    def of(self, text: str) -> bool | None:
        """Whether the status counts; None for one that is not known."""
        key = status_key(text)
        return True if key in self.counts else False if key in self.does_not else None


class OrderFormats(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything declared about single orders."""

    layouts: tuple[OrderLayout, ...]
    order_status: Statuses
    refund_status: Statuses
    chased: tuple[str, ...]
    followup: tuple[str, ...]

    @cached_property
    def number_headers(self) -> frozenset[str]:
        """Headers that only such an export has: how the column of order numbers may be called."""
        return frozenset(header for layout in self.layouts for header in layout.columns["number"])


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """A recognised header row, counted from 0: ``places`` are the columns of each field that the file has.

    Only remarks may stand in several columns.
    """

    layout: OrderLayout
    row: int
    texts: tuple[str, ...]
    places: dict[str, tuple[int, ...]]

    def header(self, field: str) -> str:
        """The field's header as it stands in the file."""
        return self.texts[self.places[field][0]]


@cache
def load_order_formats() -> OrderFormats:
    """Reads every declaration; ValueError names a file whose declaration cannot be right."""
    folder = resource_path("formats")
    words = read_toml(folder / "shared" / "orders.toml")
    return OrderFormats(
        layouts=tuple(_layout(path) for path in sorted((folder / "orders").glob("*.toml"))),
        order_status=_statuses(words["order_status"]),
        refund_status=_statuses(words["refund_status"]),
        chased=tuple(words["remark"]["chased"]),
        followup=tuple(words["remark"]["followup"]),
    )


def _statuses(words: dict[str, list[str]]) -> Statuses:
    return Statuses(**{name: frozenset(map(status_key, listed)) for name, listed in words.items()})


def status_key(text: str) -> str:
    """The spelling by which statuses are compared."""
    return simplified(folded(text).casefold())


def _layout(path: Path) -> OrderLayout:
    try:
        layout = msgspec.convert({**read_toml(path), "id": path.stem}, OrderLayout)
    except msgspec.ValidationError as fault:
        raise ValueError(f"{path.name}: {fault}") from fault
    if layout.family not in _NEEDED or not set(_NEEDED[layout.family]) <= set(layout.columns) <= _FIELDS[layout.family]:
        raise ValueError(f"{path.name}: needs the columns {_NEEDED.get(layout.family)} of {layout.family!r}")
    return msgspec.structs.replace(layout, columns={name: keys(headers) for name, headers in layout.columns.items()})


def find_head(rows: Sequence[Sequence[str]], formats: OrderFormats) -> Head | None:
    """The first row that has every needed column of a layout; of several layouts the one with the most fields."""
    for row, texts in enumerate(rows):
        spelled = tuple(map(header_key, texts))
        found = [(layout, _places(layout, spelled)) for layout in formats.layouts]
        whole = [(layout, places) for layout, places in found if set(_NEEDED[layout.family]) <= set(places)]
        if whole:
            layout, places = max(whole, key=lambda pair: len(pair[1]))
            return Head(layout=layout, row=row, texts=tuple(texts), places=places)
    return None


def _places(layout: OrderLayout, spelled: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for field, headers in layout.columns.items():
        found = tuple(spelled.index(header) for header in headers if header in spelled)
        if found:
            places[field] = tuple(sorted(found)) if field == "remark" else found[:1]
    return places
