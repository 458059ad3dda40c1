"""The declarations in resources/formats: known layouts, headers by metric, words that are no figure and no person."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, cast

import msgspec

from app.domain.accounts import folded
from app.domain.metrics import METRICS, declared_names, is_own
from app.importing.declared import keys, read_toml
from app.importing.values import Blanks, header_key
from app.resources import resource_path

FALLBACK, AGENT_SHEETS = "other", "agent_sheets"
SUM, PART, OTHER = "sum", "part", "other"


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """One known export: how it is recognised and what its columns mean beyond what all layouts share.

    ``typical`` are headers that speak for it, ``columns`` its own headers by metric (they go before the shared ones),
    ``stands_in`` headers that nearly mean a metric: used, and named, where no other column of the file gives it.
    ``whole_shop``: a row is a day of the shop, nobody's; ``sheet_is_agent``: all rows are of the account that the sheet
    is named after. ``counting`` are headers that tell by which rule the platform
    counted; a month must not mix two of them.
    """

    id: str
    name: str
    rank: int
    platforms: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    file_names: tuple[str, ...] = ()
    typical: tuple[str, ...] = ()
    month_first_dates: bool = False
    whole_shop: bool = False
    sheet_is_agent: bool = False
    columns: dict[str, tuple[str, ...]] = {}
    stands_in: dict[str, tuple[str, ...]] = {}
    counting: dict[str, tuple[str, ...]] = {}


class Formats(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything declared, headers already in the spelling they are compared by; layouts in order of rank."""

    layouts: tuple[Layout, ...]
    columns: dict[str, tuple[str, ...]]
    agent: tuple[str, ...]
    date: tuple[str, ...]
    shop: tuple[str, ...]
    whole_group: tuple[str, ...]
    part_group: tuple[str, ...]
    serial: frozenset[str]
    blanks: Blanks
    summaries: dict[str, str]
    periods: tuple[re.Pattern[str], ...]
    periods_of_year: tuple[re.Pattern[str], ...]
    attributions: tuple[str, ...]

    @cached_property
    def metric_headers(self) -> frozenset[str]:
        """Every header that all layouts share."""
        return frozenset(header for listed in self.columns.values() for header in listed)

    @cached_property
    def agent_headers(self) -> frozenset[str]:
        """Every header of a column that names the account."""
        return frozenset((*self.agent, *(header for layout in self.layouts for header in layout.agent)))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The headers of which every report has one: of accounts, or for a whole shop of days."""
        return self.agent_headers | set(self.date)

    @cached_property
    def spread(self) -> Counter[tuple[bool, str]]:
        """How many layouts list a header as typical, counted apart for reports of whole shops."""
        return Counter((layout.whole_shop, header) for layout in self.layouts for header in layout.typical)

    @cached_property
    def known_headers(self) -> frozenset[str]:
        """Every header that is declared anywhere."""
        own = [header for layout in self.layouts for header in (*layout.typical, *layout.agent)]
        special = [
            header
            for layout in self.layouts
            for declared in (layout.columns, layout.stands_in)
            for listed in declared.values()
            for header in listed
        ]
        return self.metric_headers | {*own, *special, *self.agent, *self.date}


@cache
def load_formats(folder: Path | None = None) -> Formats:
    """Every declaration, read once; ValueError names a file whose declaration cannot be right."""
    folder = folder or resource_path("formats")
    words = read_toml(folder / "shared" / "words.toml")
    layouts = [_layout(path) for path in sorted(folder.glob("*.toml"))]
    return Formats(
        layouts=tuple(sorted(layouts, key=lambda layout: (layout.rank, layout.id))),
        columns=_columns(read_toml(folder / "shared" / "columns.toml"), "columns.toml"),
        agent=keys(words["agent"]),
        date=keys(words["date"]),
        shop=keys(words["shop"]),
        whole_group=keys(words["whole_group"]),
        part_group=keys(words["part_group"]),
        serial=frozenset(keys(words["serial"])),
        blanks=Blanks(_cells(words["missing"]), _cells(words["not_yet"])),
        summaries={folded(label).casefold(): kind for kind in (SUM, PART, OTHER) for label in words["summary"][kind]},
        periods=_patterns(words["file_name"]["periods"]),
        periods_of_year=_patterns(words["file_name"]["periods_of_year"]),
        attributions=tuple(words["file_name"]["attributions"]),
    )


def with_own(formats: Formats, own: Iterable[str], remembered: Mapping[str, str]) -> Formats:
    """The declarations with the owner's metrics as further columns: ``own`` by their names, and those that headers are
    ``remembered`` to mean. A name that two of them have is nobody's."""
    meant = {(header_key(name), metric) for metric in own for name in declared_names(metric)}
    meant |= {(header_key(header), metric) for header, metric in remembered.items() if is_own(metric)}
    spread = Counter(header for header, _ in meant)
    columns: dict[str, tuple[str, ...]] = {}
    for header, metric in sorted(meant):
        if spread[header] == 1:
            columns[metric] = (*columns.get(metric, ()), header)
    return msgspec.structs.replace(formats, columns={**formats.columns, **columns}) if columns else formats


def _patterns(texts: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, texts))


@cache
def families() -> tuple[str, ...]:
    """The report families (layout ids, then those of single orders), the one that wins a conflict first."""
    orders = read_toml(resource_path("formats", "shared", "orders.toml"))["families"]
    return (*(layout.id for layout in load_formats().layouts), *orders)


@cache
def header_words() -> frozenset[str]:
    """Every Chinese word of two or more characters that any declaration of sheets names, as headers are compared."""
    declared = (read_toml(path) for path in sorted(resource_path("formats").rglob("*.toml")))
    words = map(header_key, _strings(list(declared)))
    return frozenset(word for word in words if len(word) > 1 and not word.isascii())


def _strings(declared: Any) -> Iterator[str]:
    if isinstance(declared, str):
        yield declared
    elif isinstance(declared, dict):
        yield from _strings(list(cast(dict[str, Any], declared).values()))
    elif isinstance(declared, list):
        for each in cast(list[Any], declared):
            yield from _strings(each)


def people_columns(kind: str) -> dict[str, tuple[str, ...]]:
    """Fields and spellings of roster, incidents, marks or attendance, in the form's order; KeyError for another."""
    path = resource_path("formats", "people", f"{kind}.toml")
    if not path.is_file():
        raise KeyError(kind)
    return {field: tuple(spellings) for field, spellings in read_toml(path)["columns"].items()}


def _layout(path: Path) -> Layout:
    try:
        layout = msgspec.convert({**read_toml(path), "id": path.stem}, Layout)
    except msgspec.ValidationError as fault:
        raise ValueError(f"{path.name}: {fault}") from fault
    return msgspec.structs.replace(
        layout,
        agent=keys(layout.agent),
        typical=keys(layout.typical),
        columns=_columns(layout.columns, path.name),
        stands_in=_columns(layout.stands_in, path.name),
        counting={rule: keys(headers) for rule, headers in layout.counting.items()},
    )


def _columns(declared: dict[str, Any], file: str) -> dict[str, tuple[str, ...]]:
    if unknown := set(declared) - set(METRICS):
        raise ValueError(f"{file}: unknown metrics {sorted(unknown)}")
    return {metric: keys(headers) for metric, headers in declared.items()}


def _cells(texts: list[str]) -> frozenset[str]:
    return frozenset(folded(text).casefold() for text in texts)
