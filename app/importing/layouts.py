"""Which report a sheet is: layout, header rows and what each column means."""

from collections.abc import Container, Iterator, Mapping
from itertools import islice

import msgspec

from app.domain.metrics import reported
from app.importing.formats import AGENT_SHEETS, FALLBACK, Formats, Layout
from app.importing.grid import Grid, is_blank, plain
from app.importing.plan import Column, FileEdits
from app.importing.values import header_key

SEARCHED_ROWS = 15
NUMBER_HEADERS = frozenset({"工号", "员工编号", "员工号"})
"""Headers of the owner's own sheets (roster, incidents, marks, attendance), which no platform writes."""
ENOUGH = 1.0
_SECONDS = ("(秒)", "(s)", "(秒钟)")
_MINUTES = ("(分钟)", "(分)", "(min)", "(m)")
_UNITS = (*_SECONDS, *_MINUTES, "(元)", "(人)", "(件)", "(次)", "(单)", "(天)", "(条)", "(个)", "(%)")
_SAMPLES = 3
_NEARLY = 1_000
"""Columns that nearly mean a metric come after all that mean it."""


class Recognised(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet whose layout is known. Rows count from 0; ``top`` … ``first`` − 1 are the header.

    ``accounts`` are the columns that may name the account, the better first, none where a row is a day of the whole
    shop; ``day`` and ``shop`` are the columns of the date and the shop, or None; ``minutes`` the columns whose bare
    numbers are minutes, ``near`` those that nearly mean their metric and stand in for it.
    """

    layout: Layout
    grid: Grid
    top: int
    first: int
    columns: tuple[Column, ...]
    accounts: tuple[int, ...]
    day: int | None
    shop: int | None
    minutes: frozenset[int]
    near: frozenset[int]
    counting: str
    score: float
    confidence: int
    reason: tuple[str, ...]


class Header(msgspec.Struct, frozen=True):
    """One candidate for the header: its rows and the joined texts of its columns."""

    top: int
    first: int
    texts: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The texts in the spelling they are compared by."""
        return tuple(map(header_key, self.texts))


def recognise(
    grid: Grid, file: str, formats: Formats, remembered: Mapping[str, str], edits: FileEdits
) -> Recognised | None:
    """The best reading of a sheet, or None if no row of the first 15 is a header that says enough.

    Each header that is typical of a layout speaks for it, the less the more layouts share it; so does the file name.
    A layout asked for in ``edits`` is taken whatever it scores.
    """
    anchors = formats.metric_headers if edits.layout == AGENT_SHEETS else frozenset[str]()
    asked = [layout for layout in formats.layouts if edits.layout in ("", layout.id)]
    found: list[tuple[float, Layout, Header]] = []
    for header in headers(grid, formats, anchors):
        keys = frozenset(header.keys)
        for layout in asked:
            score = _score(layout, keys, file, formats)
            enough = ENOUGH if layout.id != FALLBACK and not edits.layout else 0.02
            if score >= enough and _tells_whose(layout, keys, formats, asked=bool(edits.layout)):
                found.append((score, layout, header))
    for score, layout, header in sorted(found, key=_worth, reverse=True):
        reading = _reading(grid, header, layout, formats, remembered, edits, score, file)
        if any(column.metric for column in reading.columns):
            return reading
    return None


def _worth(candidate: tuple[float, Layout, Header]) -> tuple[float, int, int, int]:
    """What goes before: the higher score, the lower rank, fewer header rows, the upper ones."""
    score, layout, header = candidate
    return score, -layout.rank, header.top - header.first, -header.top


def _tells_whose(layout: Layout, keys: frozenset[str], formats: Formats, *, asked: bool) -> bool:
    """Whether the header has a column of accounts; for a whole shop's days a date, and no accounts; for a sheet of an
    agent, which is never guessed, no accounts."""
    if layout.sheet_is_agent:
        return asked and keys.isdisjoint(formats.agent_headers)
    if layout.whole_shop:
        return not keys.isdisjoint(formats.date) and keys.isdisjoint(formats.agent_headers)
    shared = formats.agent if layout.id == FALLBACK or asked else ()
    return not keys.isdisjoint(layout.agent) or not keys.isdisjoint(shared)


def headers(grid: Grid, formats: Formats, anchors: frozenset[str] = frozenset()) -> Iterator[Header]:
    """Every row of the first 15 that might be a header, alone and joined with the row below it: one that has a header
    in it which no report is without, or one of ``anchors``.

    A field below a group is called by both names, unless its own name is known, stands there once, and the group is no
    part of a whole; a group that is the whole by the first of its declared names.
    """
    known, wanted = formats.known_headers, formats.anchors | anchors
    for top in range(min(SEARCHED_ROWS, len(grid.rows))):
        anchored = has_header(grid, top, wanted)
        below = (anchored or has_header(grid, top + 1, wanted)) and _is_text(grid, top + 1)
        upper = [grid.text(top, column) for column in range(len(grid.rows[top]))] if anchored or below else []
        if sum(map(bool, upper)) < 2:
            continue
        if anchored:
            yield Header(top, top + 1, tuple(upper))
        if below:
            yield Header(top, top + 2, _joined(grid, top, formats, known))


def texts_on_top(grid: Grid) -> Iterator[str]:
    """What stands in the rows that might be a header, had any report such a one."""
    for row in range(min(SEARCHED_ROWS, len(grid.rows))):
        texts = [grid.text(row, column) for column in range(len(grid.rows[row]))]
        if sum(map(bool, texts)) >= 2:
            yield from filter(None, texts)


def has_header(grid: Grid, row: int, headers: Container[str]) -> bool:
    """Whether one of the headers stands in the row."""
    cells = grid.rows[row] if row < len(grid.rows) else ()
    return any(isinstance(cell, str) and header_key(plain(cell)) in headers for cell in cells if cell)


def _is_text(grid: Grid, row: int) -> bool:
    return row < len(grid.rows) and all(is_blank(cell) or isinstance(cell, str) for cell in grid.rows[row])


def _joined(grid: Grid, top: int, formats: Formats, known: frozenset[str]) -> tuple[str, ...]:
    """``总评价`` over ``收到`` → ``总评价-收到``; a group reaches right over blank cells, as merged cells do."""
    fields = [grid.text(top + 1, column) for column in range(grid.width)]
    texts: list[str] = []
    group = ""
    for column, field in enumerate(fields):
        upper = grid.text(top, column)
        group = (upper or group) if field else ""
        if header_key(group) in formats.whole_group:
            group = formats.whole_group[0]
        both = f"{group}-{field}" if group and field and group != field else (field or upper)
        alone = fields.count(field) == 1 and header_key(field) in known and header_key(both) not in known
        texts.append(field if alone and header_key(group) not in formats.part_group else both)
    return tuple(texts)


def _score(layout: Layout, keys: frozenset[str], file: str, formats: Formats) -> float:
    known = len(keys & formats.metric_headers)
    if layout.id in (FALLBACK, AGENT_SHEETS):
        return known / 100 if known >= 2 and not keys & NUMBER_HEADERS else 0
    own = sum(1 / formats.spread[layout.whole_shop, header] for header in layout.typical if header in keys)
    return own + (1 if own and any(name in file for name in layout.file_names) else 0) + known / 1000


def _reading(
    grid: Grid,
    header: Header,
    layout: Layout,
    formats: Formats,
    remembered: Mapping[str, str],
    edits: FileEdits,
    score: float,
    file: str,
) -> Recognised:
    keys = header.keys
    agent = (
        layout.agent if layout.whole_shop or layout.sheet_is_agent or set(layout.agent) & set(keys) else formats.agent
    )
    accounts = tuple(keys.index(name) for name in agent if name in keys)
    day, shop = _first_of(formats.date, keys), _first_of(formats.shop, keys)
    metrics = _metrics(header, layout, formats, remembered, edits, {*accounts, day, shop})
    near = {name for listed in layout.stands_in.values() for name in listed}
    roles = {**dict.fromkeys(accounts, "account"), shop: "shop", day: "date"}
    hits = tuple(text for text, key in zip(header.texts, keys, strict=True) if key in layout.typical)
    named = [name for name in layout.file_names if name in file]
    return Recognised(
        layout=layout,
        grid=grid,
        top=header.top,
        first=header.first,
        columns=tuple(_columns(grid, header, metrics, roles)),
        accounts=accounts,
        day=day,
        shop=shop,
        near=frozenset(index for index in metrics if index not in edits.columns and keys[index] in near),
        counting=next((rule for rule, names in layout.counting.items() if set(names) & set(keys)), ""),
        minutes=frozenset(index for index, key in enumerate(keys) if key.endswith(_MINUTES)),
        score=score,
        confidence=_confidence(layout, len(hits), bool(named)),
        reason=(*named[:1], *hits),
    )


def _first_of(names: tuple[str, ...], keys: tuple[str, ...]) -> int | None:
    """The column of the first of the names that stands in the header."""
    return next((keys.index(name) for name in names if name in keys), None)


def _confidence(layout: Layout, hits: int, named: bool) -> int:
    if layout.id == FALLBACK:
        return 30
    return min(99, 40 + 8 * hits + (20 if named else 0))


def _metrics(
    header: Header,
    layout: Layout,
    formats: Formats,
    remembered: Mapping[str, str],
    edits: FileEdits,
    taken: set[int | None],
) -> dict[int, tuple[str, bool]]:
    """Metric of each column, and whether the column is the one that counts (the others are its twins)."""
    places = _places(layout, formats, remembered)
    wanted: dict[str, list[tuple[float, int]]] = {}
    for index, key in enumerate(header.keys):
        if index in edits.columns:
            if reported(edits.columns[index]):
                wanted.setdefault(edits.columns[index], []).append((-2, index))
            continue
        place = None if index in taken or not key else _place(key, places)
        if place:
            wanted.setdefault(place[0], []).append((place[1], index))
    return {
        index: (metric, nth == 0) for metric, found in wanted.items() for nth, (_, index) in enumerate(sorted(found))
    }


def _places(layout: Layout, formats: Formats, remembered: Mapping[str, str]) -> dict[str, tuple[str, float]]:
    """Header → (metric, place in the order of preference)."""
    places: dict[str, tuple[str, float]] = {}
    for columns in (layout.columns, formats.columns):
        for metric, listed in columns.items():
            for place, header in enumerate(listed):
                places.setdefault(header, (metric, place))
    for metric, listed in layout.stands_in.items():
        places.update((header, (metric, _NEARLY + place)) for place, header in enumerate(listed))
    for header, metric in remembered.items():
        if not metric or reported(metric):
            places[header_key(header)] = (metric, -1)
    return places


def _place(key: str, places: Mapping[str, tuple[str, float]]) -> tuple[str, float] | None:
    """The header itself, else without the unit in brackets behind it; seconds go before their twin in text."""
    if key in places:
        metric, place = places[key]
        return (metric, place) if metric else None
    unit = next((unit for unit in _UNITS if key.endswith(unit)), "")
    if not unit or key.removesuffix(unit) not in places:
        return None
    metric, place = places[key.removesuffix(unit)]
    return (metric, -0.5 if unit in _SECONDS else place + 0.5) if metric else None


def _columns(
    grid: Grid,
    header: Header,
    metrics: Mapping[int, tuple[str, bool]],
    roles: Mapping[int | None, str],
) -> Iterator[Column]:
    for index, text in enumerate(header.texts):
        metric, counts = metrics.get(index, ("", True))
        role = roles.get(index, "metric" if metric else "ignored")
        texts = (grid.text(row, index) for row in range(header.first, min(len(grid.rows), header.first + 20)))
        yield Column(
            index=index,
            header=text.replace("\n", ""),
            metric=metric if counts else "",
            role=role if counts else "twin",
            samples=tuple(islice(filter(None, texts), _SAMPLES)),
        )
