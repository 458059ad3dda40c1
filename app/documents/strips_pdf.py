"""工资条: strips of A4 to cut apart, a header row over each person, nobody split over two pages."""

from collections.abc import Sequence

import msgspec

from app.documents.ink import document
from app.documents.paper import ACCENT, GREY, INK, TINT, Box, Line, Mark, Page, Ruler, Turned, load_ruler
from app.texts import Texts
from app.wording.facts import PayslipFacts

A4 = (595.0, 842.0)
LEFT, RIGHT = 27.0, 568.0
INNER = RIGHT - LEFT
TOP, FOOT = 12.0, 812.0
STRIP = 97.5
"""Height of a strip with one row of figures; eight fit on a page."""
HEAD_ROW, FIGURE_ROW = 14.5, 18.0
MAX_COLUMNS = 10
_EDGE = "#C9D2CE"


class Cell(msgspec.Struct, frozen=True):
    """A column of a strip: heading and figure; ``net`` is tinted."""

    head: str
    figure: str
    net: bool = False


class Strip(msgspec.Struct, frozen=True):
    """One person's strip: its height and marks, which count from its top left corner."""

    height: float
    marks: tuple[Mark, ...]


def render_strips(facts: Sequence[PayslipFacts], texts: Texts) -> bytes:
    """All strips on A4 pages; same facts, same bytes."""
    ruler = load_ruler()
    pages = strip_pages(facts, ruler, texts)
    title = " · ".join((facts[0].business, facts[0].title, facts[0].month)) if facts else ""
    return document([(A4, page) for page in pages], ruler.fonts, title)


def strip_pages(facts: Sequence[PayslipFacts], ruler: Ruler, texts: Texts) -> list[Page]:
    """The pages: a strip that finds no room begins the next one."""
    pages: list[list[Mark]] = [[]]
    y = TOP
    for one in facts:
        strip = strip_of(one, ruler)
        if y + strip.height > FOOT and y > TOP:
            pages.append([])
            y = TOP
        pages[-1].append(Turned(0, y, 0, strip.marks))
        y += strip.height
    return [
        (*marks, *_foot(texts, index + 1, len(pages), ruler), *_draft(facts[0].draft, ruler))
        for index, marks in enumerate(pages)
        if facts
    ]


def strip_of(facts: PayslipFacts, ruler: Ruler) -> Strip:
    """Name and month, the table (two or more rows for many columns), reasons and 大写, near miss, cut line."""
    marks = list(_head(facts, ruler))
    y = 24.5
    for row in rows_of(cells(facts)):
        marks.extend(_row(row, y, ruler))
        y += HEAD_ROW + FIGURE_ROW
    base = y + 11
    words = facts.uppercase.removeprefix("人民币").removeprefix("人民幣")
    marks.append(ruler.right(RIGHT, base, words, 6.8))
    lines = 1 if facts.near_miss else 2
    for index, text in enumerate(_reasons(facts, INNER - ruler.width(words, 6.8) - 14, ruler)[:lines]):
        marks.append(ruler.left(LEFT, base + 11 * index, text, 6.8, color=GREY))
    for miss in facts.near_miss[:1]:
        lead = ruler.left(LEFT, base + 11, miss.lead, 6.8, bold=True, color=ACCENT)
        indent = ruler.width(miss.lead, 6.8, bold=True)
        text = ruler.shorten(miss.text, 6.8, INNER - indent - 70)
        marks += [lead, ruler.left(LEFT + indent, base + 11, text, 6.8, color=GREY)]
    if facts.check:
        marks.append(ruler.right(RIGHT, base + 11, facts.check, 6.5, color=GREY))
    height = max(STRIP, base + 29.5)
    marks.extend(_cut(height))
    return Strip(height, tuple(marks))


def cells(facts: PayslipFacts) -> tuple[Cell, ...]:
    """得分, the lines earned, 应发, the lines taken off, 实发, in the order of the payslip."""
    score = (Cell(facts.score_heads[0], facts.score_total[2]),) if facts.score_total else ()
    earned = tuple(Cell(line.name, line.amount) for line in facts.earnings.lines)
    taken = tuple(Cell(line.name, line.amount) for line in facts.deductions.lines) if facts.deductions else ()
    gross = Cell(facts.earnings.title, facts.earnings.total)
    return (*score, *earned, gross, *taken, Cell(facts.net_label, facts.net.replace("¥", ""), net=True))


def rows_of(found: tuple[Cell, ...]) -> list[tuple[Cell, ...]]:
    """At most ten columns in a row, the rows about equally long; 实发 comes last."""
    count = -(-len(found) // MAX_COLUMNS)
    size = -(-len(found) // count)
    return [found[at : at + size] for at in range(0, len(found), size)]


def _head(facts: PayslipFacts, ruler: Ruler) -> tuple[Mark, ...]:
    between = " " if facts.month[-1].isascii() else ""  # 2026 年 10 月工资条, October 2026 Payslip
    heading = f"{facts.month}{between}{facts.title}"
    right = "\u3000".join(filter(None, (facts.business, heading, facts.paid_on)))
    wide = INNER * 0.62
    right = ruler.shorten(right, 7.8, wide)
    room = INNER - ruler.width(right, 7.8) - 16
    name = ruler.left(LEFT, 17, ruler.shorten(facts.agent, 10, room * 0.7), 10, bold=True)
    after = ruler.width(name.text, 10, bold=True) + 8
    place = ruler.shorten("\u3000".join((facts.number, *facts.place)), 7.8, max(room - after, 20), end=True)
    return (
        name,
        ruler.left(LEFT + after, 17, place, 7.8, color=GREY),
        ruler.right(RIGHT, 17, right, 7.8, color=GREY),
    )


def _row(row: tuple[Cell, ...], y: float, ruler: Ruler) -> tuple[Mark, ...]:
    """Header and figures in a frame, columns equally wide, figures to the right."""
    width = INNER / len(row)
    bottom = y + HEAD_ROW + FIGURE_ROW
    marks: list[Mark] = [Box(LEFT, y, INNER, HEAD_ROW, fill="#F1F4F3")]
    for index, cell in enumerate(row):
        x, right = LEFT + index * width, LEFT + (index + 1) * width - 5
        if cell.net:
            marks.append(Box(x, y, width, HEAD_ROW + FIGURE_ROW, fill=TINT))
        head = ruler.shorten(cell.head, 7, width - 8)
        color = INK if cell.net else GREY
        size = _fitting(cell.figure, width - 8, ruler, bold=cell.net)
        marks.append(ruler.right(right, y + 10, head, 7, bold=cell.net, color=color))
        marks.append(ruler.right(right, y + HEAD_ROW + 12, cell.figure, size, bold=cell.net))
        if index:
            marks.append(Line(x, y, x, bottom, 0.5, _EDGE))
    marks += [Box(LEFT, y, INNER, HEAD_ROW + FIGURE_ROW, stroke=_EDGE, line=0.5)]
    marks.append(Line(LEFT, y + HEAD_ROW, RIGHT, y + HEAD_ROW, 0.5, _EDGE))
    return tuple(marks)


def _fitting(figure: str, room: float, ruler: Ruler, *, bold: bool) -> float:
    """The size of a figure: a sum of millions is drawn a little smaller rather than cut."""
    return min(8.3, 8.3 * room / max(ruler.width(figure, 8.3, bold=bold), 1))


def _reasons(facts: PayslipFacts, room: float, ruler: Ruler) -> list[str]:
    """Lines of names with their first reasons, none of them cut in two; one too long for a line is left to A5."""
    lines = (*facts.earnings.lines, *(facts.deductions.lines if facts.deductions else ()))
    found: list[str] = []
    for piece in (f"{line.name} {line.reasons[0]}" for line in lines if line.reasons):
        if ruler.width(piece, 6.8) > room:
            continue
        longer = f"{found[-1]}\u3000{piece}" if found else piece
        if found and ruler.width(longer, 6.8) <= room:
            found[-1] = longer
        else:
            found.append(piece)
    return found


def _cut(y: float) -> tuple[Mark, ...]:
    """A dashed line with a pair of scissors at the edge of the paper."""
    blades = (
        Line(9.6, y - 2.6, 17, y + 1.9, 0.7, GREY),
        Line(9.6, y + 2.6, 17, y - 1.9, 0.7, GREY),
        Box(5.6, y - 4.6, 3.8, 3.8, stroke=GREY, line=0.7, radius=1.9),
        Box(5.6, y + 0.8, 3.8, 3.8, stroke=GREY, line=0.7, radius=1.9),
    )
    return (*blades, Line(20, y, A4[0] - 5, y, 0.75, GREY, 2))


def _foot(texts: Texts, page: int, count: int, ruler: Ruler) -> tuple[Mark, ...]:
    pages = texts("document.page_of", page=str(page), count=str(count))
    return (
        ruler.left(LEFT, 829, texts("document.cut_here"), 6.8, color=GREY),
        ruler.right(RIGHT, 829, pages, 6.8, color=GREY),
    )


def _draft(word: str, ruler: Ruler) -> tuple[Mark, ...]:
    """The mark of an unsealed month, at the foot where no figures are."""
    if not word:
        return ()
    return (ruler.left(A4[0] / 2 - ruler.width(word, 9, bold=True) / 2, 829, word, 9, bold=True, color=GREY),)
