"""Every printed string of a payslip, as one frozen value: the paper and the window show the same."""

import msgspec

from app.wording.sources import SourceNote


class LineFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the payslip: name, reasons (a printed line each, marks [1] …), amount with its sign."""

    code: str
    name: str
    reasons: tuple[str, ...]
    amount: str


class SectionFacts(msgspec.Struct, frozen=True, kw_only=True):
    """应发 or 扣缴: heading, sum and lines."""

    title: str
    total: str
    lines: tuple[LineFacts, ...]


class NearMissFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The near-miss sentence: lead (差一点) and text; ``bold`` lists the parts of the text that stand out."""

    lead: str
    text: str
    bold: tuple[str, ...] = ()


class ScoreRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the score table; ``level`` 1 is a sub-item. ``share`` is points ÷ full in 0 … 1 for a bar.

    ``actual`` is the figure alone, ``detail`` the figure with its marks and the reason of the points.
    """

    id: str
    level: int
    name: str
    actual: str
    detail: str
    full: str
    points: str
    share: float = 0.0


class PayslipFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The strings of one agent's payslip in one language.

    ``facts`` are label and value pairs, four a row. ``notes`` are sentences such as waivers. ``draft`` is ""
    for a sealed month, else the mark that its pages carry. ``stem`` is a name for a file, not yet made safe.
    ``one_line``: reasons take no more than a line. ``scanned`` is what the QR code says. ``place`` (岗位, 店铺) and
    ``paid_on`` head a strip. ``logo`` and ``seal_picture`` are PNG files. "" or b"" is not printed.
    """

    number: str
    agent: str
    stem: str
    business: str
    title: str
    month: str
    facts: tuple[tuple[str, str], ...]
    earnings: SectionFacts
    deductions: SectionFacts | None
    info: tuple[LineFacts, ...]
    net_label: str
    net: str
    uppercase: str
    subtraction: str
    near_miss: tuple[NearMissFacts, ...]
    score_heads: tuple[str, str, str, str]
    score_rows: tuple[ScoreRow, ...]
    score_total: tuple[str, str, str] | None
    notes: tuple[str, ...]
    signature: tuple[str, ...]
    sources_label: str
    sources: tuple[SourceNote, ...]
    source_texts: tuple[str, ...]
    scheme: str
    state: str
    check: str
    objection: str
    overleaf: str
    draft: str
    seal: str
    trace_title: str
    one_line: bool = False
    scanned: str = ""
    place: tuple[str, ...] = ()
    paid_on: str = ""
    logo: bytes = b""
    seal_picture: bytes = b""
