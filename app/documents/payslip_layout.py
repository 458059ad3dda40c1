"""Where everything stands on the pages of a payslip; what finds no room goes on, nothing shrinks."""

from collections.abc import Iterable

import msgspec

from app.documents.paper import GREY, HAIR, INK, WATER, Line, Mark, Page, Ruler, Turned
from app.documents.payslip_parts import (
    AIRY,
    CLOSER,
    DENSE,
    HEIGHT,
    INNER,
    LEAST,
    LEFT,
    RIGHT,
    SMALL,
    WIDTH,
    Part,
    Pitch,
    facts_part,
    heading,
    line_columns,
    line_part,
    near_miss_part,
    net_part,
    paragraph,
    reason_lines,
    reasons_part,
    section_head,
    signature_part,
)
from app.documents.payslip_score import score_columns, score_head, score_part, score_total
from app.wording.facts import LineFacts, PayslipFacts

TOP, BOTTOM = 24.0, HEIGHT - 31.0
REASON_LINES = 4
"""A line whose reasons are longer than this has them on the page 计算过程."""
LONG_PIECE = 12


class Flow:
    """Parts under each other; a part without room begins a new page with a short heading."""

    def __init__(self, facts: PayslipFacts, ruler: Ruler) -> None:
        self._facts = facts
        self._ruler = ruler
        self._pages: list[list[Mark]] = []
        self.y = TOP
        self._begin()

    def _begin(self) -> None:
        marks: list[Mark] = []
        if self._facts.draft:
            marks.append(_watermark(self._facts.draft, self._ruler))
        self._pages.append(marks)
        self.y = TOP
        if len(self._pages) > 1:
            self.add(_short_heading(self._facts, self._ruler))

    @property
    def room(self) -> float:
        """Height left on this page."""
        return BOTTOM - self.y

    def add(self, *parts: Part, gap: float = 0) -> None:
        """Put the parts, all of them on one page if a page has room for them."""
        height = gap + sum(part.height for part in parts)
        if height > self.room and self.y > TOP + 30:
            self.new_page()
        self.y += gap
        for part in parts:
            self._pages[-1].extend(part.draw(self.y))
            self.y += part.height

    def new_page(self) -> None:
        """Go on with a fresh page."""
        self._begin()

    def pages(self) -> tuple[Page, ...]:
        """The pages, each with the last line."""
        count = len(self._pages)
        return tuple(
            (*marks, *_last_line(self._facts, index + 1, count, self._ruler)) for index, marks in enumerate(self._pages)
        )


def payslip_pages(facts: PayslipFacts, ruler: Ruler) -> tuple[Page, ...]:
    """The payslip on A5 pages: one if it can be, with less air if need be; else score or long reasons overleaf."""
    airy = _pages(facts, ruler, AIRY)
    if len(airy) == 1:
        return airy
    tighter = (_pages(facts, ruler, pitch) for pitch in (CLOSER, DENSE))
    return next((pages for pages in tighter if len(pages) < len(airy)), airy)


def _pages(facts: PayslipFacts, ruler: Ruler, pitch: Pitch) -> tuple[Page, ...]:
    flow = Flow(facts, ruler)
    flow.add(heading(facts, ruler))
    flow.add(facts_part(facts, ruler))
    long = _lines(flow, facts, ruler, pitch)
    flow.add(net_part(facts, ruler))
    for miss in facts.near_miss:
        flow.add(near_miss_part(miss, ruler))
    score = _score_parts(facts, ruler, pitch)
    notes = [paragraph(note, SMALL, 10.4, ruler) for note in facts.notes]
    sources = _source_parts(facts, ruler)
    _finish(flow, facts, ruler, Rest(score, notes, sources, long))
    return flow.pages()


class Rest(msgspec.Struct, frozen=True):
    """What comes after the net: score table, notes, sources, and the lines whose reasons go overleaf."""

    score: list[Part]
    notes: list[Part]
    sources: list[Part]
    long: list[LineFacts]


def _lines(flow: Flow, facts: PayslipFacts, ruler: Ruler, pitch: Pitch) -> list[LineFacts]:
    """Both sections; gives back the lines whose reasons are too long for this page."""
    indent = line_columns(facts, ruler)
    for section in (facts.earnings, facts.deductions):
        if section is None:
            continue
        parts = [_line(line, indent, facts, ruler, pitch) for line in section.lines]
        flow.add(section_head(section, ruler, pitch), *parts[:1])
        for part in parts[1:]:
            flow.add(part)
    for line in facts.info:
        flow.add(_line(line, indent, facts, ruler, pitch))
    if facts.one_line:
        return []
    return [line for line in _every_line(facts) if len(reason_lines(line, indent, ruler)) > REASON_LINES]


def _line(line: LineFacts, indent: float, facts: PayslipFacts, ruler: Ruler, pitch: Pitch) -> Part:
    printed = reason_lines(line, indent, ruler, one=facts.one_line)
    if len(printed) > REASON_LINES:
        printed = (*printed[: REASON_LINES - 2], f"{printed[REASON_LINES - 2]}…", facts.overleaf)
    return line_part(line, printed, indent, ruler, pitch)


def _every_line(facts: PayslipFacts) -> tuple[LineFacts, ...]:
    deductions = facts.deductions.lines if facts.deductions else ()
    return (*facts.earnings.lines, *deductions, *facts.info)


def _score_parts(facts: PayslipFacts, ruler: Ruler, pitch: Pitch) -> list[Part]:
    if not facts.score_rows:
        return []
    indent = score_columns(facts, ruler)
    parts = [score_head(facts, indent, ruler)]
    parts += [score_part(row, indent, ruler, pitch) for row in facts.score_rows]
    return parts + ([score_total(facts.score_total, ruler)] if facts.score_total else [])


def _source_parts(facts: PayslipFacts, ruler: Ruler) -> list[Part]:
    if not facts.sources:
        return []
    text = "\u3000".join((facts.sources_label, *facts.source_texts))
    return [paragraph(text, LEAST, 9.6, ruler)]


def _finish(flow: Flow, facts: PayslipFacts, ruler: Ruler, rest: Rest) -> None:
    """Score, notes, signature and sources on this page as far as there is room, the others overleaf."""
    sign = signature_part(facts, ruler)
    table = _height(rest.score) + _height(rest.notes) + (6 if rest.notes else 0)
    notes_need = _height(rest.sources) + 8 if rest.sources else 0
    with_table = table + sign.height + 2 <= flow.room
    with_sources = (table if with_table else 0) + sign.height + notes_need + 2 <= flow.room and not rest.long
    if with_table:
        _table(flow, rest.score, rest.notes)
    _sign(flow, sign, rest.sources if with_sources else [])
    left = Rest(
        [] if with_table else rest.score,
        [] if with_table else rest.notes,
        [] if with_sources else rest.sources,
        rest.long,
    )
    if left.score or left.notes or left.sources or left.long:
        _overleaf(flow, facts, ruler, left)


def _table(flow: Flow, score: list[Part], notes: list[Part]) -> None:
    for part in score:
        flow.add(part)
    for index, note in enumerate(notes):
        flow.add(note, gap=0 if index else 6)


def _sign(flow: Flow, sign: Part, sources: list[Part]) -> None:
    """Signature and sources at the foot of this page."""
    flow.y = max(flow.y, BOTTOM - _height(sources) - sign.height - (8 if sources else 2))
    flow.add(sign)
    for part in sources:
        flow.add(part)


def _overleaf(flow: Flow, facts: PayslipFacts, ruler: Ruler, rest: Rest) -> None:
    flow.new_page()
    _table(flow, rest.score, rest.notes)
    if rest.long:
        flow.add(paragraph(facts.trace_title, 8.6, 12, ruler, color=INK, bold=True), gap=8)
        flow.y += 4
    indent = line_columns(facts, ruler)
    for line in rest.long:
        head, first, *more = _spread(line, indent, ruler)
        flow.add(head, first)
        for part in more:
            flow.add(part)
    for index, part in enumerate(rest.sources):
        flow.add(part, gap=0 if index else 8)


def _spread(line: LineFacts, indent: float, ruler: Ruler) -> list[Part]:
    """A line and all its reasons below, in pieces that pages can part."""
    printed = reason_lines(line, indent, ruler)
    pieces = [printed[i : i + LONG_PIECE] for i in range(0, len(printed), LONG_PIECE)]
    return [line_part(line, (), indent, ruler), *(reasons_part(piece, indent, ruler) for piece in pieces)]


def _height(parts: Iterable[Part]) -> float:
    return sum(part.height for part in parts)


def _short_heading(facts: PayslipFacts, ruler: Ruler) -> Part:
    right = f"{facts.title}\u3000{facts.month}"
    room = INNER - ruler.width(right, 8) - 14
    left = ruler.wrap("\u3000".join((facts.agent, facts.number, facts.business)), 8, room, bold=True)

    def draw(y: float) -> tuple[Mark, ...]:
        return (
            *(ruler.left(LEFT, y + 9 + 11 * i, text, 8, bold=True) for i, text in enumerate(left)),
            ruler.right(RIGHT, y + 9, right, 8, color=GREY),
            Line(LEFT, y + 4 + 11 * len(left), RIGHT, y + 4 + 11 * len(left), 0.75, GREY),
        )

    return Part(9 + 11 * len(left), draw)


def _last_line(facts: PayslipFacts, page: int, count: int, ruler: Ruler) -> tuple[Mark, ...]:
    pages = f"{page} / {count}" if count > 1 else ""
    right = "\u3000".join(filter(None, (facts.check, facts.objection, pages)))
    state = f"\u3000{facts.state}" if facts.scheme and facts.state else facts.state
    room = INNER - ruler.width(right, LEAST) - 12 - ruler.width(state, LEAST)
    left = ruler.shorten(facts.scheme, LEAST, room) + state
    y = HEIGHT - 22
    return (
        Line(LEFT, y - 10, RIGHT, y - 10, 0.5, HAIR),
        ruler.left(LEFT, y, left, LEAST, color=GREY),
        ruler.right(RIGHT, y, right, LEAST, color=GREY),
    )


def _watermark(text: str, ruler: Ruler) -> Turned:
    size = 96.0
    width = ruler.width(text, size, bold=True)
    mark = ruler.left(-width / 2, size * 0.36, text, size, bold=True, color=WATER)
    return Turned(WIDTH / 2, HEIGHT * 0.56, 24, (mark,))
