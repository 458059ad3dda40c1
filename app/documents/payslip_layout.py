"""Where everything stands on the pages of a payslip; what finds no room goes on, nothing shrinks."""

from collections.abc import Iterable

from app.documents.paper import GREY, HAIR, WATER, Line, Mark, Page, Ruler, Turned
from app.documents.payslip_parts import (
    HEIGHT,
    INNER,
    LEAST,
    LEFT,
    RIGHT,
    SMALL,
    WIDTH,
    Part,
    facts_part,
    heading,
    line_columns,
    line_part,
    near_miss_part,
    net_part,
    paragraph,
    score_columns,
    score_head,
    score_part,
    score_total,
    seal_part,
    section_head,
    signature_part,
)
from app.wording.facts import LineFacts, PayslipFacts, SectionFacts

TOP, BOTTOM = 24.0, HEIGHT - 31.0
REASON_LINES = 4
"""A line whose reasons are longer than this has them on the page 计算过程."""


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

    def put(self, *marks: Mark) -> None:
        """Marks at a place of their own on this page."""
        self._pages[-1].extend(marks)

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
    """The payslip on A5 pages: one where everything fits, the score table and long reasons else on the next."""
    flow = Flow(facts, ruler)
    flow.add(heading(facts, ruler))
    flow.add(facts_part(facts, ruler))
    flow.y += 8
    long = _lines(flow, facts, ruler)
    flow.add(net_part(facts, ruler))
    for miss in facts.near_miss:
        flow.add(near_miss_part(miss, ruler))
    score = _score_parts(facts, ruler)
    notes = [paragraph(note, SMALL, 10.4, ruler) for note in facts.notes]
    sources = _source_parts(facts, ruler)
    _finish(flow, facts, ruler, (score, notes, sources, long))
    return flow.pages()


def _lines(flow: Flow, facts: PayslipFacts, ruler: Ruler) -> list[LineFacts]:
    """Both sections; gives back the lines whose reasons are too long for this page."""
    indent = line_columns(facts, ruler)
    long: list[LineFacts] = []
    for section in (facts.earnings, facts.deductions):
        if section is None:
            continue
        flow.add(section_head(section, ruler), *_section(section, indent, long, facts, ruler)[:1])
        for part in _section(section, indent, [], facts, ruler)[1:]:
            flow.add(part)
    for line in facts.info:
        flow.add(line_part(line, line.reasons, indent, ruler))
    return long


def _section(
    section: SectionFacts, indent: float, long: list[LineFacts], facts: PayslipFacts, ruler: Ruler
) -> list[Part]:
    parts: list[Part] = []
    for line in section.lines:
        room = INNER - indent - ruler.width(line.amount, 8.6) - 14
        printed = sum(len(ruler.wrap(reason, SMALL, room)) for reason in line.reasons)
        if printed > REASON_LINES:
            long.append(line)
            parts.append(line_part(line, (line.reasons[0], facts.overleaf), indent, ruler))
        else:
            parts.append(line_part(line, line.reasons, indent, ruler))
    return parts


def _score_parts(facts: PayslipFacts, ruler: Ruler) -> list[Part]:
    if not facts.score_rows:
        return []
    indent = score_columns(facts, ruler)
    parts = [score_head(facts, indent, ruler)]
    parts += [score_part(row, indent, ruler) for row in facts.score_rows]
    return parts + ([score_total(facts.score_total, ruler)] if facts.score_total else [])


def _source_parts(facts: PayslipFacts, ruler: Ruler) -> list[Part]:
    if not facts.sources:
        return []
    text = "\u3000".join((facts.sources_label, *facts.source_texts))
    return [paragraph(text, LEAST, 9.6, ruler)]


def _finish(
    flow: Flow,
    facts: PayslipFacts,
    ruler: Ruler,
    rest: tuple[list[Part], list[Part], list[Part], list[LineFacts]],
) -> None:
    score, notes, sources, long = rest
    sign = signature_part(facts, ruler)
    fits_score = _height(score) + _height(notes) + sign.height + 6 <= flow.room
    fits_all = _height(score) + _height(notes) + _height(sources) + sign.height + 14 <= flow.room
    if fits_score:
        _table(flow, score, notes)
    _sign(flow, facts, sign, sources if fits_all else [], ruler)
    if not fits_all or long:
        _overleaf(flow, facts, ruler, ([] if fits_score else score, notes, [] if fits_all else sources, long))


def _table(flow: Flow, score: list[Part], notes: list[Part]) -> None:
    for part in score:
        flow.add(part)
    for index, note in enumerate(notes):
        flow.add(note, gap=0 if index else 6)


def _sign(flow: Flow, facts: PayslipFacts, sign: Part, sources: list[Part], ruler: Ruler) -> None:
    """Signature and sources at the foot of this page."""
    flow.y = max(flow.y, BOTTOM - _height(sources) - sign.height - (8 if sources else 2))
    flow.add(sign)
    seal = seal_part(facts.seal, ruler) if facts.seal else None
    if seal:
        flow.put(Turned(seal.x, flow.y - sign.height - 22, seal.degrees, seal.marks))
    for part in sources:
        flow.add(part)


def _overleaf(
    flow: Flow,
    facts: PayslipFacts,
    ruler: Ruler,
    rest: tuple[list[Part], list[Part], list[Part], list[LineFacts]],
) -> None:
    score, notes, sources, long = rest
    flow.new_page()
    if score:
        _table(flow, score, notes)
    if long:
        flow.add(paragraph(facts.trace_title, 8.6, 18, ruler))
    indent = line_columns(facts, ruler)
    for line in long:
        flow.add(line_part(line, line.reasons, indent, ruler))
    for index, part in enumerate(sources):
        flow.add(part, gap=0 if index else 8)


def _height(parts: Iterable[Part]) -> float:
    return sum(part.height for part in parts)


def _short_heading(facts: PayslipFacts, ruler: Ruler) -> Part:
    left = "\u3000".join((facts.business, facts.agent, facts.number))

    def draw(y: float) -> tuple[Mark, ...]:
        return (
            ruler.left(LEFT, y + 9, left, 8, bold=True),
            ruler.right(RIGHT, y + 9, f"{facts.title}\u3000{facts.month}", 8, color=GREY),
            Line(LEFT, y + 15, RIGHT, y + 15, 0.75, GREY),
        )

    return Part(20, draw)


def _last_line(facts: PayslipFacts, page: int, count: int, ruler: Ruler) -> tuple[Mark, ...]:
    left = "\u3000".join(filter(None, (facts.scheme, facts.state)))
    pages = f"{page} / {count}" if count > 1 else ""
    right = "\u3000".join(filter(None, (facts.check, facts.objection, pages)))
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
