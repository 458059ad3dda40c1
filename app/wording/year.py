"""A year of an agent as a table of printed strings: twelve months, sums, and sentences on the tax year."""

import msgspec

from app.domain.agent_year import AgentYear, YearRow
from app.domain.month import PayMonth
from app.texts import Texts
from app.wording.numbers import fen_money, points

HEADS = (
    "year_month",
    "fact_pay_date",
    "score",
    "earnings",
    "year_special",
    "year_tax",
    "year_others",
    "net",
    "year_tax_so_far",
)
NUMBERS = HEADS[2:]
_SUMS = ("gross", "special", "tax", "others", "net")


class YearFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Heads, a row per month (all twelve; "–" where nothing was paid), the row of sums, sentences below."""

    title: str
    subtitle: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    notes: tuple[str, ...]


def year_facts(year: AgentYear, business: str, texts: Texts) -> YearFacts:
    """The strings of paper and window in one language."""
    months = [(PayMonth(year.year, number), year.row(number)) for number in range(1, 13)]
    sums = tuple(fen_money(year.total(name)) for name in _SUMS)
    tax = {"income": year.tax.income, "special": year.tax.special, "withheld": year.tax.withheld}
    notes = [texts("document.year_note", year=str(year.year), **{name: fen_money(fen) for name, fen in tax.items()})]
    if any(row.state != "sealed" for row in year.rows):
        notes.append(texts("document.year_open"))
    return YearFacts(
        title=texts("document.year_title", business=business, year=str(year.year)),
        subtitle=f"{year.name}\u3000{year.number}",
        heads=tuple(texts(f"document.{head}") for head in HEADS),
        rows=tuple(_row(month, row, texts) for month, row in months),
        total=(texts("document.total"), "", "", *sums, ""),
        notes=tuple(notes),
    )


def _row(month: PayMonth, row: YearRow | None, texts: Texts) -> tuple[str, ...]:
    name = texts(f"number.month_{month.number}")
    if row is None:
        return (name, *("–" for _ in HEADS[1:]))
    draft = "" if row.state == "sealed" else texts("document.year_draft")
    amounts = tuple(fen_money(getattr(row, field)) for field in _SUMS)
    score = "–" if row.score is None else points(row.score)
    return (f"{name}{draft}", row.pay_date.isoformat(), score, *amounts, fen_money(row.tax_so_far))
